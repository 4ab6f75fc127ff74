#!/usr/bin/env python3
"""pseudonymize against the rules of its page, written a second time here.

    pseudonymize.py BINDIR FOLDER PART

PART is tables (random ones, pseudonymised twice: by the command, and here) or guard (a person
number put into any cell that stays, in any spelling that the guard knows, stops). Exit status 0
when the command did as the rules say; otherwise what it did stands in the output.
"""

import base64
import csv
import hashlib
import io
import os
import random
import re
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from itertools import product

COMMAND, FOLDER, PART = f"{sys.argv[1]}/pseudonymize", *sys.argv[2:]
RANDOM = random.Random(20260629)
SEEN = Counter()


def pseudonym(key, letter, cell):
    value = cell.strip(" \t\u00a0")
    if value in ("", "NA"):
        return ""
    if number_of(value):
        value = value.replace("-", "")
    message = b"\x01" + letter.encode() + b"\x00" + value.encode()
    hashed = hashlib.blake2b(message, key=key, digest_size=32).digest()[:8]
    return letter + "-" + base64.b32encode(hashed).decode().rstrip("=")


def number_of(cell):
    """Day, month, year and the last four digits, or nothing."""
    found = re.fullmatch(r"(\d\d)(\d\d)(\d\d)-?(\d{4})", cell.strip(" \t\u00a0"), re.A)
    if not found:
        return None
    day, month, year = (int(found[i]) for i in (1, 2, 3))
    day -= 60 if day > 60 else 0
    lengths = [31, 29 if year % 4 == 0 else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    if not 1 <= month <= 12 or not 1 <= day <= lengths[month - 1]:
        return None
    return day, month, year, found[4]


def born(number):
    day, month, year, serial = number
    seventh = int(serial[0])
    if seventh <= 3:
        year += 1900
    elif seventh in (4, 9):
        year += 2000 if year <= 36 else 1900
    else:
        year += 2000 if year <= 57 else 1800
    try:
        return date(year, month, day)
    except ValueError:
        return None


def random_number():
    day = date(1925, 1, 1) + timedelta(RANDOM.randrange(110 * 365))
    plus = RANDOM.choice([0, 0, 0, 60])
    return (f"{day.day + plus:02}{day.month:02}{day.year % 100:02}"
            f"{RANDOM.choice(['-', ''])}{RANDOM.randrange(10000):04}")


def random_person(people):
    person = RANDOM.choice(people)
    kind = RANDOM.randrange(12)
    if kind == 0:
        return RANDOM.choice(["", " ", "NA", "\u00a0"])
    if kind == 1:
        return " " * RANDOM.randrange(3) + person + "\t" * RANDOM.randrange(2)
    if kind == 2 and number_of(person):
        return person.replace("-", "") if "-" in person else person[:6] + "-" + person[6:]
    return person


def random_note():
    words = RANDOM.choices(["Skov", 'et "hus"', "a,b", "c;d", "ø", "two\nlines", "2026-03-04",
                            "=1+1", "12345678", " x ", "010190 1234", "999999-0000"], k=3)
    return " ".join(words[:RANDOM.randrange(4)])


def results(row, named):
    """The row's age, sex and year of birth, and whether something cannot be right."""
    number, wrong, known, sex = None, False, None, ""
    if named:
        cell = row[named].strip(" \t\u00a0")
        number = number_of(cell)
        if number:
            known = born(number)
            wrong = known is None
            sex = "male" if int(number[3][-1]) % 2 else "female"
        elif named == "cpr" and cell not in ("", "NA"):
            wrong = True
    if wrong or (known and known > date.today()):
        return "", "", "", True
    at = row["dato"]
    if at and known:
        on = date.fromisoformat(at)
        age = on.year - known.year - ((on.month, on.day) < (known.month, known.day))
        if not 0 <= age <= 120:
            return "", "", "", True
        SEEN["aged"] += 1
        return str(age), sex, str(known.year), False
    return "", sex, str(known.year) if known else "", False


def run(n):
    key = RANDOM.randbytes(32)
    with open(f"{FOLDER}/key", "w", opener=lambda p, f: os.open(p, f, 0o600)) as file:
        file.write(key.hex() + RANDOM.choice(["", "\n", "\r\n"]))
    people = [random_number() for _ in range(20)] + ["P7", "p7", "Anna Hansen", "x" * 3000]
    header = ["cpr", "person_id", "far", "navn", "dato", "note", "tal"]
    RANDOM.shuffle(header)
    rows = []
    for _ in range(RANDOM.randrange(1, 60)):
        rows.append({"cpr": random_person(people), "person_id": random_person(people),
                     "far": random_person(people), "navn": f"Navn{RANDOM.randrange(10 ** 9)}x",
                     "dato": RANDOM.choice(["", "2026-01-12", "2024-02-29", "1999-12-31"]),
                     "note": random_note(), "tal": str(RANDOM.randrange(10 ** 6))})
    ids = {"cpr": RANDOM.choice(["P", "Q", None]), "person_id": RANDOM.choice("PQ"),
           "far": RANDOM.choice("PQ")}
    quoting = RANDOM.choice([csv.QUOTE_ALL, csv.QUOTE_MINIMAL])
    if quoting == csv.QUOTE_MINIMAL:  # blanks round a cell without quotes are not of it
        for row in rows:
            row["note"] = row["note"].strip()
    delimiter, end = RANDOM.choice(",;\t|"), RANDOM.choice(["\n", "\r\n"])
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=end,
                        quoting=quoting)
    writer.writerows([header] + [[row[name] for name in header] for row in rows])
    arguments = ["--key", f"{FOLDER}/key", "--remove", "navn", "-d",
                 "tab" if delimiter == "\t" else delimiter]
    for name, letter in ids.items():
        arguments += ["--id", f"{name}={letter}"] if letter else ["--remove", name]
    aged = RANDOM.randrange(3) > 0
    arguments += ["--age-at", "dato", "--birth-year"] if aged else []
    arguments += RANDOM.choice([[], ["--show-values"]])
    done = subprocess.run([COMMAND, *arguments], input=text.getvalue().encode(),
                          capture_output=True, check=False)

    kept = [name for name in header if name != "navn" and ids.get(name, "kept")]
    want, invalid = [kept + (["age", "sex", "birth_year"] if aged else [])], False
    for row in rows:
        cells = [pseudonym(key, ids[name], row[name]) if ids.get(name) else row[name]
                 for name in kept]
        if aged:
            *found, wrong = results(row, "cpr")
            invalid |= wrong
            cells += found
        want.append(cells)
    output = done.stdout.decode()
    got = list(csv.reader(io.StringIO(output, newline=""), delimiter=delimiter, strict=True))
    if done.returncode != (3 if invalid else 0) or got != want:
        print(f"table {n}: status {done.returncode}, {done.stderr.decode()}")
        for a, b in zip(want, got):
            if a != b:
                print(f"want {a}\ngot  {b}")
        sys.exit(1)
    SEEN["invalid" if invalid else "sound"] += 1
    everything = output + done.stderr.decode()
    secrets = {row[name].strip() for row in rows for name in ("cpr", "person_id", "far", "navn")}
    secrets |= {secret.replace("-", "") for secret in secrets} | {key.hex(), key.hex().upper()}
    for secret in secrets:
        if len(secret) > 2 and secret in everything:
            sys.exit(f"table {n}: a cell or the key is shown: {secret}")
    if end == "\r\n" and output.count("\r\n") <= len(rows):
        sys.exit(f"table {n}: line endings")


def random_tables():
    for table in range(400):
        run(table)
    if min(SEEN["aged"], SEEN["invalid"], SEEN["sound"]) < 50:
        sys.exit(f"too little was seen: {SEEN}")


def guarded():
    header = ["name", "rater_id", "note", "cprnr"]
    numbers = ("010199-0000", "610199-0000", "0101990000", "6101990000")
    shapes = ("{}", '" {} "', '"see {}, please"', '"a\n{}"', '"""{}"""', "1{}", "{}1")
    for column, number, shape in product(range(1, len(header)), numbers, shapes):
        cells = ["010199-0000", "R1", "fine", "no"]
        cells[column] = shape.format(number)
        text = ",".join(header) + "\n" + ",".join(cells) + "\n"
        whole = shape in ("{}", '" {} "')
        hyphen = "-" in number
        stops = (hyphen and shape not in ("1{}", "{}1")) or \
            (not hyphen and whole and header[column] != "note")
        done = subprocess.run([COMMAND, "--remove", "name"], input=text.encode(),
                              capture_output=True, check=False)
        said = done.stderr.decode()
        if done.returncode != (2 if stops else 0) or "0000" in said \
                or (stops and ("0000" in done.stdout.decode()
                               or f"in column {column + 1}," not in said)):
            sys.exit(f"{header[column]} {cells[column]!r}: status {done.returncode}, {said}")


{"tables": random_tables, "guard": guarded}[PART]()
