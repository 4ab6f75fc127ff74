#!/usr/bin/env bash
# sdq: sdq-score and pss-score against their rules, written a second time in sdq.py, on random
# files in several dialects; and every point of every scale against sdq_cuts.csv, for everybody.
#
#   tests/properties/sdq.sh BINDIR              as `make check` calls it
#   tests/properties/sdq.sh BINDIR mutations    every value of share/sdq_bands.csv changed by one
# shellcheck disable=SC2154 source-path=SCRIPTDIR source=verdicts
. "$(dirname "$0")/verdicts"
export LC_ALL=C.UTF-8

with_python() {
	python3 "$here/sdq.py" "$bin" "$@"
}

if [[ ${2-} == mutations ]]; then
	try 'the run notices a table that it should not accept' with_python mutations-self-test "$work"
	try 'every changed value is noticed' with_python mutations "$work"
else
	for instrument in sdq pss; do
		for dialect in comma semicolon tab wide; do
			try "$instrument in the dialect $dialect" with_python random $instrument $dialect "$work" 4000
		done
	done
	try 'every point of every scale' with_python bands "$work"
fi

echo "sdq: $passed passed, $failed failed"
((failed == 0))
