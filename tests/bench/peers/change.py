"""change-score's series, first, last and change with Python's csv module: change.py FILE"""

import csv
import sys

sys.stdout.reconfigure(encoding="utf-8", newline="")
series = {}
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    for row in csv.DictReader(file):
        if not row["ors_total"]:
            continue
        key = row["family_id"], row["person_id"], row["rater"], row["ors_form"]
        order, score = row["date"], row["ors_total"]
        known = series.get(key)
        if known is None:
            series[key] = [1, order, score, order, score]
            continue
        known[0] += 1
        if order < known[1]:
            known[1:3] = order, score
        if order >= known[3]:
            known[3:5] = order, score
out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow("family_id,person_id,rater,form,sessions,first,last,change".split(","))
for key, (count, _, first, _, last) in series.items():
    change = "%.1f" % (float(last) - float(first) + 0.0)
    out.writerow([*key, count, first, *((last, "0.0" if change == "-0.0" else change)
                                        if count > 1 else ("", ""))])
