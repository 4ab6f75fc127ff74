#!/usr/bin/env bash
# scores: ors-score and srs-flag against the rules of DESIGN.md, written a second
# time in scores.py with exact decimals, on random files in several dialects.
#
#   tests/properties/scores.sh BINDIR
set -uo pipefail
export LC_ALL=C

here=$(cd "$(dirname "$0")" && pwd)
bin=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

for measure in ors srs; do
	for dialect in comma semicolon tab openfit; do
		name="$measure in the dialect $dialect"
		if python3 "$here/scores.py" "$bin" "$measure" "$dialect" "$work" 5000; then
			passed=$((passed + 1))
		else
			echo "FAILED  $name"
			failed=$((failed + 1))
		fi
	done
done

echo "scores: $passed passed, $failed failed"
((failed == 0))
