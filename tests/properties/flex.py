#!/usr/bin/env python3
"""Adds up random working hours twice: by flex-ratio, and here minute by minute.

    flex.py BINDIR single|comma|semicolon|tab|declared|special|ordinary|sums FOLDER

single   100 000 entries, each a therapist of its own: every entry's ordinary and flexible hours
sums     40 000 entries of 60 therapists: every grouping but family has the same sum
others   800 entries that overlap, in all groupings, with other dialects and options

What the clock shows comes from zoneinfo where there are time zone tables, otherwise from the EU's
rule. Holidays come from Easter by the method of Meeus. Exit status 0 when everything agrees.
"""

import csv
import io
import subprocess
import sys
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import lru_cache
from random import Random

BIN, WHAT, FOLDER = sys.argv[1:]
RANDOM = Random(f"{WHAT} 20260629")

try:
    from zoneinfo import ZoneInfo
    ZONE = ZoneInfo("Europe/Copenhagen")
except Exception:  # no module, or no tables
    ZONE = None

EPOCH = date(1970, 1, 1)
DAY = 1440


# ------------------------------------------------------------- the calendar

def last_sunday(year, month):
    day = date(year, month, 31)
    return day - timedelta((day.weekday() + 1) % 7)


def easter(year):  # Meeus, Astronomical Algorithms, chapter 8
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    f = (b + 8) // 25
    h = (19 * a + b - d - (b - f + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    l = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * l) // 451
    month, day = divmod(h + l - 7 * m + 114, 31)
    return date(year, month, day + 1)


HOLIDAYS = set()
CHANGES = []
for YEAR in range(2018, 2033):
    for AFTER in (-3, -2, 0, 1, 39, 49, 50) + ((26,) if YEAR <= 2023 else ()):
        HOLIDAYS.add(easter(YEAR) + timedelta(AFTER))
    HOLIDAYS |= {date(YEAR, 1, 1), date(YEAR, 12, 25), date(YEAR, 12, 26)}
    CHANGES += [last_sunday(YEAR, 3), last_sunday(YEAR, 10)]


def clock(utc):
    """What the clock shows at a minute in UTC: date and minute of the day."""
    if ZONE:
        t = datetime.fromtimestamp(utc * 60, ZONE)
        return t.date(), t.hour * 60 + t.minute
    t = datetime(1970, 1, 1) + timedelta(minutes=utc)
    begin, end = (datetime(d.year, d.month, d.day, 1)
                  for d in (last_sunday(t.year, 3), last_sunday(t.year, 10)))
    t += timedelta(hours=2 if begin <= t < end else 1)
    return t.date(), t.hour * 60 + t.minute


# Per option set: how ordinary time is told.
FROM, TO, WEEKDAYS, USE_HOLIDAYS, SPECIAL, OPTIONS = 360, 1020, {1, 2, 3, 4, 5}, True, [], []
if WHAT == "ordinary":
    FROM, TO, WEEKDAYS, USE_HOLIDAYS = 125, 1439, {1, 3, 4, 6, 7}, False
    OPTIONS = ["--ordinary", "02:05-23.59", "--weekdays", "1,3-4,6-7", "--holidays", "none"]
if WHAT == "special":
    SPECIAL = [("12-24", "", ""), ("2026-05-01", "12:00", ""), ("06-05", "", "12.00"),
               ("03-29", "02:30", "24:00"), ("10-25", "2:10", "2:50"), ("06-05", "11:59", "13:00")]


def is_ordinary(day, minute):
    if day.isoweekday() not in WEEKDAYS or not FROM <= minute < TO:
        return False
    if USE_HOLIDAYS and day in HOLIDAYS:
        return False
    for which, start, end in SPECIAL:
        if day.isoformat().endswith(which):
            a = int(start.replace(".", ":").split(":")[0]) * 60 + int(start[-2:]) if start else 0
            b = int(end.replace(".", ":").split(":")[0]) * 60 + int(end[-2:]) if end else DAY
            if a <= minute < b:
                return False
    return True


class Minutes:
    """Everything about the minutes of the days in UTC that are asked for."""

    def __init__(self):
        self.days = {}    # UTC day -> (flexible flag of each minute, local date of each minute)
        self.shown = {}   # (local date, minute) -> minutes in UTC at which the clock shows it

    def of(self, day):
        if day not in self.days:
            flags, dates = bytearray(), []
            for minute in range(DAY):
                utc = day * DAY + minute
                local, shown = clock(utc)
                flags.append(0 if is_ordinary(local, shown) else 1)
                dates.append(local)
                self.shown.setdefault((local, shown), []).append(utc)
            self.days[day] = flags, dates
        return self.days[day]

    def when(self, local, minute):
        local, minute = local + timedelta(minute // DAY), minute % DAY
        number = (local - EPOCH).days
        for day in (number - 1, number, number + 1):
            self.of(day)
        return self.shown.get((local, minute), [])

    def flexible(self, start, end):
        total = 0
        while start < end:
            day, minute = divmod(start, DAY)
            stop = min(end, (day + 1) * DAY)
            total += self.of(day)[0].count(1, minute, minute + stop - start)
            start = stop
        return total

    def each(self, start, end):
        """(minute, flexible, local date) of every minute."""
        for utc in range(start, end):
            flags, dates = self.of(utc // DAY)
            yield utc, flags[utc % DAY] == 1, dates[utc % DAY]


MINUTES = Minutes()


# ------------------------------------------------------------- random entries

DELIMITER, END, BOM, MARK = {"semicolon": (";", "\r\n", "\ufeff", ","),
                             "tab": ("\t", "\n", "", ".")}.get(WHAT, (",", "\n", "", "."))
HEADER = {"semicolon": "behandler dato start slut familie team planlagt begrundelse fleksibel",
          "tab": "worker date fra til family afdeling Planned årsag flexible"
          }.get(WHAT, "therapist_id date start end family_id team planned reason flexible").split()
DATES = {"semicolon": ["%d-%m-%Y", "%d.%m.%Y"], "tab": ["%d/%m/%Y"]}.get(WHAT, ["%Y-%m-%d"])
STEP = 3 if WHAT == "sums" else 1
COUNT = {"single": 100000, "sums": 40000}.get(WHAT, 800)

NEAR = sorted({d + timedelta(n) for d in HOLIDAYS | set(CHANGES) for n in (-1, 0, 1)
               if 2019 <= d.year <= 2031})
SOME = [date(2019, 1, 1) + timedelta(RANDOM.randrange(4748)) for _ in range(200)]
TURNS = [d - timedelta(n) for d in CHANGES if 2019 <= d.year <= 2031 for n in (0, 1)]
if WHAT not in ("single", "sums"):  # few days, so that entries overlap
    NEAR = [d for d in NEAR if d.year in (2023, 2026) and RANDOM.randrange(3) == 0]
    SOME, TURNS = SOME[:10], [d for d in TURNS if d.year in (2023, 2026)]


def day_text(day):
    return day.strftime(RANDOM.choice(DATES))


def time_text(minute):
    hour, rest = divmod(minute, 60)
    return RANDOM.choice([f"{hour:02}:{rest:02}", f"{hour:02}:{rest:02}", f"{hour:02}.{rest:02}",
                          f"{hour}:{rest:02}", f"{hour:02}:{rest:02}:00", f" {hour:02}:{rest:02} "])


def draw_times():
    """(cells date, start, end; the minutes in UTC or None when that cannot be)."""
    day = RANDOM.choice(RANDOM.choice([NEAR, NEAR, SOME, TURNS]))
    near = [0, 119, 120, 121, 150, 179, 180, 181, 359, 360, 361, 1019, 1020, 1021, 1439, 1440]
    if STEP == 3:
        near = [0, 120, 150, 177, 180, 183, 360, 363, 1020, 1023, 1440]
    start = RANDOM.choice(near) if RANDOM.randrange(4) == 0 else RANDOM.randrange(0, DAY, STEP)
    length = RANDOM.choice([STEP, RANDOM.randrange(STEP, 240, STEP), RANDOM.randrange(STEP, 600, STEP),
                            RANDOM.randrange(STEP, DAY + 1, STEP)])
    end = RANDOM.choice(near) if RANDOM.randrange(4) == 0 else (start + length) % DAY
    dated_start, dated_end = RANDOM.randrange(3) == 0, RANDOM.randrange(3) == 0
    end_day = day + timedelta(1 if end <= start else 0)
    if dated_end:
        end_day = day + timedelta((start + length) // DAY)
        if RANDOM.randrange(40) == 0:
            end_day += timedelta(RANDOM.choice([-1, 1, 1, 2]))
    cells = [day_text(day), time_text(start), time_text(end)]
    if dated_start:
        cells[1] = day_text(day) + RANDOM.choice([" ", "T", "  "]) + time_text(start).strip()
        cells[0] = RANDOM.choice([cells[0], "", "NA"])
    if dated_end:
        cells[2] = day_text(end_day) + " " + time_text(end).strip()

    first, last = MINUTES.when(day, start), MINUTES.when(end_day, end)
    if not last and end == 120:  # the moment of the change
        last = MINUTES.when(end_day, 180)
    if not first or not last or not 0 < last[0] - first[0] <= DAY:
        return cells, None
    return cells, (first[0], last[0])


def draw_entry(number):
    """(cells, entry or None)."""
    cells, span = draw_times()
    if WHAT == "single":
        therapist, family, team = f"T{number}", "", ""
    else:
        therapist = RANDOM.choice([f"T{n}" for n in range(60 if WHAT == "sums" else 12)])
        family = RANDOM.choice(["F1", "F2", "F3", "F4", "", "Æble"])
        team = RANDOM.choice(["Nord", "Syd", ""])
    planned = RANDOM.choice(["ja", "nej", "yes", "no", "1", "0", "", "ved ikke"])
    reason = RANDOM.choice(["", "", "efter aftale", "NA", "a, b; c"])
    declared = RANDOM.choice(["ja", "nej", "Y", "n"])
    kind = RANDOM.randrange(300)
    if kind == 0:
        therapist, span = "", None
    elif kind == 1:
        planned, span = "måske", None
    elif kind == 2:
        cells[RANDOM.choice([1, 2])], span = RANDOM.choice(["", "25:00", "8.5", "x", "12:60"]), None
    elif kind == 3 and WHAT == "declared":
        declared, span = RANDOM.choice(["", "uoplyst", "måske"]), None
    entry = span and {
        "therapist": therapist, "family": family, "team": team, "start": span[0], "end": span[1],
        "planned": planned in ("ja", "yes", "1"), "reason": reason not in ("", "NA"),
        "declared": declared in ("ja", "Y")}
    return [therapist, *cells, family, team, planned, reason, declared], entry


# ------------------------------------------------------------- adding up

def half_up(value, places):
    """A Fraction as text, in decimals, half up."""
    scaled = int(value * 10 ** places + Fraction(1, 2))
    whole, rest = divmod(scaled, 10 ** places)
    return f"{whole}{MARK}{rest:0{places}}"


@lru_cache(None)
def calendar_name(by, day):
    year, number, _ = day.isocalendar()
    return f"{day:%Y-%m}" if by == "month" else f"{year:04}-W{number:02}"


def name_of(by, entry, day):
    if by in ("month", "week"):
        return calendar_name(by, day)
    return entry.get(by, "all")


def is_flexible(entry, by_clock):
    return entry["declared"] if WHAT == "declared" else by_clock


def add_up(entries, by):
    """The rows of the table."""
    groups = {}  # name -> [minutes, flexible, planned, missing]
    minutes = {}  # key of overlap -> minute -> what is known of it
    teams = {}
    for entry in entries:
        teams.setdefault(entry["team"], len(teams))
    for entry in entries:
        key = (entry["therapist"], entry["family"] if by == "family" else "")
        known, counted = minutes.setdefault(key, {}), set()
        for utc, by_clock, day in MINUTES.each(entry["start"], entry["end"]):
            flexible = is_flexible(entry, by_clock)
            group = groups.setdefault(name_of(by, entry, day), [0, 0, 0, 0])
            if flexible and not entry["reason"] and id(group) not in counted:
                group[3] += 1
                counted.add(id(group))
            old = known.get(utc)
            if old is None:
                known[utc] = [flexible, entry["planned"], entry, day]
                continue
            old[0] |= flexible
            old[1] |= entry["planned"]
            if by == "team" and teams[entry["team"]] < teams[old[2]["team"]]:
                old[2] = entry
    for known in minutes.values():
        for flexible, planned, entry, day in known.values():
            group = groups[name_of(by, entry, day)]
            group[0] += 1
            group[1] += flexible
            group[2] += flexible and planned
    return [row_of(name, *sums) for name, sums in groups.items()]


def row_of(name, total, flexible, planned, missing):
    # A team all of whose minutes count for another has none, and no share of them.
    percent = Fraction(100 * flexible, total) if total else None
    return [name, half_up(Fraction(total, 60), 2), half_up(Fraction(total - flexible, 60), 2),
            half_up(Fraction(flexible, 60), 2), half_up(percent, 1) if total else "",
            half_up(Fraction(20), 1),
            "" if not total else "beyond" if percent > 20 else "within",
            half_up(Fraction(100 * planned, flexible), 1) if flexible else "", str(missing)]


def single(entries):
    """The same as add_up where nobody has two entries."""
    for e in entries:
        flexible = MINUTES.flexible(e["start"], e["end"])
        total = e["end"] - e["start"]
        yield row_of(e["therapist"], total, flexible, flexible if e["planned"] else 0,
                     1 if flexible and not e["reason"] else 0)


# ------------------------------------------------------------- running

RESULTS = ("group hours ordinary_hours flexible_hours flexible_percent frame_percent frame_use "
           "planned_percent missing_reason").split()


def run(path, *options):
    done = subprocess.run([f"{BIN}/flex-ratio", *OPTIONS, *options, "--all-errors", path],
                          capture_output=True, check=False, env={"TZ": "America/New_York"})
    text = done.stdout.decode()
    assert (END == "\r\n") == ("\r" in text), "line ending"
    lines = {int(l.split(":")[2]) for l in done.stderr.decode().splitlines()
             if ":" in l and "notice:" not in l}
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=DELIMITER)), lines, done


def check(rows, expected, what):
    assert rows[0] == RESULTS, rows[0]
    for got, want in zip(rows[1:], expected):
        assert got == want, f"{what}: {got}, not {want}"
    assert len(rows) - 1 == len(expected), f"{what}: {len(rows) - 1} rows, not {len(expected)}"


def main():
    out = io.StringIO()
    writer = csv.writer(out, delimiter=DELIMITER, lineterminator=END)
    writer.writerow(HEADER)
    entries, wrong, listed = [], set(), []
    for number in range(COUNT):
        cells, entry = draw_entry(number)
        writer.writerow(cells)
        if entry is None:
            wrong.add(number + 2)
            continue
        entries.append(entry)
        if not entry["reason"] and (entry["declared"] if WHAT == "declared" else
                                    MINUTES.flexible(entry["start"], entry["end"]) > 0):
            listed.append(cells)
    path = f"{FOLDER}/{WHAT}.csv"
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(BOM + out.getvalue())
    if SPECIAL:
        with open(f"{FOLDER}/days.csv", "w", encoding="utf-8") as file:
            file.write("to,day,from\n" + "".join(f"{t},{d},{f}\n" for d, f, t in SPECIAL))
        OPTIONS.extend(["--special-days", f"{FOLDER}/days.csv"])
    if WHAT == "declared":
        OPTIONS.append("--declared")
    assert len(wrong) * 200 > COUNT, "too few wrong entries"

    rows, lines, done = run(path, "--list", "-e")
    assert lines == wrong, f"reported {sorted(lines ^ wrong)[:9]}"
    assert done.returncode == 3, done.returncode
    assert rows == [HEADER, *listed], "--list"
    if WHAT == "single":
        rows, lines, done = run(path)
        check(rows, list(single(entries)), "single")
        assert lines == wrong
        for row, e in zip(rows[1:], entries):
            parts = [Fraction(c) for c in row[1:4]]
            assert abs(parts[1] + parts[2] - Fraction(e["end"] - e["start"], 60)) < Fraction(1, 100)
        return
    if WHAT == "sums":  # multiples of 3 minutes are whole hundredths of an hour
        sums = {}
        for by in ("all", "therapist", "team", "month", "week"):
            rows, lines, done = run(path, "--by", by)
            assert lines == wrong
            sums[by] = [sum(Fraction(row[i]) for row in rows[1:]) for i in (1, 2, 3)]
            assert sums[by] == sums["all"], by
            assert sums[by][0] == sums[by][1] + sums[by][2]
        covered = {}
        for e in entries:
            start = e["start"]
            while start < e["end"]:
                day, minute = divmod(start, DAY)
                length = min(e["end"] - start, DAY - minute)
                covered.setdefault((e["therapist"], day), bytearray(DAY))[minute:minute + length] \
                    = b"\1" * length
                start += length
        assert sums["all"][0] == Fraction(sum(sum(c) for c in covered.values()), 60)
        return
    for by in ("all", "therapist", "team", "family", "month", "week"):
        rows, lines, done = run(path, "--by", by)
        check(rows, add_up(entries, by), by)
        assert lines == wrong and done.returncode == 3


main()
