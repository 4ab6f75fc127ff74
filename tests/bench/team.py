#!/usr/bin/env python3
"""team: an invented team with a year of sessions, the same bytes every time.

    tests/bench/team.py FOLDER [FAMILIES]

Writes the tables that learning-report reads, for 60 families if not told otherwise: 52 ISO weeks of
2025, a session of each family in most weeks, two to four persons in each, some ORS and SRS left out,
and the questionnaires, courses, cases, hours and agreements that go with it.
"""
import csv
import os
import random
import sys
from datetime import date, timedelta

FIRST = date(2024, 12, 30)
WEEKS = 52
LAST = FIRST + timedelta(days=7 * WEEKS - 1)

folder = sys.argv[1]
families = int(sys.argv[2]) if len(sys.argv) > 2 else 60
therapists = max(2, families // 5)
draw = random.Random(2025)


def tenths(level, spread):
    return "%.1f" % min(10, max(0, draw.gauss(level, spread)))


def write(name, header, rows):
    with open(os.path.join(folder, name), "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(header)
        table.writerows(rows)


os.makedirs(folder, exist_ok=True)
persons, sessions, sdq, pss, courses, cases, agreements = [], [], [], [], [], [], []
for f in range(families):
    family, therapist = "F%03d" % (f + 1), "T%02d" % (f % therapists + 1)
    start = FIRST + timedelta(days=draw.randrange(120))
    ended = draw.random() < 0.1
    end = start + timedelta(days=200) if ended else None
    courses.append([family, start, end or "", "planned" if end else "", "yes" if end else "",
                    draw.choice(["yes", "no"]), "no" if end else "", 0])
    cases.append([family, therapist, "primary", start, end or ""])
    cases.append([family, "T%02d" % ((f + 1) % therapists + 1), "secondary", start, end or ""])
    for n in range(draw.randrange(4)):
        met = LAST - timedelta(days=7 * draw.randrange(1, 12))
        agreements.append([met, family, "A%d" % (n + 1), therapist, met + timedelta(days=21),
                           draw.choice(["open", "closed"]), draw.choice(["yes", ""])])
    for p in range(draw.randrange(2, 5)):
        person, adult = "%s-%d" % (family, p + 1), p < 1 or draw.random() < 0.3
        age = draw.randrange(25, 50) if adult else draw.randrange(6, 18)
        birth = date(2025 - age, draw.randrange(1, 13), draw.randrange(1, 29))
        persons.append([person, family, birth, draw.choice(["female", "male"]), therapist, start,
                        end or ""])
        level, slope, number = draw.uniform(3, 8), draw.gauss(0.02, 0.03), 0
        when = start
        while when <= (end or LAST):
            if draw.random() < 0.85:
                number += 1
                ors = [tenths(level + slope * number, 0.7) for _ in range(4)]
                srs = [tenths(9.6, 0.25) for _ in range(4)]
                if draw.random() < 0.08:
                    ors = [""] * 4
                if draw.random() < 0.05:
                    srs[draw.randrange(4)] = ""
                sessions.append([when, family, person, "self"] + ors + srs)
            when += timedelta(days=7)
        for when in (start + timedelta(days=5), start + timedelta(days=120)):
            if adult:
                pss.append([when, family, person] + [draw.randrange(1, 6) for _ in range(18)])
            else:
                sdq.append([when, family, person, "mor", age]
                           + [draw.randrange(3) for _ in range(25)])
sessions.sort(key=lambda row: row[0])
hours = []
for t in range(therapists):
    for day in range(7 * WEEKS):
        when = FIRST + timedelta(days=day)
        if when.weekday() < 5:
            begin, end = ("14:00", "20:00") if draw.random() < 0.2 else ("08:30", "15:30")
            hours.append([when, begin, end, "T%02d" % (t + 1), draw.choice(["yes", "no"]),
                          draw.choice(["evening", ""])])

write("persons.csv", "person_id family_id birth_date sex therapist_id start_date end_date".split(), persons)
write("sessions.csv", "date family_id person_id rater ors_individual ors_interpersonal ors_social ors_overall "
      "srs_relationship srs_goals srs_approach srs_overall".split(), sessions)
write("sdq.csv", "date family_id person_id informant age".split() + ["sdq%d" % i for i in range(1, 26)], sdq)
write("pss.csv", "date family_id person_id".split() + ["pss%d" % i for i in range(1, 19)], pss)
write("courses.csv", "family_id start_date end_date ending completed immediate_risk placed "
      "children_returned".split(), courses)
write("cases.csv", "family_id therapist_id role start_date end_date".split(), cases)
write("hours.csv", "date start end therapist_id planned reason".split(), hours)
write("agreements.csv", "meeting_date family_id agreement_code owner due_date status new_feedback".split(),
      agreements)
