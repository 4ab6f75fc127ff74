#!/usr/bin/env bash
# change-score: random files in several dialects against the rules of DESIGN.md, written a second
# time in change-score.py with exact fractions; and what must hold for any file.
#
#   tests/properties/change-score.sh BINDIR
# shellcheck disable=SC2154 source-path=SCRIPTDIR source=verdicts
. "$(dirname "$0")/verdicts"

for measure in ors srs sdq pss score; do
	for dialect in comma semicolon tab bar; do
		try "$measure in the dialect $dialect" python3 "$here/change-score.py" "$bin" "$measure" "$dialect" "$work" 60
	done
done

# The order of the records matters for ties and for the order of the table only: with one score a
# day and person, any order gives the same rows.
{
	echo person_id,date,age,ors_total,ors_form,ors_cutoff
	for person in {1..40}; do
		for day in {10..19}; do
			echo "P$person,2026-03-$day,30,$((person * day * 7919 % 41)).$((day % 10)),ORS,25"
		done
	done
} | sed 's/,40\.[1-9],/,40,/' >"$work/sorted.csv"
"$bin/change-score" --measure ors "$work/sorted.csv" | sort >"$work/want"
for seed in 1 2 3; do
	{
		head -n 1 "$work/sorted.csv"
		tail -n +2 "$work/sorted.csv" | awk -v seed=$seed 'BEGIN { srand(seed) } { print rand() "\t" $0 }' |
			sort | cut -f 2-
	} >"$work/mixed.csv"
	"$bin/change-score" --measure ors "$work/mixed.csv" | sort >"$work/got"
	try "another order, seed $seed" cmp "$work/got" "$work/want"
done

echo "change-score: $passed passed, $failed failed"
((failed == 0))
