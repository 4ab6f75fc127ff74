#!/bin/sh
# rule-limits: every shipped rule with a number, on both sides of it; see rule-limits.py.
#
#   tests/properties/rule-limits.sh BINDIR
exec python3 "$(dirname "$0")/rule-limits.py" "$1"
