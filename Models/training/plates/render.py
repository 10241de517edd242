"""Renders number plates: the clean plate, then a camera's native picture of it, then the rectified crop the reader sees."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import cv2
import numpy as np

from common import degrade
from common.ctc import normalise
from plates import layouts
from plates.alphabet import HIDDEN, INDEX, MARGIN, PROVINCES, SHAPE
from plates.glyphs import first, flagged_one, has, master, put, ratio, stroked, words

cv2.setNumThreads(1)
VN_FONTS = first("roadB", "roadC", "roadC", "roadD", "din", "roboto", "robotoM")
CN_FONTS = first("roadC", "roadD", "roadE", "roadD", "din", "liberation")
ANY_FONTS = first("roadB", "roadC", "roadD", "roadE", "roadEM", "din", "roboto", "liberation", "narrow", "nimbus", "mono", "free", "dejavu", "play", "clear",
                  "monoid", "lato", "robotoM")
HANZI_FONTS = first("cjk", "cjk", "cjkR", "wqy", "wqy", "cjk", "serifcjk")
SCRIPT = {"lao": ("lao", [chr(c) for c in (0xE81, 0xE82, 0xE84, 0xE87, 0xE88, 0xE8A, 0xE9A, 0xE99, 0xE9E, 0xEA1)], ["ກຳແພງນະຄອນ", "ສະຫວັນນະເຂດ", "ວຽງຈັນ", "ຄຳມ່ວນ", "ຈຳປາສັກ"]),
          "thai": ("thai", [chr(c) for c in range(0xE01, 0xE2E)], ["กรุงเทพมหานคร", "มุกดาหาร", "อุดรธานี", "ชลบุรี", "นครพนม"]),
          "khmer": ("khmer", [chr(c) for c in range(0x1780, 0x17A2)], ["ភ្នំពេញ", "កម្ពុជា", "សៀមរាប"])}
SMALL = ["PHNOM PENH", "CAMBODIA", "California", "ARIZONA", "Illinois", "TEXAS", "SP SAO PAULO", "BRASIL", "Missouri", "SUNSHINE STATE", "www.dealer.com",
         "GRAND CANYON STATE", "The Natural State", "BELO HORIZONTE", "Ohio", "Washington", "LAO PDR", "GREAT LAKES", "EST 1987"]


class Drawn:
    """image [H,W] uint8; chars: (class, x, y, line, w, h) in its pixels, x and y of the centre; lines; text; two = drawn to be read as two lines."""

    def __init__(self, image, chars, lines, text, plate):
        self.image, self.chars, self.lines, self.text, self.plate = image, chars, lines, text, plate


def emblem(canvas, g, x, y, w, h):
    """A badge, star, seal or picture between characters: never a character."""
    r, v = g.random() * 1.6, int(g.uniform(90, 255))
    cx, cy = int(x + w / 2), int(y + h * g.uniform(0.35, 0.65))
    s = max(2, int(min(w, h) * g.uniform(0.3, 0.5)))
    if r < 0.3:
        cv2.circle(canvas, (cx, cy), s, v, -1 if g.random() < 0.5 else max(1, s // 3), cv2.LINE_AA)
        if g.random() < 0.5:
            cv2.circle(canvas, (cx, cy), s // 2, 0, -1, cv2.LINE_AA)
    elif r < 0.55:
        n = int(g.integers(3, 8))
        a = np.linspace(0, 2 * np.pi, 2 * n, endpoint=False) + g.uniform(0, 6)
        rad = np.where(np.arange(2 * n) % 2 == 0, s, s * g.uniform(0.3, 0.8))
        cv2.fillPoly(canvas, [np.stack([cx + rad * np.cos(a), cy + rad * np.sin(a)], 1).astype(np.int32)], v, cv2.LINE_AA)
    elif r < 0.75:
        cv2.rectangle(canvas, (cx - s, cy - s), (cx + s, cy + int(s * g.uniform(.4, 1.3))), v, -1)
        if g.random() < 0.6:
            put(canvas, 255 - words(ANY_FONTS[0], layouts.digits(g, 2)), cx - s * .7, cy - s * .5, s * 1.4, s, 1)
    elif r < 1.3:  # two seals, one above the other, with a pattern in them
        s = max(2, int(h * g.uniform(.11, .17)))
        for yy in (y + h * g.uniform(.22, .34), y + h * g.uniform(.64, .76)):
            c = (cx, int(yy))
            r2 = g.random()
            if r2 < .6:
                cv2.circle(canvas, c, s, v, -1 if r2 < .2 else max(1, s // 4), cv2.LINE_AA)
            else:
                cv2.rectangle(canvas, (cx - s, int(yy) - s), (cx + s, int(yy) + s), v, -1 if r2 < .8 else 1)
            for _ in range(int(g.integers(0, 4))):
                cv2.circle(canvas, (cx + int(g.normal(0, s * .4)), int(yy + g.normal(0, s * .4))), max(1, s // 4), int(g.uniform(0, 255)), -1)
    elif r < 1.5:  # a shield, alone or under a dash
        s = max(3, int(h * g.uniform(.14, .26)))
        cv2.fillPoly(canvas, [np.array([[cx - s, cy - s], [cx + s, cy - s], [cx + s, cy], [cx, cy + s], [cx - s, cy]], np.int32)], v, cv2.LINE_AA)
        if g.random() < .6:
            cv2.line(canvas, (cx, cy - s), (cx, cy + s // 2), 0, max(1, s // 3))
            cv2.line(canvas, (cx - s // 2, cy - s // 4), (cx + s // 2, cy - s // 4), 0, max(1, s // 3))
        if g.random() < .4:
            cv2.rectangle(canvas, (cx - s, int(y + h * .2)), (cx + s, int(y + h * .26)), v, -1)
    else:
        blob = (cv2.resize(g.random((4, 4)).astype(np.float32), (2 * s + 1, 2 * s + 1), interpolation=cv2.INTER_CUBIC) > 0.5).astype(np.uint8) * v
        put(canvas, blob, cx - s, cy - s, 2 * s + 1, 2 * s + 1)


def _glyph(g, font, ch, style):
    """Mask and width relative to the cell's width."""
    if ch in PROVINCES or ch in "学警港澳挂使领":
        return master(style["hanzi"], ch), 1.0
    if ch == "1" and style["flag"]:
        m = flagged_one(style["flag"])
        return m, min(1.0, m.shape[1] / m.shape[0] / style["cell"])
    if ch == "Đ":
        return master(font, "Đ"), 1.0
    if style["drawn"] and ch in "MWYK":
        return stroked(ch, style["drawn"]), 1.0
    w = ratio(font, ch)
    if ch in "1I":
        return master(font, ch), min(w, 0.8)
    if ch == "J":
        return master(font, ch), min(1.0, max(w, 0.7))
    return master(font, ch), (1 - style["fixed"]) * min(w, 1.35) + style["fixed"]


def _line(mask, g, tokens, style, box, glyph_h, glyph_w, gap, pale, chars, line, value):
    """Draws tokens centred in box=(x0,y0,x1,y1)."""
    x0, y0, x1, y1 = box
    items, total = [], 0.0
    scripts = style.get("script")
    i = 0
    while i < len(tokens):
        ch = tokens[i]
        if ch == "~":
            f, letters, _ = SCRIPT[scripts or "thai"]
            for _ in range(int(tokens[i + 1])):
                items.append(("x", master(f, layouts.pick(g, letters)) if has(f) else None, glyph_w, glyph_h * .8))
            i += 2
            continue
        if ch == "-":
            items.append(("-", None, max(.38 * glyph_w, style["dash"] * glyph_w), 0))
        elif ch == ".":
            items.append((".", None, style["dot"] * glyph_w, 0))
        elif ch == "*":
            items.append(("*", None, glyph_w * g.uniform(0.5, 1.0), 0))
        elif ch in " |":
            items.append((" ", None, glyph_w * (0.55 if ch == " " else 0.15), 0))
        else:
            m, w = _glyph(g, style["font"], ch, style)
            items.append((ch, m, glyph_w * w, glyph_h))
        i += 1
    total = sum(w for _, _, w, _ in items) + gap * (len(items) - 1)
    room = (x1 - x0) * 0.985
    k = min(1.0, room / max(1, total))
    x = (x0 + x1 - total * k) / 2 + (room - total * k) * float(np.clip(g.normal(0, 0.12), -.4, .4))
    yc = (y0 + y1) / 2
    for ch, m, w, h in items:
        w *= k
        if ch == "-":
            t = glyph_h * style["dash_h"]
            yy = yc + g.uniform(-.02, .05) * glyph_h
            cv2.rectangle(mask, (int(x + w * .1), int(yy - t / 2)), (int(x + w * .9), int(yy + t / 2)), int(255 * value), -1)
        elif ch == ".":
            s = style["dot_r"] * glyph_h
            yy = y1 - s if style["dot_low"] else yc
            if style["dot_round"]:
                cv2.circle(mask, (int(x + w / 2), int(yy)), max(1, int(round(s))), int(255 * value), -1, cv2.LINE_AA)
            else:
                cv2.rectangle(mask, (int(x + w / 2 - s), int(yy - s)), (int(x + w / 2 + s), int(yy + s)), int(255 * value), -1)
        elif ch == "*":
            emblem(mask, g, x, y0, w, y1 - y0)
        elif ch == "x":
            if m is not None:
                put(mask, m, x, yc - h / 2, w, h, value)
        elif ch != " ":
            v = value * (style["pale_v"] if ch in pale else 1.0)
            put(mask, m, x, yc - h / 2, w, h, v)
            chars.append((INDEX["D" if ch == "Đ" else ch], x + w / 2, yc, line, w, h))
        x += w + gap * k


def draw_plate(g, plate, px=0.75, clean=0.0):
    """A clean-ish plate at px pixels a millimetre."""
    W0, H0 = plate.size
    W, H = int(W0 * px), int(H0 * px)
    mask = np.zeros((H, W), np.uint8)
    fonts = {"vn": VN_FONTS, "cn": CN_FONTS, "any": ANY_FONTS}[plate.font]
    style = {"font": layouts.pick(g, fonts), "hanzi": layouts.pick(g, HANZI_FONTS), "fixed": g.uniform(0.3, 1.0), "cell": 0.6, "dash": g.uniform(.35, .6),
             "dash_h": g.uniform(.09, .2), "dot": g.uniform(.1, .35), "dot_r": g.uniform(.045, .09), "dot_low": plate.font == "vn" and g.random() < .55,
             "dot_round": g.random() < .6, "pale_v": g.uniform(.35, .8),
             "drawn": int(g.integers(1, 64)) if g.random() < (.25 if plate.font == "any" else .55) else 0,
             "flag": int(g.integers(1, 48)) if plate.font == "vn" and g.random() < 0.6 else 0}
    more = plate.more
    for s in ("lao", "thai", "khmer"):
        if s in (more.get("header"), more.get("footer")):
            style["script"] = s
    pale, chars = more.get("pale", ""), []
    rim = int(round(px * g.uniform(2, 7)))
    gh, gw = more.get("glyph", (63, 38))
    hs, ws = g.uniform(0.92, 1.1), g.uniform(0.88, 1.14)
    top, bottom = rim + 1, H - rim - 1
    x0, x1 = rim + px * g.uniform(2, 8), W - rim - px * g.uniform(2, 8)
    band_v = 0
    if more.get("band"):
        band = int(px * g.uniform(38, 52))
        band_v = int(g.uniform(90, 230))
        mask[:, :band] = band_v
        cv2.circle(mask, (band // 2, int(H * .32)), max(2, band // 3), int(band_v * .4), max(1, band // 12))
        put(mask, np.where(words("liberation" if has("liberation") else fonts[0], layouts.many(g, layouts.LETTERS, int(g.integers(1, 4)))) > 90, 255, 0).astype(np.uint8),
            band * .2, H * .6, band * .6, H * .26, 0.0 if band_v > 150 else 1.0)
        if band_v > 150:
            m = words(fonts[0], layouts.many(g, layouts.LETTERS, int(g.integers(1, 3))))
            m = cv2.resize(m, (max(1, int(band * .6)), max(1, int(H * .24))), interpolation=cv2.INTER_AREA)
            mask[int(H * .6):int(H * .6) + m.shape[0], int(band * .2):int(band * .2) + m.shape[1]] -= (m * (band_v / 255 * .8)).astype(np.uint8)
        x0 = band + px * 4
    elif plate.kind == "eu" and g.random() < .6:  # arms and small letters at the left, no band
        s = H * g.uniform(.1, .18)
        cx, cy = x0 + s * 1.3, H * g.uniform(.3, .42)
        v = int(g.uniform(100, 255))
        cv2.fillPoly(mask, [np.array([[cx - s, cy - s], [cx + s, cy - s], [cx + s, cy], [cx, cy + s], [cx - s, cy]], np.int32)], v, cv2.LINE_AA)
        cv2.line(mask, (int(cx), int(cy - s * .8)), (int(cx), int(cy + s * .5)), 0, max(1, int(s * .25)))
        cv2.line(mask, (int(cx - s * .5), int(cy - s * .2)), (int(cx + s * .5), int(cy - s * .2)), 0, max(1, int(s * .25)))
        put(mask, words(fonts[0], layouts.many(g, layouts.LETTERS, int(g.integers(1, 4)))), cx - s, H * g.uniform(.62, .7), s * 2, H * .18, v / 255)
        x0 = cx + s * 1.3
    value = g.uniform(.75, 1.0)
    small_v = g.uniform(.3, 1.0)
    for side in ("header", "footer"):
        t = more.get(side)
        if t:
            sh = H * g.uniform(.12, .2)
            y = top + H * .015 if side == "header" else bottom - sh - H * .015
            if more.get("solid") and side == "header":
                mask[:int(y + sh * 1.1), :] = int(g.uniform(120, 230))
            if isinstance(t, str) and has(SCRIPT[t][0]):
                m = words(SCRIPT[t][0], layouts.pick(g, SCRIPT[t][2]))
            else:
                m = words(layouts.pick(g, ANY_FONTS), layouts.pick(g, SMALL) if g.random() < .7 else layouts.many(g, layouts.LETTERS + "  ", int(g.integers(4, 14))))
            w = min(m.shape[1] / m.shape[0] * sh, W * .9)
            xs = (W - w) * g.uniform(.1, .9)
            if more.get("solid") and side == "header":
                m2 = cv2.resize(m, (max(1, int(w)), max(1, int(sh * .8))), interpolation=cv2.INTER_AREA)
                area = mask[int(y):int(y) + m2.shape[0], int(xs):int(xs) + m2.shape[1]]
                area[:] = (area * (1 - m2[:area.shape[0], :area.shape[1]] / 255.0)).astype(np.uint8)
            else:
                put(mask, m, xs, y, w, sh * .85, small_v)
            if side == "header":
                top = int(y + sh)
            else:
                bottom = int(y)
    if more.get("stickers"):
        for _ in range(int(g.integers(0, 3))):
            w, h = W * g.uniform(.06, .13), H * g.uniform(.1, .2)
            x, y = (W * g.uniform(.03, .12) if g.random() < .5 else W * g.uniform(.8, .9)), (H * g.uniform(.03, .1) if g.random() < .7 else H * .78)
            cv2.rectangle(mask, (int(x), int(y)), (int(x + w), int(y + h)), int(g.uniform(40, 200)), -1)
    gap = g.uniform(6, 11) * px
    if "pitch" in more:
        gap = (more["pitch"] - gw) * px * g.uniform(.85, 1.1) if "glyph" in more else gap
    if len(plate.lines) == 1:
        h = min(gh * px * hs, (bottom - top) * .96)
        _line(mask, g, plate.lines[0], style, (x0, top, x1, bottom), h, gw * px * ws, gap, pale, chars, 0, value)
    else:
        if "glyph2" in more:
            (h1, w1), (h2, w2) = more["glyph2"]
            gaps = (20 * px * g.uniform(.5, 1.2), 15 * px)
        else:
            h1 = h2 = gh
            w1 = w2 = gw
            gaps = (gap, gap)
        h1, h2 = h1 * px * hs, h2 * px * hs
        room = bottom - top
        free = room - h1 - h2
        if free < room * .06:
            k = room * .94 / (h1 + h2)
            h1, h2, free = h1 * k, h2 * k, room * .06
        y1 = top + free * g.uniform(.22, .4)
        y2 = bottom - free * g.uniform(.22, .4) - h2
        if "glyph2" in more:
            inset = W * g.uniform(.12, .22)
            upper = (x0 + inset, y1, x1 - inset, y1 + h1)
        else:
            upper = (x0, y1, x1, y1 + h1)
        _line(mask, g, plate.lines[0], style, upper, h1, w1 * px * ws, gaps[0], pale, chars, 0, value)
        _line(mask, g, plate.lines[1], style, (x0, y2, x1, y2 + h2), h2, w2 * px * ws, gaps[1], pale, chars, 1, value)
    r = g.random()
    if r < 0.3:
        k = int(g.integers(2, 4))
        mask = (cv2.dilate if g.random() < .5 else cv2.erode)(mask, np.ones((k, k), np.uint8))
    if g.random() < (0.18 if not clean else 0):  # worn ink
        n = cv2.resize(g.random((max(2, H // 6), max(2, W // 6))).astype(np.float32), (W, H), interpolation=cv2.INTER_CUBIC)
        mask = (mask * np.clip(n * 2.2, g.uniform(.2, .7), 1)).astype(np.uint8)
    if more.get("strike"):
        y = int(H * g.uniform(.4, .6))
        cv2.line(mask, (int(W * .4), y), (int(W * .95), y), int(g.uniform(80, 220)), max(1, int(px * 4)))
    (lo, hi), (ilo, ihi) = plate.ink
    ground, ink = g.uniform(lo, hi), g.uniform(ilo, ihi)
    img = np.full((H, W), ground, np.float32)
    if plate.kind == "cn-energy":
        img += (np.linspace(g.uniform(0, 60), g.uniform(-60, 0), H)[:, None]).astype(np.float32)
    if plate.kind in ("us", "us1", "br") and g.random() < .5:
        artwork(img, g, ground)
    r = g.random()
    if r < .5:  # rim
        cv2.rectangle(img, (rim // 2, rim // 2), (W - 1 - rim // 2, H - 1 - rim // 2), ink if g.random() < .7 else ground * .6, max(1, int(round(px * g.uniform(1.5, 4)))))
    elif r < .7:
        cv2.rectangle(img, (0, 0), (W - 1, H - 1), float(g.uniform(0, 255)), max(1, int(px * g.uniform(2, 6))))
    a = mask.astype(np.float32) * (1 / 255)
    img += (ink - img) * a
    if g.random() < .35:  # embossed
        d = int(g.integers(1, 3))
        img[d:, d:] += g.uniform(-40, 40) * (a[d:, d:] - a[:-d, :-d])
    if g.random() < .55:  # screws
        for _ in range(int(g.integers(1, 5))):
            x, y = W * (g.uniform(.1, .35) if g.random() < .5 else g.uniform(.65, .9)), H * (g.uniform(.04, .14) if g.random() < .6 else g.uniform(.86, .96))
            cv2.circle(img, (int(x), int(y)), max(1, int(px * g.uniform(4, 9))), float(g.uniform(20, 240)), -1, cv2.LINE_AA)
    if g.random() < .22:  # mud, dents, seal stamps
        for _ in range(int(g.integers(1, 9))):
            c = (int(W * g.random()), int(H * g.random()))
            cv2.ellipse(img, c, (int(1 + H * g.uniform(.01, .07)), int(1 + H * g.uniform(.01, .07))), g.uniform(0, 180), 0, 360, float(g.uniform(40, 200)), -1, cv2.LINE_AA)
    text = _text(plate)
    return Drawn(np.clip(img, 0, 255).astype(np.uint8), chars, len(plate.lines), text, plate)


def artwork(img, g, ground):
    """What some plates carry behind the number: skies, mountains, plants, shields."""
    H, W = img.shape
    if g.random() < .6:
        img += np.linspace(g.uniform(-70, 30), g.uniform(-70, 30), H, dtype=np.float32)[:, None]
    for _ in range(int(g.integers(1, 5))):
        x, y, s = W * g.random(), H * g.uniform(.2, 1.1), H * g.uniform(.1, .6)
        n = int(g.integers(3, 8))
        a = np.sort(g.uniform(0, 2 * np.pi, n))
        pts = np.stack([x + s * g.uniform(.3, 2.5) * np.cos(a), y + s * np.sin(a)], 1)
        cv2.fillPoly(img, [pts.astype(np.int32)], float(np.clip(ground + g.uniform(-110, 40), 0, 255)), cv2.LINE_AA)
    if g.random() < .35:  # a plant at one end
        x, v, t = W * (g.uniform(.02, .14) if g.random() < .7 else g.uniform(.86, .98)), float(np.clip(ground - g.uniform(30, 150), 0, 255)), max(1, int(W * g.uniform(.008, .02)))
        cv2.line(img, (int(x), int(H * g.uniform(.3, .5))), (int(x), H), v, t)
        for side in (-1, 1):
            y, d = H * g.uniform(.5, .75), side * W * g.uniform(.015, .035)
            cv2.polylines(img, [np.array([[x, y], [x + d, y], [x + d, y - H * g.uniform(.1, .2)]], np.int32)], False, v, t)


def _text(plate):
    out = []
    for l in plate.lines:
        skip = False
        for c in l:
            if skip:
                skip = False
            elif c == "~":
                skip = True
            elif c == "Đ":
                out.append("D")
            elif c in INDEX and c:
                out.append(c)
    return "".join(out)


def perspective(g, w, h, width, strength=1.0, shear=.09, turned=.12):
    """Corners of the plate in a picture, and that picture's size: the plate `width` px wide, turned, tilted, sheared."""
    k = width / w
    yaw, pitch, roll = g.normal(0, .28 * strength), g.normal(0, .22 * strength), g.normal(0, .07 * strength)
    if g.random() < turned:
        roll += g.normal(0, .14 * strength)
    x = np.array([-w, w, w, -w], np.float64) / 2
    y = np.array([-h, -h, h, h], np.float64) / 2
    z = x * np.sin(yaw) + y * np.sin(pitch)
    f = w * g.uniform(3, 9)
    s = f / (f + z)
    px, py = x * np.cos(yaw) * s, y * np.cos(pitch) * s
    py = py + px * np.tan(np.clip(g.normal(0, shear), -.35, .35)) * (g.random() < .6)
    c, sn = np.cos(roll), np.sin(roll)
    q = np.stack([px * c - py * sn, px * sn + py * c], 1) * k
    return q


def rectify(img, quad, lines, g=None):
    """Quad (already with its margin) → the reader's crop; also the matrix. Large sources are averaged, as the gate does."""
    h, w = SHAPE[lines]
    wide = max(np.linalg.norm(quad[1] - quad[0]) / w, np.linalg.norm(quad[3] - quad[0]) / h)
    big = 2 if wide > (2 if g is None else g.uniform(1.2, 2.2)) else 1
    dst = np.array([[0, 0], [w, 0], [w, h], [0, h]], np.float32)
    M = cv2.getPerspectiveTransform(quad.astype(np.float32), dst)
    if big == 1:
        shift = np.array([[1, 0, -.5], [0, 1, -.5], [0, 0, 1]])
        back = np.array([[1, 0, .5], [0, 1, .5], [0, 0, 1]])
        return cv2.warpPerspective(img, shift @ M @ back, (w, h), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), M
    S = np.diag([2.0, 2.0, 1.0])
    shift = np.array([[1, 0, -.5], [0, 1, -.5], [0, 0, 1]])
    back = np.array([[1, 0, .5], [0, 1, .5], [0, 0, 1]])
    out = cv2.warpPerspective(img, shift @ S @ M @ back, (w * 2, h * 2), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return cv2.resize(out, (w, h), interpolation=cv2.INTER_AREA), M


def expand(quad, lines, extra=(0.0, 0.0)):
    """Pushes the sides outwards by the agreed margin, and `extra`."""
    mx, my = MARGIN[lines][0] + extra[0], MARGIN[lines][1] + extra[1]
    u = np.array([[-mx, -my], [1 + mx, -my], [1 + mx, 1 + my], [-mx, 1 + my]], np.float32)[None]
    M = cv2.getPerspectiveTransform(np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32), quad.astype(np.float32))
    return cv2.perspectiveTransform(u, M)[0]


def jitter(g, quad, hard):
    """A detector's errors: per corner, and of the box as a whole; sometimes an upright box around a tilted plate."""
    h = np.linalg.norm(quad[3] - quad[0])
    w = np.linalg.norm(quad[1] - quad[0])
    q = quad + g.normal(0, .045 * h * (.4 + .6 * hard), (4, 2))
    c = q.mean(0)
    e = np.array([g.normal(0, .015), g.normal(0, .03)])
    if g.random() < .12:
        e -= np.array([g.uniform(0, .03), g.uniform(0, .08)])  # over-tight
    elif g.random() < .15:
        e += np.array([g.uniform(0, .08), g.uniform(0, .2)])  # loose
    q = c + (q - c) * (1 + 2 * e) + g.normal(0, 1, 2) * np.array([.015 * w, .025 * h])
    if hard > .3 and g.random() < .18:
        lo, hi = q.min(0), q.max(0)
        box = np.array([[lo[0], lo[1]], [hi[0], lo[1]], [hi[0], hi[1]], [lo[0], hi[1]]])
        if (hi[1] - lo[1]) < 1.7 * h:
            q = box
    return q


def glare(img, g, quad):
    """A lamp's reflection: a soft white smear across some characters. Returns where it burns out paper and ink alike."""
    w, h = np.linalg.norm(quad[1] - quad[0]), np.linalg.norm(quad[3] - quad[0])
    c = quad.mean(0) + g.normal(0, .28, 2) * (w, h)
    n = int(g.integers(2, 4))
    pts = np.cumsum(np.vstack([c, g.normal(0, 1, (n, 2)) * (w * .16, h * .1)]), 0)
    m = np.zeros(img.shape, np.float32)
    cv2.polylines(m, [np.round(pts).astype(np.int32)], False, float(g.uniform(90, 255)), max(1, int(h * g.uniform(.03, .12))), cv2.LINE_AA)
    if g.random() < .3:  # broad enough to hide a character
        cv2.circle(m, tuple(int(v) for v in c), max(2, int(h * g.uniform(.1, .3))), float(g.uniform(150, 400)), -1, cv2.LINE_AA)
    m = cv2.GaussianBlur(m, (0, 0), max(.5, h * g.uniform(.01, .05)))
    dark = np.percentile(img[::3, ::3], 10)
    np.copyto(img, np.clip(img + m, 0, 255).astype(np.uint8))
    return m > 245 - dark


def cover(img, g, quad):
    """Mud, a sticker, a post, a rope or a bumper in front of the plate. Returns where."""
    u, v = (quad[1] - quad[0] + quad[2] - quad[3]) / 2, (quad[3] - quad[0] + quad[2] - quad[1]) / 2
    w, h = np.linalg.norm(u), np.linalg.norm(v)
    at = lambda x, y: quad[0] + u * x + v * y
    c = at(g.uniform(0, 1), g.uniform(.1, .9))
    m = np.zeros(img.shape, np.uint8)
    kind = g.random()
    if kind < .5:  # mud: a splash, or several that run together
        for _ in range(1 if g.random() < .5 else int(g.integers(2, 8))):
            a = np.exp(g.uniform(np.log(.08), np.log(.5), 2)) * h
            cv2.ellipse(m, tuple(int(p) for p in c), tuple(max(1, int(p)) for p in a), g.uniform(0, 180), 0, 360, 255, -1, cv2.LINE_AA)
            c = c + g.normal(0, .2, 2) * h
    elif kind < .65:  # a sticker, a leaf, a torn paper
        n = int(g.integers(3, 7))
        a = np.sort(g.uniform(0, 2 * np.pi, n))
        r = h * g.uniform(.15, .5) * g.uniform(.6, 1, n)
        cv2.fillPoly(m, [(c + np.stack([r * np.cos(a) * g.uniform(.6, 1.6), r * np.sin(a)], 1)).astype(np.int32)], 255, cv2.LINE_AA)
    elif kind < .85:  # a post, a rope, a cable
        a = g.normal(np.pi / 2, .35) if g.random() < .7 else g.uniform(0, np.pi)
        d = np.array([np.cos(a), np.sin(a)]) * (w + h)
        cv2.line(m, tuple(int(p) for p in c - d), tuple(int(p) for p in c + d), 255, max(1, int(h * np.exp(g.uniform(np.log(.04), np.log(.5))))), cv2.LINE_AA)
    else:  # what stands before one side of it
        side, far = int(g.integers(4)), g.uniform(.06, .4)
        x0, y0, x1, y1 = [(-1, -1, far, 2), (1 - far, -1, 2, 2), (-1, -1, 2, far), (-1, 1 - far, 2, 2)][side]
        cv2.fillConvexPoly(m, np.array([at(x0, y0), at(x1, y0), at(x1, y1), at(x0, y1)]).astype(np.int32), 255, cv2.LINE_AA)
    if g.random() < .4:
        m = cv2.GaussianBlur(m, (0, 0), max(.5, h * g.uniform(.01, .06)))
    paint = degrade.texture(*img.shape, g) if g.random() < .5 else np.full(img.shape, g.uniform(15, 160) if g.random() < .7 else g.uniform(0, 255))
    a = m.astype(np.float32) * (g.uniform(.85, 1) / 255)
    np.copyto(img, (img * (1 - a) + paint * a).astype(np.uint8))
    return m > 127


def occlude(img, g, quad):
    """Whatever hides parts of a plate. Returns where nothing of it is seen, or None."""
    hidden = None
    if g.random() < .08:
        hidden = glare(img, g, quad)
    if g.random() < .3:
        covered = cover(img, g, quad)
        hidden = covered if hidden is None else hidden | covered
    return hidden


def native(g, drawn, width, hard=1.0, ground=None):
    """The camera's picture: plate on a ground, degraded. Returns picture, quad, and where the plate is hidden (or None)."""
    H, W = drawn.image.shape
    # Motorcycles lean and are photographed from anywhere.
    q = perspective(g, W, H, width, .35 + .65 * hard, *((.16, .3) if drawn.plate.kind == "vn-moto" else ()))
    lo, hi = q.min(0), q.max(0)
    pad = .12 * (hi - lo).max() + 3
    size = np.ceil(hi - lo + 2 * pad).astype(int)
    q = q - lo + pad
    img = degrade.texture(size[1], size[0], g) if ground is None else ground
    src = np.array([[0, 0], [W, 0], [W, H], [0, H]], np.float32)
    M = cv2.getPerspectiveTransform(src, q.astype(np.float32))
    if g.random() < .5:  # a frame around it
        o = 1 + g.uniform(.01, .06) * np.array([1, W / H])
        c = q.mean(0)
        cv2.fillConvexPoly(img, (c + (q - c) * o).astype(np.int32), int(g.uniform(5, 245)), cv2.LINE_AA)
    src_img = drawn.image
    k = width / W
    if k < .6:
        s = max(k * 1.25, .12)
        src_img = cv2.resize(src_img, (max(8, int(W * s)), max(6, int(H * s))), interpolation=cv2.INTER_AREA)
        M = M @ np.diag([W / src_img.shape[1], H / src_img.shape[0], 1.0])
    out = cv2.warpPerspective(src_img, M, (int(size[0]), int(size[1])), dst=img, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_TRANSPARENT)
    hidden = occlude(out, g, q)
    if hard > 0:
        strength = (.35 + .65 * hard) * min(1.6, .45 + width / 160) * min(1.0, (drawn.lines == 2) * .6 + .65)
        out = degrade.camera(out, g, strength)
    return out, q, hidden


# From this share of a character on nobody can tell which it is.
UNSEEN = .62


def hide(drawn, quad, hidden):
    """The characters' classes, those that cannot be seen as HIDDEN."""
    W, H = drawn.image.shape[1], drawn.image.shape[0]
    to = cv2.getPerspectiveTransform(np.array([[0, 0], [W, 0], [W, H], [0, H]], np.float32), quad.astype(np.float32))
    out = []
    for c, x, y, _, w, h in drawn.chars:
        box = np.array([[[x + w * i / 12, y + h * j / 12]] for i in range(-5, 6) for j in range(-5, 6)], np.float64)
        at = np.round(cv2.perspectiveTransform(box, to)[:, 0]).astype(int)
        seen = hidden[np.clip(at[:, 1], 0, hidden.shape[0] - 1), np.clip(at[:, 0], 0, hidden.shape[1] - 1)]
        out.append(HIDDEN if seen.mean() > UNSEEN else c)
    return out


def crop_sample(g, two, hard=1.0):
    """One training sample: crop uint8, label (class list), centres [(class, x, row)] in crop pixels, or None where no centre is known.

    Neighbours of a line that are hidden are one HIDDEN of the label: nobody can count them.
    """
    lines = 2 if two else 1
    if g.random() < .03:  # nothing to read
        h, w = SHAPE[lines]
        return clutter(g, h, w), [], [], "none"
    plate = layouts.draw_number(g, two)
    d = draw_plate(g, plate)
    lo, hi = (44, 240) if not two else (34, 150)
    width = float(np.exp(g.uniform(np.log(lo + (1 - hard) * 50), np.log(hi))))
    img, q, hidden = native(g, d, width, hard)
    q2 = jitter(g, expand(q, lines), hard)
    crop, M = rectify(img, q2, lines, g)
    classes = [c for c, *_ in d.chars] if hidden is None else hide(d, q, hidden)
    label = [c for i, c in enumerate(classes) if not (c == HIDDEN and i and classes[i - 1] == c and d.chars[i - 1][3] == d.chars[i][3])]
    W, H = d.image.shape[1], d.image.shape[0]
    to = M @ cv2.getPerspectiveTransform(np.array([[0, 0], [W, 0], [W, H], [0, H]], np.float32), q.astype(np.float32))
    pts = cv2.perspectiveTransform(np.array([[[x, y]] for _, x, y, *_ in d.chars], np.float64), to)[:, 0]
    one_in_two = two and d.lines == 1
    centres = None if one_in_two else [(c, float(p[0]), char[3]) for c, char, p in zip(classes, d.chars, pts)]
    return crop, label, centres, plate.kind


def clutter(g, h, w):
    """Grilles, lamps, edges, noise: read as nothing."""
    img = degrade.texture(h * 2, w * 2, g)
    for _ in range(int(g.integers(0, 6))):
        v, t = int(g.uniform(0, 255)), int(g.integers(1, 12))
        p = (int(g.uniform(0, w * 2)), int(g.uniform(0, h * 2)))
        if g.random() < .5:
            cv2.ellipse(img, p, (int(g.uniform(4, w)), int(g.uniform(4, h))), g.uniform(0, 180), 0, 360, v, t if g.random() < .6 else -1, cv2.LINE_AA)
        else:
            cv2.line(img, p, (int(g.uniform(0, w * 2)), int(g.uniform(0, h * 2))), v, t, cv2.LINE_AA)
    return cv2.resize(degrade.camera(img, g), (w, h), interpolation=cv2.INTER_AREA)


if __name__ == "__main__":
    import time
    g = np.random.default_rng(int(sys.argv[2]) if len(sys.argv) > 2 else 0)
    t = time.time()
    rows = []
    for two in (False, True):
        tiles = []
        for _ in range(80 if not two else 112):
            crop, label, centres, kind = crop_sample(g, two, g.random())
            c = cv2.cvtColor(crop, cv2.COLOR_GRAY2BGR)
            for k, x, line in centres or []:
                cv2.circle(c, (int(x), (2 if not two else 2 + 58 * line)), 1, (0, 0, 255), -1)
            from plates.alphabet import ALPHABET
            tag = np.zeros((12, c.shape[1], 3), np.uint8)
            cv2.putText(tag, "".join(ALPHABET[i] if i < 37 else "?" if i < HIDDEN else "#" for i in label), (0, 10), 0, .38, (255, 255, 255), 1)
            tiles.append(np.vstack([c, tag]))
        n = 8 if not two else 14
        rows.append([np.hstack(tiles[i:i + n]) for i in range(0, len(tiles), n)])
    print("ms a sample", 1000 * (time.time() - t) / 192)
    rows = [r for part in rows for r in part]
    W = max(r.shape[1] for r in rows)
    cv2.imwrite(sys.argv[1], np.vstack([cv2.copyMakeBorder(r, 0, 2, 0, W - r.shape[1], cv2.BORDER_CONSTANT) for r in rows]))
