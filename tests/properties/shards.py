"""shards.py BINDIR COMMAND DIALECT WORKDIR ROWS: each share of a command is the rows of the single
run that belong to it, byte for byte and in the same order; every row is of one share.

Whose share a row is of is computed here from the rule of sfb-scale(7), not asked of the command.
"""

import random
import subprocess
import sys

from shares import cells, records, share

BIN, COMMAND, DIALECT, WORK, ROWS = sys.argv[1:5] + [int(sys.argv[5])]
COUNTS = (1, 2, 8)

# delimiter, decimal mark, line ending, encoding, has family_id, has a table of persons
DIALECTS = {
    "comma": (",", ".", "\n", "utf-8", True, False),
    "excel": (";", ",", "\r\n", "cp1252", True, True),
    "no-family": ("\t", ".", "\n", "utf-8", False, False),
    "no-family-persons": (",", ".", "\n", "utf-8", False, True),
}
DELIMITER, MARK, END, ENCODING, FAMILY, PERSONS = DIALECTS[DIALECT]

# arguments; whether the input is scored first; the rest of the columns
ITEMS = {
    "ors": ["ors_individual", "ors_interpersonal", "ors_social", "ors_overall"],
    "srs": ["srs_relationship", "srs_goals", "srs_approach", "srs_overall"],
    "sdq": ["sdq%d" % i for i in [*range(1, 27), *range(28, 33)]],
    "pss": ["pss%d" % i for i in range(1, 19)],
}
COMMANDS = {
    "ors-score": ([], False),
    "srs-flag": ([], False),
    "srs-flag-unsorted": (["--unsorted"], False),
    "sdq-score": (["--norms", "uk4"], False),
    "pss-score": ([], False),
    "talk-list": (["--as-of", "2026-06-29"], True),
    "change-score": (["--measure", "ors"], True),
    "followup-check": (["--as-of", "2026-06-29"], True),
    "progress-chart": (["--spark"], True),
}
FILTERS = ("ors-score", "srs-flag", "srs-flag-unsorted", "sdq-score", "pss-score")

rng = random.Random("%s %s" % (COMMAND, DIALECT))
NOTES = ["", "", "plain", "ny\nlinje", 'to\n"linjer"\n, og en', "Skælskør, Sæby", "a;b,c\td"]


def quoted(cell):
    if any(c in cell for c in DELIMITER + '"\n\r'):
        return '"' + cell.replace('"', '""') + '"'
    return '"%s"' % cell if cell and rng.random() < 0.1 else cell


def line(cells):
    return DELIMITER.join(map(quoted, cells)) + END


def number(low, high, decimals):
    text = "%.*f" % (decimals, rng.uniform(low, high))
    return text.replace(".", MARK)


def item(measure):
    if rng.random() < 0.01:
        return rng.choice(["99", "x", "-1"])
    if rng.random() < 0.02:
        return ""
    if measure in ("ors", "srs"):
        return number(0, 10, rng.choice([0, 1, 2]))
    return str(rng.randint(0, 2) if measure == "sdq" else rng.randint(1, 5))


def who():
    """family, person, of a few people; sometimes nobody, or with blanks round them."""
    person = rng.randrange(40)
    family = "F%d" % (person // 3) if person < 30 else "Sæ%d" % person
    cells = [family, "P%d" % person]
    if rng.random() < 0.02:
        cells[1] = rng.choice(["", "NA"])
    if FAMILY and rng.random() < 0.02:
        cells[0] = rng.choice(["", "NA", "F0"])  # another family: another person
    return [" %s  " % cell if rng.random() < 0.05 else cell for cell in cells]


def header(measure):
    return (["family_id"] if FAMILY else []) + ["person_id", "date", "rater", "informant", "age"] + \
        [name for m in measure for name in ITEMS[m]] + ["note"]


def record(measure, day):
    family, person = who()
    date = "2026-%02d-%02d" % (1 + day // 28, 1 + day % 28)
    if rng.random() < 0.005:
        date = "" if COMMAND == "followup-check" else date
    cells = [person, date, rng.choice(["", "self", "mor"]), rng.choice(["parent", "teacher"]),
             rng.choice(["", "9", "12", "35"])]
    cells += [item(m) for m in measure for _ in ITEMS[m]] + [rng.choice(NOTES)]
    return ([family] if FAMILY else []) + cells


def table(measure):
    days = sorted(rng.randrange(200) for _ in range(ROWS))
    if COMMAND == "srs-flag-unsorted":
        rng.shuffle(days)
    return line(header(measure)) + "".join(line(record(measure, day)) for day in days)


def persons():
    rows = ["person_id,family_id,birth_date,start_date,end_date\n"]
    for p in range(55):
        family = "F%d" % (p // 3) if p < 30 else "Sæ%d" % p
        rows.append("P%d,%s,%s,2026-01-01,%s\n" % (
            p, family, rng.choice(["", "2015-03-04", "1980-05-06"]),
            rng.choice(["", "", "2026-03-01"])))
    return "".join(rows)


def run(arguments, data):
    done = subprocess.run(arguments, input=data, capture_output=True, check=False)
    return done.returncode, done.stdout, done.stderr


def identifier(cell):
    cell = cell.strip(b" ")
    return b"" if cell == b"NA" else cell


def main():
    name = "srs-flag" if COMMAND.startswith("srs-flag") else COMMAND
    options, scored = COMMANDS[COMMAND]
    measure = ["ors", "srs"] if scored or COMMAND in ("ors-score", "srs-flag") else \
        ["srs"] if name == "srs-flag" else [name[:3]]
    data = table(measure).encode(ENCODING)
    command = [BIN + "/" + name, "-q", *options]
    if PERSONS:
        with open(WORK + "/persons.csv", "w", encoding=ENCODING) as file:
            file.write(persons())
        if name != "pss-score":
            command += ["--roster" if name == "followup-check" else "--persons", WORK + "/persons.csv"]
    if scored:
        for step in (["/ors-score"], ["/srs-flag"]):
            status, data, said = run([BIN + step[0], "-q"], data)
            assert status in (0, 3), said
    file = WORK + "/in.csv"
    with open(file, "wb") as out:
        out.write(data)

    status, whole, said = run(command + [file], b"")
    assert status in (0, 3), said
    top, *rows = records(whole)
    names = [cell.decode() for cell in cells(top.rstrip(b"\r"), DELIMITER)]
    families = [identifier(cells(row, DELIMITER)[names.index("family_id")]) if FAMILY else b"" for row in rows]
    people = [identifier(cells(row, DELIMITER)[names.index("person_id")]) for row in rows]
    assert name not in FILTERS or len(rows) == ROWS
    assert len(rows) > 10, "too little to tell"

    for count in COUNTS:
        statuses, seen, used = set(), 0, 0
        for i in range(1, count + 1):
            piped = rng.random() < 0.5
            s, part, said = run(command + ["--shard", "%d/%d" % (i, count)] + ([] if piped else [file]),
                                data if piped else b"")
            expected = [top] + [row for row, f, p in zip(rows, families, people)
                                if share(f, p, count) == i]
            if part != b"".join(row + b"\n" for row in expected):
                sys.exit("share %d/%d: other records than the rule says" % (i, count))
            statuses.add(s)
            seen += len(expected) - 1
            used += len(expected) > 1
        if seen != len(rows):
            sys.exit("%d shares: %d of %d records" % (count, seen, len(rows)))
        if max(statuses) != status or min(statuses) not in (0, 3):
            sys.exit("%d shares: status %s, the single run %d" % (count, statuses, status))
        if used < count // 2:
            sys.exit("%d shares: only %d have anybody" % (count, used))


main()
