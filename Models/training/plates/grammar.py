"""What plates may look like, for choosing between close readings. Never forces a plate of an unknown format into one."""
import math
import re

import numpy as np

from common.ctc import softmax
from plates.alphabet import ALPHABET, INDEX, LATIN, PROVINCES
from plates.layouts import VN_CODES

D, VN_L, CN_L = "0123456789", "ABCDEFGHKLMNPSTUVXYZ", "ABCDEFGHJKLMNPQRSTUVWXYZ"
CN_X = CN_L + D
VN_R = VN_L + "R"
TEMPLATES = {
    "VN": [[D, D, VN_L] + [D] * 4, [D, D, VN_L] + [D] * 5, [D, D, VN_L] + [D] * 6, [D, D, VN_R, VN_R] + [D] * 5, [D, D, VN_R, VN_R] + [D] * 4,
           [CN_L + "O", CN_L + "O"] + [D] * 4],
    "CN": [[PROVINCES, CN_L] + [CN_X] * 4 + [CN_X + "挂学警港澳领"], [PROVINCES, CN_L] + [CN_X] + [CN_X] + [D] * 4, [PROVINCES, CN_L] + [D] * 5 + ["ABCDEFGHJK"]],
}
PATTERNS = {
    "VN": [r"\d\d[A-HK-NPS-VXYZ]\d{4,6}", r"\d\d(LD|DA|RM|MK|HC|KT|MD|CD|TD|LB|CT|R|T)\d{4,5}", r"\d\d[A-Z]{2}\d{5}", r"\d\d\d{3}(NG|QT|CV|NN)\d{2,3}", r"\d\d(QT|NG|NN|CV)\d{5,6}",
           r"[A-Z]{2}\d{4,6}"],
    "CN": [f"[{PROVINCES}][A-HJ-NP-Z][A-HJ-NP-Z0-9]{{4}}[A-HJ-NP-Z0-9挂学警港澳领]", f"[{PROVINCES}][A-HJ-NP-Z](?:[A-HJK][A-HJ-NP-Z0-9]\\d{{4}}|\\d{{5}}[A-HJK])"],
}


def country(text):
    for c, patterns in PATTERNS.items():
        if any(re.fullmatch(p, text) for p in patterns):
            if c == "VN" and text[:2].isdigit() and text[:2] not in VN_CODES:
                continue
            return c
    return "unknown"


def emissions(logits):
    """[(class, probabilities)] of the characters of greedy decoding; the probabilities at a character's peak."""
    p = softmax(logits)
    best, out, last = p.argmax(-1), [], 0
    for t, k in enumerate(best):
        if k and k != last:
            out.append((int(k), p[t]))
        elif k and p[t, k] > out[-1][1][k]:
            out[-1] = (int(k), p[t])
        last = k
    return out


def read(logits, worst=3.2, each=2.6):
    """(text, confidence, country). A template wins where it costs little likelihood: `each` a character, `worst` in all (nats)."""
    e = emissions(logits)
    text = "".join(ALPHABET[k] for k, _ in e)
    conf = float(np.exp(np.mean([math.log(max(p[k], 1e-6)) for k, p in e]))) if e else 0.0
    c = country(text)
    if c != "unknown" or not 6 <= len(e) <= 9:
        return text, conf, c
    best = None
    for c, templates in TEMPLATES.items():
        for t in templates:
            if len(t) != len(e):
                continue
            cost, out = 0.0, []
            for allowed, (k, p) in zip(t, e):
                if ALPHABET[k] in allowed:
                    out.append(ALPHABET[k])
                    continue
                a = max(allowed, key=lambda x: p[INDEX[x]])
                step = math.log(max(p[k], 1e-9)) - math.log(max(p[INDEX[a]], 1e-9))
                cost += step
                out.append(a)
                if step > each:
                    cost = 99
                    break
            if cost <= worst and (best is None or cost < best[0]) and country("".join(out)) == c:
                best = (cost, "".join(out), c)
    if best:
        return best[1], conf * math.exp(-best[0] / len(e)), best[2]
    return text, conf, "unknown"
