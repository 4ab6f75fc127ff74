#!/usr/bin/env bash
# excel: csv-excel on random and nasty cells (excel.py). What it writes begins no formula, what
# csv-excel --from-excel makes of it is what there was before, and Windows-1252 comes in whole.
#
#   tests/properties/excel.sh BINDIR
# shellcheck disable=SC2154 source-path=SCRIPTDIR source=verdicts
. "$(dirname "$0")/verdicts"
export LC_ALL=C.UTF-8

python3 "$here/excel.py" "$bin"
