"""Curves of accuracy over damage: real pictures, made worse step by step, read by `bordergate read`.

  python Models/training/damage.py --pictures PICTURES [--bordergate PROGRAM] [--points FILE] [--out Models/damage.svg]
  python Models/training/damage.py --pictures PICTURES --write SET DAMAGE LEVEL FOLDER

The second form writes every third picture of SET so damaged, with its truth.tsv: to fit confidences to what such pictures give.
FILE keeps the points: what it holds is not measured again. Writes a JSON line a set, damage and level: exact and sure-but-wrong (confidence 0.9 and above) in percent of the true texts. Seeded.
Needs matplotlib beside what training needs. Ten minutes on one core.
"""
import argparse
import csv
import json
import os
import subprocess
import tempfile

import cv2
import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt
import numpy as np

# Set: its kind, which pictures, and the widths in pixels that the number is shrunk to.
SETS = {
    "plates-vn-gate": ("plates", "text", 12, (160, 120, 90, 70, 55, 40)),
    "containers-gate": ("containers", "number", 1, (400, 300, 200, 150, 100, 60)),
}


def blur(picture, box, level, rng):
    """Gaussian, sigma in percent of the number's height (a column's: its width)."""
    return cv2.GaussianBlur(picture, (0, 0), level / 100 * min(box[2:])) if level else picture


def noise(picture, box, level, rng):
    """Gaussian, sigma in grey levels."""
    return np.clip(picture + rng.normal(0, level, picture.shape), 0, 255).astype(np.uint8)


def darkness(picture, box, level, rng):
    """Light that is left, percent, with the noise of a dark sensor."""
    return np.clip(picture * (level / 100) + rng.normal(0, 0 if level == 100 else 2, picture.shape), 0, 255).astype(np.uint8)


def tilt(picture, box, level, rng):
    """Turned about the number, degrees."""
    x, y, w, h = box
    turn = cv2.getRotationMatrix2D((x + w / 2, y + h / 2), level * rng.choice((-1, 1)), 1)
    return cv2.warpAffine(picture, turn, picture.shape[1::-1], borderMode=cv2.BORDER_REPLICATE)


def dirt(picture, box, level, rng):
    """Share of the number's area under one splash of mud, percent."""
    x, y, w, h = box
    if not level:
        return picture
    out = picture.copy()
    # It reaches across half the line or more, so that it hides characters instead of strips.
    across = rng.uniform(0.5, 1) * min(w, h)
    along = level / 100 * w * h / across * 4 / np.pi
    centre = (int(x + rng.uniform(*((0, 1) if w > h else (0.2, 0.8))) * w), int(y + rng.uniform(*((0.2, 0.8) if w > h else (0, 1))) * h))
    axes = (along, across) if w > h else (across, along)
    cv2.ellipse(out, centre, tuple(max(1, int(a / 2)) for a in axes), rng.uniform(-20, 20), 0, 360, (52, 70, 88), -1, cv2.LINE_AA)
    return out


def size(picture, box, level, rng):
    """Width of the number, pixels; narrower ones stay as they are."""
    k = level / box[2]
    return cv2.resize(picture, None, fx=k, fy=k, interpolation=cv2.INTER_AREA) if k < 1 else picture


DAMAGES = {
    "blur": (blur, (0, 1, 2, 3, 4, 6), "sigma, % of the number's height"),
    "noise": (noise, (0, 10, 20, 35, 50, 70), "sigma, grey levels"),
    "darkness": (darkness, (100, 50, 25, 12, 6, 3), "light left, %"),
    "tilt": (tilt, (0, 5, 10, 15, 20, 30), "degrees"),
    "dirt": (dirt, (0, 5, 10, 15, 20, 30), "% of the number's area hidden"),
    "size": (size, None, "width of the number, px"),
}


def numbers(pictures, name):
    """Rows of a set's truth with one number a picture, so that a read is that number's or wrong."""
    with open(os.path.join(pictures, name, "truth.tsv"), encoding="utf-8") as f:
        table = list(csv.DictReader(f, delimiter="\t"))
    images = [row["image"] for row in table]
    return [row for row in table if images.count(row["image"]) == 1]


def box_of(row):
    return tuple(map(int, row["box_xywh"].split(",")))


def write(pictures, name, damage, level, folder):
    os.makedirs(os.path.join(folder, "images"), exist_ok=True)
    rows = numbers(pictures, name)[::3]
    for index, row in enumerate(rows):
        picture = DAMAGES[damage][0](cv2.imread(os.path.join(pictures, name, row["image"])), box_of(row), float(level), np.random.default_rng(index))
        cv2.imwrite(os.path.join(folder, row["image"]), picture, [cv2.IMWRITE_JPEG_QUALITY, 92])
    with open(os.path.join(folder, "truth.tsv"), "w", encoding="utf-8") as f:
        table = csv.DictWriter(f, ["image", "text"], delimiter="\t", extrasaction="ignore")
        table.writeheader()
        table.writerows(rows)


def score(program, rows, kind, field, change, level, folder):
    """Exact and sure-but-wrong, percent."""
    for index, (path, text, box) in enumerate(rows):
        # The same picture gets the same dice at every level.
        picture = change(cv2.imread(path), box, level, np.random.default_rng(index))
        cv2.imwrite(f"{folder}/{index:04d}.jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 92])
    names = [f"{folder}/{index:04d}.jpg" for index in range(len(rows))]
    lines = subprocess.run([program, "read", "--json", "--small-print", "none", *names], capture_output=True, text=True, check=True).stdout.splitlines()
    exact = wrong = 0
    for (_, text, _), line in zip(rows, map(json.loads, lines), strict=True):
        reads = line.get(kind) or []
        exact += any(read[field] == text for read in reads)
        wrong += sum(read["confidence"] >= 0.9 and read[field] != text for read in reads)
    return round(100 * exact / len(rows), 1), round(100 * wrong / len(rows), 1)


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("--pictures", required=True)
    ap.add_argument("--bordergate", default=".build/release/bordergate")
    ap.add_argument("--out", default="Models/damage.svg")
    ap.add_argument("--points", default="damage.jsonl")
    ap.add_argument("--write", nargs=4, metavar=("SET", "DAMAGE", "LEVEL", "FOLDER"))
    a = ap.parse_args()
    if a.write:
        return write(a.pictures, *a.write)
    known = {}
    if os.path.exists(a.points):
        with open(a.points, encoding="utf-8") as f:
            known = {(p["set"], p["damage"], p["level"]): (p["exact"], p["wrongSure"]) for p in map(json.loads, f)}
    figure, axes = plt.subplots(2, 3, figsize=(10, 5.6), sharey=True, layout="constrained")
    for name, (kind, field, step, widths) in SETS.items():
        rows = [(os.path.join(a.pictures, name, row["image"]), row["text"], box_of(row)) for row in numbers(a.pictures, name)[::step]]
        for axis, (damage, (change, levels, unit)) in zip(axes.flat, DAMAGES.items()):
            levels = levels or widths
            curve = []
            for level in levels:
                if (name, damage, level) not in known:
                    with tempfile.TemporaryDirectory() as folder:
                        exact, wrong = known[name, damage, level] = score(a.bordergate, rows, kind, field, change, level, folder)
                    with open(a.points, "a", encoding="utf-8") as f:
                        f.write(json.dumps({"set": name, "damage": damage, "level": level, "pictures": len(rows), "exact": exact, "wrongSure": wrong}) + "\n")
                curve.append(known[name, damage, level])
            # Sizes of plates and containers differ: both run from the largest to the smallest.
            labels = [f"{p}/{c}" for p, c in zip(SETS["plates-vn-gate"][3], SETS["containers-gate"][3])] if damage == "size" else levels
            colour = "tab:blue" if kind == "plates" else "tab:orange"
            places = range(len(levels))
            axis.plot(places, [e for e, _ in curve], "o-", color=colour, label=f"{name}, exact")
            axis.plot(places, [w for _, w in curve], "x:", color=colour, label=f"{name}, sure but wrong")
            axis.set_xticks(places, labels)
            axis.set_title(damage)
            axis.set_xlabel(unit)
            axis.set_ylim(-3, 103)
            axis.grid(alpha=0.3)
    for row in axes:
        row[0].set_ylabel("% of the numbers")
    figure.legend(*axes.flat[0].get_legend_handles_labels(), loc="outside lower center", ncols=4)
    plt.rcParams["svg.hashsalt"] = "bordergate"
    figure.savefig(a.out, metadata={"Date": None})


if __name__ == "__main__":
    main()
