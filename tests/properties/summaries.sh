#!/usr/bin/env bash
# summaries: outcome-summary, course-summary and followup-check against the rules of DESIGN.md,
# written a second time in summaries.py, on random teams; and an attack on every cell that
# --min-cell hides.
#
#   tests/properties/summaries.sh BINDIR
set -uo pipefail
export LC_ALL=C.UTF-8

here=$(cd "$(dirname "$0")" && pwd)
bin=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

for part in selftest outcomes courses followup coverage; do
	if python3 "$here/summaries.py" "$bin" "$work" "$part"; then
		passed=$((passed + 1))
	else
		echo "FAILED  $part"
		failed=$((failed + 1))
	fi
done

echo "summaries: $passed passed, $failed failed"
((failed == 0))
