#!/usr/bin/env python3
"""R9: the classic edge cases of CSV, made again from their descriptions with contents of our own,
and what Danish Excel writes: each as bytes, and as the cells that must come out, written by hand.

    conformance.py BINDIR CELLS       CELLS is the program made of cells.c
    conformance.py --self-test        does a wrong cell get noticed?

Where Python's own csv module reads a case as RFC 4180 does, it is asked as well: then two who know
nothing of each other agree with the hand. `only` says how sfb differs on purpose.
"""

import csv
import io
import subprocess
import sys
from dataclasses import dataclass


@dataclass
class Case:
    name: str
    data: bytes
    cells: list = None      # text as UTF-8; None: refused
    line: int = 0           # of the refusal
    says: str = ""          # a part of the message
    only: str = ""          # where sfb and RFC 4180 or Python differ, and why
    delimiter: str = ","    # for Python
    arguments: tuple = ()


def text(data):
    return data.encode("utf-8")


SPECTRUM = [
    Case("comma in quotes", b'name,street,zip\nAnna,"Elmevej 4, 2. tv",2100\n',
         [["name", "street", "zip"], ["Anna", "Elmevej 4, 2. tv", "2100"]]),
    Case("empty cells", b'a,b,c\n1,"",""\n2,3,4\n',
         [["a", "b", "c"], ["1", "", ""], ["2", "3", "4"]]),
    Case("empty cells, CR LF", b'a,b,c\r\n1,"",""\r\n2,3,4\r\n',
         [["a", "b", "c"], ["1", "", ""], ["2", "3", "4"]]),
    Case("escaped quotes", b'a,b\n1,"she said ""yes"" twice"\n3,4\n',
         [["a", "b"], ["1", 'she said "yes" twice'], ["3", "4"]]),
    Case("JSON in a cell", b'key,value\n1,"{""kind"": ""Point"", ""at"": [12.5, 55.7]}"\n',
         [["key", "value"], ["1", '{"kind": "Point", "at": [12.5, 55.7]}']]),
    Case("coordinates", 'place,at\nHavn,"55°40\'34""N 12°34\'06""E"\n'.encode(),
         [["place", "at"], ["Havn", '55°40\'34"N 12°34\'06"E']]),
    Case("newlines", b'a,b,c\n1,2,3\n"Once upon\na time",5,6\n7,8,9\n',
         [["a", "b", "c"], ["1", "2", "3"], ["Once upon\na time", "5", "6"], ["7", "8", "9"]]),
    Case("newlines, CR LF", b'a,b,c\r\n1,2,3\r\n"Once upon\r\na time",5,6\r\n7,8,9\r\n',
         [["a", "b", "c"], ["1", "2", "3"], ["Once upon\r\na time", "5", "6"], ["7", "8", "9"]]),
    Case("quotes and newlines", b'a,b\n1,"ha\n""ha""\nha"\n3,4\n',
         [["a", "b"], ["1", 'ha\n"ha"\nha'], ["3", "4"]]),
    Case("simple", b"a,b,c\n1,2,3\n", [["a", "b", "c"], ["1", "2", "3"]]),
    Case("simple, CR LF", b"a,b,c\r\n1,2,3\r\n", [["a", "b", "c"], ["1", "2", "3"]]),
    Case("UTF-8", text("a,b,c\n1,2,3\n4,5,ʤ\n"), [["a", "b", "c"], ["1", "2", "3"], ["4", "5", "ʤ"]]),
]

TEST_DATA = [
    Case("all empty", b",,\n,,\n", [["", "", ""], ["", "", ""]]),
    Case("bad: header with fewer fields", b"a,b\n1,2,3\n", None, 2, "3 cells where the header has 2"),
    Case("bad: header with more fields", b"a,b,c\n1,2\n", None, 2, "2 cells where the header has 3",
         only="a command that does not read the last column completes the record: see below"),
    Case("bad: no header", b"", None, 0, "empty: a header line is needed"),
    Case("bad: wrong header", b"one,two\n1,2\n", None, 0, "no column",
         arguments=("ors-score",)),
    Case("bad: missing quote", b'a,b\n1,"2\n3,4\n', None, 2, "a quote is opened here"),
    Case("bad: quotes with an unescaped quote", b'a,b\n"half a "quote",2\n', None, 2,
         "a quote is opened here"),
    Case("bad: unescaped quote", b'a,b\nhalf a "quote,2\n', None, 2, "a quote inside a cell"),
    Case("empty field", b"a,b,c\n1,,3\n", [["a", "b", "c"], ["1", "", "3"]]),
    Case("empty one column", b"a\n\n\n", [["a"]],
         only="a blank line is no record; an empty cell alone is written \"\""),
    Case("header, no rows", b"a,b,c\n", [["a", "b", "c"]]),
    Case("header, simple", b"one,two\n1,2\n", [["one", "two"], ["1", "2"]]),
    Case("leading space", b"a,b\n 1, 2\n", [["a", "b"], ["1", "2"]],
         only="blanks round a cell do not count; the record passes on with them"),
    Case("one column", b"a\n1\n2\n", [["a"], ["1"], ["2"]]),
    Case("quotes, empty", b'a,b\n"",""\n', [["a", "b"], ["", ""]]),
    Case("quotes with comma", b'a,b\n"1,2","3,4"\n', [["a", "b"], ["1,2", "3,4"]]),
    Case("quotes with escaped quote", b'a,b\n"1""2",""""\n', [["a", "b"], ['1"2', '"']]),
    Case("quotes with newline", b'a,b\n"1\n2","\n"\n', [["a", "b"], ["1\n2", "\n"]]),
    Case("quotes with space", b'a,b\n" 1 ","2 "\n', [["a", "b"], [" 1 ", "2 "]]),
    Case("simple, CR LF", b"x,y\r\n1,2\r\n3,4\r\n", [["x", "y"], ["1", "2"], ["3", "4"]]),
    Case("simple, LF", b"x,y\n1,2\n3,4\n", [["x", "y"], ["1", "2"], ["3", "4"]]),
    Case("trailing newline", b"x,y\n1,2\n\n", [["x", "y"], ["1", "2"]],
         only="Python keeps the blank line as an empty record"),
    Case("trailing newline, one field", b'x\n1\n""\n', [["x"], ["1"], [""]]),
    Case("trailing space", b"a,b\n1 ,2 \n", [["a", "b"], ["1", "2"]],
         only="blanks round a cell do not count; the record passes on with them"),
    Case("UTF-8", text("navn,by\nÅse,Ærø\nŽofie,東京\n"),
         [["navn", "by"], ["Åse", "Ærø"], ["Žofie", "東京"]]),
]

# What Danish Excel and its users make of a table. The cells are the reader's; text is never
# converted on the way in.
EXCEL = [
    Case("semicolons and decimal commas", b"borger;alder;ORS\r\nP1;35;15,6\r\nP2;9;32,0\r\n",
         [["borger", "alder", "ORS"], ["P1", "35", "15,6"], ["P2", "9", "32,0"]], delimiter=";"),
    Case("byte order mark", "\ufeffnavn;dato\r\nÅse;01-02-2026\r\n".encode(),
         [["navn", "dato"], ["Åse", "01-02-2026"]], delimiter=";"),
    Case("sep= line", b"sep=;\r\na;b\r\n1,5;2\r\n", [["a", "b"], ["1,5", "2"]], delimiter=";",
         only="Python takes it for a record"),
    Case("byte order mark and sep= line", b"\xef\xbb\xbfsep=;\r\na;b\r\n1;2\r\n",
         [["a", "b"], ["1", "2"]], delimiter=";", only="Python takes it for a record"),
    Case("sep=TAB", b"sep=\t\r\na\tb\r\n1;5\t2\r\n", [["a", "b"], ["1;5", "2"]], delimiter="\t",
         only="Python takes it for a record"),
    Case("Alt-Enter", b"a;b\r\n\"first line\nsecond; line\";2\r\n",
         [["a", "b"], ["first line\nsecond; line", "2"]], delimiter=";"),
    Case("newline in a name", b'a;"ORS\ntotal"\r\n1;2\r\n', [["a", "ORS\ntotal"], ["1", "2"]],
         delimiter=";"),
    Case("tab-separated text", b"a\tb\r\n\"x\ty\"\t2\r\n", [["a", "b"], ["x\ty", "2"]],
         delimiter="\t"),
    Case("empty cells in the middle", b"a;b;c\r\n1;;3\r\n;;\r\n",
         [["a", "b", "c"], ["1", "", "3"], ["", "", ""]], delimiter=";"),
    Case("quotes that Excel doubles", b'a;b\r\n"""klar""";"2"""\r\n',
         [["a", "b"], ['"klar"', '2"']], delimiter=";"),
    Case("apostrophe and formula signs", b"a;b\r\n'=1+1;-5\r\n", [["a", "b"], ["'=1+1", "-5"]],
         delimiter=";"),
    Case("leading zeros protected", b'a;b\r\n"=""00123""";2\r\n',
         [["a", "b"], ['="00123"', "2"]], delimiter=";"),
    Case("last line without ending", b"a;b\r\n1;2", [["a", "b"], ["1", "2"]], delimiter=";"),
    Case("blank lines at the end", b"a;b\r\n1;2\r\n\r\n\r\n", [["a", "b"], ["1", "2"]],
         delimiter=";", only="Python keeps blank lines as empty records"),
    Case("no-break space", "a;b\r\n28\u00a0434;2\r\n".encode(), [["a", "b"], ["28\u00a0434", "2"]],
         delimiter=";"),
    Case("Windows-1252", b"f\xf8dselsdato;k\xf8n\r\n01-02-2016;dreng\r\n",
         [[b"f\xf8dselsdato", b"k\xf8n"], ["01-02-2016", "dreng"]], only="not UTF-8"),
    Case("UTF-16", "a;b\r\n1;2\r\n".encode("utf-16"), None, 1, "iconv -f UTF-16"),
    Case("UTF-16 without mark", "a;b\r\n1;2\r\n".encode("utf-16-le"), None, 1, "iconv -f UTF-16"),
    Case("Mac line endings", b"a;b\r1;2\r", None, 1, "a bare carriage return"),
    Case("commas where it says sep=;", b"sep=;\r\na,b\r\n1,2\r\n", [["a,b"], ["1,2"]], delimiter=";",
         only="Python takes it for a record"),
]

# csv-excel --from-excel: what comes out as plain CSV, read by Python's csv module.
FROM_EXCEL = [
    Case("decimal commas in named columns", b"navn;amount\r\nA;-28.434,50\r\nB;1,5\r\n",
         [["navn", "amount"], ["A", "-28434.50"], ["B", "1.5"]]),
    Case("not in others", b"note;amount\r\n1,5;70.488 kr.\r\n",
         [["note", "amount"], ["1,5", "70488"]]),
    Case("columns that sfb writes", b"borger;ors_total;amount\r\nP1;15,6;1,0\r\n",
         [["borger", "ors_total", "amount"], ["P1", "15.6", "1.0"]]),
    Case("Windows-1252", b"navn;amount\r\n\xc5se \x80;2\r\n", [["navn", "amount"], ["Åse €", "2"]]),
    Case("mark and newline", "\ufeffnavn;amount\r\n\"Åse\nøst, vest\";0,25\r\n".encode(),
         [["navn", "amount"], ["Åse\nøst, vest", "0.25"]]),
    Case("one apostrophe goes", b"note;amount\r\n'=1+1;1\r\n''=1;2\r\n'n;3\r\n",
         [["note", "amount"], ["=1+1", "1"], ["'=1", "2"], ["'n", "3"]]),
    Case("protected zeros", b'id;amount\r\n"=""00123""";1\r\n', [["id", "amount"], ["00123", "1"]]),
    Case("minus sign U+2212", "id;amount\r\na;\u22127,5\r\n".encode(),
         [["id", "amount"], ["a", "-7.5"]]),
]

# A filter completes a record that lacks only trailing columns that it does not read.
COMPLETED = (b"person_id,ors_individual,ors_interpersonal,ors_social,ors_overall,note,more\n"
             b"P1,5,5,5,5\n",
             b"P1,5,5,5,5,,,20.0,", "completed")


def run(program, data, *arguments):
    return subprocess.run([program, *arguments], input=data, capture_output=True, check=False)


def cells_of(output):
    """The records of cells.c."""
    records, at = [], 0
    while at < len(output):
        record = []
        while output[at:at + 1] != b"\n":
            colon = output.index(b":", at)
            end = colon + 1 + int(output[at:colon])
            record.append(output[colon + 1:end])
            at = end + 1
        records.append(record)
        at += 1
    return records


def as_bytes(records):
    return [[c if isinstance(c, bytes) else c.encode() for c in r] for r in records]


def by_python(case):
    reader = csv.reader(io.StringIO(case.data.decode("utf-8-sig"), newline=""),
                        delimiter=case.delimiter, strict=True)
    return as_bytes(list(reader))


def fault(case, done, records):
    """Why a case fails, or nothing."""
    err = done.stderr.decode(errors="replace")
    if case.cells is None:
        if done.returncode != 2:
            return f"status {done.returncode}, not 2"
        if case.says not in err or (case.line and f"-:{case.line}: " not in err):
            return f"says: {err}"
        return ""
    if done.returncode != 0:
        return f"status {done.returncode}: {err}"
    if records != as_bytes(case.cells):
        return f"cells {records}, not {as_bytes(case.cells)}"
    return ""


def judge(case, bindir, cells):
    program = f"{bindir}/{case.arguments[0]}" if case.arguments else cells
    done = run(program, case.data)
    found = fault(case, done, cells_of(done.stdout) if done.returncode == 0 else [])
    if not found and case.cells is not None and not case.only \
            and by_python(case) != as_bytes(case.cells):
        return "Python's csv module reads other cells than the hand: say so with `only`"
    return found


def judge_excel(case, bindir):
    done = run(f"{bindir}/csv-excel", case.data, "--from-excel", "--number", "amount")
    records = as_bytes(list(csv.reader(io.StringIO(done.stdout.decode(), newline=""), strict=True)))
    return fault(case, done, records)


def self_test():
    good = Case("good", b"a\n", [["a"]])
    done = subprocess.CompletedProcess([], 0, b"1:a,\n", b"")
    failed = subprocess.CompletedProcess([], 2, b"", b"cells: -:2: a quote\n")
    bad = Case("bad", b"", None, 2, "a quote")
    wrong = [fault(good, done, [[b"b"]]), fault(good, done, [[b"a"], [b""]]),
             fault(good, failed, []), fault(bad, done, []),
             fault(Case("line", b"", None, 3, "a quote"), failed, []),
             fault(Case("says", b"", None, 2, "a number"), failed, [])]
    right = [fault(good, done, cells_of(done.stdout)), fault(bad, failed, [])]
    return all(wrong) and not any(right)


def main():
    if sys.argv[1] == "--self-test":
        sys.exit(0 if self_test() else "self-test: a wrong cell is not noticed")
    bindir, cells = sys.argv[1:]
    assert (len(SPECTRUM), len(TEST_DATA)) == (12, 25)
    failed = 0
    total = 1
    for case in SPECTRUM + TEST_DATA + EXCEL + FROM_EXCEL:
        found = judge_excel(case, bindir) if case in FROM_EXCEL else judge(case, bindir, cells)
        total += 1
        if found:
            failed += 1
            print(f"FAILED  {case.name}: {found}")
    done = run(f"{bindir}/ors-score", COMPLETED[0])
    if COMPLETED[1] not in done.stdout or COMPLETED[2] not in done.stderr.decode():
        failed += 1
        print(f"FAILED  a record that is completed: {done}")
    print(f"conformance: {total - failed} passed, {failed} failed")
    sys.exit(failed > 0)


main()
