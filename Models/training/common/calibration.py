"""Fits a confidence to how often reads are right: logistic regression of scores that `bordergate read --explain` keeps."""
import argparse
import csv
import glob
import json
import os

import numpy as np


def explained(folder, explanations, kind):
    """(line of attempts.jsonl, is right, picture's number is even) for each attempt of `kind` that gave a text."""
    truths = {}
    for row in csv.DictReader(open(os.path.join(folder, "truth.tsv"), encoding="utf-8"), delimiter="\t"):
        truths.setdefault(os.path.splitext(os.path.basename(row["image"]))[0], set()).add(row["text"])
    for path in sorted(glob.glob(os.path.join(explanations, "*", "attempts.jsonl"))):
        stem = os.path.basename(os.path.dirname(path)).split("-", 1)[1]
        number = int("".join(c for c in stem if c.isdigit()))
        for line in map(json.loads, open(path, encoding="utf-8")):
            if line["kind"] == kind and line["final"]:
                yield line, float(line["final"] in truths.get(stem, ())), number % 2 == 0


def fit(x, y, penalty):
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



def run(doc, kind, names, features, card, penalty=3.0):
    """The command: fits on even-numbered pictures, reports on odd ones. `features` of a line is None for one to leave out."""
    ap = argparse.ArgumentParser(description=doc.splitlines()[0])
    ap.add_argument("sets", nargs="+", metavar="SET=EXPLAINED")
    ap.add_argument("--write", action="store_true")
    a = ap.parse_args()
    rows = []
    for pair in a.sets:
        name, folder = pair.split("=", 1)
        rows += [(name, f, right, even) for line, right, even in explained(name, folder, kind) if (f := features(line)) is not None]
    x, y, even = (np.array([r[i] for r in rows], float) for i in (1, 2, 3))
    even = even > 0
    w = fit(x[even], y[even], penalty)
    p = 1 / (1 + np.exp(-(x @ w[:-1] + w[-1])))
    print(dict(zip(names + ["bias"], w.round(3).tolist())))
    print(f"fitted on {even.sum()} reads; measured on the other {(~even).sum()}:")
    report(p[~even], y[~even])
    for name in dict.fromkeys(r[0] for r in rows):
        k = np.array([r[0] == name for r in rows]) & ~even
        sure = k & (p >= .9)
        print(f"   {os.path.basename(name.rstrip('/'))}: {int(sure.sum())} of {int(k.sum())} reads at 0.9 or more, {int((1 - y[sure]).sum())} of them wrong")
    if a.write:
        content = json.load(open(card, encoding="utf-8"))
        content["calibration"] = dict(zip(names + ["bias"], w.round(4).tolist()))
        with open(card, "w", encoding="utf-8") as f:
            json.dump(content, f, ensure_ascii=False, indent=1)
            f.write("\n")
