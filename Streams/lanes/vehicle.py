"""Trucks in space: cab, chassis, wheels, container, rear beam with plate and lamps.

A truck's own origin is the middle of its front bumper on the ground; the body extends towards −x.
"""
import cv2
import numpy as np

from . import plates
from .camera import Quad
from .cab import cab_front, cab_roof, cab_side, chassis_side, rear_beam, wheel
from .container import WIDTH, Container
from .randomness import generator

_CAB_LENGTH = 2.25
_CAB_WIDTH = 2.46
_CAB_HEIGHT = 2.75
_CAB_FLOOR = 0.38
_BOX_START = -2.95
_DECK = 1.32
# Light on each face by day (sun from the front left), and where lamps sit.
_LIGHT = {"front": 1.0, "left": 1.04, "right": 0.86, "rear": 0.88, "top": 1.12}


class Truck:
    """One vehicle with everything that a camera can read on it.

    `covered` hides the front plate, `caked` the rear one (a camera that looks at the doors sees it too as the truck
    leaves, and what it might read there ought not to be left to chance).
    """

    def __init__(self, front_plate, rear_plate, container, rigid=False, cab="white", brand="DONGHAI", dirt=0.2,
                 covered=False, caked=False, front_colour=None, rear_colour=None, seed=0):
        self.rigid, self.cab, self.brand, self.seed = rigid, cab, brand, seed
        self.container = container if isinstance(container, Container) else None
        self.front_plate = plates.from_text(front_plate, 1, front_colour, seed, dirt)
        self.rear_plate = plates.from_text(rear_plate, 2, rear_colour, seed, dirt * 1.4)
        if covered:
            self.front_plate = plates.covered(self.front_plate, generator(seed, "cover"))
        if caked:
            self.rear_plate = plates.covered(self.rear_plate, generator(seed, "caked"))
        self.length = -_BOX_START + self.container.length + 0.12
        self.headlamps = [np.array([0.03, side * 0.92, 0.92]) for side in (1, -1)]
        self.tail_lamps = [np.array([-self.length - 0.02, side * 0.98, 0.98]) for side in (1, -1)]

    def build(self, night):
        """Parts in two groups, cab and body; within a group later parts lie over earlier ones."""
        rng = generator(self.seed, "truck", self.brand)
        light = {face: 0.92 if night else value for face, value in _LIGHT.items()}
        plate_light = 1.45 if night else 1.0  # the sheeting throws the lamps' light back
        return {"cab": self._cab(rng, light, plate_light), "body": self._body(rng, light, plate_light)}

    def _cab(self, rng, light, plate_light):
        half, top = _CAB_WIDTH / 2, _CAB_FLOOR + _CAB_HEIGHT
        parts = _box((-_CAB_LENGTH, 0), half, (_CAB_FLOOR, top), {
            "left": cab_side(self.cab, rng, mirrored=True), "right": cab_side(self.cab, rng),
            "top": cab_roof(self.cab), "rear": np.full((64, 64, 3), 48, np.uint8)}, light)
        front = cab_front(self.cab, self.brand, rng)  # wider than the cab: mirrors
        margin = 0.30
        parts.append(Quad(front, (0.01, -half - margin, top), (0, _CAB_WIDTH + 2 * margin, 0),
                          (0, 0, -_CAB_HEIGHT), light=light["front"]))
        plate = self.front_plate
        parts.append(_facing_front(plate, 0.035, rng.uniform(-0.04, 0.04), 0.60, light["front"] * plate_light))
        turn = wheel()
        for side in (1, -1):
            parts.append(_Wheel(turn, -1.35, side, half + 0.01))
        return parts

    def _body(self, rng, light, plate_light):
        box = self.container
        start, end = _BOX_START, -self.length
        side = chassis_side(-_CAB_LENGTH - end, rng, self.rigid)
        parts = _box((end, -_CAB_LENGTH), 1.16, (0.55, _DECK), {
            "left": side[:, ::-1], "right": side, "top": np.full((32, 32, 3), 40, np.uint8),
            "rear": np.full((32, 32, 3), 34, np.uint8)}, light)
        turn = wheel()
        axles = [-3.4, -4.7] if not self.rigid else [end + 2.9, end + 1.6]
        if not self.rigid:
            axles += [end + 3.4, end + 2.1, end + 0.9]
        for x in axles:
            for sign in (1, -1):
                parts.append(_Wheel(turn, x, sign, 1.20))
        beam = rear_beam(rng)
        parts.append(Quad(beam, (end - 0.01, 1.22, 1.30), (0, -2.44, 0), (0, 0, -0.85), light=light["rear"]))
        plate = self.rear_plate
        parts.append(_facing_rear(plate, end - 0.05, 0.30, 0.86, light["rear"] * plate_light))
        half = WIDTH / 2
        parts += _box((start - box.length, start), half, (_DECK, _DECK + box.height), {
            "left": box.side(), "right": box.side(), "front": box.front(), "rear": box.doors(), "top": box.roof()}, light)
        return parts

    def code_place(self):
        """Middle of the code on the right wall, in the truck's own coordinates."""
        return np.array([_BOX_START - 1.15, -WIDTH / 2, _DECK + self.container.height - 0.62])

    def rear_plate_place(self):
        return np.array([-self.length - 0.05, 0.30, 0.86])

    def door_place(self):
        return np.array([_BOX_START - self.container.length, -0.45, _DECK + self.container.height - 0.75])


class _Wheel:
    """A disc on the vehicle's flank that turns as it rolls."""

    _RADIUS = 0.50

    def __init__(self, texture, x, side, offset):
        self._centre = np.array([x, side * offset, self._RADIUS])
        self._side = side
        self._texture = texture

    def distance(self, camera, shift):
        return np.linalg.norm(camera.position - self._centre - shift)

    def draw(self, canvas, camera, shift):
        if (camera.position[1] - self._centre[1]) * self._side <= 0:
            return  # the far wheel hides behind the body
        angle = shift[0] / self._RADIUS
        r = self._RADIUS
        across = np.array([np.cos(angle), 0, -np.sin(angle)]) * 2 * r
        down = np.array([-np.sin(angle), 0, -np.cos(angle)]) * 2 * r
        if self._side > 0:
            across = np.array([-across[0], 0, across[2]])
            down = np.array([-down[0], 0, down[2]])
            angle = -angle
        quad = Quad(self._texture, self._centre - (across + down) / 2, across, down, two_sided=True)
        quad._levels = _WHEEL_LEVELS
        quad.draw(canvas, camera, shift)


_WHEEL_LEVELS = {}


def _facing_front(plate, x, y, z, light):
    w, h = plate.width, plate.height
    return Quad(plate.texture, (x, y - w / 2, z + h / 2), (0, w, 0), (0, 0, -h), light=light)


def _facing_rear(plate, x, y, z, light):
    w, h = plate.width, plate.height
    return Quad(plate.texture, (x, y + w / 2, z + h / 2), (0, -w, 0), (0, 0, -h), light=light)


def _box(x_range, half, z_range, textures, light):
    """The faces of a box that have a texture, in an order that suits any convex body."""
    (x0, x1), (z0, z1) = x_range, z_range
    length, height = x1 - x0, z1 - z0
    faces = {
        "rear": ((x0, half, z1), (0, -2 * half, 0), (0, 0, -height)),
        "front": ((x1, -half, z1), (0, 2 * half, 0), (0, 0, -height)),
        "right": ((x0, -half, z1), (length, 0, 0), (0, 0, -height)),
        "left": ((x1, half, z1), (-length, 0, 0), (0, 0, -height)),
        "top": ((x0, half, z1), (length, 0, 0), (0, -2 * half, 0)),
    }
    return [Quad(textures[name], *faces[name], light=light[name]) for name in faces if name in textures]


def draw_truck(parts, canvas, camera, shift):
    """Paints a built truck: what is farther first."""
    groups = sorted(parts.values(), key=lambda group: -min(
        part.distance(camera, shift) for part in group if isinstance(part, Quad)))
    for group in groups:
        for part in group:
            part.draw(canvas, camera, shift)


def shadow_quad(length):
    """Soft shadow on the road under a vehicle."""
    w = 256
    mask = np.zeros((w, w), np.float32)
    cv2.rectangle(mask, (40, 40), (w - 40, w - 40), 1.0, -1)
    mask = cv2.GaussianBlur(mask, (0, 0), 16)
    texture = np.zeros((w, w, 4), np.uint8)
    texture[..., 3] = (mask * 190).astype(np.uint8)
    grow_x, grow_y = length * 0.16, 0.9
    return Quad(texture, (-length - grow_x, 1.2 + grow_y, 0.01), (length + 2 * grow_x, 0, 0), (0, -2.4 - 2 * grow_y, 0))
