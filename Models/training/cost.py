"""What reading a picture costs beside PP-OCR v4 (ONNX Runtime), in one run, one thread each, in CPU time: ratios hold on shared machines.

  pip install rapidocr-onnxruntime
  python Models/training/cost.py [--bordergate PROGRAM] [--pictures N] FOLDER…          folders with truth.tsv and images

Both read the same pictures; each is measured twice, in turns. PP-OCR gets its own settings and a picture counts as right when its lines,
without what is neither letter nor digit, contain the true text, in one line or in neighbours.
"""
import argparse
import csv
import json
import os
import re
import subprocess
import tempfile
import time

import cv2
from rapidocr_onnxruntime import RapidOCR

cv2.setNumThreads(1)


def ours(program, folder):
    lines = subprocess.run([program, "bench", "reading", folder], capture_output=True, text=True, check=True).stdout.splitlines()
    rows = [json.loads(line) for line in lines]
    total = next(row for row in rows if "millisecondsRead" in row)
    exact = next(row["exact"] for row in rows if "exact" in row and "tag" not in row)
    return total["millisecondsRead"], exact, [row for row in rows if "network" in row]


def theirs(engine, folder, truths):
    right, spent = 0, 0.0
    for image, text in truths:
        picture = cv2.imread(os.path.join(folder, image))
        start = time.process_time()
        found, _ = engine(picture)
        spent += time.process_time() - start
        lines = [re.sub(r"[^A-Z0-9\u4e00-\u9fff]", "", line[1].upper()) for line in found or []]
        right += text in "".join(lines)
    return spent * 1000 / len(truths), 100 * right / len(truths)


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("--bordergate", default=".build/release/bordergate")
    ap.add_argument("--pictures", type=int, default=50)
    ap.add_argument("folders", nargs="+")
    a = ap.parse_args()
    engine = RapidOCR(intra_op_num_threads=1, inter_op_num_threads=1)
    for folder in a.folders:
        with open(os.path.join(folder, "truth.tsv"), encoding="utf-8") as f:
            rows = list(csv.DictReader(f, delimiter="\t"))
        rows = rows[:: max(1, len(rows) // a.pictures)][: a.pictures]
        with tempfile.TemporaryDirectory() as part:
            os.symlink(os.path.abspath(os.path.join(folder, "images")), os.path.join(part, "images"))
            with open(os.path.join(part, "truth.tsv"), "w", encoding="utf-8") as f:
                table = csv.DictWriter(f, rows[0].keys(), delimiter="\t")
                table.writeheader()
                table.writerows(rows)
            truths = [(row["image"], row["text"]) for row in rows]
            engine(cv2.imread(os.path.join(folder, rows[0]["image"])))
            turns = [(ours(a.bordergate, part), theirs(engine, part, truths)) for _ in range(2)]
        mine = min(turn[0][0] for turn in turns)
        other = min(turn[1][0] for turn in turns)
        print(json.dumps({"set": os.path.basename(folder.rstrip("/")), "pictures": len(rows), "milliseconds": mine, "milliseconds PP-OCR": round(other, 1),
                          "ratio": round(other / mine, 1), "exact": turns[0][0][1], "exact PP-OCR": round(turns[0][1][1], 1)}))
        for stage in min((turn[0] for turn in turns), key=lambda turn: turn[0])[2]:
            print(json.dumps({key: value for key, value in stage.items() if key != "set"}))


if __name__ == "__main__":
    main()
