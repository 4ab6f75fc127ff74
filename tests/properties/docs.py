"""What pages say, held against the tables; for docs.sh. Every function returns what is wrong.

   python3 tests/properties/docs.py FUNCTION PAGE      (in the root of the sources)
"""

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


def house(path):
    """CONTRIBUTING.md names every module of the plumbing, once or more, and every room."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    named = set(re.findall(r"`([a-z_]+)`", text[text.index("## The house"):]))
    modules = {name[:-2] for name in os.listdir("lib/plumbing") if name.endswith(".h")}
    wrong = [f"{path}: no word of lib/plumbing/{name}" for name in sorted(modules - named)]
    for mention in sorted(set(re.findall(r"`((?:bin|lib|man|share|tests|tools)/[\w./-]+)`", text))):
        # What a reader is to make is called foo; NAME stands for any.
        if not re.search("foo|NAME|\\*", mention) and not os.path.exists(mention):
            wrong.append(f"{path}: there is no {mention}")
    return wrong


def library(path):
    """libsfb(3) names every public function, and no other."""
    with open(path, encoding="utf-8") as file:
        page = file.read()
    public = set()
    for name in os.listdir("lib"):
        if name.endswith(".h"):
            with open("lib/" + name, encoding="utf-8") as file:
                public |= set(re.findall(r"^(?!static|#)[^\n/(]*\b(sfb_\w+)\(", file.read(),
                                         re.MULTILINE))
    listed = set(re.findall(r"^\.F[no] .*?\b(sfb_\w+)", page, re.MULTILINE))
    return ([f"{path}: no word of {name}" for name in sorted(public - listed)] +
            [f"{path}: there is no {name}" for name in sorted(listed - public)])


faults = globals()[sys.argv[1]](sys.argv[2])
print(*faults, sep="\n")
sys.exit(bool(faults))
