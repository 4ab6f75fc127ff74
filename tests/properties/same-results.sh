#!/usr/bin/env bash
# same-results: what must not change a result. The dialect of a file, the order of
# its records (with --unsorted), the locale; and a filter returns what it was given.
#
#   tests/properties/same-results.sh BINDIR
set -uo pipefail
export LC_ALL=C

here=$(cd "$(dirname "$0")" && pwd)
bin=$(cd "$1" && pwd)
examples=$here/../../examples
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

verdict() { # NAME COMMAND...
	local name=$1
	shift
	if "$@"; then
		passed=$((passed + 1))
	else
		echo "FAILED  $name"
		failed=$((failed + 1))
	fi
}

# ---- the three dialects of the example team

score_team() { # FOLDER OUTPUT
	"$bin/ors-score" --persons "$1/persons.csv" "$1/sessions.csv" 2>"$2.err" |
		"$bin/srs-flag" --persons "$1/persons.csv" >"$2" 2>>"$2.err" || {
		cat "$2.err"
		return 1
	}
}

three_dialects() {
	local team
	for team in team team-excel team-openfit; do
		score_team "$examples/$team" "$work/$team.csv" || return 1
	done
	python3 - "$work"/team.csv "$work"/team-excel.csv "$work"/team-openfit.csv <<'PY'
import csv
import sys

RESULTS = ("ors_total ors_form ors_cutoff ors_range ors_status "
           "srs_total srs_change srs_flags srs_status").split()


def results(path):
    with open(path, encoding="utf-8", newline="") as file:
        first = file.readline()
        delimiter = ";" if first.count(";") > first.count(",") else ","
        file.seek(0)
        rows = list(csv.reader(file, delimiter=delimiter, strict=True))
    places = [rows[0].index(name) for name in RESULTS]
    return [[row[p].replace(",", ".") for p in places] for row in rows[1:]], delimiter


tables = [results(path) for path in sys.argv[1:]]
if [d for _, d in tables] != [",", ";", ","]:
    sys.exit(f"delimiters: {[d for _, d in tables]}")
plain = tables[0][0]
if len(plain) < 400 or not any("drop" in row[7] for row in plain) \
        or not {"ok", "no-cutoff"} <= {row[4] for row in plain}:
    sys.exit("the example team shows too little")
for (other, _), path in zip(tables[1:], sys.argv[2:]):
    if len(other) != len(plain):
        sys.exit(f"{path}: {len(other)} records, not {len(plain)}")
    for n, (a, b) in enumerate(zip(plain, other)):
        if a != b:
            sys.exit(f"{path}: record {n + 1}: {b}, not {a}")
PY
}
verdict 'the three example dialects give the same scores' three_dialects

# ---- output minus the new cells is the input, whatever the bytes of the cells

passthrough() {
	python3 - "$bin" "$work" <<'PY'
import random
import subprocess
import sys

BIN, FOLDER = sys.argv[1:]
RANDOM = random.Random(20260629)
ANY = bytes(b for b in range(1, 256) if b != 0x22)  # a quote is doubled below


def junk():
    size = RANDOM.choice([0, 1, 2, 5, 20, 300, 5000 if RANDOM.randrange(40) == 0 else 9])
    # No hyphens: a random person number would be a finding, and rightly so.
    cell = bytes(RANDOM.choices(ANY, k=size)).replace(b"-", b"")
    if RANDOM.randrange(3) == 0:
        cell += b'""'
    return b'"' + cell + b'"'


for command, columns, added in (
        ("ors-score", b"age,ors_individual,ors_interpersonal,ors_social,ors_overall", 5),
        ("srs-flag", b"person_id,date,srs_relationship,srs_goals,srs_approach,srs_overall", 4)):
    for delimiter in (b",", b";", b"\t", b"|"):
        for crlf in (False, True):
            rows, end = [], b"\r\n" if crlf else b"\n"
            header = b"junk,".replace(b",", delimiter) + columns.replace(b",", delimiter) \
                + delimiter + b"more junk"
            for n in range(400):
                scores = [RANDOM.choice([b"7.5", b"8", b"", b'"9,5"', b'" 3.1"', b"x", b"0"])
                          for _ in range(4)]
                who = [RANDOM.choice([b"5", b"12", b"", b"40"])] if command == "ors-score" \
                    else [b'"P ' + str(n % 7).encode() + b'"', b"2026-01-05"]
                row = delimiter.join([junk(), *who, *scores, junk()])
                rows.append(row)
            path = f"{FOLDER}/pass.csv"
            ends = [RANDOM.choice([b"\n", b"\r\n"]) for _ in rows]
            with open(path, "wb") as file:
                file.write(header + end + b"".join(r + e for r, e in zip(rows, ends)))
            done = subprocess.run([f"{BIN}/{command}", "-q", path], capture_output=True,
                                  check=False)
            if done.returncode != 3:
                sys.exit(f"{command}: status {done.returncode}: {done.stderr.decode()}")
            out, at = done.stdout, 0
            for n, row in enumerate([header, *rows]):
                if out[at:at + len(row)] != row:
                    sys.exit(f"{command} {delimiter}: record {n} is not as it came")
                at += len(row)
                stop = out.index(end, at)
                cells = out[at:stop]
                at = stop + len(end)
                if not cells.startswith(delimiter) or b"\n" in cells or b"\r" in cells:
                    sys.exit(f"{command} {delimiter}: record {n}: new cells {cells!r}")
                # With a comma for both, decimals are quoted; here no dialect has that.
                if cells.count(delimiter) != added:
                    sys.exit(f"{command} {delimiter}: record {n}: new cells {cells!r}")
            if at != len(out):
                sys.exit(f"{command} {delimiter}: bytes behind the last record")
PY
}
verdict 'records pass through byte for byte' passthrough

# ---- sorted, and shuffled with --unsorted

make_sessions() { # OUTPUT ROUNDS: by date; a series can have a day as often as there are rounds
	python3 - "$2" >"$1" <<'PY'
import random
import sys
from datetime import date, timedelta

RANDOM = random.Random(7)
print("row,person_id,family_id,rater,date,srs_relationship,srs_goals,srs_approach,srs_overall")
row = 0
for day in range(150):
    for person in [*range(40)] * int(sys.argv[1]):
        if RANDOM.randrange(3):
            continue
        items = [RANDOM.choice(["", "12", *["%d.%d" % divmod(RANDOM.randrange(70, 101), 10)] * 30])
                 for _ in range(4)]
        if RANDOM.randrange(12) == 0:
            items = [""] * 4
        row += 1
        print(row, f"P{person}", f"F{person % 9}", RANDOM.choice(["selv", "mor", "far"]),
              date(2025, 1, 1) + timedelta(days=day), *items, sep=",")
PY
}

by_row() { # INPUT: the header, then by number
	head -n 1 "$1" && tail -n +2 "$1" | sort -t, -k1,1n
}

shuffled() {
	local seed status sorted_status=0
	make_sessions "$work/sorted.csv" 1
	"$bin/srs-flag" -q "$work/sorted.csv" >"$work/sorted.out" || sorted_status=$?
	((sorted_status == 3)) || return 1
	(($(grep -c drop "$work/sorted.out") > 100)) || return 1
	for seed in 1 2 3 4 5; do
		{
			head -n 1 "$work/sorted.csv"
			tail -n +2 "$work/sorted.csv" | awk -v seed=$seed '
			BEGIN { srand(seed) } { print rand() "\t" $0 }' | sort -n | cut -f 2-
		} >"$work/shuffled.csv"
		status=0
		"$bin/srs-flag" -q --unsorted "$work/shuffled.csv" >"$work/shuffled.out" || status=$?
		((status == 3)) || return 1
		# The output keeps the order of the input ...
		cmp <(cut -d, -f1 "$work/shuffled.csv") <(cut -d, -f1 "$work/shuffled.out") || return 1
		# ... and each record has the result that it has in the sorted file.
		cmp <(by_row "$work/shuffled.out") <(by_row "$work/sorted.out") || return 1
		# Without the option, such a file is refused.
		status=0
		"$bin/srs-flag" -q "$work/shuffled.csv" >"$work/refused.out" 2>&1 || status=$?
		((status == 2)) || return 1
	done
}
verdict 'shuffled with --unsorted, each record has the same result' shuffled

equal_dates() {
	local option status
	make_sessions "$work/twice.csv" 3
	for option in -q --unsorted; do
		status=0
		"$bin/srs-flag" -q $option "$work/twice.csv" >"$work/twice$option.out" || status=$?
		((status == 3)) || return 1
	done
	cmp "$work/twice-q.out" "$work/twice--unsorted.out"
}
verdict 'equal dates keep the order of the input' equal_dates

# ---- the locale and the environment

# Assignments for env, after which the pipeline runs on two dialects, one of them with bad cells.
run_in() { # OUTPUT ENV-ARGUMENTS...
	local out=$1
	shift
	{
		env "$@" "$bin/ors-score" --persons "$examples/team-excel/persons.csv" \
			"$examples/team-excel/sessions.csv"
		env "$@" "$bin/ors-score" "$work/turkish.csv"
		env "$@" "$bin/srs-flag" "$work/sorted.csv"
		env "$@" "$bin/ors-score" --help
		env "$@" "$bin/srs-flag" "$work/absent.csv"
		env "$@" "$bin/srs-flag" --no-such-option
	} >"$out" 2>&1
}

locales() {
	local locale n=0
	# Letters whose case depends on the language, and a decimal comma.
	printf 'PERSON_ID;AGE;ORS INDIVIDUELT;ORS RELATIONER;ORS SOCIALT;ORS GENERELT;RATER\n%s\n%s\n' \
		'P1;35;7,5;7,5;7,5;7.5;SELV' 'P2;35;7,5;7,5;;x;PÆDAGOG' >"$work/turkish.csv"
	run_in "$work/plain.locale" LC_ALL=C
	grep -q ';30,0;ORS;25;nonclinical;ok$' "$work/plain.locale" || return 1
	# A locale that is not installed makes the command run in C: then this shows nothing, but harms nothing.
	for locale in C.UTF-8 da_DK.UTF-8 da_DK tr_TR.UTF-8 tr_TR de_DE.UTF-8 xx_XX; do
		run_in "$work/other.locale" LC_ALL=$locale LANG=$locale LC_NUMERIC=$locale
		cmp "$work/plain.locale" "$work/other.locale" || return 1
		n=$((n + 1))
	done
	run_in "$work/other.locale" -i
	cmp "$work/plain.locale" "$work/other.locale" || return 1
	run_in "$work/other.locale" TZ=Pacific/Kiritimati POSIXLY_CORRECT=1 COLUMNS=20
	cmp "$work/plain.locale" "$work/other.locale"
}
verdict 'the locale and the environment play no part' locales

echo "same-results: $passed passed, $failed failed"
((failed == 0))
