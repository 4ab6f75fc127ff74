#!/usr/bin/env bash
# record-check: its rules against those of sfb-rules(5), written a second time in
# record-check.py, on random rules and random tables; and whether each shipped rule
# has an example that it has something to say of, and one that it has not.
#
#   tests/properties/record-check.sh BINDIR
set -uo pipefail
export LC_ALL=C.UTF-8

here=$(cd "$(dirname "$0")" && pwd)
bin=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

for part in shipped danish templates random-tables random-rules; do
	if python3 "$here/record-check.py" "$bin" "$here/../.." "$work" "$part"; then
		passed=$((passed + 1))
	else
		echo "FAILED  record-check, $part"
		failed=$((failed + 1))
	fi
done

echo "record-check: $passed passed, $failed failed"
((failed == 0))
