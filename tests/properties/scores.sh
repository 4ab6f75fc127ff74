#!/usr/bin/env bash
# scores: ors-score and srs-flag against the rules of DESIGN.md, written a second
# time in scores.py with exact decimals, on random files in several dialects.
#
#   tests/properties/scores.sh BINDIR
# shellcheck disable=SC2154 source-path=SCRIPTDIR source=verdicts
. "$(dirname "$0")/verdicts"

for measure in ors srs; do
	for dialect in comma semicolon tab openfit; do
		name="$measure in the dialect $dialect"
		try "$name" python3 "$here/scores.py" "$bin" "$measure" "$dialect" "$work" 5000
	done
done

echo "scores: $passed passed, $failed failed"
((failed == 0))
