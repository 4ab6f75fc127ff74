#!/usr/bin/env python3
"""rule-limits.py BINDIR: every shipped rule with a number, on both sides of it.

The numbers stand here a second time, as the sources (sfb-rules(5)) have them, with the check that
they belong to; key, column and condition are the shipped file's. A shipped rule with a number that
is not listed here is an error, too.
"""

import csv
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

BIN = Path(sys.argv[1]).resolve()
RULES = BIN / "../share/sfb/rules"
TODAY = date(2026, 6, 29)

LIMITS = {
    ("alliance", "feedback"): ("max-age", 28), ("alliance", "family-perspective"): ("min-count", 1),
    ("alliance", "children-alliance"): ("min-count", 1),
    ("aoa", "planned"): ("min-count", 1), ("aoa", "plan-unlinked"): ("max-count", 0),
    ("aoa", "evaluated"): ("days-after", 84),
    ("coordination", "coordinator-named"): ("min-count", 1),
    ("coordination", "two-at-most"): ("max-count", 2), ("coordination", "consent"): ("min-count", 1),
    ("coordination", "overview"): ("max-age", 56),
    ("coordination", "goals-compared"): ("min-count", 1),
    ("foundation", "child-assessment"): ("min-count", 1),
    ("foundation", "assessment-first"): ("days-after", 0),
    ("general-area", "agreement"): ("min-count", 1),
    ("general-area", "followed-up"): ("days-after", 84),
    ("multifamily", "two-professionals"): ("min-count", 2),
    ("multifamily", "participation-decided"): ("min-count", 1),
    ("multifamily", "intake-decided"): ("min-count", 1),
    ("multifamily", "format-decided"): ("min-count", 1),
    ("multifamily", "access-decided"): ("min-count", 1),
    ("multifamily", "goal-unlinked"): ("max-count", 0),
    ("network", "mapped-at-start"): ("min-count", 1), ("network", "mapped-again"): ("max-age", 84),
    ("target-group", "two-challenges"): ("min-true", 2),
    ("transition", "exit-plan"): ("days-after", 42),
}


def meeting(rule, met):
    """A cell for the rule's condition."""
    found = re.fullmatch(r"([^!=]+)(!?=)(.*)", rule["when"])
    if not found:
        return {}
    column, sign, value = found.groups()
    other = "something else" if value in ("", "something") else ""
    wanted = value if (sign == "=") == met else other
    if column.endswith("date") and wanted not in ("", value):
        wanted = TODAY.isoformat()
    return {column: wanted}


def day(days):
    return (TODAY + timedelta(days=days)).isoformat()


def value(column, number):
    return day(-number) if column.endswith("date") else f"value {number}"


def plan(rule, limit):
    """Records of a key on the good side of the limit, and of one on the other."""
    check, column = rule["check"], rule["column"]

    def counted(n):
        yes = [{**meeting(rule, True), **({column: value(column, i)} if column else {})}
               for i in range(n)]
        return yes or [{**({column: ""} if column else {}), **meeting(rule, False)}]

    if check == "min-count":
        return counted(limit), counted(limit - 1)
    if check == "max-count":
        return counted(limit), counted(limit + 1)
    if check == "max-age":
        return ([{**meeting(rule, True), column: day(-limit)}],
                [{**meeting(rule, True), column: day(-limit - 1)}])
    if check == "days-after":
        base = rule["value"].partition("+")[0]
        return tuple([{**meeting(rule, True), base: day(-200), column: day(-200 + limit + late)}]
                     for late in (0, 1))
    columns = column.split("|")
    return tuple([{c: "yes" if i < n else "no" for i, c in enumerate(columns)}]
                 for n in (limit, limit - 1))


def judge(file, rule, limit):
    good, bad = plan(rule, limit)
    keys = rule["key"].split("+")
    rows = [{**{k: side for k in keys}, **r} for side, records in (("good", good), ("bad", bad))
            for r in records]
    header = list(dict.fromkeys(c for r in rows for c in r))
    text = "\n".join([",".join(header), *(",".join(r.get(c, "") for c in header) for r in rows)])
    done = subprocess.run([BIN / "record-check", "--rules", str(RULES / f"{file}.csv"), "--as-of",
                           TODAY.isoformat(), "--skip-absent", "-q"], input=text + "\n",
                          capture_output=True, check=False, text=True)
    said = {r["key"].split(" ")[0] for r in csv.DictReader(done.stdout.splitlines())
            if r["rule"] == rule["rule"] and r["result"] not in ("note", "undecided")}
    if done.returncode != 0 or not any(k.startswith("bad") for k in said) or any(k.startswith("good") for k in said):
        return f"{file}: {rule['rule']}: says something of {sorted(said)}: {done.stderr}\n{text}"
    return ""


def main():
    passed = failed = 0
    for path in sorted(RULES.glob("*.csv")):
        for rule in csv.DictReader(path.open(encoding="utf-8")):
            if rule["check"] in ("one-of", "covers") or not re.search(r"(^|\+)\d+$", rule["value"]):
                continue
            check, limit = LIMITS.pop((path.stem, rule["rule"]), ("not listed", 0))
            fault = f"{path.stem}: {rule['rule']}: {check}, not {rule['check']}" \
                if check != rule["check"] else judge(path.stem, rule, limit)
            if fault:
                print(f"FAILED  {fault}")
            failed += bool(fault)
            passed += not fault
    for file, rule in LIMITS:
        print(f"FAILED  {file}: {rule}: listed here, but not shipped")
        failed += 1
    print(f"rule-limits: {passed} passed, {failed} failed")
    sys.exit(failed > 0 or passed == 0)


main()
