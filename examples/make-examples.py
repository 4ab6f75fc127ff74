#!/usr/bin/env python3
"""Write (or check) the example data of sfb: an invented team.

    make-examples.py            write team/, team-excel/, team-openfit/ next to this file
    make-examples.py --check    read the files back, independently, and report

A development tool: nothing in the build needs it. Standard library only, fixed
seed, so two runs write the same bytes. Everybody in the data is invented; there
are no names, no person numbers and no wording of any instrument.

The plan of the team stands in FAMILIES: who belongs to which family, when they
meet, and the ORS total each series starts and ends with. Everything between the
first and the last form is drawn at random. Scores are kept in tenths of a point
(integers) until they are written.

--check shares only the column names with the writer. It parses the three dialects
into one shape, demands that they say the same, scores them by DESIGN.md section 6
and 7, prints the talk list of AS_OF per person and compares it with EXPECTED.
Exit status 0 when all of it holds, 1 otherwise.
"""

import csv
import io
import re
import sys
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

HERE = Path(__file__).resolve().parent
SEED = 20260629
FIRST_DAY = date(2025, 12, 29)
LAST_DAY = date(2026, 6, 28)
ISO_WEEKS = 26
AS_OF = date(2026, 6, 29)
TEAM = "Nord"

ORS = ["ors_individual", "ors_interpersonal", "ors_social", "ors_overall"]
SRS = ["srs_relationship", "srs_goals", "srs_approach", "srs_overall"]


# ---------------------------------------------------------------- the plan

class Person:
    """One person: born and sex, and per rater the ORS totals at first and last form.

    plans: rater -> [(first, last), ...] in points, one pair per form (a child who
    turns 13 has two). None means that the ORS is never filled in.
    in_persons: the birth date stands in persons.csv; else the age in sessions.csv.
    """

    def __init__(self, pid, sex, born, in_persons, plans, attends=0.85,
                 until=None, unscored_after=None):
        self.pid = pid
        self.sex = sex
        self.born = date.fromisoformat(born)
        self.in_persons = in_persons
        self.plans = plans
        self.attends = attends
        self.until = until and date.fromisoformat(until)
        self.unscored_after = unscored_after and date.fromisoformat(unscored_after)


def adult(pid, sex, born, in_persons, first, last, **more):
    return Person(pid, sex, born, in_persons, {"self": [(first, last)]}, **more)


class Family:
    """A family and its meetings: weekly at first, then every second week.

    opened: the first meeting was held on this earlier day, in the week of New Year, and
    not on first, from which the later ones are counted.
    """

    def __init__(self, fid, therapist, first, weekly, hour, persons, end=None, opened=None):
        self.fid = fid
        self.therapist = therapist
        self.first = date.fromisoformat(first)
        self.weekly = weekly
        self.hour = hour
        self.persons = persons
        self.end = end and date.fromisoformat(end)
        self.opened = opened and date.fromisoformat(opened)
        self.start = self.opened - timedelta(11) if opened else self.first - timedelta(5)


FAMILIES = [
    Family("F01", "T1", "2026-01-05", 6, "15:30", [
        adult("P01", "female", "1987-04-19", False, 17.8, 27.4),
        Person("P02", "boy", "2016-09-02", True,
               {"mor": [(16.5, 19.2)], "far": [(22.4, 31.0)]}),
        adult("P03", "male", "1984-11-23", True, 26.2, 29.8, attends=0.6)]),
    Family("F02", "T1", "2026-01-13", 4, "09:30", [
        adult("P04", "female", "1996-05-30", True, 22.6, 14.9),
        Person("P05", "boy", "2021-08-17", True, {"self": [None]}, attends=0.5),
        adult("P06", "male", "1992-03-08", False, 27.0, 30.3, attends=0.6)]),
    Family("F03", "T2", "2026-01-08", 30, "14:30", [
        Person("P07", "girl", "2013-06-10", True,
               {"self": [(20.5, 33.1), (31.6, 32.9)]}),
        adult("P08", "female", "1981-10-04", False, 14.0, 21.3),
        adult("P09", "female", "1957-12-15", True, 29.5, 32.0, attends=0.5)]),
    Family("F04", "T2", "2026-01-14", 8, "16:15", [
        Person("P10", "boy", "2008-04-14", False, {"self": [(19.0, 28.6)]}),
        adult("P11", "male", "1975-07-29", True, 18.4, 20.3)]),
    Family("F05", "T3", "2026-01-06", 30, "13:00", [
        adult("P12", "female", "1990-02-11", False, 16.0, 27.0),
        Person("P13", "girl", "2014-08-25", True, {"self": [(22.0, 34.4)]}),
        Person("P14", "boy", "2017-05-06", False, {"self": [(32.5, 34.9)]})],
        end="2026-04-24", opened="2025-12-30"),
    Family("F06", "T3", "2026-01-09", 6, "10:00", [
        Person("P15", "girl", "2015-10-31", False, {"self": [(31.2, 20.4)]}),
        adult("P16", "female", "1988-06-21", True, 19.3, 26.4)]),
    Family("F07", "T4", "2026-01-12", 6, "16:00", [
        adult("P17", "female", "1994-09-13", True, 20.1, 27.0),
        Person("P18", "boy", "2018-11-27", False,
               {"mor": [(21.3, 30.6)], "far": [(22.0, 29.8)]}),
        adult("P19", "male", "1991-08-01", False, 28.2, 30.1, attends=0.6)]),
    Family("F08", "T4", "2026-01-20", 8, "17:00", [
        Person("P20", "girl", "2010-12-03", True, {"self": [(20.6, 22.0)]}),
        adult("P21", "female", "1979-03-26", False, 22.5, 29.8)]),
    Family("F09", "T1", "2026-01-21", 5, "15:00", [
        adult("P22", "female", "1998-07-07", False, 17.0, 24.8, until="2026-05-13"),
        Person("P23", "boy", "2019-09-22", True, {"self": [(27.2, 37.5)]}),
        adult("P24", "male", "1995-01-18", True, 28.0, 31.0, attends=0.6)]),
    Family("F10", "T2", "2026-01-16", 4, "12:30", [
        adult("P25", "male", "1954-02-28", True, None, None),
        Person("P26", "girl", "2013-11-12", False,
               {"self": [(24.5, 35.2)], "teacher": [(26.0, 30.3)]})]),
    Family("F11", "T3", "2026-01-19", 4, "18:00", [
        Person("P27", "girl", "2009-09-09", False, {"self": [None]}, attends=0.6),
        adult("P28", "female", "1983-05-16", True, 26.8, 30.2),
        adult("P29", "male", "1980-12-20", False, 27.5, 28.9, attends=0.6)]),
    Family("F12", "T4", "2026-01-15", 6, "14:00", [
        Person("P30", "boy", "2011-10-18", True, {"self": [(21.2, 29.4)]},
               unscored_after="2026-05-21"),
        adult("P31", "male", "1986-08-14", False, 29.3, 27.9)]),
    Family("F13", "T1", "2026-05-20", 2, "15:30", [
        adult("P32", "female", "1989-11-05", True, 14.2, 16.8, attends=1),
        Person("P33", "boy", "2012-07-24", False, {"self": [(18.5, 20.1)]}, attends=1),
        adult("P34", "male", "1987-01-30", True, 19.6, 21.4, attends=1)]),
    Family("F14", "T2", "2026-06-09", 5, "11:00", [
        adult("P35", "female", "2001-10-10", False, 16.1, 17.7, attends=1),
        adult("P36", "male", "1999-06-17", False, 21.8, 23.2, attends=1)]),
    Family("F15", "T3", "2026-02-03", 6, "15:00", [
        Person("P37", "girl", "2017-10-20", True,
               {"self": [(33.0, 35.4)], "mor": [(29.1, 32.0)]}),
        adult("P38", "female", "1992-12-01", False, 16.2, 23.6)]),
    Family("F16", "T4", "2026-02-04", 5, "16:30", [
        adult("P39", "female", "1967-06-05", False, 30.0, 33.1),
        Person("P40", "boy", "2008-10-26", True, {"self": [(16.9, 24.9)]})]),
    Family("F17", "T1", "2026-02-19", 4, "09:00", [
        adult("P41", "female", "1985-09-28", False, 27.9, 31.3),
        Person("P42", "boy", "2014-10-07", True, {"self": [(32.6, 35.1)]})]),
    Family("F18", "T2", "2026-03-10", 6, "17:30", [
        adult("P43", "male", "1989-04-27", False, 15.4, 22.9),
        Person("P44", "girl", "2012-12-16", True, {"self": [(29.0, 30.2)]})]),
]

# What the plan must give on AS_OF: (person, rater, reason), and the good news.
EXPECTED_TALK = {
    ("P04", "self", "deteriorated"), ("P15", "self", "deteriorated"),
    ("P15", "self", "low-alliance"), ("P17", "self", "low-alliance"),
    ("P11", "self", "no-improvement"), ("P20", "self", "no-improvement"),
    ("P02", "mor", "raters-disagree"), ("P02", "far", "raters-disagree"),
    ("P22", "self", "overdue"), ("P30", "self", "overdue"),
    ("P25", "self", "no-baseline"), ("P27", "self", "no-baseline"),
}
EXPECTED_WELL = {
    ("P01", "recovered"), ("P07", "recovered"), ("P10", "recovered"), ("P16", "recovered"),
    ("P17", "recovered"), ("P21", "recovered"), ("P23", "recovered"), ("P26", "recovered"),
    ("P30", "recovered"), ("P08", "improved"), ("P22", "improved"), ("P38", "improved"),
    ("P40", "improved"), ("P43", "improved"),
}

# No meetings: winter break, Easter week, public holidays on weekdays, 31 December and 5 June.
CLOSED = {date(2026, 2, 9) + timedelta(n) for n in range(5)} \
    | {date(2026, 3, 30) + timedelta(n) for n in range(8)} \
    | {date(2025, 12, 31), date(2026, 1, 1), date(2026, 5, 14), date(2026, 5, 25),
       date(2026, 6, 5)}

NOTES = [
    "hjemmebesøg, hele familien ved bordet",
    "gåtur i skoven, god snak",
    'sagde selv: "vi ses på torsdag"',
    "telefonmøde, dårlig forbindelse",
    "skemaet udfyldt i bilen, efter mødet",
    "tolk deltog",
    "bad om et aftenmøde næste gang",
    "mødet flyttet en time på grund af tandlæge",
    "- ringer selv på fredag",
    "spiste sammen, gik før tid",
    "to behandlere med",
]
CHILD_NOTES = [
    "kom for sent, mor var med",
    'øver "stop, lyt, svar" derhjemme',
    "æbler og saft på bordet, lillebror legede",
]
LONG_NOTES = [
    "to emner:\naftensmad og sengetider",
    "aftalt til næste gang:\nfælles måltid, og en tur på legepladsen",
]


# ---------------------------------------------------------------- drawing

class Draw:
    """Only random.random() is used: its sequence is the same in every Python."""

    def __init__(self, seed):
        self.rng = Random(seed)

    def chance(self, share):
        return self.rng.random() < share

    def between(self, low, high):
        return low + int(self.rng.random() * (high - low + 1))

    def one_of(self, things):
        return things[self.between(0, len(things) - 1)]

    def split(self, total, low, high, spread):
        """Four items of low..high tenths that add up to total."""
        items = [total // 4 + (1 if i < total % 4 else 0) for i in range(4)]
        for _ in range(6):
            give, take = self.between(0, 3), self.between(0, 3)
            amount = self.between(0, spread)
            if items[give] - amount >= low and items[take] + amount <= high:
                items[give] -= amount
                items[take] += amount
        return items


def whole_years(born, day):
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def meetings_of(family):
    day, count, days = family.first, 0, []
    last = min(LAST_DAY, family.end or LAST_DAY)
    while day <= last:
        if day not in CLOSED:
            days.append(day)
        count += 1
        day += timedelta(7 if count < family.weekly else 14)
    if family.opened:
        days[0] = family.opened
    return days


def ors_totals(draw, first, last, count):
    """Totals in tenths from first to last; most of the change comes early."""
    first, last = round(first * 10), round(last * 10)
    totals = []
    for i in range(count):
        way = i / (count - 1) if count > 1 else 0
        way = way * (1.6 - 0.6 * way)
        total = round(first + (last - first) * way) + draw.between(-16, 16)
        totals.append(max(30, min(385, total)))
    totals[0] = first
    if count > 1:
        totals[-1] = last
    return totals


def srs_forms(draw, count):
    """Calm alliance, 36.4 to 39.6, with a low session now and then, never at the end."""
    forms, total = [], draw.between(368, 386)
    for i in range(count):
        if 0 < i < count - 3 and draw.chance(0.06):
            forms.append(draw.split(draw.between(332, 357), 76, 100, 5))
            continue
        forms.append(draw.split(total, 90, 100, 4))
        total = max(364, min(396, total + draw.between(-6, 7)))
    return forms


def blank_some(draw, items):
    """One to three missing items, as when a line was overlooked."""
    items = list(items)
    for _ in range(draw.one_of([1, 1, 2, 3])):
        items[draw.between(0, 3)] = None
    return items


def rows_of_series(draw, family, person, rater, plans, days):
    """The rows of one rater's forms about one person, on the given (number, day, hour)."""
    rows = [{"family_id": family.fid, "person_id": person.pid, "session": str(number),
             "date": day, "hour": hour, "rater": rater,
             "age": "" if person.in_persons else str(whole_years(person.born, day)),
             "therapist_id": therapist, "note": "", "ors": [None] * 4, "srs": [None] * 4}
            for number, day, hour, therapist in days]
    if whole_years(person.born, LAST_DAY) < 6:
        for row in rows[1:3]:           # someone handed out a form for older children
            row["ors"] = draw.split(draw.between(280, 340), 0, 100, 15)
            row["srs"] = draw.split(draw.between(365, 390), 90, 100, 4)
        return rows

    for row, form in zip(rows, srs_forms(draw, len(rows))):
        row["srs"] = form
    for row in rows[2:-3]:
        if draw.chance(0.03):
            row["srs"] = [None] * 4
        elif draw.chance(0.03):
            row["srs"] = blank_some(draw, row["srs"])

    thirteen = date(person.born.year + 13, person.born.month, person.born.day)
    parts = [rows]
    if len(plans) == 2:
        parts = [[r for r in rows if r["date"] < thirteen],
                 [r for r in rows if r["date"] >= thirteen]]
    for part, plan in zip(parts, plans):
        if plan is None or plan[0] is None:
            if person.pid == "P25":     # tried once, put down half-way
                rows[1]["ors"] = [52, None, None, 48]
            continue
        scored = [r for r in part
                  if person.unscored_after is None or r["date"] <= person.unscored_after]
        for row in scored[1:-2]:        # first and last form are always whole
            if draw.chance(0.045):
                row["skipped"] = True
        whole = [r for r in scored if "skipped" not in r]
        for row, total in zip(whole, ors_totals(draw, *plan, len(whole))):
            row["ors"] = draw.split(total, 0, 100, 12)
        for row in whole[1:-2]:
            if draw.chance(0.03):
                row["ors"] = blank_some(draw, row["ors"])
    return rows


def sessions_of_team():
    """Every row of the sessions table, sorted by date, family, person and rater."""
    draw = Draw(SEED)
    rows = []
    for family in FAMILIES:
        others = [t for t in ("T1", "T2", "T3", "T4") if t != family.therapist]
        days = []
        meetings = meetings_of(family)
        for number, day in enumerate(meetings, 1):
            middle = 1 < number < len(meetings) - 2
            hour = "19:00" if middle and draw.chance(0.08) else family.hour
            therapist = draw.one_of(others) if middle and draw.chance(0.04) else family.therapist
            days.append((number, day, hour, therapist))
        cancelled = days.pop(len(days) // 2) if len(days) > 10 and family.fid in (
            "F02", "F04", "F07", "F11", "F16") else None
        if cancelled:
            number, day, hour, therapist = cancelled
            person = family.persons[0] if family.persons[0].pid != "P27" else family.persons[1]
            rows.append({"family_id": family.fid, "person_id": person.pid,
                         "session": str(number), "date": day, "hour": hour, "rater": "self",
                         "age": "" if person.in_persons else str(whole_years(person.born, day)),
                         "therapist_id": therapist, "note": "aflyst, ny tid aftalt",
                         "ors": [None] * 4, "srs": [None] * 4})
        for person in family.persons:
            own = [d for i, d in enumerate(days)
                   if (i == 0 or i >= len(days) - 3 or draw.chance(person.attends))
                   and (person.until is None or d[1] <= person.until)]
            for rater, plans in person.plans.items():
                mine = own
                if rater == "teacher":
                    mine = [d for i, d in enumerate(reversed(own)) if i % 3 == 0][::-1]
                rows += rows_of_series(draw, family, person, rater, plans, mine)
    rows.sort(key=lambda r: (r["date"], r["family_id"], r["person_id"], r["rater"]))

    last_of = {(r["person_id"], r["rater"]): i for i, r in enumerate(rows)}
    rows[last_of["P15", "self"]].update(srs=[84, 89, 82, 88])
    last = last_of["P17", "self"]
    before = max(i for i in range(last) if rows[i]["person_id"] == "P17")
    rows[before].update(srs=[97, 98, 96, 98])
    rows[last].update(srs=[92, 95, 93, 94])

    rows[last_of["P22", "self"]]["note"] = "rejser, ringer når hun er hjemme igen"
    rows[last_of["P26", "teacher"]]["note"] = "møde på skolen; en lærer var med"
    pupils = {p.pid for f in FAMILIES for p in f.persons
              if 6 <= whole_years(p.born, LAST_DAY) < 18}
    for row in rows:
        if not row["note"] and draw.chance(0.07):
            row["note"] = draw.one_of(NOTES + CHILD_NOTES if row["person_id"] in pupils else NOTES)
    for row, note in zip([rows[len(rows) // 4], rows[2 * len(rows) // 3]], LONG_NOTES):
        row["note"] = note
    return rows


# ---------------------------------------------------------------- working hours

HOURS_SEED = 20260630
REASONS = [
    "støtte ved sengetid",
    "forældrene arbejder om dagen",
    "aftensmad sammen, konflikten opstår der",
    "efter familiens ønske, hele netværket samlet",
    "skole-hjem-samtale, kun om aftenen",
    'far sagde: "kom når det brænder på"',
]


def clock_text(minute):
    return f"{minute // 60:02}:{minute % 60:02}"


def hours_of_team():
    """Who worked when: (day, start, end, therapist, family, planned, reason), times in minutes.

    Office days; visits in the evening, round the meetings of the families, and some on a Saturday;
    an evening with several families each month, with a row for each of them; one night when clocks
    change.
    """
    draw = Draw(HOURS_SEED)
    rows = []
    day = FIRST_DAY
    while day <= LAST_DAY:
        for therapist in ("T1", "T2", "T3", "T4"):
            if day.weekday() < 5 and day not in CLOSED and not draw.chance(0.04):
                start = 480 + 15 * draw.between(-2, 2)
                rows.append((day, start, start + 60 * 5 + 15 * draw.between(0, 6), therapist, "",
                             "", ""))
        day += timedelta(1)
    for family in FAMILIES:
        often = 0.95 if family.therapist == "T4" else 0.5
        for meeting in meetings_of(family):
            if not draw.chance(often):
                continue
            day = meeting + timedelta(draw.one_of([-1, 1, 1, 2]))
            start = 15 * draw.between(64, 74)            # 16:00 to 18:30
            if day.weekday() > 4 or draw.chance(0.05):   # in the weekend before noon
                day += timedelta(5 - day.weekday())
                start = 600
            length = 15 * draw.between(8, 14)
            late = start + length > 17 * 60 or start == 600
            rows.append((day, start, start + length, family.therapist, family.fid,
                         "no" if draw.chance(0.2) else "yes",
                         draw.one_of(REASONS) if late and not draw.chance(0.03) else ""))
    for day, guests in ((date(2026, 2, 25), ("F01", "F03", "F07")),
                        (date(2026, 3, 25), ("F01", "F08", "F12")),
                        (date(2026, 4, 22), ("F03", "F07", "F09")),
                        (date(2026, 5, 27), ("F08", "F12", "F17"))):
        for therapist in ("T1", "T4"):
            for guest in guests:
                rows.append((day, 990, 1200, therapist, guest, "yes", "flerfamilieaften"))
    rows.append((date(2026, 3, 28), 1320, 360, "T3", "F06", "no", "akut, natten over hos familien"))
    return sorted(rows, key=lambda r: (r[0], r[3], r[1], r[4]))


def hours_files():
    rows = hours_of_team()
    words = {"yes": "ja", "no": "nej"}
    team = table(
        ["date", "start", "end", "therapist_id", "team", "family_id", "planned", "reason"],
        ([iso(d), clock_text(a), clock_text(b), t, TEAM, f, p, r] for d, a, b, t, f, p, r in rows))
    excel = table(
        ["dato", "start", "slut", "behandler", "team", "familie", "planlagt", "begrundelse"],
        ([danish(d), clock_text(a), clock_text(b), t, TEAM, f, words.get(p, p), r]
         for d, a, b, t, f, p, r in rows), ";", "\r\n")
    return {"team/hours.csv": team.encode(), "team-excel/hours.csv": excel.encode("utf-8-sig")}


def check_hours(demand):
    """The two files say the same; therapists and families are those of the team."""
    files = {}
    for folder in ("team", "team-excel"):
        text = (HERE / folder / "hours.csv").read_bytes().decode("utf-8-sig")
        lines = csv.reader(io.StringIO(text, newline=""), strict=True,
                           delimiter=";" if folder == "team-excel" else ",")
        next(lines)
        files[folder] = [[str(read_day(c[0])), *c[1:6], {"ja": "yes", "nej": "no"}.get(c[6], c[6]),
                          c[7]] for c in lines]
    demand(files["team"] == files["team-excel"], "hours: the two dialects differ")
    families = {f.fid for f in FAMILIES} | {""}
    for day, start, end, therapist, team, family, _, _ in files["team"]:
        demand(family in families and therapist in ("T1", "T2", "T3", "T4") and team == TEAM,
               "hours: a stranger")
        demand(str(FIRST_DAY) <= day <= str(LAST_DAY), "hours: date outside the period")
        demand(start < end or day == "2026-03-28", "hours: a night that is not meant")
    print(f"hours: {len(files['team'])} entries")
# ---------------------------------------------------------------- questionnaires
# SDQ and PSS, with a generator of their own, so that the sessions stay as they are.

SDQ_ITEMS = [*range(1, 27), *range(28, 33)]
SDQ_BACKWARDS = {7, 11, 14, 21, 25}
SDQ_STRENGTHS = {1, 4, 9, 17, 20}
# The names of the official scoring files, and those of the Danish municipal standard.
SDQ_VARIABLES = (
    "consid restles somatic shares tantrum loner obeys worries caring fidgety friend fights "
    "unhappy popular distrac clingy kind lies bullied helpout reflect steals oldbest afraid "
    "attends ebddiff distres imphome impfrie impclas impleis").split()
SDQ_LINK_IDS = (
    "1friendly 2restless 3headache 4sharing 5angry 6keepingToOneSelf 7followInstructions "
    "8oftenWorried 9helpfull 10restlessBody 11friend 12fighting 13sad 14liked 15distracted "
    "16uneasy 17treatWell 18lying 19bullied 20offersHelp 21consideration 22steal 23PreferAdults "
    "24afraid 25finish 26difficulties 28difficultiesUnhappy 29affectFamilyLife "
    "30affectFriendships 31affectLearning 32affectLeisureActivities").split()
PSS_ITEMS = list(range(1, 19))
PSS_BACKWARDS = {1, 2, 5, 6, 7, 8, 17, 18}
# Families that never came to fill anything in, and those that did so once only.
NO_BASELINE = {"F11", "F14"}
BASELINE_ONLY = {"F02", "F08", "F13", "F17"}


def open_day(day):
    while day.weekday() > 4 or day in CLOSED:
        day += timedelta(1)
    return day


def occasions(family):
    """The days of the first form and, where there is one, of the second."""
    if family.fid in NO_BASELINE:
        return []
    days = [open_day(family.first + timedelta(2))]
    if family.fid not in BASELINE_ONLY:
        last = family.end - timedelta(9) if family.end else family.first + timedelta(16 * 7)
        days.append(open_day(min(last, LAST_DAY - timedelta(9))))
    return days


def informants_of(family, person, years):
    """Mother, or both parents, of every child; a teacher of some; the child from 11 years."""
    who = ["mor", "far"] if len(person.plans) > 1 and "far" in person.plans else ["mor"]
    if years >= 6 and family.fid in ("F01", "F03", "F10", "F12", "F15"):
        who.append("teacher")
    if years >= 11:
        who.append("self")
    return who


def sdq_answers(draw, trouble, informant):
    """31 answers; trouble is the chance in percent that an item tells of a difficulty."""
    answers = []
    for number in SDQ_ITEMS[:25]:
        chance = 100 - trouble if number in SDQ_STRENGTHS else trouble
        points = draw.chance(chance / 100) + draw.chance(chance / 100)
        answers.append(2 - points if number in SDQ_BACKWARDS else points)
    difficulties = min(3, trouble // 20)
    asked = {28, 30, 31} if informant == "teacher" else {28, 29, 30, 31, 32}
    impact = [min(3, draw.chance(0.6) + trouble // 25) if difficulties and n in asked else None
              for n in SDQ_ITEMS[26:]]
    return [*answers, difficulties, *impact]


def questionnaires():
    """The rows of the SDQ and of the PSS, by date, family, person and informant."""
    draw = Draw(SEED + 1)
    sdq, pss = [], []
    for family in FAMILIES:
        for time, day in enumerate(occasions(family)):
            for person in family.persons:
                years = whole_years(person.born, day)
                row = {"family_id": family.fid, "person_id": person.pid, "date": day,
                       "age": "" if person.in_persons else str(years)}
                if years >= 18:
                    stress = draw.between(45, 65) - 15 * time
                    answers = [1 + sum(draw.chance(stress / 100) for _ in range(4))
                               for _ in PSS_ITEMS]
                    answers = [6 - a if n in PSS_BACKWARDS else a
                               for n, a in zip(PSS_ITEMS, answers)]
                    if draw.chance(0.1):
                        answers[draw.between(0, 17)] = None
                    pss.append({**row, "answers": answers})
                    continue
                if years < 4:
                    continue
                for informant in informants_of(family, person, years):
                    trouble = draw.between(28, 62) - 14 * time
                    answers = sdq_answers(draw, trouble, informant)
                    if draw.chance(0.15):
                        answers[draw.between(0, 24)] = None
                    sdq.append({**row, "informant": informant, "answers": answers})
    sdq[len(sdq) // 2]["answers"] = [None] * len(SDQ_ITEMS)     # handed out, came back empty
    for number in (3, 8, 13):                                   # a page was overlooked
        sdq[len(sdq) // 3]["answers"][number - 1] = None
    sdq.sort(key=lambda r: (r["date"], r["family_id"], r["person_id"], r["informant"]))
    pss.sort(key=lambda r: (r["date"], r["family_id"], r["person_id"]))
    return sdq, pss


# ---------------------------------------------------------------- writing

def table(header, rows, delimiter=",", ending="\n"):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=ending)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def tenths(item, mark="."):
    return "" if item is None else f"{item // 10}{mark}{item % 10}"


def excel_number(item):
    """Excel drops a zero decimal: 9 and 8,5."""
    text = tenths(item, ",")
    return text[:-2] if text.endswith(",0") else text


def danish(day):
    return day.strftime("%d-%m-%Y") if day else ""


def iso(day):
    return day.isoformat() if day else ""


def skip(items):
    return "1" if all(i is None for i in items) else "0"


def total(items, young):
    """OpenFIT writes a total for a whole form only, and none for a child under six."""
    return "" if young or None in items else tenths(sum(items))


def persons_rows(day_text, sex_words):
    for family in FAMILIES:
        for p in family.persons:
            yield [p.pid, family.fid, day_text(p.born) if p.in_persons else "",
                   sex_words.get(p.sex, p.sex), family.therapist, TEAM,
                   day_text(family.start), day_text(family.end)]


# ---------------------------------------------------------------- cases and costs

PARTNERS = {"T1": "T2", "T2": "T1", "T3": "T4", "T4": "T3"}
# Who has a family where it is not simply its therapist, with the partner beside.
CASES = {
    "F10": [("T2", "primary", "2026-01-11", "2026-06-19"), ("T1", "secondary", "2026-01-11", "")],
    "F14": [("T2", "primary", "2026-06-04", ""), ("T1", "primary", "2026-06-08", "")],
    "F15": [("T4", "primary", "2026-01-29", "2026-03-16"),
            ("T3", "secondary", "2026-01-29", "2026-03-16"),
            ("T3", "primary", "2026-03-16", ""), ("T4", "secondary", "2026-03-16", "")],
    "F18": [("T2", "primary", "2026-03-05", "")],
}

# unit, setting, scenario, category, øre, hundredths of hours, øre an hour, what it was
COSTS = [
    ("Nord", "", "intervention", "startup", 18500000, None, None, "first training"),
    ("Nord", "", "intervention", "startup", None, 9600, 41250, "planning days"),
    ("Nord", "", "intervention", "sessions", None, 145050, 41250, "sessions and network meetings"),
    ("Nord", "", "intervention", "ongoing", None, 62000, 41250, "documentation, time in supervision"),
    ("Nord", "", "intervention", "ongoing", None, 8500, 49875, "leader"),
    ("Nord", "", "intervention", "other", 4800000, None, None, "invoice of the supervisor"),
    ("Nord", "", "intervention", "other", 3650050, None, None, "rent"),
    ("Nord", "", "baseline", "startup", 0, None, None, ""),
    ("Nord", "", "baseline", "sessions", None, 118000, 39800, ""),
    ("Nord", "", "baseline", "ongoing", None, 41025, 39800, ""),
    ("Nord", "", "baseline", "other", 2200000, None, None, ""),
    ("Syd", "", "intervention", "startup", 9000000, None, None, "first training"),
    ("Syd", "", "intervention", "sessions", None, 70000, 40500, ""),
    ("Syd", "", "intervention", "ongoing", None, 30050, 40500, ""),
    ("Syd", "", "intervention", "other", 1325000, None, None, "books, licences, a later course"),
    ("Syd", "", "intervention", "other", -125000, None, None, "refund"),
    ("Syd", "", "baseline", "startup", 0, None, None, ""),
    ("Syd", "", "baseline", "sessions", None, 105000, 40500, ""),
    ("Syd", "", "baseline", "ongoing", None, 42000, 40500, ""),
    ("Syd", "", "baseline", "other", 1500000, None, None, ""),
    ("Syd", "residential", "intervention", "startup", 2500000, None, None, ""),
    ("Syd", "residential", "intervention", "sessions", None, 31000, 40500, ""),
    ("Syd", "residential", "intervention", "ongoing", None, 12000, 40500, ""),
    ("Syd", "residential", "intervention", "other", 600000, None, None, ""),
    ("Syd", "residential", "baseline", "startup", 0, None, None, ""),
    ("Syd", "residential", "baseline", "sessions", None, 9000, 40500, ""),
]
# unit, setting, hundredths of courses started and completed; a year a row
COURSES = [("Nord", "", 1000, 800), ("Nord", "", 800, 680), ("Syd", "", 600, 510),
           ("Syd", "residential", 200, 200)]
IN_DANISH = {"primary": "primær", "secondary": "makker", "intervention": "indsats",
             "baseline": "basis", "startup": "opstart", "sessions": "samtaler",
             "ongoing": "løbende", "other": "øvrige", "residential": "døgn"}


def cases_rows():
    """(family, therapist, role, first day, last day) of every case, days in ISO."""
    for family in FAMILIES:
        cases = CASES.get(family.fid) or [
            (who, role, iso(family.start), iso(family.end))
            for who, role in ((family.therapist, "primary"),
                              (PARTNERS[family.therapist], "secondary"))]
        for case in cases:
            yield [family.fid, *case]


def hundredths(number, mark=".", thousands="", places=0):
    """Hundredths as text, without zeros behind the last of so many places."""
    if number is None:
        return ""
    text = f"{abs(number) // 100:,}".replace(",", thousands)
    part = f"{abs(number) % 100:02d}"
    while len(part) > places and part.endswith("0"):
        part = part[:-1]
    return ("-" if number < 0 else "") + text + (mark + part if part else "")


def excel_amount(number):
    """As somebody formats it: thousands points, and kr. behind round amounts."""
    text = hundredths(number, ",", ".")
    return text + " kr." if number and number % 100000 == 0 else text


def excel_day(text):
    return danish(date.fromisoformat(text)) if text else ""


# What was agreed at the learning meetings: meeting, family, agreement, owner, due, status.
AGREEMENTS = [
    ("2026-06-15", "F06", "A1", "T1", "2026-06-26", "open"),
    ("2026-06-15", "F08", "A1", "T2", "2026-06-22", "closed"),
    ("2026-06-22", "F02", "A1", "T1", "2026-07-03", "open"),
    ("2026-06-22", "F04", "A1", "T2", "2026-07-06", "open"),
    ("2026-06-22", "F10", "A2", "", "2026-07-06", "open"),
    ("2026-06-22", "F01", "A3", "T3", "2026-06-26", "closed"),
]


def operations_files():
    """Who has which family, what it costs, how many courses there were: in two dialects."""
    word = lambda token: IN_DANISH.get(token, token)
    count = lambda number: hundredths(number)
    return {
        "team/cases.csv": table(
            ["family_id", "therapist_id", "role", "start_date", "end_date"],
            cases_rows()).encode(),
        "team-excel/cases.csv": table(
            ["familie", "behandler", "rolle", "startdato", "slutdato"],
            ([f, t, word(role), excel_day(first), excel_day(last)]
             for f, t, role, first, last in cases_rows()), ";", "\r\n").encode("utf-8-sig"),
        "team/agreements.csv": table(
            ["meeting_date", "family_id", "agreement_code", "owner", "due_date", "status"],
            AGREEMENTS).encode(),
        "team-excel/agreements.csv": table(
            ["mødedato", "familie", "aftalekode", "tovholder", "frist", "aftalestatus"],
            ([excel_day(met), f, code, owner, excel_day(due), {"open": "åben", "closed": "lukket"}[s]]
             for met, f, code, owner, due, s in AGREEMENTS), ";", "\r\n").encode("utf-8-sig"),
        "team/costs.csv": table(
            ["unit", "setting", "scenario", "category", "amount", "hours", "hourly_rate", "note"],
            ([u, where, scenario, category, hundredths(amount, places=2), hundredths(hours),
              hundredths(rate, places=2), note]
             for u, where, scenario, category, amount, hours, rate, note in COSTS)).encode(),
        "team-excel/costs.csv": table(
            ["kommune", "ramme", "scenarie", "kategori", "beløb", "timer", "timepris"],
            ([u, word(where), word(scenario), word(category), excel_amount(amount),
              hundredths(hours, ",", "."), hundredths(rate, ",", ".", 2)]
             for u, where, scenario, category, amount, hours, rate, _ in COSTS),
            ";", "\r\n").encode("utf-8-sig"),
        "team/course-counts.csv": table(
            ["unit", "setting", "started", "completed"],
            ([u, where, count(a), count(b)] for u, where, a, b in COURSES)).encode(),
        "team-excel/course-counts.csv": table(
            ["kommune", "ramme", "påbegyndte", "gennemførte"],
            ([u, word(where), hundredths(a, ","), hundredths(b, ",")]
             for u, where, a, b in COURSES), ";", "\r\n").encode("utf-8-sig"),
    }


# Families of 2024 and 2025, whose courses have ended: ending, completed, immediate risk, placed,
# children brought home. A question mark: nobody noted it.
EARLIER = [
    ("planned", "yes", "yes", "no", 0), ("planned", "yes", "no", "no", 0),
    ("planned", "yes", "yes", "no", 1), ("transferred", "no", "yes", "yes", 0),
    ("planned", "yes", "yes", "no", 0), ("planned", "yes", "no", "no", 0),
    ("unplanned", "no", "yes", "yes", 0), ("planned", "yes", "yes", "no", 0),
    ("planned", "yes", "yes", "?", 0), ("planned", "yes", "no", "no", 0),
    ("planned", "yes", "yes", "no", 0), ("unplanned", "no", "no", "no", 0),
    ("planned", "yes", "yes", "no", 2), ("unplanned", "no", "?", "no", 0),
    ("planned", "yes", "yes", "no", 0), ("planned", "yes", "no", "no", 0),
    ("transferred", "no", "yes", "yes", 0), ("planned", "yes", "yes", "no", 0),
]
AT_RISK_NOW = {"F02", "F05", "F09", "F13"}


def courses_rows(day_text, words):
    """The courses of the team: the earlier families, then those of FAMILIES."""
    draw = Draw(SEED + 1)

    def word(text):
        return "" if text == "?" else words.get(text, text)

    for number, (ending, completed, risk, placed, home) in enumerate(EARLIER, 1):
        start = date(2024, 2, 1) + timedelta(21 * number + draw.between(0, 14))
        end = start + timedelta(draw.between(120, 380))
        if ending != "planned":
            end = start + timedelta(draw.between(40, 160))
        yield [f"E{number:02d}", day_text(start), day_text(end), word(ending), word(completed),
               word(risk), word(placed), home, TEAM]
    for family in FAMILIES:
        risk = word("yes" if family.fid in AT_RISK_NOW else "no")
        done = [word("planned"), word("yes"), risk, word("no"), 0] if family.end else \
            ["", "", risk, "", ""]
        yield [family.fid, day_text(family.start), day_text(family.end), *done, TEAM]


# ---------------------------------------------------------------- all of it

def all_files():
    """Relative path -> bytes of every file."""
    rows = sessions_of_team()
    young = {p.pid for f in FAMILIES for p in f.persons if whole_years(p.born, LAST_DAY) < 6}

    team = table(
        ["family_id", "person_id", "session", "date", "rater", "age", "therapist_id",
         *ORS, *SRS, "note"],
        ([r["family_id"], r["person_id"], r["session"], iso(r["date"]), r["rater"], r["age"],
          r["therapist_id"], *map(tenths, r["ors"]), *map(tenths, r["srs"]), r["note"]]
         for r in rows))
    team_persons = table(
        ["person_id", "family_id", "birth_date", "sex", "therapist_id", "team",
         "start_date", "end_date"], persons_rows(iso, {}))

    raters = {"self": "selv", "teacher": "lærer"}
    excel = table(
        ["familie", "person", "møde", "dato", "bedømmer", "alder", "behandler",
         "ORS individuelt", "ORS mellemmenneskeligt", "ORS socialt", "ORS generelt",
         "SRS relation", "SRS mål og emner", "SRS metode", "SRS overordnet", "bemærkning"],
        ([r["family_id"], r["person_id"], r["session"], danish(r["date"]),
          raters.get(r["rater"], r["rater"]), r["age"], r["therapist_id"],
          *map(excel_number, r["ors"]), *map(excel_number, r["srs"]), r["note"]]
         for r in rows), ";", "\r\n")
    excel_persons = table(
        ["person", "familie", "fødselsdato", "køn", "behandler", "team", "startdato", "slutdato"],
        persons_rows(danish, {"boy": "dreng", "girl": "pige", "male": "mand", "female": "kvinde"}),
        ";", "\r\n")

    openfit = table(
        ["Client_ID", "Family", "Session_ID", "Session_Date", "Rated_By", "Age", "Therapist",
         "ORSQ1", "ORSQ2", "ORSQ3", "ORSQ4", "ORS_Skip", "Total_ORS",
         "SRSQ1", "SRSQ2", "SRSQ3", "SRSQ4", "SRS_Skip", "Total_SRS", "Note"],
        ([r["person_id"], r["family_id"], r["session"], f"{iso(r['date'])} {r['hour']}",
          r["rater"], r["age"], r["therapist_id"],
          *map(tenths, r["ors"]), skip(r["ors"]), total(r["ors"], r["person_id"] in young),
          *map(tenths, r["srs"]), skip(r["srs"]), total(r["srs"], r["person_id"] in young),
          r["note"]] for r in rows))
    openfit_persons = table(
        ["Client_ID", "Family", "Date_of_Birth", "Gender", "Therapist", "Team",
         "Start_Date", "End_Date"], persons_rows(iso, {}))

    sdq, pss = questionnaires()

    def whole(answers):
        return ["" if a is None else str(a) for a in answers]

    def sdq_table(header, names, day_text, words, *dialect):
        return table(header + names,
                     ([r["family_id"], r["person_id"], day_text(r["date"]),
                       words.get(r["informant"], r["informant"]), r["age"], *whole(r["answers"])]
                      for r in sdq), *dialect)

    def pss_table(header, names, day_text, *dialect):
        return table(header + names,
                     ([r["family_id"], r["person_id"], day_text(r["date"]), *whole(r["answers"])]
                      for r in pss), *dialect)

    courses = table(
        ["family_id", "start_date", "end_date", "ending", "completed", "immediate_risk",
         "placed", "children_returned", "team"], courses_rows(iso, {}))
    excel_courses = table(
        ["familie", "startdato", "slutdato", "afslutningstype", "gennemført",
         "anbringelsesrisiko", "anbragt", "hjemtagne", "team"],
        courses_rows(danish, {"yes": "ja", "no": "nej", "planned": "planlagt",
                              "unplanned": "ikke planlagt", "transferred": "overført"}),
        ";", "\r\n")

    return {
        "team/courses.csv": courses.encode(),
        "team-excel/courses.csv": excel_courses.encode("utf-8-sig"),
        **hours_files(),
        "team/sdq.csv": sdq_table(
            ["family_id", "person_id", "date", "informant", "age"],
            [f"sdq{n}" for n in SDQ_ITEMS], iso, {}).encode(),
        "team/pss.csv": pss_table(["family_id", "person_id", "date"],
                                  [f"pss{n}" for n in PSS_ITEMS], iso).encode(),
        "team-excel/sdq.csv": sdq_table(
            ["familie", "person", "dato", "besvaret af", "alder"], SDQ_LINK_IDS, danish, raters,
            ";", "\r\n").encode("utf-8-sig"),
        "team-excel/pss.csv": pss_table(
            ["familie", "person", "dato"], [f"PSS {n}" for n in PSS_ITEMS], danish,
            ";", "\r\n").encode("utf-8-sig"),
        "team-openfit/sdq.csv": sdq_table(
            ["Family", "Client_ID", "Session_Date", "Informant", "Age"], SDQ_VARIABLES, iso,
            {}).encode(),
        "team-openfit/pss.csv": pss_table(
            ["Family", "Client_ID", "Session_Date"], [f"PSS{n}" for n in PSS_ITEMS],
            iso).encode(),
        "team/sessions.csv": team.encode(),
        "team/persons.csv": team_persons.encode(),
        "team-excel/sessions.csv": excel.encode("utf-8-sig"),
        "team-excel/persons.csv": excel_persons.encode("utf-8-sig"),
        "team-openfit/sessions.csv": openfit.encode(),
        "team-openfit/persons.csv": openfit_persons.encode(),
        **operations_files(),
    }


# ---------------------------------------------------------------- checking
# From here on only the files count.

OURS = {
    "familie": "family_id", "family": "family_id", "person": "person_id",
    "client_id": "person_id", "møde": "session", "session_id": "session", "dato": "date",
    "session_date": "date", "bedømmer": "rater", "rated_by": "rater", "alder": "age",
    "behandler": "therapist_id", "therapist": "therapist_id",
    "ors individuelt": "ors_individual", "ors mellemmenneskeligt": "ors_interpersonal",
    "ors socialt": "ors_social", "ors generelt": "ors_overall",
    "srs relation": "srs_relationship", "srs mål og emner": "srs_goals",
    "srs metode": "srs_approach", "srs overordnet": "srs_overall", "bemærkning": "note",
    "orsq1": ORS[0], "orsq2": ORS[1], "orsq3": ORS[2], "orsq4": ORS[3],
    "srsq1": SRS[0], "srsq2": SRS[1], "srsq3": SRS[2], "srsq4": SRS[3],
    "fødselsdato": "birth_date", "date_of_birth": "birth_date", "køn": "sex", "gender": "sex",
    "startdato": "start_date", "slutdato": "end_date",
}
WORDS = {"selv": "self", "lærer": "teacher", "dreng": "boy", "pige": "girl",
         "mand": "male", "kvinde": "female"}
CUTOFFS = {"CORS": Decimal(32), "young": Decimal(28), "adult": Decimal(25)}
THRESHOLD = {"ORS": Decimal("6.6"), "CORS": Decimal(10)}


def read_day(text):
    text = text.split(" ")[0]
    if re.fullmatch(r"\d\d-\d\d-\d{4}", text):
        text = "-".join(reversed(text.split("-")))
    return date.fromisoformat(text) if text else None


def read_table(path):
    text = path.read_bytes().decode("utf-8-sig")
    delimiter = ";" if ";" in text.split("\n", 1)[0] else ","
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header = [OURS.get(h.lower(), h.lower()) for h in next(lines)]
    rows = []
    for cells in lines:
        assert len(cells) == len(header), f"{path}: {len(cells)} cells"
        row = dict(zip(header, cells))
        for name, cell in row.items():
            if name in ORS + SRS + ["total_ors", "total_srs"]:
                row[name] = Decimal(cell.replace(",", ".")) if cell else None
            elif name.endswith("date"):
                row[name] = read_day(cell)
            elif name in ("rater", "sex"):
                row[name] = WORDS.get(cell, cell)
        rows.append(row)
    return rows


def sum_of(items):
    return None if None in items else sum(items)


def score(row, person):
    """Add age, form, cutoff, ORS and SRS totals and statuses to a row."""
    born = person["birth_date"]
    row["years"] = whole_years(born, row["date"]) if born else int(row["age"])
    row["form"] = "CORS" if row["years"] < 13 else "ORS"
    key = "CORS" if row["years"] < 13 else "young" if row["years"] < 18 else "adult"
    row["cutoff"] = CUTOFFS[key] if row["rater"] == "self" else None
    for kind, names in (("ors", ORS), ("srs", SRS)):
        items = [row[n] for n in names]
        assert all(i is None or 0 <= i <= 10 for i in items), row
        missing = items.count(None)
        row[kind] = sum_of(items)
        row[kind + "_status"] = ("skipped" if missing == 4 else
                                 "incomplete" if missing else "ok")
        if row["years"] < 6:
            row[kind], row[kind + "_status"] = None, "under-6"
    if row["ors_status"] == "ok" and row["cutoff"] is None:
        row["ors_status"] = "no-cutoff"


def flag_alliance(rows):
    previous = {}
    for row in rows:
        row["flags"] = []
        if row["srs_status"] == "under-6":
            continue
        key = row["person_id"], row["rater"]
        items = [row[n] for n in SRS if row[n] is not None]
        if row["srs"] is not None and row["srs"] < 36:
            row["flags"].append("low-total")
        if any(i < 9 for i in items):
            row["flags"].append("low-item")
        if row["srs"] is not None:
            if key in previous and row["srs"] - previous[key] <= -1:
                row["flags"].append("drop")
            previous[key] = row["srs"]
        else:
            row["flags"].append("no-feedback")


def talk_list(rows, persons):
    """(talk, well, doubtful) as of AS_OF; talk and doubtful: (person, rater, reason, why)."""
    talk, well, doubtful, series = [], [], [], {}
    for row in rows:
        end = persons[row["person_id"]]["end_date"]
        if row["date"] <= AS_OF and not (end and end <= AS_OF):
            series.setdefault((row["person_id"], row["rater"]), []).append(row)
    for (pid, rater), all_rows in series.items():
        scored = [r for r in all_rows if r["ors"] is not None]
        if not scored:
            under = all(r["ors_status"] == "under-6" for r in all_rows)
            (doubtful if under else talk).append(
                (pid, rater, "no-baseline", f"{len(all_rows)} sessions"))
        for form in ("CORS", "ORS"):
            part = [r for r in scored if r["form"] == form]
            if not part:
                continue
            first, last = part[0], part[-1]
            change = last["ors"] - first["ors"]
            why = f"{form} {first['ors']} -> {last['ors']}, {len(part)} scored"
            clinical = first["cutoff"] is not None and first["ors"] < first["cutoff"]
            if change <= -THRESHOLD[form]:
                talk.append((pid, rater, "deteriorated", why))
            elif len(part) >= 6 and clinical and change < THRESHOLD[form]:
                talk.append((pid, rater, "no-improvement", why))
            if change >= THRESHOLD[form]:
                end = clinical and last["ors"] >= last["cutoff"]
                well.append((pid, "recovered" if end else "improved", rater, why))
            # Both readings of the contract, with and without the form in the key, must agree.
            if (AS_OF - last["date"]).days > 28:
                talk.append((pid, rater, "overdue", f"{form} last {last['date']}"))
        alliance = [f for f in all_rows[-1]["flags"] if f != "no-feedback"]
        if alliance:
            talk.append((pid, rater, "low-alliance",
                         f"{all_rows[-1]['date']} {'+'.join(alliance)} SRS {all_rows[-1]['srs']}"))
        for (other, word), theirs in series.items():
            if other != pid or word == rater or not scored:
                continue
            ends = [r for r in theirs if r["ors"] is not None]
            if not ends or ends[-1]["form"] != scored[-1]["form"]:
                continue
            apart = abs(ends[-1]["ors"] - scored[-1]["ors"])
            if abs((ends[-1]["date"] - scored[-1]["date"]).days) <= 28 \
                    and apart >= THRESHOLD[scored[-1]["form"]]:
                talk.append((pid, rater, "raters-disagree",
                             f"{scored[-1]['ors']} against {ends[-1]['ors']} by {word}"))
    return talk, well, doubtful


def iso_weeks(first, last):
    """How many ISO weeks, from Monday to Sunday, two days and those between them touch."""
    mondays = [day - timedelta(day.weekday()) for day in (first, last)]
    return (mondays[1] - mondays[0]).days // 7 + 1


def count(rows, name):
    seen = {}
    for row in rows:
        seen[row[name]] = seen.get(row[name], 0) + 1
    return ", ".join(f"{k} {v}" for k, v in sorted(seen.items()))


def plain_rows(name):
    """A file of cases, costs or courses with Danish words, days and numbers turned round."""
    text = (HERE / name).read_bytes().decode("utf-8-sig")
    english = {danish_word: token for token, danish_word in IN_DANISH.items()}
    rows = list(csv.reader(io.StringIO(text, newline=""),
                           delimiter=";" if name.startswith("team-excel") else ",", strict=True))
    for row in rows[1:]:
        for i, cell in enumerate(row):
            cell = english.get(cell, cell)
            if name.startswith("team-excel") and re.fullmatch(r"-?[\d.]+(,\d+)?( kr\.)?", cell):
                cell = cell.removesuffix(" kr.").replace(".", "").replace(",", ".")
            if re.fullmatch(r"\d\d-\d\d-\d{4}", cell):
                cell = "-".join(reversed(cell.split("-")))
            if re.fullmatch(r"-?\d+\.\d+", cell):
                cell = cell.rstrip("0").rstrip(".")
            row[i] = cell
    return rows


def check_operations(demand):
    """Both dialects say the same, and the story of examples/README.md is in the files."""
    for name in ("cases", "costs", "course-counts"):
        ours, excel = plain_rows(f"team/{name}.csv"), plain_rows(f"team-excel/{name}.csv")
        width = len(excel[0])
        demand([row[:width] for row in ours[1:]] == excel[1:], f"{name}: the dialects differ")
    day = iso(AS_OF)
    active = [r for r in plain_rows("team/cases.csv")[1:]
              if r[3] <= day and (not r[4] or day <= r[4])]
    loads = {t: len({r[0] for r in active if r[1] == t and r[2] == "primary"}) for t in PARTNERS}
    demand(loads == {"T1": 6, "T2": 4, "T3": 3, "T4": 4}, f"caseloads: {loads}")
    first = {r[0] for r in active if r[2] == "primary"}
    demand({r[0] for r in active} - first == {"F10"}, "families without a primary")
    print("primary families:", ", ".join(f"{t} {n}" for t, n in loads.items()))
def check_questionnaires(dialects, people, demand):
    """The same answers in all dialects, in range; families with a first and a second form."""
    born = {p["person_id"]: p["birth_date"] for p in people}
    for name, items, low, high in (("sdq", 31, 0, 3), ("pss", 18, 1, 5)):
        tables = {}
        for dialect in dialects:
            text = (HERE / dialect / f"{name}.csv").read_bytes().decode("utf-8-sig")
            lines = csv.reader(io.StringIO(text, newline=""), strict=True,
                               delimiter=";" if dialect == "team-excel" else ",")
            next(lines)
            tables[dialect] = [[c[0], c[1], read_day(c[2]), *(WORDS.get(x, x) for x in c[3:])]
                               for c in lines]
            demand(tables[dialect] == tables["team"], f"{dialect}/{name}.csv: differs from team")
        days, empty = {}, 0
        for cells in tables["team"]:
            answers = cells[-items:]
            empty += not any(answers)
            demand(all(a == "" or low <= int(a) <= high for a in answers), f"{name}: range")
            demand(name == "pss" or all(a in ("", "0", "1", "2") for a in answers[:25]),
                   "sdq: range of items 1 to 25")
            demand(FIRST_DAY <= cells[2] <= LAST_DAY and cells[2].weekday() < 5
                   and cells[2] not in CLOSED, f"{name}: closed day")
            demand(name == "pss" or (cells[4] == "") == (born[cells[1]] is not None),
                   "sdq: age and birth date: not one of the two")
            if any(answers):
                days.setdefault(cells[0], set()).add(cells[2])
        print(f"{name}: {len(tables['team'])} forms, {empty} of them empty; families with a "
              f"baseline {len(days)}, with a follow-up "
              f"{sum(1 for d in days.values() if len(d) > 1)}")


def check():
    problems = []

    def demand(holds, what):
        if not holds:
            problems.append(what)

    made = all_files()
    for name, data in made.items():
        disk = (HERE / name).read_bytes()
        demand(disk == data, f"{name}: not what make-examples.py writes")
        text = disk.decode("utf-8-sig")
        demand(not re.search(r"(?<!\d)\d{6}-\d{4}(?!\d)", text), f"{name}: person number shape")
        demand(not re.search(r"\d{10}", text), f"{name}: ten digits")
        is_excel = name.startswith("team-excel")
        demand(disk.startswith(b"\xef\xbb\xbf") == is_excel, f"{name}: BOM")
        demand((b"\r" in disk) == is_excel, f"{name}: line endings")
        print(f"{name}: {len(disk)} bytes")

    check_hours(demand)
    dialects = ("team", "team-excel", "team-openfit")
    sessions = {d: read_table(HERE / d / "sessions.csv") for d in dialects}
    persons = {d: read_table(HERE / d / "persons.csv") for d in dialects}
    rows, people = sessions["team"], persons["team"]
    check_questionnaires(dialects, people, demand)
    for other in dialects[1:]:
        for kind, ours, theirs in (("sessions", rows, sessions[other]),
                                   ("persons", people, persons[other])):
            same = [{n: t[n] for n in o} == o for o, t in zip(ours, theirs)]
            demand(len(ours) == len(theirs) and all(same), f"{other}/{kind}: differs from team")
    for row in sessions["team-openfit"]:
        for kind, names in (("ors", ORS), ("srs", SRS)):
            items = [row[n] for n in names]
            demand((row[kind + "_skip"] == "1") == (items == [None] * 4), "openfit: skip")
            if row["total_" + kind] is not None:
                demand(row["total_" + kind] == sum_of(items), "openfit: total")

    by_id = {p["person_id"]: p for p in people}
    ages = {}
    for row in rows:
        ages.setdefault(row["person_id"], set()).add(row["age"])
        demand(FIRST_DAY <= row["date"] <= LAST_DAY, "date outside the period")
        demand(row["date"].weekday() < 5 and row["date"] not in CLOSED, "closed day")
        score(row, by_id[row["person_id"]])
    with_birth = sum(1 for p in people if p["birth_date"])
    demand(with_birth * 2 == len(people), "birth dates: not half")
    demand(all((by_id[p]["birth_date"] is None) == ("" not in a) and not ("" in a and len(a) > 1)
               for p, a in ages.items()), "age and birth date: not one of the two")
    demand(set(ages) == set(by_id), "a person without sessions, or unknown")
    demand([r["date"] for r in rows] == sorted(r["date"] for r in rows), "not by date")
    keys = {(r["person_id"], r["rater"], r["date"]) for r in rows}
    demand(len(keys) == len(rows), "two rows of one series on one day")
    flag_alliance(rows)

    dates = [r["date"] for r in rows]
    weeks = iso_weeks(min(dates), max(dates))
    demand(weeks == ISO_WEEKS, f"the dates span {weeks} ISO weeks, not {ISO_WEEKS}")
    demand(iso_weeks(FIRST_DAY, LAST_DAY) == ISO_WEEKS and FIRST_DAY.weekday() == 0
           and LAST_DAY.weekday() == 6, "the period is not whole ISO weeks")
    demand(all(by_id[r["person_id"]]["start_date"] <= r["date"] for r in rows),
           "a session before start_date")
    for name, least in (("therapist_id", 4), ("family_id", 12), ("person_id", 30)):
        demand(len({p[name] for p in people}) >= least, f"{name}: fewer than {least}")

    print(f"families {len({p['family_id'] for p in people})}, persons {len(people)}, "
          f"therapists {len({p['therapist_id'] for p in people})}, rows {len(rows)}, "
          f"series {len({(r['person_id'], r['rater']) for r in rows})}, "
          f"notes {sum(1 for r in rows if r['note'])}")
    print(f"dates {min(dates)} to {max(dates)}, {weeks} ISO weeks, "
          f"{len({d.isocalendar()[:2] for d in dates})} of them with sessions; "
          f"birth date in persons.csv: {with_birth}")
    print("ages", count(rows, "years"))
    print("rater:", count(rows, "rater"))
    print("ors_status:", count(rows, "ors_status"))
    print("srs_status:", count(rows, "srs_status"))
    flagged = [r for r in rows if set(r["flags"]) - {"no-feedback"}]
    print(f"rows with an alliance flag: {len(flagged)}")

    check_operations(demand)
    talk, well, doubtful = talk_list(rows, by_id)
    print(f"\nTalk about, as of {AS_OF}:")
    order = ["deteriorated", "low-alliance", "no-improvement", "raters-disagree", "overdue",
             "no-baseline"]
    for pid, rater, reason, why in sorted(talk, key=lambda t: (order.index(t[2]), t[0])):
        print(f"  {reason:16} {by_id[pid]['family_id']} {pid} {rater:8} {why}")
    for pid, rater, reason, why in doubtful:
        print(f"  ({reason} only if a child under 6 counts: {pid} {rater}, {why})")
    print("Going well:")
    for pid, outcome, rater, why in sorted(well, key=lambda w: (w[1] != "recovered", w[0])):
        print(f"  {outcome:16} {by_id[pid]['family_id']} {pid} {rater:8} {why}")
    named = {t[0] for t in talk} | {w[0] for w in well}
    ended = sorted(p for p in by_id if by_id[p]["end_date"])
    print("Ended:", " ".join(ended))
    print("Quiet:", " ".join(p for p in by_id if p not in named and p not in ended))

    demand(sorted(t[:3] for t in talk) == sorted(EXPECTED_TALK), "talk list: not as planned")
    demand({w[:2] for w in well} == EXPECTED_WELL, "going well: not as planned")
    for what in sorted(set(problems)):
        print(f"make-examples.py: {what}", file=sys.stderr)
    return 1 if problems else 0


def main():
    if sys.argv[1:] == ["--check"]:
        return check()
    if sys.argv[1:]:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    for name, data in all_files().items():
        path = HERE / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
