#!/usr/bin/env bash
# flex: flex-ratio against a calculation that asks the time zone's table about every minute
# (flex.py), on random entries round clock changes and holidays, in several dialects.
#
#   tests/properties/flex.sh BINDIR
# shellcheck disable=SC2154 source-path=SCRIPTDIR source=verdicts
. "$(dirname "$0")/verdicts"

for what in single comma semicolon tab declared special ordinary sums; do
	try "flex-ratio: $what" python3 "$here/flex.py" "$bin" "$what" "$work"
done

echo "flex: $passed passed, $failed failed"
((failed == 0))
