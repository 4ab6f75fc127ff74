#!/usr/bin/env python3
"""Random sessions, listed twice: by the commands, and here in whole hundredths of a point.

    talk-list.py BINDIR FOLDER TEAMS

Says how many teams agreed; exit status 0 when all of them did and every reason occurred.
"""

import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from itertools import combinations
from random import Random

BIN, FOLDER, TEAMS = sys.argv[1], sys.argv[2], int(sys.argv[3])
AS_OF = date(2026, 6, 29)
REASONS = ["deteriorated", "low-alliance", "no-improvement", "raters-disagree", "overdue",
           "no-baseline", "recovered", "improved"]
RATERS = {"": ("self", ""), "self": ("self", ""), "selv": ("self", ""), " Selv ": ("self", ""),
          "mor": ("caregiver", "mor"), "Mor": ("caregiver", "mor"), "far": ("caregiver", "far"),
          "lærer": ("teacher", "laerer"), "Laerer": ("teacher", "laerer"),
          "nabo": ("other", "nabo")}
SELF = ["", "self", "selv", " Selv "]
CUTOFFS = [("CORS", 6, 12, 3200), ("ORS", 13, 17, 2800), ("ORS", 18, 120, 2500)]
SETS = {"nhs": {"ORS": 660, "CORS": 1000}, "manual": {"ORS": 500}}
seen = Counter()


# ------------------------------------------------------------------ a random team

def decimal(hundredths, places):
    """With at least so many decimals, and no zeros beyond them."""
    text = f"{abs(hundredths) // 100}.{abs(hundredths) % 100:02d}"
    while text.endswith("0") and len(text.partition(".")[2]) > places:
        text = text[:-1]
    return ("-" if hundredths < 0 else "") + text.rstrip(".")


def answers(rng, level, kind):
    """Four items in hundredths, None where missing."""
    if rng.random() < 0.12:
        return [None] * 4
    items = []
    for _ in range(4):
        item = min(1000, max(0, level + rng.randrange(-120, 121)))
        items.append(item if rng.random() < 0.05 else item // 10 * 10)
    if kind == "srs" and rng.random() < 0.4:
        items = [rng.choice([890, 900, 900, 910, 1000]) for _ in range(4)]
    if rng.random() < 0.06:
        items[rng.randrange(4)] = None
    if rng.random() < 0.01:
        items[rng.randrange(4)] = 1001
    return items


def make_team(seed):
    rng = Random(seed)
    team = {
        "families": rng.random() < 0.7, "courses": rng.random() < 0.5,
        "rater_ids": rng.random() < 0.4, "forms": rng.random() < 0.5,
        "persons": rng.random() < 0.6, "ends": rng.random() < 0.5,
        "family_in_persons": False, "set": rng.choice(["nhs", "nhs", "manual"]),
        "threshold": rng.choice([None, None, None, 550, 725, 1]),
        "every": rng.choice([28, 28, 14, 3]), "sessions": rng.choice([6, 6, 3, 2]),
    }
    if team["threshold"] is not None:
        team["threshold"] = max(team["threshold"], 1)
    people, sessions = [], []
    for number in range(rng.randrange(2, 9)):
        birth = date(rng.choice([2013, 2013, 2013, 2008, 2020, 1985]), rng.randrange(1, 13),
                     rng.randrange(1, 29))
        end = AS_OF + timedelta(days=rng.choice([-40, -1, 0, 1])) if rng.random() < 0.3 else None
        people.append({"id": f"P{number}", "family": f"F{number // 2}", "birth": birth,
                       "end": end, "listed": rng.random() < 0.9,
                       "born_known": rng.random() < 0.6})
    # Without a table that tells them apart, one person_id in two families is two persons.
    if team["families"] and not team["persons"] and len(people) > 3:
        people[3]["id"] = "P0"
    if team["persons"] and not team["families"] and rng.random() < 0.5:
        team["family_in_persons"] = True
    for person in people:
        silent = rng.choice([0, 0, 0, 27, 28, 29, 30, 84, 85, 86])
        for rater in rng.sample([rng.choice(SELF), "mor", "far", "lærer", "nabo"],
                                rng.choice([1, 1, 2, 3])):
            level = rng.randrange(200, 900)
            drift = rng.choice([rng.randrange(-80, 81), rng.randrange(120)])
            silence = silent + rng.choice([0, 0, 0, 1, 27, 28, 29])
            for _ in range(rng.randrange(1, 11)):
                day = AS_OF - timedelta(days=silence + rng.choice([0, 0, 1, rng.randrange(150)]))
                if rng.random() < 0.03:
                    day = AS_OF + timedelta(days=rng.randrange(1, 4))
                word = rater
                if rater in SELF and rng.random() < 0.3:
                    word = rng.choice(SELF)
                elif rater in ("mor", "lærer") and rng.random() < 0.3:
                    word = {"mor": "Mor", "lærer": "Laerer"}[rater]
                passed = 150 - (AS_OF - day).days
                sessions.append({
                    "person": person, "word": word, "day": day,
                    "course": rng.choice(["1", "1", "1", "2", ""]) if team["courses"] else "",
                    "rater_id": rng.choice(["", "", "R1"]) if team["rater_ids"] else "",
                    "age": None if rng.random() < 0.25 else age_at(person["birth"], day),
                    "form": rng.choice(["", "", "ORS", "cors"]) if team["forms"] else "",
                    "ors": answers(rng, level + drift * passed // 30, "ors"),
                    "srs": answers(rng, 930, "srs"),
                    "no_day": rng.random() < 0.01,
                })
    rng.shuffle(sessions)
    team["people"], team["records"] = people, sessions
    return team


def age_at(birth, day):
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def write_team(team):
    header = ["person_id", "date", "rater", "age"]
    for key, name in (("families", "family_id"), ("courses", "course_id"),
                      ("rater_ids", "rater_id"), ("forms", "form")):
        if team[key]:
            header.append(name)
    header += ["ORSQ1", "ORSQ2", "ORSQ3", "ORSQ4", "SRSQ1", "SRSQ2", "SRSQ3", "SRSQ4"]
    lines = [",".join(header)]
    for s in team["records"]:
        cells = [s["person"]["id"], "" if s["no_day"] else s["day"].isoformat(), s["word"],
                 "" if s["age"] is None else str(s["age"])]
        if team["families"]:
            cells.append(s["person"]["family"])
        if team["courses"]:
            cells.append(s["course"])
        if team["rater_ids"]:
            cells.append(s["rater_id"])
        if team["forms"]:
            cells.append(s["form"])
        cells += ["" if i is None else decimal(i, 0) for i in s["ors"] + s["srs"]]
        lines.append(",".join(cells))
    with open(f"{FOLDER}/sessions.csv", "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    lines = ["person_id,birth_date" + (",family_id" if has_family_table(team) else "")
             + (",end_date" if team["ends"] else "")]
    for p in team["people"]:
        if p["listed"]:
            lines.append(",".join([p["id"], p["birth"].isoformat() if p["born_known"] else ""]
                                  + ([p["family"]] if has_family_table(team) else [])
                                  + ([p["end"].isoformat() if p["end"] else ""]
                                     if team["ends"] else [])))
    with open(f"{FOLDER}/persons.csv", "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


def has_family_table(team):
    return team["families"] or team["family_in_persons"]


# ------------------------------------------------------------------ the rules

def settle(team):
    """What the table of persons adds to each record."""
    for s in team["records"]:
        p = s["person"]
        in_table = team["persons"] and p["listed"]
        s["family_id"] = ""
        if team["families"] or (team["family_in_persons"] and in_table):
            s["family_id"] = p["family"]
        s["true_age"] = s["age"]
        if in_table and p["born_known"] and not s["no_day"]:
            s["true_age"] = age_at(p["birth"], s["day"])
        s["end"] = p["end"] if in_table and team["ends"] else None
        s["class"], s["rater"] = RATERS[s["word"]]


def score_ors(s):
    """(status, total, form, cutoff)"""
    items, age = s["ors"], s["true_age"]
    if any(i is not None and i > 1000 for i in items):
        return "invalid", None, "", None
    if age is not None and age < 6:
        return "under-6", None, "", None
    form = s["form"].upper()
    if form == "" and age is not None:
        form = "CORS" if age < 13 else "ORS"
    cutoff = None
    for of_form, low, high, points in CUTOFFS:
        if s["class"] == "self" and form == of_form and age is not None and low <= age <= high:
            cutoff = points
    if None in items:
        return "skipped" if items == [None] * 4 else "incomplete", None, form, cutoff
    return "ok", sum(items), form, cutoff


def flag_srs(team):
    """Flags in the order of time within family, person, course and rater."""
    last = {}
    for s in sorted((s for s in team["records"] if not s["no_day"]), key=lambda s: s["day"]):
        items, flags = s["srs"], []
        s["flags"] = ""
        if any(i is not None and i > 1000 for i in items):
            s["srs_invalid"] = True
            continue
        if s["true_age"] is not None and s["true_age"] < 6:
            continue
        key = thread_key(s)
        total = None if None in items else sum(items)
        if total is not None and total < 3600:
            flags.append("low-total")
        if any(i is not None and i < 900 for i in items):
            flags.append("low-item")
        if total is not None and key in last and total - last[key] <= -100:
            flags.append("drop")
        if total is None:
            flags.append("no-feedback")
        else:
            last[key] = total
        s["flags"] = "+".join(flags)


def thread_key(s):
    return s["family_id"], s["person"]["id"], s["course"], s["rater"], s["rater_id"]


def in_order(score):
    return score["day"], score["place"]


def the_list(team, well):
    """The records of the list, without the header."""
    threads, rows = {}, []
    for place, s in enumerate(team["records"]):
        status, total, form, cutoff = score_ors(s)
        s.update(place=place, total=total, cutoff=cutoff)
        s["form_now"] = form if form else s["form"].upper()
        if status == "under-6" or s["no_day"] or s["day"] > AS_OF:
            continue
        threads.setdefault(thread_key(s), []).append(s)

    def threshold(form):
        if form == "":
            return None
        if team["threshold"] is not None:
            return team["threshold"]
        return SETS[team["set"]].get(form)

    series = {}  # of a thread: its forms, each with sessions in the order of time
    for key, sessions in threads.items():
        known = {s["form_now"] for s in sessions} - {""}
        by_form = {}
        for s in sorted(sessions, key=in_order):
            form = s["form_now"] or (next(iter(known)) if len(known) == 1 else "")
            s["series"] = form
            by_form.setdefault(form, []).append(s)
        series[key] = by_form

    people = {}
    for key in threads:
        people.setdefault(key[:2], []).append(key)
    silence = not (team["persons"] and team["ends"])

    def add(reason, key, form, since):
        sessions = series[key][form]
        scored = [s for s in sessions if s["total"] is not None]
        limit = threshold(form)
        last = max(threads[key], key=in_order)
        word = threads[key][0]["word"].strip() or "self"
        cells = [key[0], key[1], word, reason, since.isoformat(),
                 decimal(scored[0]["total"], 1) if scored else "",
                 decimal(scored[-1]["total"], 1) if scored else "",
                 decimal(limit, 0) if limit is not None else "", last["flags"], str(len(scored))]
        if team["courses"]:
            cells.append(key[2])
        if team["rater_ids"]:
            cells.append(key[4])
        cells.append(form)
        rows.append((REASONS.index(reason), min(s["place"] for s in sessions), ",".join(cells)))
        seen[reason] += 1

    for person, keys in people.items():
        everything = [s for key in keys for s in threads[key]]
        if silence and (AS_OF - max(s["day"] for s in everything)).days > 84:
            seen["silent"] += 1
            continue
        voices = {}
        for key in keys:
            ended = max(threads[key], key=in_order)["end"]
            if ended is not None and ended < AS_OF:
                seen["ended"] += 1
                continue
            scored_here = False
            for form, sessions in series[key].items():
                scored = [s for s in sessions if s["total"] is not None]
                if not scored:
                    continue
                scored_here = True
                for s in scored:
                    voices.setdefault((key[3], key[4]), []).append((in_order(s), s, key, form))
                limit, first, last = threshold(form), scored[0], scored[-1]
                change = last["total"] - first["total"]
                if limit is None or len(scored) < 2:
                    continue
                low = [s["cutoff"] is not None and s["total"] < s["cutoff"] for s in (first, last)]
                high = last["cutoff"] is not None and last["total"] >= last["cutoff"]
                if well and change >= limit:
                    add("recovered" if low[0] and high else "improved", key, form, first["day"])
                elif not well and change <= -limit:
                    add("deteriorated", key, form, first["day"])
                elif not well and change < limit and low[0] and len(scored) >= team["sessions"]:
                    add("no-improvement", key, form, first["day"])
            if well:
                continue
            last = max(threads[key], key=in_order)
            if set(last["flags"].split("+")) - {"no-feedback", ""}:
                add("low-alliance", key, last["series"], last["day"])
            if not scored_here:
                add("no-baseline", key, last["series"], min(s["day"] for s in threads[key]))
        if well:
            continue
        latest = {rater: max(said, key=lambda v: v[0]) for rater, said in voices.items()}
        differing = set()
        for (a, x), (b, y) in combinations(latest.items(), 2):
            limit = threshold(x[3])
            if x[3] == y[3] and limit is not None and abs((x[1]["day"] - y[1]["day"]).days) <= 28 \
                    and abs(x[1]["total"] - y[1]["total"]) >= limit:
                differing |= {a, b}
        for rater, (_, s, key, form) in latest.items():
            if rater in differing:
                scored = [t for t in series[key][form] if t["total"] is not None]
                add("raters-disagree", key, form, scored[0]["day"])
            if (AS_OF - s["day"]).days > team["every"]:
                add("overdue", key, form, s["day"])
    return [row for _, _, row in sorted(rows)]


# ------------------------------------------------------------------ both, compared

def pipeline(team, well):
    persons = ["--persons", f"{FOLDER}/persons.csv"] if team["persons"] else []
    options = ["--as-of", AS_OF.isoformat(), "--every", str(team["every"]),
               "--sessions", str(team["sessions"])]
    if team["threshold"] is not None:
        options += ["--threshold", decimal(team["threshold"], 0)]
    else:
        options += ["--set", team["set"]]
    data, worst = None, 0
    for command in (["ors-score", *persons, f"{FOLDER}/sessions.csv"],
                    ["srs-flag", "--unsorted", *persons],
                    ["talk-list", *persons, *options, *(["--well"] if well else [])]):
        command[0] = f"{BIN}/{command[0]}"
        got = subprocess.run(command, input=data, stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL, check=False)
        data, worst = got.stdout, max(worst, got.returncode)
    return data.decode().splitlines(), got.returncode


def check(seed):
    team = make_team(seed)
    write_team(team)
    settle(team)
    flag_srs(team)
    header = "family_id,person_id,rater,reason,since,first,last,threshold,srs_flags,sessions" \
        + (",course_id" if team["courses"] else "") + (",rater_id" if team["rater_ids"] else "") \
        + ",form"
    good = True
    for well in (False, True):
        want = [header, *the_list(team, well)]
        got, status = pipeline(team, well)
        # An invalid ORS keeps its session: only a record that has no day is invalid here.
        bad_status = 3 if any(s["no_day"] and score_ors(s)[0] != "under-6"
                              for s in team["records"]) else 0
        if got != want or status != bad_status:
            good = False
            print(f"team {seed}{' --well' if well else ''}: status {status}, not {bad_status}; "
                  f"threshold {team['threshold']}, set {team['set']}")
            for line in want:
                if line not in got:
                    print(f"  lacks {line}")
            for line in got:
                if line not in want:
                    print(f"  has   {line}")
            if sorted(got) == sorted(want) and got != want:
                print("  in another order")
    return good


passed = failed = 0
for number in range(TEAMS):
    if check(f"talk-list {number}"):
        passed += 1
    else:
        failed += 1
        if failed == 5:
            print("further teams are not shown")
            break
for word in [*REASONS, "silent", "ended"]:
    if seen[word] < 5 and failed < 5:
        print(f"too few of {word}: {seen[word]}")
        failed += 1
print(f"talk-list: {passed} passed, {failed} failed")
sys.exit(failed > 0)
