#!/usr/bin/env bash
# same-results: what must not change a result. The dialect of a file, the order of
# its records (with --unsorted), the locale; and a filter returns what it was given.
#
#   tests/properties/same-results.sh BINDIR
# shellcheck disable=SC2154 source-path=SCRIPTDIR source=verdicts
. "$(dirname "$0")/verdicts"
examples=$here/../../examples

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
	python3 "$here/same-results.py" dialects "$work"/team.csv "$work"/team-excel.csv "$work"/team-openfit.csv
}
try 'the three example dialects give the same scores' three_dialects

# ---- output minus the new cells is the input, whatever the bytes of the cells

try 'records pass through byte for byte' python3 "$here/same-results.py" passthrough "$bin" "$work"

# ---- sorted, and shuffled with --unsorted

make_sessions() { # OUTPUT ROUNDS: by date; a series can have a day as often as there are rounds
	python3 "$here/same-results.py" sessions "$2" >"$1"
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
try 'shuffled with --unsorted, each record has the same result' shuffled

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
try 'equal dates keep the order of the input' equal_dates

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
try 'the locale and the environment play no part' locales

echo "same-results: $passed passed, $failed failed"
((failed == 0))
