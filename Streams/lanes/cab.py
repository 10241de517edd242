"""Textures of the truck itself: cab, chassis, wheels, rear beam. 300 pixels a metre."""
import cv2
import numpy as np

from .glyphs import put_text
from .randomness import cloud

_S = 300
CABS = {  # BGR
    "white": (214, 216, 214), "red": (40, 38, 160), "blue": (150, 86, 30), "yellow": (40, 160, 214),
    "green": (76, 110, 44), "silver": (160, 158, 154),
}


def _rectangle(picture, x0, y0, x1, y1, colour, thickness=-1):
    cv2.rectangle(picture, (int(x0 * _S), int(y0 * _S)), (int(x1 * _S), int(y1 * _S)), colour, thickness, cv2.LINE_AA)


def _polygon(picture, points, colour):
    cv2.fillPoly(picture, [np.int32(np.float64(points) * _S)], colour, cv2.LINE_AA)


def cab_front(paint, brand, rng):
    """Front of the cab with 0.30 m to either side for the mirrors; fourth channel is transparency."""
    w, h, m = 3.06, 2.75, 0.30
    body = CABS[paint]
    shade = tuple(int(c * 0.72) for c in body)
    p = np.zeros((int(h * _S), int(w * _S), 3), np.uint8)
    p[:] = body
    tone = np.linspace(1.05, 0.86, p.shape[0], dtype=np.float32)[:, None, None]
    p = np.clip(p * tone, 0, 255).astype(np.uint8)
    left, right, middle = m, w - m, w / 2
    _rectangle(p, left + 0.05, 0.10, right - 0.05, 0.30, (30, 28, 26))                     # sun visor
    _polygon(p, [(left + 0.10, 0.34), (right - 0.10, 0.34), (right - 0.03, 1.12), (left + 0.03, 1.12)], (52, 44, 36))
    glass = p[int(0.34 * _S):int(1.12 * _S), int((left + 0.03) * _S):int((right - 0.03) * _S)]
    sky = np.linspace(1.7, 0.7, glass.shape[0], dtype=np.float32)[:, None, None]
    glass[:] = np.clip(glass * sky, 0, 255).astype(np.uint8)
    _polygon(p, [(left + 0.3, 0.34), (left + 0.75, 0.34), (left + 0.45, 1.12), (left + 0.12, 1.12)], (84, 76, 66))
    cv2.circle(p, (int((right - 0.62) * _S), int(0.72 * _S)), int(0.12 * _S), (58, 70, 92), -1, cv2.LINE_AA)   # driver
    cv2.ellipse(p, (int((right - 0.62) * _S), int(1.06 * _S)), (int(0.26 * _S), int(0.22 * _S)), 0, 180, 360,
                (70, 60, 48), -1, cv2.LINE_AA)
    put_text(p, "08", "label", 0.05 * _S, (left + 0.3) * _S, 0.40 * _S, (160, 220, 160))
    for x in (left + 0.35, middle + 0.1):                                                   # wipers
        cv2.line(p, (int(x * _S), int(1.12 * _S)), (int((x + 0.65) * _S), int(1.02 * _S)), (16, 16, 16), 6, cv2.LINE_AA)
    _rectangle(p, left + 0.04, 1.14, right - 0.04, 1.17, shade)
    put_text(p, brand, "logo", 0.12 * _S, middle * _S, 1.24 * _S, (70, 70, 72), 1, "middle")
    _rectangle(p, left + 0.42, 1.46, right - 0.42, 2.02, (34, 34, 34))                      # grille
    for y in np.arange(1.50, 2.0, 0.075):
        _rectangle(p, left + 0.46, y, right - 0.46, y + 0.035, (108, 108, 110))
    cv2.ellipse(p, (int(middle * _S), int(1.74 * _S)), (int(0.13 * _S), int(0.09 * _S)), 0, 0, 360, (196, 196, 196), -1,
                cv2.LINE_AA)
    cv2.ellipse(p, (int(middle * _S), int(1.74 * _S)), (int(0.09 * _S), int(0.055 * _S)), 0, 0, 360, (60, 50, 130), -1,
                cv2.LINE_AA)
    _rectangle(p, left, 2.06, right, 2.75, tuple(int(c * 0.55) for c in body))              # bumper
    _rectangle(p, left, 2.06, right, 2.10, (24, 24, 24))
    for x in (left + 0.05, right - 0.47):                                                   # headlamps
        _rectangle(p, x, 2.10, x + 0.42, 2.34, (60, 60, 62))
        for k in (0.12, 0.31):
            centre = (int((x + k) * _S), int(2.22 * _S))
            cv2.circle(p, centre, int(0.085 * _S), (214, 218, 220), -1, cv2.LINE_AA)
            cv2.circle(p, centre, int(0.045 * _S), (250, 250, 250), -1, cv2.LINE_AA)
        _rectangle(p, x + 0.02, 2.37, x + 0.24, 2.43, (30, 120, 240))
    _rectangle(p, middle - 0.36, 2.40, middle + 0.36, 2.68, (22, 22, 22))                   # plate recess
    for x in (left + 0.55, right - 0.55):
        cv2.circle(p, (int(x * _S), int(2.58 * _S)), int(0.06 * _S), (170, 176, 180), -1, cv2.LINE_AA)
    alpha = np.zeros(p.shape[:2], np.uint8)
    _rectangle(alpha, left, 0, right, h, 255)
    for side in (-1, 1):                                                                     # mirrors
        x = left - 0.17 if side < 0 else right + 0.17
        for a in (p, alpha):
            colour = 255 if a is alpha else (26, 26, 26)
            _rectangle(a, x - 0.10, 0.45, x + 0.10, 0.95, colour)
            _rectangle(a, min(x, left if side < 0 else right), 0.50, max(x, left if side < 0 else right), 0.54, colour)
        _rectangle(p, x - 0.08, 0.48, x + 0.08, 0.92, (120, 116, 108))
    p = _dirty(p, rng, 0.55)
    return np.dstack([p, alpha])


def cab_side(paint, rng, mirrored=False):
    """Right flank of the cab (front at the right edge); mirrored for the left one."""
    w, h = 2.25, 2.75
    body = CABS[paint]
    p = np.zeros((int(h * _S), int(w * _S), 3), np.uint8)
    p[:] = body
    _polygon(p, [(1.10, 0.40), (2.02, 0.40), (2.12, 1.18), (1.10, 1.18)], (44, 38, 32))
    _polygon(p, [(1.25, 0.40), (1.55, 0.40), (1.35, 1.18), (1.15, 1.18)], (70, 64, 58))
    _rectangle(p, 1.02, 0.30, 2.18, 2.30, tuple(int(c * 0.6) for c in body), 3)
    _rectangle(p, 1.08, 1.36, 1.26, 1.42, (20, 20, 20))
    _rectangle(p, 0.30, 2.05, 1.55, 2.75, (26, 26, 26))
    _rectangle(p, 1.6, 2.2, 2.25, 2.75, tuple(int(c * 0.55) for c in body))
    p = _dirty(p, rng, 0.7)
    if mirrored:
        p = np.ascontiguousarray(p[:, ::-1])
    put_text(p, "VAN TAI", "label", 0.10 * _S, 0.95 * _S if mirrored else 1.3 * _S, 1.55 * _S, (60, 60, 62), 0.9, "middle")
    put_text(p, "TTBT 8850 KG", "label", 0.045 * _S, 0.95 * _S if mirrored else 1.3 * _S, 1.78 * _S, (60, 60, 62), 0.9,
             "middle")
    return p


def cab_roof(paint):
    return np.full((64, 64, 3), CABS[paint], np.uint8)


def chassis_side(length, rng, rigid):
    """What hangs below the deck: frame, tank, landing legs, side guard."""
    p = np.full((int(0.77 * _S), int(length * _S), 3), 30, np.uint8)
    _rectangle(p, 0, 0, length, 0.22, (50, 52, 60))
    cv2.line(p, (0, int(0.22 * _S)), (p.shape[1], int(0.22 * _S)), (12, 12, 12), 4)
    _rectangle(p, length - 2.5, 0.25, length - 1.75, 0.72, (150, 150, 148))
    if not rigid:
        for x in (length - 4.2, length - 4.0):
            _rectangle(p, x, 0.22, x + 0.10, 0.77, (70, 70, 72))
    for y in (0.36, 0.56):
        _rectangle(p, length * 0.42, y, length * 0.60, y + 0.07, (120, 122, 124))
    return _dirty(p, rng, 0.8)


def wheel():
    """Tyre and rim on a transparent square."""
    n = 300
    p = np.zeros((n, n, 4), np.uint8)
    c = (n // 2, n // 2)
    cv2.circle(p, c, n // 2 - 2, (26, 26, 27, 255), -1, cv2.LINE_AA)
    cv2.circle(p, c, int(n * 0.43), (38, 38, 40, 255), 3, cv2.LINE_AA)
    cv2.circle(p, c, int(n * 0.30), (128, 130, 132, 255), -1, cv2.LINE_AA)
    cv2.circle(p, c, int(n * 0.24), (86, 88, 90, 255), -1, cv2.LINE_AA)
    cv2.circle(p, c, int(n * 0.10), (60, 64, 96, 255), -1, cv2.LINE_AA)
    for k in range(10):
        a = 2 * np.pi * k / 10
        spot = (int(n / 2 + n * 0.17 * np.cos(a)), int(n / 2 + n * 0.17 * np.sin(a)))
        cv2.circle(p, spot, 7, (150, 152, 154, 255), -1, cv2.LINE_AA)
    return p


def rear_beam(rng):
    """Underrun beam with red and white marks, lamps at both ends, mud flaps below; 2.44 × 0.85 m."""
    w, h = 2.44, 0.85
    p = np.zeros((int(h * _S), int(w * _S), 4), np.uint8)
    _rectangle(p, 0, 0.0, w, 0.14, (52, 54, 58, 255))
    _rectangle(p, 0.02, 0.20, w - 0.02, 0.56, (40, 42, 46, 255))
    for k in range(12):                                                                    # reflective tape
        colour = (40, 36, 190, 255) if k % 2 else (208, 210, 210, 255)
        _rectangle(p, 0.02 + k * 0.2, 0.03, 0.02 + (k + 1) * 0.2, 0.085, colour)
    for x in (0.06, w - 0.46):
        _rectangle(p, x, 0.24, x + 0.40, 0.40, (20, 20, 24, 255))
        _rectangle(p, x + 0.02, 0.26, x + 0.14, 0.38, (36, 30, 190, 255))
        _rectangle(p, x + 0.16, 0.26, x + 0.26, 0.38, (20, 110, 230, 255))
        _rectangle(p, x + 0.28, 0.26, x + 0.38, 0.38, (200, 200, 204, 255))
    for x in (0.15, w - 0.75):
        _rectangle(p, x, 0.56, x + 0.60, 0.85, (24, 24, 26, 255))
    p[..., :3] = _dirty(np.ascontiguousarray(p[..., :3]), rng, 0.6)
    return p


def _dirty(p, rng, amount):
    """Road dust rising from below."""
    h, w = p.shape[:2]
    rise = np.linspace(-0.9, 0.6, h, dtype=np.float32)[:, None]
    film = np.clip(rise + 0.5 * cloud(rng, h, w, 90) + 0.2 * cloud(rng, h, w, 20), 0, 1)[..., None] * amount * 0.55
    return np.clip(p * (1 - film) + np.float32((74, 92, 106)) * film, 0, 255).astype(np.uint8)
