#!/usr/bin/env python3
"""The SDQ and the PSS, scored twice: by the command, and here from the written rules.

    sdq.py BINDIR random sdq|pss comma|semicolon|tab|wide FOLDER ROWS
    sdq.py BINDIR bands FOLDER          every point of every scale, for everybody
    sdq.py BINDIR mutations FOLDER      each value of the table of bands changed by one
    sdq.py BINDIR mutations-self-test FOLDER

The bands are those of sdq_cuts.csv, where each scale's bands begin: a second
transcription, in another shape, of what share/sdq_bands.csv says. Exit status 0 when
all agrees and, for mutations, when every changed table was noticed.
"""

import csv
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from random import Random

HERE = Path(__file__).resolve().parent
TABLE = HERE.parent.parent / "share" / "sdq_bands.csv"

SCALES = {"emotional": (3, 8, 13, 16, 24), "conduct": (5, 7, 12, 18, 22),
          "hyperactivity": (2, 10, 15, 21, 25), "peer": (6, 11, 14, 19, 23),
          "prosocial": (1, 4, 9, 17, 20)}
REVERSED = (7, 11, 14, 21, 25)
VARIABLES = ("consid restles somatic shares tantrum loner obeys worries caring fidgety friend "
             "fights unhappy popular distrac clingy kind lies bullied helpout reflect steals "
             "oldbest afraid attends ebddiff - distres imphome impfrie impclas impleis").split()
LINK_IDS = ("1friendly 2restless 3headache 4sharing 5angry 6keepingToOneSelf "
            "7followInstructions 8oftenWorried 9helpfull 10restlessBody 11friend 12fighting "
            "13sad 14liked 15distracted 16uneasy 17treatWell 18lying 19bullied 20offersHelp "
            "21consideration 22steal 23PreferAdults 24afraid 25finish 26difficulties - "
            "28difficultiesUnhappy 29affectFamilyLife 30affectFriendships 31affectLearning "
            "32affectLeisureActivities").split()
ITEMS = list(range(1, 27)) + list(range(28, 33))
SCORES = ["emotional", "conduct", "hyperactivity", "peer", "prosocial", "total",
          "internalising", "externalising", "impact"]
BANDED = ["total", "emotional", "conduct", "hyperactivity", "peer", "prosocial", "impact"]
WORDS = {"uk4": (["close-to-average", "slightly-raised", "high", "very-high"],
                 ["close-to-average", "slightly-lowered", "low", "very-low"])}
THREE = (["normal", "borderline", "abnormal"],) * 2


# ------------------------------------------------------------------ the rules

def half_up(fraction):
    return int((fraction + Fraction(1, 2)) // 1)


def read_cuts():
    cuts = {}
    for row in csv.DictReader((HERE / "sdq_cuts.csv").open()):
        key = (row["informant"], int(row["age_min"]), int(row["age_max"]), row["sex"])
        cuts.setdefault(row["set"], {}).setdefault(key, {})[row["scale"]] = [
            int(n) for n in row["begins"].split()]
    return cuts


CUTS = read_cuts()


def band(name, scale, begins, score):
    upwards, downwards = WORDS.get(name, THREE)
    if scale == "prosocial":
        return downwards[sum(1 for b in begins if score < b)]
    return upwards[sum(1 for b in begins if score >= b)]


def covering(norms, informant, age, sex):
    """The first set that covers, and its cuts."""
    for name in norms:
        for (who, low, high, only), scales in CUTS[name].items():
            if who == informant and only in ("", sex) and (age is None or low <= age <= high):
                return name, scales
    return "", {}


def score_sdq(form, informant, age, sex, norms):
    """The result cells of one form: item number -> answer or None."""
    out = dict.fromkeys(SCORES)
    counts = []
    for scale, numbers in SCALES.items():
        points = [2 - form[n] if n in REVERSED else form[n]
                  for n in numbers if form[n] is not None]
        counts.append(len(points))
        if len(points) >= 3:
            out[scale] = half_up(Fraction(5 * sum(points), len(points)))

    def add(*parts):
        return None if None in [out[p] for p in parts] else sum(out[p] for p in parts)

    out["total"] = add("emotional", "conduct", "hyperactivity", "peer")
    out["internalising"] = add("emotional", "peer")
    out["externalising"] = add("conduct", "hyperactivity")
    asked = (28, 30, 31) if informant == "teacher" else (28, 29, 30, 31, 32)
    answers = [form[n] for n in asked if form[n] is not None]
    if form[26] == 0:
        out["impact"] = 0
    elif answers:
        out["impact"] = sum({0: 0, 1: 0, 2: 1, 3: 2}[a] for a in answers)

    name, scales = covering(norms, informant, age, sex)
    bands = [band(name, s, scales[s], out[s]) if s in scales and out[s] is not None else ""
             for s in BANDED]
    status = ("skipped" if max(counts) == 0 else "incomplete" if min(counts) < 3 else
              "prorated" if min(counts) < 5 else "no-norms" if not name else "ok")
    return ["" if out[s] is None else str(out[s]) for s in SCORES] + bands + [name, status]


PSS_REVERSED = (1, 2, 5, 6, 7, 8, 17, 18)
PSS_SCORES = [(range(1, 19), 2), ((3, 4, 9, 10, 12, 13, 14, 15, 16), 1),
              ((1, 5, 6, 7, 8, 17, 18), 1)]


def score_pss(form, prorate):
    out, short = [], False
    for numbers, may_lack in PSS_SCORES:
        points = [6 - form[n] if n in PSS_REVERSED else form[n]
                  for n in numbers if form[n] is not None]
        lacking = len(numbers) - len(points)
        if not points or lacking > (may_lack if prorate else 0):
            out.append("")
            continue
        short = short or lacking > 0
        out.append(str(half_up(Fraction(sum(points) * len(numbers), len(points)))))
    status = ("skipped" if all(a is None for a in form.values()) else
              "incomplete" if "" in out else "prorated" if short else "ok")
    return out + [status]


# ------------------------------------------------------------- random files

DIALECTS = {  # delimiter, decimal mark, line ending, byte order mark
    "comma": (",", ".", "\n", ""),
    "semicolon": (";", ",", "\r\n", "\ufeff"),
    "tab": ("\t", ",", "\n", ""),
    "wide": (",", ".", "\r\n", ""),
}


def item_cell(random, low, high, mark):
    """(cell, answer): answer None is missing, "bad" makes the record invalid."""
    dice = random.random()
    if dice < 0.002:
        bad = random.choice([str(high + 1), "-1", f"1{mark}5", "x", "12", "1 1", "?", "2,,"])
        if low == 1 and random.random() < 0.2:
            bad = "0"
        return bad, "bad"
    if dice < 0.06:
        return random.choice(["", "", "NA", " "]), None
    answer = random.randint(low, high)
    dress = random.choice(["{}"] * 20 + [" {} ", f"{{}}{mark}0", f"{{}}{mark}00", '"{}"'])
    return dress.format(answer), answer - low


def quote(cell, delimiter):
    return f'"{cell}"' if delimiter in cell and not cell.startswith('"') else cell


class File:
    """Lines of a file and what the command has to make of them."""

    def __init__(self, dialect):
        self.delimiter, self.mark, self.end, self.bom = DIALECTS[dialect]
        self.lines, self.results = [], []

    def add(self, cells, result):
        self.lines.append(self.delimiter.join(quote(c, self.delimiter) for c in cells))
        self.results.append(self.delimiter.join(result))

    def compare(self, command, folder, status):
        path = Path(folder) / "in.csv"
        data = self.bom + "".join(line + self.end for line in self.lines)
        path.write_bytes(data.encode("utf-8"))
        run = subprocess.run([*command, "-q", str(path)], stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, check=False)
        want = "".join(a + self.delimiter + b + self.end
                       for a, b in zip(self.lines, self.results))
        got = run.stdout.decode("utf-8")
        if got != want:
            for number, (a, b) in enumerate(zip(want.split(self.end), got.split(self.end))):
                if a != b:
                    print(f"line {number + 1}\n  want {a}\n  got  {b}")
                    break
            else:
                print(f"lengths differ: {len(want)} and {len(got)}; {run.stderr.decode()}")
            return False
        if run.returncode != status:
            print(f"status {run.returncode}, not {status}")
            return False
        return True


INFORMANTS = {"parent": "parent", "mor": "parent", "Far": "parent", "forælder": "parent",
              "teacher": "teacher", "Lærer": "teacher", "paedagog": "teacher", "self": "self",
              "selv": "self", "": "", "nabo": ""}
SEXES = {"boy": "boy", "dreng": "boy", "Pige": "girl", "female": "girl", "": "", "ukendt": ""}


def random_sdq(binary, dialect, folder, rows):
    random = Random(f"sdq {dialect} 4")
    file = File(dialect)
    coded = dialect == "tab"
    norms = {"comma": ["uk4"], "semicolon": ["dk-5-7", "uk3-2-4", "uk3"],
             "tab": ["dk-5-7", "uk4"], "wide": ["uk3"]}[dialect]
    names = {"comma": [f"SDQ_{n}" for n in ITEMS],
             "semicolon": [LINK_IDS[n - 1] for n in ITEMS],
             "tab": [VARIABLES[n - 1].upper() for n in ITEMS],
             "wide": ["t" + VARIABLES[n - 1] for n in ITEMS]}[dialect]
    order = list(range(len(ITEMS)))
    random.shuffle(order)
    head = {"semicolon": ["borger", "besvaret af", "alder", "køn"]}.get(
        dialect, ["person_id", "informant", "age", "sex"])
    others = [p + VARIABLES[n - 1] for p in "ps" for n in ITEMS] if dialect == "wide" else []
    if dialect == "wide":
        head = ["person_id", "note", "age", "sex"]
    prefix = "sdq_t" if dialect == "wide" else "sdq"
    file.add(head + [names[i] for i in order] + others + ["end"],
             [f"{prefix}_{s}" for s in SCORES] + [f"{prefix}_{s}_band" for s in BANDED] +
             [f"{prefix}_norms", f"{prefix}_status"])
    seen = set()
    for row in range(rows):
        word = random.choice(list(INFORMANTS))
        informant = INFORMANTS[word]
        if dialect == "wide":
            word, informant = random.choice(["", "mor, far", "0"]), "teacher"
        age = random.choice([None] + list(range(0, 20)) + [5, 6, 7])
        sex = random.choice(list(SEXES))
        form, cells, bad = {}, [], False
        empty = random.random() < 0.03
        for n in ITEMS:
            cell, answer = item_cell(random, int(coded),
                                     (2 if n <= 25 else 3) + int(coded), file.mark)
            if empty and n <= 25:
                cell, answer = "", None
            cells.append(cell)
            form[n] = answer
            bad = bad or answer == "bad"
        age_cell = "" if age is None else str(age)
        if random.random() < 0.005:
            age_cell, bad = random.choice(["121", "-1", "x"]), True
        result = [""] * 17 + ["invalid"] if bad else score_sdq(
            form, informant, age, SEXES[sex], norms)
        seen.add(result[-1])
        file.add([f"P{row}", word, age_cell, sex] + [cells[i] for i in order] +
                 [random.choice(["", "9", "x"]) for _ in others] + ["Å" if row % 7 else ""],
                 result)
    command = [f"{binary}/sdq-score", "--norms", ",".join(norms)]
    if coded:
        command += ["--coding", "1-3"]
    if dialect == "wide":
        command += ["--informant", "teacher", "--prefix", "sdq_t"]
    return file.compare(command, folder, 3) and demand_all(
        seen, {"invalid", "skipped", "incomplete", "prorated", "no-norms", "ok"})


def random_pss(binary, dialect, folder, rows):
    random = Random(f"pss {dialect} 4")
    file = File(dialect)
    prorate = dialect in ("semicolon", "tab")
    file.add(["person_id"] + [f"PSS_{n}" if prorate else f"pss{n}" for n in range(1, 19)],
             ["pss_total", "pss_stress", "pss_low_satisfaction", "pss_status"])
    seen = set()
    for row in range(rows):
        form, cells, bad = {}, [], False
        often = random.random() < 0.5
        for n in range(1, 19):
            cell, answer = item_cell(random, 1, 5, file.mark)
            if answer is None and often:
                cell, answer = "3", 2
            if row % 40 == 0:
                cell, answer = "", None
            cells.append(cell)
            bad = bad or answer == "bad"
            form[n] = answer if answer in (None, "bad") else answer + 1
        result = ["", "", "", "invalid"] if bad else score_pss(form, prorate)
        seen.add(result[-1])
        file.add([f"P{row}"] + cells, result)
    command = [f"{binary}/pss-score"] + (["--prorate"] if prorate else [])
    return file.compare(command, folder, 3) and demand_all(
        seen, {"invalid", "skipped", "incomplete", "ok"} | ({"prorated"} if prorate else set()))


def demand_all(seen, wanted):
    if seen != wanted:
        print(f"never seen: {sorted(wanted - seen)}; unknown: {sorted(seen - wanted)}")
    return seen == wanted


# ------------------------------------------------------------------ the bands

def form_with(scores, impact, informant):
    """Answers that give these five scores, and this impact."""
    form = dict.fromkeys(ITEMS)
    for scale, numbers in SCALES.items():
        left = scores[scale]
        for n in numbers:
            points = min(2, left)
            left -= points
            form[n] = 2 - points if n in REVERSED else points
    form[26] = 1
    for n in (28, 30, 31) if informant == "teacher" else (28, 29, 30, 31, 32):
        points = min(2, impact)
        impact -= points
        form[n] = points + 1 if points else 0
    return form


def probes(name):
    """Everybody whom a set could cover, and those just outside, with every score."""
    ages = sorted({a for (_, low, high, _) in CUTS[name]
                   for a in (low - 1, low, high, high + 1)}, key=int)
    for informant in ("parent", "teacher", "self", ""):
        for age in [None] + ages:
            for sex in ("", "boy", "girl"):
                for total in range(41):
                    share, more = divmod(total, 4)
                    scores = {s: share + (i < more) for i, s in enumerate(list(SCALES)[:4])}
                    scores["prosocial"] = total % 11
                    yield informant, age, sex, form_with(
                        scores, total % (7 if informant == "teacher" else 11), informant)
                if sex or age is None:
                    continue
                for points in range(11):  # every point of every scale, whatever the total
                    yield informant, age, sex, form_with(
                        dict.fromkeys(SCALES, points), 0, informant)


class Probe:
    """One file for a set, and the output that a right table gives."""

    def __init__(self, name, folder, shown):
        self.path = Path(folder) / f"probe-{name}.csv"
        lines = ["informant,age,sex," + ",".join(f"sdq{n}" for n in ITEMS)]
        head = [f"sdq_{s}" for s in SCORES] + [f"sdq_{s}_band" for s in BANDED]
        want = [lines[0] + "," + ",".join(head + ["sdq_norms", "sdq_status"])]
        for informant, age, sex, form in probes(name):
            line = ",".join([informant, "" if age is None else str(age), sex] +
                            ["" if form[n] is None else str(form[n]) for n in ITEMS])
            result = score_sdq(form, informant, age, sex, [name])
            if result[-2]:
                result[-2] = shown
            lines.append(line)
            want.append(line + "," + ",".join(result))
        self.path.write_text("\n".join(lines) + "\n")
        self.want = ("\n".join(want) + "\n").encode()

    def holds(self, binary, norms):
        run = subprocess.run([f"{binary}/sdq-score", "-q", "--norms", str(norms), str(self.path)],
                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
        return run.returncode == 0 and run.stdout == self.want


def bands(binary, folder):
    good = True
    for name in CUTS:
        if not Probe(name, folder, name).holds(binary, name):
            print(f"{name}: bands differ from sdq_cuts.csv")
            good = False
    return good


# --------------------------------------------------------------- the mutations

NUMBERS = ("age_min", "age_max", "low", "high")
OTHERS = {"informant": ["parent", "teacher", "self"], "sex": ["", "boy", "girl"],
          "scale": BANDED}


def changed(rows):
    """(what, rows) for every value of the table changed by one, and every cut moved by one."""
    def with_cell(at, column, value):
        copy = [dict(r) for r in rows]
        copy[at][column] = value
        return copy

    for at, row in enumerate(rows):
        for column in NUMBERS:
            for step in (-1, 1):
                yield (f"row {at + 2}, {column} {step:+d}",
                       with_cell(at, column, str(int(row[column]) + step)))
        for column, values in OTHERS.items():
            value = values[(values.index(row[column]) + 1) % len(values)]
            yield f"row {at + 2}, {column} {value}", with_cell(at, column, value)
        yield f"row {at + 2}, band", with_cell(at, "band", row["band"] + "x")
        # Both sides of a cut at once: a table without hole or overlap, and yet wrong.
        for other, beside in enumerate(rows):
            same = all(row[c] == beside[c] for c in ("set", "informant", "age_min", "sex", "scale"))
            if not same or int(beside["low"]) != int(row["high"]) + 1:
                continue
            for step in (-1, 1):
                copy = with_cell(at, "high", str(int(row["high"]) + step))
                copy[other]["low"] = str(int(beside["low"]) + step)
                yield f"row {at + 2}, cut {step:+d}", copy
    # All ages of one informant at once, for the same reason.
    for informant, sex in {(r["informant"], r["sex"]) for r in rows}:
        for column in ("age_min", "age_max"):
            for step in (-1, 1):
                copy = [dict(r) for r in rows]
                for r in copy:
                    if (r["informant"], r["sex"]) == (informant, sex):
                        r[column] = str(int(r[column]) + step)
                yield f"{informant} {sex}, {column} {step:+d}", copy


def write_table(path, rows):
    with path.open("w", newline="") as out:
        writer = csv.DictWriter(out, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def mutations(binary, folder, self_test):
    table = list(csv.DictReader(TABLE.open()))
    path = Path(folder) / "mutant.csv"
    noticed, missed = 0, []
    for name in dict.fromkeys(r["set"] for r in table):
        # Sets of a file may not be called as a built-in one.
        rows = [dict(r, set=name + "-m") for r in table if r["set"] == name]
        probe = Probe(name, folder, name + "-m")
        write_table(path, rows)
        if not probe.holds(binary, path):
            missed.append(f"{name}: the table as it is does not hold")
        mutants = [("nothing", rows)] if self_test else changed(rows)
        for what, mutant in mutants:
            write_table(path, mutant)
            if probe.holds(binary, path):
                missed.append(f"{name}, {what}: not noticed")
            else:
                noticed += 1
    if self_test:
        # A change of nothing has to be reported, or else the run would report nothing at all.
        return noticed == 0 and len(missed) == 4
    for what in missed:
        print(what)
    print(f"mutations: {noticed} passed, {len(missed)} failed")
    return not missed


def main():
    binary, what, *rest = sys.argv[1:]
    if what == "random":
        instrument, dialect, folder, rows = rest
        run = random_sdq if instrument == "sdq" else random_pss
        good = run(binary, dialect, folder, int(rows))
    elif what == "bands":
        good = bands(binary, rest[0])
    else:
        good = mutations(binary, rest[0], what == "mutations-self-test")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
