#!/usr/bin/env bash
# excel-in-libreoffice: what csv-excel writes, opened by a real spreadsheet with the Danish locale.
# Numbers are numbers, 15,6 is no date, no cell of the input becomes a formula, text stays text; and
# the spreadsheet's own CSV comes back through csv-excel --from-excel.
#
#   tests/properties/excel-in-libreoffice.sh BINDIR
#
# Without LibreOffice (soffice) or python3 it tests nothing, and says so.
set -uo pipefail
export LC_ALL=C.UTF-8

bin=$(cd "$1" && pwd) || exit 2
for tool in soffice python3; do
	if ! command -v "$tool" >/dev/null; then
		echo "excel-in-libreoffice: skipped: no $tool here"
		echo 'excel-in-libreoffice: 0 passed, 0 failed'
		exit 0
	fi
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat >"$work/make.py" <<'END'
"""The table: a column of numbers that sfb writes, one named by hand, a text, an identifier."""

import csv
import sys

NUMBERS = ["15.6", "32.0", "-2.0", "0.125", "1.125", "12.10", "1.2", "31.12", "-28434", "-28434.50",
           "0", "7", "-0.5", "123456.789", "2.2025"]
TEXTS = ["=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", " =1+1", "\n=1+1", "\r=1+1", "=1+1\nmore",
         "＝1+1", "＋1", "－1", "＠x", "'=1+1", "''=1", '=HYPERLINK("http://example.invalid";"x")',
         "=cmd|' /C calc'!A0", "-", "søren; \"æøå\"", "mother's", "a\nb", "+4512345678"]
IDS = ["007", "0", "12345678901234567890", "00", "P7", "0123456789"]

rows = max(len(NUMBERS), len(TEXTS), len(IDS))
with open(sys.argv[1], "w", encoding="utf-8", newline="") as file:
    out = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
    out.writerow(["ors_total", "amount", "note", "code", "=1+1"])
    for i in range(rows):
        out.writerow([NUMBERS[i % len(NUMBERS)], NUMBERS[-1 - i % len(NUMBERS)],
                      TEXTS[i % len(TEXTS)], IDS[i % len(IDS)], "x"])
END

cat >"$work/check.py" <<'END'
"""The cells as the spreadsheet has them, against those of the table."""

import csv
import sys
from decimal import Decimal
from xml.etree import ElementTree

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
plain, opened, back = sys.argv[1:]
passed = failed = 0


def check(good, text):
    global passed, failed
    passed += good
    failed += not good
    if not good:
        print(f"FAILED  {text}")


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.reader(file, strict=True))


def cells_of(path):
    """(type, value or text, formula) of every cell, repeated ones included."""
    rows = []
    for row in ElementTree.parse(path).iter(TABLE + "table-row"):
        cells = []
        for cell in row.iter(TABLE + "table-cell"):
            kind = cell.get(OFFICE + "value-type")
            text = "\n".join("".join(p.itertext()) for p in cell.iter(TEXT + "p"))
            cells += [(kind, cell.get(OFFICE + "value") or text, cell.get(TABLE + "formula"))
                      ] * int(cell.get(TABLE + "number-columns-repeated", "1"))
        rows += [cells] * int(row.get(TABLE + "number-rows-repeated", "1"))
    return rows


table, sheet, returned = rows_of(plain), cells_of(opened), rows_of(back)
check(len(sheet) >= len(table), f"{len(sheet)} rows, not {len(table)}")
for i, name in enumerate(table[0]):
    check(sheet[0][i][0] == "string" and sheet[0][i][2] is None, f"header {name!r}: {sheet[0][i]}")
for line, (row, cells) in enumerate(zip(table[1:], sheet[1:]), 2):
    for i in (0, 1):
        kind, value, formula = cells[i]
        check(kind == "float" and formula is None and Decimal(value) == Decimal(row[i]),
              f"line {line}: the number {row[i]!r} became {cells[i]}")
    kind, value, formula = cells[2]
    check(kind == "string" and formula is None, f"line {line}: the text {row[2]!r} became {cells[2]}")
    kind, value, formula = cells[3]
    # The one formula there may be is the string constant that --protect-ids writes.
    constant = formula in (None, f'of:="{row[3]}"')
    check(constant and (value == row[3] or Decimal(value) == Decimal(row[3])) and
          (kind == "string" or row[3] == "0"), f"line {line}: the code {row[3]!r} became {cells[3]}")
for line, (row, again) in enumerate(zip(table[1:], returned[1:]), 2):
    same = [Decimal(again[0]) == Decimal(row[0]), Decimal(again[1]) == Decimal(row[1]),
            again[2].replace("\r", "\n") == row[2].replace("\r", "\n"), again[3] == row[3]]
    check(all(same), f"line {line}: {row} came back as {again}")
print(f"excel-in-libreoffice: {passed} passed, {failed} failed")
sys.exit(failed > 0)
END

# A profile of its own, in Danish: the language of a CSV can be told for reading, not for writing.
mkdir -p "$work/profile/user" || exit 2
cat >"$work/profile/user/registrymodifications.xcu" <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>da-DK</value></prop></item>
</oor:items>
END

# No office that is open already is asked. The filter's options
# are delimiter, quote, UTF-8, first line, columns, language (1030: Danish), quoted cells as text,
# special numbers (dates, too) recognised, the next two for writing, formulas evaluated.
office() { # FORMAT FILTER FILE
	timeout 120 soffice --headless --norestore "-env:UserInstallation=file://$work/profile" \
		--infilter="$2" --convert-to "$1" --outdir "$work/out" "$3" >>"$work/said" 2>&1
}
reading='CSV:59,34,76,1,,1030,false,true,false,false,false,0,true'
python3 "$work/make.py" "$work/plain.csv" &&
	"$bin/csv-excel" --protect-ids --decimal point --number amount "$work/plain.csv" >"$work/excel.csv" &&
	office fods "$reading" "$work/excel.csv" &&
	office 'csv:Text - txt - csv (StarCalc):59,34,76,1,,1030,false,true,false' "$reading" \
		"$work/excel.csv" &&
	"$bin/csv-excel" --from-excel --number amount "$work/out/excel.csv" >"$work/back.csv"
status=$?
if ((status != 0)) || [[ ! -s $work/out/excel.fods || ! -s $work/back.csv ]]; then
	cat "$work/said"
	echo "excel-in-libreoffice: could not open the table, status $status"
	echo 'excel-in-libreoffice: 0 passed, 1 failed'
	exit 1
fi
python3 "$work/check.py" "$work/plain.csv" "$work/out/excel.fods" "$work/back.csv"
status=$?
((status <= 1)) || echo 'excel-in-libreoffice: 0 passed, 1 failed'
exit "$status"
