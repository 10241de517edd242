"""Texts of machine-readable zones (ICAO 9303): believable ones, and ones that no document has, so that a reader learns no grammar."""

CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<"
STATES = ("VNM CHN LAO KHM THA MMR MYS SGP PHL IDN TWN HKG MAC JPN KOR PRK MNG IND RUS UKR USA CAN GBR FRA ITA ESP NLD BEL CHE AUT POL CZE HUN "
          "LTU LVA EST HRV SVN SVK ROU BGR GRC TUR IRN IRQ ISR EGY ZAF NGA KEN BRA ARG CHL MEX AUS NZL UTO D<< EUE UNO XXA XXB RKS GBD").split()
NAMES = ("NGUYEN TRAN LE PHAM HOANG HUYNH PHAN VU VO DANG BUI DO HO NGO DUONG LY VAN THI DUC QUOC ANH BAO HUNG LAN MINH TUAN WANG LI ZHANG LIU CHEN "
         "YANG HUANG ZHAO WU ZHOU XU SUN MA ZHU HU GUO HE LIN XIAOMING JIANGUO WEI FANG NA MEI HUA ERIKSSON ANNA MARIA SPECIMEN VZOR MUSTERMANN ERIKA "
         "KOWALSKA BEATA SMITH JOHN JAMES MARY ROZALIA IRMA CHAIYASIT SOMSAK PHOMMACHANH KHAMLA SOK DARA CHEA IVANOV PETR OLGA GARCIA JOSE").split()


def check(text):
    return str(sum(CHARACTERS.index(c) % 36 * (7, 3, 1)[i % 3] for i, c in enumerate(text)) % 10)


def _any(g, n, of):
    return "".join(of[int(i)] for i in g.integers(0, len(of), n))


def _number(g):
    r = g.random()
    letters, digits = CHARACTERS[10:36], CHARACTERS[:10]
    if r < .6:
        n = int(g.integers(0, 3))
        return _any(g, n, letters) + _any(g, int(g.integers(6, 10 - n)), digits)
    return _any(g, int(g.integers(5, 10)), digits + letters if r < .9 else digits)


def _date(g):
    return f"{g.integers(0, 100):02d}{g.integers(1, 13):02d}{g.integers(1, 29):02d}"


def _name(g, room):
    def part():
        return NAMES[int(g.integers(len(NAMES)))] if g.random() < .6 else _any(g, int(g.integers(2, 12)), CHARACTERS[10:36])
    text = "<".join(part() for _ in range(1 + (g.random() < .2))) + "<<" + "<".join(part() for _ in range(int(g.integers(1, 3))))
    return text[:room].ljust(room, "<")


def zone(g):
    """The lines of a zone."""
    kind = ("td3", "td1", "td2", "visaA", "visaB")[int(g.choice(5, p=(.44, .26, .14, .08, .08)))]
    length = {"td3": 44, "visaA": 44, "td2": 36, "visaB": 36, "td1": 30}[kind]
    if g.random() < .35:  # whatever fits the frame
        lines = []
        for _ in range(3 if kind == "td1" else 2):
            text = _any(g, length, CHARACTERS)
            for _ in range(int(g.integers(0, 3))):
                at, n = int(g.integers(0, length)), int(g.integers(2, 20))
                text = (text[:at] + "<" * n + text[at + n:])[:length]
            lines.append(text)
        return lines
    state = STATES[int(g.integers(len(STATES)))]
    nation = state if g.random() < .8 else STATES[int(g.integers(len(STATES)))]
    first = {"td3": "P", "visaA": "V", "visaB": "V"}.get(kind) or "IAC"[int(g.integers(3))]
    kindof = first + ("<" if g.random() < .6 else _any(g, 1, CHARACTERS[10:36]))
    number = _number(g).ljust(9, "<")
    number += check(number)
    birth, expiry = _date(g), _date(g)
    birth, expiry = birth + check(birth), expiry + check(expiry)
    sex = "MF<"[int(g.integers(3))]
    def optional(n):
        return (_any(g, int(g.integers(1, n + 1)), CHARACTERS[:36] if g.random() < .3 else CHARACTERS[:10]) if g.random() < .5 else "").ljust(n, "<")
    if kind == "td1":
        a, b = kindof + state + number + optional(15), birth + sex + expiry + nation + optional(11)
        return [a, b + check(a[5:] + b[:7] + b[8:15] + b[18:]), _name(g, 30)]
    one = kindof + state + _name(g, length - 5)
    two = number + nation + birth + sex + expiry
    if kind == "td3":
        o = optional(14)
        two += o + check(o)
    else:
        two += optional(length - len(two) - (kind == "td2"))
    if kind in ("td3", "td2"):
        two += check(two[:10] + two[13:20] + two[21:])
    return [one, two]
