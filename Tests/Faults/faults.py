"""What the kinds of faults share: running the command, and what must hold whatever it was given."""
import json
import os
import re
import shutil
import subprocess

BORDERGATE = os.environ["BORDERGATE"]
WORK = os.environ["WORK"]
QUICK = bool(os.environ.get("QUICK"))
# What a terminal obeys, or what turns or hides a text: none of it may be printed.
RAW = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
)


def path(*names):
    return os.path.join(WORK, *names)


def write(name, content):
    """A file in the work folder; anything but bytes and text is written as JSON."""
    full = path(name) if isinstance(name, str) else name
    if isinstance(full, str):
        os.makedirs(os.path.dirname(full), exist_ok=True)
    if not isinstance(content, (str, bytes)):
        content = json.dumps(content, ensure_ascii=False)
    with open(full, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    return full


def command(*arguments, timeout=300):
    """Exit status (negative: ended by a signal), standard output, standard error."""
    done = subprocess.run([BORDERGATE, *arguments], capture_output=True, timeout=timeout)
    decode = lambda text: text.decode("utf-8", "replace")
    return done.returncode, decode(done.stdout), decode(done.stderr)


def fault(name, result, *, status=(1,), said=(), printed=()):
    """Prints how a fault was survived: the exit status, what standard error and output must hold, and nothing raw in either."""
    code, output, errors = result
    why = []
    if code not in status:
        why.append(f"exit status {code}")
    why += [f"does not say {text!r}" for text in said if not re.search(text, errors)]
    why += [f"does not print {text!r}" for text in printed if not re.search(text, output)]
    raw = RAW.search(output + errors)
    if raw:
        why.append(f"prints {raw[0]!r} raw")
    if why:
        print(f"FAILED {name}: {'; '.join(why)}: {(errors + output)[-300:]!r}")
    else:
        print(f"ok {name}")


def lane(name, *, clips, events=None, declarations=None, text=None):
    """A recorded lane: the first scenario's truck, or cameras without a clip; with its own events and declarations."""
    folder = path(name)
    os.makedirs(folder)
    source = "Streams/01-green-truck"
    if clips:
        for file in os.listdir(source):
            if file.endswith((".mp4", ".json5")) or (declarations is None and file.startswith("declarations.")):
                shutil.copy(os.path.join(source, file), folder)
    if text is not None or not clips:
        empty = '{lanes: [{gate: "g", id: "L", direction: "entry", cameras: [{id: "c", role: "overview", clips: []}]}]}'
        write(os.path.join(folder, "lane.json5"), text if text is not None else empty)
    if events is not None:
        write(os.path.join(folder, "events.jsonl"), events)
    if declarations is not None:
        write(os.path.join(folder, "declarations.json"), declarations)
    return folder
