"""Passages that a camera could not see."""
from ..codes import container_number
from ..container import Container
from ..lane import LaneSetup, Scenario, Take
from ..papers import declaration, verdict
from ..recording import Weather
from ..vehicle import Truck
from .parts import doors, front, rear, side, stop


def scenarios():
    return [_covered_plate(), _camera_goes_dark()]


def _covered_plate():
    box = Container(container_number("TEMU560147"), paint="blue", logo="OCEANIS", side_layout="H1", seed=11)
    truck = Truck("34C19082", "34RM00716", box, cab="white", brand="VIETSTAR", covered=True, seed=111)
    lane = LaneSetup("huu-nghi", "HN-IN-2", "entry", [front(0.3), rear(-0.15), side(0.8)])
    return Scenario(
        "11-covered-plate", "Rain. A rag and mud hide the front plate; trailer and container are as declared.", 11,
        [Take(lane, "2026-03-02T06:10:23Z", [(truck, stop())], weather=Weather(rain=0.6))],
        [declaration("VN-2026-001101", "34C19082", "34RM00716", [(box.number, "22G1", "VN270615")], "tiles",
                     driver="Do Manh Cuong")],
        [verdict(lane, "2026-03-02T06:10", None, "34RM00716", [box.number], "VN-2026-001101", ["R44"])],
        table="csv", crf=32)


def _camera_goes_dark():
    first_box = Container(container_number("HLXU281490"), paint="teal", logo="KOSTA", side_layout="H1", door_layout="H1",
                          seed=121)
    second_box = Container(container_number("CMAU640725"), paint="maroon", logo="SEATRAIL", side_layout="H1",
                           door_layout="H2", seed=122)
    first = Truck("88C20635", "88RM01198", first_box, cab="silver", brand="DONGHAI", caked=True, seed=123)
    second = Truck("12H31847", "12RM04075", second_box, cab="yellow", brand="VIETSTAR", caked=True, seed=124)
    lane = LaneSetup("huu-nghi", "HN-IN-1", "entry", [front(0.4), side(0.2), doors(-0.5)])
    return Scenario(
        "12-camera-goes-dark", "The side camera dies between two trucks: the second passage was not seen from there.", 12,
        [Take(lane, "2026-03-02T08:00:10Z", [(first, stop()), (second, stop(23.6))], seconds=33,
              dark={"side": (16.5, 27.0)})],
        [declaration("VN-2026-001201", "88C20635", "88RM01198", [(first_box.number, "22G1", "VN280310")], "panels",
                     driver="Phung Ngoc Son"),
         declaration("VN-2026-001202", "12H31847", "12RM04075", [(second_box.number, "22G1", "VN280347")], "durian",
                     driver="Ly Van Quan")],
        [verdict(lane, "2026-03-02T08:00", "88C20635", None, [first_box.number], "VN-2026-001201"),
         verdict(lane, "2026-03-02T08:00", "12H31847", None, [second_box.number], "VN-2026-001202", ["R44"])], crf=32)
