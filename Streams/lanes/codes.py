"""ISO 6346 container numbers."""
# Letter values skip the multiples of 11 (11, 22, 33).
_LETTERS = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ",
                    [10, *range(12, 22), *range(23, 33), *range(34, 39)]))


def check_digit(ten):
    """Check digit of the first ten characters; remainder 10 is written 0."""
    total = sum((int(c) if c.isdigit() else _LETTERS[c]) << place for place, c in enumerate(ten))
    return total % 11 % 10


def container_number(ten):
    """Eleven characters with the right check digit."""
    return ten + str(check_digit(ten))


def is_valid(number):
    return len(number) == 11 and number[10] == str(check_digit(number[:10]))
