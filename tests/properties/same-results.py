#!/usr/bin/env python3
"""What same-results.sh needs of Python.

    same-results.py dialects PLAIN EXCEL OPENFIT    have these three the same results?
    same-results.py passthrough BINDIR FOLDER       do records of any bytes come out as they came?
    same-results.py sessions ROUNDS                 writes sessions by date, all made up

Exit status 0 when nothing was wrong; otherwise the first thing that was stands in the output.
"""

import csv
import random
import subprocess
import sys
from datetime import date, timedelta
from itertools import product

RESULTS = ("ors_total ors_form ors_cutoff ors_range ors_status "
           "srs_total srs_change srs_flags srs_status").split()
ANY = bytes(b for b in range(1, 256) if b != 0x22)  # a quote is doubled below


def results(path):
    with open(path, encoding="utf-8", newline="") as file:
        first = file.readline()
        delimiter = ";" if first.count(";") > first.count(",") else ","
        file.seek(0)
        rows = list(csv.reader(file, delimiter=delimiter, strict=True))
    places = [rows[0].index(name) for name in RESULTS]
    return [[row[p].replace(",", ".") for p in places] for row in rows[1:]], delimiter


def dialects(*paths):
    tables = [results(path) for path in paths]
    if [d for _, d in tables] != [",", ";", ","]:
        sys.exit(f"delimiters: {[d for _, d in tables]}")
    plain = tables[0][0]
    if len(plain) < 400 or not any("drop" in row[7] for row in plain) \
            or not {"ok", "no-cutoff"} <= {row[4] for row in plain}:
        sys.exit("the example team shows too little")
    for (other, _), path in zip(tables[1:], paths[1:]):
        if len(other) != len(plain):
            sys.exit(f"{path}: {len(other)} records, not {len(plain)}")
        for n, (a, b) in enumerate(zip(plain, other)):
            if a != b:
                sys.exit(f"{path}: record {n + 1}: {b}, not {a}")


def junk(rng):
    size = rng.choice([0, 1, 2, 5, 20, 300, 5000 if rng.randrange(40) == 0 else 9])
    # No hyphens: a random person number would be a finding, and rightly so.
    cell = bytes(rng.choices(ANY, k=size)).replace(b"-", b"")
    if rng.randrange(3) == 0:
        cell += b'""'
    return b'"' + cell + b'"'


def passed_through(output, records, end, delimiter, added):
    """Each record of the output is one of these with some cells behind it; or what is wrong."""
    at = 0
    for n, record in enumerate(records):
        if output[at:at + len(record)] != record:
            return f"record {n} is not as it came"
        at += len(record)
        stop = output.index(end, at)
        cells = output[at:stop]
        at = stop + len(end)
        # With a comma for both, decimals are quoted; here no dialect has that.
        if not cells.startswith(delimiter) or b"\n" in cells or b"\r" in cells \
                or cells.count(delimiter) != added:
            return f"record {n}: new cells {cells!r}"
    return "" if at == len(output) else "bytes behind the last record"


def passthrough(bindir, folder):
    rng = random.Random(20260629)
    path = f"{folder}/pass.csv"
    for (command, columns, added), delimiter, end in product(
            (("ors-score", b"age,ors_individual,ors_interpersonal,ors_social,ors_overall", 5),
             ("srs-flag", b"person_id,date,srs_relationship,srs_goals,srs_approach,srs_overall", 4)),
            (b",", b";", b"\t", b"|"), (b"\n", b"\r\n")):
        header = (b"junk," + columns + b",more junk").replace(b",", delimiter)
        rows = []
        for n in range(400):
            scores = [rng.choice([b"7.5", b"8", b"", b'"9,5"', b'" 3.1"', b"x", b"0"])
                      for _ in range(4)]
            who = [rng.choice([b"5", b"12", b"", b"40"])] if command == "ors-score" \
                else [b'"P ' + str(n % 7).encode() + b'"', b"2026-01-05"]
            rows.append(delimiter.join([junk(rng), *who, *scores, junk(rng)]))
        ends = [rng.choice([b"\n", b"\r\n"]) for _ in rows]
        with open(path, "wb") as file:
            file.write(header + end + b"".join(r + e for r, e in zip(rows, ends)))
        done = subprocess.run([f"{bindir}/{command}", "-q", path], capture_output=True,
                              check=False)
        if done.returncode != 3:
            sys.exit(f"{command}: status {done.returncode}: {done.stderr.decode()}")
        wrong = passed_through(done.stdout, [header, *rows], end, delimiter, added)
        if wrong:
            sys.exit(f"{command} {delimiter}: {wrong}")


def sessions(rounds):
    rng = random.Random(7)
    print("row,person_id,family_id,rater,date,srs_relationship,srs_goals,srs_approach,srs_overall")
    row = 0
    for day in range(150):
        for person in [*range(40)] * int(rounds):
            if rng.randrange(3):
                continue
            items = [rng.choice(["", "12", *["%d.%d" % divmod(rng.randrange(70, 101), 10)] * 30])
                     for _ in range(4)]
            if rng.randrange(12) == 0:
                items = [""] * 4
            row += 1
            print(row, f"P{person}", f"F{person % 9}", rng.choice(["selv", "mor", "far"]),
                  date(2025, 1, 1) + timedelta(days=day), *items, sep=",")


{"dialects": dialects, "passthrough": passthrough, "sessions": sessions}[sys.argv[1]](*sys.argv[2:])
