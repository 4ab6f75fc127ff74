"""sdq-score's scores, impact and two bands of uk4 with Python's csv module: sdq.py FILE"""

import csv
import sys
from math import floor

SCALES = ((3, 8, 13, 16, 24), (5, 7, 12, 18, 22), (2, 10, 15, 21, 25), (6, 11, 14, 19, 23),
          (1, 4, 9, 17, 20))
REVERSED = {7, 11, 14, 21, 25}
WORDS = ("close-to-average", "slightly-raised", "high", "very-high")
CUTS = {  # where the bands begin of total, peer problems, impact
    "parent": ((14, 17, 20), (3, 4, 5), (1, 2, 3)),
    "teacher": ((12, 16, 19), (3, 5, 6), (1, 2, 3)),
    "self": ((15, 18, 20), (3, 4, 5), (1, 2, 3)),
}


def band(score, cuts):
    return "" if score is None else WORDS[sum(score >= c for c in cuts)]


def score(informant, age, answer):
    """answer: item number -> text."""
    scores, least, most = [], 5, 0
    for numbers in SCALES:
        points = [int(answer[n]) for n in numbers if answer[n]]
        turned = sum(2 - int(answer[n]) if n in REVERSED else int(answer[n])
                     for n in numbers if answer[n])
        least, most = min(least, len(points)), max(most, len(points))
        scores.append(floor(turned * 5 / len(points) + 0.5) if len(points) > 2 else None)
    total = None if None in scores[:4] else sum(scores[:4])
    asked = (28, 30, 31) if informant == "teacher" else (28, 29, 30, 31, 32)
    given = [int(answer[n]) for n in asked if answer[n]]
    impact = 0 if answer[26] == "0" else sum(max(g - 1, 0) for g in given) if given else None
    covered = (11 if informant == "self" else 4) <= age <= 17
    cuts = CUTS[informant]
    bands = [band(s, c) for s, c in zip((total, scores[3], impact), cuts)] if covered else [""] * 3
    status = ("skipped" if most == 0 else "incomplete" if least < 3 else
              "prorated" if least < 5 else "ok" if covered else "no-norms")
    return [*scores, total, impact, *bands, status]


sys.stdout.reconfigure(encoding="utf-8", newline="")
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    rows = csv.reader(file)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(next(rows) + [
        "sdq_emotional", "sdq_conduct", "sdq_hyperactivity", "sdq_peer", "sdq_prosocial",
        "sdq_total", "sdq_impact", "sdq_total_band", "sdq_peer_band", "sdq_impact_band",
        "sdq_status"])
    for row in rows:
        items = dict(zip([*range(1, 27), *range(28, 33)], row[7:38]))
        who = "parent" if row[3] == "mor" else row[3]
        out.writerow(row + score(who, int(row[4]), items))
