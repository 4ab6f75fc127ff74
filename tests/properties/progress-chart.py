"""Random sessions of one person: the rows of the chart, the small pictures, the marks of the SVG.

    progress-chart.py BINDIR FOLDER rows|spark|drawn
"""

import csv
import os
import re
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from random import Random

BIN, FOLDER, PART = sys.argv[1:4]
RUNS = {"rows": 300, "spark": 300, "drawn": 12}[PART]
RELIABLE = {"ORS": Fraction("6.6"), "CORS": Fraction(10)}
SERIES, CUTOFF = range(1, 7), 11
seen = Counter()


def number(text):
    return None if text == "" else Fraction(text)


def random_rows(rng):
    """Rows of date, rater, total, form, cutoff as text, in order of the file."""
    raters = rng.sample(["self", "mor", "far", "teacher"], rng.randrange(1, 4))
    days = rng.choice([1, 5, 60, 71, 400, 4000])
    start = date(2020, 1, 1) + timedelta(rng.randrange(2000))
    rows = []
    for rater in raters:
        forms = rng.choice([["ORS"], ["CORS"], ["CORS", "ORS"], ["", "ORS"], [""], ["", "ORS", "CORS"]])
        for _ in range(rng.choice([1, 2, 3, 3, 5, 9, 15])):
            total = "" if rng.random() < 0.2 else f"{rng.randrange(0, 401) / 10:g}"
            cutoff = rng.choice(["25", "28", "32", "24.5"]) if rater == "self" and total else ""
            rows.append([str(start + timedelta(rng.randrange(days))), rater, total,
                         rng.choice(forms), cutoff])
    rng.shuffle(rows)
    return rows


def threads(rows):
    """rater -> sessions in order of time, with forms that nobody noted settled."""
    found = {}
    for row in rows:
        found.setdefault(row[1], []).append(row)
    for sessions in found.values():
        known = {row[3] for row in sessions} - {""}
        sessions.sort(key=lambda row: row[0])  # stable: equal dates keep their order
        if len(known) == 1:
            form = known.pop()
            for i, row in enumerate(sessions):
                sessions[i] = row[:3] + [form] + row[4:]
    return found


def segments(sessions):
    """Pairs of sessions that a line joins."""
    enough = {f for f in ("ORS", "CORS", "") if sum(r[2] != "" and r[3] == f for r in sessions) >= 3}
    return [(a, b) for a, b in zip(sessions, sessions[1:])
            if a[2] != "" and b[2] != "" and a[3] == b[3] and a[3] in enough]


def day(text):
    return date.fromisoformat(text).toordinal()


def place(when, first, last, width, margin):
    if first == last:
        return width // 2
    return margin + (day(when) - first) * (width - 2 * margin) // (last - first)


def expected_rows(rows):
    first, last = min(day(r[0]) for r in rows), max(day(r[0]) for r in rows)

    def x(when):
        return place(when, first, last, 100000, 2500)

    def y(total):
        return int(number(total) * 1000)

    marks, lines, bands = Counter(), Counter(), Counter()
    cutoffs = {}
    for style, sessions in enumerate(threads(rows).values(), 1):
        for row in sessions:
            if row[2] != "":
                marks[style, x(row[0]), y(row[2])] += 1
                if row[4] != "":
                    cutoffs.setdefault(row[4], []).append(day(row[0]))
        for a, b in segments(sessions):
            lines[style, x(a[0]), y(a[2]), x(b[0]), y(b[2])] += 1
        for form, points in RELIABLE.items():
            scored = [r for r in sessions if r[2] != "" and r[3] == form]
            if scored:
                low = max(Fraction(0), number(scored[0][2]) - points)
                high = min(Fraction(40), number(scored[0][2]) + points)
                end = 97500 if scored[-1] is sessions[-1] else x(scored[-1][0])
                bands[style, x(scored[0][0]), int(low * 1000), max(end, x(scored[-1][0])),
                      int(high * 1000)] += 1
    # Every score with a cutoff lies above, below or on the line of its own cutoff.
    steps = {c: (min(days), max(days)) for c, days in cutoffs.items()}
    return marks, lines, bands, steps, x, first, last


def run(arguments, rows, path=None):
    name = os.path.join(FOLDER, "in")
    with open(name, "w", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow("person_id date rater ors_total ors_form ors_cutoff".split())
        table.writerows(["P1"] + row for row in rows)
    environment = {"PATH": (path + ":" if path else "") + os.environ["PATH"], "HOME": FOLDER}
    done = subprocess.run([os.path.join(BIN, "progress-chart"), *arguments, name],
                          capture_output=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def check_rows(rows):
    # As PNG, so that what came through the program is passed on as it is.
    drawn = [line.split("\t") for line in
             run(["-T", "png"], rows, os.path.join(FOLDER, "fake")).decode().splitlines()]
    drawn = [[int(c) for c in row[:7]] for row in drawn if row[0] == "3"]
    marks, lines, bands, steps, x, first, last = expected_rows(rows)
    assert Counter((r[2], r[3], r[4]) for r in drawn if r[1] == 3) == marks, "marks"
    assert Counter(tuple(r[2:7]) for r in drawn if r[1] == 2 and r[2] in SERIES) == lines, "lines"
    assert Counter(tuple(r[2:7]) for r in drawn if r[1] == 1) == bands, "bands"
    shown = {Fraction(r[4], 1000): (r[3], r[5]) for r in drawn if r[1] == 2 and r[2] == CUTOFF}
    assert {number(c) for c in steps} == set(shown), "cutoffs"
    for cutoff, (begin, end) in steps.items():
        left, right = shown[number(cutoff)]
        assert left <= x(str(date.fromordinal(begin))), "a cutoff begins late"
        assert right >= x(str(date.fromordinal(end))), "a cutoff ends early"
    if steps:
        ends = sorted(shown.values())
        assert ends[0][0] == 0 and max(e[1] for e in ends) == 100000, "cutoffs reach the edges"
        reach = 0
        for left, right in ends:
            assert left <= reach, "a hole between cutoffs"
            reach = max(reach, right)
    seen["lines"] += bool(lines)
    seen["gaps"] += sum(lines.values()) < sum(marks.values()) - len(threads(rows))
    seen["steps"] += len(steps) > 1
    seen["few"] += bool(marks) and not lines


def check_spark(rows):
    out = csv.DictReader(run(["--spark"], rows).decode().splitlines())
    pictures = {(row["rater"], row["form"]): row for row in out}
    wanted = {}
    for rater, sessions in threads(rows).items():
        for form in ("ORS", "CORS", ""):
            scored = [r for r in sessions if r[2] != "" and r[3] == form]
            if scored:
                wanted[rater, form] = (sessions, scored)
    assert set(pictures) == set(wanted), "series"
    for key, (sessions, scored) in wanted.items():
        svg = pictures[key]["svg"]
        first, last = day(sessions[0][0]), day(sessions[-1][0])
        assert pictures[key]["sessions"] == str(len(scored)), "sessions"
        path = re.findall(r"d='([^']*)'", svg)[-2]
        steps = re.findall(r"([ML])([\d.]+) ([\d.]+)", path)
        assert len(steps) == len(scored), "points"
        for (_, x, y), row in zip(steps, scored):
            assert round(float(x) * 100) == place(row[0], first, last, 12000, 400), "x"
            exact = 3 + 18 * (40 - number(row[2])) / 40
            assert abs(Fraction(y) - exact) <= Fraction(1, 100), "y"
        joined = sum(a[3] == key[1] for a, _ in segments(sessions))
        assert sum(s[0] == "L" for s in steps) == joined, "lines"
        assert ("stroke-dasharray" in svg) == (scored[-1][4] != ""), "cutoff"
        label = re.search(r"aria-label='([^']*)'", svg).group(1).split()
        assert label[0] == (key[1] or "ORS"), "form in words"
        assert label[1:] == [r[2] if r in scored else "-" for r in sessions], "words"
        seen["sparks"] += 1


def check_drawn(rows):
    """All marks, and as many line segments as there should be, are in what gnuplot made."""
    svg = run([], rows).decode()
    marks, lines, _, _, _, _, _ = expected_rows(rows)
    styles = len(threads(rows))
    body = svg.split("</defs>")[1]
    assert body.count("<use ") == sum(marks.values()) + styles, "marks in the SVG"
    for style, colour in enumerate(["0, 114, 178", "213,  94,   0", "0, 158, 115"], 1):
        paths = re.findall(r"<path stroke='rgb\( *" + colour + r"\)'[^>]*d='([^']*)'", body)
        drawn = sum(path.count("L") for path in paths)
        of_style = sum(n for key, n in lines.items() if key[0] == style)
        edges = 2 * sum(n for key, n in expected_rows(rows)[2].items() if key[0] == style)
        key = 1 if style <= styles else 0
        # A line of no length, between equal scores on one day, may be left out.
        none = sum(n for k, n in lines.items() if k[0] == style and k[1:3] == k[3:5])
        flat = sum(2 * n for k, n in expected_rows(rows)[2].items() if k[0] == style and k[1] == k[3])
        whole = of_style + edges + key
        assert whole - none - flat <= drawn <= whole, f"segments of style {style}: {drawn}, not {whole}"
    seen["drawn"] += 1


for seed in range(RUNS):
    sessions_now = random_rows(Random(seed))
    try:
        {"rows": check_rows, "spark": check_spark, "drawn": check_drawn}[PART](sessions_now)
    except AssertionError as error:
        print(f"{PART}, seed {seed}: {error}")
        sys.exit(1)
wanted_cases = {"rows": ["lines", "gaps", "steps", "few"], "spark": ["sparks"], "drawn": ["drawn"]}
missing = [c for c in wanted_cases[PART] if not seen[c]]
if missing:
    print(f"{PART}: no case of {missing}")
    sys.exit(1)
