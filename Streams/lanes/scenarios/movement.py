"""Entries and exits that do not fit together."""
from ..codes import container_number
from ..container import Container
from ..lane import LaneSetup, Scenario, Take
from ..papers import declaration, verdict
from ..recording import Weather
from ..vehicle import Truck
from .parts import doors, front, rear, side, stop


def scenarios():
    return [_tan_thanh_swap(), _two_gates(), _twice_in(), _exit_without_entry()]


def _tan_thanh_swap():
    """A local truck and one from Ho Chi Minh City enter; the local tractor leaves with the other's trailer and box.

    The entry papers end before the exit papers begin, so at each passage one set of papers is live.
    """
    local_box = Container(container_number("BEAU218734"), paint="grey", logo="BEACON", side_layout="H1", seed=71)
    fruit_box = Container(container_number("SEGU905316"), paint="maroon", logo="SEATRAIL", side_layout="H2", seed=72)
    local = Truck("12C09147", "12RM02286", local_box, cab="yellow", brand="DONGHAI", seed=171)
    southern = Truck("51C73560", "51RM05418", fruit_box, cab="white", brand="VIETSTAR", seed=172)
    swapped = Truck("12C09147", "51RM05418", fruit_box, cab="yellow", brand="DONGHAI", seed=171)
    entry = LaneSetup("tan-thanh", "TT-IN-1", "entry", [front(0.2), rear(-0.3), side(0.45)])
    leaving = LaneSetup("tan-thanh", "TT-OUT-1", "exit", [front(-1.2), rear(0.1), side(0.6)])
    morning = ("2026-03-02T00:00:00Z", "2026-03-02T06:00:00Z")
    afternoon = ("2026-03-02T07:00:00Z", "2026-03-03T12:00:00Z")
    jackfruit = [(fruit_box.number, "22G1", "VN240662")]
    return Scenario(
        "07-tan-thanh-swap", "Tan Thanh: a local tractor leaves with the trailer and the jackfruit of another truck.", 7,
        [Take(entry, "2026-03-02T01:10:22Z", [(local, stop())]),
         Take(entry, "2026-03-02T01:25:21Z", [(southern, stop())]),
         Take(leaving, "2026-03-02T09:30:20Z", [(swapped, stop())])],
        [declaration("VN-2026-000701", "12C09147", "12RM02286", [(local_box.number, "22G1", "VN240101")], "tiles",
                     gate="tan-thanh", valid=morning, driver="Hoang Van Lam"),
         declaration("VN-2026-000702", "51C73560", "51RM05418", jackfruit, "jackfruit", gate="tan-thanh", valid=morning,
                     driver="Nguyen Thanh Phong"),
         declaration("VN-2026-000703", "51C73560", "51RM05418", jackfruit, "jackfruit", "exit", "tan-thanh", afternoon,
                     driver="Nguyen Thanh Phong")],
        [verdict(entry, "2026-03-02T01:10", "12C09147", "12RM02286", [local_box.number], "VN-2026-000701"),
         verdict(entry, "2026-03-02T01:25", "51C73560", "51RM05418", [fruit_box.number], "VN-2026-000702"),
         verdict(leaving, "2026-03-02T09:30", "12C09147", "51RM05418", [fruit_box.number], "VN-2026-000703",
                 ["R01", "R07"])])


def _two_gates():
    first_box = Container(container_number("GLDU538162"), paint="blue", logo="BAOLONG", side_layout="V", seed=81)
    second_box = Container(container_number("TCLU927405"), paint="white", logo="HANMA", side_layout="H1", seed=82)
    first = Truck("桂FK8305", "桂F6120挂", first_box, cab="red", brand="LONGMA", seed=181)
    clone = Truck("桂FK8305", "桂F4457挂", second_box, cab="blue", brand="LONGMA", seed=182)
    north = LaneSetup("huu-nghi", "HN-IN-1", "entry", [front(0.35), side(0.9)])
    east = LaneSetup("tan-thanh", "TT-IN-1", "entry", [front(-0.7), side(0.15)])
    return Scenario(
        "08-one-plate-two-gates", "The same Chinese plate at Huu Nghi and, six minutes later, at Tan Thanh.", 8,
        [Take(north, "2026-03-02T05:00:22Z", [(first, stop())]), Take(east, "2026-03-02T05:06:20Z", [(clone, stop())])],
        [declaration("VN-2026-000801", "桂FK8305", "桂F6120挂", [(first_box.number, "22G1", "CN901177")], "cables",
                     driver="Wei Guoqiang"),
         declaration("VN-2026-000802", "桂FK8305", "桂F4457挂", [(second_box.number, "22G1", "CN901254")], "panels",
                     gate="tan-thanh", driver="Lu Zhiming")],
        [verdict(north, "2026-03-02T05:00", "桂FK8305", None, [first_box.number], "VN-2026-000801"),
         verdict(east, "2026-03-02T05:06", "桂FK8305", None, [second_box.number], "VN-2026-000802", ["R06"])], crf=32)


def _twice_in():
    box = Container(container_number("CAIU360258"), paint="maroon", logo="TRANSMERA", side_layout="H1", door_layout="V",
                    seed=9)
    first = Truck("20C41866", "20RM01530", box, cab="white", brand="VIETSTAR", caked=True, seed=191)
    again = Truck("99H25079", "99RM03364", box, cab="green", brand="DONGHAI", caked=True, seed=192)
    lane = LaneSetup("huu-nghi", "HN-IN-2", "entry", [front(0.5), doors(-0.25)])
    return Scenario(
        "09-same-container-twice", "One container comes in by day and again by night, with no exit between.", 9,
        [Take(lane, "2026-03-02T04:00:20Z", [(first, stop())]),
         Take(lane, "2026-03-02T14:30:22Z", [(again, stop())], weather=Weather(night=True))],
        [declaration("VN-2026-000901", "20C41866", "20RM01530", [(box.number, "22G1", "VN250033")], "cloth",
                     driver="Duong Van Hai"),
         declaration("VN-2026-000902", "99H25079", "99RM03364", [(box.number, "22G1", "VN250871")], "cloth",
                     driver="Bui Xuan Truong")],
        [verdict(lane, "2026-03-02T04:00", "20C41866", None, [box.number], "VN-2026-000901"),
         verdict(lane, "2026-03-02T14:30", "99H25079", None, [box.number], "VN-2026-000902", ["R16"])], crf=32)


def _exit_without_entry():
    box = Container(container_number("OOLU738519"), paint="orange", logo="HANMA", side_layout="H1", seed=10)
    truck = Truck("桂FD6932", "桂F2074挂", box, cab="white", brand="LONGMA", seed=110)
    lane = LaneSetup("huu-nghi", "HN-OUT-1", "exit", [front(0.25, clock_in_picture=True), rear(1.4), side(-0.35)])
    return Scenario(
        "10-exit-without-entry", "Night, exit lane: a truck leaves that never came in.", 10,
        [Take(lane, "2026-03-02T12:45:21Z", [(truck, stop())], weather=Weather(night=True))],
        [declaration("VN-2026-001001", "桂FD6932", "桂F2074挂", [(box.number, "22G1", "VN260492")], "dragon fruit", "exit",
                     driver="Tan Haibo")],
        [verdict(lane, "2026-03-02T12:45", "桂FD6932", "桂F2074挂", [box.number], "VN-2026-001001", ["R17"])], crf=32)
