"""Lanes in which nothing is wrong: one truck, no truck, two trucks close together."""
from ..actors import Pedestrian, PassingShadow, SwayingTree
from ..codes import container_number
from ..container import Container
from ..lane import LaneSetup, Scenario, Take
from ..papers import declaration, verdict
from ..recording import Weather
from ..vehicle import Truck
from .parts import FULL_HD, doors, front, rear, side, stop


def scenarios():
    return [_green_truck(), _empty_lane(), _nose_to_tail()]


def _green_truck():
    box = Container("MSCU0137155", paint="maroon", side_layout="H1", door_layout="H2", seed=1)
    truck = Truck("12C12345", "12RM01234", box, seed=101)
    lane = LaneSetup("huu-nghi", "HN-IN-1", "entry", [
        front(0.35, clock_in_picture=True), rear(-0.8), side(1.6, size=FULL_HD), doors(0.0)])
    other = container_number("CAIU742916")
    return Scenario(
        "01-green-truck", "An honest truck by day: everything as declared.", 1,
        [Take(lane, "2026-03-02T01:00:20Z", [(truck, stop())])],
        [declaration("VN-2026-000101", "12C12345", "12RM01234", [("MSCU0137155", "22G1", "VN204417")], "jackfruit"),
         declaration("VN-2026-000102", "29H67431", "29R04482", [(other, "42G1", "VN204493")], "cables",
                     driver="Nguyen Duc Tho")],
        [verdict(lane, "2026-03-02T01:00", "12C12345", "12RM01234", ["MSCU0137155"], "VN-2026-000101")])


def _empty_lane():
    lane = LaneSetup("huu-nghi", "HN-IN-2", "entry", [
        front(0.2, clock_in_picture=True), rear(0.5), side(-0.4)])
    actors = [Pedestrian(7, starts=9.0), SwayingTree(5), PassingShadow(3)]
    box = container_number("FCIU518230")
    return Scenario(
        "13-empty-lane", "Nobody comes: rain, moving shadows and a pedestrian. Nothing may be reported.", 13,
        [Take(lane, "2026-03-02T02:30:15Z", [], seconds=26, weather=Weather(rain=0.9), actors=actors)],
        [declaration("VN-2026-001301", "12C40718", "12RM00562", [(box, "22G1", "VN300118")], "cloth")],
        [], crf=33)


def _nose_to_tail():
    first_box = Container(container_number("TCLU380571"), paint="green", logo="NAMVIET", side_layout="H1",
                          door_layout="H1", seed=14)
    second_box = Container(container_number("OOLU169402"), paint="orange", logo="HANMA", side_layout="H2",
                           door_layout="H2", seed=15)
    first = Truck("15C28403", "15RM02219", first_box, cab="blue", brand="VIETSTAR", caked=True, seed=141)
    second = Truck("桂FA5173", "桂F3806挂", second_box, cab="red", brand="LONGMA", caked=True, seed=142)
    lane = LaneSetup("huu-nghi", "HN-IN-1", "entry", [front(0.15), side(0.7), doors(-0.45)])
    return Scenario(
        "14-nose-to-tail", "Two trucks nose to tail: two passages, not one.", 14,
        [Take(lane, "2026-03-02T03:10:12Z",
              [(first, stop()), (second, stop(16.6, wait=(-12.2, 11.9)))], seconds=26)],
        [declaration("VN-2026-001401", "15C28403", "15RM02219", [(first_box.number, "22G1", "VN310077")], "panels",
                     driver="Vu Quang Huy"),
         declaration("VN-2026-001402", "桂FA5173", "桂F3806挂", [(second_box.number, "22G1", "CN881205")], "cables",
                     driver="Wei Guoqiang")],
        [verdict(lane, "2026-03-02T03:10", "15C28403", None, [first_box.number], "VN-2026-001401"),
         verdict(lane, "2026-03-02T03:10", "桂FA5173", None, [second_box.number], "VN-2026-001402")], crf=32)
