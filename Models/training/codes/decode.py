"""From a grey frame to container numbers: the reference for the gate's own implementation.

detect → components → rectangles → runs of collinear neighbours and pairs of stacked rows → crops → reader → beam search
over the number's grammar → choice. Coordinates are pixels of the full frame unless a name says cells.
"""
import itertools
import json
import math
import os

import cv2
import numpy as np

NET_W, NET_H, STRIDE = 960, 544, 4
BEAM = 40
CODE_LEN = 11
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS = "0123456789"
ALLOWED = [LETTERS] * 3 + ["UJZABDEK"] + [DIGITS] * 7
VALUE = {c: v for c, v in zip(DIGITS + LETTERS, [*range(10), 10, *range(12, 22), *range(23, 33), *range(34, 39)])}

# choices, tuned on synthetic scenes and looked at on real ones
THRESHOLD = 0.3          # text probability
MIN_CELLS = 3            # a component's least area in cells
RUN_GAP = 2.6            # largest gap inside a run, in line heights (columns: widths)
COLUMN_GAP = 3.6
RUN_ASPECT = (4.0, 20.0)         # length / height of a run that can hold eleven characters in a row
COLUMN_ASPECT = (8.0, 45.0)      # length / width of a column that can
PAIR_ASPECT = (0.9, 5.5)         # width / height of two rows
MAX_READS = 48
VALID_GATE = 3.0         # nats by which the best check-digit-valid string may trail the best string of the grammar
ACCEPT_VALID = -0.30     # log-likelihood a character from which a valid number is reported
ACCEPT_INVALID = -0.06   # … and one whose check digit is wrong


def check_digit(s):
    return sum(VALUE[c] << i for i, c in enumerate(s[:10])) % 11 % 10


def valid(s):
    return check_digit(s) == int(s[10])


# ---- detection ----------------------------------------------------------------------------------------------------------
def letterbox(grey):
    """(input [1,1,544,960], scale): the frame shrunk (or grown) to fit, at the top left."""
    h, w = grey.shape
    s = min(NET_W / w, NET_H / h)
    nw, nh = min(NET_W, round(w * s)), min(NET_H, round(h * s))
    r = cv2.resize(grey, (nw, nh), interpolation=cv2.INTER_AREA if s < 1 else cv2.INTER_LINEAR)
    x = np.zeros((1, 1, NET_H, NET_W), np.float32)
    x[0, 0, :nh, :nw] = r / 255.0
    return x, s


class Box:
    """A rotated rectangle: centre, unit reading direction u (rows: rightwards, columns: downwards), its normal v
    (rows: downwards, columns: leftwards), length along u and height across it."""

    def __init__(self, c, u, length, height, prob=1.0):
        self.c, self.u = np.asarray(c, float), np.asarray(u, float)
        self.v = np.array([-self.u[1], self.u[0]])
        self.length, self.height, self.prob = float(length), float(height), prob

    def corners(self, along=0.0, across=0.0, end=0.0):
        """tl, tr, br, bl in reading order, grown by `along` and `across` pixels on each side, `end` more at the end"""
        a, b, h = self.length / 2 + along, self.length / 2 + along + end, self.height / 2 + across
        return np.array([self.c - self.u * a - self.v * h, self.c + self.u * b - self.v * h,
                         self.c + self.u * b + self.v * h, self.c - self.u * a + self.v * h])

    def ends(self):
        return self.c - self.u * self.length / 2, self.c + self.u * self.length / 2


def boxes(prob, vertical, shrink, scale):
    """Connected components of a probability map [136,240] as expanded boxes in frame pixels."""
    n, lab, stats, _ = cv2.connectedComponentsWithStats((prob > THRESHOLD).astype(np.uint8), connectivity=8)
    out = []
    for i in range(1, n):
        x, y, w, h, area = stats[i]
        if area < MIN_CELLS:
            continue
        part = lab[y:y + h, x:x + w] == i
        ys, xs = np.nonzero(part)
        p = prob[y:y + h, x:x + w][part]
        if p.max() < 0.5:
            continue
        (cx, cy), (a, b), ang = cv2.minAreaRect(np.stack([xs + x, ys + y], 1).astype(np.float32))
        t = math.radians(ang)
        u1 = np.array([math.cos(t), math.sin(t)])
        u2 = np.array([-u1[1], u1[0]])
        # reading direction: the side nearer to horizontal (rows) or vertical (columns); clearly long ones go by length
        a, b = a + 1, b + 1
        want = np.array([0, 1.0]) if vertical else np.array([1.0, 0])
        first = abs(u1 @ want) > abs(u2 @ want)
        if max(a, b) > 1.6 * min(a, b) and not vertical:
            first = a > b
        u, ln, th = (u1, a, b) if first else (u2, b, a)
        if u @ want < 0:
            u = -u
        k = STRIDE / scale
        full = th / (1 - 2 * shrink)
        c = (np.array([cx, cy]) + 0.5) * k
        out.append(Box(c, u, (ln + 2 * shrink * full) * k, full * k, float(p.mean())))
    return out


# ---- grouping -----------------------------------------------------------------------------------------------------------
def joins(a, b, gap):
    """Are a and b neighbours in one line, b after a?"""
    if not 0.6 < a.height / b.height < 1.67:
        return False
    h = max(a.height, b.height)
    big = a if a.length > b.length else b
    other = b if big is a else a
    if min(a.length, b.length) > 2 * h and abs(a.u @ b.u) < math.cos(math.radians(12)):
        return False
    d = other.c - big.c
    reach = abs(d @ big.u)
    if abs(d @ big.v) > 0.35 * h + 0.06 * reach:
        return False
    g = (b.ends()[0] - a.ends()[1]) @ big.u
    return -0.5 * h < g < gap * h and (b.c - a.c) @ big.u > 0


def merge(parts):
    """One box over several in a line."""
    if len(parts) == 1:
        return parts[0]
    pts = np.array([p for b in parts for p in b.ends()])
    w = np.array([x for b in parts for x in (b.length, b.length)])
    m = (pts * w[:, None]).sum(0) / w.sum()
    d = (pts - m) * np.sqrt(w)[:, None]
    u = np.linalg.eigh(d.T @ d)[1][:, 1]
    if u @ parts[0].u < 0:
        u = -u
    v = np.array([-u[1], u[0]])
    q = np.concatenate([b.corners() for b in parts])
    a, b = q @ u, q @ v
    c = u * (a.min() + a.max()) / 2 + v * (b.min() + b.max()) / 2
    return Box(c, u, np.ptp(a), np.ptp(b), min(x.prob for x in parts))


def runs(bs, gap, most=4):
    """All runs of 1…most neighbours, each (box, tuple of members)."""
    nxt = {}
    for i, a in enumerate(bs):
        best = None
        for j, b in enumerate(bs):
            if i != j and joins(a, b, gap):
                g = (b.ends()[0] - a.ends()[1]) @ a.u
                if best is None or g < best[0]:
                    best = (g, j)
        if best:
            nxt[i] = best[1]
    out = []
    for i in range(len(bs)):
        chain = [i]
        while True:
            out.append((merge([bs[k] for k in chain]), tuple(chain)))
            k = nxt.get(chain[-1])
            if k is None or k in chain or len(chain) == most:
                break
            chain.append(k)
    return out


def pairs(rows):
    """Two rows under each other: (box, upper, lower)."""
    out = []
    for (a, ia), (b, ib) in itertools.permutations(rows, 2):
        if set(ia) & set(ib) or not 0.55 < a.height / b.height < 1.8:
            continue
        h = (a.height + b.height) / 2
        if a.length < 1.3 * h or b.length < 2 * h or a.length > 9 * h or b.length > 12 * h or abs(a.u @ b.u) < 0.96:
            continue
        d = b.c - a.c
        gap = d @ b.v - h
        if not -0.25 * h < gap < 1.4 * h:
            continue
        along = d @ b.u
        overlap = min(a.length / 2, along + b.length / 2) - max(-a.length / 2, along - b.length / 2)
        if overlap < 0.6 * min(a.length, b.length):
            continue
        u = b.u if b.length > a.length else a.u
        v = np.array([-u[1], u[0]])
        q = np.concatenate([a.corners(), b.corners()])
        s, t = q @ u, q @ v
        m = Box(u * (s.min() + s.max()) / 2 + v * (t.min() + t.max()) / 2, u, np.ptp(s), np.ptp(t), min(a.prob, b.prob))
        if PAIR_ASPECT[0] < m.length / m.height < PAIR_ASPECT[1]:
            out.append((m, ia + ib, h))
    return out


# ---- reading ------------------------------------------------------------------------------------------------------------
SHAPES = {"1": (32, 192), "2": (64, 112), "v": (32, 256)}


def crop(grey, quad, mode):
    """Warp tl tr br bl (reading order) to the left of the reader's input, aspect kept while it fits, the rest 0."""
    from render import fit
    x0, y0 = np.floor(quad.min(0)).astype(int) - 4
    x1, y1 = np.ceil(quad.max(0)).astype(int) + 4
    x0, y0 = max(0, x0), max(0, y0)
    part = grey[y0:y1, x0:x1]
    if part.shape[0] < 4 or part.shape[1] < 4:
        return None
    return fit(part, quad - [x0, y0], SHAPES[mode])


def quad_of(box, mode, margin, line, end=0.0):
    """The crop's corners; `line` is the height of one line. A column's own corners, read downwards, come out turned 90° CCW."""
    return box.corners(margin * line, margin * line, end * line)


def log_softmax(z):
    z = z - z.max(-1, keepdims=True)
    return z - np.log(np.exp(z).sum(-1, keepdims=True))


def greedy(lp, alphabet):
    k = lp.argmax(-1)
    return "".join(alphabet[c] for i, c in enumerate(k) if c and (i == 0 or k[i - 1] != c)), float(lp.max(-1).sum())


def beam(lp, alphabet, allowed, size=BEAM):
    """CTC prefix beam search over strings whose i-th character is in allowed[i]. {string of full length: log-probability}"""
    n = len(allowed)
    ids = [[alphabet.index(c) for c in a] for a in allowed]
    beams = {(): (0.0, -np.inf)}
    ninf = -np.inf
    for t in range(lp.shape[0]):
        row = lp[t]
        new = {}

        def put(p, b, nb):
            o = new.get(p)
            new[p] = (b, nb) if o is None else (np.logaddexp(o[0], b), np.logaddexp(o[1], nb))
        for p, (pb, pn) in beams.items():
            tot = np.logaddexp(pb, pn)
            put(p, tot + row[0], (pn + row[p[-1]]) if p else ninf)
            if len(p) < n:
                for c in ids[len(p)]:
                    if row[c] < -14:
                        continue
                    put(p + (c,), ninf, (pb if p and p[-1] == c else tot) + row[c])
        beams = dict(sorted(new.items(), key=lambda kv: -np.logaddexp(*kv[1]))[:size])
    out = {}
    for p, (b, nb) in beams.items():
        if len(p) == n:
            out["".join(alphabet[c] for c in p)] = float(np.logaddexp(b, nb))
    return out


SIZE_1, SIZE_2 = set("1234LMNPABCDEFGHK"), set("024589CDEFLMNP")
TYPES = set("GVBRHUTPSKA")


def is_size_type(s):
    return len(s) == 4 and s[0] in SIZE_1 and s[1] in SIZE_2 and ((s[2] in TYPES and s[3] in DIGITS + LETTERS) or s[2:].isdigit())


class Reader:
    def __init__(self, models):
        import openvino as ov
        core = ov.Core()
        cfg = {"INFERENCE_NUM_THREADS": 1, "INFERENCE_PRECISION_HINT": "f32"}
        self.det = core.compile_model(os.path.join(models, "text-detector.xml"), "CPU", cfg)
        self.read = {m: core.compile_model(os.path.join(models, f"code-reader-{m}.xml"), "CPU", cfg) for m in SHAPES}
        with open(os.path.join(models, "text-detector.json")) as f:
            self.shrink = json.load(f)["shrink"]
        with open(os.path.join(models, "code-reader.json")) as f:
            j = json.load(f)
        self.alphabet, self.margin = j["alphabet"], j["cropMargin"]

    def detect(self, grey):
        x, s = letterbox(grey)
        p = self.det(x)[0][0]
        return boxes(p[0], False, self.shrink, s), boxes(p[1], True, self.shrink, s), p

    def logits(self, grey, box, mode, line, end=0.0):
        x = crop(grey, quad_of(box, mode, self.margin, line, end), mode)
        return None if x is None else log_softmax(self.read[mode](x[None, None])[0][0].astype(np.float64))

    def candidates(self, hs, vs):
        """[(priority, mode, box, line height, members)], most promising first"""
        out = []
        hr = runs(hs, RUN_GAP)
        for b, m in hr:
            a = b.length / b.height
            if RUN_ASPECT[0] < a < RUN_ASPECT[1]:
                out.append((abs(math.log(a / 9)), "1", b, b.height, m))
        for b, m in runs(vs, COLUMN_GAP):
            a = b.length / b.height
            if COLUMN_ASPECT[0] < a < COLUMN_ASPECT[1]:
                out.append((abs(math.log(a / 20)), "v", b, b.height, m))
        for b, m, h in pairs([r for r in hr if r[0].length / r[0].height < 12]):
            out.append((0.3 + abs(math.log(b.length / b.height / 2.2)), "2", b, h, m))
        out.sort(key=lambda c: c[0])
        return out[:MAX_READS]

    def numbers(self, grey, full=False):
        """Reports, best first: dict(number, checkDigit, score, confidence, mode, quad, sizeType)."""
        hs, vs, p = self.detect(grey)
        found, tried = [], []
        for _, mode, b, line, m in self.candidates(hs, vs):
            for end in (0.0, 2.4):
                lp = self.logits(grey, b, mode, line, end)
                if lp is None:
                    break
                text, best = greedy(lp, self.alphabet)
                if end == 0.0:
                    tried.append((mode, text, b, m))
                n = len(text)
                if 9 <= n <= 14 and sum(c.isalpha() for c in text[:4]) >= 2 and sum(c.isdigit() for c in text[4:]) >= n - 7:
                    r = self.choose(lp, best)
                    if r:
                        r.update(mode=mode, quad=quad_of(b, mode, self.margin, line, end), members=m, raw=text, box=b, line=line)
                        found.append(r)
                # the check digit's box stands apart and may have been missed: look further once
                if not (mode != "2" and n in (9, 10) and text[:3].isalpha() and text[-5:].isdigit()):
                    break
        found.sort(key=lambda r: -r["rank"])
        out = []
        for r in found:
            if not r["accepted"]:
                continue
            if any(q["number"] == r["number"] for q in out):
                continue
            c = r["box"].c
            if any(cv2.pointPolygonTest(q["quad"].astype(np.float32), (float(c[0]), float(c[1])), False) >= 0
                   or cv2.pointPolygonTest(r["quad"].astype(np.float32), (float(q["box"].c[0]), float(q["box"].c[1])), False) >= 0 for q in out):
                continue
            r["sizeType"] = self.size_type(grey, r, hs, vs)
            out.append(r)
        return (out, found, tried, (hs, vs, p)) if full else out

    def choose(self, lp, best):
        s = beam(lp, self.alphabet, ALLOWED)
        if not s:
            return None
        top = max(s, key=s.get)
        ok = [k for k in s if valid(k)]
        pickd = max(ok, key=s.get) if ok else None
        if pickd is None or s[pickd] < s[top] - VALID_GATE:
            pickd = top
        good = valid(pickd)
        score = s[pickd] / CODE_LEN
        # what the grammar costs against reading freely, and how far ahead of the runner-up of the same kind
        loss = (best - s[pickd]) / CODE_LEN
        rivals = [v for k, v in s.items() if k != pickd and (valid(k) == good)]
        margin = s[pickd] - max(rivals) if rivals else 20.0
        rank = score - max(0.0, loss) * 0.5 + (0.0 if good else -0.35)
        acc = (score > ACCEPT_VALID if good else score > ACCEPT_INVALID)
        return dict(number=pickd, checkDigit="valid" if good else "invalid", score=score, loss=loss, margin=margin, rank=rank, accepted=acc,
                    confidence=float(np.exp(score * 3) * (1 / (1 + np.exp(-margin)))))

    def size_type(self, grey, r, hs, vs):
        """The nearest four-character reading that fits the size/type grammar."""
        got = []
        for mode, bs in (("1", hs), ("v", vs)):
            for i, b in enumerate(bs):
                if (mode == "v") == (r["mode"] == "v") and i in r["members"]:
                    continue
                d = np.linalg.norm(b.c - r["box"].c) / r["line"]
                a = b.length / b.height
                if 0.5 < b.height / r["line"] < 2 and ((mode == "1" and 1.2 < a < 6) or (mode == "v" and 3 < a < 14)) and d < 22:
                    got.append((d, mode, b))
        got.sort(key=lambda g: g[0])
        for d, mode, b in got[:6]:
            lp = self.logits(grey, b, mode, b.height)
            if lp is None:
                continue
            t, best = greedy(lp, self.alphabet)
            if is_size_type(t) and best / 4 > -0.8:
                return t
        return None
