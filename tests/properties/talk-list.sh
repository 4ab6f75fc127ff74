#!/usr/bin/env bash
# talk-list: the pipeline ors-score | srs-flag | talk-list against the rules of DESIGN.md, written
# a second time in talk-list.py, on random teams.
#
#   tests/properties/talk-list.sh BINDIR
# shellcheck disable=SC2154 source-path=SCRIPTDIR source=verdicts
. "$(dirname "$0")/verdicts"
export LC_ALL=C.UTF-8

python3 "$here/talk-list.py" "$bin" "$work" 200
