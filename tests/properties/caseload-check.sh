#!/usr/bin/env bash
# caseload-check: its three tables against a count of every single day, made in caseload-check.py
# from the rules, on random cases in several dialects.
#
#   tests/properties/caseload-check.sh BINDIR
# shellcheck disable=SC2154 source-path=SCRIPTDIR source=verdicts
. "$(dirname "$0")/verdicts"
export LC_ALL=C.UTF-8

python3 "$here/caseload-check.py" "$bin" "$work" 200
