"""Declarations and expected verdicts as files."""
import csv
import json

_COLUMNS = ["reference", "version", "status", "direction", "gate", "validFrom", "validUntil", "tractorPlate",
            "trailerPlate", "driver", "containerNumber", "sizeType", "seals", "grossKg", "load", "hsCode", "description",
            "packages", "netKg", "declarant", "consignor", "consignee", "carrier"]
_GOODS = {
    "jackfruit": ("081090", "jackfruit, fresh", 800, 22000), "durian": ("081060", "durian, fresh", 1100, 19800),
    "dragon fruit": ("081090", "dragon fruit, fresh", 1500, 18000), "cables": ("854442", "electric cables", 640, 15400),
    "tiles": ("690721", "ceramic tiles", 900, 23800), "cloth": ("540752", "woven polyester cloth", 420, 14200),
    "panels": ("854143", "photovoltaic panels", 620, 16900), "phones": ("851779", "parts of telephones", 1200, 9800),
    "watermelon": ("080711", "watermelon, fresh", 20, 21500), "frozen fish": ("030389", "fish, frozen", 1100, 21600),
}


def declaration(reference, tractor, trailer, containers, goods="tiles", direction="entry", gate="huu-nghi",
                valid=("2026-03-01T00:00:00Z", "2026-03-05T00:00:00Z"), driver="Hoang Van Lam", status="accepted",
                version=1):
    """One declaration; `containers` is a list of (number, size/type, seal)."""
    code, description, packages, net = _GOODS[goods]
    boxes = [{"number": number, "sizeType": size_type, "seals": [{"number": seal, "issuer": "CU"}],
              "grossKg": net + 2400, "load": "full"} for number, size_type, seal in containers]
    return {
        "reference": reference, "version": version, "status": status, "direction": direction, "gate": gate,
        "validFrom": valid[0], "validUntil": valid[1],
        "vehicle": {"tractorPlate": tractor, "trailerPlate": trailer, "driver": driver},
        "containers": boxes,
        "goods": [{"hsCode": code, "description": description, "packages": packages, "netKg": net}],
        "parties": {"declarant": "Lang Son Forwarding Co.", "consignor": "Dong Phuong Trading JSC",
                    "consignee": "Pingxiang Youyi Import Export Ltd.", "carrier": "Xuan Cuong Transport"},
    }


def verdict(lane, arrived, tractor, trailer, containers, reference, findings=()):
    """One expected passage; channel and case follow from the severities in force."""
    severe = {"R01": 3, "R02": 1, "R03": 2, "R05": 3, "R06": 4, "R07": 4, "R08": 4, "R09": 2, "R10": 3, "R12": 3,
              "R16": 4, "R17": 3, "R18": 4, "R19": 4, "R22": 3, "R27": 2, "R30": 4, "R37": 3, "R44": 2}
    worst = max([severe[rule] for rule in findings], default=0)
    channel = "red" if worst >= 3 else "yellow" if worst else "green"
    return {"gate": lane.gate, "lane": lane.name, "direction": lane.direction, "arrived": arrived,
            "tractorPlate": tractor, "trailerPlate": trailer, "containers": containers, "declaration": reference,
            "findings": sorted(findings), "channel": channel, "case": channel != "green"}


def write_declarations(folder, declarations, table):
    """declarations.json, or declarations.csv with one row a container."""
    for other in ("json", "csv"):
        (folder / f"declarations.{other}").unlink(missing_ok=True)
    if table == "json":
        text = json.dumps(declarations, ensure_ascii=False, indent=2)
        (folder / "declarations.json").write_text(text + "\n")
        return
    with open(folder / "declarations.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_COLUMNS)
        for paper in declarations:
            for box in paper["containers"]:
                writer.writerow(_row(paper, box))


def _row(paper, box):
    goods, vehicle, parties = paper["goods"][0], paper["vehicle"], paper["parties"]
    seals = ";".join(f"{seal['number']}/{seal['issuer']}" for seal in box["seals"])
    return [*(paper[key] for key in _COLUMNS[:7]), vehicle["tractorPlate"], vehicle["trailerPlate"] or "",
            vehicle["driver"], box["number"], box["sizeType"], seals, box["grossKg"], box["load"], goods["hsCode"],
            goods["description"], goods["packages"], goods["netKg"], *(parties[key] for key in _COLUMNS[-4:])]


def write_events(folder, events):
    """events.jsonl, when there are any."""
    path = folder / "events.jsonl"
    path.unlink(missing_ok=True)
    if events:
        path.write_text("".join(json.dumps(event, separators=(",", ":")) + "\n" for event in events))


def write_expected(folder, verdicts):
    lines = [json.dumps(verdict, ensure_ascii=False, separators=(",", ":")) + "\n" for verdict in verdicts]
    (folder / "expected.jsonl").write_text("".join(lines))
