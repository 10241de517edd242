"""Glyph masks from installed fonts, cached; and the shapes fonts lack."""
import functools
import os

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

_T, _O = "/usr/share/fonts/truetype/", "/usr/share/fonts/opentype/"
_ROAD = _T + "roadgeek/RG2014"
FONTS = {
    "roadB": _ROAD + "B.ttf", "roadC": _ROAD + "C.ttf", "roadD": _ROAD + "D.ttf", "roadE": _ROAD + "E.ttf", "roadEM": _ROAD + "EM.ttf",
    "din": _T + "opendin/OSP-DIN.ttf",
    "roboto": _T + "roboto/unhinted/RobotoCondensed-Bold.ttf", "robotoM": _T + "roboto/unhinted/RobotoCondensed-Medium.ttf",
    "liberation": _T + "liberation/LiberationSans-Bold.ttf", "narrow": _T + "liberation/LiberationSansNarrow-Bold.ttf",
    "nimbus": _O + "urw-base35/NimbusSansNarrow-Bold.otf", "mono": _T + "liberation/LiberationMono-Bold.ttf",
    "free": _T + "freefont/FreeSansBold.ttf", "dejavu": _T + "dejavu/DejaVuSansCondensed-Bold.ttf", "play": _O + "play/Play-Bold.ttf",
    "clear": _T + "clear-sans/ClearSans-Bold.ttf", "monoid": _T + "monoid/Monoid-Bold.ttf", "lato": _T + "lato/Lato-Bold.ttf",
    "cjk": (_O + "noto/NotoSansCJK-Bold.ttc", 2), "cjkR": (_O + "noto/NotoSansCJK-Regular.ttc", 2), "wqy": (_T + "wqy/wqy-zenhei.ttc", 0),
    "serifcjk": (_O + "noto/NotoSerifCJK-Bold.ttc", 2),
    "thai": _T + "tlwg/Loma-Bold.ttf", "lao": _T + "lao/Phetsarath_OT.ttf", "khmer": _T + "khmeros/KhmerOS.ttf",
}


def _path(name):
    return FONTS[name] if isinstance(FONTS[name], tuple) else (FONTS[name], 0)


def has(name):
    return name in FONTS and os.path.exists(_path(name)[0])


def first(*names):
    """Those of the fonts that are installed; at least DejaVu by Pillow's own search is not assumed, so fail early and say what is missing."""
    found = [n for n in names if has(n)]
    if not found:
        raise SystemExit(f"none of the fonts {names} is installed: see Models/training/README.md, Plates")
    return found


@functools.lru_cache(None)
def font(name, size):
    path, index = _path(name)
    return ImageFont.truetype(path, size, index=index)


def _draw(name, text, size):
    f = font(name, size)
    l, t, r, b = f.getbbox(text)
    im = Image.new("L", (max(1, r - l + 4), max(1, b - t + 4)))
    ImageDraw.Draw(im).text((2 - l, 2 - t), text, fill=255, font=f)
    a = np.asarray(im)
    ys, xs = np.where(a > 40)
    return a[ys.min():ys.max() + 1, xs.min():xs.max() + 1] if len(xs) else a


@functools.lru_cache(4096)
def master(name, ch):
    """A tight mask, 96 px high for letters and digits."""
    size = 132 if ord(ch[0]) < 0x2E80 else 100
    if ch == "Đ":
        d = _draw(name, "D", size).copy()
        h, w = d.shape
        out = np.zeros((h, w + w // 8), np.uint8)
        out[:, w // 8:] = d
        out[int(h * .45):int(h * .55), :int(w * .6)] = 255
        return out
    return _draw(name, ch, size)


@functools.lru_cache(64)
def flagged_one(kind):
    """Vietnam's 1: a stem with a flag, no foot. `kind` picks proportions."""
    r = np.random.default_rng(kind)
    h = 96
    stem, flag = int(r.uniform(13, 20)), int(r.uniform(8, 26))
    a = np.zeros((h, stem + flag), np.uint8)
    drop = int(r.uniform(10, 26))
    pts = np.array([[flag, 0], [flag + stem, 0], [flag + stem, h], [flag, h], [flag, drop], [0, drop + int(r.uniform(2, 14))],
                    [0, drop - int(r.uniform(0, 8))]], np.int32)
    cv2.fillPoly(a, [pts], 255, cv2.LINE_AA)
    return a


@functools.lru_cache(512)
def stroked(ch, kind):
    """M, W, Y and K as plates draw them: a shallow V in M and W, short arms on Y. `kind` picks proportions."""
    r = np.random.default_rng(1000 + kind)
    h, w, t = 96, int(r.uniform(46, 66)), int(r.uniform(11, 18))
    a = np.zeros((h, w), np.uint8)

    def stroke(x0, y0, x1, y1, thick=t):
        d = np.array([x1 - x0, y1 - y0], np.float64)
        n = np.array([-d[1], d[0]]) / max(1e-6, np.linalg.norm(d)) * thick / 2
        pts = np.array([[x0, y0], [x0, y0], [x1, y1], [x1, y1]]) + np.array([n, -n, -n, n])
        cv2.fillPoly(a, [np.round(pts * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)

    m, e = w / 2, t / 2
    if ch in "MW":
        deep = h * r.uniform(.38, .95)
        thin = t * r.uniform(.7, 1)
        stroke(e, 0, e, h)
        stroke(w - e, 0, w - e, h)
        stroke(e, -t * .4, m, deep - t * .3, thin)
        stroke(w - e, -t * .4, m, deep - t * .3, thin)
        stroke(m, deep - t, m, deep, thin * .8)
        if ch == "W":
            a = a[::-1].copy()
    elif ch == "Y":
        fork = h * r.uniform(.34, .6)
        stroke(e, -2, m, fork)
        stroke(w - e, -2, m, fork)
        stroke(m, fork - t * .4, m, h)
    else:  # K
        y = h * r.uniform(.45, .62)
        stroke(e, 0, e, h)
        stroke(w - e, -2, e + t * .3, y)
        stroke(e + (w - t) * r.uniform(.15, .35), h * r.uniform(.38, .5), w - e, h + 2)
    return a


@functools.lru_cache(4096)
def ratio(name, ch):
    """Natural width relative to the font's 0."""
    m, z = master(name, ch), master(name, "0")
    return (m.shape[1] / m.shape[0]) / (z.shape[1] / z.shape[0])


@functools.lru_cache(2048)
def words(name, text):
    return _draw(name, text, 64)


def put(canvas, mask, x, y, w, h, value=1.0):
    """Lays `mask`, scaled to w×h, on canvas at x,y by maximum."""
    w, h = max(1, int(round(w))), max(1, int(round(h)))
    x, y = int(round(x)), int(round(y))
    m = cv2.resize(mask, (w, h), interpolation=cv2.INTER_AREA)
    H, W = canvas.shape
    x0, y0, x1, y1 = max(0, x), max(0, y), min(W, x + w), min(H, y + h)
    if x1 <= x0 or y1 <= y0:
        return
    m = m[y0 - y:y1 - y, x0 - x:x1 - x]
    if value < 1:
        m = (m * value).astype(np.uint8)
    np.maximum(canvas[y0:y1, x0:x1], m, out=canvas[y0:y1, x0:x1])
