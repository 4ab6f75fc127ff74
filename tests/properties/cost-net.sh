#!/usr/bin/env bash
# cost-net: against exact fractions in cost-net.py, on random cost lines in several dialects.
#
#   tests/properties/cost-net.sh BINDIR
# shellcheck disable=SC2154 source-path=SCRIPTDIR source=verdicts
. "$(dirname "$0")/verdicts"
export LC_ALL=C.UTF-8

python3 "$here/cost-net.py" "$bin" "$work" 600
