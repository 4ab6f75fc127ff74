#!/usr/bin/env python3
"""naughty: cells that programs stumble over, for R17.

    naughty.py make FILE COUNT FULL PLAIN   the header and first record of FILE, again and again, with
                                            a last column of naughty cells (FULL), or empty ones (PLAIN)
    naughty.py passes FULL OUTPUT           is each record of FULL in OUTPUT, byte for byte, and then
                                            new cells without a line ending?
    naughty.py same-cells FULL OUTPUT       has OUTPUT the naughty cells of FULL, in their order,
                                            whatever became of the quotes and the delimiter?
    naughty.py same-text FULL OUTPUT        the same, but for cells that are not UTF-8

COUNT random cells come on top of those that are written down here. Random, but the same every
time. No NUL, which no table may hold. Exit status 1, and one line that tells where, when not.
"""

import random
import sys

LISTED = [
    # What looks like something else.
    b"", b" ", b"\t", b"NA", b"null", b"undefined", b"NaN", b"-", b"0", b"00", b"-0", b"1e400",
    b"0x1F", b"1.000,00", b"True", b"31-02-2026", b"24:00", b"#NAME?", b"sep=;", b"\\", b"\\n", b"%s%n%d",
    b"$(id)", b"`id`", b"${HOME}", b"../../etc/passwd", b"-o", b"--help", b"*", b"~", b"; rm -rf .",
    b"' OR 1=1 --", b"<script>x</script>", b"&amp;&#0;", b"{{7*7}}", b"]]>", b"<!--", b"%00", b"\\u0000",
    b"=1+1", b"+1", b"-1+1", b"@SUM(A1)", b"|calc", b"'=quoted",
    # Quotes, delimiters and line endings of every kind inside a cell.
    b'"', b'""', b'"""', b'a"b', b",", b";", b"|", b"a,b;c\td|e", b"\n", b"\r\n", b"\r", b"\n\n\n", b"a\n,\n\"",
    b"line\x0bline\x0cline\x1cline\x85line", b"\xe2\x80\xa8\xe2\x80\xa9",
    # Bytes: controls, none of any encoding, and half of one.
    bytes(range(1, 32)), b"\x7f", bytes(range(128, 256)), b"\xff\xfe", b"\xfe\xff", b"\xc3", b"\xe2\x82",
    b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xf8\x88\x80\x80\x80", b"\x1b[2J\x1b]0;x\x07", b"\x08\x08",
    # UTF-8: marks, both ways of writing, right to left, without width, far planes.
    "\ufeff".encode(), "\ufffd\ufffe".encode(), "æøåÆØÅ".encode(), "æøå".encode("cp1252"), "a\u030ao\u0308".encode(),
    "\u202eabc\u202c\u200f".encode(), "\u200b\u200d\u2060\u00ad".encode(), "\u00a0\u2007\u3000".encode(),
    "\U0001f468\u200d\U0001f469\u200d\U0001f467".encode(), "\U0010ffff".encode(), "I\u0130\u0131i\u1e9e\u00df".encode(),
    ("Z" + "\u0334\u0321" * 40).encode(), "٣٤٥".encode(), "\u2212\uff11\uff1d\uff0b".encode(),
    # Length.
    b"x" * 255, b"x" * 256, b"y" * 4095, b"y" * 4096, b"z" * 65535, b"z" * 65536, b'"' * 5000, b"\n" * 5000,
    b"w" * 200000,
]


def random_cells(count):
    rng = random.Random(20261125)
    anything = bytes(range(1, 256))
    for _ in range(count):
        alphabet = rng.choice([anything, b'",;\r\n\t |a', anything, bytes(range(128, 256))])
        yield bytes(rng.choice(alphabet) for _ in range(rng.choice([1, 2, 3, 7, 20, 63, 64, 65, 300])))


def quoted(cell):
    return b'"' + cell.replace(b'"', b'""') + b'"'


def split(data):
    """The records of a table, as raw bytes without their line endings."""
    records, start, inside = [], 0, False
    for at, byte in enumerate(data):
        if byte == 0x22:
            inside = not inside
        elif byte == 0x0A and not inside:
            records.append(data[start:at].removesuffix(b"\r"))
            start = at + 1
    return records


def last_cell(record, delimiter):
    """The last cell of a record, or the one that begins at its first quote."""
    at = record.find(b'"')
    if at < 0:
        return record.rsplit(delimiter, 1)[-1]
    out, at = bytearray(), at + 1
    while True:
        end = record.index(b'"', at)
        out += record[at:end]
        if record[end + 1:end + 2] != b'"':
            return bytes(out)
        out += b'"'
        at = end + 2


def make(base, count, full, plain):
    with open(base, "rb") as file:
        header, record = split(file.read())[:2]
    delimiter = b";" if b";" in header else b","
    cells = LISTED + list(random_cells(count))
    for path, chosen in ((full, cells), (plain, [b""] * len(cells))):
        with open(path, "wb") as file:
            file.write(header + delimiter + b"naughty\n")
            for number, cell in enumerate(chosen):
                file.write(record.replace(b"@", b"%d" % number) + delimiter + quoted(cell) + b"\n")


def passes(full, output):
    with open(full, "rb") as file:
        records = split(file.read())
    with open(output, "rb") as file:
        out = file.read()
    at = 0
    for number, record in enumerate(records):
        end = out.find(b"\n", at + len(record))
        if out[at:at + len(record)] != record or end < 0:
            return "record %d is not what it was" % number
        added = out[at + len(record):end]
        if added[:1] not in (b",", b";") and b"x" not in added:
            return "record %d: no cells behind it" % number
        at = end + 1
    return None if at == len(out) else "more records than there were"


def is_text(cell):
    try:
        cell.decode()
    except UnicodeDecodeError:
        return False
    return True


def same_cells(full, output, only_text=False):
    with open(full, "rb") as file:
        want = [last_cell(record, b",") for record in split(file.read())[1:]]
    with open(output, "rb") as file:
        got = [last_cell(record, b",") for record in split(file.read())[1:]]
    if len(want) != len(got):
        return "%d records, not %d" % (len(got), len(want))
    for number, (a, b) in enumerate(zip(want, got)):
        if a != b and (is_text(a) or not only_text):
            return "the cell of record %d is not what it was" % (number + 1)
    return None


def same_text(full, output):
    return same_cells(full, output, only_text=True)


def main():
    if sys.argv[1:2] == ["make"] and len(sys.argv) == 6:
        make(sys.argv[2], int(sys.argv[3]), sys.argv[4], sys.argv[5])
        return
    judge = {"passes": passes, "same-cells": same_cells, "same-text": same_text}.get(sys.argv[1] if len(sys.argv) == 4 else "")
    if judge is None:
        sys.exit(__doc__)
    trouble = judge(sys.argv[2], sys.argv[3])
    if trouble:
        sys.exit(trouble)


main()
