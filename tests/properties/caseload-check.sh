#!/usr/bin/env bash
# caseload-check: its three tables against a count of every single day, made in caseload-check.py
# from the rules, on random cases in several dialects.
#
#   tests/properties/caseload-check.sh BINDIR
set -uo pipefail
export LC_ALL=C.UTF-8

here=$(cd "$(dirname "$0")" && pwd)
bin=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 "$here/caseload-check.py" "$bin" "$work" 200
