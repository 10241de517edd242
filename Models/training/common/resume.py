"""Training goes on from an exported model: what is left when a checkpoint is gone."""
import numpy as np
import openvino as ov
import torch
import torch.nn as nn


def _convolutions(path):
    """[(kernel, bias or None)] of an IR in the order of its graph. Batch normalisation was folded into them at export."""
    def constant(node):
        while node.get_type_name() == "Convert":
            node = node.input_value(0).get_node()
        return np.array(node.get_data(), np.float32) if node.get_type_name() == "Constant" else None

    found = []
    for node in ov.Core().read_model(path).get_ordered_ops():
        if node.get_type_name() != "Convolution":
            continue
        bias = None
        for port in node.output(0).get_target_inputs():
            add = port.get_node()
            if add.get_type_name() == "Add":
                for i in (0, 1):
                    value = constant(add.input_value(i).get_node())
                    bias = value.reshape(-1) if value is not None else bias
        found.append((constant(node.input_value(1).get_node()), bias))
    return found


def from_ir(net, path, batches):
    """Gives `net` the weights of the IR at `path`. `batches`: inputs that measure what each folded normalisation has to undo."""
    left = _convolutions(path)
    norms = {}  # convolution → the batch normalisation behind it
    last = None
    for module in net.modules():
        if isinstance(module, nn.Conv2d):
            last = module
            shape = tuple(module.weight.shape)
            at = next((i for i, (k, _) in enumerate(left) if k.shape == shape), None)
            if at is None and module.bias is not None:
                # A head that has got classes since: they stay as they are, below the old ones.
                at = next((i for i, (k, _) in enumerate(left) if k.shape[1:] == shape[1:] and k.shape[0] < shape[0]), None)
            if at is None:
                raise SystemExit(f"{path}: no convolution of shape {shape} is left; is it a model of this network?")
            kernel, bias = left.pop(at)
            module.weight.data[:len(kernel)].copy_(torch.from_numpy(kernel))
            if module.bias is not None:
                module.bias.data[:len(bias)].copy_(torch.from_numpy(bias))
            else:
                norms[module] = bias
        elif isinstance(module, nn.BatchNorm2d) and last in norms:
            norms[module] = norms.pop(last)
            module.running_mean.zero_()
            module.running_var.fill_(1 - module.eps)
            module.weight.data.fill_(1)
            module.bias.data.copy_(torch.from_numpy(norms[module]))
    if left:
        raise SystemExit(f"{path}: {len(left)} convolutions have no place in this network")
    # Now the net computes what the IR does, with normalisations that do nothing. Give them the statistics that they see.
    sums = {m: [0, 0.0, 0.0] for m in norms}

    def note(module, inputs):
        x = inputs[0].detach().double()
        s = sums[module]
        s[0] += x.numel() // x.shape[1]
        s[1] = s[1] + x.sum((0, 2, 3))
        s[2] = s[2] + (x * x).sum((0, 2, 3))

    hooks = [m.register_forward_pre_hook(note) for m in norms]
    net.eval()
    with torch.no_grad():
        for x in batches:
            net(x)
    for hook in hooks:
        hook.remove()
    for module, (n, total, squares) in sums.items():
        mean = total / n
        var = (squares / n - mean * mean).clamp(min=1e-6)
        module.running_mean.copy_(mean)
        module.running_var.copy_(var)
        module.weight.data.copy_((var + module.eps).sqrt())
        module.bias.data.add_(mean.float())
    return net
