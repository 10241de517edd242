"""Trains the declaration model of selectivity (`bordergate score`) and measures it.

  python Models/training/customs/train.py --train kcs_train.csv --valid kcs_valid.csv [--out Models] [--hold-out] [--golden FILE]

Fits on --train and reports on --valid beside simpler models; then, with --out, fits on both and writes customs-model.json (XGBoost)
and customs-neighbours.bin (the declarations that a new one is compared with, without any identity). Needs numpy, pandas,
scikit-learn, xgboost 1.7. --hold-out exports
the model of --train alone instead, to be measured with `bordergate bench selectivity --models OUT kcs_valid.csv`. --golden writes invented declarations with their features, for the test of the Swift side.
"""
import argparse
import csv
import json
import os
import struct

import numpy as np
import pandas as pd
import xgboost
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

SEED = 1
PRIOR = 0.3  # weight of the base rate beside the neighbours
# How like two declarations are: bandwidth of the logarithms of value and weight, and the factor for each thing that differs.
# A factor of 0 leaves the neighbour out.
KERNELS = [
    {"name": "twin", "bandwidth": 0.1, "origin": 0.03, "departure": 0.03, "taxType": 0.2, "hs6": 0, "hs4": 0},
    {"name": "near", "bandwidth": 0.25, "origin": 0.2, "departure": 0.2, "taxType": 0.3, "hs6": 0, "hs4": 0},
    {"name": "route", "bandwidth": 2.0, "origin": 0.05, "departure": 0.05, "taxType": 0.2, "hs6": 0, "hs4": 0},
    {"name": "heading", "bandwidth": 0.25, "origin": 0.2, "departure": 0.2, "taxType": 0.3, "hs6": 0.05, "hs4": 0},
    {"name": "chapter", "bandwidth": 0.25, "origin": 0.1, "departure": 0.1, "taxType": 0.3, "hs6": 0.05, "hs4": 0.1},
]
FEATURES = [f"{k['name']}{part}" for k in KERNELS for part in ("Rate", "Weight")] + [
    "logValue", "logWeight", "logUnitValue", "unitValueAgainstHeading", "taxRate", "sameCountry"]


def prepare(table):
    """The columns that count, as arrays; sorted by HS so that a chapter is one range."""
    hs = pd.to_numeric(table["HS6 Code"], errors="coerce").fillna(0).astype(np.int64).to_numpy()
    text = lambda name: table[name].fillna("").astype(str).to_numpy()
    return {
        "hs": hs, "origin": text("Country of Origin"), "departure": text("Country of Departure"), "taxType": text("Tax Type"),
        "value": np.log(table["Item Price"].to_numpy(np.float64) + 1).astype(np.float32).astype(np.float64),
        "weight": np.log(table["Net Mass"].to_numpy(np.float64) + 0.1).astype(np.float32).astype(np.float64),
        "taxRate": table["Tax Rate"].to_numpy(np.float64),
        "fraud": table["Fraud"].to_numpy(np.int64) if "Fraud" in table else np.zeros(len(table), np.int64),
    }


def take(rows, index):
    return {name: column[index] for name, column in rows.items()}


def kernel_features(rows, reference, base):
    """For each row, rate and weight of its neighbours by each kernel, and the unit value against the heading's."""
    order = np.argsort(reference["hs"], kind="stable")
    reference = take(reference, order)
    out = np.zeros((len(rows["hs"]), 2 * len(KERNELS) + 1))
    chapters = {}
    for i, hs in enumerate(rows["hs"]):
        chapters.setdefault(hs // 10000, []).append(i)
    for chapter, members in chapters.items():
        low, high = np.searchsorted(reference["hs"], [chapter * 10000, (chapter + 1) * 10000])
        near = take(reference, slice(low, high))
        for i in members:
            dv, dw = near["value"] - rows["value"][i], near["weight"] - rows["weight"][i]
            squares = np.where(np.isnan(dv), 0, dv * dv) + np.where(np.isnan(dw), 0, dw * dw)
            same = {c: (near[c] == rows[c][i]) & (near[c] != "") for c in ("origin", "departure", "taxType")}
            hs6, hs4 = near["hs"] == rows["hs"][i], near["hs"] // 100 == rows["hs"][i] // 100
            for k, kernel in enumerate(KERNELS):
                w = np.exp(-0.5 * squares / kernel["bandwidth"] ** 2)
                for c in ("origin", "departure", "taxType"):
                    w = w * np.where(same[c], 1, kernel[c])
                w = w * np.where(hs6, 1, kernel["hs6"]) * np.where(hs4, 1, kernel["hs4"])
                total = w.sum()
                out[i, 2 * k] = ((w * near["fraud"]).sum() + PRIOR * base) / (total + PRIOR)
                out[i, 2 * k + 1] = np.log(total + 0.01)
            unit = (near["value"] - near["weight"])[hs6]
            unit = unit[~np.isnan(unit)]
            out[i, -1] = rows["value"][i] - rows["weight"][i] - unit.mean() if len(unit) else np.nan
    return out


def features(rows, reference, base):
    kernels = kernel_features(rows, reference, base)
    same = (rows["origin"] == rows["departure"]).astype(float)
    return np.column_stack([kernels[:, :-1], rows["value"], rows["weight"], rows["value"] - rows["weight"], kernels[:, -1], rows["taxRate"], same])


def crossed(rows, base, folds=10):
    """Features of the reference's own rows, each from the other folds alone, so that no row tells its own label."""
    fold = np.random.default_rng(SEED).integers(folds, size=len(rows["hs"]))
    out = np.zeros((len(fold), len(FEATURES)))
    for f in range(folds):
        out[fold == f] = features(take(rows, fold == f), take(rows, fold != f), base)
    return out


def fit(x, y):
    increasing = ",".join("1" if name.endswith("Rate") and name != "taxRate" else "0" for name in FEATURES)
    settings = {"objective": "binary:logistic", "max_depth": 4, "eta": 0.05, "subsample": 0.7, "colsample_bytree": 0.6, "min_child_weight": 10,
                "monotone_constraints": f"({increasing})", "seed": SEED, "nthread": 1}
    return xgboost.train(settings, xgboost.DMatrix(x, y, feature_names=FEATURES), num_boost_round=250)


def top(y, score, share):
    order = np.argsort(-score, kind="stable")
    return y[order[:max(1, int(len(y) * share))]].mean()


def report(name, y, score):
    dice = np.random.default_rng(SEED)
    draws = []
    for _ in range(200):
        i = dice.integers(len(y), size=len(y))
        draws.append([top(y[i], score[i], s) for s in (0.05, 0.1)])
    low, high = np.percentile(draws, [2.5, 97.5], axis=0)
    print(f"{name:34s} AUC {roc_auc_score(y, score):.3f}  precision at 1% {top(y, score, .01):.3f}, "
          f"5% {top(y, score, .05):.3f} ({low[0]:.3f}–{high[0]:.3f}), 10% {top(y, score, .1):.3f} ({low[1]:.3f}–{high[1]:.3f})", flush=True)


def references(train, valid):
    """Simple models without neighbours, in the same run."""
    names = ["Office ID", "Process Type", "Import Type", "Import Use", "Payment Type", "Mode of Transport", "HS6 Code", "Country of Departure",
             "Country of Origin", "Tax Type", "Country of Origin Indicator"]
    encoder = OneHotEncoder(handle_unknown="ignore", min_frequency=5)
    model = make_pipeline(encoder, LogisticRegression(max_iter=300, C=0.5))
    text = lambda table: table[names].fillna("").astype(str)
    model.fit(text(train), train["Fraud"])
    yield "logistic regression, categories", model.predict_proba(text(valid))[:, 1]
    both = pd.concat([train, valid])
    codes = np.column_stack([pd.factorize(both[n].fillna("").astype(str))[0] for n in names] + [both[c] for c in ("Tax Rate", "Net Mass", "Item Price")])
    plain = xgboost.train({"objective": "binary:logistic", "max_depth": 6, "eta": 0.1, "seed": SEED, "nthread": 1},
                          xgboost.DMatrix(codes[:len(train)].astype(float), train["Fraud"]), num_boost_round=200)
    yield "XGBoost, columns as they are", plain.predict(xgboost.DMatrix(codes[len(train):].astype(float)))


def export(rows, base, model, folder):
    order = np.lexsort((rows["weight"], rows["value"], rows["hs"]))
    rows = take(rows, order)
    words = sorted(set(rows["origin"]) | set(rows["departure"]) | set(rows["taxType"]))
    number = {word: i for i, word in enumerate(words)}
    head = json.dumps({"rows": len(order), "base": base, "prior": PRIOR, "kernels": KERNELS, "features": FEATURES, "words": words},
                      separators=(",", ":")).encode()
    with open(os.path.join(folder, "customs-neighbours.bin"), "wb") as file:
        file.write(b"BGNB\x01\x00\x00\x00" + struct.pack("<I", len(head)) + head)
        file.write(rows["hs"].astype("<u4").tobytes())
        for column in ("value", "weight"):
            file.write(rows[column].astype("<f4").tobytes())
        for column in ("origin", "departure", "taxType"):
            file.write(np.array([number[w] for w in rows[column]], "<u2").tobytes())
        file.write(rows["fraud"].astype("u1").tobytes())
    model.save_model(os.path.join(folder, "customs-model.json"))


GOLDEN = [  # invented
    ("081090", "CN", "CN", "A", 22000.0, 18500.0, 8.0), ("690721", "CN", "CN", "FCN1", 23800.0, 120000.0, 0.0),
    ("847130", "US", "HK", "A", 0.8, 1500000.0, 0.0), ("999999", "ZZ", "", "", 10.0, 10.0, 5.0), ("220421", "FR", "FR", "FEU1", 900.0, 4200.0, 0.0)]


def golden(reference, base, model, path):
    table = pd.DataFrame([dict(zip(["HS6 Code", "Country of Origin", "Country of Departure", "Tax Type", "Net Mass", "Item Price", "Tax Rate"], row)) for row in GOLDEN])
    x = features(prepare(table), reference, base)
    scores = model.predict(xgboost.DMatrix(x, feature_names=FEATURES))
    with open(path, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(list(table.columns) + FEATURES + ["score"])
        for row, values, score in zip(GOLDEN, x, scores):
            writer.writerow([*row, *(f"{v:.7g}" for v in values), f"{score:.5f}"])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--train", required=True)
    parser.add_argument("--valid", required=True)
    parser.add_argument("--out")
    parser.add_argument("--hold-out", action="store_true")
    parser.add_argument("--golden")
    a = parser.parse_args()
    read = lambda path: pd.read_csv(path, dtype={"HS6 Code": str, "Declaration ID": str})
    train, valid = read(a.train), read(a.valid)
    rows, held = prepare(train), prepare(valid)
    base = float(train["Fraud"].mean())
    y = valid["Fraud"].to_numpy()
    for name, score in references(train, valid):
        report(name, y, score)
    x = features(held, rows, base)
    for k, kernel in enumerate(KERNELS):
        report(f"neighbours alone: {kernel['name']}", y, x[:, 2 * k])
    model = fit(crossed(rows, base), rows["fraud"])
    score = model.predict(xgboost.DMatrix(x, feature_names=FEATURES))
    report("XGBoost over neighbours", y, score)
    edges = [0, .1, .3, .5, .7, .9, 1.01]
    print("calibration: " + ", ".join(f"{l:g}–{min(h, 1):g}: {y[(score >= l) & (score < h)].mean():.2f} of {((score >= l) & (score < h)).sum()}"
                                      for l, h in zip(edges, edges[1:]) if ((score >= l) & (score < h)).any()))
    gains = model.get_score(importance_type="gain")
    print("gain: " + ", ".join(f"{n} {g:.0f}" for n, g in sorted(gains.items(), key=lambda p: -p[1])[:8]))
    if not a.out:
        return
    if not a.hold_out:
        rows = prepare(pd.concat([train, valid]))
        base = float(rows["fraud"].mean())
        model = fit(crossed(rows, base), rows["fraud"])
    export(rows, base, model, a.out)
    if a.golden:
        golden(rows, base, model, a.golden)


if __name__ == "__main__":
    main()
