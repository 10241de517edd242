"""Sequences of messages before one truck: the lane of Streams/01-green-truck is replayed with each folder's declarations, and the verdict
compared with its expected.json.   sequences.py BORDERGATE [FOLDER…]"""
import json
import os
import subprocess
import sys
import tempfile

here = os.path.dirname(os.path.abspath(__file__))
lane = os.path.join(here, "..", "..", "Streams", "01-green-truck")
bordergate = os.path.abspath(sys.argv[1])
folders = sys.argv[2:] or sorted(os.path.join(here, "sequences", name) for name in os.listdir(os.path.join(here, "sequences")))
failed = 0
for folder in folders:
    with tempfile.TemporaryDirectory() as work:
        for name in os.listdir(lane):
            if name.endswith((".mp4", ".json5")):
                os.symlink(os.path.realpath(os.path.join(lane, name)), os.path.join(work, name))
        for name in os.listdir(folder):
            if name.startswith("declarations."):
                os.symlink(os.path.join(os.path.realpath(folder), name), os.path.join(work, name))
        # On one database twice: what is taken again changes nothing.
        database = os.path.join(work, "gate.sqlite")
        lines = []
        for _ in range(2):
            run = subprocess.run(
                [bordergate, "replay", "--json", "--database", database, work], capture_output=True, text=True, cwd=os.path.join(here, "..", ".."))
            lines.append(run.stdout)
        verified = subprocess.run([bordergate, "verify", "--database", database], capture_output=True).returncode == 0
    expected = json.load(open(os.path.join(folder, "expected.json")))
    verdicts = [json.loads(line) for line in lines[0].splitlines() if line.startswith("{")]
    found = verdicts and {
        "channel": verdicts[0]["channel"], "declaration": verdicts[0].get("declaration"),
        "rules": sorted(d["rule"] for d in verdicts[0]["findings"])}
    wrong = []
    if len(verdicts) != 1 or found != expected:
        wrong.append(f"{found}, expected {expected}")
    if lines[0] != lines[1]:
        wrong.append("other bytes when taken again")
    if not verified:
        wrong.append("the database does not verify")
    if wrong:
        failed += 1
        print(f"FAILED: {os.path.basename(folder)}: {'; '.join(wrong)}\n{run.stderr}", file=sys.stderr)
print(f"sequences: {len(folders) - failed} of {len(folders)} as expected")
sys.exit(1 if failed else 0)
