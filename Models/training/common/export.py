"""From a torch module to OpenVINO IR, static shape, weights kept in f16."""
import json
import os

import openvino as ov
import torch


def to_ir(net, shape, input_name, output_names, path):
    """Writes path (.xml) and its .bin. The files appear whole or not at all."""
    net = net.eval().float().to(memory_format=torch.contiguous_format)
    with torch.no_grad():
        model = ov.convert_model(net, example_input=torch.zeros(shape), input=[list(shape)])
    model.inputs[0].get_tensor().set_names({input_name})
    for out, name in zip(model.outputs, output_names):
        out.get_tensor().set_names({name})
    model.inputs[0].get_node().set_friendly_name(input_name)
    part = path[:-4] + ".part.xml"
    ov.save_model(model, part, compress_to_fp16=True)
    os.replace(part[:-4] + ".bin", path[:-4] + ".bin")
    os.replace(part, path)


def write_card(path, content):
    """Writes what the gate has to know about a model; a calibration (calibrate.py) that is there stays."""
    if os.path.exists(path):
        with open(path, encoding="utf-8") as f:
            content = {**content, "calibration": json.load(f).get("calibration")}
    with open(path, "w", encoding="utf-8") as f:
        json.dump(content, f, ensure_ascii=False, indent=1)
        f.write("\n")
