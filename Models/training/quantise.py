"""Makes the 8-bit detectors that the gate runs on streams from the exported ones: ranges measured on rendered pictures, none of them real.

  python Models/training/quantise.py [--models FOLDER]     FOLDER/NAME.xml → FOLDER/NAME-8bit.xml

Needs nncf beside what training needs. Seeded. Weights use half their range, so that processors without VNNI do not saturate and agree.
"""
import argparse
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import nncf
import numpy as np
import openvino as ov

from codes import render as codes
from plates import scenes

PICTURES = 160


def text_pictures(rng):
    """What the text detector is given: four rendered scenes side by side."""
    while True:
        parts = []
        while len(parts) < 4:
            try:
                parts.append(codes.scene(rng)[0][40:312])
            except (ValueError, IndexError, FloatingPointError, np.linalg.LinAlgError, codes.cv2.error):
                continue
        yield np.vstack([np.hstack(parts[:2]), np.hstack(parts[2:])])[None, None] / np.float32(255)


def plate_pictures(rng):
    """What the plate detector is given: the middle of four."""
    while True:
        parts = [scenes.scene(rng)[0] for _ in range(4)]
        whole = np.vstack([np.hstack(parts[:2]), np.hstack(parts[2:])])
        yield whole[64:448, 64:704][None, None] / np.float32(255)


SOURCES = {"text-detector": text_pictures, "plate-detector": plate_pictures}


def quantise(name, folder):
    model = ov.Core().read_model(os.path.join(folder, name + ".xml"))
    source = SOURCES[name](np.random.default_rng(7))
    pictures = [next(source).astype(np.float32) for _ in range(PICTURES)]
    small = nncf.quantize(
        model, nncf.Dataset(pictures), preset=nncf.QuantizationPreset.MIXED, subset_size=PICTURES, fast_bias_correction=False,
        advanced_parameters=nncf.AdvancedQuantizationParameters(overflow_fix=nncf.OverflowFix.ENABLE))
    path = os.path.join(folder, name + "-8bit")
    ov.save_model(small, path + ".part.xml", compress_to_fp16=True)
    os.replace(path + ".part.bin", path + ".bin")
    os.replace(path + ".part.xml", path + ".xml")
    print(f"{path}: {os.path.getsize(path + '.bin') // 1000} kB")


if __name__ == "__main__":
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("--models", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
    folder = ap.parse_args().models
    for name in SOURCES:
        quantise(name, folder)
