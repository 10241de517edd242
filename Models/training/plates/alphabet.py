"""The plate reader's alphabet and what the gate has to know about the model."""

PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"
SPECIAL = "学警港澳挂使领"
LATIN = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ALPHABET = [""] + list(LATIN + PROVINCES + SPECIAL)
INDEX = {c: i for i, c in enumerate(ALPHABET)}
# The reader's last class: one or more characters that nobody can see, under mud, glare or a rope.
HIDDEN = len(ALPHABET)
CLASSES = HIDDEN + 1

# A rectified plate at least this many times as wide as high is read as one line; the band is where both readers are worth a try.
ONE_LINE_ASPECT_MIN = 2.45
BOTH_BAND = (2.1, 2.9)
# How far the detector's quad is pushed outwards on each side before warping, as a share of the plate's width and height.
MARGIN = {1: (0.025, 0.06), 2: (0.03, 0.03)}
# A doubtful reading is tried again with the quad this much wider and higher.
RETRY_MARGIN = {1: (0.05, 0.12), 2: (0.05, 0.08)}
SHAPE = {1: (32, 160), 2: (64, 96)}


def describe(path, **more):
    """Writes plate-reader.json."""
    from common.export import write_card
    o = {
        "alphabet": ALPHABET,
        "blank": 0,
        "oneLineAspectMin": ONE_LINE_ASPECT_MIN,
        "tryBothAspect": list(BOTH_BAND),
        "cropMargin": {"1": {"x": MARGIN[1][0], "y": MARGIN[1][1]}, "2": {"x": MARGIN[2][0], "y": MARGIN[2][1]}},
        "retry": {"extraMargin": {"1": {"x": RETRY_MARGIN[1][0], "y": RETRY_MARGIN[1][1]}, "2": {"x": RETRY_MARGIN[2][0], "y": RETRY_MARGIN[2][1]}}},
        "accept": {"confidence": 0.3, "unknownFormat": {"streamConfidence": 0.7, "streamHeat": 0.5, "characters": 4}},
        "normalisation": {"kind": "crop", "stdOffset": 8},
        "input": {"1": list(SHAPE[1]), "2": list(SHAPE[2])},
        "detector": {"stride": 8, "input": [384, 640], "heatMin": 0.3, "scale": 255, "maxUpscale": 2.0, "secondLook": 0.35, "cropArea": 60000},
        **more,
    }
    write_card(path, o)
