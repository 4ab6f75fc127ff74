#!/usr/bin/env bash
# records: what the commands take for records and cells, against RFC 4180 and sfb(7)
# written a second time in records.py, on random files, whole and in pieces.
#
#   tests/properties/records.sh BINDIR [SEED [FILES]]
set -uo pipefail
export LC_ALL=C

here=$(cd "$(dirname "$0")" && pwd)
bin=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if python3 "$here/records.py" "$bin" "$work" "${2:-20260629}" "${3:-2000}"; then
	echo 'records: 1 passed, 0 failed'
else
	echo 'records: 0 passed, 1 failed'
	exit 1
fi
