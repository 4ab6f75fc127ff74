#!/usr/bin/env python3
"""private: do messages carry cells? For R19.

    private.py canaries PROGRAM ARGUMENTS FLAGS FIXTURE FOLDER EVERY

plants an unmistakable value in each cell of a table (of a folder: in all the cells of a column), one
after the other, runs the command, and looks for any part of it on standard error. EVERY: 1 for each
record, otherwise the first. Prints `RUNS HITS` and a line for each of the first hits; what the
command said goes to FOLDER/said.tsv, in the form of tests/sweeps/lib.sh.

    private.py search TOP OBSERVED VOCABULARY

searches every message in OBSERVED/*.tsv and OBSERVED/cases/*.tsv for the cells of the table that the
command was given. How that is decided: a cell is looked for when it is unmistakable, that is, at
least four bytes long, and found neither in the vocabulary (the text of the commands and of the tables
that come with them) nor in the command's own arguments or the names of its files; it is a hit when it
stands in the message, with no letter or digit beside it. Places (`FILE:LINE:`) and numbers of lines are
taken out before. The first record is a header, not cells, unless the message says that it looks like
data. Runs with --show-values are left out, because they show cells. Tables of names of columns
(columns.csv), of options, of rules and of norms with their source are settings, not cells. Prints the number of messages,
cells looked for, cells left out, and hits.
"""

import os
import re
import subprocess
import sys

LETTERS = "Qzxv"
DIGITS = "7319"
KINDS = {
    "text": "Qzxv7319 Kwybq",
    "number": "7319.5086",
    "date": "7319-50-86",
    "lines": '"Qzxv\n7319"',
    "person number": "010190-7319",
    "many": "Qzxv" * 40,
}


def records_of(data):
    """Records as lists of raw cells, and the delimiter."""
    head = data.split("\n", 1)[0]
    delimiter = max(",;\t|", key=head.count)
    records, cells, cell, inside = [], [], [], False
    for letter in data:
        if letter == '"':
            inside = not inside
        if letter == delimiter and not inside:
            cells.append("".join(cell))
            cell = []
        elif letter == "\n" and not inside:
            cells.append("".join(cell))
            records.append(cells)
            cells, cell = [], []
        else:
            cell.append(letter)
    if cell or cells:
        records.append(cells + ["".join(cell)])
    return records, delimiter


def text_of(records, delimiter):
    return "".join(delimiter.join(cells) + "\n" for cells in records)


def read(path):
    with open(path, encoding="utf-8", errors="surrogateescape", newline="") as file:
        return file.read()


def write(path, text):
    with open(path, "w", encoding="utf-8", errors="surrogateescape", newline="") as file:
        file.write(text)


class Canaries:
    def __init__(self, program, arguments, flags, fixture, folder, every):
        self.program, self.flags, self.folder = program, flags, folder
        self.arguments, self.fixture, self.every = arguments.split(), fixture, every
        self.runs, self.hits, self.said = 0, [], set()

    def run(self, path, what):
        command = [self.program] + self.arguments + ([] if "input" in self.flags else [path])
        with open(path if os.path.isfile(path) else os.devnull, "rb") as stdin:
            done = subprocess.run(command, stdin=stdin, stdout=subprocess.DEVNULL,
                                  stderr=subprocess.PIPE, timeout=60, check=False)
        said = done.stderr.decode("utf-8", "replace")
        self.runs += 1
        self.said.add("status\t%s\t%s\t%d\t1" % (os.path.basename(self.program), " ".join(self.arguments),
                                                  done.returncode if done.returncode >= 0 else 128 - done.returncode))
        for line in said.splitlines():
            if LETTERS in line or DIGITS in line or "5086" in line or "Kwybq" in line:
                self.hits.append("%s: %s" % (what, line[:150]))

    def table(self, path, copy, target):
        """Variants of the table at path, written to copy; target is what the command gets."""
        records, delimiter = records_of(read(path))
        first = 1 if records[0][0].lower().lstrip("\ufeff").startswith("sep=") else 0
        body = range(first + 1, len(records))
        whole = os.path.isdir(target)
        for turn, (kind, value) in enumerate(KINDS.items()):
            columns = range(len(records[first]))
            if whole and not self.every:
                columns = [(turn * 2 + 1) % len(columns)]
            for column in columns:
                for row in [body] if whole else [[r] for r in (body if self.every else body[:1])]:
                    changed = [list(cells) for cells in records]
                    for number in row:
                        if column < len(changed[number]):
                            changed[number][column] = value
                    write(copy, text_of(changed, delimiter))
                    self.run(target, "%s in column %d" % (kind, column + 1))
            if whole and not self.every and turn > 1:
                continue
            # Data where the header should be.
            changed = [[value if n % 2 else "7319" for n in range(len(cells))] for cells in records]
            write(copy, text_of(changed, delimiter))
            self.run(target, "%s instead of a header" % kind)

    def all(self):
        copy = os.path.join(self.folder, "planted")
        if os.path.isdir(self.fixture):
            subprocess.run(["cp", "-R", self.fixture, copy], check=True)
            for name in sorted(os.listdir(self.fixture)):
                self.table(os.path.join(self.fixture, name), os.path.join(copy, name), copy)
                subprocess.run(["cp", os.path.join(self.fixture, name), copy], check=True)
        else:
            self.table(self.fixture, copy + ".csv", copy + ".csv")
        write(os.path.join(self.folder, "said.tsv"), "".join(line + "\n" for line in sorted(self.said)))
        print(self.runs, len(self.hits))
        for hit in self.hits[:5]:
            print(hit)


NOT_CELLS = re.compile(r":\d+(?=:)|\blines? \d+|\(\d+ times|and \d+ more|\b\d+ times")


class Search:
    def __init__(self, top, vocabulary):
        self.cases = os.path.join(top, "tests", "cases")
        self.vocabulary = vocabulary.lower()
        names = [page[:-2] for page in os.listdir(os.path.join(top, "man")) if page.endswith(".1")]
        names.remove("learning-report")
        self.commands = re.compile("(%s): " % "|".join(names))
        self.known = {}
        self.messages, self.searched, self.left_out, self.hits = 0, set(), set(), []

    def cells(self, path):
        """(header cells, other cells) of the tables at path."""
        if path not in self.known:
            head, rest = set(), set()
            for file in self.files(path):
                records, _ = records_of(read(file))
                clean = [[cell.strip().strip('"').replace('""', '"').strip() for cell in cells]
                         for cells in records]
                if clean and {"ours", "command", "source"} & set(clean[0]):
                    continue
                head.update(*clean[:1])
                rest.update(*clean[1:])
                # A cell of several lines is told line by line, if at all.
                for cells in clean[1:]:
                    for cell in cells:
                        rest.update(part.strip() for part in cell.split("\n"))
            self.known[path] = (head, rest)
        return self.known[path]

    @staticmethod
    def files(path):
        if os.path.isfile(path):
            return [path]
        return [os.path.join(folder, name) for folder, _, names in os.walk(path) for name in names
                if name not in ("cmd", "out", "err", "status")]

    def message(self, arguments, path, line):
        # What a case said as a whole is there for learning-report: a shell, which the witness does
        # not see. The commands themselves have said the same to the witness.
        if arguments == "-" and self.commands.match(line):
            return
        self.messages += 1
        if "--show-values" in arguments:
            return
        head, cells = self.cells(path)
        if "looks like data" in line:
            cells = cells | head
        said = NOT_CELLS.sub("", line)
        names = arguments + " ".join(self.files(path))
        for cell in cells:
            if len(cell.encode("utf-8", "replace")) < 4 or cell.lower() in self.vocabulary:
                self.left_out.add((path, cell))
                continue
            self.searched.add((path, cell))
            if cell in said and cell not in names and \
                    re.search(r"(?<!\w)" + re.escape(cell) + r"(?!\w)", said):
                self.hits.append("%s: %s" % (os.path.basename(path), line[:200]))

    def log(self, log, path=None):
        for line in read(log).split("\n"):
            parts = line.split("\t", 4)
            if parts[0] == "message" and len(parts) == 5:
                self.message(parts[2], path or parts[3], parts[4])

    def all(self, observed):
        for name in sorted(os.listdir(observed)):
            if name.endswith(".tsv"):
                self.log(os.path.join(observed, name))
        cases = os.path.join(observed, "cases")
        for name in sorted(os.listdir(cases)):
            self.log(os.path.join(cases, name), os.path.join(self.cases, name[:-len(".tsv")]))
        print(self.messages, len(self.searched), len(self.left_out), len(self.hits))
        for hit in sorted(set(self.hits))[:20]:
            print(hit)


def main():
    if sys.argv[1:2] == ["canaries"] and len(sys.argv) == 8:
        Canaries(*sys.argv[2:7], sys.argv[7] == "1").all()
    elif sys.argv[1:2] == ["search"] and len(sys.argv) == 5:
        Search(sys.argv[2], read(sys.argv[4])).all(sys.argv[3])
    else:
        sys.exit(__doc__)


main()
