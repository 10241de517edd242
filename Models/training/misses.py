"""A sheet of what is misread: each miss cut out of its picture, with the truth and what was read. Look before you believe a miss: truths are wrong too.

  bordergate read --json SET/images/* > READS
  python Models/training/misses.py SET READS SHEET.png

SET is a folder with truth.tsv (image, text, box_xywh, country). Needs opencv-python-headless and pillow.
"""
import argparse
import csv
import json
import os
import re
from collections import defaultdict

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

COLUMNS, WIDTH, HEIGHT = 6, 304, 150
FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc"


def normal(text):
    return re.sub(r"[^A-Z0-9\u4e00-\u9fff]", "", (text or "").upper())


def outline(box, reads, picture):
    """x, y, width, height of what to show: the truth's box, the first read's, or all."""
    if box:
        return [float(v) for v in box.split(",")]
    if reads:
        corners = np.array(reads[0]["corners"])
        return [*corners.min(0), *(corners.max(0) - corners.min(0))]
    return [0, 0, picture.shape[1], picture.shape[0]]


def tile(folder, image, truth, box, reads, font):
    picture = cv2.imread(os.path.join(folder, image))
    x, y, w, h = outline(box, reads, picture)
    margin = 0.35 * min(w, h) + 4
    part = picture[int(max(0, y - margin)):int(y + h + margin), int(max(0, x - margin)):int(x + w + margin)]
    scale = min(WIDTH / part.shape[1], HEIGHT / part.shape[0])
    part = cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    out = np.zeros((HEIGHT + 50, WIDTH, 3), np.uint8)
    out[:part.shape[0], :part.shape[1]] = part[:HEIGHT, :WIDTH]
    out = Image.fromarray(out[..., ::-1])
    draw = ImageDraw.Draw(out)
    draw.text((2, HEIGHT + 2), f"{os.path.basename(image)} {truth}", fill=(255, 255, 0), font=font)
    draw.text((2, HEIGHT + 24), " ".join(f"{normal(r.get('text') or r.get('number'))} {r['confidence']:.2f}" for r in reads[:2]), fill=(120, 255, 120), font=font)
    return np.array(out)[..., ::-1]


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("folder")
    ap.add_argument("reads")
    ap.add_argument("sheet")
    a = ap.parse_args()
    with open(a.reads, encoding="utf-8") as f:
        reads = {os.path.basename(line["image"]): line for line in map(json.loads, f)}
    font = ImageFont.truetype(FONT, 15, index=2) if os.path.exists(FONT) else ImageFont.load_default()
    truths = defaultdict(list)
    with open(os.path.join(a.folder, "truth.tsv"), encoding="utf-8") as f:
        for row in csv.DictReader(f, delimiter="\t"):
            truths[row["image"]].append(row)
    tiles = []
    for image, rows in sorted(truths.items()):
        kind = "containers" if rows[0]["country"] == "CONT" else "plates"
        found = reads.get(os.path.basename(image), {}).get(kind, [])
        texts = {normal(r.get("text") or r.get("number")) for r in found}
        tiles += [tile(a.folder, image, normal(row["text"]), row["box_xywh"], found, font) for row in rows if normal(row["text"]) not in texts]
    print(f"{len(tiles)} of {sum(map(len, truths.values()))} missed")
    if tiles:
        tiles += [np.zeros_like(tiles[0])] * (-len(tiles) % COLUMNS)
        cv2.imwrite(a.sheet, np.vstack([np.hstack(tiles[i:i + COLUMNS]) for i in range(0, len(tiles), COLUMNS)]))


if __name__ == "__main__":
    main()
