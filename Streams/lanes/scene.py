"""The place: road, kerbs, posts, booth, hills, barrier; drawn once per camera, before and after the truck."""
import cv2
import numpy as np

from .camera import Camera, Quad
from .glyphs import put_text
from .randomness import cloud, generator


class Place:
    """A lane's surroundings as quads; `wet` darkens the road, `night` the sky."""

    def __init__(self, seed, night=False, wet=False):
        rng = generator(seed, "place")
        self.ground = _ground(rng, wet)
        self.far = _far(rng, night)
        self.objects = _objects(rng)

    def background(self, camera):
        """What stands behind every vehicle, as a picture."""
        big = _doubled(camera)
        canvas = np.zeros((big.size[1], big.size[0], 3), np.uint8)
        for quad in self.far + self.ground:
            quad.draw(canvas, big)
        for quads in sorted(self.objects, key=lambda quads: -_distance(quads, camera)):
            for quad in quads:
                quad.draw(canvas, big)
        return cv2.resize(canvas, camera.size, interpolation=cv2.INTER_AREA)

    def foreground(self, camera):
        """What stands between the camera and the vehicles: picture, weight and the box that holds it, or None."""
        side = camera.position[1]
        near = [quads for quads in self.objects if _side(quads) * side > 0 and abs(side) > 1.4]
        big = _doubled(camera)
        painted = [np.full((big.size[1], big.size[0], 3), tone, np.uint8) for tone in (0, 255)]
        for canvas in painted:
            for quads in sorted(near, key=lambda quads: -_distance(quads, camera)):
                for quad in quads:
                    quad.draw(canvas, big)
        dark, bright = (cv2.resize(canvas, camera.size, interpolation=cv2.INTER_AREA) for canvas in painted)
        weight = 1 - (bright.astype(np.float32) - dark).mean(2) / 255
        rows, columns = np.where(weight.max(1) > 0.02)[0], np.where(weight.max(0) > 0.02)[0]
        if not len(rows):
            return None
        box = (slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1))
        return dark[box].astype(np.float32), weight[box][..., None], box


class BarrierArm:
    """Red and white arm on the left, at x = 2.6 m."""

    _PIVOT = np.array([2.6, 2.35, 1.02])
    _LENGTH = 4.4

    def __init__(self):
        texture = np.zeros((16, 440, 3), np.uint8)
        for k in range(11):
            texture[:, k * 40:(k + 1) * 40] = (36, 34, 190) if k % 2 else (214, 216, 216)
        texture[12:] = (texture[12:] * 0.6).astype(np.uint8)
        self._texture = texture
        self._levels = {}

    def draw(self, canvas, camera, angle):
        a = np.deg2rad(angle)
        along = np.array([0, -np.cos(a), np.sin(a)]) * self._LENGTH
        down = np.array([0, -np.sin(a), -np.cos(a)]) * 0.11
        quad = Quad(self._texture, self._PIVOT - down / 2, along, down, two_sided=True)
        quad._levels = self._levels
        quad.draw(canvas, camera)


def _doubled(camera):
    big = Camera.__new__(Camera)
    big.position, big.rotation = camera.position, camera.rotation
    big.size = (camera.size[0] * 2, camera.size[1] * 2)
    big.matrix = np.diag([2.0, 2.0, 1.0]) @ camera.matrix
    return big


def _distance(quads, camera):
    return min(quad.distance(camera, np.zeros(3)) for quad in quads)


def _side(quads):
    """Mean y of an object: which side of the lane it is on."""
    return np.mean([quad.corners()[:, 1].mean() for quad in quads])


def box(x, y, z, texture, light=(1.0, 0.85, 1.1), faces="fblrt"):
    """A box between pairs of coordinates, one texture on its sides; light of lit side, dark side and top."""
    (x0, x1), (y0, y1), (z0, z1) = x, y, z
    lx, ly, lz = x1 - x0, y1 - y0, z1 - z0
    shapes = {
        "b": ((x0, y1, z1), (0, -ly, 0), (0, 0, -lz), light[1]), "f": ((x1, y0, z1), (0, ly, 0), (0, 0, -lz), light[0]),
        "r": ((x0, y0, z1), (lx, 0, 0), (0, 0, -lz), light[1]), "l": ((x1, y1, z1), (-lx, 0, 0), (0, 0, -lz), light[0]),
        "t": ((x0, y1, z1), (lx, 0, 0), (0, -ly, 0), light[2]),
    }
    return [Quad(texture, o, a, d, light=k) for o, a, d, k in (shapes[f] for f in faces)]


def _flat(rng, width, height, colour, roughness=0.06, cell=6):
    tone = 1 + roughness * cloud(rng, height, width, cell) + roughness * cloud(rng, height, width, cell * 12)
    return np.clip(np.float32(colour) * tone[..., None], 0, 255).astype(np.uint8)


def _ground(rng, wet):
    dark = 0.62 if wet else 1.0
    far = _flat(rng, 2000, 1000, np.float32((112, 116, 118)) * dark, 0.06, 5)
    pad = _flat(rng, 2400, 720, np.float32((104, 108, 110)) * dark, 0.09, 3)
    stains = np.clip(cloud(rng, 720, 2400, 130) - 0.35, 0, 1)[..., None]
    pad = np.clip(pad * (1 - 0.5 * stains), 0, 255).astype(np.uint8)
    for y in (250, 470):  # tyre tracks
        band = np.exp(-((np.arange(720) - y) / 38.0) ** 2)[:, None, None] * 0.22
        pad = np.clip(pad * (1 - band), 0, 255).astype(np.uint8)
    for x in range(0, 2400, 480):  # joints of the concrete slabs
        cv2.line(pad, (x, 0), (x + 6, 720), (60, 62, 64), 3)
    cv2.rectangle(pad, (1670, 140), (1700, 580), (200, 204, 204), -1)  # stop line
    if wet:
        gloss = np.clip(cloud(rng, 720, 2400, 90), 0, 1)[..., None] * 40
        pad = np.clip(pad + gloss, 0, 255).astype(np.uint8)
    return [Quad(far, (-70, 30, -0.02), (140, 0, 0), (0, -60, 0)),
            Quad(pad, (-14, 3, 0), (20, 0, 0), (0, -6, 0))]


def _far(rng, night):
    """Sky with karst hills, on four sides."""
    picture = np.zeros((600, 3000, 3), np.float32)
    top, low = ((16, 12, 10), (30, 26, 24)) if night else ((226, 206, 184), (238, 234, 230))
    share = np.linspace(0, 1, 600, dtype=np.float32)[:, None, None]
    picture += np.float32(top) * (1 - share) + np.float32(low) * share
    if not night:
        picture += np.clip(cloud(rng, 600, 3000, 160), 0, 1)[..., None] * 14
    for depth, tone in ((0.62, (188, 182, 170)), (0.74, (136, 140, 126)), (0.86, (88, 104, 88))):
        ridge = 600 * depth - 70 * np.abs(cloud(rng, 1, 3000, 130)[0]) - 26 * cloud(rng, 1, 3000, 40)[0]
        below = np.clip(np.arange(600)[:, None] - ridge[None], 0, 1)[..., None]
        colour = np.float32(tone) * (0.16 if night else 1.0)
        picture = picture * (1 - below) + colour * below
    picture = np.clip(picture, 0, 255).astype(np.uint8)
    wide, high = 260, 46
    z = high - 4
    return [Quad(picture, (90, -130, z), (0, wide, 0), (0, 0, -high), two_sided=True),
            Quad(picture[:, ::-1].copy(), (-90, -130, z), (0, wide, 0), (0, 0, -high), two_sided=True),
            Quad(picture, (-130, 60, z), (wide, 0, 0), (0, 0, -high), two_sided=True),
            Quad(picture[:, ::-1].copy(), (-130, -60, z), (wide, 0, 0), (0, 0, -high), two_sided=True)]


def _objects(rng):
    stripes = np.zeros((20, 1400, 3), np.uint8)
    for k in range(28):
        stripes[:, k * 50:(k + 1) * 50] = (40, 190, 230) if k % 2 else (30, 30, 30)
    stripes = np.clip(stripes * (1 + 0.15 * cloud(rng, 20, 1400, 9)[..., None]), 0, 255).astype(np.uint8)
    objects = [box((-14, 3.5), sides, (0, 0.17), stripes) for sides in ((1.75, 1.98), (-1.98, -1.75))]
    steel = _flat(rng, 60, 400, (150, 152, 150))
    for x in (3.1, -12.6):
        for y in (2.25, -2.45):
            objects.append(box((x, x + 0.2), (y, y + 0.2), (0, 6.2), steel))
    objects.append(box((2.45, 2.8), (2.2, 2.55), (0, 1.15), _flat(rng, 60, 120, (60, 140, 220))))
    objects.append(_booth(rng))
    objects.append(_wall(rng))
    objects.append([Quad(_fence(), (40, -13, 2.2), (-80, 0, 0), (0, 0, -2.2), two_sided=True)])
    objects.append([Quad(_sign(), (3.05, 2.05, 3.0), (0, 0.7, 0), (0, 0, -0.7))])
    return objects


def _booth(rng):
    wall = _flat(rng, 500, 520, (196, 200, 196), 0.03)
    cv2.rectangle(wall, (60, 110), (440, 300), (70, 58, 44), -1)
    cv2.line(wall, (250, 110), (250, 300), (190, 190, 190), 8)
    cv2.rectangle(wall, (0, 0), (500, 40), (120, 70, 40), -1)
    put_text(wall, "HAI QUAN - CUSTOMS", "label", 20, 250, 10, (235, 235, 235), 1, "middle")
    return box((-1.2, 1.3), (2.7, 4.7), (0.1, 2.7), wall)


def _wall(rng):
    """A warehouse along the left, with windows and roller doors."""
    wall = _flat(rng, 3600, 330, (176, 184, 186), 0.04, 8)
    wall[:40] = (90, 96, 120)
    for k in range(24):
        x = k * 150 + 30
        if k % 4 == 1:
            cv2.rectangle(wall, (x, 130), (x + 95, 330), (150, 150, 142), -1)
            for y in range(136, 330, 12):
                cv2.line(wall, (x, y), (x + 95, y), (112, 112, 106), 2)
        else:
            cv2.rectangle(wall, (x + 10, 120), (x + 80, 190), (84, 72, 58), -1)
    return [Quad(wall, (45, 11, 5.5), (-90, 0, 0), (0, 0, -5.5), two_sided=True)]


def _fence():
    fence = np.zeros((88, 3200, 4), np.uint8)
    fence[:, ::16] = fence[:, 1::16] = (110, 116, 110, 255)
    fence[6:10] = fence[80:84] = (100, 106, 100, 255)
    return fence


def _sign():
    sign = np.zeros((280, 280, 4), np.uint8)
    cv2.circle(sign, (140, 140), 136, (40, 36, 200, 255), -1, cv2.LINE_AA)
    cv2.circle(sign, (140, 140), 108, (236, 236, 236, 255), -1, cv2.LINE_AA)
    face = np.ascontiguousarray(sign[..., :3])
    put_text(face, "5", "logo-serif", 110, 140, 85, (30, 30, 30), 1, "middle")
    sign[..., :3] = face
    return sign
