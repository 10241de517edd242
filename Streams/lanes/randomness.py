"""Randomness by name: the same seed and the same names always give the same numbers."""
import zlib

import numpy as np


def generator(seed, *names):
    """A generator that depends on the seed and on names only, never on the order of calls."""
    words = [zlib.crc32(str(name).encode()) for name in names]
    return np.random.Generator(np.random.PCG64([int(seed), *words]))


def cloud(rng, height, width, cell):
    """Smooth noise in −1…1 whose features are about `cell` pixels across."""
    import cv2
    rows, columns = max(2, int(height / cell) + 2), max(2, int(width / cell) + 2)
    coarse = rng.uniform(-1, 1, (rows, columns)).astype(np.float32)
    return cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
