"""Photographs as a lane recording: each is held like a vehicle that stops in front of the camera."""
import collections
import csv
import datetime

import cv2
import numpy as np

from .randomness import generator
from .recording import encode

_VIEW_ROLES = {"AH": "containerRear", "AS": "containerRear", "LB": "containerSide", "LF": "containerSide",
               "RF": "containerSide"}
_START = datetime.datetime(2026, 3, 2, 1, 0, 0)


class Passage:
    """One vehicle: its pictures by camera and what is written on it."""

    def __init__(self, name):
        self.name, self.pictures, self.plates, self.containers = name, {}, [], []


def read_truth(folder):
    """Passages of a folder with truth.tsv: by `vehicle=` and `view=` where given, else one a picture."""
    passages = {}
    with open(folder / "truth.tsv", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            tags = dict(tag.split("=", 1) for tag in (row["tags"] or "").split() if "=" in tag)
            name = tags.get("vehicle", row["image"])
            passage = passages.setdefault(name, Passage(name))
            passage.pictures[tags.get("view", "front")] = row["image"]
            found = passage.containers if row["country"] == "CONT" else passage.plates
            if row["text"] and row["text"] not in found:
                found.append(row["text"])
    return list(passages.values())


def once(passages):
    """Without those that show a vehicle of an earlier one again."""
    seen, kept = set(), []
    for passage in passages:
        texts = {*passage.plates, *passage.containers}
        if not texts & seen:
            kept.append(passage)
        seen |= texts
    return kept


def role_of(view, containers):
    return _VIEW_ROLES.get(view, "containerSide" if containers else "frontPlate")


def common_size(folder, names):
    """The most frequent size among the pictures, made even for the encoder."""
    sizes = collections.Counter()
    for name in names[:60]:
        picture = cv2.imread(str(folder / name))
        if picture is None:
            raise SystemExit(f"{folder / name}: not a picture that OpenCV can read")
        sizes[picture.shape[1], picture.shape[0]] += 1
    width, height = sizes.most_common(1)[0][0]
    return (width + width % 2, height + height % 2)


class Album:
    """One camera's recording: photographs by passage, an empty lane between them."""

    def __init__(self, folder, view, passages, size, timing, seed):
        self.folder, self.view, self.passages, self.size, self.timing, self.seed = (
            folder, view, passages, size, timing, seed)
        self._empty = self._background()

    def _background(self):
        """Nobody there: what the camera's pictures have in common, out of focus."""
        names = [p.pictures[self.view] for p in self.passages if self.view in p.pictures]
        step = max(1, len(names) // 24)
        mean = np.mean([self._fit(name).astype(np.float32) for name in names[::step]], 0)
        w, h = self.size
        small = cv2.GaussianBlur(cv2.resize(mean, (w // 8, h // 8), interpolation=cv2.INTER_AREA), (0, 0), w / 176)
        return cv2.resize(small, self.size, interpolation=cv2.INTER_CUBIC).clip(0, 255).astype(np.uint8)

    def _fit(self, name):
        """A picture at the recording's size; what is missing at the sides repeats the edge."""
        picture = cv2.imread(str(self.folder / name))
        if picture is None:
            raise SystemExit(f"{self.folder / name}: not a picture that OpenCV can read")
        w, h = self.size
        scale = min(w / picture.shape[1], h / picture.shape[0])
        if scale > 0.99 and scale < 1.01:
            scale = 1.0
        if scale != 1.0:
            picture = cv2.resize(picture, None, fx=scale, fy=scale,
                                 interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
        ph, pw = min(h, picture.shape[0]), min(w, picture.shape[1])
        top, left = (h - ph) // 2, (w - pw) // 2
        return cv2.copyMakeBorder(picture[:ph, :pw], top, h - ph - top, left, w - pw - left, cv2.BORDER_REPLICATE)

    def frames(self):
        """Gap, slide in, hold, slide out, for each passage; at the end another gap."""
        rng = generator(self.seed, self.view, "noise")
        w, h = self.size
        noise = cv2.merge([rng.normal(0, 1.6, (h + 32, w + 32)).astype(np.float32)] * 3)
        fps, number = self.timing.fps, 0

        def develop(image):
            nonlocal number
            x, y = generator(self.seed, self.view, number).integers(0, 32, 2)
            gain = 1 + 0.04 * np.sin(2 * np.pi * number / fps / 7.0)
            number += 1
            lit = cv2.addWeighted(image, gain, noise[y:y + h, x:x + w], 1.0, 0, dtype=cv2.CV_32F)
            return cv2.convertScaleAbs(np.maximum(lit, 0, out=lit))

        # The empty lane takes most of the time and has nothing to show: a few pictures of it serve in turn.
        empty = [develop(self._empty) for _ in range(5)]
        for passage in self.passages:
            for step in range(self.timing.gap_frames):
                yield empty[step % len(empty)]
            name = passage.pictures.get(self.view)
            picture = self._fit(name) if name else None
            dice = generator(self.seed, self.view, passage.name)
            drift, zoom = dice.uniform(-2.0, 2.0, 2) * w / 1280, dice.uniform(-0.015, 0.015)
            for step in range(self.timing.passage_frames):
                yield empty[step % len(empty)] if picture is None else develop(self._held(picture, step, drift, zoom))
        for step in range(self.timing.gap_frames):
            yield empty[step % len(empty)]

    def _held(self, picture, step, drift, zoom):
        """The photograph at one step: slides in from the left, drifts and zooms a little, slides out to the right."""
        w, h = self.size
        slide = self.timing.slide_frames
        share = step / max(1, self.timing.passage_frames - 1)
        away = 0.0
        if step < slide:
            away = -(1 - (step + 1) / (slide + 1)) ** 2
        elif step >= self.timing.passage_frames - slide:
            away = ((step - self.timing.passage_frames + slide + 1) / (slide + 1)) ** 2
        scale = 1.01 + zoom * (share - 0.5)
        matrix = np.float32([[scale, 0, (1 - scale) * w / 2 + drift[0] * (share - 0.5) + away * w],
                             [0, scale, (1 - scale) * h / 2 + drift[1] * (share - 0.5)]])
        if away == 0.0:
            return cv2.warpAffine(picture, matrix, (w, h), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        canvas = self._empty.copy()
        return cv2.warpAffine(picture, matrix, (w, h), dst=canvas, flags=cv2.INTER_LINEAR,
                              borderMode=cv2.BORDER_TRANSPARENT)

    def write(self, path, crf):
        encode(path, self.frames(), self.size, self.timing.fps, crf, preset="veryfast")


class Timing:
    """Seconds in frames: empty gap, slide in and out, the whole of a passage."""

    def __init__(self, fps, hold, gap):
        self.fps = fps
        self.gap_frames = max(1, round(gap * fps))
        self.slide_frames = max(1, round(0.4 * fps))
        self.passage_frames = round(hold * fps) + 2 * self.slide_frames

    def arrival(self, index):
        """When the passage with this index begins to show."""
        frames = index * (self.gap_frames + self.passage_frames) + self.gap_frames
        return _START + datetime.timedelta(seconds=frames / self.fps)

    @staticmethod
    def start():
        return _START
