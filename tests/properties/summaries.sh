#!/usr/bin/env bash
# summaries: outcome-summary, course-summary and followup-check against the rules of DESIGN.md,
# written a second time in summaries.py, on random teams; and an attack on every cell that
# --min-cell hides.
#
#   tests/properties/summaries.sh BINDIR
# shellcheck disable=SC2154 source-path=SCRIPTDIR source=verdicts
. "$(dirname "$0")/verdicts"
export LC_ALL=C.UTF-8

for part in selftest outcomes courses followup coverage; do
	try "$part" python3 "$here/summaries.py" "$bin" "$work" "$part"
done

echo "summaries: $passed passed, $failed failed"
((failed == 0))
