#!/usr/bin/env bash
# records: what the commands take for records and cells, against RFC 4180 and sfb(7)
# written a second time in records.py, on random files, whole and in pieces.
#
#   tests/properties/records.sh BINDIR [SEED [FILES]]
# shellcheck disable=SC2154 source-path=SCRIPTDIR source=verdicts
. "$(dirname "$0")/verdicts"

try 'random files' python3 "$here/records.py" "$bin" "$work" "${2:-20260629}" "${3:-2000}"

echo "records: $passed passed, $failed failed"
((failed == 0))
