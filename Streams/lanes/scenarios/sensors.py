"""What other devices than cameras report: the honest truck of 01-green-truck again, with its scale, seal reader, card reader."""
from ..lane import Scenario, Take
from ..papers import declaration, verdict
from . import honest

_SEAL, _DRIVER = "VN204417", "Hoang Van Lam"


def scenarios():
    return [
        _lane("15-sensors-agree", "Scale, seal, driver and placards: all as declared.", []),
        _lane("16-too-heavy", "Five tons more on the scale than declared.", ["R22"], weight=47_000),
        _lane("17-seal-broken", "The seal is broken, and another than declared.", ["R18", "R19"],
              seal={"state": "broken", "number": "VN770031"}),
        _lane("18-another-driver", "The card is not the declared driver's.", ["R37"], driver="Nguyen Van Xuan"),
        _lane("19-hidden-hazard", "A placard for petrol; the papers say jackfruit.", ["R30"],
              placards=[{"unNumber": "1203", "hazardClass": "3"}]),
        _lane("20-frozen-in-dry-box", "Frozen fish is declared; the box is a dry one.", ["R27"], goods="frozen fish"),
    ]


def _lane(name, about, findings, weight=None, seal=None, driver=_DRIVER, placards=(), goods="jackfruit"):
    footage = next(s for s in honest.scenarios() if s.name == "01-green-truck")
    take = footage.takes[0]
    paper = declaration("VN-2026-000101", "12C12345", "12RM01234", [("MSCU0137155", "22G1", _SEAL)], goods, driver=_DRIVER)
    # Cargo, a 20-foot box of 2.2 t, and 15 t of tractor and trailer.
    honest_weight = paper["containers"][0]["grossKg"] + 2200 + 15_000 + 340
    at = {"gate": take.lane.gate, "lane": take.lane.name}
    events = [
        {**at, "at": "2026-03-02T01:00:25Z", "sensor": "weight", "kg": weight or honest_weight, "accuracyClass": 1},
        {**at, "at": "2026-03-02T01:00:26Z", "sensor": "seal", "container": "MSCU0137155",
         **(seal or {"state": "intact", "number": _SEAL})},
        {**at, "at": "2026-03-02T01:00:27Z", "sensor": "driver", "number": driver},
        {**at, "at": "2026-03-02T01:00:24Z", "sensor": "placards", "placards": list(placards)},
    ]
    return Scenario(
        name, about, footage.seed, [take], [paper],
        [verdict(take.lane, "2026-03-02T01:00", "12C12345", "12RM01234", ["MSCU0137155"], "VN-2026-000101", findings)],
        footage="01-green-truck", events=events)
