#!/usr/bin/env python3
"""Scores random sessions twice: by the command, and here by the rules of DESIGN.md.

    scores.py BINDIR ors|srs comma|semicolon|tab|openfit FOLDER ROWS

Exit status 0 when every record agrees and every status occurs.
"""

import subprocess
import sys
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from random import Random

BIN, MEASURE, DIALECT, FOLDER, ROWS = sys.argv[1:]
ROWS = int(ROWS)
RANDOM = Random(f"{MEASURE} {DIALECT} 20260629")

DIALECTS = {  # delimiter, decimal mark of the input, line ending, byte order mark, date
    "comma": (",", ".", "\n", "", "%Y-%m-%d"),
    "semicolon": (";", ",", "\r\n", "\ufeff", "%d-%m-%Y"),
    "tab": ("\t", ",", "\n", "", "%d.%m.%Y"),
    "openfit": (",", ".", "\r\n", "", "%Y-%m-%d 15:30"),
}
NAMES = {
    "comma": {"ors": "ors_individual ors_interpersonal ors_social ors_overall "
                     "ors_reported_total ors_skip",
              "srs": "srs_relationship srs_goals srs_approach srs_overall "
                     "srs_reported_total srs_skip",
              "who": "person_id family_id course_id date rater age birth_date form"},
    "semicolon": {"ors": "ORS_individuelt|ORS_relationer|ORS_socialt|ORS_overordnet|"
                         "ORS_sum|ORS_sprunget_over",
                  "srs": "SRS_relation|mål_og_emner|metode|SRS_overordnet|SRS_sum|"
                         "SRS_sprunget_over",
                  "who": "borger|familie|forløb|dato|bedømmer|alder|fødselsdato|skema"},
    "openfit": {"ors": "ORSQ1 ORSQ2 ORSQ3 ORSQ4 Total_ORS ORS_Skip",
                "srs": "SRSQ1 SRSQ2 SRSQ3 SRSQ4 Total_SRS SRS_Skip",
                "who": "Client_ID Family Case_ID Session_Date Rated_By Age dob form"},
}
NAMES["tab"] = NAMES["comma"]
DELIMITER, MARK, END, BOM, DATE = DIALECTS[DIALECT]

RATERS = {"": "self", "self": "self", "selv": "self", " Selv ": "self", "mor": "caregiver",
          "FAR": "caregiver", "far": "caregiver", "forælder": "caregiver",
          "foraelder": "caregiver", "lærer": "teacher", "andre": "other", "nabo": "other"}
FOLDED = {"forælder": "foraelder"}


# ------------------------------------------------------------- random cells

def number(low, high, places):
    """A number between low and high in hundredths, with 0 to 2 decimals."""
    places = RANDOM.choice(places)
    step = 10 ** (2 - places)
    value = RANDOM.randrange(low // step, high // step + 1) * step
    text = f"{value // 100}" if places == 0 else f"{Decimal(value) / 100:.{places}f}"
    return text.replace(".", MARK)


def dress(text):
    """The same cell as other programs write it."""
    kind = RANDOM.randrange(30)
    if kind == 0:
        return f" {text} "
    if kind == 1:
        return f"{text}\u00a0"
    return text


BAD = ["10.01", "-0.1", "abc", "7.5.1", "1e1", "0x7", "7.", "+7", "7.123", "11", "7 5", "99999999999999999999"]


def item():
    kind = RANDOM.randrange(100)
    if kind < 3:
        return RANDOM.choice(["", "NA", " "])
    if kind == 3:
        return RANDOM.choice(BAD)
    if kind < 6:
        return RANDOM.choice(["0", "10", "9", "9.0", "8.99", "10.00", ".5"]).replace(".", MARK)
    return number(0, 1000, [0, 1, 1, 1, 2]) if kind < 50 else number(750, 1000, [0, 1, 1, 2])


def cells_of_form():
    kind = RANDOM.randrange(20)
    items = [item() for _ in range(4)]
    total = skip = ""
    if kind < 2:
        items = ["", "NA", "", ""]
        total = RANDOM.choice([number(0, 4000, [0, 1, 2]), number(3500, 3700, [1, 2]), "36", "25",
                               "28", "32", "32.01", "40.01", "24.99", ""]).replace(".", MARK)
    elif kind < 4:
        items = [""] * 4
        skip = RANDOM.choice(["1", "ja", "yes", "", "n"])
    elif kind < 5:
        skip = RANDOM.choice(["0", "nej", "1", "uoplyst", "måske"])
    elif kind < 7:
        values = [decimal(i) for i in items]
        if None not in values and "bad" not in values:
            total = str(sum(values) + RANDOM.choice([0, 0, 0, Decimal("0.01")])).replace(".", MARK)
            if RANDOM.randrange(5) == 0:
                items[RANDOM.randrange(4)] = ""
    elif kind < 9:
        target = RANDOM.choice([25, 28, 32, 36])  # exactly a cutoff, or just beside it
        items = [number(0, 1, [0]) for _ in range(4)]
        tenths = target * 10 + RANDOM.choice([-1, 0, 1])
        shares = [tenths // 4, tenths // 4, tenths // 4, tenths - 3 * (tenths // 4)]
        items = [f"{s // 10}{MARK}{s % 10}" for s in shares]
    return [dress(c) if c else c for c in items + [total]] + [skip]


def make_rows():
    """Rows in order of date, so that srs-flag takes them as they are."""
    rows = []
    for n in range(ROWS):
        day = date(2024, 1, 1) + timedelta(days=n * 700 // ROWS)
        age = RANDOM.choice(["", "", "5", "6", "12", "13", "17", "18", "35", "120", "NA",
                             *(["121", "-1", "x", "12.5"] if RANDOM.randrange(4) == 0 else [])])
        birth = ""
        if RANDOM.randrange(3) == 0:
            years = RANDOM.choice([0, 5, 6, 12, 13, 17, 18, 40, 119, 120, 121])
            near = date(day.year - years, day.month, min(day.day, 28))
            birth = (near + timedelta(days=RANDOM.choice([-1, 0, 1, 2, 100]))).strftime("%Y-%m-%d")
            if RANDOM.randrange(20) == 0:
                birth = RANDOM.choice(["2012-02-29", "2020-02-29", "2030-01-01", "31-02-2012", "x"])
        when = day.strftime(DATE)
        if MEASURE == "ors" and RANDOM.randrange(30) == 0:
            when = RANDOM.choice(["", "NA", "45662", "2026-13-01", "05-01-26"])
        rows.append([RANDOM.choice(["P1", "P2", " P3 ", "P4", "P5", "P6"]),
                     RANDOM.choice(["F1", "F2", ""]), RANDOM.choice(["", "1", "2"]), when,
                     RANDOM.choice(list(RATERS)), age, birth,
                     RANDOM.choice(["", "", "", "ORS", "cors", "CORS", "YCORS",
                                    *(["SRS"] if RANDOM.randrange(5) == 0 else [])]),
                     *cells_of_form(),
                     RANDOM.choice(["", "a note", "two\nlines", 'with "quotes"', "a;b,c\td"])])
    return rows


def quoted(cell):
    if any(c in cell for c in (DELIMITER, '"', "\n", "\r")) or cell != cell.strip(" \t"):
        return '"' + cell.replace('"', '""') + '"'
    return cell


# ------------------------------------------------------------- the rules

def clean(cell):
    cell = cell.strip(" \t\r\n\u00a0")
    return "" if cell == "NA" else cell


def decimal(cell, places=2):
    """None: missing; "bad": no number."""
    cell = clean(cell)
    if cell == "":
        return None
    body = cell.removeprefix("-").replace(",", ".")
    whole, dot, rest = body.partition(".")
    if not (whole + rest).isascii() or not (whole + rest).isdigit() or (dot and not rest) \
            or len(rest) > places:
        return "bad"
    try:
        return Decimal(("-" if cell[0] == "-" else "") + body)
    except InvalidOperation:
        return "bad"


def day_of(cell):
    cell = clean(cell)
    if cell == "":
        return None
    cell = cell.split(" ")[0]
    try:
        if cell[4:5] == "-":
            return date(*(int(p) for p in cell.split("-")))
        parts = cell.replace(".", "-").split("-")
        if len(parts) != 3 or len(parts[2]) != 4:
            return "bad"
        return date(int(parts[2]), int(parts[1]), int(parts[0]))
    except ValueError:
        return "bad"


def age_of(row):
    """Whole years, None or "bad"."""
    stated = decimal(row[5], 0)
    birth, day = day_of(row[6]), day_of(row[3])
    if "bad" in (stated, birth, day) or (stated is not None and not 0 <= stated <= 120):
        return "bad"
    if birth is None or day is None:
        return None if stated is None else int(stated)
    years = day.year - birth.year
    if (day.month, day.day) < (birth.month, birth.day):  # 29 February: before 1 March
        years -= 1
    return years if 0 <= years <= 120 else "bad"


def shown(value, places=1):
    if value is None:
        return ""
    text = f"{value.normalize():f}"
    whole, _, rest = text.partition(".")
    text = whole + ("." + rest.ljust(places, "0") if rest or places else "")
    return text.replace(".", "," if DELIMITER == ";" else ".")


def total_of(row):
    """(status, total, items), as far as both instruments agree."""
    items = [decimal(c) for c in row[8:12]]
    reported = decimal(row[12], 3)
    skip = clean(row[13])
    missing = items.count(None)
    age = age_of(row)
    if "bad" in items or reported == "bad" or age == "bad" or skip == "måske":
        return "invalid", None, items
    if any(i is not None and not 0 <= i <= 10 for i in items) \
            or (reported is not None and not 0 <= reported <= 40):
        return "invalid", None, items
    if skip in ("1", "ja", "yes") and (missing < 4 or reported is not None):
        return "invalid", None, items
    if missing == 0 and reported is not None and sum(items) != reported:
        return "invalid", None, items
    if age is not None and age < 6:
        return "under-6", None, items
    if missing == 4 and reported is None:
        return "skipped", None, items
    if 0 < missing < 4:
        return "incomplete", None, items
    if missing == 4:
        return "total-only", reported, items
    return "ok", sum(items), items


def ors(row):
    status, total, _ = total_of(row)
    form = clean(row[7]).upper()
    if form == "SRS":
        status = "invalid"
    if status == "invalid":
        return ["", "", "", "", "invalid"]
    if status == "under-6" or form == "YCORS":
        return ["", "", "", "", "under-6"]
    age = age_of(row)
    if not form and age is not None:
        form = "CORS" if age <= 12 else "ORS"
    cutoff = None
    if RATERS[row[4]] == "self" and age is not None:
        if form == "CORS" and age <= 12:
            cutoff = Decimal(32)
        elif form == "ORS" and 13 <= age <= 17:
            cutoff = Decimal(28)
        elif form == "ORS" and age >= 18:
            cutoff = Decimal(25)
    side = ""
    if total is not None:
        if cutoff is None:
            status = "no-cutoff"
        else:
            side = "clinical" if total < cutoff else "nonclinical"
    return [shown(total), form, shown(cutoff, 0), side, status]


PREVIOUS = {}


def srs(row):
    status, total, items = total_of(row)
    if status in ("invalid", "under-6"):
        return ["", "", "", status]
    word = clean(row[4]).lower()
    series = (clean(row[1]), clean(row[0]), clean(row[2]),
              "" if RATERS[row[4]] == "self" else FOLDED.get(word, word))
    change = None
    flags = []
    if total is not None:
        if series in PREVIOUS:
            change = total - PREVIOUS[series]
        PREVIOUS[series] = total
        if total < 36:
            flags.append("low-total")
    if any(i is not None and i < 9 for i in items):
        flags.append("low-item")
    if change is not None and change <= -1:
        flags.append("drop")
    if status in ("skipped", "incomplete"):
        flags.append("no-feedback")
    return [shown(total), shown(change), "+".join(flags), status]


# ------------------------------------------------------------- comparing

def main():
    names = NAMES[DIALECT]
    split = "|" if DIALECT == "semicolon" else " "
    header = names["who"].split(split) + names[MEASURE].split(split) + ["note"]
    rows = make_rows()
    path = f"{FOLDER}/{MEASURE}-{DIALECT}.csv"
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(BOM + DELIMITER.join(h.replace("_", " ") if split == "|" else h
                                        for h in header) + END)
        for row in rows:
            file.write(DELIMITER.join(map(quoted, row)) + END)
    command = "ors-score" if MEASURE == "ors" else "srs-flag"
    done = subprocess.run([f"{BIN}/{command}", path], capture_output=True, check=False)
    if done.returncode != 3:
        sys.exit(f"{command} {path}: status {done.returncode}\n{done.stderr.decode()[-1000:]}")

    rule = ors if MEASURE == "ors" else srs
    output = done.stdout.decode()
    at = output.index(END) + len(END)
    seen = {}
    for n, row in enumerate(rows):
        want = DELIMITER.join([*map(quoted, row), *rule(row)]) + END
        seen[rule_status(want)] = seen.get(rule_status(want), 0) + 1
        got = output[at:at + len(want)]
        if got != want:
            sys.exit(f"{command} {DIALECT}: record {n + 1}\nexpected {want!r}\ngot      {got!r}")
        at += len(want)
    if at != len(output):
        sys.exit(f"{command} {DIALECT}: more output than records")
    wanted = {"invalid", "under-6", "skipped", "incomplete", "total-only", "ok"}
    if MEASURE == "ors":
        wanted.add("no-cutoff")
    if set(seen) != wanted or min(seen.values()) < 10:
        sys.exit(f"{command} {DIALECT}: statuses {seen}: the random rows test too little")


def rule_status(line):
    return line.rstrip("\r\n").rsplit(DELIMITER, 1)[1]


main()
