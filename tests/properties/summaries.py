"""Random teams, summed up twice: by the commands, and here with exact fractions.

    summaries.py BINDIR FOLDER selftest|outcomes|courses|followup|coverage

With --min-cell every row is attacked as well: all counts are looked for that fit what the row
shows (sums, shares and bounds turned back into counts, means turned back into how many they are
of, limits such as "nobody recovers who did not start clinical"), and no hidden cell may be left
with one value that is the true one.
"""

import csv
import io
import math
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from random import Random

BIN, FOLDER, PART = sys.argv[1:4]
LIMIT = 40  # no count of these small teams is larger
OUTCOMES = ["recovered", "improved", "unchanged", "deteriorated"]
seen = Counter()


# ------------------------------------------------------------------ arithmetic

def half_away(value, places):
    """A number as text, rounded half away from zero. A float is taken as it is."""
    scaled = abs(Fraction(value)) * 10 ** places
    whole = int(scaled + Fraction(1, 2))
    text = str(whole).rjust(places + 1, "0")
    text = text[:-places] + "." + text[-places:] if places else text
    return ("-" if value < 0 and whole else "") + text


def t_density(x, df):
    log = math.lgamma((df + 1) / 2) - math.lgamma(df / 2) - math.log(df * math.pi) / 2
    return math.exp(log - (df + 1) / 2 * math.log1p(x * x / df))


@lru_cache(None)
def t_quantile(df):
    """The quantile .975: Newton steps on Simpson's rule, from the normal one."""
    x = 1.959963984540054
    if df == 1:
        return math.tan(math.pi * 0.475)
    if df == 2:
        a = 0.95
        return a * math.sqrt(2 / (1 - a * a))
    for _ in range(60):
        n = 4000
        h = x / n
        area = t_density(0, df) + t_density(x, df)
        area += 4 * math.fsum(t_density((2 * i + 1) * h, df) for i in range(n // 2))
        area += 2 * math.fsum(t_density(2 * i * h, df) for i in range(1, n // 2))
        step = (0.475 - area * h / 3) / t_density(x, df)
        x += step
        if abs(step) < 1e-13:
            break
    return x


def wilson(x, n):
    z = 1.959963984540054
    p, square = x / n, z * z / n
    middle = (p + square / 2) / (1 + square)
    half = z / (1 + square) * math.sqrt(p * (1 - p) / n + square / n / 4)
    return (0.0 if x == 0 else middle - half), (1.0 if x == n else middle + half)


@lru_cache(None)
def share(x, n):
    """Percent and bounds, as three cells."""
    if n == 0:
        return "", "", ""
    low, high = wilson(x, n)
    return (half_away(Fraction(100 * x, n), 1), half_away(low * 100, 1), half_away(high * 100, 1))


@lru_cache(None)
def counts_of_share(cells):
    """All (x, n) that print so: bounds tell how many there are."""
    return [(x, n) for n in range(1, LIMIT + 1) for x in range(n + 1) if share(x, n) == cells]


# ------------------------------------------------------------------ running and comparing

def run(command, *arguments):
    got = subprocess.run([f"{BIN}/{command}", *arguments], stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE, check=False)
    return list(csv.DictReader(io.StringIO(got.stdout.decode()))), got.returncode, got.stderr


def write(name, header, rows):
    with open(f"{FOLDER}/{name}", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([row[h] for h in header] for row in rows)
    return f"{FOLDER}/{name}"


def hidden(cell):
    return cell == "*" or cell.startswith("<")


def domain(cell, k, limit=LIMIT, least=1):
    """What a reader of a hidden count may take it for. least: 0 in a closed block, as said in
    the pages."""
    if cell.startswith("<"):
        return range(least, k)
    if cell == "*":
        return [0, *range(k, limit + 1)]
    return [int(cell)] if cell else [0]


def check_shown(row, full, counts, k, where):
    """A cell is what it would be without --min-cell, or hidden by the rules."""
    for name, cell in row.items():
        value = full[name]
        if name in counts and value != "":
            if 1 <= int(value) < k:
                assert cell == f"<{k}", f"{where}: {name} {value} is shown as {cell}"
            elif cell != value:
                assert cell == "*" or (cell == f"<{k}" and value == "0"), \
                    f"{where}: {name} {value} is shown as {cell}"
        elif cell not in (value, "*"):
            assert row.get("families") == f"<{k}" and name in COARSE and \
                cell == coarse_text(Fraction(value)), f"{where}: {name} {value} became {cell}"


COARSE = {"mean_first", "mean_last", "mean_change", "change_low", "change_high"}


def coarse_text(value):
    return half_away(value, 1)


def attack(row, full, solutions, names, where):
    """Looks at solutions until every hidden cell has two values; one that is right is a leak."""
    targets = [n for n in names if row[n] and hidden(row[n])]
    values = {n: set() for n in targets}
    for solution in solutions:
        for n in targets:
            if len(values[n]) < 2:
                values[n].add(solution[n])
        if all(len(v) == 2 for v in values.values()):
            return
    for n, found in values.items():
        # No solution at all: what the attacker took for granted is wrong here.
        assert len(found) != 1 or str(next(iter(found))) != full[n], \
            f"{where}: {n} = {full[n]} can be told from {row}"


# ------------------------------------------------------------------ outcomes

def random_series(rng, kind):
    """Change-score rows. kind: alone (one series a person, one person a family) or mixed."""
    rows, person = [], 0
    families = rng.choice([2, 3, 4, 5, 8, 14, 25]) if kind == "mixed" else \
        rng.choice([3, 5, 6, 9, 12, 18, 26])
    weights = [rng.random() ** 3 + 0.02 for _ in OUTCOMES]
    one_score = rng.choice([0, 0, 0.05, 0.1, 0.4])
    for family in range(families):
        for _ in range(1 if kind == "alone" else rng.choice([1, 1, 2, 3])):
            person += 1
            for rater in ["self"] if kind == "alone" else rng.sample(
                    ["self", "selv", "", "mor", "far", "lærer", "nabo"], rng.choice([1, 1, 2])):
                first = rng.randrange(50, 350)
                outcome = rng.choices(OUTCOMES, weights)[0]
                change = {"recovered": rng.randrange(66, 150), "improved": rng.randrange(66, 100),
                          "unchanged": rng.randrange(-65, 66),
                          "deteriorated": -rng.randrange(66, 120)}[outcome]
                single = rng.random() < one_score
                clinical = outcome == "recovered" or rng.random() < 0.5
                row = {"family_id": f"F{family}", "person_id": f"P{person}", "rater": rater,
                       "team": rng.choice(["Nord", "Syd"]) if kind == "mixed" else "Nord",
                       "measure": "ors", "form": "ORS", "first": half_away(Fraction(first, 10), 1),
                       "last": "" if single else half_away(Fraction(first + change, 10), 1),
                       "threshold": "6.6", "first_range": "clinical" if clinical else "nonclinical",
                       "outcome": "" if single else outcome, "change_status": "ok"}
                if kind == "mixed":
                    if rng.random() < 0.1:
                        row["form"] = "CORS"
                    if rng.random() < 0.05:
                        row["outcome"], row["threshold"] = "", ""
                    elif rng.random() < 0.05:
                        row["outcome"], row["threshold"], row["change_status"] = "", "", "no-form"
                    if row["rater"] in ("mor", "far", "lærer"):
                        row["first_range"] = ""
                    if rng.random() < 0.03:
                        row["family_id"] = ""
                rows.append(row)
    rng.shuffle(rows)
    return rows


CLASSES = {"": "self", "self": "self", "selv": "self", "mor": "caregiver", "far": "caregiver",
           "lærer": "teacher", "nabo": "other"}


def compared(paired):
    """Not those whose two scores may be on different forms."""
    return [r for r in paired if r["change_status"] != "no-form"]


def summed(rows, by, unit):
    groups = {}
    for row in rows:
        key = (*(row[b] for b in by), row["measure"], row["form"], CLASSES[row["rater"]])
        groups.setdefault(key, []).append(row)
    table = []
    for key, group in groups.items():
        cells = dict(zip([*by, "measure", "form", "rater"], key))
        paired = [r for r in group if r["last"] != ""]

        def person(r):
            return r["family_id"], r["person_id"]

        def family(r):
            return (r["family_id"],) if r["family_id"] else ("", r["person_id"])

        cells["families"] = len({family(r) for r in group})
        cells["persons"] = len({person(r) for r in group})
        cells["paired"] = len(paired)
        cells["one_score"] = len(group) - len(paired)
        units = {}
        for r in compared(paired):
            units.setdefault(family(r) if unit == "family" else person(r), []).append(
                (Fraction(r["first"]), Fraction(r["last"])))
        means = [(sum(f for f, _ in u) / len(u), sum(l for _, l in u) / len(u))
                 for u in units.values()]
        n = len(means)
        firsts, changes = [f for f, _ in means], [l - f for f, l in means]
        for name in ("mean_first", "mean_last", "mean_change", "change_low", "change_high",
                     "percent_change", "sd_first", "effect_size"):
            cells[name] = ""
        if n:
            first, change = sum(firsts) / n, sum(changes) / n
            cells["mean_first"] = half_away(first, 3)
            cells["mean_last"] = half_away(sum(l for _, l in means) / n, 3)
            cells["mean_change"] = half_away(change, 3)
            if first:
                cells["percent_change"] = half_away(100 * change / first, 1)
        if n > 1:
            sd_first, sd = (math.sqrt(sum((v - sum(vs) / n) ** 2 for v in vs) / (n - 1))
                            for vs in (firsts, changes))
            half = t_quantile(n - 1) * sd / math.sqrt(n)
            cells["change_low"] = half_away(float(change) - half if sd else change, 3)
            cells["change_high"] = half_away(float(change) + half if sd else change, 3)
            cells["sd_first"] = half_away(sd_first, 3)
            if n >= 5 and sd_first:
                cells["effect_size"] = half_away(float(change) / sd_first, 3)
        cells["clinical_first"] = ""
        if any(r["first_range"] for r in group):
            cells["clinical_first"] = sum(r["first_range"] == "clinical" for r in paired)
        told = Counter(r["outcome"] for r in paired if r["outcome"])
        n = sum(told.values())
        improved = share(told["recovered"] + told["improved"], n)
        worse = share(told["deteriorated"], n)
        if not any(r["threshold"] or r["outcome"] for r in group):
            told = dict.fromkeys(OUTCOMES, "")
        cells.update({o: told[o] for o in OUTCOMES})
        cells.update(zip(["improved_percent", "improved_low", "improved_high"], improved))
        cells.update(zip(["deteriorated_percent", "deteriorated_low", "deteriorated_high"], worse))
        table.append({name: str(cell) for name, cell in cells.items()})
        table[-1]["_group"] = group
    return table


OUTCOME_COUNTS = ["families", "persons", "paired", "one_score", "clinical_first", *OUTCOMES]


def outcome_solutions(row, k):
    """Every set of counts that fits a row of persons with one series and a family each."""
    improved = tuple(row[f"improved_{w}"] for w in ("percent", "low", "high"))
    worse = tuple(row[f"deteriorated_{w}"] for w in ("percent", "low", "high"))
    good = counts_of_share(improved) if improved[0] not in ("", "*") else None
    bad = counts_of_share(worse) if worse[0] not in ("", "*") else None
    limit = LIMIT if row["paired"] == "*" else 80
    few = 0 if hidden(row["paired"]) else 1
    fewer = 0 if row["clinical_first"] == f"<{k}" else few
    for paired in domain(row["paired"], k, LIMIT, few):
        for r in domain(row["recovered"], k, paired, fewer):
            for i in domain(row["improved"], k, paired, few):
                for u in domain(row["unchanged"], k, paired, few):
                    d = paired - r - i - u
                    if d not in domain(row["deteriorated"], k, limit, few):
                        continue
                    if good is not None and (r + i, paired) not in good:
                        continue
                    if bad is not None and (d, paired) not in bad:
                        continue
                    for clinical in domain(row["clinical_first"], k, paired, few):
                        if not r <= clinical <= paired:
                            continue
                        for one in domain(row["one_score"], k, 8, few):
                            persons = paired + one
                            if persons in domain(row["persons"], k, 90) and \
                                    persons in domain(row["families"], k, 90):
                                yield {"paired": paired, "recovered": r, "improved": i,
                                       "unchanged": u, "deteriorated": d,
                                       "clinical_first": clinical, "one_score": one,
                                       "persons": persons, "families": persons}


def sizes_of_means(row, k):
    """How many families the means can be of, when each family has a mean in twentieths."""
    fits = set()
    for n in range(3, k):
        sums = []
        for name in ("mean_first", "mean_last"):
            places = len(row[name].partition(".")[2])
            near = round(Fraction(row[name]) * n * 20)
            sums.append([s for s in range(near - 25, near + 26)
                         if half_away(Fraction(s, 20 * n), places) == row[name]])
        places = len(row["mean_change"].partition(".")[2])
        if any(half_away(Fraction(b - a, 20 * n), places) == row["mean_change"]
               for a in sums[0] for b in sums[1]):
            fits.add(n)
    return fits


def check_outcomes():
    for number in range(300):
        rng = Random(f"outcomes {number}")
        kind = "alone" if number % 2 else "mixed"
        rows = random_series(rng, kind)
        by = rng.choice([[], [], ["team"], ["team", "family_id"]] if number % 6 == 0 else [[], ["team"]]) if kind == "mixed" else []
        unit = rng.choice(["family", "family", "person"])
        header = ["family_id", "person_id", "rater", "team", "measure", "form", "first", "last",
                  "threshold", "first_range", "outcome", "change_status"]
        file = write("changes.csv", header, rows)
        arguments = [file, "--unit", unit, *(["--by", ",".join(by)] if by else [])]
        want = summed(rows, by, unit)
        got, status, _ = run("outcome-summary", *arguments)
        plain = [{n: c for n, c in w.items() if n != "_group"} for w in want]
        assert status == 0 and got == plain, f"team {number}: {got}\nnot {plain}"
        k = rng.choice([3, 4, 5, 5, 6])
        got, status, _ = run("outcome-summary", *arguments, "--min-cell", str(k))
        if "family_id" in by:
            assert status == 2 and not got, f"team {number}: a row names its family"
            seen["refused"] += 1
            continue
        assert status == 0 and len(got) == len(want)
        for row, full in zip(got, want):
            where = f"team {number}, k {k}"
            group = full.pop("_group")
            check_shown(row, full, OUTCOME_COUNTS, k, where)
            paired = [r for r in group if r["last"]]
            for name, base in (("persons", group), ("mean_first", compared(paired)),
                               ("improved_percent", [r for r in paired if r["outcome"]])):
                persons = len({(r["family_id"], r["person_id"]) for r in base})
                families = len({r["family_id"] for r in base if r["family_id"]})
                if base and (persons < k or families < 3):
                    assert hidden(row[name]) or row[name] == "", f"{where}: {name} is shown"
            good = int(full["recovered"] or 0) + int(full["improved"] or 0)
            judged = sum(int(full[o] or 0) for o in OUTCOMES)
            if 1 <= good < k or 1 <= judged - good < k:
                assert row["improved_percent"] in ("*", ""), where
            bad = int(full["deteriorated"] or 0)
            if 1 <= bad < k or 1 <= judged - bad < k:
                assert row["deteriorated_percent"] in ("*", ""), where
            seen["rows"] += 1
            seen["hiding"] += any(hidden(c) for c in row.values())
            seen["telling"] += row["improved_percent"] not in ("*", "")
            seen["means"] += row["mean_first"] not in ("*", "")
            if kind == "alone":
                attack(row, full, outcome_solutions(row, k), OUTCOME_COUNTS, where)
    # Few families of two: the means must not tell how many they are.
    for number in range(120):
        rng = Random(f"means {number}")
        families = rng.choice([3, 4, 5])
        rows = []
        for family in range(families):
            for person in range(2):
                first, last = rng.randrange(50, 300), rng.randrange(50, 390)
                rows.append({"family_id": f"F{family}", "person_id": f"P{family}{person}",
                             "measure": "ors", "first": half_away(Fraction(first, 10), 1),
                             "last": half_away(Fraction(last, 10), 1)})
        file = write("changes.csv", ["family_id", "person_id", "measure", "first", "last"], rows)
        (row,), status, _ = run("outcome-summary", "--min-cell", "6", file)
        assert status == 0 and row["families"] == "<6" and row["mean_first"] != "*"
        assert sizes_of_means(row, 6) == {3, 4, 5}, f"means {number} tell {row}"
        assert row["effect_size"] == row["sd_first"] == row["percent_change"] == "*"
    for word, least in (("hiding", 100), ("telling", 40), ("means", 80), ("refused", 5)):
        assert seen[word] >= least, seen


# ------------------------------------------------------------------ courses

COURSE_COUNTS = ["courses", "open", "closed", "completed", "planned", "unplanned", "transferred",
                 "at_risk", "avoided", "children_returned", "outcome_unknown"]


def random_courses(rng):
    rows, p_open, risk = [], rng.choice([0, .1, .3]), rng.choice([.2, .6, 1])
    weights = [rng.random() ** 2 + .02 for _ in range(4)]
    placed = [rng.random() ** 2 + .02 for _ in range(3)]
    for number in range(rng.choice([3, 6, 9, 14, 20, 30, 38])):
        start = date(2024, 1, 1) + timedelta(rng.randrange(300))
        ended = rng.random() >= p_open
        rows.append({
            "family_id": f"F{number}", "start_date": start.isoformat(), "course_id": "1",
            "end_date": (start + timedelta(rng.randrange(400))).isoformat() if ended else "",
            "ending": rng.choices(["planned", "unplanned", "transferred", ""], weights)[0]
            if ended else "",
            "completed": rng.choice(["yes", "ja", "no", ""]) if ended else "",
            "immediate_risk": "yes" if rng.random() < risk else rng.choice(["no", "", "uoplyst"]),
            "placed": rng.choices(["yes", "nej", ""], placed)[0] if ended else "",
            "children_returned": rng.choice(["0", "1", "", "2"]),
            "team": rng.choice(["Nord", "Syd"])})
    return rows


def courses_summed(rows, by):
    groups = {}
    for row in rows:
        groups.setdefault(tuple(row[b] for b in by), []).append(row)
    table = []
    for key, group in groups.items():
        closed = [r for r in group if r["end_date"]]
        days = sorted((date.fromisoformat(r["end_date"]) - date.fromisoformat(r["start_date"])).days
                      for r in closed)
        done = sum(r["completed"] in ("yes", "ja") for r in closed)
        risk = [r for r in group if r["immediate_risk"] == "yes"]
        avoided = sum(r["placed"] == "nej" for r in risk if r["end_date"])
        known = avoided + sum(r["placed"] == "yes" for r in risk if r["end_date"])
        median = ""
        if days:
            median = Fraction(days[(len(days) - 1) // 2] + days[len(days) // 2], 2)
            median = half_away(median, 1).removesuffix(".0")
        cells = dict(zip(by, key))
        cells.update({
            "courses": len(group), "open": len(group) - len(closed), "closed": len(closed),
            "completed": done,
            "completion_percent": half_away(Fraction(100 * done, len(closed)), 1) if closed else "",
            "median_days": median,
            **{e: sum(r["ending"] == e for r in closed)
               for e in ("planned", "unplanned", "transferred")},
            "at_risk": len(risk), "avoided": avoided})
        cells.update(zip(["avoided_percent", "avoided_low", "avoided_high"], share(avoided, known)))
        cells["children_returned"] = sum(int(r["children_returned"] or 0) for r in group)
        cells["outcome_unknown"] = len(risk) - known
        table.append({name: str(cell) for name, cell in cells.items()})
        table[-1]["_unknown_endings"] = sum(not r["ending"] for r in closed)
    return table


def telling(solutions, row, names):
    """Of the solutions, those that give some hidden cell its first or second value."""
    values = {n: set() for n in names if hidden(row[n])}
    found = False
    for solution in solutions:
        new = [n for n, v in values.items() if len(v) < 2 and solution[n] not in v]
        if new or not found:
            found = True
            yield solution
        for n in new:
            values[n].add(solution[n])
        if all(len(v) == 2 for v in values.values()):
            return


def ending_solutions(row, k, closed, few, endings_known):
    for p in domain(row["planned"], k, closed, few):
        for u in domain(row["unplanned"], k, closed, few):
            for t in domain(row["transferred"], k, closed, few):
                if p + u + t > closed or (endings_known and p + u + t != closed):
                    continue
                for done in domain(row["completed"], k, closed, few):
                    percent = half_away(Fraction(100 * done, closed), 1) if closed else ""
                    if done <= closed and row["completion_percent"] in ("*", percent):
                        yield {"planned": p, "unplanned": u, "transferred": t, "completed": done}


def risk_solutions(row, k, opened, closed):
    avoided = tuple(row[f"avoided_{w}"] for w in ("percent", "low", "high"))
    pairs = counts_of_share(avoided) if avoided[0] not in ("", "*") else None
    few = 0 if hidden(row["at_risk"]) and avoided[0] == "*" else 1
    for a in domain(row["avoided"], k, closed, few):
        for q in range(closed - a + 1):
            if pairs is not None and (a, a + q) not in pairs:
                continue
            if avoided[0] == "" and a + q:
                continue
            for w in domain(row["outcome_unknown"], k, opened + closed, few):
                if a + q + w <= opened + closed and \
                        a + q + w in domain(row["at_risk"], k, LIMIT, few):
                    yield {"avoided": a, "outcome_unknown": w, "at_risk": a + q + w}


def course_solutions(row, k, endings_known):
    few = 0 if hidden(row["closed"]) else 1
    for closed in domain(row["closed"], k, LIMIT, few):
        for opened in domain(row["open"], k, 12, few):
            if opened + closed not in domain(row["courses"], k, 80, few):
                continue
            endings = list(telling(ending_solutions(row, k, closed, few, endings_known), row,
                                   ["planned", "unplanned", "transferred", "completed"]))
            risks = list(telling(risk_solutions(row, k, opened, closed), row,
                                 ["avoided", "outcome_unknown", "at_risk"]))
            for n in range(max(len(endings), len(risks)) if endings and risks else 0):
                yield {"courses": opened + closed, "open": opened, "closed": closed,
                       **endings[n % len(endings)], **risks[n % len(risks)]}


def check_courses():
    header = ["family_id", "start_date", "course_id", "end_date", "ending", "completed",
              "immediate_risk", "placed", "children_returned", "team"]
    for number in range(240):
        rng = Random(f"courses {number}")
        rows = random_courses(rng)
        by = rng.choice([[], [], ["team"]])
        file = write("courses.csv", header, rows)
        arguments = [file, *(["--by", by[0]] if by else [])]
        want = courses_summed(rows, by)
        got, status, _ = run("course-summary", *arguments)
        plain = [{n: c for n, c in w.items() if n[0] != "_"} for w in want]
        assert status == 0 and got == plain, f"courses {number}: {got}\nnot {plain}"
        k = rng.choice([3, 4, 5, 6])
        got, status, _ = run("course-summary", *arguments, "--min-cell", str(k))
        assert status == 0 and len(got) == len(want)
        for row, full in zip(got, want):
            where = f"courses {number}, k {k}"
            unknown = full.pop("_unknown_endings")
            check_shown(row, full, COURSE_COUNTS, k, where)
            if int(full["courses"]) < k:
                assert hidden(row["avoided_percent"]) and hidden(row["completion_percent"]), where
            a, known = int(full["avoided"]), int(full["at_risk"]) - int(full["outcome_unknown"])
            if 1 <= a < k or 1 <= known - a < k:
                assert row["avoided_percent"] == "*", where
            done, closed = int(full["completed"]), int(full["closed"])
            if 1 <= done < k or 1 <= closed - done < k:
                assert row["completion_percent"] == "*", where
            seen["hiding"] += any(hidden(c) for c in row.values())
            seen["telling"] += row["avoided_percent"] not in ("*", "")
            seen["endings"] += not hidden(row["closed"]) and hidden(row["planned"])
            names = [n for n in COURSE_COUNTS if n != "children_returned"]
            attack(row, full, course_solutions(row, k, unknown == 0), names, where)
    for word, least in (("hiding", 100), ("telling", 20), ("endings", 20)):
        assert seen[word] >= least, seen


# ------------------------------------------------------------------ who is due

AS_OF = date(2026, 6, 29)


def random_team(rng):
    people, rows = [], []
    for number in range(rng.choice([4, 9, 16, 30])):
        start = AS_OF - timedelta(rng.randrange(-3, 200)) if rng.random() < .8 else None
        end = None
        if start and rng.random() < .4:
            end = max(start, AS_OF + timedelta(rng.choice([-60, -8, -7, -1, 0, 1, 30])))
        people.append({"person_id": f"P{number}", "family_id": f"F{number // 2}",
                       "team": rng.choice(["Nord", "Syd"]), "start": start, "end": end,
                       "listed": rng.random() < .9})
    p_score = rng.choice([.5, .9, 1])
    for person in people:
        for _ in range(rng.choice([0, 1, 1, 2, 5])):
            base = person["end"] if person["end"] and rng.random() < .4 else \
                AS_OF - timedelta(rng.choice([0, 27, 28, 29, 35, 36, 60, 150]))
            rows.append({"person_id": person["person_id"], "family_id": person["family_id"],
                         "date": base + timedelta(rng.choice([-8, -7, -1, 0, 0, 0, 1])),
                         "ors_total": "20.5" if rng.random() < p_score else ""})
    rng.shuffle(rows)
    return people, rows


def due_list(people, rows, start_end, every, grace):
    by_id = {p["person_id"]: p for p in people}
    order = list(dict.fromkeys(r["person_id"] for r in rows if r["date"] <= AS_OF))
    order += [p["person_id"] for p in people if p["listed"] and p["person_id"] not in order]
    table = []
    for pid in order:
        person = by_id[pid]
        start = person["start"] if person["listed"] else None
        end = person["end"] if person["listed"] else None
        days = sorted(r["date"] for r in rows if r["person_id"] == pid and r["date"] <= AS_OF)
        scores = sorted(r["date"] for r in rows if r["person_id"] == pid and r["date"] <= AS_OF
                        and r["ors_total"] and (not start or r["date"] >= start))
        begun = start or (days[0] if days else None)
        last = scores[-1] if scores else None
        closing = bool(last and end and last > scores[0] and last >= end - timedelta(grace))
        if end and end < AS_OF and (closing or not start_end):
            due, status = None, "ended"
        else:
            if not scores:
                due = begun
            elif start_end:
                due = None if closing else end
            else:
                due = last + timedelta(every)
            late = (AS_OF - due).days if due else None
            if not scores and (late is None or late >= 0):
                status = "never"
            elif late is None or late < 0:
                status = "ok"
            else:
                status = "overdue" if late > grace else "due"
        seen[status] += 1
        table.append({"person_id": pid, "family_id": person["family_id"],
                      "last_date": str(last or ""),
                      "days_since": str((AS_OF - last).days) if last else "",
                      "due_date": str(due or ""), "followup_status": status})
    return table


def write_team(people, rows):
    roster = [{**p, "start_date": p["start"] or "", "end_date": p["end"] or ""}
              for p in people if p["listed"]]
    return [write("sessions.csv", ["person_id", "family_id", "date", "ors_total"], rows),
            "--as-of", AS_OF.isoformat(), "--roster",
            write("roster.csv", ["person_id", "family_id", "team", "start_date", "end_date"],
                  roster)]


def check_followup():
    for number in range(250):
        rng = Random(f"followup {number}")
        people, rows = random_team(rng)
        arguments = write_team(people, rows)
        start_end, every, grace = rng.random() < .5, rng.choice([28, 14]), rng.choice([7, 0])
        schedule = "start-end" if start_end else f"every:{every}"
        want = due_list(people, rows, start_end, every, grace)
        got, status, _ = run("followup-check", "-e", *arguments, "--schedule", schedule,
                             "--grace", str(grace))
        assert got == want, f"team {number} {schedule}:\n{got}\nnot\n{want}"
        flagged = any(w["followup_status"] in ("never", "due", "overdue") for w in want)
        assert status == flagged, f"team {number}: status {status}"
    for word in ("ended", "never", "overdue", "due", "ok"):
        assert seen[word] >= 20, seen


def check_coverage():
    for number in range(300):
        rng = Random(f"coverage {number}")
        people, rows = random_team(rng)
        arguments = write_team(people, rows)
        by = rng.random() < .5
        by_id = {p["person_id"]: p for p in people}
        groups = {}

        def group_of(person):
            name = "all" if not by else person["team"] if person["listed"] else ""
            return groups.setdefault(name, {"persons": set(), "base": set(), "n": 0, "scored": 0,
                                            "met": set()})

        known = set()
        for r in rows:
            if r["date"] > AS_OF:
                continue
            group = group_of(by_id[r["person_id"]])
            known.add(r["person_id"])
            group["persons"].add(r["person_id"])
            group["met"].add(r["person_id"])
            group["n"] += 1
            if r["ors_total"]:
                group["scored"] += 1
                group["base"].add(r["person_id"])
        for p in people:
            if p["listed"] and p["person_id"] not in known and \
                    not (p["start"] and p["start"] > AS_OF):
                group_of(p)["persons"].add(p["person_id"])
        want = [{"group": name, "sessions": str(g["n"]), "scored": str(g["scored"]),
                 "coverage_percent": share(g["scored"], g["n"])[0],
                 "persons": str(len(g["persons"])), "with_baseline": str(len(g["base"]))}
                for name, g in groups.items()]
        arguments += ["--coverage", *(["--by", "team"] if by else [])]
        got, status, _ = run("followup-check", *arguments)
        assert status == 0 and got == want, f"coverage {number}:\n{got}\nnot\n{want}"
        k = rng.choice([3, 4, 5])
        got, status, _ = run("followup-check", *arguments, "--min-cell", str(k))
        counts = ["sessions", "scored", "persons", "with_baseline"]
        for row, full, group in zip(got, want, groups.values()):
            where = f"coverage {number}, k {k}"
            check_shown(row, full, counts, k, where)
            for name, base in (("persons", group["persons"]), ("sessions", group["met"])):
                families = {by_id[p]["family_id"] for p in base}
                if base and (len(base) < k or len(families) < 3):
                    assert hidden(row[name]) and row["coverage_percent"] == "*", where
            seen["hiding"] += any(hidden(c) for c in row.values())
            seen["telling"] += row["coverage_percent"] not in ("*", "")

            few = 0 if hidden(row["sessions"]) else 1

            def solutions():
                for s in domain(row["sessions"], k, 70, few):
                    for c in domain(row["scored"], k, s, few):
                        if c > s or row["coverage_percent"] not in ("*", share(c, s)[0]):
                            continue
                        for p in domain(row["persons"], k, LIMIT, few):
                            for b in domain(row["with_baseline"], k, p, few):
                                if b <= min(c, p) and (b > 0) == (c > 0):
                                    yield {"sessions": s, "scored": c, "persons": p,
                                           "with_baseline": b}

            attack(row, full, solutions(), counts, where)
    assert seen["hiding"] >= 50 and seen["telling"] >= 50, seen


# ------------------------------------------------------------------ does the attack work?

def selftest():
    assert abs(t_quantile(4) - 2.7764451052) < 1e-9 and abs(t_quantile(30) - 2.0422724563) < 1e-9
    assert share(66, 90) == ("73.3", "63.4", "81.4") and share(0, 5)[1:] == ("0.0", "43.4")
    assert half_away(Fraction(-5, 2), 0) == "-3" and half_away(Fraction(1, 16), 3) == "0.063"
    assert counts_of_share(share(7, 11)) == [(7, 11)]
    leaks = [
        # one hidden among its sum; a share that tells it; two that must both be k - 1
        {"paired": "20", "recovered": "8", "improved": "6", "unchanged": "<5",
         "deteriorated": "3", "improved_percent": "*"},
        {"paired": "20", "recovered": "8", "improved": "<5", "unchanged": "*",
         "deteriorated": "<5", "improved_percent": share(12, 20)},
        {"paired": "20", "recovered": "7", "improved": "5", "unchanged": "<5",
         "deteriorated": "<5", "improved_percent": "*"},
    ]
    truths = [{"unchanged": "3"}, {"improved": "4"}, {"unchanged": "4", "deteriorated": "4"}]
    for leak, truth in zip(leaks, truths):
        row = dict.fromkeys([*OUTCOME_COUNTS, "improved_low", "improved_high",
                             "deteriorated_percent", "deteriorated_low", "deteriorated_high"], "*")
        row.update(leak, one_score="0", persons="20", families="20", clinical_first="15")
        if isinstance(row["improved_percent"], tuple):
            row["improved_percent"], row["improved_low"], row["improved_high"] = \
                row["improved_percent"]
        try:
            attack(row, {**row, **truth}, outcome_solutions(row, 5), OUTCOME_COUNTS, "planted")
        except AssertionError:
            continue
        raise AssertionError(f"a planted leak was not found: {leak}")


try:
    {"selftest": selftest, "outcomes": check_outcomes, "courses": check_courses,
     "followup": check_followup, "coverage": check_coverage}[PART]()
except AssertionError as error:
    print(str(error)[:3000])
    sys.exit(1)
