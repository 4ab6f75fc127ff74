#!/usr/bin/env bash
# sdq: sdq-score and pss-score against their rules, written a second time in sdq.py, on random
# files in several dialects; and every point of every scale against sdq_cuts.csv, for everybody.
#
#   tests/properties/sdq.sh BINDIR              as `make check` calls it
#   tests/properties/sdq.sh BINDIR mutations    every value of share/sdq_bands.csv changed by one
set -uo pipefail
export LC_ALL=C.UTF-8

here=$(cd "$(dirname "$0")" && pwd)
bin=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

try() { # NAME ARGUMENT...
	local name=$1
	shift
	if python3 "$here/sdq.py" "$bin" "$@"; then
		passed=$((passed + 1))
	else
		echo "FAILED  $name"
		failed=$((failed + 1))
	fi
}

if [[ ${2-} == mutations ]]; then
	try 'the run notices a table that it should not accept' mutations-self-test "$work"
	try 'every changed value is noticed' mutations "$work"
else
	for instrument in sdq pss; do
		for dialect in comma semicolon tab wide; do
			try "$instrument in the dialect $dialect" random $instrument $dialect "$work" 4000
		done
	done
	try 'every point of every scale' bands "$work"
fi

echo "sdq: $passed passed, $failed failed"
((failed == 0))
