"""Texts that forge lines, move the cursor, turn or hide what stands there: in declarations, reports, names of files; and what no lane can have."""
from faults import *

HOSTILE = {
    "escape": "A\x1b]0;x\x07\x1b[2J", "newline": "A\nB-1 v1 accepted", "C1": "A\x9b31m", "NUL": "A\x00B",
    "turned": "\u202eA\u2069", "separators": "A\u2028B\u2029", "hidden": "A\u200bB", "tag": "A\U000e0041",
    "delete": "A\x7f", "mark": "\ufeffA\ufeff", "long": "A" * 100_000,
}
GOOD = {"reference": "GOOD", "vehicle": {"tractorPlate": "12C12345"}}
for name, text in HOSTILE.items():
    file = write("one.json", [{"reference": text, "vehicle": {"tractorPlate": "12C12345"}}, GOOD])
    for flags in [[], ["--json"]]:
        fault(f"reference: {name} {flags}", command("manifest", *flags, file),
              said=["item 1: reference", "left out"], printed=["GOOD"])
    fields = {
        "vehicle.driver": {"vehicle": {"tractorPlate": "12C12345", "driver": text}},
        "containers\\[0\\].number": {"containers": [{"number": text}]},
        "containers\\[0\\].seals\\[0\\].number": {"containers": [{"number": "MSCU0137155", "seals": [{"number": text}]}]},
        "goods\\[0\\].hsCode": {"goods": [{"hsCode": text}]},
        "documents\\[0\\].number": {"documents": [{"kind": "permit", "number": text}]},
    }
    for field, values in fields.items():
        file = write("one.json", {**GOOD, **values})
        fault(f"{field}: {name}", command("manifest", "--json", file), said=[field], printed=["GOOD"])
    # For people's eyes alone: kept where it harms nothing but a terminal.
    file = write("one.json", {**GOOD, "goods": [{"description": text}], "parties": {"consignee": text}, "x": text})
    fault(f"prose: {name}", command("manifest", "--json", file), status=(0, 1), printed=["GOOD"])
    event = json.dumps({"gate": "g", "lane": "L", "at": "2026-03-02T01:00:25Z", "sensor": "driver", "number": text})
    folder = lane(f"event {name}", clips=False, events=event)
    fault(f"report: {name}", command("replay", folder), said=["line 1: number"])

for name, raw in {"not UTF-8": b"\xff\xfe\x1b[2Jx.json", "escape": "\x1b[31mx.json".encode(), "newline": b"a\nb.json",
                  "turned": "\u202egpj.json".encode(), "missing": None}.items():
    file = os.path.join(os.fsencode(WORK), raw or "no\x1b[2J such\x07 file".encode())
    if raw is not None:
        write(file, [GOOD])
    fault(f"name of a file: {name}", command("manifest", file), status=(0, 1))
    fault(f"name of a file, replayed: {name}", command("replay", file), status=(1, 2))

for name, plate in {"Cyrillic": "12\u042112345", "full width": "\uff11\uff12\uff2312345", "Greek": "12\u039112345"}.items():
    file = write("one.json", {"reference": "R-1", "vehicle": {"tractorPlate": plate}})
    fault(f"plate in look-alikes: {name}", command("manifest", file), status=(0,), printed=["12[CA]-123.45"])
for name, plate, told in [("Cyrillic", "12\u041612345", {"said": ["letters that the lane's readers do not know"]}),
                          ("Arabic digits", "12C\u0661\u0662\u0663\u0664\u0665", {"printed": ["12C12345"]})]:
    file = write("one.json", {"reference": "R-1", "vehicle": {"tractorPlate": plate}, "containers": [{"number": "MSCU0137155"}]})
    fault(f"plate of another script: {name}", command("manifest", "--json", file), status=(0,), **told)

# What libraries would say themselves is said by nobody: every line is ours.
for encoding, raw in {"GB2312": b"\x90\x39\x39\x39\x9d\x33", "windows-1252": b"\x90\x39\x9d", "UTF-8": b"\xff\xfe"}.items():
    file = write(f"{encoding}.xml", b'<?xml version="1.0" encoding="' + encoding.encode() + b'"?><Declaration><ID>R-1'
                 + raw + b"</ID></Declaration>")
    code, output, errors = command("manifest", file)
    foreign = [line for line in errors.splitlines() if not line.startswith("bordergate: ")]
    fault(f"bytes that {encoding} has not", (99 if foreign else code, output, errors))
