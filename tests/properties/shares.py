"""What the tests of --shard share: the share of a person as sfb-scale(7) promises it, and CSV as bytes."""


def share(family, person, count):
    h = 0xCBF29CE484222325
    for byte in family + b"\0" + person:
        h = (h ^ byte) * 0x100000001B3 % 2 ** 64
    return (h ^ h >> 32) % count + 1


def records(data):
    """The raw records: a line ends one where the quotes so far are even."""
    found, so_far = [], b""
    for part in data.split(b"\n"):
        so_far += part
        if so_far.count(b'"') % 2 == 0:
            found.append(so_far)
            so_far = b""
        else:
            so_far += b"\n"
    assert so_far == b"" and found[-1] == b"", "the output does not end with a whole record"
    return found[:-1]


def cells(raw, delimiter):
    out, cell, inside = [], b"", False
    for i in range(len(raw)):
        c = raw[i:i + 1]
        if c == b'"':
            inside = not inside
        elif c == delimiter.encode() and not inside:
            out.append(cell)
            cell = b""
        else:
            cell += c
    return out + [cell]
