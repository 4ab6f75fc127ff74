#!/usr/bin/env python3
"""csv-excel on random and nasty cells: its page once more, written with regular expressions.

    excel.py BINDIR

Says how many checks passed; exit status 0 when all did and every kind of cell occurred.
"""

import csv
import io
import re
import subprocess
import sys
from random import Random

BIN = sys.argv[1] + "/csv-excel"
ROUNDS, ROWS = 25, 250
rng = Random("csv-excel 20260629")
passed = failed = 0
seen = dict.fromkeys(["apostrophe", "two apostrophes", "negative", "comma", "protected", "newline",
                      "windows", "thousands"], 0)

BLANK = "[\x01-\x08\x0a-\x0c\x0e-\x20\x7f-\xa0\xad\u1680\u180e\u2000-\u200f\u2028-\u202f" \
        "\u205f-\u206f\u3000\ufeff]*"
FORMULA = re.compile(f"'*{BLANK}[=+\\-@\t\r＝＋－＠]")
NUMBER = re.compile("[ \xa0]*-?(\\d+|(\\d*[.,]\\d+)|([1-9]\\d{0,2}(\\.\\d{3})+(,\\d+)?))[ \xa0]*")
PIECES = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'", "''", '"', '""', ";", ",",
          "|", " ", "  ", "\xa0", "\u3000", "\u200b", "æ", "ø", "Å", "€", "“", "a", "x1", "SUM(A1)",
          "1", "0", "007", "12345678901234567", "7.5", "7,5", "28.434", "1.234.567", "-28434",
          "-28.434,50", ".", "-.5", "sep=", "NA", "=\"007\"", "=\"\"", "kr.", "1e5", "%", "\x0b", "\x7f"]
NUMBERS = ["7", "7.5", "-28434", "-28434.50", "0.125", "1.125", ".5", "-.5", "28.434", " 7.5 ",
           "\xa07.5", "123456789012345678.25", "0", "007", "-0", "1234.567", "12.3456"]
DANISH = ["7,5", "-28.434,50", "28.434,5", "1.234.567", ",5", "-1.000.000,00"]


def random_cell():
    kind = rng.randrange(12)
    if kind == 0:
        return ""
    if kind == 1:
        return rng.choice(NUMBERS + DANISH)
    if kind == 2:
        return "0" * rng.randrange(3) + str(rng.randrange(10 ** rng.randrange(1, 20)))
    return "".join(rng.choice(PIECES) for _ in range(rng.randrange(1, 5)))


def number_cell():
    kind = rng.randrange(10)
    if kind == 0:
        return random_cell()
    if kind < 3:
        return rng.choice(DANISH)
    return rng.choice(NUMBERS)


def plain(text):
    """A number as plain CSV has it, from decimal commas and thousands points."""
    if not NUMBER.fullmatch(text):
        return text
    if "," in text or text.count(".") > 1:
        return text.replace(".", "").replace(",", ".")
    return text


def write(rows, delimiter, end, encoding="utf-8"):
    """Cells in quotes where they need them, and in many that do not."""
    lines = []
    for row in rows:
        cells = []
        for cell in row:
            needed = (cell == "" and len(row) == 1) or re.search('["\r\n]', cell) or \
                delimiter in cell or cell[:1] in " \t" or cell[-1:] in " \t"
            if needed or rng.randrange(4) == 0:
                cell = '"' + cell.replace('"', '""') + '"'
            cells.append(cell)
        lines.append(delimiter.join(cells) + end)
    return "".join(lines).encode(encoding)


def read(data, delimiter):
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), delimiter=delimiter,
                           strict=True))


def run(data, *options):
    done = subprocess.run([BIN, *options], input=data, capture_output=True, timeout=60)
    if done.returncode != 0:
        raise SystemExit(f"csv-excel {options}: status {done.returncode}: {done.stderr.decode()}")
    return done.stdout


def check(good, text):
    global passed, failed
    passed += good
    failed += not good
    if not good and failed < 10:
        print(f"FAILED  {text}")


def expected(cell, number, protect):
    """The cell for Excel, from a comma file."""
    if number and NUMBER.fullmatch(cell):
        return cell.replace(".", ",") if cell.count(".") == 1 and "," not in cell else cell
    if protect and not number and re.fullmatch("0\\d+|\\d{16,}", cell, re.ASCII):
        return f'="{cell}"'
    if FORMULA.match(cell) and not NUMBER.fullmatch(cell):
        return "'" + cell
    return cell


def there_and_back(width, protect):
    header = [f"c{i}" for i in range(width)]
    if width > 1:
        header[0] = "ors_total"
    for i in range(1, width):
        if rng.randrange(3) == 0:
            header[i] = random_cell() + f"{i}?"
    rows = [[(number_cell if i == 0 and width > 1 else random_cell)() for i in range(width)]
            for _ in range(ROWS)]
    rows = [row for row in rows if row != [""]] + ([[""]] if width == 1 else [])
    data = write([header] + rows, ",", rng.choice(["\n", "\r\n"]))
    excel = run(data, "-d", ",", *(["--protect-ids"] if protect else []))
    what = f"width {width}, protect {protect}"
    check(excel.startswith(b"\xef\xbb\xbf") and excel.endswith(b"\r\n"), f"{what}: mark and ends")
    got = read(excel[3:], ";")
    want = [[expected(c, line > 0 and i == 0 and width > 1, protect) for i, c in enumerate(row)]
            for line, row in enumerate([header] + rows)]
    check(len(got) == len(want), f"{what}: {len(got)} rows, not {len(want)}")
    for a, b, c in zip([header] + rows, want, got):
        check(b == c, f"{what}: {a!r} became {c!r}, not {b!r}")
        for before, cell in zip(a, c):
            safe = cell.startswith("'") or not FORMULA.match(cell) or NUMBER.fullmatch(cell) or \
                (protect and re.fullmatch('="\\d*"', cell, re.ASCII))
            check(bool(safe), f"{what}: {cell!r} may be a formula")
            seen["apostrophe"] += cell[:1] == "'" and cell != before
            seen["two apostrophes"] += cell[:2] == "''"
            seen["negative"] += cell[:1] == "-"
            seen["comma"] += cell != before and "," in cell
            seen["protected"] += cell[:2] == '="'
            seen["newline"] += "\n" in cell
    back = run(excel, "--from-excel")
    again = read(back, ",")
    check(len(again) == len(want), f"{what}: {len(again)} rows came back, not {len(want)}")
    for line, (a, b) in enumerate(zip([header] + rows, again)):
        want_row = [plain(c) if line > 0 and i == 0 and width > 1 else c for i, c in enumerate(a)]
        seen["thousands"] += want_row != a
        check(b == want_row, f"{what}: {a!r} came back as {b!r}")
    # Twice there is two times the apostrophes, and two times back takes both off.
    twice = run(run(run(excel, "-d", ";"), "--from-excel"), "--from-excel", "-d", ",")
    check(read(twice, ",") == again, f"{what}: twice there and back")


def undefined_too(text):
    """Windows-1252 with the five bytes that Python leaves out."""
    return b"".join(bytes([ord(c)]) if c in "\x81\x8d\x8f\x90\x9d" else c.encode("cp1252")
                    for c in text)


def is_utf8(data):
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def windows():
    letters = [bytes([b]).decode("cp1252") if b not in (0x81, 0x8d, 0x8f, 0x90, 0x9d) else chr(b)
               for b in range(0x80, 0x100)]
    rows = [[letter + "x"] for letter in letters]
    rows += [["".join(rng.choice(letters + list("abc 12;\"\n")) for _ in range(rng.randrange(1, 9)))
              + "."] for _ in range(ROWS)]
    rows = [row for row in rows if not is_utf8(undefined_too(row[0])) or row[0].isascii()]
    data = b"".join(b'"' + undefined_too(row[0]).replace(b'"', b'""') + b'"\r\n'
                    for row in [["møde"]] + rows)
    got = read(run(data, "--from-excel"), ",")
    check(got == [["møde"]] + rows, "Windows-1252 did not come in whole")
    seen["windows"] += len(rows)
    got = read(run(data)[3:], ";")
    check([row[0].lstrip("'") for row in got] == ["møde"] + [row[0] for row in rows],
          "Windows-1252 did not go out whole")


for _ in range(ROUNDS):
    for width in (1, 2, 5):
        there_and_back(width, rng.randrange(2) == 0)
windows()
for name, count in seen.items():
    check(count > 20, f"only {count} cells with: {name}")
print(f"excel: {passed} passed, {failed} failed")
sys.exit(failed > 0)
