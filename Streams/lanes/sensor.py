"""What a camera makes of the scene: light, lamps, rain, exposure, noise, its clock in the picture."""
import datetime

import cv2
import numpy as np

from .glyphs import put_text
from .randomness import generator

_STREAK_LAYERS = 5


class Sensor:
    """One camera's way of seeing. All randomness depends on seed, camera name and frame number only."""

    def __init__(self, camera, name, seed, night=False, rain=0.0, sway=0.0, brightness=1.0, label=None):
        self.camera, self.name, self.seed, self.night, self.rain, self.sway = camera, name, seed, night, rain, sway
        self.label = label
        rng = generator(seed, name, "sensor")
        w, h = camera.size
        self._phase = rng.uniform(0, 2 * np.pi, 6)
        self._tint = np.float32(rng.uniform(0.96, 1.04, 3)) * np.float32((0.94, 0.99, 1.05) if night else (1, 1, 1))
        self._softness = rng.uniform(0.55, 0.95) * camera.size[0] / 1280  # lens and focus, in pixels
        self._light = self._light_map(w, h) * self._tint * np.float32(brightness)
        sigma = rng.uniform(4.0, 5.0) if night else rng.uniform(1.4, 2.0)
        luma = rng.normal(0, sigma, (h + 64, w + 64)).astype(np.float32)
        self._noise = cv2.GaussianBlur(luma, (0, 0), 0.6) * 1.5
        self._streaks = [self._streak_layer(rng, w, h) for _ in range(_STREAK_LAYERS)] if rain else []
        self._drops = self._lens_drops(rng, w, h) if rain else []

    def expose(self, canvas):
        """The lens's blur; the same picture need not be blurred twice."""
        return cv2.GaussianBlur(canvas, (0, 0), self._softness)

    def develop(self, canvas, lamps, t, frame, utc):
        """Canvas of the scene (BGR) → the camera's picture at second t; `lamps` is a list of (pixel, size, colour)."""
        w, h = self.camera.size
        rng = generator(self.seed, self.name, "frame", frame)
        p = self._phase
        gain = 1 + 0.03 * np.sin(2 * np.pi * t / 13 + p[0]) + 0.015 * np.sin(2 * np.pi * t / 4.1 + p[1])
        image = cv2.multiply(canvas, self._light, scale=float(gain), dtype=cv2.CV_32F)
        for pixel, size, colour, strength in lamps:
            _glow(image, pixel, size, colour, strength)
        if self.rain:
            self._rain_on(image, rng)
        if self.sway:
            dx = self.sway * (np.sin(2 * np.pi * t / 1.9 + p[2]) + 0.5 * np.sin(2 * np.pi * t / 0.7 + p[3]))
            dy = 0.6 * self.sway * np.sin(2 * np.pi * t / 1.3 + p[4])
            image = cv2.warpAffine(image, np.float32([[1, 0, dx], [0, 1, dy]]), (w, h), borderMode=cv2.BORDER_REPLICATE)
        x, y = rng.integers(0, 64, 2)
        noise = self._noise[y:y + h, x:x + w]
        image += noise[..., None]
        picture = np.clip(image, 0, 255).astype(np.uint8)
        if self.label:
            self._stamp(picture, utc)
        return picture

    def _light_map(self, w, h):
        """Vignette; at night the pool of the gate's lamps."""
        y, x = np.mgrid[0:h, 0:w].astype(np.float32)
        r = ((x - w / 2) / (w / 2)) ** 2 + ((y - h / 2) / (h / 2)) ** 2
        light = 1 - 0.10 * r
        if self.night:
            pool = np.exp(-(((x - w * 0.50) / (w * 0.55)) ** 2 + ((y - h * 0.55) / (h * 0.6)) ** 2))
            light = light * (0.22 + 0.55 * pool)
        return np.repeat(light[..., None], 3, 2).astype(np.float32)

    def _streak_layer(self, rng, w, h):
        layer = np.zeros((h, w), np.float32)
        slant = rng.uniform(0.08, 0.2)
        for _ in range(int(260 * self.rain * w / 1280)):
            x, y = rng.uniform(0, w), rng.uniform(-40, h)
            length, bright = rng.uniform(14, 60), rng.uniform(0.3, 1.0)
            cv2.line(layer, (int(x), int(y)), (int(x + slant * length), int(y + length)), float(bright), 1, cv2.LINE_AA)
        return cv2.GaussianBlur(layer, (0, 0), 0.9) * (22 if self.night else 34)

    def _lens_drops(self, rng, w, h):
        drops = []
        for _ in range(int(6 * self.rain) + 2):
            radius = int(rng.uniform(9, 22))
            x, y = int(rng.uniform(radius, w - radius)), int(rng.uniform(radius, h - radius))
            if abs(x - w / 2) < w * 0.22 and abs(y - h / 2) < h * 0.3:
                continue
            drops.append((x, y, radius))
        return drops

    def _rain_on(self, image, rng):
        """Streaks, haze and drops on the lens."""
        w, h = self.camera.size
        streaks = np.roll(self._streaks[int(rng.integers(_STREAK_LAYERS))], int(rng.integers(0, w)), 1)
        haze = 0.06 * self.rain
        cv2.addWeighted(image, 1 - haze, image, 0, (60 if self.night else 190) * haze, dst=image)
        image += streaks[..., None]
        for x, y, r in self._drops:
            part = image[y - r:y + r, x - r:x + r]
            yy, xx = np.mgrid[-r:r, -r:r]
            weight = np.clip(1.3 - np.hypot(xx, yy) / r, 0, 1).astype(np.float32)[..., None] * 0.85
            part[:] = part * (1 - weight) + (cv2.GaussianBlur(part[::-1], (0, 0), r * 0.35) * 1.05 + 6) * weight

    def _stamp(self, picture, utc):
        """Local time and the camera's name, as recorders burn them in."""
        h = self.camera.size[1]
        local = utc + datetime.timedelta(hours=7)
        high = h * 0.020
        for text, y in ((local.strftime("%d-%m-%Y %H:%M:%S"), h * 0.03), (self.label, h * 0.945)):
            put_text(picture, text, "label", high, 22, y + 2, (10, 10, 10), 0.9)
            put_text(picture, text, "label", high, 20, y, (240, 240, 240), 0.95)


_GLOW_CACHE = {}


def _glow(image, pixel, size, colour, strength):
    """Adds a lamp: a hot core in a wide halo."""
    r = int(max(8, size * 14))
    if r not in _GLOW_CACHE:
        d = np.hypot(*np.mgrid[-r:r + 1, -r:r + 1]).astype(np.float32)
        _GLOW_CACHE[r] = 400 * np.exp(-(d / size) ** 2) + 105 * np.exp(-d / (size * 3.0)) * np.clip(1 - d / r, 0, 1)
    sprite = _GLOW_CACHE[r]
    h, w = image.shape[:2]
    x, y = int(round(pixel[0])) - r, int(round(pixel[1])) - r
    x0, y0, x1, y1 = max(0, x), max(0, y), min(w, x + 2 * r + 1), min(h, y + 2 * r + 1)
    if x1 > x0 and y1 > y0:
        image[y0:y1, x0:x1] += sprite[y0 - y:y1 - y, x0 - x:x1 - x, None] * np.float32(colour) * strength
