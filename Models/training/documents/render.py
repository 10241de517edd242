"""Draws machine-readable zones in OCR-B: strips for the reader, whole pictures of documents for the detector.

    python render.py SHEET.png [SEED]      look at what the two are taught
"""
import os
import sys

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE)]
import zones  # noqa: E402
from common import degrade  # noqa: E402

cv2.setNumThreads(1)
SHAPE = (32, 704)      # of the reader's crop
SIDE = 768             # of the detector's picture
SHRINK = 0.22          # as codes/render.py
CROP_MARGIN = 0.3      # share of the line's height around it
HIDDEN = "?"           # a character that nobody can see
ALPHABET = [""] + list(zones.CHARACTERS) + [HIDDEN]
PITCH = 24             # px from character to character in a drawn zone
CAP = 0.94             # height of a capital letter in pitches: 2.4 mm of 2.54
LEADING = 2.5          # from line to line in pitches: 6.35 mm

OCRB = "/usr/share/fonts/opentype/ocr-b/"
FACES = ("OCRB.otf", "OCRBS.otf")
_glyphs, _others = {}, {}


def _glyph(face, width, weight, char):
    """A character's coverage, 2·PITCH square, its baseline at three quarters of the height."""
    key = face, width, weight, char
    if key not in _glyphs:
        size = int(PITCH * 4000 / ImageFont.truetype(OCRB + face, 1000).getlength("0")) * width // 100
        n = PITCH * 8
        img = Image.new("L", (n, n))
        ImageDraw.Draw(img).text((n / 2, n * .75), char, 255, ImageFont.truetype(OCRB + face, size), anchor="ms")
        a = np.asarray(img)
        if weight:
            k = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * abs(weight) + 1,) * 2)
            a = cv2.dilate(a, k) if weight > 0 else cv2.erode(a, k)
        _glyphs[key] = cv2.resize(a, (PITCH * 2, PITCH * 2), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    return _glyphs[key]


def paper(h, w, g):
    """Security printing: waves over a tint, now and then a word across."""
    n = 3  # drawn smaller: it is what a crop's time goes into
    yy, xx = np.meshgrid(np.arange(0, h + n, n, np.float32), np.arange(0, w + n, n, np.float32), indexing="ij")
    p = np.full(xx.shape, g.uniform(140, 250), np.float32)
    for _ in range(int(g.integers(0, 4))):
        a, f = float(g.uniform(0, np.pi)), float(2 * np.pi / (g.uniform(.4, 6) * PITCH))
        u = (xx * np.float32(np.cos(a)) + yy * np.float32(np.sin(a))) * np.float32(f)
        v = (xx * np.float32(np.sin(a)) - yy * np.float32(np.cos(a))) * np.float32(f * g.uniform(.05, .4))
        wave = np.sin(u + np.float32(g.uniform(0, 5)) * np.sin(v))
        if g.random() < .4:
            wave = (wave > g.uniform(.2, .9)) * np.float32(2) - 1
        p += wave * np.float32(g.uniform(2, 22))
    p = cv2.resize(p, (p.shape[1] * n, p.shape[0] * n), interpolation=cv2.INTER_LINEAR)[:h, :w].copy()
    if g.random() < .15:
        img = Image.new("L", (w, h))
        ImageDraw.Draw(img).text((w * g.random() * .5, h * g.random() * .6), "SPECIMEN"[:int(g.integers(4, 9))], 255, _font(g, int(g.integers(30, 120))))
        m = cv2.warpAffine(np.asarray(img), cv2.getRotationMatrix2D((w / 2, h / 2), float(g.uniform(-40, 40)), 1), (w, h))
        p += m * (g.uniform(-90, 60) / 255)
    return p


def _font(g, size):
    if not _others:
        import glob
        paths = [p for p in glob.glob("/usr/share/fonts/**/*.?tf", recursive=True)
                 if any(k in p for k in ("DejaVuSans", "Liberation", "NimbusSans", "Roboto", "Lato", "FreeSans", "FreeSerif"))]
        _others["paths"] = sorted(paths) or [OCRB + FACES[0]]
    paths = _others["paths"]
    path = paths[int(g.integers(len(paths)))]
    key = path, size
    if key not in _others:
        if len(_others) > 400:
            _others.clear()
            return _font(g, size)
        _others[key] = ImageFont.truetype(path, size)
    return _others[key]


def ink(lines, g):
    """Coverage of a zone's lines, and (left, top, right, bottom) of each line's characters."""
    face = FACES[int(g.random() < .25)]
    width = int(g.choice((92, 96, 100, 104, 108)))
    weight = int(g.choice((-1, 0, 0, 1, 2, 3)))
    margin, leading = PITCH * 2, PITCH * LEADING * g.uniform(.8, 1.12)
    n = len(lines[0])
    w, h = n * PITCH + 2 * margin, int(2 * margin + PITCH + leading * (len(lines) - 1))
    cover = np.zeros((h, w), np.float32)
    boxes = []
    for i, text in enumerate(lines):
        top = margin + i * leading
        base = int(round(top + PITCH * CAP))
        for j, c in enumerate(text):
            a = _glyph(face, width, weight, c)
            y, x = base - PITCH * 3 // 2, margin + j * PITCH - PITCH // 2
            part = cover[y:y + 2 * PITCH, x:x + 2 * PITCH]
            np.maximum(part, a[:part.shape[0], :part.shape[1]], out=part)
        boxes.append((margin, top, margin + n * PITCH, top + PITCH * CAP))
    return cover, boxes


def zone(g):
    """(picture, lines, boxes) of a zone on paper, undamaged."""
    lines = zones.zone(g)
    cover, boxes = ink(lines, g)
    p = paper(*cover.shape, g)
    dark = g.uniform(0, 70)
    strength = g.uniform(.75, 1)
    if g.random() < .15:  # worn print
        cover = cover * (1 - .5 * (cv2.resize(g.random((6, 40)).astype(np.float32), cover.shape[::-1]) > .6))
    p = p + (dark - p) * cover * strength
    return np.clip(p, 0, 255), lines, boxes


def glare(shape, boxes, g):
    """A mask 0…1 of burnt-out paper over some characters; mostly nothing."""
    if g.random() > .16:
        return None
    h, w = shape
    yy, xx = np.ogrid[0:h, 0:w]
    m = np.zeros(shape, np.float32)
    for _ in range(int(g.integers(1, 3))):
        cx, cy = w * g.random(), h * g.random()
        rx, ry = PITCH * g.uniform(.8, 5), PITCH * g.uniform(.8, 4)
        m = np.maximum(m, np.exp(-(((xx - cx) / rx) ** 2 + ((yy - cy) / ry) ** 2) ** g.uniform(1, 3)).astype(np.float32))
    return m * g.uniform(.5, 1)


def strip(g, hard=1.0):
    """(crop uint8, text) for the reader: one line of a zone as the gate cuts it out."""
    while True:
        p, lines, boxes = zone(g)
        k = int(g.integers(len(lines)))
        text = lines[k]
        m = glare(p.shape, boxes, g)
        l, t, r, b = boxes[k]
        if m is not None:
            text, doubtful = list(text), False
            for j in range(len(text)):
                lost = float(m[int(t):int(b), int(l + j * PITCH):int(l + (j + 1) * PITCH)].mean())
                if lost > .93:
                    text[j] = HIDDEN
                elif lost > .8:
                    doubtful = True
            if doubtful or text.count(HIDDEN) > len(text) // 2:
                continue
            text = "".join(text)
            p = p + (g.uniform(235, 255) - p) * m
        break
    # The line's box as a locator finds it: a little off, seldom by much.
    h = b - t
    s = .25 + .75 * hard
    def off(scale):
        return g.normal(0, scale) * h * s
    mx, my = CROP_MARGIN * h, CROP_MARGIN * h
    quad = np.float32([[l - mx + off(.22), t - my + off(.09)], [r + mx + off(.22), t - my + off(.09)],
                       [r + mx + off(.22), b + my + off(.09)], [l - mx + off(.22), b + my + off(.09)]])
    # First the camera's own size, then the crop.
    pitch = float(np.exp(g.uniform(np.log(5 if hard > .5 else 8), np.log(26))))
    nw, nh = int(len(text) * pitch + 2 * CROP_MARGIN * pitch), max(8, int((1 + 2 * CROP_MARGIN) * CAP * pitch))
    pad = max(3, int(pitch * .5))
    goal = np.float32([[0, 0], [nw, 0], [nw, nh], [0, nh]]) + pad
    shrink = PITCH / pitch
    src = cv2.GaussianBlur(p, (0, 0), .42 * shrink) if shrink > 1.2 else p
    size = (nw + 2 * pad, nh + 2 * pad)
    crop = cv2.warpPerspective(src, cv2.getPerspectiveTransform(quad, goal), size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    if g.random() < .35:  # paper that is not flat: the line bends
        yy, xx = np.mgrid[0:size[1], 0:size[0]].astype(np.float32)
        bend = np.sin(xx / size[0] * np.pi * g.uniform(.5, 2) + g.uniform(0, 6)) * pitch * g.uniform(0, .16) * s
        crop = cv2.remap(crop, xx + np.float32(g.uniform(-.1, .1)) * pitch * np.sin(xx / size[0] * 5).astype(np.float32), yy + bend.astype(np.float32), cv2.INTER_LINEAR,
                         borderMode=cv2.BORDER_REPLICATE)
    crop = degrade.camera(np.clip(crop, 0, 255).astype(np.uint8), g, min(1.0, max(.25, pitch / 20)) * (.4 + .6 * hard))
    crop = crop[pad:pad + nh, pad:pad + nw]
    return cv2.resize(crop, SHAPE[::-1], interpolation=cv2.INTER_AREA if nh > SHAPE[0] else cv2.INTER_LINEAR), text


def _words(p, g, scale):
    """Lines of ordinary print on a page."""
    img = Image.new("L", p.shape[::-1])
    d = ImageDraw.Draw(img)
    for _ in range(int(g.integers(2, 14))):
        n = int(g.integers(3, 34))
        text = "".join(chr(int(c)) for c in g.choice(np.r_[48:58, 65:91, 97:123, 32, 32, 32, 47], n))
        font = ImageFont.truetype(OCRB + FACES[0], max(8, int(scale * g.uniform(.7, 1.3)))) if g.random() < .15 else _font(g, max(8, int(scale * g.uniform(.5, 1.6))))
        d.text((p.shape[1] * g.uniform(.02, .8), p.shape[0] * g.uniform(0, .95)), text, 255, font)
    return p + (g.uniform(0, 110) - p) * (np.asarray(img, np.float32) / 255) * g.uniform(.5, 1)


def page(g):
    """(picture, [quad of each line]): a document around a zone, on something."""
    z, lines, boxes = zone(g)
    if g.random() < .08:  # a page without a zone
        z, boxes = paper(*z.shape, g), []
    zh, zw = z.shape
    above = int(zw * g.uniform(.1, .65))
    p = np.concatenate([_words(paper(above, zw, g), g, PITCH), z])
    if g.random() < .6:
        p[:above] += z[:1].mean() - p[:above].mean()
    if g.random() < .75:
        fw, fh = int(zw * g.uniform(.18, .32)), int(above * g.uniform(.5, .95))
        x, y = int(g.uniform(.01, .7) * zw), int(g.uniform(0, .9) * (above - fh)) if above > fh else 0
        part = p[y:y + fh, x:x + fw]
        t = degrade.texture(fh, fw, g).astype(np.float32)
        cv2.ellipse(t, (fw // 2, fh // 2), (fw // 4, fh // 3), 0, 0, 360, float(g.uniform(80, 220)), -1)
        part[:] = t[:part.shape[0], :part.shape[1]]
    if g.random() < .15:
        y = int(g.uniform(0, .8) * above)
        p[y:y + int(above * .15)] = g.uniform(0, 60)
    if g.random() < .5:  # the other half of a passport
        other = _words(paper(int(above * g.uniform(.4, 1)), zw, g), g, PITCH)
        p = np.concatenate([other, p])
        above += len(other)
    quads = [np.float32([[l, t + above], [r, t + above], [r, b + above], [l, b + above]]) for l, t, r, b in boxes]
    return p, quads


def scene(g):
    """(uint8 [SIDE,SIDE], target f16 [2,SIDE/4,SIDE/4], weight) for the detector."""
    p, quads = page(g)
    ph, pw = p.shape
    aspect = float(np.exp(g.uniform(np.log(.65), np.log(1.6))))
    W, H = (SIDE, int(SIDE / aspect)) if aspect > 1 else (int(SIDE * aspect), SIDE)
    angle = (90 * int(g.choice(4, p=(.5, .15, .2, .15))) + g.normal(0, 6)) if g.random() < .85 else g.uniform(0, 360)
    a = np.deg2rad(angle)
    c, s = abs(np.cos(a)), abs(np.sin(a))
    fit = min(W / (pw * c + ph * s), H / (pw * s + ph * c)) * (g.uniform(.5, 1.02) if g.random() < .7 else g.uniform(.9, 1.15))
    rot = np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]]) * fit
    corner = (np.array([[-pw, -ph], [pw, -ph], [pw, ph], [-pw, ph]]) / 2) @ rot.T + [W / 2 + g.normal(0, .06) * W, H / 2 + g.normal(0, .06) * H]
    corner += g.normal(0, .018, (4, 2)) * fit * pw * (g.random() < .6)
    M = cv2.getPerspectiveTransform(np.float32([[0, 0], [pw, 0], [pw, ph], [0, ph]]), corner.astype(np.float32))
    back = degrade.texture(H, W, g).astype(np.float32) if g.random() < .8 else np.full((H, W), g.choice((0, 255, 40, 128)), np.float32)
    src = cv2.GaussianBlur(p, (0, 0), .42 / fit) if fit < .85 else p
    mask = cv2.warpPerspective(np.ones_like(p), M, (W, H), flags=cv2.INTER_LINEAR)
    img = cv2.warpPerspective(src, M, (W, H), flags=cv2.INTER_LINEAR)
    img = back * (1 - mask) + img * mask
    img = degrade.camera(np.clip(img, 0, 255).astype(np.uint8), g, .7)
    if g.random() < .12:
        img = (img * g.uniform(.12, .5)).astype(np.uint8)
    out = np.zeros((SIDE, SIDE), np.uint8)
    out[:H, :W] = img
    n = SIDE // 4
    target, weight = np.zeros((2, n, n), np.float32), np.ones((2, n, n), np.float32)
    for q in quads:
        d = cv2.perspectiveTransform(q[None], M)[0]
        along = d[1] - d[0]
        height = np.linalg.norm(d[3] - d[0])
        u, v = along / np.linalg.norm(along), (d[3] - d[0]) / height
        k = SHRINK * height
        s = np.float32([d[0] + (u + v) * k, d[1] + (-u + v) * k, d[2] + (-u - v) * k, d[3] + (u - v) * k]) / 4 - .5
        channel = int(abs(along[1]) > abs(along[0]))
        canvas = np.zeros((n * 4, n * 4), np.uint8)
        cv2.fillConvexPoly(canvas, ((s + .5) * 4).astype(np.int32), 255)
        target[channel] = np.maximum(target[channel], cv2.resize(canvas, (n, n), interpolation=cv2.INTER_AREA) / 255)
        if min(abs(along)) > .6 * max(abs(along)):  # either will do
            weight[1 - channel][target[channel] > 0] = 0
    return out, target, weight


if __name__ == "__main__":
    g = np.random.default_rng(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    rows = []
    for _ in range(24):
        s, t = strip(g)
        rows += [s, np.full((4, SHAPE[1]), 128, np.uint8)]
        print(t)
    scenes = []
    for _ in range(6):
        s, t, _ = scene(g)
        c = cv2.cvtColor(s, cv2.COLOR_GRAY2BGR)
        up = cv2.resize((t.transpose(1, 2, 0) * 255).astype(np.uint8), (SIDE, SIDE))
        c[..., 1], c[..., 2] = np.maximum(c[..., 1], up[..., 0]), np.maximum(c[..., 2], up[..., 1])
        scenes.append(cv2.resize(c, (SIDE // 2, SIDE // 2)))
    a = cv2.cvtColor(np.vstack(rows), cv2.COLOR_GRAY2BGR)
    b = np.vstack([np.hstack(scenes[:3]), np.hstack(scenes[3:])])
    w = max(a.shape[1], b.shape[1])
    cv2.imwrite(sys.argv[1], np.vstack([np.pad(x, ((0, 0), (0, w - x.shape[1]), (0, 0))) for x in (a, b)]))
