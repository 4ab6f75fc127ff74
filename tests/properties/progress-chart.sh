#!/usr/bin/env bash
# progress-chart: what is drawn of random sessions, against the rules of progress-chart(1) written
# a second time in progress-chart.py; and that gnuplot draws all of it.
#
#   tests/properties/progress-chart.sh BINDIR
# shellcheck disable=SC2154 source-path=SCRIPTDIR source=verdicts
. "$(dirname "$0")/verdicts"
export LC_ALL=C.UTF-8
trap 'exit 129' HUP INT TERM

# Instead of gnuplot: what it would be given.
mkdir "$work/fake"
printf '#!/bin/sh\ncat\n' >"$work/fake/gnuplot"
chmod 755 "$work/fake/gnuplot"

for part in rows spark drawn; do
	try "$part" python3 "$here/progress-chart.py" "$bin" "$work" "$part"
done
echo "progress-chart: $passed passed, $failed failed"
((failed == 0))
