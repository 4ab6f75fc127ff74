"""The share of a person as sfb-scale(7) promises it, for tests: share(family, person, n), bytes."""


def share(family, person, count):
    h = 0xCBF29CE484222325
    for byte in family + b"\0" + person:
        h = (h ^ byte) * 0x100000001B3 % 2 ** 64
    return (h ^ h >> 32) % count + 1
