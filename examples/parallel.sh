#!/usr/bin/env bash
# parallel.sh: runs commands of sfb on shares of all persons, side by side, and puts the shares
# together again.
#
#     parallel.sh [-n SHARES] [-j JOBS] [-S HOST,...] 'PIPELINE' >OUTPUT
#
# In PIPELINE, {} is the share, such as 3/8: give it to --shard of the first command, and only to that
# one, because behind it there is nothing left of the other shares.
#
#     parallel.sh -n 8 'ors-score --shard {} sessions.csv | srs-flag' >flagged.csv
#     parallel.sh 'progress-chart --all --shard {} --out-dir charts-$(dirname {}) flagged.csv'
#
# SHARES and JOBS (how many run at a time) are the number of processors unless given. The output has
# the header once, then all records of the first share, of the second and so on, each in the order
# that they have in a single run: the same records, and those of one person in the same order.
# sfb-scale(7) says which commands can be run like this. Files are named in PIPELINE, because each
# share reads them; standard input is not for it.
#
# Nothing is written unless every share ended well (status 0, 1 or 3). The exit status is the worst of
# all: 2 beats 3, which beats 1. What the shares say on standard error comes at the end.
#
# Machines: with -S, GNU parallel sends the shares to the HOSTs by ssh (`:` is this machine); they need
# sfb, bash and, at the same place as here, this folder: a shared disk. That is for a data centre of the
# municipality's own and for pseudonymised data: what leaves this machine has no person numbers and
# no names in it (pseudonymize(1)), or it does not leave. Without GNU parallel, and without -S, bash
# alone runs the shares.
#
# Temporary files hold the shares until all have ended: in a folder that only you can read, under
# $TMPDIR (or /tmp), which needs room for the whole output.
set -euo pipefail

say() {
	printf 'parallel.sh: %s\n' "$1" >&2
}

die() {
	say "$1"
	exit 2
}

is_count() {
	[[ $1 =~ ^[1-9][0-9]{0,4}$ ]] && (($1 <= 10000))
}

jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
shares='' hosts=''
while getopts n:j:S: option; do
	case $option in
	n) shares=$OPTARG ;;
	j) jobs=$OPTARG ;;
	S) hosts=$OPTARG ;;
	*) die "usage: parallel.sh [-n SHARES] [-j JOBS] [-S HOST,...] 'PIPELINE' >OUTPUT" ;;
	esac
done
shift $((OPTIND - 1))
shares=${shares:-$jobs}
is_count "$shares" || die '-n: how many shares? 1 to 10000'
is_count "$jobs" || die '-j: how many at a time? 1 to 10000'
(($# == 1)) || die "one PIPELINE is needed, in quotes: 'ors-score --shard {} sessions.csv'"
[[ $1 == *'{}'* ]] || die 'no {} in the pipeline: every share would be the whole; say --shard {}'

with_parallel=no
! command -v parallel >/dev/null || ! parallel --version 2>/dev/null | grep -q '^GNU' || with_parallel=yes
[[ -z $hosts || $with_parallel == yes ]] || die '-S needs GNU parallel; install it'

umask 077
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 129' HUP INT TERM

# A share's command line, for any shell: bash, where a failure anywhere in a pipeline counts.
command_of() { # SHARE
	local pipeline=${pipeline//'{}'/$1}
	printf "bash -o pipefail -c '%s'" "${pipeline//\'/\'\\\'\'}"
}

# Both leave what share I wrote in out.I, what it said in out.I.err, and its status in status.I.

run_with_parallel() {
	local options=(--jobs "$jobs" --results "$tmp/out.{#}" --joblog "$tmp/log") i
	[[ -z $hosts ]] || options+=(--sshlogin "$hosts" --workdir "$PWD")
	# Its own status is the number of jobs that failed; each job's is in the log.
	for ((i = 1; i <= shares; i++)); do
		command_of "$i/$shares"
		printf '\0'
	done | parallel --will-cite --null "${options[@]}" >/dev/null || true
	# Sequence number, host, start, seconds, sent, received, status, signal, command.
	awk -F '\t' -v to="$tmp/status." 'FNR > 1 && $1 ~ /^[0-9]+$/ {
		print ($8 != 0 ? 128 + $8 : $7) >(to $1)
		close(to $1)
	}' "$tmp/log"
}

run_with_bash() {
	local i running=0
	for ((i = 1; i <= shares; i++)); do
		if ((running >= jobs)); then
			wait -n || true
			running=$((running - 1))
		fi
		{
			status=0
			eval "$(command_of "$i/$shares")" >"$tmp/out.$i" 2>"$tmp/out.$i.err" </dev/null || status=$?
			echo "$status" >"$tmp/status.$i"
		} &
		running=$((running + 1))
	done
	wait
}

# The first record, which ends with the line on which all quotes are closed.
header_of() { # FILE
	LC_ALL=C awk '{ print; quotes += gsub(/"/, "&") } quotes % 2 == 0 { exit }' "$1"
}

pipeline=$1
if [[ $with_parallel == yes ]]; then
	run_with_parallel
else
	run_with_bash
fi

for ((i = 1; i <= shares; i++)); do
	[[ ! -s $tmp/out.$i.err ]] || cat "$tmp/out.$i.err" >&2
done
worst=0
for ((i = 1; i <= shares; i++)); do
	status=$(cat "$tmp/status.$i" 2>/dev/null) || status=
	case $status in
	0) ;;
	1) ((worst == 3)) || worst=1 ;;
	3) worst=3 ;;
	*)
		# In a pipe, somebody may have hoped that the shares would read it.
		[[ ! -p /dev/stdin ]] || say 'PIPELINE names the files it reads: standard input is not passed on'
		die "share $i/$shares ended with status ${status:-unknown}; nothing is written"
		;;
	esac
	header_of "$tmp/out.$i" >"$tmp/header.$i"
	cmp -s "$tmp/header.1" "$tmp/header.$i" || die "share $i/$shares has another header; nothing is written"
done
cat "$tmp/header.1"
behind=$(($(wc -c <"$tmp/header.1") + 1))
for ((i = 1; i <= shares; i++)); do
	tail -c "+$behind" "$tmp/out.$i"
done
exit "$worst"
