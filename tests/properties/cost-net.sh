#!/usr/bin/env bash
# cost-net: against exact fractions in cost-net.py, on random cost lines in several dialects.
#
#   tests/properties/cost-net.sh BINDIR
set -uo pipefail
export LC_ALL=C.UTF-8

here=$(cd "$(dirname "$0")" && pwd)
bin=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 "$here/cost-net.py" "$bin" "$work" 600
