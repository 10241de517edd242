"""Fits the confidence of plate reads to how often they are right.

  bordergate read --json --explain EXPLAINED SET/images/* > READS     (a folder EXPLAINED for each set)
  python Models/training/plates/calibrate.py SET=EXPLAINED… [--write]

SET is a folder with truth.tsv. Reads of pictures with an EVEN number fit a logistic regression of the scores; those with an odd number are
measured. --write puts the coefficients into Models/plate-reader.json.
"""
import argparse
import csv
import glob
import json
import os

import numpy as np

NAMES = ["mean", "least", "formatCost", "again", "disagreeing", "heat", "small", "unknown"]
CARD = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "plate-reader.json")


def features(line):
    """As PlateEngine.confidence computes them."""
    s = line["scores"]
    return [s["mean"], s["least"], s["formatCost"], float(s["tries"] > 2), 1 - s["agreeing"] / s["tries"], min(0.0, s["heat"] - 0.8), min(0.0, s["height"] / 24 - 1), s["unknown"]]


def samples(folder, explained):
    truths = {}
    for row in csv.DictReader(open(os.path.join(folder, "truth.tsv"), encoding="utf-8"), delimiter="\t"):
        truths.setdefault(os.path.splitext(os.path.basename(row["image"]))[0], set()).add(row["text"])
    for path in sorted(glob.glob(os.path.join(explained, "*", "attempts.jsonl"))):
        stem = os.path.basename(os.path.dirname(path)).split("-", 1)[1]
        number = int("".join(c for c in stem if c.isdigit()))
        for line in map(json.loads, open(path, encoding="utf-8")):
            if line["kind"] == "plate" and "refusal" not in line:
                yield features(line), float(line["final"] in truths.get(stem, ())), number % 2 == 0


def fit(x, y, penalty=1.0):
    """Newton's method; the penalty pulls the weights, not the bias, towards nothing."""
    a = np.hstack([x, np.ones((len(x), 1))])
    w = np.zeros(a.shape[1])
    ridge = penalty * np.diag([1.0] * x.shape[1] + [0.0])
    for _ in range(50):
        p = 1 / (1 + np.exp(-a @ w))
        w -= np.linalg.solve(a.T @ (a * (p * (1 - p))[:, None]) + ridge, a.T @ (p - y) + ridge @ w)
    return w


def report(p, y):
    print("   confidence   reads   right")
    for lo, hi in ((0, .5), (.5, .7), (.7, .8), (.8, .9), (.9, .95), (.95, .98), (.98, .99), (.99, 1.01)):
        k = (p >= lo) & (p < hi)
        if k.any():
            print(f"   {lo:.2f}–{min(hi, 1):.2f}   {k.sum():5d}   {100 * y[k].mean():5.1f}%")


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("sets", nargs="+")
    ap.add_argument("--write", action="store_true")
    a = ap.parse_args()
    rows = [(s, *r) for pair in a.sets for s, r in ((pair.split("=")[0], r) for r in samples(*pair.split("=", 1)))]
    x, y, even = (np.array([r[i] for r in rows], float) for i in (1, 2, 3))
    even = even > 0
    w = fit(x[even], y[even])
    p = 1 / (1 + np.exp(-(x @ w[:-1] + w[-1])))
    print(dict(zip(NAMES + ["bias"], w.round(3).tolist())))
    print(f"fitted on {even.sum()} reads; measured on the other {(~even).sum()}:")
    report(p[~even], y[~even])
    for name in dict.fromkeys(r[0] for r in rows):
        k = np.array([r[0] == name for r in rows]) & ~even
        sure = k & (p >= .9)
        print(f"   {os.path.basename(name.rstrip('/'))}: {int(sure.sum())} of {int(k.sum())} reads at 0.9 or more, {int((1 - y[sure]).sum())} of them wrong")
    if a.write:
        card = json.load(open(CARD, encoding="utf-8"))
        card["calibration"] = dict(zip(NAMES + ["bias"], w.round(4).tolist()))
        json.dump(card, open(CARD, "w", encoding="utf-8"), ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()
