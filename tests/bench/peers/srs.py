"""srs-flag's total, change and flags with Python's csv module, in whole tenths: srs.py FILE"""

import csv
import sys


def tenths(cell):
    whole, part = cell.split(".")
    return int(whole) * 10 + int(part)


def shown(number):
    return "%s%d.%d" % ("-" if number < 0 else "", *divmod(abs(number), 10))


def flag(person, cells, previous):
    items = [tenths(cell) for cell in cells if cell]
    total = change = None
    flags = []
    if len(items) == len(cells):
        total = sum(items)
        if person in previous:
            change = total - previous[person]
        previous[person] = total
    if total is not None and total < 360:
        flags.append("low-total")
    if any(item < 90 for item in items):
        flags.append("low-item")
    if change is not None and change <= -10:
        flags.append("drop")
    if total is None:
        flags.append("no-feedback")
    return [shown(n) if n is not None else "" for n in (total, change)] + ["+".join(flags)]


sys.stdout.reconfigure(encoding="utf-8", newline="")
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    rows = csv.reader(file)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(next(rows) + ["srs_total", "srs_change", "srs_flags"])
    previous = {}
    for row in rows:
        out.writerow(row + flag((row[0], row[1], row[4]), row[7:11], previous))
