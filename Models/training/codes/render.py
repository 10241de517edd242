"""Synthetic container faces and whole gate scenes with every line of text labelled.

`face(rng, kind, ...)` paints one face of a container (side, door, front, roof) on a grey canvas in metres and lists
its text lines. `scene(rng, w, h)` puts boxes into a pinhole camera's view over a background and returns the picture
and the segmentation targets. `reader_samples(rng)` cuts jittered text crops with their strings out of faces.

Nothing here reads a photograph except optional backgrounds (`backgrounds(paths)`).
    python render.py --sheet out.png     a contact sheet to look at
"""
import argparse
import glob
import os
import re

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

cv2.setNumThreads(1)

SHRINK = 0.22        # share of the line height (column: width) taken off on every side of the target mask
CROP_MARGIN = 0.15   # share of the line height (column: width) added on every side of a reader crop
CAP = 48             # cap height of the cached glyphs
PAD = 14

_F = "/usr/share/fonts/"
CODE_FONTS = [  # (path, weight): condensed grotesques of painted container marks
    (_F + "truetype/roadgeek/RG2014C.ttf", 4), (_F + "truetype/roadgeek/RG2014D.ttf", 4),
    (_F + "truetype/roadgeek/RG2014B.ttf", 2), (_F + "truetype/roadgeek/RG2014E.ttf", 1),
    (_F + "truetype/opendin/OSP-DIN.ttf", 4),
    (_F + "truetype/liberation/LiberationSansNarrow-Bold.ttf", 4),
    (_F + "truetype/liberation/LiberationSansNarrow-Regular.ttf", 1),
    (_F + "opentype/urw-base35/NimbusSansNarrow-Bold.otf", 3),
    (_F + "opentype/urw-base35/NimbusSansNarrow-Regular.otf", 1),
    (_F + "truetype/roboto/unhinted/RobotoCondensed-Bold.ttf", 3),
    (_F + "truetype/roboto/unhinted/RobotoCondensed-Medium.ttf", 2),
    (_F + "truetype/liberation/LiberationSans-Bold.ttf", 2),
    (_F + "truetype/freefont/FreeSansBold.ttf", 2),
    (_F + "truetype/dejavu/DejaVuSansCondensed-Bold.ttf", 1),
    (_F + "opentype/play/Play-Bold.ttf", 1),
    (_F + "truetype/clear-sans/ClearSans-Bold.ttf", 1),
    (_F + "truetype/monoid/Monoid-Bold.ttf", 1),
]
LOGO_FONTS = [f for f, _ in CODE_FONTS] + [
    _F + "opentype/urw-base35/NimbusRoman-Bold.otf", _F + "opentype/league-spartan/LeagueSpartan-Black.otf",
    _F + "truetype/lato/Lato-Black.ttf", _F + "truetype/lato/Lato-HeavyItalic.ttf",
    _F + "truetype/freefont/FreeSerifBoldItalic.ttf", _F + "truetype/clear-sans/ClearSans-BoldItalic.ttf",
    _F + "truetype/liberation/LiberationSans-BoldItalic.ttf", _F + "truetype/roboto/unhinted/RobotoTTF/Roboto-Black.ttf"]
CODE_FONTS = [(f, w) for f, w in CODE_FONTS if os.path.exists(f)]
LOGO_FONTS = [f for f in LOGO_FONTS if os.path.exists(f)]
_CW = np.array([w for _, w in CODE_FONTS], float)
_CW /= _CW.sum()

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
VALUE = {c: v for c, v in zip("0123456789" + LETTERS, [*range(10), 10, *range(12, 22), *range(23, 33), *range(34, 39)])}
OWNERS = ("MSCU MSKU MEDU MRKU MAEU TGHU TCLU TCNU TRHU TRLU TEMU TTNU TLLU TCKU TEXU CMAU CGMU ECMU HLXU HLBU "
          "HAMU UACU OOLU OOCU CCLU CBHU COSU CSLU CSNU EMCU EGHU EISU EITU YMLU YMMU HMMU HDMU WHLU WHSU WHRU "
          "ZIMU ZCSU PCIU PONU KKFU KKTU KLFU NYKU MOAU MOTU SUDU APZU APHU APLU FCIU FSCU GESU GATU GLDU GVCU "
          "INKU INBU IPXU CAIU CAXU CRXU DFSU DRYU BMOU BSIU BEAU SEGU SEKU SZLU SKLU SITU TIIU RFCU FFAU FBLU "
          "XINU UETU UESU CXDU CPSU AMFU AKLU LYGU MAGU NSAU PSSU REGU SMCU TDRU TSSU VSBU WFHU XYLU").split()


def check_digit(s):
    return sum(VALUE[c] << i for i, c in enumerate(s[:10])) % 11 % 10


def pick(rng, seq):
    return seq[int(rng.integers(len(seq)))]


def digits(rng, n):
    return "".join(map(str, rng.integers(0, 10, n)))


def code(rng):
    if rng.random() < 0.35:
        own = pick(rng, OWNERS)
    else:
        own = "".join(LETTERS[i] for i in rng.integers(0, 26, 3))
        own += "U" if rng.random() < 0.9 else pick(rng, "JZABDEK")
    s = own + digits(rng, 6)
    return s + str(check_digit(s) if rng.random() < 0.9 else rng.integers(0, 10))


def size_type(rng):
    r = rng.random()
    if r < 0.3:
        return pick(rng, ["22G1", "45G1", "42G1", "22R1", "45R1", "22T6", "22U1", "42U1", "L5G1", "25G1", "22K2", "2210", "4310", "4510"])
    a = pick(rng, "122222444444LLLMP3")
    b = pick(rng, "02225555554CEDF8")
    if r < 0.85:
        return a + b + pick(rng, "GGGGRRRUUTTVBPHSK") + pick(rng, "00111122345678")
    return a + pick(rng, "0235") + pick(rng, "0123456789") + pick(rng, "0123456789")


WORDS = ("LINE LINES SHIPPING CONTAINER CONTAINERS OCEAN GLOBAL MARINE TRANSPORT LOGISTICS EXPRESS PACIFIC ATLANTIC ASIA ORIENT "
         "SEA LAND STAR SUN NORTH SOUTH EAST WEST CARGO FREIGHT INTERMODAL LEASING RENTAL RAIL PORT HARBOUR TRADE WORLD GROUP "
         "UNITED NATIONAL CHINA KOREA EUROPE AFRICA INDIA MED CARE GREEN BLUE RED SUPER MEGA TRANS INTER NOVA DELTA ALPHA").split()
SIGNS = ("CAUTION", "9'6\" HIGH", "HIGH CUBE", "SUPER HEAVY", "DANGER", "NO SMOKING", "EMPTY", "WARNING", "MADE IN CHINA", "CSC SAFETY APPROVAL",
         "DATE MANUFACTURED", "IDENTIFICATION NO", "TIMBER TREATED", "CUSTOMS", "2.9m", "8'6\"", "2.6m", "LONG VEHICLE", "IC", "ISO", "www.cargo.com",
         "INSPECTED", "HANDLE WITH CARE", "OPEN HERE", "THIS SIDE", "TIR", "GL", "BV", "ABS", "LR", "CCS")


def word(rng):
    r = rng.random()
    if r < 0.4:
        w = pick(rng, WORDS)
    else:
        n = int(rng.integers(3, 9))
        cons, vow = "BCDFGHJKLMNPRSTVWXZ", "AEIOUY"
        w = "".join(pick(rng, cons if (i + (r > 0.7)) % 2 == 0 else vow) if rng.random() < 0.85 else pick(rng, LETTERS) for i in range(n))
    r = rng.random()
    return w if r < 0.7 else (w.lower() if r < 0.85 else w.capitalize())


# ---- glyphs -------------------------------------------------------------------------------------------------------------
_fonts, _glyphs = {}, {}


def _font(path):
    if path not in _fonts:
        f = ImageFont.truetype(path, 200)
        b = f.getbbox("H")
        size = max(8, round(200 * CAP / max(1, b[3] - b[1])))
        f = ImageFont.truetype(path, size)
        _fonts[path] = (f, f.getbbox("H")[1])
    return _fonts[path]


def glyph(path, ch):
    """(mask of height CAP+2·PAD with the cap line at PAD, advance)"""
    k = (path, ch)
    if k not in _glyphs:
        f, top = _font(path)
        b = f.getbbox(ch)
        w = max(1, b[2] - b[0])
        im = Image.new("L", (w + 2, CAP + 2 * PAD))
        ImageDraw.Draw(im).text((1 - b[0], PAD - top), ch, font=f, fill=255)
        _glyphs[k] = np.asarray(im)
    return _glyphs[k]


def line_mask(path, text, track):
    """Mask of one horizontal string; `track` is the gap between letters as a share of the cap height."""
    gap = max(1, round(track * CAP))
    space = round((0.38 + track) * CAP)
    parts, x = [], 0
    for ch in text:
        if ch == " ":
            x += space
            continue
        g = glyph(path, ch)
        parts.append((x, g))
        x += g.shape[1] + gap
    w = max(1, x - gap)
    m = np.zeros((CAP + 2 * PAD, w + 2), np.uint8)
    for x, g in parts:
        r = m[:, x:x + g.shape[1]]
        np.maximum(r, g[:, :r.shape[1]], out=r)
    return m


def column_mask(path, text, pitch):
    """Upright letters stacked; `pitch` is the letter distance in cap heights; a blank is a wider gap."""
    step = round(pitch * CAP)
    y, parts, ww = 0, [], 0
    for ch in text:
        if ch == " ":
            y += round(0.6 * CAP)
            continue
        g = glyph(path, ch)
        parts.append((y, g))
        ww = max(ww, g.shape[1])
        y += step
    h = y - step + CAP
    m = np.zeros((h + 2 * PAD, ww), np.uint8)
    for y, g in parts:
        x = (ww - g.shape[1]) // 2
        r = m[y:y + g.shape[0], x:x + g.shape[1]]
        np.maximum(r, g, out=r)
    return m, ww


# ---- textures -----------------------------------------------------------------------------------------------------------
_noise = []


def noise(rng, w, h, scale=1.0):
    """Fractal noise in 0..1, about uniform."""
    if not _noise:
        g = np.random.default_rng(7)
        for k in range(4):
            n = sum(cv2.resize(g.random((2 ** o + 1, 2 ** o + 1), np.float32), (640, 640), interpolation=cv2.INTER_CUBIC) * a
                    for o, a in zip(range(2, 10), (0.6, 0.8, 1, 1, 1, 0.9, 0.8, 0.7)))
            r = np.searchsorted(np.sort(n.ravel()[::97]), n.ravel()) / (n.size / 97)
            _noise.append(r.reshape(640, 640).astype(np.float32))
    n = _noise[int(rng.integers(4))]
    cw, ch = int(np.clip(w / scale, 8, 600)), int(np.clip(h / scale, 8, 600))
    x, y = int(rng.integers(0, 641 - cw)), int(rng.integers(0, 641 - ch))
    c = n[y:y + ch, x:x + cw]
    if rng.random() < 0.5:
        c = c[:, ::-1]
    return cv2.resize(c, (w, h), interpolation=cv2.INTER_LINEAR)


# ---- a face -------------------------------------------------------------------------------------------------------------
class Face:
    """Grey canvas of the window x0..x1, y0..y1 (metres, y down) at (px, py) pixels a metre."""

    def __init__(self, rng, win, ppm, base):
        self.rng = rng
        self.x0, self.y0, x1, y1 = win
        self.px, self.py = ppm
        self.w = max(8, int(round((x1 - self.x0) * self.px)))
        self.h = max(8, int(round((y1 - self.y0) * self.py)))
        self.base = base
        self.img = np.full((self.h, self.w), base, np.float32)
        self.lines = []      # dict(text, vertical, quad (metres; tl tr br bl in reading order of the upright letters), kind, group, row)
        self.groups = 0
        self.wear = 0.0 if rng.random() < 0.65 else rng.uniform(0.02, 0.22)
        self._wn = None

    def roi(self, x, y, w, h):
        a = (x - self.x0) * self.px
        b = (y - self.y0) * self.py
        return int(round(a)), int(round(b)), int(round(a + w * self.px)), int(round(b + h * self.py))

    def rect(self, x, y, w, h, v, alpha=1.0):
        a, b, c, d = self.roi(x, y, w, h)
        a, b, c, d = max(0, a), max(0, b), min(self.w, max(c, a + 1)), min(self.h, max(d, b + 1))
        if c > a and d > b:
            r = self.img[b:d, a:c]
            r += (v - r) * alpha
            return True
        return False

    def free(self, x, y, w, h):
        """True where no labelled line lies."""
        for l in self.lines:
            a, b = l["quad"].min(0), l["quad"].max(0)
            if x < b[0] + 0.02 and x + w > a[0] - 0.02 and y < b[1] + 0.02 and y + h > a[1] - 0.02:
                return False
        return True

    def paint(self, mask, x, y, w, h, ink, alpha=1.0):
        """Blend a mask stretched to w×h metres."""
        a, b, c, d = self.roi(x, y, w, h)
        if c <= 0 or d <= 0 or a >= self.w or b >= self.h or c - a < 1 or d - b < 1:
            return
        if (c - a) > 3 * self.w + 200 or (d - b) > 3 * self.h + 200:
            return
        m = cv2.resize(mask, (c - a, d - b), interpolation=cv2.INTER_AREA if mask.shape[0] > d - b else cv2.INTER_LINEAR)
        sx, sy = max(0, -a), max(0, -b)
        m = m[sy:sy + self.h - max(0, b), sx:sx + self.w - max(0, a)].astype(np.float32)
        m *= alpha / 255
        r = self.img[max(0, b):max(0, b) + m.shape[0], max(0, a):max(0, a) + m.shape[1]]
        if self.wear > 0:
            if self._wn is None:
                self._wn = noise(self.rng, self.w, self.h, self.rng.uniform(0.25, 1))
            n = self._wn[max(0, b):max(0, b) + m.shape[0], max(0, a):max(0, a) + m.shape[1]]
            m *= np.clip((n - self.wear) * 6 + 0.5, 0.1, 1)
        r += (ink - r) * m

    def add(self, text, quad, vertical, kind, group=-1, row=0):
        self.lines.append(dict(text=text, quad=np.array(quad, np.float32), vertical=vertical, kind=kind, group=group, row=row))

    def text(self, x, y, h, text, font, ink, kind, aspect=1.0, track=0.1, group=-1, row=0, right=False, label=True, alpha=1.0):
        """One horizontal run with its cap line at y; returns its width."""
        m = line_mask(font, text, track)
        k = h / CAP
        w = m.shape[1] * k * aspect
        if right:
            x -= w
        if kind in ("logo", "table") and label and not self.free(x, y, w, h):
            return w
        self.paint(m, x, y - PAD * k, w, h + 2 * PAD * k, ink, alpha)
        if label:
            self.add(text, [(x, y), (x + w, y), (x + w, y + h), (x, y + h)], False, kind, group, row)
        return w

    def column(self, x, y, h, text, font, ink, kind, pitch, aspect=1.0, group=-1):
        """Stacked letters, centred on x, from y downwards; returns the height."""
        m, ww = column_mask(font, text, pitch)
        k = h / CAP
        w, hh = ww * k * aspect, m.shape[0] * k
        self.paint(m, x - w / 2, y - PAD * k, w, hh, ink)
        hh -= 2 * PAD * k
        self.add(text, [(x - w / 2, y), (x + w / 2, y), (x + w / 2, y + hh), (x - w / 2, y + hh)], True, kind, group)
        return hh

    def box(self, x, y, w, h, ink, t):
        for r in ((x, y, w, t), (x, y + h - t, w, t), (x, y, t, h), (x + w - t, y, t, h)):
            self.rect(*r, ink, 0.9)

    # -- the code in its layouts
    def code_row(self, x, y, h, c, font, ink, style, group, x_serial=None, x_check=None):
        """owner gap serial gap check in one row; x_serial pins the serial (behind a door rod). Returns right end."""
        rng = self.rng
        asp, tr = style["aspect"], style["track"]
        parts = []
        if x_serial is None:
            g1 = style["gap1"] * h
            w = self.text(x, y, h, c[:4], font, ink, "code", asp, tr, group, 0, label=False)
            parts.append((c[:4], x, x + w))
            xs = x + w + g1
        else:
            w = self.text(x, y, h, c[:4], font, ink, "code", asp, tr, group, 0, right=True, label=False)
            parts.append((c[:4], x - w, x))
            xs = x_serial
        ser = c[4:10]
        if style["split3"]:
            ser = ser[:3] + " " + ser[3:]
        w = self.text(xs, y, h, ser, font, ink, "code", asp, tr, group, 0, label=False)
        parts.append((c[4:10], xs, xs + w))
        xc = xs + w + style["gap2"] * h if x_check is None else max(x_check, xs + w + 0.25 * h)
        w = self.text(xc, y, h * style["ck"], c[10], font, ink, "code", asp, tr, group, 0, label=False)
        if style["boxed"]:
            b = style["boxpad"] * h
            self.box(xc - b, y - b, w + 2 * b, h * style["ck"] + 2 * b, ink, max(0.008, 0.06 * h))
        parts.append((c[10], xc, xc + w))
        self.emit(parts, y, h, group, 0)
        return xc + w

    def emit(self, parts, y, h, group, row, cut=0.95):
        cur = list(parts[0])
        for t, a, b in parts[1:]:
            if a - cur[2] > cut * h:
                self.add(cur[0], [(cur[1], y), (cur[2], y), (cur[2], y + h), (cur[1], y + h)], False, "code", group, row)
                cur = [t, a, b]
            else:
                cur = [cur[0] + t, cur[1], b]
        self.add(cur[0], [(cur[1], y), (cur[2], y), (cur[2], y + h), (cur[1], y + h)], False, "code", group, row)

    def code_column(self, x, y, h, c, font, ink, style, group):
        rng = self.rng
        asp, pitch = style["aspect"], style["pitch"]
        segs, y0, cur = [], y, ""
        for t, gap in ((c[:4], style["vgap1"]), (c[4:10], style["vgap2"]), (c[10], 0)):
            if style["split3"] and len(t) == 6:
                t = t[:3] + " " + t[3:]
            m, ww = column_mask(font, t, pitch)
            k = h / CAP
            w, hh = ww * k * asp, m.shape[0] * k
            self.paint(m, x - w / 2, y - PAD * k, w, hh, ink)
            hh -= 2 * PAD * k
            segs.append((t.replace(" ", ""), w, y, y + hh))
            if len(t) == 1 and style["boxed"]:
                b = style["boxpad"] * h
                self.box(x - w / 2 - b, y - b, w + 2 * b, hh + 2 * b, ink, max(0.008, 0.06 * h))
            y += hh + gap * h
        out = [list(segs[0])]
        for t, w, a, b in segs[1:]:
            if a - out[-1][3] > 1.25 * h:
                out.append([t, w, a, b])
            else:
                out[-1] = [out[-1][0] + t, max(w, out[-1][1]), out[-1][2], b]
        w = max(s[1] for s in segs)
        for t, _, a, b in out:
            self.add(t, [(x - w / 2, a), (x + w / 2, a), (x + w / 2, b), (x - w / 2, b)], True, "code", group)
        return y

    def code_rows2(self, x, y, h, c, st, font, ink, style, group):
        """owner / serial+check (/ size type) under each other"""
        asp, tr = style["aspect"], style["track"]
        self.text(x, y, h, c[:4], font, ink, "code", asp, tr, group, 0)
        y += h * style["lead"]
        ser = c[4:10]
        if style["split3"]:
            ser = ser[:3] + " " + ser[3:]
        w = self.text(x, y, h, ser, font, ink, "code", asp, tr, group, 1, label=False)
        g = (style["gap2"] if self.rng.random() < 0.6 else style["track"] + 0.05) * h
        w2 = self.text(x + w + g, y, h, c[10], font, ink, "code", asp, tr, group, 1, label=False)
        if style["boxed"]:
            b = min(style["boxpad"] * h, g * 0.8)
            self.box(x + w + g - b, y - b, w2 + 2 * b, h + 2 * b, ink, max(0.008, 0.06 * h))
        self.emit([(c[4:10], x, x + w), (c[10], x + w + g, x + w + g + w2)], y, h, group, 1)
        y += h * style["lead"]
        if st:
            self.text(x, y, h, st, font, ink, "size", asp, tr)
            y += h * style["lead"]
        return y

    # -- decoration
    def shade_columns(self, f):
        self.img *= f[None, :]

    def dirt(self):
        rng = self.rng
        n = noise(rng, self.w, self.h, rng.uniform(1, 4))
        self.img += (n - 0.5) * rng.uniform(2, 26)
        if rng.random() < 0.4:      # rust or scratches
            n = noise(rng, self.w, self.h, rng.uniform(0.4, 2))
            t = rng.uniform(0.8, 0.97)
            m = np.clip((n - t) * 14, 0, rng.uniform(0.3, 0.9))
            self.img += (rng.uniform(25, 120) - self.img) * m
        if rng.random() < 0.3:      # streaks running down
            n = noise(rng, self.w, max(8, self.h // 14), 0.7)
            n = cv2.resize(n, (self.w, self.h))
            self.img += (rng.uniform(20, 170) - self.img) * np.clip((n - rng.uniform(0.6, 0.9)) * 3, 0, rng.uniform(0.2, 0.6))

    def sticker(self, x, y, s, ink):
        """placards, plates, labels, signs"""
        rng = self.rng
        k = rng.random()
        if not self.free(x, y, s * (2.2 if k < 0.45 else 1), s):
            return
        v = rng.uniform(20, 245)
        o = 20 if v > 130 else 235
        f = pick(rng, LOGO_FONTS)
        if k < 0.45:
            w = s * rng.uniform(0.6, 2.2)
            self.rect(x, y, w, s, v)
            n = int(rng.integers(1, 4))
            for i in range(n):
                self.text(x + 0.08 * w, y + s * (i + 0.2) / n, 0.55 * s / n, pick(rng, SIGNS) if rng.random() < 0.7 else word(rng), f, o, "sign",
                          min(1, 0.9), 0.08)
            if rng.random() < 0.4:
                self.box(x, y, w, s, o, 0.01)
        elif k < 0.7:              # diamond or triangle
            S = 64
            m = np.zeros((S, S), np.uint8)
            p = [(32, 1), (63, 32), (32, 63), (1, 32)] if rng.random() < 0.5 else [(32, 4), (62, 60), (2, 60)]
            cv2.fillPoly(m, [np.array(p)], 255)
            self.paint(m, x, y, s, s, v)
            if rng.random() < 0.6:
                self.text(x + 0.38 * s, y + 0.5 * s, 0.2 * s, pick(rng, "3 8 9 ! 4 2 6 33".split()), f, o, "sign", 1, 0.1)
        elif k < 0.85:             # round emblem
            S = 64
            m = np.zeros((S, S), np.uint8)
            cv2.circle(m, (32, 32), 30, 255, -1 if rng.random() < 0.5 else 6)
            if rng.random() < 0.5:
                for a in rng.uniform(0, 6.3, 5):
                    cv2.line(m, (32, 32), (int(32 + 30 * np.cos(a)), int(32 + 30 * np.sin(a))), 128, 3)
            self.paint(m, x, y, s, s, v)
        else:                      # a plate of fine print
            self.rect(x, y, s, s * 0.9, v)
            for i in range(int(rng.integers(4, 9))):
                self.rect(x + s * 0.08, y + s * (0.1 + 0.09 * i), s * rng.uniform(0.3, 0.84), s * 0.035, o, 0.6)

    def logo(self, x, y, h, ink):
        rng = self.rng
        f = pick(rng, LOGO_FONTS)
        r = rng.random()
        if r < 0.3 and h < 0.6:
            v = rng.uniform(20, 245)
            t = word(rng)
            w = line_mask(f, t, 0.08).shape[1] * h / CAP
            if not self.free(x - 0.2 * h, y - 0.3 * h, w * 1.1 + 0.4 * h, 1.6 * h):
                return
            self.rect(x - 0.2 * h, y - 0.3 * h, w * 1.1 + 0.4 * h, 1.6 * h, v)
            self.text(x, y, h, t, f, 20 if v > 130 else 235, "logo", 1.0, 0.08)
        else:
            t = word(rng) if rng.random() < 0.6 else word(rng) + " " + word(rng)
            self.text(x, y, h, t, f, ink, "logo", rng.uniform(0.8, 1.5), rng.uniform(0.02, 0.3))

    def table(self, x, y, h, ink, font, x_num=None):
        rng = self.rng
        rows = [pick(rng, ["MAX GROSS", "MAX.GR.", "M.G.W.", "MAX. WT.", "MAXGROSS"]), pick(rng, ["TARE", "TARE WT."]),
                pick(rng, ["NET", "PAYLOAD", "MAX.CARGO", "PAY LOAD"]), pick(rng, ["CU.CAP.", "CU. CAP.", "CUB.CAP.", "CUBE"])]
        lead = rng.uniform(1.9, 2.8) * h
        xn = x + rng.uniform(0.42, 0.6) if x_num is None else x_num
        hn = h * rng.uniform(0.55, 0.95)
        asp = rng.uniform(0.8, 1.15)
        for i, t in enumerate(rows[:int(rng.integers(2, 5))]):
            self.text(x, y, h, t, font, ink, "table", asp, 0.12)
            if i < 3:
                a = [(f"{rng.integers(2, 38)}.{rng.integers(0, 100):02d}0", pick(rng, ["KGS", "KG", "KGS.", "kg"])),
                     (f"{rng.integers(4, 85)}.{rng.integers(0, 100):02d}0", pick(rng, ["LBS", "LB", "LBS.", "lb"]))]
            else:
                a = [(f"{rng.integers(25, 90)}.{rng.integers(0, 10)}", pick(rng, ["CU.M.", "CUM", "CBM"])),
                     (f"{rng.integers(1, 3)}.{rng.integers(100, 999)}", pick(rng, ["CU.FT.", "CUFT", "CFT"]))]
            for j, (n, u) in enumerate(a):
                self.text(xn, y + (j - 0.15) * hn * 1.35, hn, n + "  " + u, font, ink, "table", asp, 0.1)
            y += lead
        return y


def style(rng):
    wide = rng.random() < 0.2
    return dict(aspect=rng.uniform(0.78, 1.2), track=rng.uniform(0.25, 0.9) if wide else rng.uniform(0.05, 0.24),
                gap1=rng.uniform(0.4, 2.0), gap2=rng.uniform(0.35, 1.6), vgap1=rng.uniform(0.2, 1.5), vgap2=rng.uniform(0.2, 1.0),
                pitch=rng.uniform(1.14, 1.6), boxed=rng.random() < 0.7, boxpad=rng.uniform(0.12, 0.28), ck=1.0 if rng.random() < 0.8 else rng.uniform(0.75, 1.0),
                lead=rng.uniform(1.25, 1.9), split3=rng.random() < 0.12)


def code_font(rng):
    return CODE_FONTS[int(rng.choice(len(CODE_FONTS), p=_CW))][0]


def livery(rng):
    """(paint, ink) grey values and contrast kept above the barely visible"""
    while True:
        b = rng.uniform(25, 215)
        r = rng.random()
        ink = rng.uniform(190, 255) if r < 0.68 else (rng.uniform(5, 70) if r < 0.9 else rng.uniform(5, 255))
        if abs(b - ink) > 38:
            return b, ink


def corrugation(rng, f, period, depth, shift, horizontal=False):
    """Shade and displace a trapezoidal profile. `shift` (du, dv): metres of displacement per metre of depth."""
    n, p0, pp = (f.h, f.y0, f.py) if horizontal else (f.w, f.x0, f.px)
    u = ((p0 + np.arange(n) / pp) / period + rng.random()) % 1
    d = np.interp(u, [0, 0.25, 0.5, 0.75, 1], [0, 0, 1, 1, 0]).astype(np.float32)     # 0 outside, 1 inside
    du, dv = depth * shift[0] * f.px, depth * shift[1] * f.py
    if max(abs(du), abs(dv)) > 0.7:
        du, dv = np.float32(np.clip(du, -12, 12)), np.float32(np.clip(dv, -12, 12))
        yy, xx = np.mgrid[0:f.h, 0:f.w].astype(np.float32)
        dd = d[:, None] if horizontal else d[None, :]
        f.img = cv2.remap(f.img, xx + du * dd, yy + dv * dd, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    a, b, c = rng.uniform(-0.3, 0.35), rng.uniform(-0.3, 0.35), rng.uniform(-0.18, 0.03)
    s = 1 + c * d
    s = s + np.where((u > 0.25) & (u < 0.5), a, 0) + np.where(u > 0.75, b, 0)
    s = s.astype(np.float32)
    k = max(1, int(0.012 * pp)) | 1
    s = cv2.blur(s.reshape(1, -1), (k, 1)).ravel()
    if horizontal:
        f.img *= s[:, None]
    else:
        f.img *= s[None, :]


def paint_side(rng, f, L, H, c, st, inkv, shift, end=False):
    """A side wall or the front (end=True); L×H metres."""
    font, s = code_font(rng), style(rng)
    asp, h = s["aspect"], rng.uniform(0.09, 0.125)
    ink = inkv
    at = [True, rng.random() < 0.25 and not end]     # right end (usual), also the left end
    if rng.random() < 0.1:
        at[0] = False
    for i, on in enumerate(at):
        if not on:
            continue
        f.groups += 1
        g = f.groups
        lay = rng.random()
        m = rng.uniform(0.12, 0.5)
        if lay < (0.72 if end else 0.55):
            colw = rng.uniform(0.2, 0.34)
            xs = [L - m - colw, L - m] if i == 0 else [m, m + colw]
            if rng.random() < 0.3:
                xs = xs[::-1]
            y = rng.uniform(0.15, max(0.16, H - 2.3)) if rng.random() < 0.8 else rng.uniform(0.1, 0.5)
            pitch = min(s["pitch"], (H - y - 0.15) / (11.8 * h + (s["vgap1"] + s["vgap2"]) * h))
            s["pitch"] = max(1.08, pitch)
            yb = f.code_column(xs[0], y, h, c, font, ink, s, g)
            if rng.random() < 0.85 and not (end and rng.random() < 0.5):
                ys = y + (0 if rng.random() < 0.7 else rng.uniform(0.2, 1.1))
                yy = ys + f.column(xs[1], ys, h, st, font, ink, "size", s["pitch"], asp)
                for _ in range(int(rng.integers(0, 4))):
                    yy += rng.uniform(0.08, 0.3)
                    q = rng.uniform(0.08, 0.17)
                    f.sticker(xs[1] - q / 2, yy, q, ink)
                    yy += q
        else:
            s["track"] = min(s["track"], 0.9)
            wrow = 7 * (0.6 * asp + s["track"]) * h + 0.3
            if lay < 0.85:
                x = L - m - wrow if i == 0 else m
                y = f.code_rows2(x, rng.uniform(0.2, 0.6), h, c, st if rng.random() < 0.85 else "", font, ink, s, g)
            else:
                wrow = (11 * (0.6 * asp + s["track"]) + s["gap1"] + s["gap2"]) * h
                x = max(0.1, L - m - wrow) if i == 0 else m
                y = rng.uniform(0.2, 0.6)
                f.code_row(x, y, h, c, font, ink, s, g)
                y += h * s["lead"]
                if rng.random() < 0.85:
                    f.text(x + rng.uniform(0, 0.5), y, h, st, font, ink, "size", asp, s["track"])
                y += h * s["lead"]
            for _ in range(int(rng.integers(0, 4))):
                q = rng.uniform(0.08, 0.2)
                f.sticker(x + rng.uniform(0, wrow), y + rng.uniform(0.02, 0.4), q, ink)
    if rng.random() < 0.75 and not end:      # big logo
        lh = rng.uniform(0.25, 1.1)
        lx = rng.uniform(0.05, 0.55) * L
        if rng.random() < 0.8:
            lf, t = pick(rng, LOGO_FONTS), word(rng) if rng.random() < 0.6 else word(rng) + " " + word(rng)
            a = rng.uniform(0.8, 1.6)
            lw = line_mask(lf, t, 0.1).shape[1] * lh / CAP * a
            if lw < L - 1.2:
                lx = rng.uniform(0.3, max(0.31, L - lw - 0.9))
                li = ink if rng.random() < 0.6 else rng.uniform(5, 250)
                f.text(lx, rng.uniform(0.75, 0.35 * H + 0.8), lh, t, lf, li, "logo", a, rng.uniform(0.02, 0.2))
        else:                                # large stacked logo near an end
            lf, t = pick(rng, LOGO_FONTS), word(rng)
            lh = min(lh * 0.6, (H - 0.4) / (len(t) * 1.2))
            x = rng.uniform(0.5, 2.5)
            if f.free(x - 0.5 * lh, 0.3, lh, H - 0.4):
                f.column(x, 0.3, lh, t, lf, ink, "logo", rng.uniform(1.1, 1.3), 1.0)
    for _ in range(int(rng.integers(0, 3))):
        f.sticker(rng.uniform(0.2, L - 0.8), rng.uniform(0.2, H - 0.5), rng.uniform(0.1, 0.4), ink)
    f.dirt()
    if rng.random() < 0.93:
        corrugation(rng, f, rng.uniform(0.2, 0.3), 0.036, shift)
    fr = f.base * rng.uniform(0.6, 1.1)
    for r in ((0, 0, L, 0.07), (0, H - 0.16, L, 0.16), (0, 0, 0.11, H), (L - 0.11, 0, 0.11, H)):
        f.rect(*r, fr, 0.9)
    for x in (0, L - 0.17):
        for y in (0, H - 0.12):
            f.rect(x, y, 0.17, 0.12, fr * 0.7)
            f.rect(x + 0.05, y + 0.03, 0.07, 0.05, 20)


def paint_door(rng, f, W, H, c, st, inkv, shift):
    font, s = code_font(rng), style(rng)
    s["track"] = min(s["track"], 0.3)
    ink, h = inkv, rng.uniform(0.088, 0.12)
    mid = W / 2
    rods = [0.2 + rng.uniform(-0.05, 0.25), mid - rng.uniform(0.2, 0.38), mid + rng.uniform(0.2, 0.38), W - rng.uniform(0.4, 0.62)]
    nrib = int(rng.integers(0, 7))
    if nrib:
        ph = (H - 0.3) / nrib
        for i in range(nrib):
            y = 0.15 + i * ph
            k = rng.uniform(0.8, 0.95)
            for x0 in (0.08, mid + 0.05):
                f.rect(x0, y, mid - 0.13, 0.03, f.base * 1.18, 0.7)
                f.rect(x0, y + 0.03, mid - 0.13, ph * 0.3, f.base * k, 0.6)
                f.rect(x0, y + 0.03 + ph * 0.3, mid - 0.13, 0.03, f.base * 0.65, 0.7)
    f.groups += 1
    g = f.groups
    y = rng.uniform(0.18, 0.75)
    xr = rods[3]
    r = rng.random()
    if rng.random() < 0.12:      # code on a panel of another shade
        f.rect(xr - 0.4, y - 0.04, 0.95, h + 0.08, rng.uniform(200, 250) if ink < 128 else rng.uniform(5, 60))
    if r < 0.72:                 # owner left of the rod, serial right of it
        s["track"] = min(s["track"], 0.16)
        s["gap2"] = min(s["gap2"], 0.7)
        room = W - xr - 0.2 - (s["gap2"] + s["boxpad"]) * h
        full = (line_mask(font, c[4:10], s["track"]).shape[1] + glyph(font, c[10]).shape[1] + (19 if s["split3"] else 0)) * h / CAP
        s["aspect"] = min(s["aspect"], room / full)
        if s["aspect"] < 0.65:
            h *= s["aspect"] / 0.65
            s["aspect"] = 0.65
        x_check = W - rng.uniform(0.12, 0.16) - s["boxpad"] * h if rng.random() < 0.5 else None
        f.code_row(xr - rng.uniform(0.03, 0.12), y, h, c, font, ink, s, g, xr + rng.uniform(0.04, 0.1), x_check)
        xs = xr + 0.07
    elif r < 0.87:
        x = mid + rng.uniform(0.08, 0.3)
        s["gap1"], s["gap2"] = min(s["gap1"], 1.2), min(s["gap2"], 1.0)
        s["aspect"] = min(s["aspect"], 1.0)
        s["track"] = min(s["track"], 0.14)
        f.code_row(x, y, h, c, font, ink, s, g)
        xs = x + rng.uniform(0, 0.5)
    else:
        x = mid + rng.uniform(0.1, 0.5)
        y = f.code_rows2(x, y, h, c, "", font, ink, s, g) - h * s["lead"]
        xs = x
    y += h * s["lead"]
    if rng.random() < 0.92:
        f.text(xs, y, h, st, font, ink, "size", s["aspect"], s["track"])
    y += h * s["lead"] + rng.uniform(0.05, 0.4)
    if rng.random() < 0.9:
        th = rng.uniform(0.04, 0.07)
        y = f.table(xr - rng.uniform(0.38, 0.5), y, th, ink, font if rng.random() < 0.7 else pick(rng, LOGO_FONTS), xr + rng.uniform(0.05, 0.1))
    for _ in range(int(rng.integers(0, 3))):
        f.logo(rng.uniform(0.1, 0.7), rng.uniform(0.3, 1.6), rng.uniform(0.06, 0.3), ink)
    for _ in range(int(rng.integers(0, 7))):
        f.sticker(rng.uniform(0.1, W - 0.4), rng.uniform(0.3, H - 0.4), rng.uniform(0.08, 0.32), ink)
    f.dirt()
    # gap between the leaves, hinges, rods and handles
    f.rect(mid - 0.02, 0.05, 0.04, H - 0.1, 12, 0.85)
    fr = f.base * rng.uniform(0.55, 1.1)
    for q in ((0, 0, W, 0.1), (0, H - 0.14, W, 0.14), (0, 0, 0.06, H), (W - 0.06, 0, 0.06, H)):
        f.rect(*q, fr, 0.9)
    for yy in np.linspace(0.3, H - 0.4, 4):
        for x in (0.0, W - 0.12):
            f.rect(x, yy, 0.12, 0.06, fr * 0.8)
    rv = rng.uniform(90, 240) if rng.random() < 0.7 else f.base * rng.uniform(0.8, 1.3)
    dx = float(np.clip(-0.07 * shift[0], -0.1, 0.1))
    bw = rng.uniform(0.028, 0.045)
    n = 4 if rng.random() < 0.9 else 0
    for x in rods[:n]:
        x += dx
        f.rect(x - bw * 0.2, 0.03, bw * 1.6, H - 0.06, f.base * 0.4, 0.4)     # its shadow
        f.rect(x - bw / 2, 0.03, bw, H - 0.06, rv * 0.75)
        f.rect(x - bw * 0.3, 0.03, bw * 0.45, H - 0.06, min(255, rv * 1.15))
        for yy in (0.03, H * 0.3, H * 0.72, H - 0.15):
            if rng.random() < 0.8:
                f.rect(x - 0.06, yy + rng.uniform(0, 0.08), 0.12, 0.09, rv * rng.uniform(0.5, 1.0))
        yh = H * rng.uniform(0.55, 0.72)
        f.rect(x, yh, pick(rng, [-1, 1]) * 0.0 + 0.4, 0.035, rv * 0.9)
        f.rect(x + 0.15, yh - 0.05, 0.08, 0.14, rv * 0.6)


def paint_roof(rng, f, W, L, c, st, inkv, shift):
    """Seen from the door or front end: x across the box, y away from the viewer (the near edge at y = L)."""
    font, s = code_font(rng), style(rng)
    s["track"] = min(s["track"], 0.3)
    f.groups += 1
    h = rng.uniform(0.1, 0.16)
    y = L - rng.uniform(0.2, 0.6) - h
    x = rng.uniform(0.35, 0.8)
    v = rng.random()
    if v < 0.25:
        f.rect(x - 0.06, y - 0.05, 1.5, h + 0.1, 240 if inkv < 128 else 15)
    if v < 0.93:
        f.code_row(x, y, h, c, font, inkv, s, f.groups)
    f.dirt()
    if rng.random() < 0.85:
        f2y = f.y0
        corrugation(rng, f, rng.uniform(0.2, 0.32), 0.02, shift, horizontal=True)
    f.rect(0, L - 0.1, W, 0.1, f.base * rng.uniform(0.7, 1.2), 0.8)


# ---- scenes -------------------------------------------------------------------------------------------------------------
BACK = []


def backgrounds(paths, limit=400):
    """Grey pictures to stand behind the boxes: files, folders or videos."""
    for p in paths:
        if p.endswith(".mp4"):
            cap = cv2.VideoCapture(p)
            i = 0
            while len(BACK) < limit:
                ok, im = cap.read()
                if not ok:
                    break
                if i % 15 == 0:
                    BACK.append(cv2.cvtColor(im, cv2.COLOR_BGR2GRAY))
                i += 1
        else:
            for q in sorted(glob.glob(os.path.join(p, "**", "*.*"), recursive=True)):
                im = cv2.imread(q, 0) if q.lower().endswith((".jpg", ".jpeg", ".png")) else None
                if im is not None:
                    s = 1000 / max(im.shape)
                    BACK.append(cv2.resize(im, None, fx=s, fy=s, interpolation=cv2.INTER_AREA) if s < 1 else im)


def background(rng, w, h):
    if BACK and rng.random() < 0.4:
        b = pick(rng, BACK)
        s = max(w / b.shape[1], h / b.shape[0]) * rng.uniform(1, 2)
        b = cv2.resize(b, None, fx=s + 1e-3, fy=s + 1e-3)
        x, y = int(rng.integers(0, b.shape[1] - w + 1)), int(rng.integers(0, b.shape[0] - h + 1))
        b = b[y:y + h, x:x + w].astype(np.float32)
        # plates and signs of a background are not labelled: soften it
        b = cv2.GaussianBlur(b, (0, 0), rng.uniform(1.0, 3))
        return b[:, ::-1].copy() if rng.random() < 0.5 else b
    im = np.empty((h, w), np.float32)
    hor = int(rng.uniform(-0.2, 0.9) * h)
    sky, gr = rng.uniform(120, 255), rng.uniform(40, 200)
    im[:] = gr
    if hor > 0:
        im[:hor] = sky + np.linspace(-rng.uniform(0, 50), 0, hor)[:, None]
    im += (noise(rng, w, h, rng.uniform(0.6, 4)) - 0.5) * rng.uniform(5, 90)
    if rng.random() < 0.3:      # pavement
        p = rng.uniform(6, 20)
        t = ((np.arange(w) / p).astype(int)[None, :] + (np.arange(h) / (p * 0.6)).astype(int)[:, None]) % 2
        im[max(0, hor):] += t[max(0, hor):] * rng.uniform(5, 25)
    for _ in range(int(rng.integers(0, 9))):     # far boxes, buildings, vehicles, kerbs
        x, y = rng.uniform(-0.2, 1) * w, rng.uniform(-0.1, 1) * h
        a, b = rng.uniform(0.03, 0.6) * w, rng.uniform(0.02, 0.4) * h
        v = rng.uniform(10, 245)
        p = np.array([(x, y), (x + a, y + rng.uniform(-0.1, 0.1) * b), (x + a, y + b), (x, y + b)])
        if rng.random() < 0.3:
            p[:2, 0] += rng.uniform(-0.5, 0.5) * a
        r = rng.random()
        cv2.fillPoly(im, [p.astype(np.int32)], float(v))
        if r < 0.35:            # corrugated or striped
            q = rng.uniform(3, 14)
            xs = np.arange(max(0, int(x)), min(w, int(x + a)))
            ys = slice(max(0, int(y)), min(h, int(y + b)))
            if len(xs) and ys.stop > ys.start:
                if rng.random() < 0.7:
                    im[ys, xs[0]:xs[-1] + 1] += (np.sin(xs / q * 6.28) * rng.uniform(5, 40))[None, :]
                else:
                    yy = np.arange(ys.start, ys.stop)
                    im[ys, xs[0]:xs[-1] + 1] += (np.sign(np.sin((xs[None, :] + yy[:, None]) / q)) * rng.uniform(20, 90))
        elif r < 0.5:           # wheel
            cv2.circle(im, (int(x), int(y)), int(b * 0.5) + 2, 20.0, -1)
            cv2.circle(im, (int(x), int(y)), int(b * 0.25) + 1, float(v), -1)
    clutter(rng, im, 5)
    return im


def clutter(rng, im, n):
    """poles, cables, rails, bars"""
    h, w = im.shape
    for _ in range(int(rng.integers(0, n + 1))):
        x, t = rng.uniform(0, w), rng.uniform(1, 14)
        v = rng.uniform(5, 250)
        if rng.random() < 0.7:
            p, q = (int(x), int(rng.uniform(-1, 0.7) * h)), (int(x + rng.normal() * 20), int(rng.uniform(0.5, 1.5) * h))
        else:
            p, q = (-5, int(rng.uniform(0, h))), (w + 5, int(rng.uniform(0, h)))
            t = min(t, 4)
        cv2.line(im, p, q, float(v), int(t) + 1, cv2.LINE_AA)
        if t > 4:
            cv2.line(im, p, q, float(min(255, v * 1.3)), max(1, int(t / 3)), cv2.LINE_AA)


def camera(rng, target, normal, up_el, cap_m, dim):
    """Random pinhole looking at `target` on a face with that outward normal; returns K[R|t]."""
    cap = float(np.exp(rng.uniform(np.log(6.5), np.log(34))))
    f = rng.uniform(500, 1500)
    dist = np.clip(f * cap_m / cap, 1.6, 60)
    az = np.clip(rng.normal() * 26, -62, 62)
    el = rng.uniform(*up_el)
    a, e = np.radians(az), np.radians(el)
    side = np.array([-normal[1], normal[0], 0.0])
    d = (normal * np.cos(a) + side * np.sin(a)) * np.cos(e) + np.array([0, 0, 1]) * np.sin(e)
    eye = target + d * dist
    look = -d
    right = np.cross(look, [0, 0, 1])
    right /= np.linalg.norm(right)
    down = np.cross(look, right)
    roll = np.radians(rng.normal() * 4)
    r2 = right * np.cos(roll) + down * np.sin(roll)
    d2 = -right * np.sin(roll) + down * np.cos(roll)
    R = np.stack([r2, d2, look])
    return f, R, -R @ eye, eye, dim


def scene(rng, w=480, h=352):
    """(grey uint8 [h,w], target float32 [2,h/4,w/4], weight [2,h/4,w/4], lines) where lines hold projected quads."""
    im = background(rng, w, h)
    lines = []
    if rng.random() < 0.94:
        kind = pick(rng, ["door", "door", "side", "side", "front", "roofdoor"])
        boxes, target, normal = [], None, None
        L0, W0 = (6.06 if rng.random() < 0.6 else 12.19), 2.44
        H0 = 2.59 if rng.random() < 0.6 else 2.9
        main = (0.0, 0.0, L0, W0, H0)         # x along the box, door at x = 0 facing -x; sides at y = 0 (facing -y) and y = W
        boxes.append(main)
        r = rng.random()
        if r < 0.25:
            boxes.append((L0 + rng.uniform(0.05, 0.9), 0.0, 6.06, W0, H0))
        if rng.random() < 0.25:
            boxes.append((rng.uniform(-5, 5), W0 + rng.uniform(0.1, 6), 12.19, W0, 2.59))
        if kind in ("door", "roofdoor"):
            normal = np.array([-1.0, 0, 0])
            target = np.array([0, W0 - rng.uniform(0.5, 2.1), H0 - rng.uniform(0.2, 1.2)])
            if rng.random() < 0.8:
                target[1] = rng.uniform(0.2, 1.1)
        elif kind == "front":
            normal = np.array([1.0, 0, 0])
            target = np.array([L0, rng.uniform(1.4, 2.4), H0 - rng.uniform(0.3, 1.6)])
        else:
            normal = np.array([0, -1.0, 0])
            target = np.array([rng.uniform(0, 1) * L0 if rng.random() < 0.3 else L0 - rng.uniform(0.1, 1.2), 0, H0 - rng.uniform(0.3, 1.6)])
        el = (8, 42) if kind == "roofdoor" else ((-6, 12) if rng.random() < 0.4 else (5, 35))
        f, R, t, eye, _ = camera(rng, target, normal, el, 0.1, None)
        cx, cy = w * rng.uniform(0.25, 0.75), h * rng.uniform(0.2, 0.8)
        K = np.array([[f, 0, cx], [0, f, cy], [0, 0, 1.0]])
        boxes.sort(key=lambda b: -np.hypot(*(np.array([np.clip(eye[0], b[0], b[0] + b[2]), np.clip(eye[1], b[1], b[1] + b[3])]) - eye[:2])))
        for bx in boxes:
            lines_b = draw_box(rng, im, bx, K, R, t, eye, bare=rng.random() < 0.06)
            # text hidden by a nearer box is dropped
            if lines:
                cover = lines_b[1]
                lines = [q for q in lines if cover[int(np.clip(q["mid"][1], 0, h - 1)), int(np.clip(q["mid"][0], 0, w - 1))] == 0]
            lines += lines_b[0]
    if rng.random() < 0.2:
        clutter(rng, im, 2)
    if rng.random() < 0.08:      # camera overlay
        f = pick(rng, LOGO_FONTS[:10])
        fc = Face(rng, (0, 0, w / 100, h / 100), (100, 100), 0)
        fc.wear = 0
        fc.img = im
        fc.text(rng.uniform(0.1, 1), pick(rng, [0.1, h / 100 - 0.3]), rng.uniform(0.1, 0.16),
                f"{digits(rng, 2)}-{digits(rng, 2)}-20{digits(rng, 2)} {pick(rng, ['GATE', 'CAM', 'LANE'])} {digits(rng, 2)}:{digits(rng, 2)}", f, 250, "overlay")
        for l in fc.lines:
            q = l["quad"] * 100
            lines.append(dict(text=l["text"], vertical=False, top=q[:2].copy(), bot=q[[3, 2]].copy(), kind="overlay", mid=q.mean(0)))
    tgt, ign = targets(lines, w, h)
    if rng.random() < 0.35:      # lens distortion
        im, tgt, ign = lens(rng, im, tgt, ign)
    T = np.stack([cv2.resize(m, (w // 4, h // 4), interpolation=cv2.INTER_AREA) for m in tgt]).astype(np.float32) / 255
    G = cv2.resize(ign, (w // 4, h // 4), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    wt = np.where((G[None] > 0.25) & (T < 0.3), 0.0, 1.0).astype(np.float32)
    return photo(rng, im), T, np.broadcast_to(wt, T.shape).copy(), lines


def lens(rng, im, tgt, ign):
    h, w = im.shape
    k = rng.uniform(0.02, 0.22) * (1 if rng.random() < 0.85 else -0.5)
    ox, oy = rng.uniform(-0.3, 1.3) * w, rng.uniform(-0.3, 1.3) * h
    yy, xx = np.mgrid[0:h, 0:w].astype(np.float32)
    dx, dy = (xx - ox) / w, (yy - oy) / w
    r = 1 + k * ((dx * dx + dy * dy) - ((w / 2 - ox) ** 2 + (h / 2 - oy) ** 2) / w ** 2)
    mx, my = (ox + dx * r * w).astype(np.float32), (oy + dy * r * w).astype(np.float32)
    a = cv2.remap(im, mx, my, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    return a, [cv2.remap(t, mx, my, cv2.INTER_LINEAR) for t in tgt], cv2.remap(ign, mx, my, cv2.INTER_LINEAR)


FACES = {  # name: (origin, u direction, v direction) as functions of the box; u reads rightwards from outside, v downwards
    "door": lambda x, y, L, W, H: ((x, y + W, H), (0, -1, 0), (0, 0, -1), W, H, (-1, 0, 0)),
    "front": lambda x, y, L, W, H: ((x + L, y, H), (0, 1, 0), (0, 0, -1), W, H, (1, 0, 0)),
    "side": lambda x, y, L, W, H: ((x, y, H), (1, 0, 0), (0, 0, -1), L, H, (0, -1, 0)),
    "side2": lambda x, y, L, W, H: ((x + L, y + W, H), (-1, 0, 0), (0, 0, -1), L, H, (0, 1, 0)),
    "roof": lambda x, y, L, W, H: ((x + L, y + W, H), (0, -1, 0), (-1, 0, 0), W, L, (0, 0, 1)),
}


def draw_box(rng, im, bx, K, R, t, eye, bare=False):
    x, y, L, W, H = bx
    h, w = im.shape
    base, ink = livery(rng)
    c, st = code(rng), size_type(rng)
    out = []
    cover = np.zeros((h, w), np.uint8)
    flip = rng.random() < 0.5       # which end the roof's code belongs to
    light = {k: rng.uniform(0.65, 1.15) for k in FACES}
    for name, fn in FACES.items():
        o, u, v, fw, fh, n = fn(x, y, L, W, H)
        o, u, v, n = map(np.array, (o, u, v, n))
        if name == "roof" and eye[0] > x + L / 2:      # the roof as seen from the front
            o, u, v = np.array((x, y, H)), np.array((0, 1, 0)), np.array((1, 0, 0))
        if (eye - o) @ n <= 0.05:
            continue
        P = np.stack([R @ u, R @ v, R @ o + t], 1)     # face metres → camera
        gx, gy = np.meshgrid(np.linspace(0, fw, 41), np.linspace(0, fh, 21))
        q = P @ np.stack([gx.ravel(), gy.ravel(), np.ones(gx.size)])
        z = q[2]
        ok = z > 0.4
        uv = K @ q
        uv = uv[:2] / np.where(ok, z, 1)
        vis = ok & (uv[0] > -40) & (uv[0] < w + 40) & (uv[1] > -40) & (uv[1] < h + 40)
        if vis.sum() < 2:
            continue
        sx, sy = fw / 40, fh / 20
        win = (max(0, gx.ravel()[vis].min() - sx), max(0, gy.ravel()[vis].min() - sy),
               min(fw, gx.ravel()[vis].max() + sx), min(fh, gy.ravel()[vis].max() + sy))
        Hm = K @ P
        # pixels a metre along both axes, at the visible points
        pts = np.stack([gx.ravel()[vis], gy.ravel()[vis]])

        def proj(p):
            a = Hm @ np.vstack([p, np.ones(p.shape[1])])
            return a[:2] / a[2]
        e = 0.02
        c0 = proj(pts)
        sxp = np.linalg.norm(proj(pts + [[e], [0]]) - c0, axis=0) / e
        syp = np.linalg.norm(proj(pts + [[0], [e]]) - c0, axis=0) / e
        ppm = (float(np.clip(np.percentile(sxp, 90) * 1.15, 8, 420)), float(np.clip(np.percentile(syp, 90) * 1.15, 8, 420)))
        if (win[2] - win[0]) * ppm[0] * (win[3] - win[1]) * ppm[1] > 1.6e6:
            k = np.sqrt(1.6e6 / ((win[2] - win[0]) * ppm[0] * (win[3] - win[1]) * ppm[1]))
            ppm = (ppm[0] * k, ppm[1] * k)
        fc = Face(rng, win, ppm, base * light[name])
        k = light[name]
        cm = np.array([(win[0] + win[2]) / 2, (win[1] + win[3]) / 2])
        p3 = o + u * cm[0] + v * cm[1]
        d = p3 - eye
        dn = -(d @ n)
        shift = (float(-(d @ u) / max(dn, 0.05)), float(-(d @ v) / max(dn, 0.05)))
        # a surface lying deeper by D is seen through the face plane displaced by -D·tangent/normal
        inkf = min(255, ink * min(1.05, k + 0.1))
        cc = c if rng.random() < 0.97 else code(rng)
        if bare:
            fc.dirt()
            if name != "door":
                corrugation(rng, fc, 0.28, 0.036, shift, horizontal=name == "roof")
        elif name == "door":
            paint_door(rng, fc, fw, fh, cc, st, inkf, shift)
        elif name == "roof":
            paint_roof(rng, fc, fw, fh, cc, st, inkf, shift)
        else:
            paint_side(rng, fc, fw, fh, cc, st, inkf, shift, end=name == "front")
        S = np.array([[1 / fc.px, 0, fc.x0], [0, 1 / fc.py, fc.y0], [0, 0, 1.0]])
        M = Hm @ S
        g = fc.img
        if rng.random() < 0.25:      # hard shadow across the face
            q = np.sort(rng.uniform(-0.5, 1.5, 2)) * fc.w, np.sort(rng.uniform(-0.5, 1.5, 2)) * fc.w
            poly = np.array([(q[0][0], -1), (q[0][1], -1), (q[1][1], fc.h), (q[1][0], fc.h)])
            m = np.zeros((fc.h, fc.w), np.uint8)
            cv2.fillPoly(m, [poly.astype(np.int32)], 255)
            g = g * (1 - (cv2.blur(m, (3, 3)) / 255.0).astype(np.float32) * rng.uniform(0.2, 0.6))
        cv2.warpPerspective(g, M, (w, h), dst=im, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_TRANSPARENT)
        cv2.warpPerspective(np.full((fc.h, fc.w), 255, np.uint8), M, (w, h), dst=cover, flags=cv2.INTER_NEAREST, borderMode=cv2.BORDER_TRANSPARENT)
        for l in fc.lines:
            q = l["quad"]
            q[:, 0] = np.clip(q[:, 0], 0, fw)
            q[:, 1] = np.clip(q[:, 1], 0, fh)
            a = np.linspace(0, 1, 9)[:, None]
            if l["vertical"]:     # the long sides are left and right
                s1, s2 = q[0] + (q[3] - q[0]) * a, q[1] + (q[2] - q[1]) * a
            else:
                s1, s2 = q[0] + (q[1] - q[0]) * a, q[3] + (q[2] - q[3]) * a
            if s1[:, 0].max() < win[0] or s1[:, 0].min() > win[2] or s1[:, 1].max() < win[1] or s1[:, 1].min() > win[3]:
                continue
            zz = Hm[2] @ np.vstack([s1.T, np.ones(9)])
            if zz.min() < 0.3:
                continue
            a, b = proj(s1.T).T, proj(s2.T).T
            out.append(dict(text=l["text"], vertical=l["vertical"], top=a, bot=b, kind=l["kind"], mid=(a[4] + b[4]) / 2))
    return out, cover


def targets(lines, w, h, minpx=5.0, maxpx=110.0):
    """uint8 masks at full resolution: [horizontal, vertical] and one to ignore"""
    tg = [np.zeros((h, w), np.uint8), np.zeros((h, w), np.uint8)]
    ig = np.zeros((h, w), np.uint8)
    for l in lines:
        a, b = l["top"].astype(np.float64), l["bot"].astype(np.float64)
        th = np.linalg.norm(b - a, axis=1).mean()
        mid = (a + b) / 2
        ln = np.linalg.norm(np.diff(mid, axis=0), axis=1).sum()
        if not (a.max() > 0 and a[:, 0].min() < w and a[:, 1].min() < h) or th < 1:
            continue
        # thickness across the reading direction (foreshortened roofs: perpendicular)
        dirv = (mid[-1] - mid[0]) / max(1e-6, np.linalg.norm(mid[-1] - mid[0]))
        nrm = np.array([-dirv[1], dirv[0]])
        th = abs(((b - a) @ nrm).mean())
        if th < minpx or th > maxpx or ln < 3:
            cv2.fillPoly(ig, [np.round(np.vstack([a, b[::-1]]) * 16).astype(np.int32)], 255, shift=4)
            continue
        s = SHRINK
        c = min(0.4, s * th / ln)
        u = np.linspace(c, 1 - c, 9)
        g = np.linspace(0, 1, len(a))
        a = np.stack([np.interp(u, g, a[:, 0]), np.interp(u, g, a[:, 1])], 1)
        b = np.stack([np.interp(u, g, b[:, 0]), np.interp(u, g, b[:, 1])], 1)
        p = np.vstack([a + (b - a) * s, (b + (a - b) * s)[::-1]])
        cv2.fillPoly(tg[1 if l["vertical"] else 0], [np.round(p * 16).astype(np.int32)], 255, shift=4)
    return tg, ig


def photo(rng, im):
    """What the camera adds: light, blur, noise, coding."""
    h, w = im.shape
    r = rng.random()
    if r < 0.5:
        im = im * rng.uniform(0.6, 1.15) + rng.uniform(-15, 15)
    elif r < 0.64:         # night: dark with lamps
        im = im * rng.uniform(0.15, 0.6)
        for _ in range(int(rng.integers(0, 3))):
            x, y, s = rng.uniform(0, w), rng.uniform(0, h), rng.uniform(20, 200)
            yy, xx = np.ogrid[0:h, 0:w]
            im = im + rng.uniform(30, 260) * np.exp(-((xx - x) ** 2 + (yy - y) ** 2) / (2 * s * s)).astype(np.float32)
    else:
        im = im * rng.uniform(0.8, 1.6) + rng.uniform(-30, 60)
    if rng.random() < 0.2:
        g = rng.uniform(0.3, 1.4, 2)
        im = im * np.linspace(g[0], g[1], w, dtype=np.float32)[None, :]
    if rng.random() < 0.07:   # rain
        m = np.zeros((h, w), np.uint8)
        for _ in range(int(rng.integers(40, 250))):
            x, y, n = int(rng.integers(0, w)), int(rng.integers(0, h)), int(rng.integers(4, 20))
            cv2.line(m, (x, y), (x + n // 5, y + n), 255, 1, cv2.LINE_AA)
        im = im + m * rng.uniform(0.1, 0.4)
    im = np.clip(im, 0, 255)
    if rng.random() < 0.5:
        im = 255 * (im / 255) ** rng.uniform(0.6, 1.6)
    r = rng.random()
    if r < 0.35:
        im = cv2.GaussianBlur(im, (0, 0), rng.uniform(0.4, 1.3))
    elif r < 0.5:
        k = int(rng.integers(2, 6))
        ker = np.zeros((k, k), np.float32)
        if rng.random() < 0.6:
            ker[k // 2] = 1 / k
        else:
            ker[:, k // 2] = 1 / k
        im = cv2.filter2D(im, -1, ker)
    elif r < 0.6:
        s = rng.uniform(0.45, 0.9)
        im = cv2.resize(cv2.resize(im, None, fx=s, fy=s, interpolation=cv2.INTER_AREA), (w, h))
    elif r < 0.75:            # sharpening of cheap cameras
        im = im + (im - cv2.GaussianBlur(im, (0, 0), 1.2)) * rng.uniform(0.3, 1.5)
    if rng.random() < 0.6:
        im = im + rng.normal(0, 1, (h, w)).astype(np.float32) * rng.uniform(1, 9)
    im = np.clip(im, 0, 255).astype(np.uint8)
    if rng.random() < 0.6:
        im = cv2.imdecode(cv2.imencode(".jpg", im, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(25, 95))])[1], 0)
    return im


# ---- reader samples -----------------------------------------------------------------------------------------------------
SHAPES = {"1": (32, 192), "2": (64, 112), "v": (32, 256)}


def fit(g, quad, shape, contrast=False):
    """Warp the quad (tl tr br bl in reading order, pixels) to the left of a canvas of `shape`, its aspect kept while it
    fits; returns float32 normalised over the text's part, the rest 0. The same rule as the gate's Crop.warp."""
    H, W = shape
    q = np.asarray(quad, np.float32)
    lw = (np.linalg.norm(q[1] - q[0]) + np.linalg.norm(q[2] - q[3])) / 2
    lh = (np.linalg.norm(q[3] - q[0]) + np.linalg.norm(q[2] - q[1])) / 2
    w = int(np.clip(round(H * lw / max(lh, 1e-3)), H, W))
    kx = lw / w
    src = g
    if max(lh / H, kx) > 1.6:      # avoid aliasing when shrinking a lot
        s = 1.3 / max(lh / H, kx)
        src = cv2.resize(g, None, fx=s, fy=s, interpolation=cv2.INTER_AREA)
        q = q * np.float32([src.shape[1] / g.shape[1], src.shape[0] / g.shape[0]])
    M = cv2.getPerspectiveTransform(q, np.float32([(0, 0), (w, 0), (w, H), (0, H)]))
    c = cv2.warpPerspective(src, M, (w, H), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE).astype(np.float32)
    out = np.zeros((H, W), np.float32)
    sd = c.std()
    out[:, :w] = (c - c.mean()) / (sd + 8)
    return (out, sd) if contrast else out


def label_of(t):
    return re.sub("[^0-9A-Z]", "", t.upper())


def jitter(rng, q, th):
    """q: float32 [4,2] pixels in reading order, th its line height; the detector's errors and the margin."""
    q = q.astype(np.float64).copy()
    u = q[1] - q[0]
    u /= max(1e-6, np.linalg.norm(u))
    v = q[3] - q[0]
    v /= max(1e-6, np.linalg.norm(v))
    m = CROP_MARGIN
    if rng.random() < 0.8:
        a, b, c, d = (m + rng.normal(0, 0.07, 4))
    else:
        a, b, c, d = (m + rng.uniform(-0.2, 0.35, 4))
    e = rng.uniform(-0.12, 0.45, 2) if rng.random() < 0.5 else np.zeros(2)
    q[0] += (-u * (a + e[0]) - v * c) * th
    q[3] += (-u * (a + e[0]) + v * d) * th
    q[1] += (u * (b + e[1]) - v * c) * th
    q[2] += (u * (b + e[1]) + v * d) * th
    k = rng.normal(0, 0.08, 2) * th       # tilt: the two ends move across the line
    q[[0, 3]] += v * k[0]
    q[[1, 2]] += v * k[1]
    q += rng.normal(0, 0.03, (4, 2)) * th
    return q


def reader_samples(rng, most=6, ease=0.0):
    """[(mode, normalised crop, label)] from one face; `ease` (1…0) makes the first lessons clean and large."""
    r = rng.random()
    n = float(np.exp(rng.uniform(np.log(8 + 12 * ease), np.log(38))))
    ppm = n / 0.105
    asp = rng.uniform(0.6, 1.0) if rng.random() < 0.5 else 1.0
    base, ink = livery(rng)
    c, st = code(rng), size_type(rng)
    shift = (float(np.clip(rng.normal() * 0.4, -1.2, 1.2)), float(np.clip(rng.normal() * 0.35, -1.0, 1.0)))
    if r < 0.34:
        f = Face(rng, (0.9, 0.1, 2.44, 1.5), (ppm * asp, ppm), base)
        paint_door(rng, f, 2.44, 2.6, c, st, ink, shift)
    elif r < 0.46:
        k = rng.uniform(0.3, 1.0)
        f = Face(rng, (0.2, 11.0, 2.44, 12.19), (ppm, ppm * k), base)
        paint_roof(rng, f, 2.44, 12.19, c, st, ink, shift)
    else:
        W = 2.2
        f = Face(rng, (0.0, 0.05, W, 2.59), (ppm * asp, ppm * (1.0 if asp < 1 else rng.uniform(0.7, 1))), base)
        paint_side(rng, f, W, 2.6, c, st, ink, shift, end=rng.random() < 0.7)
    g = photo(rng, f.img) if rng.random() >= ease else np.clip(f.img, 0, 255).astype(np.uint8)
    S, o = np.array([f.px, f.py]), np.array([f.x0, f.y0])
    jobs = []
    bygroup = {}
    for l in f.lines:
        q = (l["quad"] - o) * S
        if q[:, 0].min() < -1 or q[:, 1].min() < -1 or q[:, 0].max() > f.w + 1 or q[:, 1].max() > f.h + 1:
            continue
        t = label_of(l["text"])
        if not t:
            continue
        th = (q[3, 1] - q[0, 1]) if not l["vertical"] else (q[1, 0] - q[0, 0])
        if th < 5:
            continue
        if l["vertical"]:
            jobs.append(("v", q[[1, 2, 3, 0]], th, t, 2.0 if l["kind"] == "code" else 1.0))
        else:
            jobs.append(("1", q, th, t, {"code": 1.5, "size": 1.2}.get(l["kind"], 0.35)))
            bygroup.setdefault((l["group"], l["row"]) if l["kind"] == "code" else (-2, id(l)), []).append((q, th, t, l["kind"]))
        if l["vertical"] and l["kind"] == "code":
            bygroup.setdefault(("v", l["group"]), []).append((q, th, t, "code"))
    rows = []
    for k, v in bygroup.items():
        x0, y0 = min(q[:, 0].min() for q, *_ in v), min(q[:, 1].min() for q, *_ in v)
        x1, y1 = max(q[:, 0].max() for q, *_ in v), max(q[:, 1].max() for q, *_ in v)
        q = np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])
        t = "".join(x[2] for x in v)
        if k[0] == "v":
            if len(v) > 1:
                jobs.append(("v", q[[1, 2, 3, 0]], x1 - x0, t, 5.0))
            continue
        if len(v) > 1:
            jobs.append(("1", q, y1 - y0, t, 6.0))
        rows.append((x0, y0, x1, y1, t, v[0][3], k))
    for a in rows:
        for b in rows:
            h = a[3] - a[1]
            if a is not b and 0 < b[1] - a[3] < 1.2 * h and 0.6 < (b[3] - b[1]) / h < 1.7 and b[0] < a[2] and a[0] < b[2]:
                x0, x1 = min(a[0], b[0]), max(a[2], b[2])
                if (x1 - x0) / (b[3] - a[1]) > 5:
                    continue
                q = np.array([(x0, a[1]), (x1, a[1]), (x1, b[3]), (x0, b[3])])
                full = a[5] == b[5] == "code" and a[6][0] == b[6][0]
                jobs.append(("2", q, h, a[4] + b[4], 8.0 if full else 0.8))
    out = []
    if jobs:
        p = np.array([j[4] for j in jobs])
        for i in rng.choice(len(jobs), size=min(most, len(jobs)), p=p / p.sum(), replace=True):
            mode, q, th, t, _ = jobs[i]
            if len(t) > (24 if mode == "1" else 18):
                continue
            x, sd = fit(g, jitter(rng, q, th), SHAPES[mode], True)
            if sd < 3.5:
                continue
            if rng.random() < 0.03:
                x[:, :] = -x
            out.append((mode, x, t))
    if rng.random() < 0.15:         # nothing there
        w, h = rng.uniform(20, 200), rng.uniform(8, 40)
        mode = pick(rng, ["1", "2", "v"])
        x, y = rng.uniform(0, max(1, f.w - w)), rng.uniform(0, max(1, f.h - h))
        a = np.array([(x, y), (x + w, y), (x + w, y + h), (x, y + h)])
        if mode == "v":
            a = np.array([(x + h, y), (x + h, y + w), (x, y + w), (x, y)])
        if f.free(f.x0 + a[:, 0].min() / f.px, f.y0 + a[:, 1].min() / f.py, np.ptp(a[:, 0]) / f.px, np.ptp(a[:, 1]) / f.py):
            out.append((mode, fit(g, a, SHAPES[mode]), ""))
    return out


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--sheet", default="/tmp/sheet.png")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--backgrounds", nargs="*", default=[])
    a = ap.parse_args()
    import time
    backgrounds(a.backgrounds)
    rng = np.random.default_rng(a.seed)
    scene(rng)
    t, rows = time.time(), []
    n = 16
    sc = [scene(rng) for _ in range(n)]
    print("ms a scene", (time.time() - t) / n * 1000)
    for i in range(0, n, 4):
        row = []
        for im, T, wt, lines in sc[i:i + 4]:
            g = cv2.cvtColor(im, cv2.COLOR_GRAY2BGR)
            up = [cv2.resize(x, im.shape[::-1]) for x in (T[0], T[1], 1 - wt[0])]
            for ch, u in zip((2, 1, 0), up):
                g[..., ch] = np.clip(g[..., ch] + u * 110, 0, 255)
            row.append(g)
        rows.append(np.hstack(row))
    cv2.imwrite(a.sheet, np.vstack(rows))
    t, n = time.time(), 0
    cols = {"1": [], "2": [], "v": []}
    while min(map(len, cols.values())) < 36:
        for m, x, l in reader_samples(rng):
            n += 1
            c = cv2.cvtColor(np.clip(x * 50 + 128, 0, 255).astype(np.uint8), cv2.COLOR_GRAY2BGR)
            c = cv2.copyMakeBorder(c, 0, 14, 0, 260 - c.shape[1], cv2.BORDER_CONSTANT)
            cv2.putText(c, l or "(none)", (2, c.shape[0] - 3), 0, 0.4, (0, 255, 255), 1)
            cols[m].append(c)
    print("ms a crop", (time.time() - t) / n * 1000)
    H = 36 * 46
    cv2.imwrite(a.sheet[:-4] + "-crops.png", np.hstack([np.vstack(c[:36] if m != "2" else c[:20])[:H] if m != "2" else
                np.vstack([np.vstack(c[:20]), np.zeros((H, 260, 3), np.uint8)])[:H] for m, c in cols.items()]))
