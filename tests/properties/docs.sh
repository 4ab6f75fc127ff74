#!/usr/bin/env bash
# docs: what pages and tables say of each other. The figures of sfb-instruments(7) against
# share/*.csv, the lists of sfb-columns(5) against the tables that it is made from, words of
# sfb-rules(5), the program in libsfb(3), and which page or list names which command.
#
#   tests/properties/docs.sh BINDIR
set -uo pipefail
export LC_ALL=C.UTF-8

bin=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.." || exit 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

check() { # NAME COMMAND...
	local name=$1
	shift
	if "$@" >"$work/said" 2>&1; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "docs: $name"
		cat "$work/said"
	fi
}

cat >"$work/docs.py" <<'END'
"""Pages as they stand in the source; every function returns what is wrong."""

import csv
import os
import re
import sys


def rows(name):
    with open(f"share/{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shown(row, column):
    if column == "ages":
        if row["age_max"] == "":
            return row["age_min"] + " and over"
        return row["age_min"] + " to " + row["age_max"]
    if column == "range":
        return row["low"] + " to " + row["high"]
    return row[column]


def chosen(words):
    """The rows of 'NAME column=value ...: columns', and the columns."""
    where, columns = words.split(":")
    name, *conditions = where.split()
    found = rows(name)
    for condition in conditions:
        column, value = condition.split("=")
        found = [row for row in found if row[column] == value]
    return found, columns.split()


def text_of(page):
    """A page without its macros, in one line, for sources that are broken over lines."""
    lines = [line for line in page if not line.startswith(".")]
    return " ".join(" ".join(lines).split())


def instruments(path):
    with open(path, encoding="utf-8") as file:
        page = file.read().splitlines()
    wrong, seen, compared = [], set(), 0
    for number, line in enumerate(page):
        if line.startswith('.\\" table '):
            found, columns = chosen(line[len('.\\" table '):])
            cells = []
            for below in page[number + 3:]:
                if not below.startswith(".It "):
                    break
                cells.append(below[len(".It "):].split(" Ta "))
            expected = [[shown(row, column) for column in columns] for row in found]
            if cells != expected or not cells:
                wrong.append(f"{path}:{number + 1}: {cells} where the table has {expected}")
        elif line.startswith('.\\" list '):
            found, columns = chosen(line[len('.\\" list '):])
            expected = ", ".join(row[columns[0]] for row in found)
            if not found or page[number + 1].split(" Ta ")[1].removesuffix(" Ta") != expected:
                wrong.append(f"{path}:{number + 2}: not {expected}")
        else:
            continue
        seen.add(line.split()[2].rstrip(":"))
        compared += len(found)
    needed = {"ors_cutoffs", "ors_reliable_change", "srs_limits", "sdq_items", "sdq_bands",
              "pss_items", "confidence"}
    if seen != needed or compared < 90:
        wrong.append(f"compared {compared} rows of {sorted(seen)}")
    text = text_of(page)
    for name in sorted(needed - {"sdq_items", "pss_items", "confidence"}):
        for row in rows(name):
            if row["source"] not in text:
                wrong.append(f"{path}: the source of {name}.csv is not named: {row['source']}")
    for row in rows("srs_limits"):
        if f"{row['limit']}: {row['rule']}." not in text:
            wrong.append(f"{path}: the rule of {row['limit']} is another one")
    return wrong


def roff(text):
    """Without escapes."""
    text = re.sub(r"\\\[u([0-9A-F]+)\]", lambda m: chr(int(m.group(1), 16)), text)
    return text.replace("\\&", "")


def plain(name):
    return re.sub("[ _-]", "", name).lower()


def items(lines):
    """The .It entries: head and text."""
    found, open_item = [], False
    for line in lines:
        if line.startswith(".It "):
            found.append((line.split(" ", 2)[2], []))
            open_item = True
        elif line.startswith((".El", ".Pp")):
            open_item = False
        elif open_item and not line.startswith("."):
            found[-1][1].append(roff(line))
    return [(head, " ".join(text)) for head, text in found]


def columns(path):
    with open(path, encoding="utf-8") as file:
        page = file.read().splitlines()
    start, middle, end = (page.index(".Sh " + name) for name in ("COLUMNS", "WORDS", "EXAMPLES"))
    wrong = []
    listed, table = items(page[start:middle]), rows("columns")
    if [head for head, _ in listed] != [row["column"] for row in table]:
        wrong.append(f"{path}: not the columns of columns.csv, in its order")
    for (head, text), row in zip(listed, table):
        names = set()
        for alias in filter(None, row["aliases"].split("|")):
            variant = re.fullmatch(r"\[(\w+)\](.*)", alias)
            names.update([variant[2]] + [letter + variant[2] for letter in variant[1]]
                         if variant else [alias])
        names = {name for name in names if plain(name) != plain(head)} or {"no other name"}
        if set(text.split(", ")) != names:
            wrong.append(f"{path}: {head}: {text}")
    listed, table = items(page[middle:end]), rows("words")
    if [(h, t) for h, t in listed] != [(r["token"], r["words"].replace("|", ", ")) for r in table]:
        wrong.append(f"{path}: not the words of words.csv")
    return wrong


def rule_words(path):
    """Each word of values.csv stands in its page, or the page says that there is none."""
    with open(path, encoding="utf-8") as file:
        page = file.read().splitlines()
    listed = {head: text.split(", ")
              for head, text in items(page[page.index(".Sh WORDS"):page.index(".Sh EXAMPLES")])}
    wrong = []
    for row in rows("values"):
        token, *others = [value for value in row["words"].split("|")]
        if set(listed.get(token, [])) != (set(others) or {"the same in Danish"}):
            wrong.append(f"{path}: {token}: {listed.get(token)}, not {others}")
    return wrong


def commands(folder):
    """Pages, lists and the README name all commands, and no other."""
    wrong = []
    names = sorted(os.listdir(folder))
    pages = sorted(name[:-2] for name in os.listdir("man") if name.endswith(".1"))
    if names != pages:
        wrong.append(f"commands and pages differ: {set(names) ^ set(pages)}")
    with open("man/sfb.7", encoding="utf-8") as file:
        listed = set(re.findall(r"^\.Xr ([a-z-]+) 1", file.read(), re.MULTILINE))
    with open("README.md", encoding="utf-8") as file:
        tabled = set(re.findall(r"^\| `([a-z-]+)` \|", file.read(), re.MULTILINE))
    for where, found in (("man/sfb.7", listed), ("README.md", tabled)):
        # sfb(7) names commands of the system, too.
        if not set(names) <= found or (where == "README.md" and set(names) != found):
            wrong.append(f"{where}: {set(names) ^ found}")
    return wrong


faults = globals()[sys.argv[1]](sys.argv[2])
print(*faults, sep="\n")
sys.exit(bool(faults))
END
docs() {
	python3 "$work/docs.py" "$@"
}

# The program in libsfb(3) and what it prints; compiled as the page says, but for the place.
awk -v folder="$work" '
	/^\.Sh/ { inside = /EXAMPLES/ }
	inside && /^\.Bd/ { shown++; next }
	inside && /^\.Ed/ { file = ""; closed = shown; next }
	inside && shown > closed { gsub(/\\e/, "\\"); print >(folder "/" (shown == 1 ? "example.c" : "example.out")) }
' man/libsfb.3

compiles() {
	"${CC:-cc}" -Ilib -o "$work/example" "$work/example.c" "$bin/../lib/libsfb.a" -lgsl -lgslcblas -lm &&
		"$work/example" | diff "$work/example.out" -
}

check 'sfb-instruments(7) and the tables' docs instruments man/sfb-instruments.7
check 'sfb-columns(5) and the tables' docs columns "$bin/../man/sfb-columns.5"
check 'sfb-rules(5) and values.csv' docs rule_words man/sfb-rules.5
check 'commands and their pages' docs commands "$bin"
[[ ${SANITIZE-} == 1 ]] || check 'the program of libsfb(3)' compiles

# Does it notice? A figure, a source, an alias and a word that are wrong.
wrong() { # FUNCTION PAGE SED
	sed "$3" "$2" >"$work/page"
	if cmp -s "$2" "$work/page"; then
		echo "$3 changes nothing"
		return 1
	fi
	! docs "$1" "$work/page" >/dev/null 2>&1
}
check 'a wrong cutoff' wrong instruments man/sfb-instruments.7 's/ORS Ta 28 Ta/ORS Ta 27 Ta/'
check 'a wrong band' wrong instruments man/sfb-instruments.7 's/Ta 17 to 19/Ta 17 to 18/'
check 'a wrong item' wrong instruments man/sfb-instruments.7 's/7, 11, 14, 21, 25/7, 11, 14, 21, 24/'
check 'a source that is gone' wrong instruments man/sfb-instruments.7 's/KA-01028/KA-01029/'
check 'an alias too few' wrong columns "$bin/../man/sfb-columns.5" 's/^rolle$/rolla/'
check 'a word too many' wrong columns "$bin/../man/sfb-columns.5" 's/^self, selv/self, selve, selv/'

echo "docs: $passed passed, $failed failed"
((failed == 0))
