"""Number plates as textures: Vietnamese and Chinese, in millimetres, one or two lines."""
import re

import cv2
import numpy as np

from .glyphs import glyph, stamp
from .randomness import cloud, generator

_PX_PER_MM = 2.0
_COLOURS = {  # ground, ink (BGR)
    "white": ((232, 236, 236), (28, 26, 26)),
    "yellow": ((32, 186, 246), (24, 24, 26)),
    "cn-yellow": ((20, 176, 244), (22, 22, 24)),
    "blue": ((150, 62, 16), (238, 238, 236)),
}


class Plate:
    """A plate's picture and its size in metres."""

    def __init__(self, texture, width, height):
        self.texture, self.width, self.height = texture, width, height


class _Sheet:
    """The blank of a plate, drawn in millimetres."""

    def __init__(self, width, height, colour, rim_inset, rim, radius):
        self.width, self.height = width, height
        ground, self.ink = _COLOURS[colour]
        scale = _PX_PER_MM
        size = (round(height * scale), round(width * scale))
        self.picture = np.full((*size, 3), ground, np.uint8)
        self.layer = np.zeros(size, np.float32)
        if rim:
            outer = _rounded(size, rim_inset * scale, radius * scale)
            inner = _rounded(size, (rim_inset + rim) * scale, max(2, (radius - rim)) * scale)
            np.maximum(self.layer, np.clip(outer - inner, 0, 1), out=self.layer)
        self.outline = _rounded(size, 0, (radius + rim_inset) * scale)

    def character(self, text, font, centre_x, top, width, height):
        """One character stretched to its cell; a 1 keeps its slim shape."""
        mask = glyph(text, font)
        if text in "1I":
            width = min(width, height * mask.shape[1] / mask.shape[0] * 1.05)
        s = _PX_PER_MM
        stamp(self.layer, mask, (centre_x - width / 2) * s, top * s, width * s, height * s)

    def bar(self, centre_x, centre_y, width, height):
        s = _PX_PER_MM
        x0, y0 = (centre_x - width / 2) * s, (centre_y - height / 2) * s
        self.layer[int(y0):int(y0 + height * s), int(x0):int(x0 + width * s)] = 1

    def dot(self, centre_x, centre_y, diameter):
        s = _PX_PER_MM
        cv2.circle(self.layer, (int(centre_x * s), int(centre_y * s)), int(diameter * s / 2), 1.0, -1, cv2.LINE_AA)

    def screw(self, x, y):
        s = _PX_PER_MM
        centre = (int(x * s), int(y * s))
        cv2.circle(self.picture, centre, int(5 * s), (150, 152, 155), -1, cv2.LINE_AA)
        cv2.circle(self.picture, centre, int(5 * s), (80, 80, 84), 1, cv2.LINE_AA)

    def finish(self, rng, dirt):
        """Emboss, weather and cut out."""
        ink = self.layer[..., None]
        # Pressed characters: a thin light edge on one side, a dark one on the other.
        edge = cv2.GaussianBlur(self.layer, (0, 0), 1.5)
        relief = np.roll(edge, (2, 2), (0, 1)) - np.roll(edge, (-2, -2), (0, 1))
        ground = self.picture + 26 * relief[..., None]
        fade = 1 - 0.10 * np.clip(cloud(rng, *self.layer.shape, 30), 0, 1)[..., None]
        picture = ground * (1 - ink * fade) + np.float32(self.ink) * ink * fade
        picture = _dirty(picture, rng, dirt)
        alpha = (self.outline * 255).astype(np.uint8)
        texture = np.dstack([np.clip(picture, 0, 255).astype(np.uint8), alpha])
        return Plate(texture, self.width / 1000, self.height / 1000)


def _rounded(size, inset, radius):
    """A filled rounded rectangle as a float mask."""
    mask = np.zeros(size, np.float32)
    h, w = size
    r, i = int(radius), int(inset)
    cv2.rectangle(mask, (i + r, i), (w - 1 - i - r, h - 1 - i), 1.0, -1)
    cv2.rectangle(mask, (i, i + r), (w - 1 - i, h - 1 - i - r), 1.0, -1)
    for x in (i + r, w - 1 - i - r):
        for y in (i + r, h - 1 - i - r):
            cv2.circle(mask, (x, y), r, 1.0, -1, cv2.LINE_AA)
    return mask


def _dirty(picture, rng, amount):
    """Mud from below and splashes; amount 0 clean … 1 hardly readable."""
    if amount <= 0:
        return picture
    h, w = picture.shape[:2]
    rise = np.linspace(-0.5, 0.8, h, dtype=np.float32)[:, None]
    film = np.clip(0.55 * cloud(rng, h, w, 70) + 0.35 * cloud(rng, h, w, 18) + rise, 0, 1) * amount
    mud = np.float32((62, 84, 104))
    picture = picture * (1 - 0.75 * film[..., None]) + mud * 0.75 * film[..., None]
    spots = np.zeros((h, w), np.float32)
    for _ in range(int(50 * amount)):
        centre = (int(rng.integers(w)), int(h * rng.beta(2, 1.3)))
        cv2.circle(spots, centre, int(rng.integers(1, 7)), float(rng.uniform(0.4, 0.9)), -1, cv2.LINE_AA)
    spots = cv2.GaussianBlur(spots, (0, 0), 1.2)[..., None] * min(1, amount * 1.5)
    return picture * (1 - spots) + mud * 0.8 * spots


def vietnamese(text, colour="yellow", lines=1, seed=0, dirt=0.15):
    """A Vietnamese plate from its compact form: `12C12345`, `12RM01234`."""
    head, serial = re.fullmatch(r"(\d\d[A-Z]{1,2})(\d{4,5})", text).groups()
    rng = generator(seed, "plate", text)
    font = "plate"
    if lines == 1:
        sheet = _Sheet(520, 110, colour, 3, 4, 10)
        wide, high, pitch, dash, dot = 38, 63, 47, 30, 20
        total = pitch * len(head + serial) + dash + (dot if len(serial) == 5 else 0)
        x, top = (520 - total) / 2 + pitch / 2, (110 - high) / 2
        for c in head:
            sheet.character(c, font, x, top, wide, high)
            x += pitch
        sheet.bar(x - pitch / 2 + dash / 2 - 1, 55, 18, 9.5)
        x += dash
        _serial(sheet, serial, font, x, top, wide, high, pitch, dot)
        screws = [(30, 14), (490, 14)]
    else:
        sheet = _Sheet(330, 165, colour, 3, 4, 12)
        wide, high, pitch, dot = 40, 64, 50, 18
        x = 165 - pitch * (len(head) - 1) / 2
        for c in head:
            sheet.character(c, font, x, 13, wide, high)
            x += pitch
        total = pitch * len(serial) + (dot if len(serial) == 5 else 0)
        _serial(sheet, serial, font, (330 - total) / 2 + pitch / 2, 88, wide, high, pitch, dot)
        screws = [(40, 16), (290, 16)]
    for place in screws:
        sheet.screw(*place)
    return sheet.finish(rng, dirt)


def _serial(sheet, serial, font, x, top, wide, high, pitch, dot):
    """The running number: five digits carry a dot after the third."""
    for place, c in enumerate(serial):
        if place == 3 and len(serial) == 5:
            sheet.dot(x - pitch / 2 + dot / 2 - 1, top + high - 6, 9.5)
            x += dot
        sheet.character(c, font, x, top, wide, high)
        x += pitch


def chinese(text, colour="cn-yellow", lines=1, seed=0, dirt=0.15):
    """A Chinese plate: `桂FB2861` on one line, trailers (`桂F1234挂`) on two."""
    rng = generator(seed, "plate", text)
    if lines == 1:
        sheet = _Sheet(440, 140, colour, 3, 2.5, 10)
        centres = [38, 95, 175, 232, 289, 346, 403]
        for c, x in zip(text, centres):
            sheet.character(c, _chinese_font(c), x, 25, 45, 90)
        sheet.dot(135, 70, 11)
    else:
        sheet = _Sheet(440, 220, colour, 3, 2.5, 10)
        for c, x in zip(text[:2], (160, 280)):
            sheet.character(c, _chinese_font(c), x, 16, 80, 60)
        sheet.dot(220, 46, 11)
        for place, c in enumerate(text[2:]):
            sheet.character(c, _chinese_font(c), 60 + 80 * place, 92, 62, 108)
    for x in (110, 330):
        sheet.screw(x, 13)
    return sheet.finish(rng, dirt)


def _chinese_font(character):
    return "plate-wide" if character.isascii() else "hanzi"


def covered(plate, rng):
    """The same plate under a rag and dried mud: nobody can read it."""
    texture = plate.texture.copy()
    h, w = texture.shape[:2]
    cloth = np.clip(105 + 30 * cloud(rng, h, w, 120) + 14 * cloud(rng, h, w, 16), 0, 255)[..., None]
    texture[..., :3] = (cloth * np.float32([0.72, 0.86, 1.0])).astype(np.uint8)
    folds = cloud(rng, 1, w, 40)[0] * 22
    texture[..., :3] = np.clip(texture[..., :3] + folds[None, :, None], 0, 255).astype(np.uint8)
    return Plate(texture, plate.width, plate.height)


def from_text(text, lines=1, colour=None, seed=0, dirt=0.15):
    """The plate that such a text belongs on."""
    if text[0].isdigit():
        return vietnamese(text, colour or "yellow", lines, seed, dirt)
    return chinese(text, colour or "cn-yellow", lines, seed, dirt)
