"""Measure the models end to end on folders with a truth.tsv (columns image, text, tags) and on pictures without codes.

    python evaluate.py --models ../.. SET… [--negatives FOLDER|VIDEO…] [--sheets DIR]
"""
import argparse
import csv
import glob
import os
import sys
import time

import cv2
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE)]
import decode  # noqa: E402


def draw(grey, res, name, path, truth):
    out, found, tried, (hs, vs, p) = res
    s = min(960 / grey.shape[1], 544 / grey.shape[0])
    im = np.zeros((544, 960, 3), np.uint8)
    g = cv2.resize(grey, None, fx=s, fy=s)[:544, :960]
    im[:g.shape[0], :g.shape[1]] = g[..., None]
    for c, ch in ((0, 2), (1, 1)):
        im[..., ch] = np.clip(im[..., ch] + cv2.resize(p[c], (960, 544)) * 140, 0, 255)
    for b in hs + vs:
        cv2.polylines(im, [(b.corners() * s).astype(int)], True, (255, 255, 0), 1)
    for r in out:
        cv2.polylines(im, [(r["quad"] * s).astype(int)], True, (0, 255, 255), 2)
    txt = [f"{name} truth {truth}"] + [f"-> {r['number']} {r['checkDigit']} {r['score']:.2f} st {r['sizeType']}" for r in out[:3]]
    txt += [f"rej {r['number']} {r['score']:.2f} raw {r['raw']}" for r in found if not r["accepted"]][:4] + [f"{m}:{t}" for m, t, *_ in tried[:10]]
    for i, t in enumerate(txt):
        cv2.putText(im, t, (6, 540 - 17 * (len(txt) - 1 - i)), 0, 0.5, (0, 0, 0), 3)
        cv2.putText(im, t, (6, 540 - 17 * (len(txt) - 1 - i)), 0, 0.5, (0, 255, 255), 1)
    cv2.imwrite(path, im)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("sets", nargs="*")
    ap.add_argument("--models", default=os.path.join(HERE, "..", ".."))
    ap.add_argument("--negatives", nargs="*", default=[])
    ap.add_argument("--sheets")
    ap.add_argument("--limit", type=int, default=10 ** 9)
    ap.add_argument("--failures", action="store_true", help="sheets of failures only")
    a = ap.parse_args()
    cv2.setNumThreads(1)
    rd = decode.Reader(a.models)
    for s in a.sets:
        rows = list(csv.DictReader(open(os.path.join(s, "truth.tsv")), delimiter="\t"))[:a.limit]
        tally, ms = {}, []
        print(s)
        for r in rows:
            g = cv2.imread(os.path.join(s, r["image"]), 0)
            t = time.time()
            res = rd.numbers(g, full=True)
            ms.append((time.time() - t) * 1000)
            out, found = res[0], res[1]
            tags = dict(x.split("=", 1) for x in r["tags"].split() if "=" in x)
            first = out[0]["number"] if out else ""
            ok = first == r["text"]
            anyof = any(q["number"] == r["text"] for q in out)
            st = out[0]["sizeType"] if out else None
            for key in ("all", tags.get("orient", "?")):
                c = tally.setdefault(key, dict(n=0, exact=0, among=0, wrong=0, proposed=0, size=0, sized=0))
                c["n"] += 1; c["exact"] += ok; c["among"] += anyof; c["wrong"] += bool(out) and not anyof
                c["proposed"] += any(q["number"] == r["text"] for q in found)
                c["sized"] += bool(tags.get("type")); c["size"] += bool(tags.get("type")) and st == tags["type"]
            print(("ok   " if ok else "MISS ") + os.path.basename(r["image"]), r["text"], "->", [(q["number"], q["checkDigit"][0], round(q["score"], 2), q["sizeType"]) for q in out[:3]],
                  "" if ok else [(q["number"], round(q["score"], 2), q["raw"]) for q in found if not q["accepted"]][:3])
            if a.sheets and not (a.failures and ok):
                os.makedirs(a.sheets, exist_ok=True)
                draw(g, res, os.path.basename(r["image"]), os.path.join(a.sheets, os.path.basename(os.path.normpath(s)) + "-" + os.path.basename(r["image"])[:-4] + ".png"), r["text"])
        for k, c in tally.items():
            print(f"{k}: {c['exact']}/{c['n']} exact ({100 * c['exact'] / c['n']:.0f}%), among reports {c['among']}, proposed {c['proposed']}, wrong reports {c['wrong']}, size/type {c['size']}/{c['sized']}")
        print("median ms", round(float(np.median(ms)), 1))
    for n in a.negatives:
        frames = []
        if n.endswith(".mp4"):
            cap, i = cv2.VideoCapture(n), 0
            while True:
                ok, im = cap.read()
                if not ok:
                    break
                if i % 10 == 0:
                    frames.append((i, cv2.cvtColor(im, cv2.COLOR_BGR2GRAY)))
                i += 1
        else:
            frames = [(f, cv2.imread(f, 0)) for f in sorted(glob.glob(os.path.join(n, "**", "*.*"), recursive=True)) if f.lower().endswith((".jpg", ".png"))]
        frames = frames[:a.limit]
        bad = [(k, [(q["number"], round(q["score"], 2)) for q in o]) for k, g in frames if g is not None for o in [rd.numbers(g)] if o]
        print(n, len(frames), "pictures, codes reported:", len(bad), bad[:10])


if __name__ == "__main__":
    main()
