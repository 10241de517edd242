"""Copies a recorded lane so that its files and lists stand in another order: reorder.py FROM TO"""
import json
import os
import re
import shutil
import sys


def main(source, target):
    os.makedirs(target)
    with open(os.path.join(source, "lane.json5"), encoding="utf-8") as file:
        text = file.read()
    text = re.sub(r"^\s*//.*$", "", text, flags=re.M)
    text = re.sub(r"([{,]\s*)([A-Za-z]\w*)\s*:", r'\1"\2":', text)
    text = re.sub(r",(\s*[}\]])", r"\1", text)
    lane = json.loads(text)
    clips = sorted(name for name in os.listdir(source) if name.endswith(".mp4"))
    renamed = {name: f"{len(clips) - i:02d}-{name}" for i, name in enumerate(clips)}
    for name in clips:
        shutil.copy(os.path.join(source, name), os.path.join(target, renamed[name]))
    lane["lanes"].reverse()
    for one in lane["lanes"]:
        one["cameras"].reverse()
        for camera in one["cameras"]:
            camera["clips"].reverse()
            for clip in camera["clips"]:
                clip["file"] = renamed[clip["file"]]
    with open(os.path.join(target, "lane.json5"), "w", encoding="utf-8") as file:
        json.dump(lane, file)
    for name in os.listdir(source):
        if name == "declarations.json":
            with open(os.path.join(source, name), encoding="utf-8") as file:
                declarations = json.load(file)
            with open(os.path.join(target, name), "w", encoding="utf-8") as file:
                json.dump(list(reversed(declarations)), file)
        elif name.startswith("declarations."):
            shutil.copy(os.path.join(source, name), target)


main(sys.argv[1], sys.argv[2])
