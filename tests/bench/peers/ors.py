"""ors-score's total, cutoff and range with Python's csv module: ors.py FILE"""

import csv
import sys


def score(rater, age, items):
    total = cutoff = range_ = ""
    if all(items):
        total = "%.1f" % sum(map(float, items))
    if rater == "self":
        cutoff = 25 if age >= 18 else 28 if age >= 13 else 32
    if total and cutoff:
        range_ = "clinical" if float(total) < cutoff else "nonclinical"
    return [total, cutoff, range_]


sys.stdout.reconfigure(encoding="utf-8", newline="")
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    rows = csv.reader(file)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(next(rows) + ["ors_total", "ors_cutoff", "ors_range"])
    for row in rows:
        out.writerow(row + score(row[4], int(row[5]), row[7:11]))
