#!/usr/bin/env python3
"""Branches of lib/ that the tests took, by module, from what gcov counted.

    report.py BUILD [--table FILE] [--excluded FILE] [--self-test]

BUILD has objects made with --coverage, and their counts. A branch is one way out of a condition,
as gcc counts them without optimising; one that any of the programs took is covered.
tests/coverage/excluded lists those that nothing here can reach, with reasons: file, a part of the
source line, how many of its branches, reason. One that was reached after all is an error, so that
the list cannot grow old.

Exit status 0 when every domain module has all its branches, and the plumbing together 95 percent.
"""

import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
DOMAIN, PLUMBING = 100.0, 95.0


def branches(build):
    """{(file, line, function, number): times taken}"""
    taken = defaultdict(int)
    # Commands and tests, too: they have copies of the inline functions of lib/.
    for counts in sorted(Path(build, "obj").rglob("*.gcda")):
        said = subprocess.run(["gcov", "-b", "-t", "--json-format", str(counts)],
                              capture_output=True, check=True).stdout
        for file in json.loads(said)["files"]:
            name = file["file"]
            if not name.startswith("lib/"):
                continue
            for line in file["lines"]:
                for number, branch in enumerate(line["branches"]):
                    key = name, line["line_number"], line.get("function_name"), number
                    taken[key] += branch["count"]
    return taken


def read_excluded(path):
    rows = []
    for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            file, part, count, reason = line.split("\t")
            rows.append([number, file, part, int(count), reason])
    return rows


def missed_lines(taken):
    """{file: {line: branches not taken}}; inline functions of a header in any of their copies."""
    any_copy = defaultdict(int)
    for (file, line, function, number), count in taken.items():
        any_copy[file, line, function if file.endswith(".c") else "", number] += count
    missed = defaultdict(lambda: defaultdict(int))
    total = defaultdict(int)
    for (file, line, _, _), count in any_copy.items():
        total[file] += 1
        if count == 0:
            missed[file][line] += 1
    return missed, total


def judge(taken, rows, out):
    missed, total = missed_lines(taken)
    complaints = []
    excluded = defaultdict(int)
    for number, file, part, count, _ in rows:
        text = Path(file).read_text(encoding="utf-8").splitlines()
        left = count
        for at in sorted(missed[file]):
            if part in text[at - 1] and left > 0 and missed[file][at] > 0:
                use = min(left, missed[file][at])
                missed[file][at] -= use
                left -= use
        excluded[file] += count - left
        if left > 0:
            complaints.append(f"excluded:{number}: {left} of {count} branches of {file} were "
                              f"reached, or are gone: {part}")
    sums = {"domain": [0, 0, 0], "plumbing": [0, 0, 0]}
    out.write("file\tbranches\ttaken\texcluded\tmissed\n")
    for file in sorted(total):
        kind = "plumbing" if file.startswith("lib/plumbing/") else "domain"
        lines = {at: n for at, n in missed[file].items() if n > 0}
        left = sum(lines.values())
        sums[kind] = [a + b for a, b in zip(sums[kind], (total[file], left, excluded[file]))]
        out.write(f"{file}\t{total[file]}\t{total[file] - left - excluded[file]}\t"
                  f"{excluded[file]}\t{' '.join(f'{at}({n})' for at, n in sorted(lines.items()))}"
                  "\n")
        if kind == "domain" and left > 0:
            complaints.append(f"{file}: {left} branches missed, at lines "
                              + " ".join(map(str, sorted(lines))))
    percents = {}
    for kind, (count, left, out_of) in sums.items():
        percents[kind] = 100 * (count - left - out_of) / (count - out_of) if count else 0
        print(f"{kind}: {count - left - out_of} of {count - out_of} branches "
              f"({percents[kind]:.1f} percent), {out_of} excluded with reasons")
    if percents["plumbing"] < PLUMBING:
        complaints.append(f"plumbing: {percents['plumbing']:.1f} percent, not {PLUMBING}")
    if sums["domain"][0] == 0:
        complaints.append("nothing was counted")
    return complaints


def self_test(taken, rows):
    """A branch of each room that was never taken, an exclusion too many, a poor plumbing."""
    class Nowhere:
        def write(self, text):
            pass
    domain = next(k for k in taken if k[0] == "lib/ors.c")
    plans = [({**taken, domain: 0}, rows),
             (taken, rows + [[0, "lib/ors.c", "if (", 1, "planted"]]),
             ({k: 0 if k[0].startswith("lib/plumbing/") and k[1] % 5 == 0 else v
               for k, v in taken.items()}, rows),
             ({}, [])]
    return [f"self-test {n}: a planted gap is not seen"
            for n, (counts, list_) in enumerate(plans) if not judge(counts, list_, Nowhere())]


def main():
    arguments = sys.argv[1:]
    excluded, table, test = HERE / "excluded", None, False
    build = arguments.pop(0)
    while arguments:
        option = arguments.pop(0)
        if option == "--self-test":
            test = True
        elif option == "--table":
            table = arguments.pop(0)
        else:
            excluded = arguments.pop(0)
    taken, rows = branches(build), read_excluded(excluded)
    if test:
        complaints = self_test(taken, rows)
    else:
        with open(table or "/dev/null", "w", encoding="utf-8") as out:
            complaints = judge(taken, rows, out)
    for complaint in complaints:
        print(complaint)
    print("coverage" + (" self-test" if test else "") + ": "
          + ("0 passed, 1 failed" if complaints else "1 passed, 0 failed"))
    sys.exit(1 if complaints else 0)


main()
