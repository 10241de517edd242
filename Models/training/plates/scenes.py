"""Scenes for the detector: vehicles and their parts drawn from primitives, licensed pictures as grounds, plates, and what looks like
plates but is not: grilles, lamps, badges, text on doors, labels, dates burnt into the picture.

A scene is grey uint8 [H,W] with quads [(4,2) corners in plate order] and ignored boxes.
"""
import csv
import glob
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import cv2
import numpy as np

from common import degrade
from plates import layouts
from plates.glyphs import put, words
from plates.layouts import digits, many, pick
from plates.render import ANY_FONTS, HANZI_FONTS, draw_plate

H, W = 256, 384
BRANDS = ["HYUNDAI", "TOYOTA", "KIA", "ISUZU", "HINO", "HOWO", "SINOTRUK", "FOTON", "DONGFENG", "THACO", "MERCEDES", "FORD RANGER", "VIOS", "1.5G", "HONDA",
          "Wave", "SH", "Vision", "YAMAHA", "CHENGLONG", "FAW", "JAC", "SHACMAN", "CAMC", "i10", "MAZDA", "VOLVO", "SCANIA", "DAEWOO", "4x4", "TURBO", "AIR"]
SIGNS = ["东风", "解放", "重汽", "物流", "运输有限公司", "严禁烟火", "放大号", "广西", "凭祥", "保持车距", "危险", "停车收费", "出口", "XE TAI", "CONG TY TNHH", "LOGISTICS",
         "VAN TAI", "DT: 0913 456 789", "HOTLINE", "CAM LUA", "LONG VEHICLE", "STOP", "SLOW", "MAERSK", "EVERGREEN", "COSCO", "MSC", "HAPAG-LLOYD", "ONE", "CAUTION",
         "SUPER HEAVY", "9'6\" HIGH", "MAX GROSS", "TARE", "NET", "CU.CAP.", "30,480 KGS", "67,200 LBS", "45G1", "22G1", "OOLU", "KEEP CLEAR", "CTY CP"]


class Scenery:
    """Grounds from licensed pictures: frames of videos, and photographs with their plates' boxes."""

    def __init__(self, videos=(), scenes=None):
        self.frames, self.photos = [], []
        for v in videos:
            cap, i = cv2.VideoCapture(v), 0
            while True:
                ok, f = cap.read()
                if not ok:
                    break
                if i % 12 == 0:
                    self.frames.append(cv2.cvtColor(f, cv2.COLOR_BGR2GRAY))
                i += 1
        if scenes:
            boxes = {}
            for r in csv.DictReader(open(os.path.join(scenes, "truth.tsv"), encoding="utf-8"), delimiter="\t"):
                number = int("".join(c for c in os.path.basename(r["image"]) if c.isdigit()))
                if number % 2 == 0 and r["box_xywh"]:  # odd numbers stay for measuring
                    boxes.setdefault(r["image"], []).append([float(v) for v in r["box_xywh"].split(",")])
            for image, bs in boxes.items():
                img = cv2.imread(os.path.join(scenes, image), cv2.IMREAD_GRAYSCALE)
                if img is None:
                    continue
                fixed = []
                for x, y, w, h in bs:
                    if w < h:  # the table holds some boxes turned by 90 degrees about their centre
                        x, y, w, h = x + w / 2 - h / 2, y + h / 2 - w / 2, h, w
                    fixed.append((x, y, w, h))
                self.photos.append((img, fixed))


_texts = []


def text_mask(g):
    """A drawn string out of a slowly changing pool."""
    if len(_texts) < 300 or g.random() < .02:
        r = g.random()
        if r < .3:
            t, f = pick(g, BRANDS), pick(g, ANY_FONTS)
        elif r < .6:
            t = pick(g, SIGNS)
            f = pick(g, HANZI_FONTS) if ord(t[0]) > 0x2000 else pick(g, ANY_FONTS)
        elif r < .75:
            t, f = many(g, layouts.LETTERS, 3) + pick(g, "UJZ") + " " + digits(g, 6) + " " + digits(g, 1), pick(g, ANY_FONTS)
        elif r < .9:
            t, f = pick(g, [digits(g, 2) + "/" + digits(g, 2) + "/20" + digits(g, 2) + " " + digits(g, 2) + ":" + digits(g, 2) + ":" + digits(g, 2),
                            "CAM " + digits(g, 2), digits(g, 4) + " " + digits(g, 3) + " " + digits(g, 3)]), pick(g, ANY_FONTS)
        else:
            t, f = many(g, layouts.LETTERS + "abcdefghijk   ", int(g.integers(3, 18))).strip() or "X", pick(g, ANY_FONTS)
        m = words(f, t)
        if g.random() < .2:
            m = np.rot90(m).copy()
        _texts.append(m)
        if len(_texts) > 500:
            _texts.pop(int(g.integers(400)))
    return _texts[int(g.integers(len(_texts)))]


def paint(img, mask, x, y, w, h, value):
    """Blends `value` where mask is set."""
    w, h, x, y = max(2, int(w)), max(2, int(h)), int(x), int(y)
    m = cv2.resize(mask, (w, h), interpolation=cv2.INTER_AREA)
    x0, y0, x1, y1 = max(0, x), max(0, y), min(img.shape[1], x + w), min(img.shape[0], y + h)
    if x1 <= x0 or y1 <= y0:
        return
    a = m[y0 - y:y1 - y, x0 - x:x1 - x].astype(np.float32) / 255
    area = img[y0:y1, x0:x1]
    area[:] = (area * (1 - a) + value * a).astype(np.uint8)


def text(img, g, box=None, big=None):
    m = text_mask(g)
    x, y, w, h = box or (g.uniform(-40, W - 40), g.uniform(0, H), 0, 0)
    th = big or float(np.exp(g.uniform(np.log(5), np.log(44))))
    tw = th * m.shape[1] / m.shape[0]
    if m.shape[0] > m.shape[1]:
        tw, th = th, th * m.shape[0] / m.shape[1]
    if box:
        x, y = x + (w - tw) * g.uniform(0, 1), y + (h - th) * g.uniform(0, 1)
    paint(img, m, x, y, tw * g.uniform(.8, 1.3), th, g.uniform(0, 255))


def rect(img, x, y, w, h, v, t=-1):
    cv2.rectangle(img, (int(x), int(y)), (int(x + w), int(y + h)), int(v), t if t < 0 else max(1, int(t)))


def poly(img, pts, v):
    cv2.fillPoly(img, [np.asarray(pts, np.float32).astype(np.int32)], int(v), cv2.LINE_AA)


def label(img, g):
    """A panel with lines of small print, or an empty one: a sticker, a weight table, a tax disc, a bare plate holder."""
    w = float(np.exp(g.uniform(np.log(14), np.log(110))))
    h = w * g.uniform(.2, 1.4)
    x, y = g.uniform(-10, W - 10), g.uniform(-10, H - 10)
    v = g.uniform(0, 255)
    rect(img, x, y, w, h, v)
    if g.random() < .4:
        rect(img, x, y, w, h, g.uniform(0, 255), 1)
    ink = g.uniform(0, 255)
    r = g.random()
    if r < .45:
        n = int(g.integers(3, 8))
        for i in range(n):
            m = text_mask(g)
            paint(img, m, x + w * .06, y + h * (i + .2) / n, w * g.uniform(.4, .88), h / n * .6, ink)
    elif r < .6:
        n = int(g.integers(3, 20))
        for i in range(n):
            rect(img, x + w * (i + .1) / n, y + h * .1, w / n * g.uniform(.2, .7), h * .8, ink)
    elif r < .75:
        cv2.circle(img, (int(x + w / 2), int(y + h / 2)), max(2, int(min(w, h) * .35)), int(ink), -1 if g.random() < .5 else 2, cv2.LINE_AA)


def rough(img, g):
    """Grass, water, gravel, cracked concrete: noise at several scales in a region."""
    x, y = int(g.uniform(-60, W - 40)), int(g.uniform(-40, H - 30))
    x0, y0, x1, y1 = max(0, x), max(0, y), min(W, x + int(g.uniform(60, 300))), min(H, y + int(g.uniform(30, 160)))
    h, w = y1 - y0, x1 - x0
    if h < 8 or w < 8:
        return
    n = np.zeros((h, w), np.float32)
    for s in (1, 2, 4, 9):
        c = g.standard_normal((max(2, int(h / s)), max(2, int(w / (s * (g.uniform(1, 4)))))), dtype=np.float32)
        n += g.uniform(0, 1) * cv2.resize(c, (w, h), interpolation=cv2.INTER_LINEAR)
    img[y0:y1, x0:x1] = np.clip(g.uniform(40, 210) + g.uniform(8, 40) * n, 0, 255).astype(np.uint8)


def table(img, g):
    """Large lines of text under each other, as on a container's door: weights, warnings, a code's rows."""
    n, th = int(g.integers(2, 6)), float(np.exp(g.uniform(np.log(6), np.log(30))))
    x, y, v = g.uniform(-20, W - 60), g.uniform(-10, H - 30), g.uniform(0, 255)
    if g.random() < .4:
        rect(img, x - th * .4, y - th * .4, th * g.uniform(5, 9), n * th * 1.3 + th * .4, 255 - v)
    for i in range(n):
        m = text_mask(g)
        if m.shape[0] < m.shape[1]:
            paint(img, m, x + (g.uniform(0, th) if g.random() < .3 else 0), y + i * th * 1.3, min(th * m.shape[1] / m.shape[0], th * 8), th, v)


def grille(img, g, x, y, w, h):
    dark = g.uniform(5, 70)
    rect(img, x, y, w, h, dark)
    v, r = g.uniform(40, 230), g.random()
    n = int(g.integers(3, 14))
    t = max(1, int(min(w, h) / n * g.uniform(.2, .6)))
    if r < .55:
        for i in range(n):
            yy = int(y + h * (i + .5) / n)
            cv2.line(img, (int(x), yy), (int(x + w), yy), int(v), t)
    elif r < .8:
        for i in range(n * 2):
            xx = int(x + w * (i + .5) / (2 * n))
            cv2.line(img, (xx, int(y)), (xx, int(y + h)), int(v), max(1, t // 2))
    else:
        s = max(3, int(h / n))
        for yy in range(int(y), int(y + h), s):
            for xx in range(int(x), int(x + w), s * 2):
                cv2.circle(img, (xx + (s if (yy // s) % 2 else 0), yy), max(1, s // 3), int(v), -1)
    if g.random() < .5:
        rect(img, x, y, w, h, g.uniform(60, 250), 2)


def lamp(img, g, x, y, w, h):
    v = g.uniform(60, 255)
    c = (int(x + w / 2), int(y + h / 2))
    ang = g.uniform(-25, 25)
    ax = (max(2, int(w / 2)), max(2, int(h / 2)))
    cv2.ellipse(img, c, ax, ang, 0, 360, int(v), -1, cv2.LINE_AA)
    cv2.ellipse(img, c, ax, ang, 0, 360, int(g.uniform(0, 255)), 1, cv2.LINE_AA)
    for _ in range(int(g.integers(0, 4))):
        p = (int(c[0] + g.normal(0, w * .2)), int(c[1] + g.normal(0, h * .2)))
        cv2.circle(img, p, max(1, int(min(w, h) * g.uniform(.1, .35))), int(g.uniform(0, 255)), -1 if g.random() < .6 else 1, cv2.LINE_AA)
    if g.random() < .3:
        n = int(g.integers(3, 9))
        for i in range(n):
            xx = int(x + w * (i + .5) / n)
            cv2.line(img, (xx, int(y + h * .2)), (xx, int(y + h * .8)), int(g.uniform(0, 255)), 1)


def badge(img, g, x, y, s):
    v, c = g.uniform(80, 255), (int(x), int(y))
    r = g.random()
    s = max(2, int(s))
    if r < .4:
        cv2.ellipse(img, c, (s, max(1, int(s * g.uniform(.6, 1)))), 0, 0, 360, int(v), max(1, s // 4), cv2.LINE_AA)
        a = g.uniform(0, 3.2)
        cv2.line(img, c, (int(x + s * np.cos(a)), int(y + s * np.sin(a))), int(v), max(1, s // 4), cv2.LINE_AA)
    elif r < .7:
        text(img, g, (x - s * 2, y - s, s * 4, s), s * g.uniform(.8, 1.6))
    else:
        for i in range(int(g.integers(2, 5))):
            cv2.circle(img, (int(x + (i - 1.5) * s * .7), int(y)), max(2, s // 2), int(v), 1, cv2.LINE_AA)


def wheel(img, g, x, y, r):
    c, r = (int(x), int(y)), max(3, int(r))
    ax = (max(2, int(r * g.uniform(.3, 1))), r)
    cv2.ellipse(img, c, ax, 0, 0, 360, int(g.uniform(5, 50)), -1, cv2.LINE_AA)
    cv2.ellipse(img, c, (max(1, ax[0] // 2), r // 2), 0, 0, 360, int(g.uniform(40, 200)), -1 if g.random() < .6 else 2, cv2.LINE_AA)
    n, ra = int(g.integers(4, 11)), g.uniform(0, 3)
    for i in range(n):
        a = ra + 2 * np.pi * i / n
        cv2.circle(img, (int(x + ax[0] * .35 * np.cos(a)), int(y + r * .35 * np.sin(a))), max(1, r // 10), int(g.uniform(0, 220)), -1)


def ground(g, scenery):
    r = g.random()
    if r < .22 and scenery and scenery.frames:
        f = scenery.frames[int(g.integers(len(scenery.frames)))]
        fh, fw = f.shape
        s = g.uniform(.45, 1.0)
        cw, ch = int(fw * s), int(fh * s)
        x, y = int(g.integers(fw - cw + 1)), int(g.integers(fh - ch + 1))
        img = cv2.resize(f[y:y + ch, x:x + cw], (W, H), interpolation=cv2.INTER_AREA)
        return img[:, ::-1].copy() if g.random() < .5 else img
    img = degrade.texture(H, W, g)
    hz = int(H * g.uniform(-.1, .6))
    if hz > 0:
        img[hz:] = np.clip(cv2.resize(g.normal(g.uniform(40, 170), 14, (24, 24)).astype(np.float32), (W, H - hz)), 0, 255).astype(np.uint8)
    if g.random() < .5:  # lane marks, kerbs, hatching
        for _ in range(int(g.integers(1, 5))):
            x = g.uniform(-W * .2, W * 1.2)
            w = g.uniform(3, 30)
            poly(img, [(x, H), (x + w, H), (W / 2 + (x - W / 2) * .3 + w * .3, hz), (W / 2 + (x - W / 2) * .3, hz)], g.uniform(60, 250))
    if g.random() < .25:  # yellow-black hatching
        x, w, n = g.uniform(-20, W), g.uniform(10, 40), int(g.integers(4, 12))
        for i in range(n):
            poly(img, [(x, H * i / n), (x + w, H * (i - .5) / n), (x + w, H * i / n), (x, H * (i + .5) / n)], g.uniform(0, 255) if g.random() < .3 else 200)
    for _ in range(int(g.integers(0, 8))):  # walls, boxes, poles, people
        x, y = g.uniform(-30, W), g.uniform(-30, H)
        v = g.uniform(0, 255)
        k = g.random()
        if k < .4:
            rect(img, x, y, np.exp(g.uniform(1, 5)), np.exp(g.uniform(1, 5)), v)
        elif k < .6:
            cv2.line(img, (int(x), int(y)), (int(x + g.normal(0, 150)), int(y + g.normal(0, 150))), int(v), int(g.integers(1, 12)), cv2.LINE_AA)
        elif k < .8:
            poly(img, np.stack([x + g.normal(0, 50, 5), y + g.normal(0, 40, 5)], 1), v)
        else:
            cv2.ellipse(img, (int(x), int(y)), (int(g.uniform(3, 60)), int(g.uniform(3, 60))), g.uniform(0, 180), 0, 360, int(v), -1, cv2.LINE_AA)
    return img


def shade(img, g, pts, v):
    """A filled polygon with a vertical gradient: sheet metal."""
    poly(img, pts, v)
    pts = np.asarray(pts)
    y0, y1 = int(max(0, pts[:, 1].min())), int(min(H, pts[:, 1].max()))
    x0, x1 = int(max(0, pts[:, 0].min())), int(min(W, pts[:, 0].max()))
    if y1 - y0 > 4 and x1 - x0 > 4:
        ramp = np.linspace(1 + g.uniform(-.4, .4), 1 + g.uniform(-.4, .4), y1 - y0)[:, None]
        img[y0:y1, x0:x1] = np.clip(img[y0:y1, x0:x1] * ramp, 0, 255).astype(np.uint8)


def vehicle(img, g):
    """Draws one vehicle; returns where a plate goes: (centre x, y, width for a one-line plate, is a lorry's rear)."""
    kind = pick(g, ["car", "car", "rear", "truck", "truck", "trailer", "trailer", "moto", "moto"])
    w = float(np.exp(g.uniform(np.log(110), np.log(520))))
    cx = W * g.uniform(.15, .85)
    body = g.uniform(8, 245)
    if kind in ("car", "rear"):
        h = w * g.uniform(.6, .85)
        base = H * g.uniform(.6, 1.15)
        x0, y0 = cx - w / 2, base - h
        rect(img, x0 + w * .02, base - h * .12, w * .96, h * .2, g.uniform(0, 50))  # shadow
        wheel(img, g, x0 + w * .1, base - h * .08, h * .16)
        wheel(img, g, x0 + w * .9, base - h * .08, h * .16)
        t = g.uniform(.1, .2)
        shade(img, g, [(x0 + w * t, y0), (x0 + w * (1 - t), y0), (x0 + w * .97, y0 + h * .4), (x0 + w, y0 + h * .85), (x0 + w * .95, base), (x0 + w * .05, base), (x0, y0 + h * .85), (x0 + w * .03, y0 + h * .4)], body)
        poly(img, [(x0 + w * (t + .03), y0 + h * .04), (x0 + w * (.97 - t), y0 + h * .04), (x0 + w * .9, y0 + h * .36), (x0 + w * .1, y0 + h * .36)], g.uniform(5, 160))
        for _ in range(int(g.integers(0, 3))):
            text(img, g, (x0 + w * .15, y0 + h * .05, w * .7, h * .28), h * g.uniform(.03, .09))
        lv = g.uniform(.46, .6)
        lw, lh = w * g.uniform(.13, .24), h * g.uniform(.07, .16)
        lamp(img, g, x0 + w * .03, y0 + h * lv, lw, lh)
        lamp(img, g, x0 + w * .97 - lw, y0 + h * lv, lw, lh)
        if kind == "car":
            gw = w * g.uniform(.3, .6)
            grille(img, g, cx - gw / 2, y0 + h * g.uniform(.45, .55), gw, h * g.uniform(.08, .25))
            badge(img, g, cx, y0 + h * g.uniform(.45, .6), w * .04)
            grille(img, g, cx - w * .35, y0 + h * .83, w * .7, h * .1)
            py = g.uniform(.68, .92)
        else:
            py = g.uniform(.5, .85)
            badge(img, g, x0 + w * g.uniform(.2, .8), y0 + h * g.uniform(.42, .55), w * .03)
            badge(img, g, cx, y0 + h * .43, w * .035)
            rect(img, cx - w * .2, y0 + h * (py - .1), w * .4, h * .2, body * g.uniform(.4, 1.1))
            for s in (-1, 1):
                if g.random() < .5:
                    cv2.circle(img, (int(cx + s * w * .3), int(base - h * .05)), max(2, int(w * .025)), 20, -1)
        if g.random() < .5:
            cv2.line(img, (int(x0), int(y0 + h * .72)), (int(x0 + w), int(y0 + h * .72)), int(body * .5), max(1, int(w * .006)))
        return cx + w * g.normal(0, .02), y0 + h * py, w * g.uniform(.25, .31), False
    if kind == "truck":
        h = w * g.uniform(.75, 1.2)
        base = H * g.uniform(.7, 1.15)
        x0, y0 = cx - w / 2, base - h
        shade(img, g, [(x0 + w * .04, y0), (x0 + w * .96, y0), (x0 + w, base), (x0, base)], body)
        rect(img, x0 + w * .07, y0 + h * .06, w * .86, h * .36, g.uniform(5, 140))
        for _ in range(int(g.integers(0, 4))):
            text(img, g, (x0 + w * .08, y0, w * .8, h * .4), h * g.uniform(.03, .1))
        gw, gy = w * g.uniform(.4, .85), g.uniform(.46, .55)
        grille(img, g, cx - gw / 2, y0 + h * gy, gw, h * g.uniform(.1, .28))
        badge(img, g, cx, y0 + h * (gy - .02), w * .05)
        if g.random() < .6:
            text(img, g, (cx - w * .3, y0 + h * .42, w * .6, h * .1), h * g.uniform(.04, .1))
        rect(img, x0, y0 + h * .78, w, h * .2, g.uniform(10, 220))
        lw, lh = w * g.uniform(.1, .18), h * g.uniform(.07, .12)
        lamp(img, g, x0 + w * .03, y0 + h * .8, lw, lh)
        lamp(img, g, x0 + w * .97 - lw, y0 + h * .8, lw, lh)
        wheel(img, g, x0 + w * .1, base, h * .12)
        wheel(img, g, x0 + w * .9, base, h * .12)
        return cx + w * g.normal(0, .04), y0 + h * g.uniform(.72, .94), w * g.uniform(.19, .25), False
    if kind == "trailer":
        h = w * g.uniform(.8, 1.3)
        base = H * g.uniform(.65, 1.1)
        x0, y0 = cx - w / 2, base - h
        deck = g.uniform(.68, .85)
        shade(img, g, [(x0, y0), (x0 + w, y0), (x0 + w, y0 + h * deck), (x0, y0 + h * deck)], body)
        if g.random() < .7:  # container doors
            n = int(g.integers(0, 12))
            for i in range(n):
                xx = int(x0 + w * (i + .5) / n)
                cv2.line(img, (xx, int(y0)), (xx, int(y0 + h * deck)), int(np.clip(body + g.normal(0, 25), 0, 255)), max(1, int(w * .01)))
            for f in (.14, .38, .62, .86):
                cv2.line(img, (int(x0 + w * f), int(y0)), (int(x0 + w * f), int(y0 + h * deck)), int(np.clip(body + g.normal(0, 60), 0, 255)), max(1, int(w * .015)))
            cv2.line(img, (int(cx), int(y0)), (int(cx), int(y0 + h * deck)), 20, max(1, int(w * .008)))
            for _ in range(int(g.integers(2, 9))):
                text(img, g, (x0 + w * (.05 if g.random() < .3 else .5), y0, w * .45, h * deck), h * g.uniform(.02, .07))
        else:
            for _ in range(int(g.integers(1, 5))):
                text(img, g, (x0, y0, w, h * deck), h * g.uniform(.03, .14))
        rect(img, x0 + w * .1, y0 + h * deck, w * .8, h * (1 - deck), g.uniform(5, 60))
        for s in (0, .78):
            wheel(img, g, x0 + w * (.1 + s), base - h * .03, h * .11)
            wheel(img, g, x0 + w * (.18 + s * .95), base - h * .03, h * .11)
        by = y0 + h * g.uniform(deck + .01, .97)
        rect(img, x0, by, w, h * .06, g.uniform(20, 220))
        if g.random() < .6:  # red and white underride bar
            n = int(g.integers(4, 14))
            for i in range(0, n, 2):
                rect(img, x0 + w * i / n, by, w / n, h * .06, g.uniform(150, 255))
        for s in (.03, .8):
            lamp(img, g, x0 + w * s, by - h * .05, w * .15, h * .05)
        if g.random() < .3:
            text(img, g, (x0 + w * .1, y0 + h * .85, w * .8, h * .1), h * g.uniform(.03, .08))
        return x0 + w * g.uniform(.15, .85), y0 + h * g.uniform(deck + .02, .98), w * g.uniform(.19, .25), True
    w = min(w, 300)  # motorcycle
    h = w * g.uniform(1.3, 2)
    base = H * g.uniform(.75, 1.3)
    x0, y0 = cx - w / 2, base - h
    for s in (-1, 1):
        if g.random() < .6:  # legs
            lx = cx + s * w * g.uniform(.35, .6)
            poly(img, [(lx - w * .1, y0), (lx + w * .1, y0), (lx + s * w * .1 + w * .07, base - h * .2), (lx + s * w * .1 - w * .07, base - h * .2)], g.uniform(5, 130))
    poly(img, [(cx - w * .3, y0), (cx + w * .3, y0), (cx + w * .22, y0 + h * .5), (cx - w * .22, y0 + h * .5)], g.uniform(5, 230))
    cv2.ellipse(img, (int(cx), int(y0 + h * .12)), (max(2, int(w * .3)), max(2, int(h * .12))), 0, 0, 360, int(g.uniform(5, 240)), -1, cv2.LINE_AA)
    lamp(img, g, cx - w * .14, y0 + h * g.uniform(.2, .36), w * .28, h * g.uniform(.06, .16))
    poly(img, [(cx - w * .12, y0 + h * .45), (cx + w * .12, y0 + h * .45), (cx + w * .07, base - h * .08), (cx - w * .07, base - h * .08)], g.uniform(5, 60))
    cv2.ellipse(img, (int(cx), int(base - h * .12)), (max(2, int(w * .09)), max(2, int(h * .16))), 0, 0, 360, int(g.uniform(5, 50)), -1, cv2.LINE_AA)
    if g.random() < .7:
        cv2.ellipse(img, (int(cx + w * .3), int(base - h * .3)), (max(2, int(w * .07)), max(2, int(h * .13))), -20, 0, 360, int(g.uniform(20, 190)), -1, cv2.LINE_AA)
    badge(img, g, cx, y0 + h * .42, w * .04)
    return cx, y0 + h * g.uniform(.45, .72), w * g.uniform(.55, .8), None


def quad_of(g, ratio, cx, cy, width):
    from plates.render import perspective
    q = perspective(g, 100.0, 100.0 / ratio, width, .8, .15)
    if g.random() < .05:
        a = g.normal(0, .35)
        q = q @ np.array([[np.cos(a), np.sin(a)], [-np.sin(a), np.cos(a)]])
    return q + np.array([cx, cy])


def paste(img, g, plate_img, quad):
    """The plate, averaged down to its size, with a holder, a shadow or a recess about it."""
    ph, pw = plate_img.shape
    k = max(.05, np.linalg.norm(quad[1] - quad[0]) / pw)
    if g.random() < .55:
        c = quad.mean(0)
        o = 1 + np.array([g.uniform(.01, .1), g.uniform(.02, .25)])
        cv2.fillConvexPoly(img, (c + g.normal(0, .5, 2) + (quad - c) * o).astype(np.int32), int(g.uniform(0, 255) if g.random() < .4 else g.uniform(0, 70)), cv2.LINE_AA)
    s = plate_img
    if k < .7:
        f = max(k * 1.3, .1)
        s = cv2.resize(plate_img, (max(6, int(pw * f)), max(4, int(ph * f))), interpolation=cv2.INTER_AREA)
    h, w = s.shape
    M = cv2.getPerspectiveTransform(np.array([[0, 0], [w, 0], [w, h], [0, h]], np.float32), quad.astype(np.float32))
    cv2.warpPerspective(s, M, (W, H), dst=img, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_TRANSPARENT)


def overlaps(q, others):
    lo, hi = q.min(0) - 6, q.max(0) + 6
    return any((lo < o.max(0)).all() and (hi > o.min(0)).all() for o in others)


def inside(q):
    c = q.mean(0)
    return 4 < c[0] < W - 4 and 4 < c[1] < H - 4 and q[:, 0].min() > -2 and q[:, 0].max() < W + 2 and q[:, 1].min() > -2 and q[:, 1].max() < H + 2


def new_plate(g, lorry_rear):
    """Any plate; rears of lorries carry two lines more often, motorcycles always."""
    if lorry_rear is None:
        p = layouts.vn_moto(g) if g.random() < .85 else layouts.foreign_two(g)
    elif lorry_rear and g.random() < .7:
        p = layouts.vn_two(g) if g.random() < .6 else layouts.cn_two(g)
    else:
        p = layouts.draw_number(g, g.random() < .3)
    if p.kind == "vn-moto" and lorry_rear is not None:
        p = layouts.vn_one(g)
    if lorry_rear is not None and g.random() < .06:  # light on dark, and small: easily overlooked
        two = g.random() < .5
        p = layouts.Plate("vn-army", (330, 165) if two else (470, 110), layouts.vn_army(g, two), layouts.RED, "vn", glyph=(63, 38))
    elif lorry_rear is not None and g.random() < .06:
        p = layouts.foreign_one(g) if g.random() < .5 else layouts.foreign_two(g)
    return p


def photo_scene(g, scenery):
    """A licensed photograph: its own plates, or ours in their place."""
    img0, boxes = scenery.photos[int(g.integers(len(scenery.photos)))]
    ih, iw = img0.shape
    x, y, w, h = boxes[int(g.integers(len(boxes)))]
    target = float(np.exp(g.uniform(np.log(26), np.log(150))))
    k = target / w
    # where the box's centre falls
    px, py = W * g.uniform(.2, .8), H * g.uniform(.3, .9)
    M = np.array([[k, 0, px - k * (x + w / 2)], [0, k, py - k * (y + h / 2)]], np.float64)
    src = img0 if k > .6 else cv2.blur(img0, (max(1, int(.7 / k)), max(1, int(.7 / k))))
    img = cv2.warpAffine(src, M, (W, H), flags=cv2.INTER_LINEAR, borderValue=0)
    quads, weights = [], []
    for bx, by, bw, bh in boxes:
        q = np.array([[bx, by], [bx + bw, by], [bx + bw, by + bh], [bx, by + bh]], np.float64) * k + M[:, 2]
        if not inside(q):
            continue
        if g.random() < .6:
            c = q.mean(0)
            p = new_plate(g, False)
            d = draw_plate(g, p)
            q2 = quad_of(g, d.image.shape[1] / d.image.shape[0], c[0], c[1], max(bw * k * 1.05, 24))
            if (q2[:, 1].max() - q2[:, 1].min()) < bh * k * .95:
                q2 = c + (q2 - c) * 1.25
            cv2.fillConvexPoly(img, (c + (q - c) * 1.12).astype(np.int32), int(img[int(np.clip(q[0, 1] - 3, 0, H - 1)), int(np.clip(c[0], 0, W - 1))]))
            if inside(q2):
                paste(img, g, d.image, q2)
                quads.append(q2)
                weights.append(1.0)
        else:
            quads.append(q)
            weights.append(.25)  # an upright box only
    return img, quads, weights


_kept = []


def again(g):
    """A scene drawn before, moved and scaled: half the price of a new one."""
    img, quads, weights = _kept[int(g.integers(len(_kept)))]
    k = float(np.exp(g.uniform(np.log(.75), np.log(1.3))))
    t = np.array([W * g.uniform(-.15, .15), H * g.uniform(-.15, .15)]) + (1 - k) * np.array([W, H]) / 2
    out = cv2.warpAffine(img, np.array([[k, 0, t[0]], [0, k, t[1]]]), (W, H), flags=cv2.INTER_LINEAR,
                         borderMode=cv2.BORDER_REFLECT if not quads else cv2.BORDER_CONSTANT, borderValue=int(img[0, 0]))
    moved = [q * k + t for q in quads]
    good = [i for i, q in enumerate(moved) if inside(q)]
    for i, q in enumerate(moved):  # half a plate at the edge is covered
        if i not in good and (q.max(0) > 0).all() and q[:, 0].min() < W and q[:, 1].min() < H:
            cv2.fillConvexPoly(out, (q.mean(0) + (q - q.mean(0)) * 1.3).astype(np.int32), int(g.uniform(0, 255)))
    return out, [moved[i] for i in good], [weights[i] for i in good]


def scene(g, scenery=None):
    """(image, [quad], [weight of its corners])"""
    if len(_kept) > 100 and g.random() < .55:
        img, quads, weights = again(g)
    else:
        img, quads, weights = draw_scene(g, scenery)
        if len(_kept) < 600:
            _kept.append((img.copy(), quads, weights))
        else:
            _kept[int(g.integers(600))] = (img.copy(), quads, weights)
    img = weather(img, g, quads)
    if g.random() < .16:
        return letterboxed(img, g, quads, weights)
    return img, quads, weights


def draw_scene(g, scenery=None):
    """A scene without its weather."""
    r = g.random()
    if scenery and scenery.photos and r < .22:
        img, quads, weights = photo_scene(g, scenery)
    else:
        img = ground(g, scenery)
        quads, weights = [], []
        spots = [vehicle(img, g) for _ in range(0 if r > .96 else 1 if g.random() < .7 else 2)]
        for i, (cx, cy, w, rear) in enumerate(spots):
            if g.random() < .22 or (i + 1 < len(spots) and g.random() < .5):
                continue  # no plate on it, or the next vehicle hides it
            p = new_plate(g, rear)
            d = draw_plate(g, p, .75 if w > 60 else .45)
            ratio = d.image.shape[1] / d.image.shape[0]
            width = float(np.clip(w * (1 if ratio > 2.6 else .68 if rear is not None else 1) * g.uniform(.85, 1.15), 24, 230))
            if rear is None:
                width = min(width, 150)
            q = quad_of(g, ratio, cx, cy, width)
            if inside(q) and not overlaps(q, quads):
                paste(img, g, d.image, q)
                quads.append(q)
                weights.append(1.0)
        if g.random() < .5:  # one more, anywhere, any size
            d = draw_plate(g, layouts.draw_number(g, g.random() < .5))
            q = quad_of(g, d.image.shape[1] / d.image.shape[0], W * g.uniform(.1, .9), H * g.uniform(.1, .9), float(np.exp(g.uniform(np.log(26), np.log(250)))))
            if inside(q) and not overlaps(q, quads):
                paste(img, g, d.image, q)
                quads.append(q)
                weights.append(1.0)
    decoys(img, g, quads)
    return img, quads, weights


def letterboxed(img, g, quads, weights):
    """Content top-left, the rest black."""
    x1, y1 = W, H
    if g.random() < .5:
        x1 = int(W * g.uniform(.5, 1))
    else:
        y1 = int(H * g.uniform(.5, 1))
    if quads and g.random() < .55:  # a tight crop of one plate
        at = int(g.integers(len(quads)))
        q = quads[at]
        m = g.uniform(-.015, .2) * np.linalg.norm(q[1] - q[0])
        lo, hi = np.maximum(q.min(0) - m, 0).astype(int), (q.max(0) + m).astype(int)
        part = img[lo[1]:hi[1], lo[0]:hi[0]].copy()
        img[:] = 0
        img[:part.shape[0], :part.shape[1]] = part
        return img, [q - lo], [weights[at]]
    img[:, x1:] = 0
    img[y1:] = 0
    keep = [i for i, q in enumerate(quads) if q[:, 0].max() < x1 and q[:, 1].max() < y1]
    quads, weights = [quads[i] for i in keep], [weights[i] for i in keep]
    return img, quads, weights


def decoys(img, g, quads):
    """What is not a plate, kept off the plates."""
    before = img.copy() if quads else None
    for _ in range(int(g.integers(0, 5))):
        r = g.random()
        if r < .28:
            text(img, g)
        elif r < .36:
            table(img, g)
        elif r < .45:
            rough(img, g)
        elif r < .65:
            label(img, g)
        elif r < .75:
            grille(img, g, g.uniform(0, W), g.uniform(0, H), g.uniform(20, 120), g.uniform(10, 60))
        elif r < .85:
            lamp(img, g, g.uniform(0, W), g.uniform(0, H), g.uniform(8, 60), g.uniform(8, 40))
        elif r < .93:
            wheel(img, g, g.uniform(0, W), g.uniform(0, H), g.uniform(8, 50))
        else:
            badge(img, g, g.uniform(0, W), g.uniform(0, H), g.uniform(4, 20))
    if g.random() < .2:
        text(img, g, (0, H - 18 if g.random() < .6 else 0, W, 16), g.uniform(6, 14))
    for q in quads:
        c = q.mean(0)
        e = c + (q - c) * 1.06
        x0, y0 = np.maximum(e.min(0), 0).astype(int)
        x1, y1 = np.minimum(np.ceil(e.max(0)), (W, H)).astype(int)
        img[y0:y1, x0:x1] = before[y0:y1, x0:x1]


def weather(img, g, quads):
    if g.random() < .25:  # night: dark, lamps glare
        img = np.clip(img * g.uniform(.15, .6), 0, 255).astype(np.uint8)
        if g.random() < .6:
            f = img.astype(np.float32)
            yy, xx = np.ogrid[0:H, 0:W]
            for _ in range(int(g.integers(1, 4))):
                x, y, s = g.uniform(0, W), g.uniform(0, H), g.uniform(4, 26)
                if any(np.linalg.norm(q.mean(0) - (x, y)) < np.linalg.norm(q[1] - q[0]) * .5 + s for q in quads):
                    continue
                f += g.uniform(150, 400) * np.exp(-((xx - x) ** 2 + (yy - y) ** 2) / (s * s)) + g.uniform(0, 60) * np.exp(-((xx - x) ** 2 + (yy - y) ** 2) / (25 * s * s))
            img = np.clip(f, 0, 255).astype(np.uint8)
    if g.random() < .08:  # rain
        for _ in range(int(g.integers(20, 120))):
            x, y, l = g.uniform(0, W), g.uniform(0, H), g.uniform(4, 18)
            cv2.line(img, (int(x), int(y)), (int(x + l * .2), int(y + l)), int(g.uniform(120, 230)), 1)
    if g.random() < .06:  # fog
        img = np.clip(img * (k := g.uniform(.3, .7)) + 220 * (1 - k), 0, 255).astype(np.uint8)
    return degrade.camera(img, g, .55) if g.random() < .55 else degrade.compress(degrade.blur(img, g, .5), g)


if __name__ == "__main__":
    import time
    g = np.random.default_rng(int(sys.argv[2]) if len(sys.argv) > 2 else 0)
    root = sys.argv[3] if len(sys.argv) > 3 else None
    s = Scenery(glob.glob(os.path.join(root, "videos", "*.mp4")), os.path.join(root, "pictures", "plates-cn-scenes")) if root else None
    tiles, t = [], time.time()
    for _ in range(36):
        img, quads, weights = scene(g, s)
        c = cv2.cvtColor(img, cv2.COLOR_GRAY2BGR)
        for q in quads:
            cv2.polylines(c, [q.astype(np.int32)], True, (0, 0, 255), 1)
            cv2.circle(c, tuple(int(v) for v in q[0]), 3, (0, 255, 0), 1)
        tiles.append(c)
    print("ms a scene", 1000 * (time.time() - t) / 36)
    cv2.imwrite(sys.argv[1], np.vstack([np.hstack(tiles[i:i + 6]) for i in range(0, 36, 6)]))
