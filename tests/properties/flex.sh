#!/usr/bin/env bash
# flex: flex-ratio against a calculation that asks the time zone's table about every minute
# (flex.py), on random entries round clock changes and holidays, in several dialects.
#
#   tests/properties/flex.sh BINDIR
set -uo pipefail
export LC_ALL=C

here=$(cd "$(dirname "$0")" && pwd)
bin=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

for what in single comma semicolon tab declared special ordinary sums; do
	if python3 "$here/flex.py" "$bin" "$what" "$work"; then
		passed=$((passed + 1))
	else
		echo "FAILED  flex-ratio: $what"
		failed=$((failed + 1))
	fi
done

echo "flex: $passed passed, $failed failed"
((failed == 0))
