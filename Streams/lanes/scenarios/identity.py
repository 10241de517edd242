"""Plates and numbers that do not fit what was declared."""
from ..codes import container_number
from ..container import Container
from ..lane import LaneSetup, Scenario, Take
from ..papers import declaration, verdict
from ..recording import Weather
from ..vehicle import Truck
from .parts import FULL_HD, doors, front, rear, side, stop


def scenarios():
    return [_not_on_manifest(), _check_digit(), _not_declared(), _one_off(), _pair_differs()]


def _not_on_manifest():
    box = Container(container_number("TGHU604821"), paint="green", logo="NAMVIET", side_layout="H2", door_layout="H1",
                    seed=2)
    truck = Truck("29C58214", "29RM01947", box, cab="white", brand="DONGHAI", seed=102)
    declared = container_number("CMAU319570")
    lane = LaneSetup("huu-nghi", "HN-IN-1", "entry", [front(0.35), rear(-0.2), side(0.6)])
    return Scenario(
        "02-container-not-on-manifest", "Night. The truck is the declared one, the container is another.", 2,
        [Take(lane, "2026-03-02T13:05:24Z", [(truck, stop())], weather=Weather(night=True))],
        [declaration("VN-2026-000201", "29C58214", "29RM01947", [(declared, "22G1", "VN207730")], "tiles",
                     driver="Le Van Thanh")],
        [verdict(lane, "2026-03-02T13:05", "29C58214", "29RM01947", [box.number], "VN-2026-000201", ["R10"])])


def _check_digit():
    # The right check digit would be 5, and no single misreading makes this number valid. The papers carry
    # the same wrong number, so nothing but the check digit speaks against it.
    painted = "TEMU8151224"
    box = Container(painted, paint="orange", logo="HANMA", side_layout="V", door_layout="H1", seed=3)
    truck = Truck("桂FB2861", "桂F1527挂", box, cab="red", brand="LONGMA", seed=103)
    lane = LaneSetup("huu-nghi", "HN-IN-2", "entry", [front(-0.4), rear(0.25), side(1.1)])
    return Scenario(
        "03-check-digit-fails", "A Chinese truck; the painted number's check digit is wrong, in the papers too.", 3,
        [Take(lane, "2026-03-02T02:15:21Z", [(truck, stop())])],
        [declaration("VN-2026-000301", "桂FB2861", "桂F1527挂", [(painted, "22G1", "CN881140")], "phones",
                     driver="Huang Jianjun")],
        [verdict(lane, "2026-03-02T02:15", "桂FB2861", "桂F1527挂", [painted], "VN-2026-000301", ["R09"])])


def _not_declared():
    box = Container(container_number("FCIU450917"), "42G1", paint="grey", logo="ORIENTAS", side_layout="H1",
                    door_layout="H2", wear=0.6, seed=4)
    truck = Truck("14C30956", "14RM00873", box, cab="green", brand="VIETSTAR", dirt=0.35, caked=True,
                  seed=104)
    declared = container_number("TCNU286604")
    lane = LaneSetup("huu-nghi", "HN-IN-1", "entry", [
        front(0.0, size=FULL_HD, clock_in_picture=True), doors(0.5, size=FULL_HD)])
    return Scenario(
        "04-plate-not-declared", "A 40-foot load that nobody declared: neither the plate nor the container.", 4,
        [Take(lane, "2026-03-02T07:40:23Z", [(truck, stop(6.6, dwell=4.8))], seconds=17.5)],
        [declaration("VN-2026-000401", "98H12277", "98R06641", [(declared, "42G1", "VN219064")], "watermelon",
                     driver="Pham Tien Dung")],
        [verdict(lane, "2026-03-02T07:40", "14C30956", None, [box.number], None, ["R01"])], crf=33)


def _one_off():
    box = Container(container_number("CXDU203861"), paint="blue", logo="BAOLONG", side_layout="H1", door_layout="H2",
                    seed=5)
    truck = Truck("29H17420", "29R03358", box, cab="silver", brand="VIETSTAR", dirt=0.1, seed=105)
    lane = LaneSetup("huu-nghi", "HN-IN-2", "entry", [front(-0.3), rear(0.4), side(0.9, clock_in_picture=True)])
    return Scenario(
        "05-plate-one-off", "The front plate reads 29H-174.20; 29H-114.20 was declared: a 7 for a 1. Rain.", 5,
        [Take(lane, "2026-03-02T04:20:22Z", [(truck, stop())], weather=Weather(rain=0.8))],
        [declaration("VN-2026-000501", "29H11420", "29R03358", [(box.number, "22G1", "VN220951")], "durian",
                     driver="Tran Minh Khoa")],
        [verdict(lane, "2026-03-02T04:20", "29H17420", "29R03358", [box.number], "VN-2026-000501", ["R02"])])


def _pair_differs():
    box = Container(container_number("HALU712604"), paint="teal", logo="KOSTA", side_layout="H2", door_layout="H1",
                    seed=6)
    truck = Truck("12H02493", "29C76158", box, rigid=True, cab="blue", brand="DONGHAI", seed=106)
    lane = LaneSetup("huu-nghi", "HN-IN-1", "entry", [front(0.1, sway=0.2), rear(0.3), side(-0.6)])
    return Scenario(
        "06-front-rear-differ", "A rigid truck with 12H-024.93 in front and 29C-761.58 behind.", 6,
        [Take(lane, "2026-03-02T03:25:20Z", [(truck, stop())])],
        [declaration("VN-2026-000601", "12H02493", None, [(box.number, "22G1", "VN230418")], "cloth",
                     driver="Nong Van Binh")],
        [verdict(lane, "2026-03-02T03:25", "12H02493", None, [box.number], "VN-2026-000601", ["R05"])],
        table="csv")
