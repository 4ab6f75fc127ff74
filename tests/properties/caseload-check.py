#!/usr/bin/env python3
"""Counts caseloads twice: by the command, and here day by day, as DESIGN.md section 6 says it.

    caseload-check.py BINDIR FOLDER TEAMS

No interval is ever merged here: a day either lies in one of the rows or it does not.
Says how many runs agreed; exit status 0 when all of them did and every status occurred.
"""

import csv
import io
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random

BIN, FOLDER, TEAMS = sys.argv[1], sys.argv[2], int(sys.argv[3])
ORIGIN = date(2025, 12, 15)
DAYS = 60
ROLES = {"primary": 1, "Primær": 1, "PRIMAER": 1, " primary ": 1, "secondary": 0, "makker": 0,
         "sekundær": 0}
DIALECTS = [  # delimiter, line end, byte order mark, date, header
    (",", "\n", "", "%Y-%m-%d", "family_id,therapist_id,role,start_date,end_date"),
    (";", "\r\n", "\ufeff", "%d-%m-%Y", "familie;behandler;rolle;startdato;slutdato"),
    ("\t", "\n", "", "%d.%m.%Y", "sag\tworker\trolle\topstart\tafslutning"),
]
seen = Counter()


def make_team(rng):
    """Rows of (family, therapist, primary, start, end), None where it stays open."""
    families = [f"F{n}" for n in range(1, rng.randrange(2, 9))]
    therapists = [f"T{n}" for n in range(1, rng.randrange(2, 6))]
    rows = []
    for _ in range(rng.randrange(1, 40)):
        start = rng.randrange(DAYS)
        length = rng.choice([0, 0, 1, rng.randrange(4), rng.randrange(30)])
        end = None if rng.random() < 0.2 else start + length
        rows.append((rng.choice(families), rng.choice(therapists), rng.random() < 0.6, start, end))
        if rng.random() < 0.3:  # a row that touches, repeats or takes over from the last
            family, therapist, primary, start, end = rows[-1]
            after = (end if end is not None else start) + rng.choice([0, 0, 1, 1, 2])
            if rng.random() < 0.3:  # somebody comes on the last day of one who goes on
                rows += [(family, therapist, primary, after + 1, after + 5),
                         (family, rng.choice(therapists), True, after, after + 3),
                         (family, therapist, primary, max(0, after - 5), after)]
            rows.append(rng.choice([
                rows[-1],
                (family, therapist, primary, after, after + rng.randrange(9)),
                (family, rng.choice(therapists), True, after, after + rng.choice([0, 5])),
                (family, therapist, not primary, start, end)]))
    return rows


def write_file(rng, rows, dialect, path):
    delimiter, end_line, bom, form, header = dialect
    lines = [header]
    for family, therapist, primary, start, end in rows:
        role = rng.choice([word for word, is_primary in ROLES.items() if is_primary == primary])
        day = lambda n: "" if n is None else (ORIGIN + timedelta(n)).strftime(form)
        lines.append(delimiter.join([family, therapist, role, day(start), day(end)]))
        if rng.random() < 0.03:  # what cannot be read changes nothing
            lines.append(delimiter.join(["F1", "T1", role, day(20), day(19)]))
            seen["invalid"] += 1
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(bom + end_line.join(lines) + end_line)


# ------------------------------------------------------------------ the rules, a day at a time

def has(rows, family, therapist, primary, day):
    return any(f == family and t == therapist and p == primary and s <= day and
               (e is None or day <= e) for f, t, p, s, e in rows)


def families_of(rows, therapist, day):
    """(primary, secondary) on a day."""
    families = {r[0] for r in rows}
    first = {f for f in families if has(rows, f, therapist, True, day)}
    second = {f for f in families if has(rows, f, therapist, False, day)}
    return len(first), len(second - first)


def family_on(rows, family, day):
    """None when nobody has the family, else (primary, secondary, status)."""
    therapists = {r[1] for r in rows}
    first = {t for t in therapists if has(rows, family, t, True, day)}
    second = {t for t in therapists if has(rows, family, t, False, day)}
    if not first | second:
        return None
    leaves = {t for t in first if not has(rows, family, t, True, day + 1)}
    comes = {t for t in first if not has(rows, family, t, True, day - 1)}
    stays = {t for t in first
             if t not in leaves
             or not any(c != t and (c not in leaves or t not in comes) for c in comes)}
    second -= stays
    status = ("no-primary" if not stays else "several-primary" if len(stays) > 1 else
              "no-partner" if not second else "ok")
    if stays != first:
        seen["handed over"] += 1
    return len(stays), len(second), status


def status_of(count, guide):
    return "over" if count > guide else "at" if count == guide else "under"


def order(rows, place):
    return list(dict.fromkeys(row[place] for row in rows))


# ------------------------------------------------------------------ comparing

def text_of(number, delimiter):
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", "," if delimiter == ";" else ".")


def run(delimiter, *arguments):
    made = subprocess.run([f"{BIN}/caseload-check", "-q", *arguments], capture_output=True)
    text = made.stdout.decode()
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)), made.returncode


def monday_of(day):
    return day - timedelta(day.weekday())


def week_of(day):
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def main():
    agreed = failed = 0
    for team in range(TEAMS):
        rng = Random(f"caseload {team}")
        rows = make_team(rng)
        dialect = DIALECTS[team % 3]
        delimiter = dialect[0]
        path = f"{FOLDER}/cases.csv"
        bad = seen["invalid"]
        write_file(rng, rows, dialect, path)
        bad = seen["invalid"] > bad
        day = rng.choice([rng.randrange(-2, DAYS + 5)] + [row[3] for row in rows]
                         + [row[4] for row in rows if row[4] is not None])
        as_of = (ORIGIN + timedelta(day)).isoformat()
        guide = Decimal(rng.choice(["5", "2", "1", "1.5", "0.75"]))
        therapists = order(rows, 1)
        ftes = {t: Decimal(rng.choice(["1", "0.5", "0.75", "0.333", "0.125", "1.1"]))
                for t in therapists if rng.random() < 0.8}
        extra = {"T99": Decimal("0.5")} if rng.random() < 0.3 else {}
        with open(f"{FOLDER}/fte.csv", "w") as file:
            file.write("therapist_id,fte\n" +
                       "".join(f"{t},{f}\n" for t, f in {**ftes, **extra}.items()))
        scaled = rng.random() < 0.5
        options = ["--guide", str(guide)] + (["--fte", f"{FOLDER}/fte.csv"] if scaled else [])
        listed = therapists + (list(extra) if scaled else [])
        guides = {t: (guide * {**ftes, **extra}.get(t, 1) if scaled else guide).quantize(
            Decimal("0.01"), ROUND_HALF_UP) for t in listed}

        # what each therapist and each family has on the day
        want = [["therapist_id", "as_of", "primary_families", "secondary_families", "guide",
                 "caseload_status"]]
        for t in listed:
            first, second = families_of(rows, t, day)
            want.append([t, as_of, str(first), str(second), text_of(guides[t], delimiter),
                         status_of(first, guides[t])])
        over = any(row[-1] == "over" for row in want)
        families = [["family_id", "as_of", "primary_therapists", "secondary_therapists",
                     "family_status"]]
        for f in order(rows, 0):
            on = family_on(rows, f, day)
            if on:
                families.append([f, as_of, str(on[0]), str(on[1]), on[2]])
        flagged = over or any(row[-1] == "no-primary" for row in families)

        # and in the weeks
        begin = ORIGIN + timedelta(rng.randrange(DAYS))
        finish = begin + timedelta(rng.choice([0, 6, 7, rng.randrange(40)]))
        weeks = [["therapist_id", "week", "max_primary", "guide", "caseload_status"]]
        mondays = [monday_of(begin) + timedelta(7 * n)
                   for n in range((monday_of(finish) - monday_of(begin)).days // 7 + 1)]
        all_days = [(m - ORIGIN).days + n for m in mondays for n in range(7)]
        for t in listed:
            for m in mondays:
                most = max(families_of(rows, t, (m - ORIGIN).days + n)[0] for n in range(7))
                weeks.append([t, week_of(m), str(most), text_of(guides[t], delimiter),
                              status_of(most, guides[t])])
        gaps = any((family_on(rows, f, d) or (1,))[0] == 0
                   for f in order(rows, 0) for d in all_days)
        weeks_flagged = gaps or any(row[-1] == "over" for row in weeks)

        spans = ["--weekly", "--from", begin.isoformat(), "--to", finish.isoformat()]
        for arguments, table, found in (
                (["--as-of", as_of], want, flagged),
                (["--as-of", as_of, "--families"], families, flagged),
                (spans, weeks, weeks_flagged)):
            for flag in ([], ["-e"]):
                got, status = run(delimiter, *arguments, *options, *flag, path)
                expected = 3 if bad else 1 if flag and found else 0
                if got == table and status == expected:
                    agreed += 1
                else:
                    failed += 1
                    print(f"team {team} {arguments} {flag}: status {status}, not {expected}")
                    print("\n".join(f"  {g} not {w}" for g, w in zip(got, table) if g != w))
            seen.update(row[-1] for row in table[1:])
            seen.update(["flagged"] if found else ["not flagged"])
    for what in ("under", "at", "over", "no-primary", "several-primary", "no-partner", "ok",
                 "handed over", "invalid", "flagged", "not flagged"):
        if not seen[what]:
            failed += 1
            print(f"{what} never occurred")
    print(f"caseload-check: {agreed} passed, {failed} failed")
    return failed > 0


sys.exit(main())
