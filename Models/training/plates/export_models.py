"""Writes Models/plate-*.xml/.bin/.json from checkpoints; without a checkpoint, untrained weights of the same shapes.

  python Models/training/plates/export_models.py [--reader reader.pt] [--detector detector.pt] [--out Models]
"""
import argparse
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
import torch

from common.detector_net import DetectorNet, Exported
from common.export import to_ir
from common.reader_net import ReaderNet
from plates.alphabet import CLASSES, SHAPE, describe

MODELS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")


def export_reader(state, out=MODELS):
    net = ReaderNet(CLASSES)
    if state:
        net.load_state_dict({k: v for k, v in state.items() if not k.startswith("aux")})
    for lines, (h, w) in SHAPE.items():
        to_ir(net, (1, 1, h, w), "crop", ["logits"], os.path.join(out, f"plate-reader-{lines}.xml"))
    describe(os.path.join(out, "plate-reader.json"))


def export_detector(state, out=MODELS):
    net = DetectorNet()
    if state:
        net.load_state_dict(state)
    to_ir(Exported(net), (1, 1, 384, 640), "image", ["heat", "corners"], os.path.join(out, "plate-detector.xml"))


if __name__ == "__main__":
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("--reader")
    ap.add_argument("--detector")
    ap.add_argument("--only", choices=["reader", "detector"])
    ap.add_argument("--out", default=MODELS)
    a = ap.parse_args()
    load = lambda p: torch.load(p, map_location="cpu")["ema"] if p else None
    torch.manual_seed(1)
    if a.only != "detector":
        export_reader(load(a.reader), a.out)
    if a.only != "reader":
        export_detector(load(a.detector), a.out)
