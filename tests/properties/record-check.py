"""The rules of sfb-rules(5) a second time, and record-check beside them.

    record-check.py BINDIR TOP WORK PART
"""

import csv
import io
import os
import subprocess
import sys
import unicodedata
from datetime import date, timedelta
from random import Random

BIN, TOP, WORK, PART = sys.argv[1:5]
RULES, RECORDS = TOP + "/share/rules", TOP + "/examples/records"
SETS = sorted(name[:-4] for name in os.listdir(RULES))
AS_OF = date(2026, 6, 29)
FINDINGS = ["missing", "overdue", "too-few", "too-many", "not-allowed"]
ORDER = FINDINGS + ["undecided", "note"]


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# ------------------------------------------------------------------ words

def fold(text):
    text = unicodedata.normalize("NFC", text).lower()
    for a, b in (("æ", "ae"), ("ø", "oe"), ("å", "aa")):
        text = text.replace(a, b)
    return "".join(c for c in text if c not in " \t_-")


VALUES = [row["words"].split("|") for row in rows_of(TOP + "/share/values.csv")]
MEANING = {fold(word): words[0] for words in VALUES for word in words}
ANSWERS = {fold(word): row["token"] for row in rows_of(TOP + "/share/words.csv")
           if row["kind"] == "answer" for word in row["words"].split("|")}
ALIASES = {row["column"]: [a for a in row["aliases"].split("|") if a]
           for row in rows_of(TOP + "/share/columns.csv")}
DATES = ["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d 14:30"]


def same(cell, wanted):
    """Whether a cell says what a rule names."""
    a, b = fold(cell), fold(wanted)
    return (a == b or (b in MEANING and MEANING.get(a) == MEANING[b])
            or (len(b) > 1 and b in ANSWERS and ANSWERS.get(a) == ANSWERS[b]))


def day_of(cell):
    for form in ("%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y"):
        try:
            return date(*__import__("time").strptime(cell.split(" ")[0], form)[:3])
        except ValueError:
            pass
    return None


def filled(cell):
    cell = cell.strip(" \t")
    return "" if cell == "NA" else cell


# ------------------------------------------------------------------ rules

class Invalid(Exception):
    pass


def date_cell(record, column):
    cell = record[column]
    if cell == "":
        return None
    day = day_of(cell)
    if day is None:
        raise Invalid
    return day


def answer_cell(record, column):
    cell = record[column]
    if cell == "":
        return "unknown"
    if fold(cell) not in ANSWERS:
        raise Invalid
    return ANSWERS[fold(cell)]


def columns_of(rule):
    names = rule["key"].split("+") + [c for c in rule["column"].split("|") if c]
    if rule["check"] == "days-after":
        names.append(rule["value"].rsplit("+", 1)[0])
    if rule["when"]:
        names.append(rule["when"].split("=", 1)[0].rstrip("!"))
    return [name.strip() for name in names]


def meets(rule, record):
    if not rule["when"]:
        return True
    left, value = rule["when"].split("=", 1)
    cell = record[left.rstrip("!")]
    equal = cell == "" if value == "" else cell != "" and same(cell, value)
    return equal != left.endswith("!")


def read_cells(rules, record):
    """Every cell that some rule reads as a date or an answer must be one."""
    for rule in rules:
        if rule["check"] in ("max-age", "days-after", "open-past"):
            date_cell(record, rule["column"])
        if rule["check"] == "days-after":
            date_cell(record, rule["value"].rsplit("+", 1)[0])
        if rule["check"] in ("min-true", "note"):
            for column in rule["column"].split("|"):
                answer_cell(record, column)
    for rule in rules:
        if meets(rule, record) and "" in [record[c] for c in rule["key"].split("+")]:
            raise Invalid


def worst(results):
    said = [r for r in results if r is not None and r != "ok"]
    return min(said, key=ORDER.index) if said else None


def judge(rule, records, days):
    """What a rule says of a key's records that meet it, and whether it asked for anything."""
    check, column, value = rule["check"], rule["column"], rule["value"]
    if check in ("min-count", "max-count"):
        if column == "":
            count = len(records)
        else:
            cells = {r[column] for r in records} - {""}
            if not (column.endswith("_id") or column.endswith("-id")):
                cells = {MEANING.get(fold(c), fold(c)) for c in cells}
            count = len(cells)
        if check == "min-count":
            return ("too-few" if count < int(value) else None), True
        return ("too-many" if count > int(value) else None), True
    if check == "covers":
        found = [any(same(r[column], word) for r in records if r[column]) for word in value.split("|")]
        return (None if all(found) else "missing"), True
    if check == "max-age":
        limit = days.get(rule["rule"], value)
        past = [d for d in (date_cell(r, column) for r in records) if d is not None and d <= AS_OF]
        late = not past or (AS_OF - max(past)).days > int(limit)
        return ("overdue" if late else None), True

    results = []
    for r in records:
        if check == "required":
            results.append("ok" if r[column] else "missing")
        elif check == "one-of":
            results.append("missing" if not r[column] else
                           "ok" if any(same(r[column], w) for w in value.split("|")) else "not-allowed")
        elif check == "days-after":
            base_column, limit = value.rsplit("+", 1)
            limit = timedelta(int(days.get(rule["rule"], limit)))
            base, day = date_cell(r, base_column), date_cell(r, column)
            if base is None:
                results.append("undecided")
            elif day is not None:
                results.append("overdue" if day - base > limit else "ok")
            else:
                results.append("overdue" if AS_OF - base > limit else None)
        elif check == "open-past":
            day = date_cell(r, column)
            results.append(None if day is None else "overdue" if day < AS_OF else "ok")
        else:
            answers = [answer_cell(r, c) for c in column.split("|")]
            yes, open_ = answers.count("yes"), answers.count("unknown")
            if check == "note":
                results.append("note" if yes else "ok")
            else:
                results.append("ok" if yes >= int(value) else
                               "undecided" if yes + open_ >= int(value) else "missing")
    return worst(results), any(r is not None for r in results)


def expect(rules, table, lang="en", days=None, by=None):
    """The findings, the summary, the groups, and whether some record is invalid."""
    days = days or {}
    keys, records, first_group, bad = [], [], {}, False
    specs = list(dict.fromkeys(rule["key"] for rule in rules))
    for raw in table:
        record = {name: filled(cell) for name, cell in raw.items()}
        try:
            read_cells(rules, record)
        except Invalid:
            bad = True
            continue
        records.append(record)
        for spec in specs:
            key = tuple(record[c] for c in spec.split("+"))
            if "" not in key and (spec, key) not in keys:
                keys.append((spec, key))
                first_group[spec, key] = record[by] if by else None
    findings, summary, groups = [], [], {}
    for spec, key in keys:
        counts = [0, 0, 0, 0]
        for rule in rules:
            if rule["key"] != spec:
                continue
            own = [r for r in records if tuple(r[c] for c in spec.split("+")) == key and meets(rule, r)]
            result, applied = judge(rule, own, days)
            if result:
                other = {"en": "da", "da": "en"}[lang]
                findings.append(["+".join(key), rule["rule"], rule["element"], result,
                                 rule["reason_" + lang] or rule["reason_" + other]])
            if applied:
                counts[0] += 1
                counts[2 if result in FINDINGS else 3 if result == "undecided" else 1] += 1
        summary.append(["+".join(key)] + [str(c) for c in counts])
        group = groups.setdefault(first_group[spec, key], [0, 0, 0, 0])
        for i in range(4):
            group[i] += counts[i]
    return findings, summary, [[g] + [str(c) for c in n] for g, n in groups.items()], bad


# ------------------------------------------------------------------ the command

def table_text(columns, table, delimiter=","):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(columns)
    for row in table:
        cells = [row[c] for c in columns]
        writer.writerow(cells if cells != [""] else ["NA"])
    return out.getvalue()


def run(rules, text, *options, delimiter=","):
    done = subprocess.run([BIN + "/record-check", "--rules", rules, "--as-of", str(AS_OF), *options],
                          input=text.encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    rows = list(csv.reader(io.StringIO(done.stdout.decode()), delimiter=delimiter))
    return rows, done.returncode, done.stderr.decode()


def check_same(name, rules_file, rules, columns, table, random, delimiter=",", headers=None):
    lang = random.choice(["en", "da"])
    about_days = [r for r in rules if r["check"] in ("max-age", "days-after")]
    days = {r["rule"]: str(random.randrange(90)) for r in about_days if random.random() < 0.3}
    by = random.choice(columns)
    options = ["--lang", lang] + [o for r, n in days.items() for o in ("--days", f"{r}={n}")]
    text = table_text(columns, table, delimiter)
    if headers:
        text = delimiter.join(headers) + "\n" + text.split("\n", 1)[1]
    findings, summary, groups, bad = expect(rules, table, lang, days, by)
    flagged = any(f[3] in FINDINGS for f in findings)
    status = 3 if bad else 1 if flagged else 0
    shown = [(["--exit-status"], [["key", "rule", "element", "result", "reason"]] + findings),
             (["-e", "--summary"], [["key", "rules", "met", "findings", "undecided"]] + summary),
             (["-e", "--summary", "--by", by], [["key", "rules", "met", "findings", "undecided"]] + groups)]
    for more, wanted in shown:
        rows, got, err = run(rules_file, text, *options, *more, delimiter=delimiter)
        if rows != wanted or got != status:
            print(f"{name} {' '.join(options + more)}: status {got}, not {status}")
            print(open(rules_file).read() if "/" in rules_file else "", text, err, sep="\n")
            for line in [r for r in rows if r not in wanted][:5]:
                print("  only the command:", line)
            for line in [r for r in wanted if r not in rows][:5]:
                print("  only the check:  ", line)
            return False
    return True


# ------------------------------------------------------------------ the shipped sets

def shipped():
    """Each rule speaks of one key of the example and not of another; its row is complete."""
    good = True
    for name in SETS:
        rules, table = rows_of(f"{RULES}/{name}.csv"), rows_of(f"{RECORDS}/{name}.csv")
        columns = list(table[0])
        text = table_text(columns, table)
        rows, status, err = run(name, text)
        findings, _, _, bad = expect(rules, table)
        if rows[1:] != findings or status != 0 or bad or err:
            print(f"{name}: the example is judged differently, status {status}", err)
            good = False
        for rule in rules:
            spoken = {row[0] for row in rows[1:] if row[1] == rule["rule"]}
            keys = {"+".join(row[c] for c in rule["key"].split("+")) for row in table
                    if "" not in [row[c] for c in rule["key"].split("+")]}
            if not spoken or not keys - spoken or not all(
                    rule[c] for c in ("element", "reason_en", "reason_da", "source")):
                print(f"{name} {rule['rule']}: speaks of {sorted(spoken)} among {sorted(keys)}")
                good = False
            if any(c.isdigit() for c in rule["reason_en"] + rule["reason_da"]):
                print(f"{name} {rule['rule']}: a reason names a number, which --days may change")
                good = False
            number = rule["value"].rsplit("+", 1)[-1]
            own = rule["check"] in ("max-age", "days-after") and number != "0"
            if own != ("own default" in rule["source"]) or (own and f" {number} days" not in rule["source"]):
                print(f"{name} {rule['rule']}: the source does not say where its days come from")
                good = False
            # A key that the rule does not speak of is silent in a table of its own, too.
            for quiet in sorted(keys - spoken)[:1]:
                part = [r for r in table if "+".join(r[c] for c in rule["key"].split("+")) == quiet]
                alone, _, _ = run(name, table_text(columns, part))
                if rule["rule"] in [row[1] for row in alone[1:] if row[0] == quiet]:
                    print(f"{name} {rule['rule']}: speaks of {quiet} alone")
                    good = False
    return good


def danish():
    """The same tables in Danish: every header, every value, day first, semicolons."""
    good = True
    for name in SETS:
        table = rows_of(f"{RECORDS}/{name}.csv")
        columns = list(table[0])
        with open(f"{TOP}/examples/templates/{name}-da.csv", encoding="utf-8-sig", newline="") as file:
            headers = file.read().strip().split(";")
        words = {"yes": "ja", "no": "nej", "unknown": "uoplyst"}
        words.update({v[0]: v[1] for v in VALUES if len(v) > 1})

        def translate(cell):
            day = day_of(cell)
            return day.strftime("%d-%m-%Y") if day else words.get(cell, cell)

        text = table_text(columns, [{c: translate(r[c]) for c in columns} for r in table], ";")
        text = ";".join(headers) + "\n" + text.split("\n", 1)[1]
        rows, status, err = run(name, text, "--lang", "da", delimiter=";")
        wanted = expect(rows_of(f"{RULES}/{name}.csv"), table, "da")[0]
        if rows[1:] != wanted or status != 0 or err:
            print(f"{name}: not the same in Danish, status {status}", err)
            for a, b in zip(rows[1:], wanted):
                if a != b:
                    print("  ", a, b)
            good = False
    return good


def templates():
    """Headers only, in both languages, and every column of the rules is there."""
    good = True
    for name in SETS:
        columns = list(rows_of(f"{RECORDS}/{name}.csv")[0])
        for template in (name, name + "-da"):
            with open(f"{TOP}/examples/templates/{template}.csv", "rb") as file:
                text = file.read()
            if text.count(b"\n") != 1:
                print(f"{template}: not one line")
                good = False
            rows, status, err = run(name, text.decode(), delimiter=";" if template != name else ",")
            if len(rows) != 1 or status or err:
                print(f"{template}: status {status}", err)
                good = False
        header = open(f"{TOP}/examples/templates/{name}.csv", encoding="utf-8").read().strip().split(",")
        danish_header = open(f"{TOP}/examples/templates/{name}-da.csv",
                             encoding="utf-8-sig").read().strip().split(";")
        if header != columns or len(danish_header) != len(columns) or any(
                d not in ALIASES[c] and d != c for c, d in zip(columns, danish_header)):
            print(f"{name}: the template's columns are not those of the example, or no aliases")
            good = False
    return good


# ------------------------------------------------------------------ random tables

def random_date(random):
    near = [0, 1, 27, 28, 29, 41, 42, 43, 55, 56, 57, 83, 84, 85]
    back = random.choice(near) if random.random() < 0.6 else random.randrange(-20, 200)
    return (AS_OF - timedelta(back)).strftime(random.choice(DATES))


def random_word(random, word):
    options = [word, word.upper(), word.capitalize(), " " + word]
    for words in VALUES:
        if words[0] == word:
            options += words + [w.replace("æ", "ae").replace("ø", "oe") for w in words]
    if word in ("yes", "no", "unknown"):
        options += [w for w, t in ANSWERS.items() if t == word]
    return random.choice(options)


def random_cell(random, rules, column):
    """Something that one of the rules might ask of the column, or nothing, or something else."""
    if random.random() < 0.15:
        return random.choice(["", "", "NA", " "])
    uses = []
    for rule in rules:
        if column in rule["key"].split("+"):
            uses.append("key")
        if column in rule["column"].split("|"):
            uses.append(rule["check"])
        if rule["check"] == "days-after" and rule["value"].rsplit("+", 1)[0] == column:
            uses.append("max-age")
    words = [w for rule in rules if rule["check"] in ("one-of", "covers") and rule["column"] == column
             for w in rule["value"].split("|")]
    words += [rule["when"].split("=", 1)[1] for rule in rules
              if rule["when"].split("=", 1)[0].rstrip("!") == column and rule["when"].split("=", 1)[1]]
    if "key" in uses:
        return random.choice(["K1", "K2", "K3", "k3", "K 4"])
    if {"max-age", "days-after", "open-past"} & set(uses):
        return "yesterday" if random.random() < 0.005 else random_date(random)
    if {"min-true", "note"} & set(uses):
        if random.random() < 0.005:
            return "perhaps"
        return random_word(random, random.choice(["yes", "no", "unknown"]))
    if words and random.random() < 0.9:
        return random_word(random, random.choice(words))
    return random.choice(["A", "B", "b", "B ", "C-1", "C1", "yes", "ja", "1"])


def random_table(random, rules, columns):
    return [{c: random_cell(random, rules, c) for c in columns} for _ in range(random.randrange(0, 14))]


def random_tables():
    random = Random(7)
    for n in range(200):
        name = SETS[n % len(SETS)]
        rules = rows_of(f"{RULES}/{name}.csv")
        columns = list(rows_of(f"{RECORDS}/{name}.csv")[0])
        headers = [random.choice([c, c.upper()] + ALIASES[c]) for c in columns]
        delimiter = random.choice([",", ";", "\t"])
        if not check_same(f"{name} {n}", name, rules, columns, random_table(random, rules, columns),
                          random, delimiter, headers if n % 2 else None):
            return False
        # --by names a column of the header as it stands, or ours: both are tried by check_same.
    return True


def random_rule(random, n, kinds):
    words = random.sample(["open", "closed", "school", "A", "B", "lukket ude", "yes", "no", "1", "x-y"],
                          random.randrange(1, 6))
    check = random.choice(["required", "one-of", "min-count", "max-count", "covers", "max-age",
                           "days-after", "open-past", "min-true", "note"])
    kind = {"max-age": "day", "days-after": "day", "open-past": "day", "min-true": "answer",
            "note": "answer"}.get(check, "word")
    column = random.choice(kinds[kind])
    value = ""
    if check in ("one-of", "covers"):
        value = "|".join(words)
    elif check == "min-count":
        value, column = str(random.randrange(1, 4)), random.choice([column, ""])
    elif check == "max-count":
        value, column = str(random.randrange(0, 4)), random.choice([column, ""])
    elif check == "max-age":
        value = random.choice(["0", "28", "42", "56", "84"])
    elif check == "days-after":
        value = random.choice(kinds["day"]) + "+" + random.choice(["0", "28", "42"])
    elif check in ("min-true", "note"):
        chosen = random.sample(kinds["answer"], random.randrange(1, len(kinds["answer"]) + 1))
        column = "|".join(chosen)
        value = str(random.randrange(1, len(chosen) + 1)) if check == "min-true" else ""
    when = ""
    if random.random() < 0.5:
        when = (random.choice(kinds["word"] + kinds["day"]) + random.choice(["=", "!="]) +
                random.choice(words + [""]))
    return {"rule": f"r{n}", "element": random.choice(["", "element 1"]), "check": check,
            "key": random.choice(["case", "case", "place_id", "case+place_id", "place_id+case"]),
            "column": column, "value": value, "when": when,
            "reason_en": f"said {n}", "reason_da": random.choice(["", f"sagt {n}"]), "source": ""}


def random_rules():
    random = Random(11)
    kinds = {"word": ["egen kolonne", "status", "sted-id"], "day": ["dag", "due_date"],
             "answer": ["q1", "q2", "q3", "q4"]}
    columns = ["case", "place_id"] + sum(kinds.values(), [])
    for n in range(250):
        rules = [random_rule(random, i, kinds) for i in range(random.randrange(1, 9))]
        file = f"{WORK}/rules.csv"
        with open(file, "w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, list(rules[0]), delimiter=random.choice(",;"))
            writer.writeheader()
            writer.writerows(rules)
        table = random_table(random, rules, columns)
        if not check_same(f"rules {n}", file, rules, columns, table, random):
            return False
        # The same without a column or two: their rules are left out.
        absent = random.sample(columns[2:], random.randrange(1, 3))
        kept = [r for r in rules if not set(columns_of(r)) & set(absent)]
        there = [c for c in columns if c not in absent]
        text = table_text(there, table)
        rows, status, err = run(file, text, "--skip-absent")
        refused = run(file, text)[1]
        wanted, _, _, bad = expect(kept, table) if kept else ([], [], [], False)
        if not kept:
            if status != 2:
                print(f"rules {n}: no rule is left, and the status is {status}")
                return False
        elif rows[1:] != wanted or status != (3 if bad else 0):
            print(f"rules {n} without {absent}: status {status}", err, rows[1:], wanted, sep="\n")
            return False
        if (refused == 2) != (len(kept) < len(rules)):
            print(f"rules {n} without {absent}: status {refused} without --skip-absent")
            return False
    return True


PARTS = {"shipped": shipped, "danish": danish, "templates": templates,
         "random-tables": random_tables, "random-rules": random_rules}
sys.exit(0 if PARTS[PART]() else 1)
