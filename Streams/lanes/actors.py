"""What moves in a lane and is no vehicle: people, shadows of trees, of clouds."""
import cv2
import numpy as np

from .camera import Quad
from .randomness import cloud, generator

_WALK = 1.25  # metres a second
_PX = 160     # pixels a metre of the walker's picture


class Pedestrian:
    """Somebody with an umbrella who crosses the lane behind the stop line."""

    def __init__(self, seed, starts, x=-3.6):
        rng = generator(seed, "pedestrian")
        self._starts, self._x = starts, x
        self._coat = tuple(int(c) for c in rng.integers(40, 190, 3))
        self._umbrella = tuple(int(c) for c in rng.integers(40, 200, 3))
        self._frames = [self._figure(phase) for phase in np.linspace(0, 1, 8, endpoint=False)]

    def pose(self, t):
        return round(t, 3) if 0 <= t - self._starts < 9 else None

    def draw(self, canvas, camera, t):
        if self.pose(t) is None:
            return
        y = -5.2 + _WALK * (t - self._starts)
        texture = self._frames[int((t - self._starts) * 8 * 0.9) % 8]
        to_camera = camera.position - (self._x, y, 1.0)
        across = np.array([-to_camera[1], to_camera[0], 0.0])
        across *= 1.5 / np.linalg.norm(across)
        base = np.array([self._x, y, 2.2])
        Quad(texture, base - across / 2, across, (0, 0, -2.2), two_sided=True).draw(canvas, camera)

    def _figure(self, phase):
        """A walker at one moment of the step, 1.5 × 2.2 m."""
        p = np.zeros((int(2.2 * _PX), int(1.5 * _PX), 4), np.uint8)
        c = int(0.75 * _PX)
        swing = np.sin(2 * np.pi * phase) * 0.24

        def limb(x0, y0, x1, y1, colour, width):
            cv2.line(p, (int(x0), int(y0)), (int(x1), int(y1)), (*colour, 255), width, cv2.LINE_AA)

        for sign, tone in ((1, (52, 44, 40)), (-1, (66, 56, 50))):
            limb(c, 1.32 * _PX, c + sign * swing * _PX, 2.14 * _PX, tone, 20)
        limb(c, 0.80 * _PX, c, 1.30 * _PX, self._coat, 52)
        limb(c - 20, 0.82 * _PX, c - 14 - swing * 0.5 * _PX, 1.25 * _PX, tuple(int(v * 0.8) for v in self._coat), 15)
        limb(c + 16, 0.84 * _PX, c + 30, 0.95 * _PX, self._coat, 14)
        limb(c + 30, 0.95 * _PX, c + 26, 0.2 * _PX, (60, 60, 60), 4)
        cv2.circle(p, (c, int(0.56 * _PX)), 17, (98, 128, 172, 255), -1, cv2.LINE_AA)
        cv2.ellipse(p, (c, int(0.53 * _PX)), (18, 15), 0, 180, 360, (24, 24, 24, 255), -1, cv2.LINE_AA)
        cv2.ellipse(p, (c + 20, int(0.36 * _PX)), (88, 44), 0, 180, 360, (*self._umbrella, 255), -1, cv2.LINE_AA)
        return p


class SwayingTree:
    """The shadow of branches on the road, moved by wind."""

    def __init__(self, seed):
        rng = generator(seed, "tree")
        mask = np.zeros((400, 600), np.float32)
        for _ in range(260):
            centre = (int(rng.normal(300, 110)), int(rng.normal(200, 70)))
            cv2.ellipse(mask, centre, (int(rng.integers(6, 24)), int(rng.integers(4, 12))), float(rng.uniform(0, 180)), 0,
                        360, 1.0, -1, cv2.LINE_AA)
        texture = np.zeros((400, 600, 4), np.uint8)
        texture[..., 3] = (cv2.GaussianBlur(mask, (0, 0), 4) * 105).astype(np.uint8)
        self._texture = texture

    def pose(self, t):
        return round(t, 3)

    def draw(self, canvas, camera, t):
        sway = 0.18 * np.sin(2 * np.pi * t / 3.1) + 0.07 * np.sin(2 * np.pi * t / 1.1)
        Quad(self._texture, (-7 + sway, 1.9 + 0.5 * sway, 0.012), (6.5, 0.6 * sway, 0), (0.5 * sway, -4.2, 0)).draw(
            canvas, camera)


class PassingShadow:
    """A cloud's shadow that drifts over the place."""

    def __init__(self, seed):
        rng = generator(seed, "cloud")
        mask = np.clip(cloud(rng, 256, 512, 110) * 0.9, 0, 1)
        texture = np.zeros((256, 512, 4), np.uint8)
        texture[..., 3] = (cv2.GaussianBlur(mask, (0, 0), 10) * 120).astype(np.uint8)
        self._texture = texture

    def pose(self, t):
        return round(t, 3)

    def draw(self, canvas, camera, t):
        x = -60 + 2.6 * t
        Quad(self._texture, (x, 14, 0.02), (60, 0, 0), (0, -24, 0)).draw(canvas, camera)
