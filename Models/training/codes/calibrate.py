"""Fits the confidence of container numbers to how often they are right.

  bordergate read --json --explain EXPLAINED SET/images/* > READS     (a folder EXPLAINED for each set)
  python Models/training/codes/calibrate.py SET=EXPLAINED… [--write]

SET is a folder with truth.tsv. Reads of pictures with an EVEN number fit a logistic regression of the scores; those with an odd number are
measured. --write puts the coefficients into Models/code-reader.json.
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from common import calibration

MODELS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
NAMES = ["score", "joint", "margin", "again"]


def features(line):
    """As CodeEngine.confidence computes them; also of numbers that were refused, since the confidence decides that."""
    s = line["scores"]
    if not s.get("valid"):
        return None
    return [max(s["score"], -3), max(s["joint"], -3), min(max(s["margin"], -4), 2), min(3, s["agreeing"] - 1)]


if __name__ == "__main__":
    calibration.run(__doc__, "container", NAMES, features, os.path.join(MODELS, "code-reader.json"), penalty=0.2)
