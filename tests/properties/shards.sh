#!/usr/bin/env bash
# shards: what --shard gives is, for every command that has it, the share of the single run that the
# rule of sfb-scale(7) says, on random tables in several dialects; see shards.py. And parallel.sh,
# which puts the shares together again.
#
#   tests/properties/shards.sh BINDIR
# shellcheck disable=SC2154 source-path=SCRIPTDIR source=verdicts
. "$(dirname "$0")/verdicts"

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

# ---- put together again: 8 shares, newlines inside quotes, invalid rows; a header with a newline, too

merged() { # NAME PARALLEL-OPTION...
	local status=0
	PATH=$bin:$PATH "$here/../../examples/parallel.sh" -n 8 "${@:2}" \
		"ors-score -q --shard {} '$work/in.csv' | srs-flag -q" >"$work/merged.csv" || status=$?
	((status == 3)) || { echo "$1: status $status, not 3" && return 1; }
	python3 "$here/merged.py" "$work/whole.csv" "$work/merged.csv"
}

refuses() { # STATUS OF A SHARE
	local status=0
	PATH=$bin:$PATH "$here/../../examples/parallel.sh" -n 3 \
		"test {} != 2/3 && echo kept, not written || exit $1" >"$work/merged.csv" 2>/dev/null || status=$?
	((status == 2)) && [[ ! -s $work/merged.csv ]]
}

# Somebody pipes the sessions in, where they reach nobody.
hints_at_files() {
	local said
	said=$(printf 'person_id,age\n' |
		PATH=$bin:$PATH "$here/../../examples/parallel.sh" -n 2 'ors-score --shard {}' 2>&1 >/dev/null)
	grep -q '^parallel.sh: PIPELINE names the files' <<<"$said"
}

# A parallel that is not GNU's, and an ssh to nowhere: the arguments behind the host are a command. As
# sshd does, it sets SHELL, on which parallel relies at the other end.
mkdir "$work/other" "$work/ssh"
printf '#!/bin/sh\nexit 1\n' >"$work/other/parallel"
# shellcheck disable=SC2016
printf '#!/bin/sh\nwhile [ "$1" != host ]; do shift; done\nshift\n[ "$1" != -- ] || shift\nSHELL=/bin/sh exec sh -c "$*"\n' >"$work/ssh/ssh"
chmod +x "$work/other/parallel" "$work/ssh/ssh"
python3 "$here/shards.py" "$bin" 'srs-flag' comma "$work" 3000 >/dev/null
sed '1s/note/"a\nnote"/' "$work/in.csv" >"$work/top.csv" && mv "$work/top.csv" "$work/in.csv"
"$bin/ors-score" -q "$work/in.csv" >"$work/scored.csv"
"$bin/srs-flag" -q "$work/scored.csv" >"$work/whole.csv"
export HOME=$work
PATH=$work/other:$PATH try 'merged by bash alone' merged bash
PATH=$work/other:$PATH try 'merged by bash alone, one at a time' merged bash -j 1
PATH=$work/other:$PATH try 'a share that fails, by bash alone' refuses 2
PATH=$work/other:$PATH try 'sessions on standard input' hints_at_files
mkdir "$work/a folder's name"
if parallel --version 2>/dev/null | grep -q '^GNU'; then
	try 'merged by GNU parallel' merged parallel
	TMPDIR="$work/a folder's name" try 'merged by GNU parallel, a blank in TMPDIR' merged parallel
	try 'merged from another machine' env PARALLEL_SSH="$work/ssh/ssh" bash -c \
		"$(declare -f merged); bin='$bin' here='$here' work='$work'; merged ssh -S host,:"
	try 'a share that fails' refuses 2
	try 'a share that is not found' refuses 127
else
	echo 'shards: no GNU parallel here: not tried with it'
fi

echo "shards: $passed passed, $failed failed"
((failed == 0))
