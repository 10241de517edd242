"""One recording of one camera: places and vehicles over time → frames → H.264."""
import datetime
import subprocess

import cv2
import numpy as np

from .camera import Camera
from .motion import barrier_for
from .scene import BarrierArm, Place
from .vehicle import draw_truck, shadow_quad

_EXPOSURE = {False: 1 / 220, True: 1 / 90}  # seconds, by day and night


class Visit:
    """A truck and how it moves."""

    def __init__(self, truck, passing):
        self.truck, self.passing = truck, passing


class Weather:
    """Night or day, rain from 0 to 1, and how bright the day is."""

    def __init__(self, night=False, rain=0.0, brightness=1.15):
        self.night, self.rain, self.brightness = night, rain, brightness if not (night or rain) else 1.0


class Stage:
    """Everything of a lane that does not depend on the camera: place, built trucks, barrier, people."""

    def __init__(self, seed, weather, visits, actors=()):
        self.weather, self.visits, self.actors = weather, visits, list(actors)
        self.place = Place(seed, weather.night, weather.rain > 0)
        self.parts = [visit.truck.build(weather.night) for visit in visits]
        self.shadows = [shadow_quad(visit.truck.length) for visit in visits]
        self.barrier = barrier_for([v.passing for v in visits], [v.truck.length for v in visits])
        self.arm = BarrierArm()


def place_camera(role, truck, size, aside=1.0):
    """Where a camera of this role stands so that a truck like the given one is well seen at the stop."""
    zoom = size[0] / 1280
    if role == "frontPlate":
        return Camera((5.6, -2.0 * aside, 2.35), (0, 0.0, 1.0), 285 * zoom, size, roll=0.8 * aside)
    if role == "rearPlate":
        x, y, z = truck.rear_plate_place()
        return Camera((x - 4.9, -1.95 * aside, 2.2), (x, y - 0.05, z + 0.3), 300 * zoom, size, roll=-1.0)
    if role == "containerSide":
        x, y, z = truck.code_place()
        return Camera((x + 0.7, y - 3.9, z + 0.15), (x - 0.05, y, z - 0.30), 285 * zoom, size, roll=0.5)
    if role == "containerRear":
        x, y, z = truck.door_place()
        return Camera((x - 3.6, y - 0.5 * aside, 5.0), (x, y + 0.1, z - 0.2), 285 * zoom, size, roll=-0.4)
    raise ValueError(f"no such role: {role}")


class Eye:
    """Renders what one camera sees of a stage."""

    def __init__(self, stage, camera, sensor, role):
        self.stage, self.camera, self.sensor, self.role = stage, camera, sensor, role
        self._background = stage.place.background(camera)
        self._foreground = stage.place.foreground(camera)
        self._pose, self._canvas = None, None

    def frame(self, t, number, utc):
        """The picture at second t of the recording."""
        speed = max([v.passing.speed_at(t) for v in self.stage.visits if -45 < v.passing.position(t) < 45] + [0.0])
        exposure = _EXPOSURE[self.stage.weather.night]
        steps = int(np.clip(np.ceil(speed * exposure * 300 / 3), 1, 5))
        pose = tuple(round(v.passing.position(t), 4) for v in self.stage.visits) + (
            round(self.stage.barrier.angle(t), 2), *(actor.pose(t) for actor in self.stage.actors))
        if pose != self._pose:
            times = [t + exposure * (k / steps - 0.5) for k in range(steps)] if steps > 1 else [t]
            total = None
            for moment in times:
                canvas = self._scene(moment)
                total = canvas if total is None else cv2.add(total, canvas, dtype=cv2.CV_32F)
            self._canvas = self.sensor.expose(total if steps == 1 else cv2.convertScaleAbs(total, alpha=1 / steps))
            self._pose = pose
        return self.sensor.develop(self._canvas, self._lamps(t), t, number, utc)

    def _scene(self, t):
        stage, camera = self.stage, self.camera
        canvas = self._background.copy()
        angle = stage.barrier.angle(t)
        arm_over = self.role == "frontPlate" and angle < 55
        for actor in stage.actors:
            actor.draw(canvas, camera, t)
        if not arm_over:
            stage.arm.draw(canvas, camera, angle)
        moving = [(v.passing.position(t), v, parts, shadow)
                  for v, parts, shadow in zip(stage.visits, stage.parts, stage.shadows)]
        moving = [entry for entry in moving if -75 < entry[0] < 40]
        moving.sort(key=lambda entry: -self._away(entry[0], entry[1].truck.length))
        for x, visit, parts, shadow in moving:
            shift = np.array([x, 0.0, 0.0])
            shadow.draw(canvas, camera, shift)
            draw_truck(parts, canvas, camera, shift)
        if arm_over:
            stage.arm.draw(canvas, camera, angle)
        if self._foreground:
            picture, weight, region = self._foreground
            part = canvas[region]
            part[:] = (part * (1 - weight) + picture + 0.5).astype(np.uint8)
        return canvas

    def _away(self, x, length):
        """Distance along the lane from the camera to a body that reaches from x − length to x."""
        c = self.camera.position[0]
        return max(0.0, c - x, x - length - c)

    def _lamps(self, t):
        """Lamps that shine into this camera."""
        lamps = []
        night = self.stage.weather.night
        for visit in self.stage.visits:
            shift = np.array([visit.passing.position(t), 0, 0])
            if not -75 < shift[0] < 40:
                continue
            standing = visit.passing.speed_at(t) < 0.3
            if night and self.role == "frontPlate":
                for lamp in visit.truck.headlamps:
                    self._lamp(lamps, lamp + shift, 0.09, (0.86, 0.96, 1.0), 0.75 if standing else 1.0, 1)
            if self.role in ("rearPlate", "containerRear") and (night or standing):
                for lamp in visit.truck.tail_lamps:
                    self._lamp(lamps, lamp + shift, 0.05, (0.16, 0.12, 1.0), 0.55 if night else 0.3, -1)
        return lamps

    def _lamp(self, lamps, place, metres, colour, strength, facing):
        pixel, depth = self.camera.project(place)
        if pixel is None or (self.camera.position[0] - place[0]) * facing < 0.3:
            return
        pixels_per_metre = np.linalg.norm(self.camera.matrix[0] - self.camera.matrix[2] * pixel[0]) / depth
        size = float(np.clip(round(metres * pixels_per_metre), 2, 60))
        if -400 < pixel[0] < self.camera.size[0] + 400 and -400 < pixel[1] < self.camera.size[1] + 400:
            lamps.append((pixel, size, colour, strength))


def encode(path, frames, size, fps, crf, preset="medium"):
    """Writes frames as H.264, the same bytes each time on the same encoder."""
    command = ["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "bgr24", "-s", f"{size[0]}x{size[1]}",
               "-r", str(fps), "-i", "-", "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact",
               "-c:v", "libx264", "-preset", preset, "-crf", str(crf), "-threads", "1", "-g", str(fps * 8),
               "-pix_fmt", "yuv420p", "-movflags", "+faststart", str(path)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE)
    for frame in frames:
        process.stdin.write(frame.tobytes())
    process.stdin.close()
    if process.wait() != 0:
        raise SystemExit(f"{path}: ffmpeg could not encode it (status {process.returncode})")


def frames_of(eye, begins, ends, fps, clock, dark_from=None):
    """Pictures from second `begins` to `ends` of the stage's time; from `dark_from` on the camera delivers black."""
    for number in range(int((ends - begins) * fps)):
        t = begins + number / fps
        if dark_from is not None and t >= dark_from:
            yield np.full((eye.camera.size[1], eye.camera.size[0], 3), 3, np.uint8)
            continue
        yield eye.frame(t, number, clock + datetime.timedelta(seconds=number / fps))
