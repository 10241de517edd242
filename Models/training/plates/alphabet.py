"""The plate reader's alphabet and what the gate has to know about the model."""
import json

PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"
SPECIAL = "学警港澳挂使领"
LATIN = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ALPHABET = [""] + list(LATIN + PROVINCES + SPECIAL)
INDEX = {c: i for i, c in enumerate(ALPHABET)}

# A rectified plate at least this many times as wide as high is read as one line; the band is where both readers are worth a try.
ONE_LINE_ASPECT_MIN = 2.45
BOTH_BAND = (2.1, 2.9)
# How far the detector's quad is pushed outwards on each side before warping, as a share of the plate's width and height.
MARGIN = {1: (0.025, 0.06), 2: (0.03, 0.03)}
SHAPE = {1: (32, 160), 2: (64, 96)}


def describe(path, **more):
    o = {
        "alphabet": ALPHABET,
        "blank": 0,
        "oneLineAspectMin": ONE_LINE_ASPECT_MIN,
        "tryBothAspect": list(BOTH_BAND),
        "cropMargin": {"1": {"x": MARGIN[1][0], "y": MARGIN[1][1]}, "2": {"x": MARGIN[2][0], "y": MARGIN[2][1]}},
        "normalisation": {"kind": "crop", "stdOffset": 8},
        "input": {"1": list(SHAPE[1]), "2": list(SHAPE[2])},
        "detector": {"stride": 8, "input": [384, 640], "heatMin": 0.3, "scale": 255},
        **more,
    }
    with open(path, "w", encoding="utf-8") as f:
        json.dump(o, f, ensure_ascii=False, indent=1)
        f.write("\n")
