"""Plate numbers of the gate's countries, and layouts to draw them: what is written, where, in millimetres."""
from plates.alphabet import LATIN, PROVINCES

VN_CODES = [str(n) for n in range(11, 100) if n not in (13, 42, 44, 45, 46, 87, 91, 96)]
VN_SERIES = "ABCDEFGHKLMNPSTUVXYZ"
VN_BLUE = "ABCDEFGHKLM"
VN_SPECIAL = ["LD", "DA", "RM", "MK", "HC", "KT", "MĐ", "CD", "TĐ", "LB", "CT", "R", "T", "R", "RM"]
CN_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
CN_ANY = CN_LETTERS + "0123456789"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS = "0123456789"


def pick(g, s):
    return s[int(g.integers(len(s)))]


def many(g, s, n):
    return "".join(pick(g, s) for _ in range(n))


def digits(g, n):
    return many(g, DIGITS, n)


def province(g):
    return "桂" if g.random() < 0.04 else pick(g, PROVINCES)


class Plate:
    """One plate to draw. lines: lists of tokens: one character, '-' dash, '.' dot, '*' emblem, ' ' gap, '|' thin gap."""

    def __init__(self, kind, size, lines, ink, font, **more):
        self.kind, self.size, self.lines, self.ink, self.font, self.more = kind, size, lines, ink, font, more


# Luma of (ground, ink), low and high.
WHITE = ((175, 250), (10, 75))
YELLOW = ((130, 215), (10, 70))
BLUE = ((35, 115), (175, 250))
RED = ((45, 120), (180, 250))
BLACK = ((10, 55), (170, 245))
GREEN = ((125, 220), (10, 60))


def vn_body(g, four=0.28):
    if g.random() < four:
        return digits(g, 4)
    return digits(g, 3) + "." + digits(g, 2)


def vn_head(g, blue=False):
    r = g.random()
    p = pick(g, VN_CODES) if g.random() < 0.9 else digits(g, 2)
    if blue:
        return p + pick(g, VN_BLUE)
    if r < 0.82:
        return p + pick(g, VN_SERIES)
    return p + pick(g, VN_SPECIAL)


def vn_colours(g):
    r = g.random()
    return WHITE if r < 0.52 else YELLOW if r < 0.86 else BLUE


def vn_army(g, two):
    head = many(g, LETTERS[:26], 2)
    body = digits(g, 2) + pick(g, ["-", ".", "-"]) + digits(g, 2)
    if g.random() < 0.15:
        body = digits(g, 3) + pick(g, LETTERS)
    return [head, body] if two else [head + "-" + body]


def vn_one(g):
    font = "vn"
    size = (520 if g.random() < 0.6 else 470, 110)
    r = g.random()
    if r < 0.13:
        return Plate("vn-army", size, vn_army(g, False), RED, font, glyph=(63, 38))
    if r < 0.19:
        code, kind = pick(g, VN_CODES), pick(g, ["NG", "QT", "CV", "NN"])
        line = code + "-" + kind + "-" + digits(g, 3) + "-" + digits(g, 2) if g.random() < 0.6 else code + "-" + digits(g, 3) + "-" + kind + "-" + digits(g, 2)
        return Plate("vn-foreign", size, [line], WHITE, font, glyph=(63, 34), pale=kind if g.random() < 0.7 else "", strike=g.random() < 0.15)
    colours = vn_colours(g)
    return Plate("vn", size, [vn_head(g, colours is BLUE) + pick(g, ["-", "-", "-", "|", " "]) + vn_body(g)], colours, font, glyph=(63, 38))


def vn_two(g):
    size = (330, 165) if g.random() < 0.65 else (280, 200) if g.random() < 0.7 else (300, 170)
    if g.random() < 0.12:
        return Plate("vn-army", size, vn_army(g, True), RED, "vn", glyph=(63, 38))
    if g.random() < 0.05:
        kind = pick(g, ["NG", "QT", "CV", "NN"])
        return Plate("vn-foreign", size, [pick(g, VN_CODES) + "-" + kind, digits(g, 3) + pick(g, "-.") + digits(g, 2)], WHITE, "vn", glyph=(63, 38), pale=kind)
    colours = vn_colours(g)
    head = vn_head(g, colours is BLUE)
    if g.random() < 0.45:
        head = head[:2] + pick(g, ["-", "-", "|"]) + head[2:]
    return Plate("vn2", size, [head, vn_body(g)], colours, "vn", glyph=(63, 38))


def vn_moto(g):
    r = g.random()
    series = pick(g, "ABCDEFGHKLMNPSTUVXYZ") + (pick(g, "123456789") if r < 0.72 else pick(g, "ABCDEFGHKLMNPRSTUVXYZ"))
    if r > 0.82:  # electric motorcycles
        series = "MĐ" + pick(g, "123456789")
    code = pick(g, VN_CODES)
    colours = WHITE if g.random() < 0.85 else YELLOW if g.random() < 0.5 else BLUE
    return Plate("vn-moto", (190, 140), [code + pick(g, ["-", "-", "-", "|", "-"]) + series, vn_body(g)], colours, "vn", glyph=(55, 30))


def cn_one(g):
    r = g.random()
    p, l = province(g), pick(g, CN_LETTERS)
    if r < 0.16:  # new energy
        body = pick(g, "ABCDEFGHJK") + pick(g, CN_ANY) + digits(g, 4) if g.random() < 0.6 else digits(g, 5) + pick(g, "ABCDEFGHJK")
        return Plate("cn-energy", (480, 140), [p + l + "*" + body], GREEN, "cn", glyph=(90, 43), pitch=52)
    tail, colours = "", BLUE if r < 0.62 else YELLOW
    if r > 0.93:
        tail, colours = pick(g, ["学", "警", "港", "澳", "使", "领"]), None
        colours = {"学": YELLOW, "警": WHITE}.get(tail, BLACK)
    elif r > 0.9:
        colours = BLACK if g.random() < 0.5 else WHITE
    n = 5 - len(tail)
    body = many(g, CN_ANY, n) if g.random() < 0.5 else "".join(pick(g, CN_LETTERS) if g.random() < 0.25 else pick(g, DIGITS) for _ in range(n))
    if tail in "使领" and tail:
        text = digits(g, 3) + "." + digits(g, 3) + tail if g.random() < 0.5 else tail + digits(g, 3) + "." + digits(g, 3)
    else:
        text = p + l + "." + body + tail
    return Plate("cn", (440, 140), [text], colours, "cn", glyph=(90, 45), pitch=57, pale=tail if tail in "警使领" else "")


def cn_two(g):
    trailer = g.random() < 0.45
    body = "".join(pick(g, CN_LETTERS) if g.random() < 0.2 else pick(g, DIGITS) for _ in range(4 if trailer else 5)) + ("挂" if trailer else "")
    colours = YELLOW if g.random() < 0.85 else GREEN if g.random() < 0.5 else BLUE
    return Plate("cn2", (440, 220), [province(g) + pick(g, [".", ".", " "]) + pick(g, CN_LETTERS), body], colours, "cn", glyph2=((60, 80), (110, 65)), pitch=80)


def pattern(g, p):
    return "".join(pick(g, LETTERS) if c == "A" else pick(g, DIGITS) if c == "9" else pick(g, LETTERS + DIGITS) if c == "?" else c for c in p)


EU = ["AA*999AA", "AA*999AA", "9A9*9999", "AAA*99-99", "AAA 999", "AA 99999", "AA-999-AA", "9A9 9999", "AA 999 AA", "A AA9999", "AA*AA 999", "9999 AAA", "A 99 AAA", "AA99 AAA", "AAA*999", "AA 9999 A",
      "AA9999", "99-AA-99", "AA*999 A", "A?? ????", "AA9 AAA", "AAA 99 A"]
US = ["AAA 9999", "AAA9999", "9AAA999", "AA9*A9A", "999*AAA", "A99 9999", "999 9999", "AA9-A9A", "AAA 999", "?????", "?? ????", "999-AAA", "AA9 A9A", "??????"]


def foreign_one(g):
    r = g.random()
    grounds = WHITE if g.random() < 0.7 else YELLOW if g.random() < 0.6 else BLACK
    if r < 0.6:
        return Plate("eu", (520, int(g.integers(108, 122))), [pattern(g, pick(g, EU))], grounds, "any", glyph=(76, 44), band=g.random() < 0.72)
    if r < 0.85:
        mercosur = g.random() < 0.4
        return Plate("br", (400, 130), ["AAA9A99" and pattern(g, "AAA9A99" if mercosur else pick(g, ["AAA-9999", "AAA 9999", "AAA.9999"]))],
                     WHITE if mercosur or g.random() < .6 else BLACK, "any", glyph=(66, 42), header=True, solid=mercosur)
    return Plate("us1", (305, 110), [pattern(g, pick(g, US))], grounds, "any", glyph=(68, 36))


def foreign_two(g):
    r = g.random()
    if r < 0.42:
        grounds = WHITE if g.random() < 0.8 else BLUE
        return Plate("us", (305, 152), [pattern(g, pick(g, US))], grounds, "any", glyph=(70, 36), header=True, footer=g.random() < 0.6, stickers=True)
    if r < 0.62:
        a = pick(g, ["AAA", "AA", "A9", "AA9", "AA 9", "9A", "A AA"])
        return Plate("eu2", (pick(g, [(340, 200), (280, 200), (240, 130), (200, 160)])), [pattern(g, a), pattern(g, pick(g, ["9999", "999", "99 AA", "AA999", "999 AA", "9 999"]))],
                     WHITE if g.random() < 0.6 else YELLOW, "any", glyph=(72, 44))
    ground = YELLOW if g.random() < 0.6 else WHITE
    if r < 0.76:
        return Plate("la", (340, 150), ["~2" + "|" + pattern(g, "9999")], ground, "any", glyph=(72, 36), header="lao")
    if r < 0.9:
        line = pattern(g, "99-9999") if g.random() < 0.5 else pick(g, ["", "9"]).replace("9", digits(g, 1)) + "~2 " + pattern(g, "9999"[:int(g.integers(3, 5))])
        return Plate("th", (340, 150), [line], ground, "any", glyph=(70, 38), footer="thai")
    return Plate("kh", (335, 155), [pattern(g, pick(g, ["9A-9999", "9AA-9999", "9AA.9999"]))], WHITE, "any", glyph=(64, 36), header="khmer", footer=True)


def random_text(g, plate):
    """The same layout with any letters and digits, so that the reader learns no language."""
    lines = ["".join(pick(g, LATIN) if (c in LATIN or c == "Đ") and l[i - 1:i] != "~" else c for i, c in enumerate(l)) for l in plate.lines]
    return Plate(plate.kind, plate.size, lines, plate.ink, plate.font, **plate.more)


def draw_number(g, two):
    r = g.random()
    if two:
        p = vn_two(g) if r < 0.32 else vn_moto(g) if r < 0.66 else cn_two(g) if r < 0.84 else foreign_two(g)
    else:
        p = vn_one(g) if r < 0.42 else cn_one(g) if r < 0.82 else foreign_one(g)
    return random_text(g, p) if g.random() < 0.07 else p
