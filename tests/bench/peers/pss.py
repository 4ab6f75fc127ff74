"""pss-score's total and subscales with Python's csv module: pss.py FILE"""

import csv
import sys

REVERSED = {1, 2, 5, 6, 7, 8, 17, 18}
SCORES = (range(1, 19), (3, 4, 9, 10, 12, 13, 14, 15, 16), (1, 5, 6, 7, 8, 17, 18))


def score(cells):
    points = {n: (6 - int(c) if n in REVERSED else int(c))
              for n, c in enumerate(cells, 1) if c}
    scores = [sum(points[n] for n in numbers) if all(n in points for n in numbers) else ""
              for numbers in SCORES]
    return scores + ["skipped" if not points else "incomplete" if "" in scores else "ok"]


sys.stdout.reconfigure(encoding="utf-8", newline="")
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    rows = csv.reader(file)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(next(rows) + ["pss_total", "pss_stress", "pss_low_satisfaction", "pss_status"])
    for row in rows:
        out.writerow(row + score(row[5:23]))
