"""change-score.py BIN MEASURE DIALECT FOLDER FILES: random files, summed up twice.

Once by the command, once here: exact fractions, one list per series, no state that is kept up to
date. Table, notices and exit status must agree.
"""

import subprocess
import sys
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from random import Random

BIN, MEASURE, DIALECT, FOLDER, FILES = *sys.argv[1:5], int(sys.argv[5])
DELIMITER = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}[DIALECT]
MARK = "," if DELIMITER == ";" else "."
CRLF = DIALECT == "semicolon"

# name: score, status, cutoff, smallest, largest, decimals shown, lower is better
MEASURES = {
    "ors": ("ors_total", "ors_status", "ors_cutoff", 0, 40, 1, False),
    "srs": ("srs_total", "srs_status", None, 0, 40, 1, False),
    "sdq": ("sdq_total", "sdq_status", None, 0, 40, 0, True),
    "pss": ("pss_total", "pss_status", None, 18, 90, 0, True),
    "score": (None, None, None, -1000000, 1000000, 0, None),
}
SETS = {"nhs": {"ORS": Fraction(66, 10), "CORS": Fraction(10)}, "manual": {"ORS": Fraction(5)}}
Z = {None: Fraction(196, 100), 80: Fraction(1282, 1000), 90: Fraction(1645, 1000),
     95: Fraction(196, 100), 99: Fraction(2576, 1000)}
SELF = ["", "self", "Selv", "NA"]
FOLDED = {"Mor": "mor", "mor": "mor", "MOR": "mor", "far": "far", "lærer": "laerer",
          "Laerer": "laerer", "nabo": "nabo"}
KNOWN = {"mor", "far", "laerer"}


def half_up(x):
    return floor(x * 1000 + Fraction(1, 2))


def root_half_up(square):
    """The square root of a fraction in thousandths, half up, by trying whole numbers."""
    x = square * 1000000
    low, high = 0, 1 << 40
    while low < high:
        n = (low + high + 1) // 2
        if (n - Fraction(1, 2)) ** 2 <= x:
            low = n
        else:
            high = n - 1
    return low


def shown(thousandths, places):
    if thousandths is None:
        return ""
    text = f"{abs(thousandths) // 1000}.{abs(thousandths) % 1000:03d}"
    while text.endswith("0") and len(text.partition(".")[2]) > places:
        text = text[:-1]
    return ("-" if thousandths < 0 else "") + text.rstrip(".").replace(".", MARK)


def quoted(cell):
    if any(c in cell for c in (DELIMITER, '"', "\n")):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def point(thousandths):
    """For an option: always a decimal point."""
    return shown(thousandths, 0).replace(",", ".")


# ------------------------------------------------------------------ a random file

def random_score(rng):
    _, _, _, low, high, _, _ = MEASURES[MEASURE]
    if MEASURE == "score":
        return rng.choice([rng.randrange(-5000, 60000), rng.randrange(0, 40) * 1000,
                           rng.randrange(0, 400) * 100])
    if MEASURE in ("sdq", "pss"):
        return rng.randrange(low, high + 1) * 1000
    return rng.choice([rng.randrange(0, 401) * 100, rng.randrange(150, 330) * 100,
                       rng.randrange(0, 4001) * 10])


def make_file(rng):
    score, status, cutoff, *_ = MEASURES[MEASURE]
    file = {"columns": ["person_id"], "records": [], "dated": rng.random() < 0.85}
    if rng.random() < 0.6:
        file["columns"].append("family_id")
    if rng.random() < 0.4:
        file["columns"].append("course_id")
    if rng.random() < 0.7:
        file["columns"].append("rater")
    if rng.random() < 0.3:
        file["columns"].append("rater_id")
    file["columns"].append("date" if file["dated"] else "session")
    if rng.random() < 0.4:
        file["columns"].append("informant")
    file["columns"].append(score or "velvære")
    if status and rng.random() < 0.8:
        file["columns"].append(status)
    if cutoff and rng.random() < 0.8:
        file["columns"].append(cutoff)
    if rng.random() < (0.9 if MEASURE == "ors" else 0.3):
        file["columns"].append("ors_form")
    if rng.random() < 0.4:
        file["columns"].append("form")
    if rng.random() < 0.5:
        file["columns"].append("team")
    if rng.random() < 0.5:
        file["columns"].append("therapist_id")
    if rng.random() < 0.4:
        file["columns"].append("sted")
    rng.shuffle(file["columns"])
    forms = ["ORS", "CORS", "cors", ""] if MEASURE == "ors" or rng.random() < 0.5 \
        else ["WHO-5", "who 5", "ORS", ""]
    if rng.random() < 0.4:
        forms = [forms[0], ""]
    people = [(f"P{n}", f"F{n // 2}") for n in range(rng.randrange(1, 9))]
    for _ in range(rng.randrange(0, 90)):
        person, family = rng.choice(people)
        if rng.random() < 0.02:
            family = "F99"
        when = (date(2026, 1, 1) + timedelta(days=rng.randrange(40))).isoformat() \
            if file["dated"] else str(rng.randrange(12))
        points = random_score(rng)
        cell = rng.choice([shown(points, 0), shown(points, 0), shown(points, 1)]) \
            if rng.random() < 0.9 else rng.choice(["", "NA", " "])
        record = {
            "person_id": person if rng.random() < 0.99 else "", "family_id": family,
            "course_id": rng.choice(["", "1", "2"]), "rater_id": rng.choice(["", "", "R1"]),
            "rater": rng.choice(SELF + SELF + list(FOLDED)), "date": when, "session": when,
            "informant": rng.choice(["", "mor", "Laerer", "selv"]),
            "team": rng.choice(["Nord", "Syd", "", "Team, der er \"langt\" og bredt"]),
            "therapist_id": rng.choice(["T1", "T22", "NA"]),
            "sted": rng.choice(["hjem", "", "kontor " * 6]),
            "ors_form": rng.choice(forms), "form": rng.choice(forms),
            "status": rng.choice(["ok", "ok", "ok", "ok", "total-only", "invalid", "no-cutoff"]),
            "cutoff": rng.choice(["25", "28", "32", "", shown(25500, 0)]),
        }
        record[score or "velvære"] = cell
        record[status or ""] = record["status"]
        record[cutoff or ""] = record["cutoff"]
        if rng.random() < 0.01:
            record["date"] = record["session"] = rng.choice(["", "i går"])
        if rng.random() < 0.01:
            record[score or "velvære"] = rng.choice(["x", "1000001", "1.2345", "-1000001"])
        file["records"].append(record)
    return file


def make_options(rng):
    options, args = {"better": None}, []
    if MEASURE == "score":
        options["better"] = rng.choice(["higher", "lower"])
        args += ["--score", "velvære", "--better", options["better"]]
    else:
        args += ["--measure", MEASURE]
    lower = options["better"] == "lower" or MEASURES[MEASURE][6] is True
    options["lower"] = lower
    way = rng.choice(["none", "given", "computed"] + (["set"] if MEASURE == "ors" else []))
    options["threshold"], options["set"] = None, None
    if way == "given":
        options["threshold"], options["set"] = rng.choice([5000, 6600, 500, 1, 3250]), "given"
        args += ["--threshold", point(options["threshold"])]
    elif way == "computed":
        sd, r = rng.randrange(1, 20000), rng.randrange(0, 10000)
        confidence = rng.choice([None, 80, 90, 95, 99])
        square = (Z[confidence] * Fraction(sd, 1000)) ** 2 * 2 * (1 - Fraction(r, 10000))
        options["threshold"], options["set"] = root_half_up(square), "computed"
        args += ["--sd", point(sd), "--reliability", f"0.{r:04d}"]
        args += ["--confidence", str(confidence)] if confidence else []
        if options["threshold"] == 0:
            return make_options(rng)
    elif MEASURE == "ors":
        options["set"] = "manual" if way == "set" else "nhs"
        args += ["--set", "manual"] if way == "set" else []
    way = rng.choice(["none", "none", "cutoff", "criterion"])
    options["cutoff"] = None
    if way == "cutoff":
        options["cutoff"] = random_score(rng)
        args += ["--cutoff", point(options["cutoff"])]
    elif way == "criterion":
        worse, better = sorted(rng.sample(range(0, 60000), 2))
        if lower:
            worse, better = better, worse
        sd_c, sd_f = rng.randrange(1, 12000), rng.randrange(1, 12000)
        letter = rng.choice("abc")
        side = -1 if lower else 1
        options["cutoff"] = {
            "a": worse + side * 2 * sd_c,
            "b": better - side * 2 * sd_f,
            "c": half_up(Fraction(sd_f * worse + sd_c * better, (sd_f + sd_c) * 1000)),
        }[letter]
        args += ["--criterion", letter, "--clinical", f"{point(worse)},{point(sd_c)}",
                 "--functional", f"{point(better)},{point(sd_f)}"]
    options["carry"] = rng.random() < 0.5
    return options, args


# ------------------------------------------------------------------ the rules

def blank(cell):
    cell = cell.strip()
    return "" if cell == "NA" else cell


def read_number(cell, low, high):
    """In thousandths; None when missing, False when it is none."""
    cell = blank(cell).replace(",", ".")
    if cell == "":
        return None
    whole, _, part = cell.lstrip("-").partition(".")
    if not (whole + part).isdigit() or len(part) > 3 or whole == "":
        return False
    number = (-1 if cell[0] == "-" else 1) * int(whole + (part + "000")[:3])
    return number if low * 1000 <= number <= high * 1000 else False


def range_of(points, cutoff, lower):
    if cutoff is None:
        return ""
    return "clinical" if (points < cutoff) != lower else "nonclinical"


def summarise(file, options):
    """The table's lines, and whether a record was invalid."""
    score, status, cutoff, low, high, places, _ = MEASURES[MEASURE]
    has = set(file["columns"])
    score = score or "velvære"
    formed = MEASURE == "ors" or (MEASURE == "score" and has & {"form", "ors_form"})
    informed = MEASURE in ("sdq", "score") and "informant" in has
    threads, invalid = {}, False
    spelled = {}
    for place, r in enumerate(file["records"]):
        cell = {name: blank(r.get(name, "")) if name in has else "" for name in r}
        cell = {**dict.fromkeys(["family_id", "course_id", "rater", "rater_id", "ors_form",
                                 "form", "informant", "sted"], ""), **cell}
        form = (cell["ors_form"] or cell["form"]) if formed else ""
        if form.upper() in ("ORS", "CORS"):
            form = form.upper()
        elif form:
            if MEASURE == "ors":
                raise AssertionError("the files hold no other form of the ORS")
            form = spelled.setdefault(form.replace(" ", "").replace("-", "").lower(), form)
        points = None
        if not (status in has and cell[status] == "invalid"):
            points = read_number(r[score], low, high)
        good = points is not False
        if points is None and cell["person_id"] == "":
            continue
        good = good and cell["person_id"] != ""
        own = None
        if points is not None:
            try:
                when = date.fromisoformat(r["date"]).toordinal() if file["dated"] \
                    else int(r["session"])
            except ValueError:
                good = False
            if options["cutoff"] is not None:
                own = options["cutoff"]
            elif cutoff in has:
                own = read_number(r[cutoff], low, high)
        if not good:
            invalid = True
            continue
        rater = cell["rater"] or (cell["informant"] if informed else "")
        thread = (cell["family_id"], cell["person_id"], cell["course_id"],
                  "" if rater.lower() in ("", "self", "selv") else FOLDED[rater],
                  cell["rater_id"])
        known = threads.setdefault(thread, {"word": rater or "self", "forms": set(), "scores": []})
        if form:
            known["forms"].add(form)
        if points is not None:
            known["scores"].append((when, place, points, own, form, r))

    table = []
    for thread, known in threads.items():
        by_form = {}
        for s in known["scores"]:
            form = s[4]
            if form == "" and len(known["forms"]) == 1:
                form = next(iter(known["forms"]))
            by_form.setdefault(form, []).append(s)
        for form, scores in by_form.items():
            first, last = min(scores)[:4], max(scores)[:4]
            carried = max(scores)[5]
            names = []
            for name, value in zip(("family_id", "person_id", "course_id"), thread):
                if name in has or name == "person_id":
                    names.append(value)
            if "rater" in has or informed:
                names.append(known["word"])
            if "rater_id" in has:
                names.append(thread[4])
            for name in ("team", "therapist_id"):
                if name in has:
                    names.append(blank(carried[name]))
            if options["carry"] and "sted" in has:
                names.append(blank(carried["sted"]))
            no_form = bool(formed) and form == ""
            limit = None if no_form else options["threshold"]
            if MEASURE == "ors" and options["set"] in SETS and not no_form:
                limit = SETS[options["set"]].get(form)
                limit = None if limit is None else int(limit * 1000)
            two = len(scores) > 1
            change = last[2] - first[2]
            ranges = [range_of(s[2], s[3], options["lower"]) for s in (first, last)]
            outcome, gain = "", -change if options["lower"] else change
            if no_form:
                said = "no-form"
            elif not two:
                said = "one-score"
            elif limit is None:
                said = "no-threshold"
            else:
                said = "ok" if all(ranges) else "no-cutoff"
                outcome = "unchanged"
                if gain >= limit:
                    outcome = "recovered" if ranges == ["clinical", "nonclinical"] else "improved"
                elif gain <= -limit:
                    outcome = "deteriorated"
            dates = [date.fromordinal(s[0]).isoformat() if file["dated"] else ""
                     for s in (first, last)]
            seen[outcome or said] = seen.get(outcome or said, 0) + 1
            cells = [*map(quoted, names), MEASURE if MEASURE != "score" else "velvære", form,
                     str(len(scores)), dates[0], dates[1] if two else "",
                     shown(first[2], places), shown(last[2], places) if two else "",
                     quoted(shown(change, places)) if two else "", shown(limit, 0),
                     options["set"] if limit is not None else "", ranges[0],
                     ranges[1] if two else "", outcome, said]
            table.append((min(s[1] for s in scores), DELIMITER.join(cells)))
    header = [n for n in ("family_id", "person_id", "course_id") if n in has]
    if "rater" in has or informed:
        header.append("rater")
    if "rater_id" in has:
        header.append("rater_id")
    header += [n for n in ("team", "therapist_id") if n in has]
    if options["carry"] and "sted" in has:
        header.append("sted")
    header += ["measure", "form", "sessions", "first_date", "last_date", "first", "last",
               "change", "threshold", "threshold_set", "first_range", "last_range", "outcome",
               "change_status"]
    return [DELIMITER.join(header), *(row for _, row in sorted(table))], invalid


# ------------------------------------------------------------------ both, compared

def compare(number):
    rng = Random(f"change-score {MEASURE} {DIALECT} {number}")
    file = make_file(rng)
    options, args = make_options(rng)
    end = "\r\n" if CRLF else "\n"
    path = f"{FOLDER}/in.csv"
    with open(path, "w", encoding="utf-8-sig" if CRLF else "utf-8", newline="") as to:
        to.write(DELIMITER.join(file["columns"]) + end)
        for r in file["records"]:
            to.write(DELIMITER.join(quoted(r.get(c, "")) for c in file["columns"]) + end)
    if options["carry"] and "sted" in file["columns"]:
        args += ["--carry", "sted"]
    run = subprocess.run([f"{BIN}/change-score", "-d", DELIMITER if DELIMITER != "\t" else "tab",
                          *args, path], capture_output=True, check=False)
    want, invalid = summarise(file, options)
    got = run.stdout.decode()
    if got == "".join(line + end for line in want) and run.returncode == (3 if invalid else 0):
        return True
    print(f"file {number}: {' '.join(args)}: status {run.returncode}")
    print(run.stderr.decode(), end="")
    lines = got.splitlines()
    for line in want:
        if line not in lines:
            print(f"  lacks {line}")
    for line in lines:
        if line not in want:
            print(f"  has   {line}")
    return False


seen = {}
wrong = 0
for n in range(FILES):
    wrong += not compare(n)
    if wrong == 3:
        break
wanted = ["one-score", "improved", "unchanged", "deteriorated", "recovered"]
wanted += ["no-threshold"] if MEASURE != "ors" else ["no-form"]
for what in wanted:
    if seen.get(what, 0) < 5 and not wrong:
        print(f"too few of {what}")
        wrong += 1
sys.exit(1 if wrong else 0)
