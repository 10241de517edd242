"""Fits the confidence of plate reads to how often they are right.

  bordergate read --json --explain EXPLAINED SET/images/* > READS     (a folder EXPLAINED for each set)
  python Models/training/plates/calibrate.py SET=EXPLAINED… [--write]

SET is a folder with truth.tsv. Reads of pictures with an EVEN number fit a logistic regression of the scores; those with an odd number are
measured. --write puts the coefficients into Models/plate-reader.json.
"""
import math
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from common import calibration

MODELS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
NAMES = ["mean", "least", "joint", "margin", "again", "hidden", "disagreeing", "heat", "small", "unknown"]


def sureness(log_likelihood):
    return -math.log(max(1e-3, 1 - math.exp(log_likelihood)))


def features(line):
    """As PlateReading.confidence computes them."""
    s = line["scores"]
    if len(line["final"]) < 4 or "container" in line.get("refusal", ""):
        return None  # never given, however sure
    return [sureness(s["mean"]), sureness(s["least"]), sureness(s["joint"]), s["margin"], float(s["tries"] > 2),
            -math.log(max(1e-3, s["hidden"])), 1 - s["agreeing"] / s["looks"], min(0.0, s["heat"] - 0.8), min(0.0, s["height"] / 24 - 1), s["unknown"]]


if __name__ == "__main__":
    calibration.run(__doc__, "plate", NAMES, features, os.path.join(MODELS, "plate-reader.json"))
