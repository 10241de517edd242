"""Cargo containers as textures: corrugated walls, doors with rods, code in the layouts of ISO 6346, paint and rust."""
import cv2
import numpy as np

from .glyphs import blend, glyph, put_text, stamp, text_mask
from .randomness import cloud, generator

PX_PER_M = 400
LENGTHS = {"2": 6.058, "4": 12.192, "L": 13.716}
WIDTH = 2.438
_HEIGHTS = {"2": 2.591, "5": 2.896}
PAINTS = {  # BGR
    "maroon": (42, 48, 112), "blue": (132, 74, 28), "green": (62, 92, 36), "orange": (32, 92, 190),
    "grey": (140, 138, 132), "white": (205, 208, 206), "teal": (128, 112, 40),
}
_RODS = (0.15, 0.345, 0.535, 0.715)  # places of the locking rods across the doors
_INK = (226, 228, 228)
_DARK_INK = (40, 38, 36)


class Container:
    """What is painted on a box: number, size/type, layout of the code on side and doors, paint and logo."""

    def __init__(self, number, size_type="22G1", paint="maroon", logo="TRANSMERA", side_layout="H1", door_layout="H1",
                 wear=0.4, seed=0, character_height=0.115):
        self.number, self.size_type, self.paint, self.logo = number, size_type, paint, logo
        self.side_layout, self.door_layout = side_layout, door_layout
        self.wear, self.seed, self.character_height = wear, seed, character_height
        self.length = LENGTHS[size_type[0]]
        self.height = _HEIGHTS[size_type[1]]

    @property
    def ink(self):
        return _DARK_INK if self.paint in ("white", "grey") else _INK

    def side(self):
        """The long wall seen from outside; its right end carries the code."""
        rng = generator(self.seed, "side", self.number)
        picture = _panel(self.length, self.height, self.paint, rng)
        h, w = picture.shape[:2]
        _logo(picture, self.logo, self.ink, w * 0.36, h * 0.42, 0.52 * PX_PER_M, 0.50 * w)
        right = w - 0.34 * PX_PER_M
        if self.side_layout == "V":
            paint_code(picture, self, "V", right - 0.62 * PX_PER_M, 0.34 * PX_PER_M, "code")
        else:
            left = right - (1.75 if self.side_layout == "H1" else 1.25) * PX_PER_M
            paint_code(picture, self, self.side_layout, left, 0.34 * PX_PER_M, "code")
        _stickers(picture, rng, right - (1.0 * PX_PER_M if self.side_layout == "V" else 0), h)
        wave = _corrugation(w, 0.278 * PX_PER_M)[None, :]
        picture = _shade(picture, wave)
        _frame(picture, self.paint, rail=0.11, post=0.15)
        return _weather(picture, rng, self.wear)

    def front(self):
        """The closed end behind the cab."""
        rng = generator(self.seed, "front", self.number)
        picture = _panel(WIDTH, self.height, self.paint, rng)
        picture = _shade(picture, _corrugation(picture.shape[1], 0.25 * PX_PER_M)[None, :])
        _frame(picture, self.paint, rail=0.11, post=0.13)
        return _weather(picture, rng, self.wear)

    def roof(self):
        rng = generator(self.seed, "roof", self.number)
        picture = _panel(self.length, WIDTH, self.paint, rng)
        picture = _shade(picture, _corrugation(picture.shape[1], 0.21 * PX_PER_M)[None, :] * 0.7)
        return _weather(picture, rng, min(1.0, self.wear + 0.2))

    def doors(self):
        """The rear end: two doors, four locking rods, code and weights on the right door."""
        rng = generator(self.seed, "doors", self.number)
        picture = _panel(WIDTH, self.height, self.paint, rng)
        h, w = picture.shape[:2]
        s = PX_PER_M
        _logo(picture, self.logo, self.ink, w * 0.27, h * 0.30, 0.20 * s, 0.34 * w, shadow=False)
        # The owner stands between the rods, the serial right of the last one, as painters do it.
        beside_rod = _RODS[3] * w + 0.05 * s
        if self.door_layout == "V":
            paint_code(picture, self, "V", beside_rod + 0.1 * s, 0.30 * s, "code", 0.100)
        elif self.door_layout == "H2":
            paint_code(picture, self, "H2", beside_rod, 0.30 * s, "code", 0.094)
        else:
            paint_code(picture, self, "H1", _RODS[2] * w + 0.06 * s, 0.34 * s, "code", 0.094, serial_left=beside_rod)
        table = {"V": 1.94, "H1": 0.74, "H2": 0.84}[self.door_layout]
        _weights(picture, self, _RODS[2] * w + 0.05 * s, beside_rod, table * s, rng)
        ribs = _corrugation(h, 0.50 * s, flat=0.34)[:, None] * 0.8
        picture = _shade(picture, ribs)
        _frame(picture, self.paint, rail=0.10, post=0.09)
        cv2.line(picture, (w // 2, int(0.1 * s)), (w // 2, h - int(0.1 * s)), (18, 18, 18), 9)
        for x in _RODS:
            _rod(picture, int(x * w), h, s, handle=0.73 if self.door_layout == "V" else 0.66)
        return _weather(picture, rng, self.wear * 0.8)


def paint_code(picture, box, layout, left, top, font, height=None, serial_left=None):
    """Owner, serial, boxed check digit and size/type; `left`, `top` in texture pixels.

    Layouts: H1 one line, H2 two rows, V one column of eleven with size/type in a short second column.
    """
    s = PX_PER_M
    high = (height or box.character_height) * s
    wide, pitch = high * 0.58, high * 0.77
    owner, serial, check = box.number[:4], box.number[4:10], box.number[10]
    layer = np.zeros(picture.shape[:2], np.float32)

    def put(c, x, y):
        mask = glyph(c, font)
        width = min(wide, high * mask.shape[1] / mask.shape[0]) if c in "1IJ" else wide
        stamp(layer, mask, x + (wide - width) / 2, y, width, high)

    def boxed(x, y):
        put(check, x, y)
        pad = high * 0.20
        cv2.rectangle(layer, (int(x - pad), int(y - pad)), (int(x + wide + pad), int(y + high + pad)), 0.95,
                      max(2, int(high * 0.07)))

    if layout == "V":
        step, y = high * 1.28, top
        for place, c in enumerate(box.number[:10]):
            put(c, left, y)
            y += step * (1.35 if place == 3 else 1.0)
        boxed(left, y + high * 0.18)
        for place, c in enumerate(box.size_type):
            put(c, left + high * 1.75, top + step * place)
    else:
        x, y = left, top
        for c in owner:
            put(c, x, y)
            x += pitch
        if layout == "H2":
            x, y = left, top + high * 1.45
        else:
            x = serial_left or x + pitch * 0.75
        for c in serial:
            put(c, x, y)
            x += pitch
        boxed(x + pitch * 0.42, y)
        x = left if layout == "H2" else serial_left or left + pitch * 4.75
        y += high * 1.5
        for c in box.size_type:
            put(c, x, y)
            x += pitch
    rng = generator(box.seed, "worn", box.number, layout)
    worn = 1 - 0.8 * box.wear * np.clip(cloud(rng, *layer.shape, 26) - 0.55, 0, 1)
    blend(picture, layer * worn * 0.96, 0, 0, box.ink)


def _panel(length, height, paint, rng):
    """Flat paint, a little uneven."""
    h, w = round(height * PX_PER_M), round(length * PX_PER_M)
    tone = 1 + 0.05 * cloud(rng, h, w, 300) + 0.03 * cloud(rng, h, w, 60)
    return np.clip(np.float32(PAINTS[paint])[None, None] * tone[..., None], 0, 255).astype(np.uint8)


def _corrugation(pixels, period, flat=0.27):
    """Shading across trapezoid corrugation: −1 in the shadowed slope, +1 in the lit one, slightly dark inside."""
    phase = (np.arange(pixels, dtype=np.float32) / period) % 1
    slope = 0.5 - flat
    wave = np.zeros(pixels, np.float32)
    wave[(phase > flat) & (phase < flat + slope)] = -1
    wave[(phase > 0.5 + flat)] = 0.75
    wave[(phase > flat + slope) & (phase < 0.5 + flat)] = -0.22
    return cv2.GaussianBlur(wave[None], (0, 0), period * 0.022)[0]


def _shade(picture, wave):
    return np.clip(picture * (1 + 0.20 * wave[..., None]), 0, 255).astype(np.uint8)


def _frame(picture, paint, rail, post):
    """Rails above and below, corner posts with castings."""
    h, w = picture.shape[:2]
    s = PX_PER_M
    colour = np.float32(PAINTS[paint])
    for y0, y1, light in ((0, int(rail * s), 1.08), (h - int(rail * s), h, 0.82)):
        picture[y0:y1] = np.clip(colour * light, 0, 255)
        cv2.line(picture, (0, y1 if y0 == 0 else y0), (w, y1 if y0 == 0 else y0), (22, 22, 22), 3)
    for x0, x1 in ((0, int(post * s)), (w - int(post * s), w)):
        picture[:, x0:x1] = np.clip(colour * 0.95, 0, 255)
        cv2.line(picture, (x1 if x0 == 0 else x0, 0), (x1 if x0 == 0 else x0, h), (26, 26, 26), 3)
    cast = int(0.17 * s)
    for x in (0, w - cast):
        for y in (0, h - int(0.118 * s)):
            cv2.rectangle(picture, (x, y), (x + cast, y + int(0.118 * s)), tuple(int(c * 0.7) for c in colour), -1)
            cv2.ellipse(picture, (x + cast // 2, y + int(0.059 * s)), (cast // 4, cast // 6), 0, 0, 360, (8, 8, 8), -1)


def _rod(picture, x, h, s, handle):
    """A locking rod with its cams, brackets and handle."""
    for offset, tone in ((-6, 96), (-4, 150), (-1, 196), (2, 168), (5, 90)):
        cv2.line(picture, (x + offset, int(0.04 * s)), (x + offset, h - int(0.04 * s)), (tone, tone, tone), 3)
    for y in (0.06, 0.24, 0.60, 0.80, 0.95):
        cv2.rectangle(picture, (x - 20, int(y * h) - 13), (x + 20, int(y * h) + 13), (120, 118, 114), -1)
        cv2.rectangle(picture, (x - 20, int(y * h) - 13), (x + 20, int(y * h) + 13), (40, 40, 40), 2)
    cv2.line(picture, (x, int(handle * h)), (x + int(0.24 * s), int((handle + 0.01) * h)), (150, 150, 148), 9)


def _logo(picture, text, ink, x, y, height, room, shadow=True):
    """The owner's name around x, no wider than `room`."""
    if not text:
        return
    font = "logo" if len(text) % 2 else "logo-serif"
    height *= min(1.0, room / text_mask(text, font, height).shape[1])
    if shadow:
        put_text(picture, text, font, height, x + 5, y + 5, (20, 20, 20), 0.35, "middle")
    put_text(picture, text, font, height, x, y, ink, 0.9, "middle")


def _weights(picture, box, x, value_x, y, rng):
    """The weight table: more numbers that are not the container's."""
    gross = 30480
    tare = int({"2": 2230, "4": 3750, "L": 4800}[box.size_type[0]] + rng.integers(-60, 60))
    volume = {"2": 33.2, "4": 67.7, "L": 86.0}[box.size_type[0]]
    s = PX_PER_M
    rows = [("MAX. GROSS", gross, int(gross * 2.2046)), ("TARE", tare, int(tare * 2.2046)),
            ("NET", gross - tare, int((gross - tare) * 2.2046))]
    for label, kilograms, pounds in rows:
        put_text(picture, label, "label", 0.034 * s, x, y, box.ink, 0.85)
        put_text(picture, f"{kilograms:,} KGS", "label", 0.034 * s, value_x, y, box.ink, 0.85)
        put_text(picture, f"{pounds:,} LBS", "label", 0.034 * s, value_x, y + 0.055 * s, box.ink, 0.85)
        y += 0.135 * s
    put_text(picture, "CU. CAP.", "label", 0.034 * s, x, y, box.ink, 0.85)
    put_text(picture, f"{volume} CU.M.", "label", 0.034 * s, value_x, y, box.ink, 0.85)


def _stickers(picture, rng, right, h):
    """Height warning, a data plate and an approval mark near the code."""
    s = PX_PER_M
    x, y = int(right - 0.28 * s), int(h * 0.66)
    cv2.rectangle(picture, (x, y), (x + int(0.16 * s), y + int(0.22 * s)), (30, 190, 230), -1)
    put_text(picture, "2.6", "label", 0.05 * s, x + 0.08 * s, y + 0.06 * s, (20, 20, 20), 1, "middle")
    x, y = int(right - 0.7 * s), int(h * 0.72)
    cv2.rectangle(picture, (x, y), (x + int(0.2 * s), y + int(0.12 * s)), (150, 150, 146), -1)
    for line in range(3):
        put_text(picture, "CSC SAFETY", "label", 0.016 * s, x + 4, y + (0.02 + 0.03 * line) * s, (40, 40, 40))


def _weather(picture, rng, wear):
    """Dirt rising from below, rust runs from rails and dents, faded patches."""
    h, w = picture.shape[:2]
    image = picture.astype(np.float32)
    fade = np.clip(cloud(rng, h, w, 240) - 0.2, 0, 1)[..., None] * 0.16 * wear
    image = image * (1 - fade) + 170 * fade
    dirt = np.clip(np.linspace(-1.1, 0.5, h, dtype=np.float32)[:, None] + 0.4 * cloud(rng, h, w, 160), 0, 1) * wear
    image = image * (1 - 0.6 * dirt[..., None]) + np.float32((58, 72, 84)) * 0.6 * dirt[..., None]
    runs = np.zeros((h, w), np.float32)
    for _ in range(int(34 * wear * w / 2400)):
        x, y = int(rng.integers(w)), int(rng.choice([0.05, 0.05, rng.uniform(0.1, 0.8)]) * h)
        length, width = int(rng.uniform(0.05, 0.32) * h), int(rng.integers(2, 9))
        cv2.line(runs, (x, y), (x + int(rng.integers(-4, 5)), y + length), float(rng.uniform(0.2, 0.7)), width)
        if rng.random() < 0.5:
            cv2.ellipse(runs, (x, y), (width * 3, width * 2), 0, 0, 360, 0.6, -1)
    runs = cv2.GaussianBlur(runs, (0, 0), 3) * np.clip(0.75 + 0.6 * cloud(rng, h, w, 14), 0, 1)
    image = image * (1 - runs[..., None]) + np.float32((30, 54, 92)) * runs[..., None]
    return np.clip(image, 0, 255).astype(np.uint8)
