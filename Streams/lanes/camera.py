"""A pinhole camera and textured rectangles in space."""
import cv2
import numpy as np

_NEAR = 0.15  # metres: what comes closer to the camera is clipped


class Camera:
    """Where a camera stands, where it looks, and what it sees."""

    def __init__(self, position, target, pixels_per_metre, size=(1280, 720), roll=0.0):
        """`pixels_per_metre` holds at the target's distance: it fixes the focal length."""
        self.position = np.float64(position)
        self.size = size
        forward = np.float64(target) - self.position
        distance = np.linalg.norm(forward)
        forward /= distance
        right = np.cross(forward, (0, 0, 1.0))
        right /= np.linalg.norm(right)
        down = np.cross(forward, right)
        turn = np.deg2rad(roll)
        right, down = (np.cos(turn) * right + np.sin(turn) * down, -np.sin(turn) * right + np.cos(turn) * down)
        self.rotation = np.stack([right, down, forward])
        focal = pixels_per_metre * distance
        self.matrix = np.float64([[focal, 0, size[0] / 2], [0, focal, size[1] / 2], [0, 0, 1]]) @ self.rotation

    def project(self, point):
        """Pixel and depth of a point; the pixel is None behind the camera."""
        x, y, depth = self.matrix @ (np.float64(point) - self.position)
        return (None, depth) if depth < _NEAR else ((x / depth, y / depth), depth)


class Quad:
    """A textured rectangle: corner of its texture's top left, the vector along its width, the vector down its height."""

    def __init__(self, texture, origin, along, down, two_sided=False, light=1.0):
        self.origin, self.along, self.down = np.float64(origin), np.float64(along), np.float64(down)
        self.normal = np.cross(self.down, self.along)
        self.two_sided = two_sided
        self._levels = {}
        if light != 1.0:
            texture = texture.copy()
            texture[..., :3] = np.clip(texture[..., :3] * np.float32(light), 0, 255).astype(np.uint8)
        self.texture = texture

    def level(self, across, down):
        """The texture shrunk by powers of two, separately in width and height (against aliasing)."""
        key = (across, down)
        if key not in self._levels:
            h, w = self.texture.shape[:2]
            size = (max(2, w >> across), max(2, h >> down))
            self._levels[key] = self.texture if size == (w, h) else cv2.resize(
                self.texture, size, interpolation=cv2.INTER_AREA)
        return self._levels[key]

    def corners(self):
        o, u, v = self.origin, self.along, self.down
        return np.stack([o, o + u, o + u + v, o + v])

    def distance(self, camera, shift):
        """Distance of the nearest point to the camera, for the order of painting."""
        relative = camera.position - self.origin - shift
        uu, vv = self.along @ self.along, self.down @ self.down
        a = np.clip(relative @ self.along / uu, 0, 1)
        b = np.clip(relative @ self.down / vv, 0, 1)
        return np.linalg.norm(relative - a * self.along - b * self.down)

    def draw(self, canvas, camera, shift=np.zeros(3)):
        """Paints the rectangle, moved by `shift` metres, on the canvas."""
        origin = self.origin + shift - camera.position
        if not self.two_sided and self.normal @ origin >= 0:
            return
        plane = camera.matrix @ np.stack([self.along, self.down, origin], 1)
        outline = _clipped(plane)
        if outline is None:
            return
        points = outline[:, :2] / outline[:, 2:3]
        width, height = camera.size
        points = np.clip(points, -8 * width, 8 * width)
        x0, y0 = np.maximum(np.floor(points.min(0)).astype(int) - 1, 0)
        x1, y1 = np.minimum(np.ceil(points.max(0)).astype(int) + 2, (width, height))
        if x1 <= x0 or y1 <= y0:
            return
        texture, homography = self._scaled(plane, points, (width, height))
        if texture is None:
            return
        offset = np.float64([[1, 0, -x0], [0, 1, -y0], [0, 0, 1]])
        drawn = cv2.warpPerspective(texture, offset @ homography, (int(x1 - x0), int(y1 - y0)),
                                    flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        mask = np.zeros((y1 - y0, x1 - x0), np.uint8)
        fixed = np.round((points - (x0, y0)) * 16).astype(np.int32)
        cv2.fillConvexPoly(mask, fixed, 255, cv2.LINE_AA, 4)
        if drawn.shape[2] == 4:
            mask = cv2.multiply(mask, np.ascontiguousarray(drawn[..., 3]), scale=1 / 255)
            drawn = np.ascontiguousarray(drawn[..., :3])
        _composite(canvas[y0:y1, x0:x1], drawn, mask)

    def _scaled(self, plane, points, size):
        """Texture level and homography (level pixels → picture) that fit the scale in the middle of what is visible."""
        h, w = self.texture.shape[:2]
        centre = np.clip(points, 0, size).mean(0)
        try:
            u, v, n = np.linalg.solve(plane, np.float64([*centre, 1.0]))
        except np.linalg.LinAlgError:
            return None, None
        u, v = np.clip(u / n, 0, 1), np.clip(v / n, 0, 1)
        x, y, z = plane @ (u, v, 1.0)
        if z < _NEAR / 2:
            z = _NEAR / 2
        across = np.hypot(plane[0, 0] - x / z * plane[2, 0], plane[1, 0] - y / z * plane[2, 0]) / z / w
        down = np.hypot(plane[0, 1] - x / z * plane[2, 1], plane[1, 1] - y / z * plane[2, 1]) / z / h
        levels = [int(np.clip(np.floor(-np.log2(max(scale, 1e-4)) + 0.35), 0, 7)) for scale in (across, down)]
        texture = self.level(*levels)
        lh, lw = texture.shape[:2]
        # Pixel centres sit at halves.
        unit = np.float64([[1 / lw, 0, 0.5 / lw], [0, 1 / lh, 0.5 / lh], [0, 0, 1]])
        return texture, plane @ unit


def _clipped(plane):
    """Corners of the unit square through the plane's matrix, cut at the near plane (homogeneous, depth last)."""
    corners = (plane @ np.float64([[0, 1, 1, 0], [0, 0, 1, 1], [1, 1, 1, 1]])).T
    kept = []
    for a, b in zip(corners, np.roll(corners, -1, 0)):
        if a[2] >= _NEAR:
            kept.append(a)
        if (a[2] >= _NEAR) != (b[2] >= _NEAR):
            t = (_NEAR - a[2]) / (b[2] - a[2])
            kept.append(a + t * (b - a))
    return np.stack(kept) if len(kept) >= 3 else None


def _composite(region, drawn, mask):
    """Lays a picture over a region through a mask of 0…255."""
    weight = mask.astype(np.float32) * (1 / 255)
    region[:] = cv2.blendLinear(drawn, np.ascontiguousarray(region), weight, 1 - weight)
