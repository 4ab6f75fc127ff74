#!/usr/bin/env bash
# record-check: its rules against those of sfb-rules(5), written a second time in
# record-check.py, on random rules and random tables; and whether each shipped rule
# has an example that it has something to say of, and one that it has not.
#
#   tests/properties/record-check.sh BINDIR
# shellcheck disable=SC2154 source-path=SCRIPTDIR source=verdicts
. "$(dirname "$0")/verdicts"
export LC_ALL=C.UTF-8

for part in shipped danish templates random-tables random-rules; do
	try "record-check, $part" python3 "$here/record-check.py" "$bin" "$here/../.." "$work" "$part"
done

echo "record-check: $passed passed, $failed failed"
((failed == 0))
