"""Measures the exported models on sets of real pictures (truth.tsv: image, text, box_xywh, …).

  python Models/training/plates/evaluate.py --pictures DIR [--models Models] [--sets a,b] [--json] [--reads DIR] [--sheet DIR]

For each set: exact (a true text is among the picture's reads), noProvince, unread, wrongReads a hundred truths, end to end; `crop` reads the
truth's box, or the whole picture of a set of crops, without the detector. --reads writes DIR/<set>.jsonl; --sheet writes misses as PNG.
"""
import argparse
import csv
import json
import os
import re
import sys
from collections import defaultdict

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import cv2
import numpy as np

from common.ctc import normalise
from common.export import compile_ir
from plates import grammar
from plates.alphabet import BOTH_BAND, ONE_LINE_ASPECT_MIN, RETRY_BELOW, RETRY_MARGIN
from plates.render import expand, rectify

SETS = ["plates-vn-gate", "plates-vn-crops", "plates-vn-mixed", "plates-cn-scenes", "plates-cn-crops", "plates-cn-street", "plates-eu", "plates-us"]
MAX_UPSCALE = 2.0
CROP_AREA = 60_000  # px: a picture no larger than this may be nothing but a plate


class Models:
    def __init__(self, folder):
        self.detector = compile_ir(os.path.join(folder, "plate-detector.xml")).create_infer_request()
        self.readers = {n: compile_ir(os.path.join(folder, f"plate-reader-{n}.xml")).create_infer_request() for n in (1, 2)}

    def detect(self, grey, least=0.3, cap=MAX_UPSCALE):
        """[(score, quad in the picture's pixels)]; where nothing is found, a second look at half the size: a plate may fill the picture."""
        return self.look(grey, least, cap, 1.0) or self.look(grey, least, cap, 0.5)

    def look(self, grey, least, cap, shrink):
        h, w = grey.shape
        k = min(640 / w, 384 / h, cap) * shrink
        img = cv2.resize(grey, (max(8, int(w * k)), max(8, int(h * k))), interpolation=cv2.INTER_AREA if k < 1 else cv2.INTER_LINEAR)
        x = np.zeros((1, 1, 384, 640), np.float32)
        x[0, 0, :img.shape[0], :img.shape[1]] = img / np.float32(255)
        out = self.detector.infer([x])
        heat, corners = out["heat"][0, 0], out["corners"][0]
        top = cv2.dilate(heat, np.ones((3, 3), np.uint8))
        found = []
        for j, i in zip(*np.where((heat >= least) & (heat >= top))):
            q = (corners[:, j, i].reshape(4, 2) + (i + .5, j + .5)) * 8 / k
            found.append((float(heat[j, i]), q.astype(np.float32)))
        found.sort(key=lambda f: -f[0])
        kept = []
        for s, q in found:
            if all(iou(q, o) < .3 for _, o in kept):
                kept.append((s, q))
        return kept

    def read_lines(self, grey, quad, lines, extra=(0.0, 0.0)):
        crop, _ = rectify(grey, expand(quad, lines, extra), lines)
        return grammar.read(self.readers[lines].infer([normalise(crop)[None, None]])["logits"][0])

    def read(self, grey, quad):
        w = (np.linalg.norm(quad[1] - quad[0]) + np.linalg.norm(quad[2] - quad[3])) / 2
        h = (np.linalg.norm(quad[3] - quad[0]) + np.linalg.norm(quad[2] - quad[1])) / 2
        a = w / max(h, 1e-3)
        first = 1 if a >= ONE_LINE_ASPECT_MIN else 2
        r = self.read_lines(grey, quad, first)
        more = []
        if BOTH_BAND[0] <= a <= BOTH_BAND[1]:
            more.append((3 - first, (0.0, 0.0)))
        if score(r) < RETRY_BELOW:
            more.append((first, RETRY_MARGIN[first]))
        for lines, extra in more:
            o = self.read_lines(grey, quad, lines, extra)
            if score(o) > score(r):
                r = o
        return r


def score(r):
    """Which of several readings of a quad to keep: confidence, and a known format."""
    return r[1] + (.25 if r[2] != "unknown" else 0) - (.5 if len(r[0]) < 4 else 0)


def iou(a, b):
    lo, hi = np.maximum(a.min(0), b.min(0)), np.minimum(a.max(0), b.max(0))
    i = np.prod(np.maximum(hi - lo, 0))
    return i / (np.prod(a.max(0) - a.min(0)) + np.prod(b.max(0) - b.min(0)) - i + 1e-6)


def normal(text):
    return re.sub(r"[^A-Z0-9\u4e00-\u9fff]", "", (text or "").upper())


def stem(text):
    return re.sub(r"^[\u4e00-\u9fff]", "", text)


def box_quad(x, y, w, h):
    return np.array([[x, y], [x + w, y], [x + w, y + h], [x, y + h]], np.float32)


def tile(grey, quad, lines, caption):
    c, _ = rectify(grey, expand(quad, lines), lines) if quad is not None else (cv2.resize(grey, (160, 96)), 0)
    c = cv2.resize(c, (320, 64) if lines == 1 and quad is not None else (192, 128))
    out = np.zeros((150, 322), np.uint8)
    out[:c.shape[0], :c.shape[1]] = c
    cv2.putText(out, caption, (0, 145), 0, .42, 255, 1, cv2.LINE_AA)
    return out


def ascii_of(text):
    return "".join(c if ord(c) < 128 else "#" for c in text)


def evaluate(models, folder, half=None, sheet=None, reads=None, least=0.3):
    rows = defaultdict(list)
    for r in csv.DictReader(open(os.path.join(folder, "truth.tsv"), encoding="utf-8"), delimiter="\t"):
        n = int("".join(c for c in os.path.basename(r["image"]) if c.isdigit()))
        if half is None or n % 2 == half:
            rows[r["image"]].append(r)
    k = defaultdict(float)
    tiles, sink = [], open(reads, "w", encoding="utf-8") if reads else None
    for image, rs in rows.items():
        grey = cv2.imread(os.path.join(folder, image), cv2.IMREAD_GRAYSCALE)
        if grey is None:
            continue
        found = models.detect(grey, least)
        out = []
        for s, q in found:
            text, conf, country = models.read(grey, q)
            if len(text) >= 4:
                out.append((text, conf, country, s, q))
        h, w = grey.shape
        if len(found) <= 1 and w * h < CROP_AREA and 1 < w / h < 7 and (not out or score(out[0]) < RETRY_BELOW):  # the picture may be a plate
            q = box_quad(0, 0, w, h)
            text, conf, country = models.read(grey, q)
            if len(text) >= 4 and (not out or score((text, conf, country)) > score(out[0])):
                out = [(text, conf, country, 0.0, q)]
        if sink:
            sink.write(json.dumps({"image": image, "plates": [{"text": t, "confidence": round(c, 4), "country": n, "detection": round(s, 3),
                                                              "quad": np.round(q, 1).tolist()} for t, c, n, s, q in out]}, ensure_ascii=False) + "\n")
        words = [normal(o[0]) for o in out]
        truths = [normal(r["text"]) for r in rs]
        for r, t in zip(rs, truths):
            k["n"] += 1
            hit = t in words
            k["exact"] += hit
            k["noProvince"] += any(stem(t) == stem(w) for w in words)
            k["unread"] += not words
            one = "lines=1" in r["tags"]
            two = "lines=2" in r["tags"]
            for tag, on in (("one", one), ("two", two)):
                if on:
                    k["n-" + tag] += 1
                    k["exact-" + tag] += hit
            q = None
            if r["box_xywh"]:
                x, y, w, h = [float(v) for v in r["box_xywh"].split(",")]
                if w < h * .8:
                    x, y, w, h = x + w / 2 - h / 2, y + h / 2 - w / 2, h, w
                q = box_quad(x, y, w, h)
                k["found-n"] += 1
                k["found"] += any(iou(q, o) >= .5 for _, o in found)
            elif grey.shape[1] < 400 and len(rs) == 1:
                q = box_quad(0, 0, grey.shape[1], grey.shape[0])
            if q is not None:
                k["crop-n"] += 1
                got = normal(models.read(grey, q)[0])
                k["crop"] += got == t
                k["crop-noProvince"] += stem(got) == stem(t)
            if sheet and not hit and len(tiles) < 120:
                best = max(out, key=lambda o: o[1]) if out else None
                lines = 1 if two is False and (one or best is None or np.linalg.norm(best[4][1] - best[4][0]) > 2.45 * np.linalg.norm(best[4][3] - best[4][0])) else 2
                tiles.append(tile(grey, best[4] if best else None, lines,
                                  f"{os.path.basename(image)[:4]} {ascii_of(t)}: " + " ".join(f"{ascii_of(o[0])} {o[1]:.2f}/{o[3]:.2f}" for o in out[:2])))
        k["wrong"] += sum(w not in truths for w in words)
        k["boxes"] += len(found)
    if sheet and tiles:
        while len(tiles) % 6:
            tiles.append(np.zeros_like(tiles[0]))
        cv2.imwrite(sheet, np.vstack([np.hstack(tiles[i:i + 6]) for i in range(0, len(tiles), 6)]))
    pct = lambda a, b: round(100 * k[a] / k[b], 1) if k[b] else None
    return {"truths": int(k["n"]), "exact": pct("exact", "n"), "noProvince": pct("noProvince", "n"), "unread": pct("unread", "n"), "wrongReads": pct("wrong", "n"),
            "found": pct("found", "found-n"), "oneLine": pct("exact-one", "n-one"), "twoLines": pct("exact-two", "n-two"),
            "crop": pct("crop", "crop-n"), "cropNoProvince": pct("crop-noProvince", "crop-n")}


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("--pictures", required=True)
    ap.add_argument("--models", default=os.path.join(here, "..", ".."))
    ap.add_argument("--sets", default=",".join(SETS))
    ap.add_argument("--least", type=float, default=0.3)
    ap.add_argument("--reads")
    ap.add_argument("--sheet")
    ap.add_argument("--json", action="store_true")
    a = ap.parse_args()
    models = Models(a.models)
    result = {}
    for name in a.sets.split(","):
        # even pictures of the Chinese sets may have trained: only the odd ones measure
        half = 1 if name in ("plates-cn-scenes", "plates-cn-crops") else None
        for d in (a.reads, a.sheet):
            if d:
                os.makedirs(d, exist_ok=True)
        result[name] = evaluate(models, os.path.join(a.pictures, name), half, os.path.join(a.sheet, name + ".png") if a.sheet else None,
                                os.path.join(a.reads, name + ".jsonl") if a.reads else None, a.least)
        if not a.json:
            print(name, result[name], flush=True)
    if a.json:
        print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
