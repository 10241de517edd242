"""Reads interchanges, one a line, with pydifact and checks what ISO 9735 asks of them: check.py FILE"""
import sys

from pydifact.segmentcollection import Interchange

MESSAGES = {"CODECO", "CUSRES", "IFTSTA"}
seen = {}
failures = []


def check(condition, text):
    if not condition:
        failures.append(text)


for line in open(sys.argv[1], encoding="utf-8"):
    line = line.strip()
    interchange = Interchange.from_str(line)
    messages = list(interchange.get_messages())
    trailer = line.rsplit("UNZ+", 1)[1].rstrip("'").split("+")
    check(int(trailer[0]) == len(messages), f"UNZ counts {trailer[0]}, pydifact reads {len(messages)}")
    check(trailer[1] == interchange.control_reference, "UNB and UNZ name different references")
    check(len(interchange.control_reference) <= 14, "the control reference is too long")
    units = line.split("UNH+")[1:]
    for message, unit in zip(messages, units):
        seen[message.type] = seen.get(message.type, 0) + 1
        counted, reference = unit.split("UNT+", 1)[1].split("'", 1)[0].split("+")
        check(int(counted) == len(message.segments) + 2, f"{message.type}: UNT counts {counted} of {len(message.segments) + 2}")
        check(reference == message.reference_number, f"{message.type}: UNH and UNT name different references")
        tags = [segment.tag for segment in message.segments]
        check(tags[0] == "BGM", f"{message.type}: begins with {tags[0]}")
        check(any(s.tag == "EQD" for s in message.segments) or message.type != "CODECO", "CODECO without equipment")
        check(not any("R10" in str(element) for s in message.segments for element in s.elements), "a rule is told")
        for total in (s for s in message.segments if s.tag == "CNT" and s.elements[0][0] == "16"):
            check(int(total.elements[0][1]) == tags.count("EQD"), f"{message.type}: CNT 16 differs from EQD")
check(set(seen) == MESSAGES, f"expected all of {sorted(MESSAGES)}, found {seen}")
for failure in failures:
    print("FAILED:", failure, file=sys.stderr)
print("messages:", ", ".join(f"{count} {kind}" for kind, count in sorted(seen.items())), "read by pydifact,", len(failures), "failed")
sys.exit(1 if failures else 0)
