#!/usr/bin/env bash
# shards: what --shard gives is, for every command that has it, the share of the single run that the
# rule of sfb-scale(7) says, on random tables in several dialects; see shards.py. And parallel.sh,
# which puts the shares together again.
#
#   tests/properties/shards.sh BINDIR
set -uo pipefail
export LC_ALL=C

here=$(cd "$(dirname "$0")" && pwd)
bin=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

try() { # WHAT COMMAND...
	if "${@:2}"; then
		passed=$((passed + 1))
	else
		echo "FAILED  $1"
		failed=$((failed + 1))
	fi
}

for command in ors-score srs-flag srs-flag-unsorted sdq-score pss-score talk-list change-score followup-check progress-chart; do
	for dialect in comma excel no-family no-family-persons; do
		try "$command in the dialect $dialect" \
			python3 "$here/shards.py" "$bin" "$command" "$dialect" "$work" 400
	done
done

# Every command that says it has the option is tried above.
for command in "$bin"/*; do
	"$command" --help </dev/null 2>/dev/null | grep -q -e '--shard ' || continue
	try "${command##*/} is not tried here" grep -q "^for command in.* ${command##*/}[ ;]" "$0"
done

echo "shards: $passed passed, $failed failed"
((failed == 0))
