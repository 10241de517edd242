"""Situations that a gate meets and the sets hardly hold, made from pictures whose numbers are read rightly: what was not in the picture must not be sure.

  python Models/training/situations.py SET… --out FOLDER [--bordergate PROGRAM] [--only NAME…] [--seed N] [--every N] [--odd]

SET is a folder with truth.tsv and its pictures. Where numbers and their characters stand is taken from `bordergate read --explain`; pictures of which
the number is not read are left out. Writes FOLDER/SITUATION/truth.tsv and images/, which `bordergate bench reading FOLDER/*` measures.

  cut       the picture's edge goes through the plate: 20 to 35% of it are outside
  unseen    a container's check digit is painted over, behind a rod, in a shadow or outside the picture
  wrong     one digit of a container number is another one, as painted: the sum fails
  burnt-in  lines that cameras write into their pictures: clock, channel, speed, address, the last plate and number; 640 to 3840 pixels wide
  print     what is printed on vehicles: norms, weights, unit numbers, telephone numbers, numbers of railway wagons and air cargo
  pair      a second plate of another country beside the first, or under it
  scripts   plates of Thailand, Laos and Cambodia in the plate's place
  yellow    yellow plates of two lines as Vietnamese lorries carry them
  foreign   plates of countries with other alphabets
"""
import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from codes.render import check_digit
from plates import layouts, render

FONTS = [f for f in ("/usr/share/fonts/truetype/" + name for name in (
    "dejavu/DejaVuSansMono-Bold.ttf", "dejavu/DejaVuSans.ttf", "liberation/LiberationMono-Regular.ttf", "liberation/LiberationSans-Bold.ttf",
    "liberation/LiberationSansNarrow-Bold.ttf", "roboto/unhinted/RobotoCondensed-Bold.ttf", "freefont/FreeSansBold.ttf")) if os.path.exists(f)]
WIDTHS = (640, 960, 1280, 1920, 2560, 3840)


class Place:
    """A number that was read rightly: its text, corners as written, and where its characters stand."""

    def __init__(self, picture, kind, text, corners, characters, layout):
        self.picture, self.kind, self.text, self.layout, self.others = picture, kind, text, layout, []
        self.corners, self.characters = np.array(corners, float), np.array(characters, float).reshape(-1, 2)
        if kind == "container" and len(self.characters) == 11:
            self._centre()

    def _centre(self):
        """Moves the places along the text to where the strokes are: the reader names a character where it is sure of it, not in its middle."""
        rows = 2 if self.layout == "2" else 1
        (w, h), c = (480, 48 * rows), self.corners.astype(np.float32)
        to = cv2.getPerspectiveTransform(c, np.array([[0, 0], [w, 0], [w, h], [0, h]], np.float32))
        grey = cv2.cvtColor(cv2.warpPerspective(self.picture, to, (w, h)), cv2.COLOR_BGR2GRAY).astype(np.float32)
        ink = np.abs(cv2.Sobel(grey, cv2.CV_32F, 1, 0)).reshape(rows, 48, w)[:, 8:40].mean(1)
        at = cv2.perspectiveTransform(self.characters[None], to.astype(float))[0]
        row = (at[:, 1] // 48).clip(0, rows - 1).astype(int)
        step = np.median([abs(b - a) for a, b, i, j in zip(at[:, 0], at[1:, 0], row, row[1:]) if i == j])

        def worth(shift):
            inside = [ink[r, int(max(0, x + shift - step * .3)):int(max(1, x + shift + step * .3))].mean() if 0 < x + shift < w else 0 for x, r in zip(at[:, 0], row)]
            between = [ink[r, int(np.clip(x + shift + step * .5, 0, w - 1))] for x, r in zip(at[:, 0], row)]
            return np.mean(inside) - np.mean(between)

        best = max(np.arange(-.5, .51, .1) * step, key=worth)
        at[:, 0] += best
        self.characters = cv2.perspectiveTransform(at[None], np.linalg.inv(to))[0]

    def cell(self, index):
        """Corners of the cell of one character."""
        c, text = self.corners, self.characters
        lines = 2 if self.layout == "2" else 1
        across = (c[3] - c[0] + c[2] - c[1]) / 2 / lines
        near = min((i for i in range(len(text)) if i != index), key=lambda i: np.linalg.norm(text[i] - text[index]))
        width = np.linalg.norm(text[near] - text[index])
        along = (c[1] - c[0]) / np.linalg.norm(c[1] - c[0]) * width
        p = text[index]
        return np.array([p - along / 2 - across / 2, p + along / 2 - across / 2, p + along / 2 + across / 2, p - along / 2 + across / 2])


def places(folder, program, every, odd):
    """What the program reads rightly in a set, and where."""
    with open(os.path.join(folder, "truth.tsv"), encoding="utf-8") as f:
        rows = list(csv.DictReader(f, delimiter="\t"))
    truths = {}
    for row in rows:
        truths.setdefault(row["image"], []).append(row["text"])
    # A picture with several numbers shows what its truth does not say.
    images = [i for i in truths if len(truths[i]) == 1 and (not odd or int("".join(c for c in os.path.basename(i) if c.isdigit())) % 2)][::every]
    with tempfile.TemporaryDirectory() as work:
        paths = [os.path.join(folder, image) for image in images]
        subprocess.run([program, "read", "--json", "--small-print", "none", "--explain", work, *paths], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        for number, path in enumerate(paths, 1):
            stem = os.path.splitext(os.path.basename(path))[0]
            found = {}
            for line in map(json.loads, open(os.path.join(work, f"{number}-{stem}", "attempts.jsonl"), encoding="utf-8")):
                text = line["final"]
                if text not in truths[images[number - 1]] or (line.get("refusal") and text not in found):
                    continue
                place = Place(cv2.imread(path), line["kind"], text, line["corners"], [c["place"] for c in line.get("characters") or []], line["layout"])
                if text in found:
                    found[text].others.append(place)
                else:
                    found[text] = place
            yield from found.values()


def fill(picture, quad, colour, noise, g):
    mask = np.zeros(picture.shape[:2], np.uint8)
    cv2.fillConvexPoly(mask, np.round(quad).astype(np.int32), 255, cv2.LINE_AA)
    mask = cv2.GaussianBlur(mask, (0, 0), .8)[..., None] / 255
    paint = np.asarray(colour, float) + g.normal(0, noise, picture.shape)
    picture[:] = np.clip(picture * (1 - mask) + paint * mask, 0, 255).astype(np.uint8)


def write(picture, text, x, y, height, colour, font, outline=None, ground=None):
    """Draws text `height` pixels high with its top left at x, y. Returns its width."""
    f = ImageFont.truetype(font, max(6, int(height * 1.35)))
    image = Image.fromarray(picture[..., ::-1])
    draw = ImageDraw.Draw(image)
    box = draw.textbbox((x, y), text, font=f)
    if ground is not None:
        draw.rectangle([box[0] - 3, box[1] - 3, box[2] + 3, box[3] + 3], fill=ground)
    draw.text((x, y), text, font=f, fill=colour, stroke_width=max(1, int(height / 14)) if outline is not None else 0, stroke_fill=outline)
    picture[:] = np.asarray(image)[..., ::-1]
    return box[2] - box[0]


def cut(p, g):
    if p.kind != "plate":
        return None
    (x0, y0), (x1, y1) = p.corners.min(0), p.corners.max(0)
    h, w = p.picture.shape[:2]
    share, side = g.uniform(.2, .35), layouts.pick(g, ["left", "left", "right", "right", "bottom", "top"])
    x, y = int(x0 + (x1 - x0) * share), int(y0 + (y1 - y0) * share)
    part = {"left": p.picture[:, x:], "right": p.picture[:, :int(x1 - (x1 - x0) * share)], "top": p.picture[y:], "bottom": p.picture[:int(y1 - (y1 - y0) * share)]}[side]
    if min(part.shape[:2]) < 60 or x0 < 4 or y0 < 4 or x1 > w - 4 or y1 > h - 4:
        return None
    return part, [(p.text, f"side={side}")]


def unseen(p, g):
    if p.kind != "container" or len(p.characters) != 11:
        return None
    if p.others:
        return None  # the roof shows it as well
    out = p.picture.copy()
    cell = p.cell(10)
    middle = cell.mean(0)
    grown = middle + (cell - middle) * 1.6
    how = layouts.pick(g, ["paint", "paint", "rod", "shadow", "edge"])
    beside = p.picture[int(np.clip(middle[1], 0, out.shape[0] - 1)), :][max(0, int(grown[:, 0].min()) - 4):int(grown[:, 0].max()) + 4].reshape(-1, 3)
    ground = np.median(beside, 0)
    if how == "paint":
        fill(out, grown, ground * g.uniform(.85, 1.1), 3, g)
    elif how == "rod":
        column = p.layout == "v"
        a, b = ((-5, 0), (5, 0)) if column else ((0, -5), (0, 5))
        size = np.linalg.norm(grown[1] - grown[0]) if not column else np.linalg.norm(grown[2] - grown[1])
        half = np.array([0, 1]) * size * .55 if column else np.array([1, 0]) * size * .55
        far = np.array([a, b]) * size + middle
        fill(out, np.array([far[0] - half, far[1] - half, far[1] + half, far[0] + half]), g.uniform(40, 200), 5, g)
    elif how == "shadow":
        fill(out, grown, g.uniform(2, 12), 1, g)
    else:
        before = p.characters[9]
        if p.layout == "v":
            out = out[:int((before[1] + middle[1]) / 2)]
        elif p.layout == "1":
            out = out[:, :int((before[0] + middle[0]) / 2)]
        else:
            return None
        if min(out.shape[:2]) < 60:
            return None
    return out, [(p.text, f"checkDigit=unseen how={how}")]


def wrong(p, g):
    if p.kind != "container" or len(p.characters) != 11:
        return None
    if p.others:
        return None  # two marks that differ are another case
    text = p.text
    pairs = [(i, j) for i in range(4, 11) for j in range(4, 10) if text[i] != text[j]]
    g.shuffle(pairs)
    for i, j in pairs:
        printed = text[:i] + text[j] + text[i + 1:]
        if str(check_digit(printed[:10])) == printed[10]:
            continue
        a, b = p.cell(j), p.cell(i)
        to = cv2.getPerspectiveTransform(a.astype(np.float32), b.astype(np.float32))
        moved = cv2.warpPerspective(p.picture, to, p.picture.shape[1::-1], borderMode=cv2.BORDER_REPLICATE)
        mask = np.zeros(p.picture.shape[:2], np.uint8)
        cv2.fillConvexPoly(mask, np.round(b).astype(np.int32), 255, cv2.LINE_AA)
        mask = cv2.GaussianBlur(mask, (0, 0), .7)[..., None] / 255
        return (p.picture * (1 - mask) + moved * mask).astype(np.uint8), [(printed, f"checkDigit=invalid at={i + 1}")]
    return None


def number(g):
    own = layouts.many(g, layouts.LETTERS, 3) + "U" + layouts.digits(g, 6)
    return own + str(check_digit(own))


def lines(g):
    """What cameras write into their pictures."""
    d = lambda n: layouts.digits(g, n)
    plate = layouts.pick(g, ["29C12345", "51D" + d(5), "15H-" + d(5), "桂F" + d(5)][:3])
    clock = layouts.pick(g, [f"20{d(2)}-0{1 + g.integers(9)}-1{d(1)} 1{d(1)}:{g.integers(6)}{d(1)}:{g.integers(6)}{d(1)}", f"1{d(1)}/0{1 + g.integers(9)}/20{d(2)} 0{d(1)}:{g.integers(6)}{d(1)}:{g.integers(6)}{d(1)} Thu"])
    return clock, [f"CAM {d(2)}", f"IPC{d(1)} CH0{d(1)}", f"Plate: {plate} {d(2)}km/h", f"{plate}", f"Speed {d(2)}km/h Lane {d(1)}", f"192.168.{d(2)}.{d(2)}", f"HUU NGHI GATE {d(1)} IN",
                   f"Container: {number(g)}", f"{number(g)}", f"FPS {d(2)}.{d(1)} BR {d(4)}kbps", f"Plate:{plate} Color:White Type:Truck", f"DEV{d(7)}", f"LANE0{d(1)} {plate}"]


def burnt_in(p, g):
    width = layouts.pick(g, WIDTHS)
    k = width / p.picture.shape[1]
    out = cv2.resize(p.picture, None, fx=k, fy=k, interpolation=cv2.INTER_CUBIC if k > 1 else cv2.INTER_AREA)
    h, w = out.shape[:2]
    size, font = h / g.uniform(22, 45), layouts.pick(g, FONTS)
    size = max(9, size)
    white, black = (255, 255, 255), (0, 0, 0)
    style = layouts.pick(g, [dict(outline=black), dict(outline=black), dict(ground=black), dict()])
    colour = white if g.random() < .8 else (255, 255, 0)
    clock, others = lines(g)
    write(out, clock, int(w * g.uniform(.01, .6)), int(h * .012), size, colour, font, **style)
    y = h - size * 1.9
    for text in g.choice(others, int(g.integers(1, 4)), replace=False):
        write(out, str(text), int(w * g.uniform(.01, .5)), int(y), size, colour, font, **style)
        y -= size * 1.9
    # A number that lies under the lines is not in the picture any more.
    ys = p.corners[:, 1] * k
    if ys.min() < size * 3 or ys.max() > y:
        return None
    return out, [(p.text, f"width={width}")]


PRINT = ["EN 12642 XL", "EN12642-XL", "GVW 16000", "G.V.W. 24000KG", "M.G.W. 30480 KG", "TARE 3800KG", "MAX GROSS 32500", "NET 26680 KG", "PAYLOAD 14.500", "TL 7200 KG", "TT 15870 KG", "UNIT 40721",
         "NO 2237", "FLEET 1182", "0913 456 789", "DT 0203.388.5678", "HOTLINE 19001234", "31 80 4575 123-4", "33 68 4956 215-7", "AAZ2539", "AKE 24571 CX", "PMC 81234 VN", "AMA12345LH", "80 KM/H",
         "H 4.00M", "DOT 1234567", "USDOT 298734", "MC 448213", "VIN 1FUJA6CK", "TYPE 45R1", "CU.CAP. 2700", "VOL 76.4 CBM", "6x4 380HP", "R22.5 12PR", "ISO 1496", "TIR 4521", "CLASS 9", "18.000L", "P 8.5 BAR"]


def printed(p, g):
    out = p.picture.copy()
    h, w = out.shape[:2]
    (x0, y0), (x1, y1) = p.corners.min(0), p.corners.max(0)
    size = (y1 - y0) * g.uniform(.5, 1.1) / (2 if p.layout == "2" else 1) if p.layout != "v" else (x1 - x0) * g.uniform(.6, 1.2)
    size = float(np.clip(size, 9, h / 6))
    text = layouts.pick(g, PRINT)
    long = size * len(text) * .75
    for _ in range(30):
        x, y = g.uniform(0, max(1, w - long)), g.uniform(h * .15, max(h * .16, h - 2 * size))
        if x + long < x0 - 10 or x > x1 + 10 or y + 1.6 * size < y0 - 10 or y > y1 + 10:
            dark = g.random() < .6
            write(out, text, int(x), int(y), size, (int(g.uniform(10, 60)),) * 3 if dark else (int(g.uniform(200, 250)),) * 3, layouts.pick(g, FONTS),
                  ground=((int(g.uniform(170, 240)),) * 3 if dark else (int(g.uniform(20, 90)),) * 3) if g.random() < .7 else None)
            return cv2.GaussianBlur(out, (0, 0), .6), [(p.text, "says=" + text.replace(" ", "_"))]
    return None


YELLOW = (80, 215, 250)


def plate_on(picture, plate, quad, g, tint=None):
    """A rendered plate in place of a quad; a neutral rim covers what stood there."""
    d = render.draw_plate(g, plate)
    middle = quad.mean(0)
    fill(picture, middle + (quad - middle) * 1.12, g.uniform(20, 70), 2, g)
    h, w = d.image.shape
    k = np.linalg.norm(quad[1] - quad[0]) / w
    image = cv2.cvtColor(d.image, cv2.COLOR_GRAY2BGR)
    if tint is not None:
        image = (image * (np.array(tint) / 255)).astype(np.uint8)
    if k < .8:
        image = cv2.resize(image, (max(8, int(w * k * 1.2)), max(6, int(h * k * 1.2))), interpolation=cv2.INTER_AREA)
    h, w = image.shape[:2]
    to = cv2.getPerspectiveTransform(np.array([[0, 0], [w, 0], [w, h], [0, h]], np.float32), quad.astype(np.float32))
    cv2.warpPerspective(image, to, picture.shape[1::-1], dst=picture, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_TRANSPARENT)
    return d


def shaped(quad, ratio, k=1.0):
    """A quad of another shape about the middle of this one, as wide."""
    middle = quad.mean(0)
    u, v = (quad[1] - quad[0] + quad[2] - quad[3]) / 4 * k, (quad[3] - quad[0] + quad[2] - quad[1]) / 4
    v = v / np.linalg.norm(v) * np.linalg.norm(u) / ratio
    return np.array([middle - u - v, middle + u - v, middle + u + v, middle - u + v])


def written(plate):
    """The text of a rendered plate, letters that are of other scripts left out."""
    text = "".join(plate.lines).replace("~2", "").replace("Đ", "D")
    return "".join(c for c in text if c.isalnum())


def fits(quad, picture, margin=3):
    h, w = picture.shape[:2]
    return quad.min() > margin and quad[:, 0].max() < w - margin and quad[:, 1].max() < h - margin


def replaced(p, g, plate, tag, tint=None, ratio=None):
    if p.kind != "plate":
        return None
    out = p.picture.copy()
    quad = shaped(p.corners, ratio or plate.size[0] / plate.size[1], 1.0 if p.layout == "2" else .8)
    middle = quad.mean(0)
    width = np.linalg.norm(quad[1] - quad[0])
    if width < 90:
        quad = middle + (quad - middle) * 90 / width
    if not fits(quad, out):
        return None
    plate_on(out, plate, quad, g, tint)
    return cv2.GaussianBlur(out, (0, 0), .5), [(written(plate), tag)]


def scripts(p, g):
    while True:
        plate = layouts.foreign_two(g)
        if plate.kind in ("la", "th", "kh"):
            return replaced(p, g, plate, "script=" + plate.kind, YELLOW if plate.ink is layouts.YELLOW else None)


def yellow(p, g):
    head = layouts.pick(g, layouts.VN_CODES) + layouts.pick(g, layouts.VN_SERIES)
    plate = layouts.Plate("vn2", (330, 165), [head, layouts.vn_body(g, .1)], ((190, 235), (10, 50)), "vn", glyph=(63, 38))
    return replaced(p, g, plate, "two-lines", YELLOW, g.uniform(1.75, 2.3))


def foreign(p, g):
    kind = layouts.pick(g, ["br", "us", "eu", "my"])
    while True:
        plate = layouts.foreign_one(g) if kind in ("br", "eu") else layouts.foreign_two(g) if kind == "us" else layouts.Plate(
            "my", (520, 110), [layouts.pick(g, "ABJKWTPN") + layouts.many(g, layouts.LETTERS, int(g.integers(0, 3))) + " " + layouts.digits(g, int(g.integers(3, 5)))], layouts.BLACK, "any", glyph=(70, 42))
        if plate.kind == kind:
            return replaced(p, g, plate, "country=" + kind)


def pair(p, g):
    if p.kind != "plate":
        return None
    out = p.picture.copy()
    other = layouts.cn_one(g) if g.random() < .5 else layouts.vn_one(g)
    if "学" in written(other) or other.kind in ("vn-army", "vn-foreign"):
        return None
    first = p.corners
    wide = np.linalg.norm(first[1] - first[0])
    quad = shaped(first, other.size[0] / other.size[1], 1.0 if p.layout == "1" else 1.2)
    down, along = (first[3] - first[0] + first[2] - first[1]) / 2, (first[1] - first[0] + first[2] - first[3]) / 2
    high = np.linalg.norm(quad[3] - quad[0])
    how = layouts.pick(g, ["under", "under", "beside"])
    gap = g.uniform(.05, .35)
    move = down / np.linalg.norm(down) * (np.linalg.norm(down) / 2 + high * (.5 + gap)) if how == "under" else along / wide * (wide / 2 + np.linalg.norm(quad[1] - quad[0]) / 2 + high * gap)
    quad = quad + move * (1 if how == "under" or g.random() < .5 else -1)
    if not fits(quad, out):
        return None
    plate_on(out, other, quad, g)
    return out, [(p.text, "how=" + how), (written(other), "how=" + how)]


SITUATIONS = {"cut": cut, "unseen": unseen, "wrong": wrong, "burnt-in": burnt_in, "print": printed, "pair": pair, "scripts": scripts, "yellow": yellow, "foreign": foreign}


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("sets", nargs="+", metavar="SET")
    ap.add_argument("--out", required=True)
    ap.add_argument("--bordergate", default=".build/release/bordergate")
    ap.add_argument("--only", nargs="+", choices=list(SITUATIONS), default=list(SITUATIONS))
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--every", type=int, default=1)
    ap.add_argument("--odd", action="store_true", help="pictures with an odd number only: the even ones fit confidences")
    a = ap.parse_args()
    rows = {name: [] for name in a.only}
    number = 0
    for folder in a.sets:
        for place in places(folder, a.bordergate, a.every, a.odd):
            number += 1
            for name in a.only:
                g = np.random.default_rng([a.seed, number, list(SITUATIONS).index(name)])
                made = SITUATIONS[name](place, g)
                if made is None:
                    continue
                picture, truths = made
                image = f"images/{number:04d}.jpg"
                os.makedirs(os.path.join(a.out, name, "images"), exist_ok=True)
                cv2.imwrite(os.path.join(a.out, name, image), picture, [cv2.IMWRITE_JPEG_QUALITY, int(g.integers(80, 96))])
                country = "CONT" if place.kind == "container" else ""
                rows[name] += [(image, text, country, tags) for text, tags in truths]
    for name, made in rows.items():
        if made:
            with open(os.path.join(a.out, name, "truth.tsv"), "w", encoding="utf-8") as f:
                table = csv.writer(f, delimiter="\t", lineterminator="\n")
                table.writerows([("image", "text", "country", "tags"), *made])
            print(f"{name}: {len(made)} numbers")


if __name__ == "__main__":
    main()
