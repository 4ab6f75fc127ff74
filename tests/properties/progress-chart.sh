#!/usr/bin/env bash
# progress-chart: what is drawn of random sessions, against the rules of progress-chart(1) written
# a second time in progress-chart.py; and that gnuplot draws all of it.
#
#   tests/properties/progress-chart.sh BINDIR
set -uo pipefail
export LC_ALL=C.UTF-8

here=$(cd "$(dirname "$0")" && pwd)
bin=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 129' HUP INT TERM
passed=0 failed=0

# Instead of gnuplot: what it would be given.
mkdir "$work/fake"
printf '#!/bin/sh\ncat\n' >"$work/fake/gnuplot"
chmod 755 "$work/fake/gnuplot"

for part in rows spark drawn; do
	if python3 "$here/progress-chart.py" "$bin" "$work" "$part"; then
		passed=$((passed + 1))
	else
		echo "FAILED  $part"
		failed=$((failed + 1))
	fi
done
echo "progress-chart: $passed passed, $failed failed"
((failed == 0))
