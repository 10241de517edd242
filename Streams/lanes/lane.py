"""Words of a scenario: lanes with cameras, takes (one stretch of recording), what was declared, what ought to come out."""
import datetime
import json
import zlib

from .recording import Eye, Stage, Visit, Weather, encode, frames_of, place_camera
from .sensor import Sensor
from .container import Container
from .vehicle import Truck

FPS = 10


class CameraSetup:
    """A camera of a lane. `clock_offset`: seconds its clock runs ahead; `clock_in_picture` burns date and time in;
    `sway`: pixels by which wind moves its pole."""

    def __init__(self, name, role, clock_offset=0.0, size=(1280, 720), aside=1.0, clock_in_picture=False, sway=0.0):
        self.name, self.role, self.clock_offset, self.size = name, role, clock_offset, size
        self.aside, self.clock_in_picture, self.sway = aside, clock_in_picture, sway


class LaneSetup:
    def __init__(self, gate, name, direction, cameras):
        self.gate, self.name, self.direction, self.cameras = gate, name, direction, cameras


class Take:
    """One stretch of recording in a lane; every camera of the lane gets a clip of it.

    `begins`: true time of the start. `dark`: camera name → (second it goes black, second its file ends).
    """

    def __init__(self, lane, begins, visits=(), seconds=16.0, weather=None, actors=(), dark=None):
        self.lane, self.visits, self.seconds = lane, [Visit(*visit) for visit in visits], seconds
        self.begins = datetime.datetime.strptime(begins, "%Y-%m-%dT%H:%M:%SZ")
        self.weather, self.actors, self.dark = weather or Weather(), actors, dark or {}


class Scenario:
    """One folder. `table`: json or csv declarations; `crf`: H.264 quality of its clips, lower is better; `footage`: the scenario
    whose clips it shows again; `events`: reports of scales, seals and other devices."""

    def __init__(self, name, about, seed, takes, declarations, expected, table="json", crf=30, footage=None, events=()):
        self.footage, self.events = footage, events
        self.name, self.about, self.seed = name, about, seed
        self.takes, self.declarations, self.expected, self.table, self.crf = (
            takes, declarations, expected, table, crf)

    @property
    def lanes(self):
        unique = []
        for take in self.takes:
            if take.lane not in unique:
                unique.append(take.lane)
        return unique

    def clips(self):
        """All clips to render, as (take, camera, file name, seconds after the take's start at which it begins)."""
        several = len(self.lanes) > 1
        for take in self.takes:
            number = [t for t in self.takes if t.lane is take.lane].index(take)
            for camera in take.lane.cameras:
                stem = (take.lane.name.lower() + "-" if several else "") + camera.name
                late = zlib.crc32(f"{self.footage or self.name}/{stem}/{number}".encode()) % 40 / 100
                yield take, camera, f"{stem}{'' if number == 0 else f'-{number + 1}'}.mp4", late

    def lane_document(self):
        """What lane.json5 holds."""
        lanes = []
        for lane in self.lanes:
            cameras = []
            for camera in lane.cameras:
                clips = []
                for take, other, file, late in self.clips():
                    if take.lane is lane and other is camera:
                        start = take.begins + datetime.timedelta(seconds=late + camera.clock_offset)
                        file = f"../{self.footage}/{file}" if self.footage else file
                        clips.append({"file": file, "start": milliseconds(start)})
                cameras.append({"id": camera.name, "role": camera.role, "clips": clips,
                                "clockOffset": camera.clock_offset})
            lanes.append({"gate": lane.gate, "id": lane.name, "direction": lane.direction, "cameras": cameras})
        gates = []
        for lane in self.lanes:
            entry = {"id": lane.gate, "name": GATES[lane.gate]}
            if entry not in gates:
                gates.append(entry)
        return {"scenario": self.name, "gates": gates, "lanes": lanes}

    def render_clip(self, folder, file):
        """Renders one clip of the scenario."""
        eye, camera, begins, ends, dark_from, clock = self._eye(file)
        encode(folder / file, frames_of(eye, begins, ends, FPS, clock, dark_from), camera.size, FPS, self.crf)

    def still(self, file, t):
        """One picture of a clip, t seconds after the take's start: for looking at while a scenario is made."""
        eye, _, begins, _, _, clock = self._eye(file)
        return eye.frame(t, int((t - begins) * FPS), clock + datetime.timedelta(seconds=t - begins))

    def _eye(self, file):
        take, camera, _, late = next(clip for clip in self.clips() if clip[2] == file)
        stage = Stage(self.seed, take.weather, take.visits, take.actors)
        standard = next((visit.truck for other in self.takes if other.lane is take.lane for visit in other.visits),
                        None) or Truck("12C11111", "12RM11111", Container("MSCU0137155"))
        place = place_camera(camera.role, standard, camera.size, camera.aside)
        label = f"{take.lane.name} {camera.name.upper()}" if camera.clock_in_picture else None
        sensor = Sensor(place, f"{take.lane.name}/{camera.name}", self.seed, take.weather.night, take.weather.rain,
                        camera.sway, take.weather.brightness, label)
        eye = Eye(stage, place, sensor, camera.role)
        clock = take.begins + datetime.timedelta(seconds=late + camera.clock_offset)
        dark_from, ends = take.dark.get(camera.name, (None, take.seconds))
        return eye, camera, late, ends, dark_from, clock


GATES = {"huu-nghi": "Huu Nghi", "tan-thanh": "Tan Thanh"}


def milliseconds(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def write_json5(path, about, document):
    """JSON5 that people read: a comment, then one line a clip."""
    lines = [f"// {about}", "{", f"  scenario: {json.dumps(document['scenario'])},"]
    lines.append("  gates: [" + ", ".join(
        f"{{ id: {json.dumps(g['id'])}, name: {json.dumps(g['name'])} }}" for g in document["gates"]) + "],")
    lines.append("  lanes: [")
    for lane in document["lanes"]:
        lines.append(f"    {{ gate: {json.dumps(lane['gate'])}, id: {json.dumps(lane['id'])}, "
                     f"direction: {json.dumps(lane['direction'])}, cameras: [")
        for camera in lane["cameras"]:
            lines.append(f"      {{ id: {json.dumps(camera['id'])}, role: {json.dumps(camera['role'])}, "
                         f"clockOffset: {camera['clockOffset']}, clips: [")
            for clip in camera["clips"]:
                lines.append(f"        {{ file: {json.dumps(clip['file'])}, start: {json.dumps(clip['start'])} }},")
            lines.append("      ] },")
        lines.append("    ] },")
    lines += ["  ],", "}"]
    path.write_text("\n".join(lines) + "\n")
