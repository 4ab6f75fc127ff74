#!/usr/bin/env python3
"""Adds up costs twice: by the command, and here in exact fractions, as DESIGN.md section 6 says it.

    cost-net.py BINDIR FOLDER FILES

Says how many files agreed; exit status 0 when all did and every kind of result occurred.
"""

import csv
import io
import subprocess
import sys
from collections import Counter
from fractions import Fraction
from random import Random

BIN, FOLDER, FILES = sys.argv[1], sys.argv[2], int(sys.argv[3])
CATEGORIES = ["startup", "sessions", "ongoing", "other"]
PUBLISHED = {"outpatient": ["-28434", "70488"], "residential": ["128410", "128410"]}
WORDS = {"intervention": ["intervention", "indsats", "Indsats"],
         "baseline": ["baseline", "basis", "BASIS"],
         "startup": ["startup", "opstart", "start-up"], "sessions": ["sessions", "samtaler"],
         "ongoing": ["ongoing", "løbende", "loebende"], "other": ["other", "øvrige", "Oevrige"],
         "outpatient": ["", "outpatient", "ambulant"], "residential": ["residential", "døgn"]}
HEADERS = {",": "unit,setting,scenario,category,amount,hours,hourly_rate",
           ";": "kommune;ramme;scenarie;kategori;beløb;timer;timepris"}
seen = Counter()


def rounded(value, places):
    """Half away from zero, in units of 10^-places."""
    size = int(abs(value) * 10 ** places + Fraction(1, 2))
    return -size if value < 0 else size


def written(units, places, least, mark):
    """A number of 10^-places with at least so many decimals."""
    digits = f"{abs(units):0{places + 1}d}"
    whole, part = (digits[:-places], digits[-places:]) if places else (digits, "")
    while len(part) > least and part.endswith("0"):
        part = part[:-1]
    return ("-" if units < 0 else "") + whole + (mark + part if part else "")


def spelled(rng, hundredths, delimiter):
    """An amount as somebody may write it, which can be read in one way only."""
    minus = "-" if hundredths < 0 else ""
    whole, part = divmod(abs(hundredths), 100)
    grouped = f"{whole:,}".replace(",", ".")
    kind = rng.randrange(7)
    if kind == 0 and minus:
        minus = "\u2212"
    if kind == 1:
        return f"{minus}{whole:,}".replace(",", "\u00a0") + (f",{part:02d}" if part else "")
    if kind <= 3 and (part or delimiter == ";" or whole < 1000 or whole >= 1000000):
        tail = f",{part:02d}" if part else ""
        return minus + grouped + tail + rng.choice(["", " kr.", "\u00a0kr.", "kr"])
    mark = rng.choice(".,")
    if not part:
        return f"{minus}{whole}{rng.choice(['', mark + '0', mark + '00'])}"
    text = f"{part:02d}"
    return minus + str(whole) + mark + (text[0] if text[1] == "0" and rng.random() < 0.5 else text)


def quoted(cell, delimiter):
    return f'"{cell}"' if delimiter in cell else cell


def main():
    agreed = failed = 0
    for number in range(FILES):
        rng = Random(f"cost {number}")
        delimiter = rng.choice(",;")
        mark = "," if delimiter == ";" else "."
        units = [(u, s) for u in ("Nord", "Syd", "Øst")[:rng.randrange(1, 4)]
                 for s in ("outpatient", "residential")[:rng.randrange(1, 3)]]
        sums, lost, order, invalid = Counter(), set(), [], 0
        lines = []
        pieces = [(u, s, c) for u in units for s in ("intervention", "baseline")
                  for c in CATEGORIES if rng.random() < 0.97]
        pieces += [rng.choice(pieces) for _ in range(rng.randrange(20))]
        rng.shuffle(pieces)
        unsettled = set()
        for unit, scenario, category in pieces:
            if rng.random() < 0.005:  # may belong to either setting
                lines.append(delimiter.join([unit[0], "abroad", scenario, category, "1", "", ""]))
                unsettled.add((unit[0], scenario, category))
                invalid += 1
            order.append(unit)
            cells = [unit[0], rng.choice(WORDS[unit[1]]), rng.choice(WORDS[scenario]),
                     rng.choice(WORDS[category])]
            size = rng.choice([100, 10 ** 5, 10 ** 8])
            amount = rng.randrange(-size, 9 * size) * rng.choice([1, 100])
            if rng.random() < 0.1:
                amount = 0
            hours, rate = rng.randrange(300000), rng.randrange(100000)
            made = rounded(Fraction(hours, 100) * Fraction(rate, 100), 2)
            kind = rng.randrange(200)
            key = unit, scenario, category
            if kind < 80:
                cells += [spelled(rng, amount, delimiter), "", ""]
            elif kind < 170:
                amount = made
                cells += ["", spelled(rng, hours, delimiter), spelled(rng, rate, delimiter)]
            elif kind < 180:
                amount = made
                cells += [spelled(rng, n, delimiter) for n in (made, hours, rate)]
            elif kind < 198:
                cells += [spelled(rng, amount, delimiter), spelled(rng, hours, delimiter), ""]
            else:  # nothing to add
                cells += rng.choice([["", "", ""], ["", "5", ""], ["", "", "5"], ["x", "", ""],
                                     ["1", "1", "2"], ["1.234,567", "", ""], ["", "1", "-1"]])
                lost.add(key)
                invalid += 1
                amount = 0
            sums[key] += amount
            lines.append(delimiter.join(quoted(c, delimiter) for c in cells))
        have = {(u, s, c) for u, s, c in pieces} - lost
        with open(f"{FOLDER}/costs.csv", "w", encoding="utf-8", newline="") as file:
            file.write("\n".join([HEADERS[delimiter], *lines, ""]))

        courses = {}
        with_courses = rng.random() < 0.8
        rows = ["unit,setting,started,completed"]
        for unit in units:
            for _ in range(rng.choice([0, 1, 1, 1, 3])):
                started = rng.randrange(0, 6000)
                completed = rng.randrange(0, started + 1)
                pair = courses.setdefault(unit, [0, 0])
                pair[0] += started
                pair[1] += completed
                rows.append(f"{unit[0]},{unit[1]},{written(started, 2, 0, '.')},"
                            f"{written(completed, 2, 2, '.')}")
        with open(f"{FOLDER}/courses.csv", "w", encoding="utf-8") as file:
            file.write("\n".join([*rows, ""]))
        amortise = rng.choice([1, 1, 3, 5, 7])

        want = []
        for unit in dict.fromkeys(order):
            started, completed = courses.get(unit, (None, None)) if with_courses else (None, None)
            cost = {}
            for scenario in ("intervention", "baseline"):
                for category in CATEGORIES:
                    key = unit, scenario, category
                    known = key in have and (unit[0], scenario, category) not in unsettled
                    cost[scenario, category] = sums[key] if known else None
                if cost[scenario, "startup"] is not None:
                    cost[scenario, "startup"] = rounded(
                        Fraction(cost[scenario, "startup"], 100) / amortise, 2)
            totals = []
            for scenario in ("intervention", "baseline"):
                parts = [cost[scenario, c] for c in CATEGORIES]
                totals.append(None if None in parts else sum(parts))
            net = None if None in totals else totals[0] - totals[1]

            def per(courses):
                return None if net is None or not courses else rounded(Fraction(net, courses), 2)

            money = [cost["intervention", c] for c in CATEGORIES] + [
                *totals, net, per(started), per(completed)]
            percent = (rounded(Fraction(100 * completed, started), 1)
                       if started and completed is not None else None)
            verdict = ("" if net is None else "neutral" if net == 0 else
                       "extra-cost" if net > 0 else "saving")
            seen.update([f"verdict {verdict}", "missing" if None in totals else "complete"])
            want.append([unit[0], unit[1]]
                        + ["" if n is None else written(n, 2, 0, mark) for n in (started, completed)]
                        + ["" if percent is None else written(percent, 1, 1, mark)]
                        + ["" if n is None else written(n, 2, 2, mark) for n in money]
                        + [verdict] + PUBLISHED[unit[1]])

        made = subprocess.run(
            [f"{BIN}/cost-net", "-q", "--amortise", str(amortise)]
            + (["--courses", f"{FOLDER}/courses.csv"] if with_courses else [])
            + [f"{FOLDER}/costs.csv"], capture_output=True)
        got = list(csv.reader(io.StringIO(made.stdout.decode()), delimiter=delimiter))[1:]
        status = 3 if invalid else 0
        if got == want and made.returncode == status:
            agreed += 1
        else:
            failed += 1
            print(f"file {number}: status {made.returncode}, not {status}; {made.stderr.decode()}")
            print("\n".join(f"  {g}\n  not {w}" for g, w in zip(got, want) if g != w))
        seen["invalid"] += invalid
    for what in ("verdict saving", "verdict extra-cost", "verdict ", "missing", "complete",
                 "invalid"):
        if not seen[what]:
            failed += 1
            print(f"{what} never occurred")
    print(f"cost-net: {agreed} passed, {failed} failed")
    return failed > 0


sys.exit(main())
