# lib.sh: what the scripts of the figures share; see tests/sweeps/run.
#
# A script of a figure reads this file, says `begin`, defines what it tries, and says `finish_figure`:
#
#   begin R3 'a full disk' "$@"
#   try() { ... }            one command on one fixture
#   try_folder() { ... }     the same for a command that reads a folder (left out: not tried there)
#   broken='help-unchecked'  what bad/filter.c is to break: try must see each of them
#   finish_figure 'what must show'
#
# try works on: program, name, args, fixture (a path), text (its bytes), collects (writes nothing
# until its input ends); dir is a folder of its own. It counts struck (things that were done to the
# command), and complains. Every run goes through `seen`, which counts it, and keeps its messages
# and its exit status for R19 and R21. A figure that struck nothing fails.
#
# ONLY=COMMAND in the environment tries that command alone.
#
# Needs Linux with glibc. SC2034: variables are shared between the files.
# shellcheck shell=bash disable=SC2034,SC2154

set -uo pipefail

# A SIGPIPE that is ignored at entry cannot be restored by a shell.
if [[ -z ${SFB_SWEEPS_AGAIN:-} ]] && env --default-signal=PIPE true 2>/dev/null; then
	SFB_SWEEPS_AGAIN=1 exec env --default-signal=PIPE bash "$0" "$@"
fi
unset SFB_SWEEPS_AGAIN

readonly memory_cap=98304             # KiB of address space in R5 and R15
readonly patience=20                  # seconds for any single run
readonly notice='line ending|newline' # what the notice about the last record says

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
full=0
[[ ${FULL:-} != 1 ]] || full=1
jobs_limit=$(nproc 2>/dev/null || echo 2)
passed=0 failed=0 started=0

begin() { # FIGURE NAME BINDIR
	figure=$1 title=$2
	if (($# != 3)) || [[ ! -d $3 ]]; then
		echo "usage: ${0##*/} BINDIR" >&2
		exit 2
	fi
	bindir=$(cd "$3" && pwd)
	build=${bindir%/*}
	tools=$build/tests/sweeps
	results=$build/reliability.d
	observed=$results/observed
	work=$(mktemp -d) || exit 2
	trap 'rm -rf "$work"' EXIT
	trap 'exit 129' HUP INT TERM
	ulimit -S -c 0
	unset LD_PRELOAD SFB_FAULT_PROGRAM SFB_FAULT_CALL SFB_WITNESS
	export LC_ALL=C TZ=UTC
	began=$SECONDS
	mkdir -p "$observed"
	rm -f "$results/$figure.txt" "$observed/$figure.tsv"
	if ! "$here/tools" "$build"; then
		result '-' 'the tools cannot be built' FAILED
		exit 1
	fi
}

# The line of the table: what was run, what was found, and the verdict.
result() { # RUN FOUND ok|FAILED
	printf '%s\t%s\t%s\t%s\t%s\n' "$figure" "$title" "$1" "$2" "$3" >"$results/$figure.txt"
	printf '%s %s: %s: %s: %s (%d s)\n' "$figure" "$title" "$1" "$2" "$3" $((SECONDS - began))
}

# ---- one run -----------------------------------------------------------------------------------

complain() { # TEXT
	complaints=$((complaints + 1))
	if ((complaints <= 5)); then
		printf '  %s %s %s: %s\n' "$figure" "$name" "${fixture##*/}" "$1" >>"$dir/complaints"
	elif ((complaints == 6)); then
		echo '  ...' >>"$dir/complaints"
	fi
}

# A file into a variable, byte for byte (fixtures and outputs hold no NUL), without a process.
slurp() { # VARIABLE FILE
	IFS= read -r -d '' "$1" <"$2"
	return 0
}

# After every run, with its status: DIR/err is read into err, and both are kept.
seen() { # STATUS
	status=$1
	runs=$((runs + 1))
	statuses[$1]=$((${statuses[$1]:-0} + 1))
	err=
	[[ ! -s $dir/err ]] || slurp err "$dir/err"
	[[ -z $err ]] || said[$err]=1
}

# Run the program on a file, which is its standard input, too. A loop without end is stopped by
# the limit of processor time; nothing here could wait for anything else.
attempt() { # FILE
	local file=$1 input=$1
	[[ ! -d $file ]] || input=/dev/null
	# shellcheck disable=SC2094 # both only read it
	(
		ulimit -t "$patience"
		exec "$program" ${args[@]+"${args[@]}"} ${operand:+"$file"} <"$input" >"$dir/out" 2>"$dir/err"
	)
	seen $?
	slurp out "$dir/out"
}

# The undisturbed run. Leaves want, want_err and want_status.
reference() {
	attempt "$fixture"
	want=$out want_err=$err want_status=$status
	if ((status > 3)); then
		complain "ends with status $status when nothing disturbs it"
		return 1
	fi
	if ((status != 2)) && [[ -z $out ]]; then
		complain 'writes nothing when nothing disturbs it'
		return 1
	fi
	return 0
}

all_well() { ((status == 0 || status == 1 || status == 3)); }

# Output that is not complete ends with a quote that is never closed, or there is none. A report
# is whole or not there.
poisoned() {
	local last
	[[ -z $out ]] && return 0
	[[ ! -d $fixture ]] || return 1
	last=${out%$'\n'}
	last=${last##*$'\n'}
	[[ $last == "\"$name: "* && $last != '"'*'"'* ]]
}

expect_message() { # WHERE
	[[ $'\n'$err == *$'\n'"$name: "* ]] || complain "$1: no message on standard error"
}

# Status, output and message of a run that may fail, but not silently.
honest() { # WHERE
	if ((status > 3 && status != 141)); then
		complain "$1: status $status"
	elif all_well; then
		if [[ $out != "$want" ]]; then
			complain "$1: status $status, but the output differs (${#out} bytes, not ${#want})"
		elif ((status != want_status)); then
			complain "$1: status $status, not $want_status"
		fi
	fi
}

# ---- many runs ---------------------------------------------------------------------------------

# What was seen: `status COMMAND ARGUMENTS STATUS COUNT` and `message COMMAND ARGUMENTS FIXTURE
# LINE`, with tabs between.
keep_seen() {
	local key line
	for key in "${!statuses[@]}"; do
		printf 'status\t%s\t%s\t%s\t%s\n' "$name" "$arguments" "$key" "${statuses[$key]}"
	done
	for key in "${!said[@]}"; do
		while IFS= read -r line; do
			[[ -z $line ]] || printf 'message\t%s\t%s\t%s\t%s\n' "$name" "$arguments" "$fixture" "$line"
		done <<<"$key"
	done
}

# One command on one fixture. The result is a line in DIR/result: command, fixture, runs, struck,
# complaints.
task() { # DIR PROGRAM ARGUMENTS FIXTURE FLAGS
	local dir=$1 program=$2 arguments=$3 fixture=$4 flags=$5 name=${2##*/}
	local text='' runs=0 struck=0 complaints=0 collects=0 operand=1 status out err=''
	local want want_err want_status
	local -a args
	local -A statuses=() said=()
	read -r -a args <<<"$arguments"
	mkdir -p "$dir"
	: >"$dir/complaints"
	[[ $flags != *collects* ]] || collects=1
	[[ $flags != *input* ]] || operand=
	if [[ $flags == *folder* && -d $fixture ]]; then
		try_folder 2>>"$dir/noise"
	elif [[ -r $fixture ]] && slurp text "$fixture" && [[ -n $text ]]; then
		try 2>>"$dir/noise"
	else
		complain 'no such fixture, or an empty one'
	fi
	keep_seen | sort -u >"$dir/seen"
	printf '%s\t%s\t%d\t%d\t%d\n' "$name" "${fixture##*/}" "$runs" "$struck" "$complaints" \
		>"$dir/result"
}

# Start something in the background, as many at a time as there are processors.
start() { # COMMAND...
	while ((started >= jobs_limit)); do
		wait -n
		started=$((started - 1))
	done
	"$@" &
	started=$((started + 1))
}

finish() {
	wait
	started=0
}

judge_self_test() { # SUBJECT DIR
	local subject=$1 dir=$2 struck=0 complaints=-1
	[[ ! -r $dir/result ]] || IFS=$'\t' read -r _ _ _ struck complaints <"$dir/result"
	if [[ $subject == good ]]; then
		if ((struck == 0 || complaints != 0)); then
			echo "self-test: $figure finds fault with a good filter ($struck struck)"
			cat "$dir/complaints" "$dir/noise" 2>/dev/null
			return 1
		fi
	elif ((complaints <= 0)); then
		echo "self-test: $figure does not see that $subject"
		return 1
	fi
}

# bad/filter.c breaks one promise after the other, and keeps all as `good`.
self_test() {
	local subject fixture=$here/fixtures/sessions.csv endless_limit=2
	for subject in good $broken; do
		[[ $subject == good ]] || ln -f "$tools/filter" "$tools/$subject"
		start task "$work/self/$subject" "$tools/$subject" '' "$fixture" "${self_test_flags:-}"
	done
	finish
	planted=0
	for subject in good $broken; do
		if judge_self_test "$subject" "$work/self/$subject"; then
			planted=$((planted + 1))
		else
			failed=$((failed + 1))
		fi
	done
}

# Commands are in BINDIR; those that only our scripts call are not.
find_program() { # NAME
	program=$bindir/$1
	[[ -x $program ]] || program=$build/libexec/sfb/$1
	[[ -x $program ]] && return
	echo "$1: no such command in $bindir"
	failed=$((failed + 1))
	return 1
}

# for_each COMMAND...: COMMAND DIR PROGRAM ARGUMENTS FIXTURE FLAGS in the background for every line
# of tests/sweeps/commands and every fixture of it (the first of them, where first_fixture is set).
for_each() {
	local name arguments fixtures flags fixture program
	number=0
	while IFS=$'\x1f' read -r name arguments fixtures flags; do
		[[ -n $name && $name != '#'* ]] || continue
		[[ -z ${ONLY:-} || $name == "$ONLY" ]] || continue
		[[ $flags != *folder* ]] || declare -F try_folder >/dev/null || continue
		find_program "$name" || continue
		[[ ! ${first_fixture:-} ]] || fixtures=${fixtures%% *}
		for fixture in $fixtures; do
			number=$((number + 1))
			start "$@" "$work/all/$(printf %05d "$number")" "$program" "$arguments" \
				"$here/fixtures/$fixture" "$flags"
		done
	done < <(tr '\t' '\037' <"$here/commands")
	finish
}

# Some fixtures are no use to some figures (an input that is refused has no endless form), but
# each command needs something that was struck.
sum_up() { # MUST
	local dir name runs struck complaints all_runs=0 all_struck=0 all_complaints=${found_after:-0} verdict=ok
	local -A struck_of=()
	for dir in "$work"/all/*; do
		[[ -d $dir ]] || continue
		name='?' runs=0 struck=0 complaints=1
		[[ ! -r $dir/result ]] || IFS=$'\t' read -r name _ runs struck complaints <"$dir/result"
		all_runs=$((all_runs + runs)) all_struck=$((all_struck + struck))
		all_complaints=$((all_complaints + complaints))
		struck_of[$name]=$((${struck_of[$name]:-0} + struck))
		if ((complaints > 0)); then
			failed=$((failed + 1))
			cat "$dir/complaints"
		else
			passed=$((passed + 1))
		fi
		[[ ! -r $dir/seen ]] || cat "$dir/seen" >>"$work/seen"
	done
	for name in "${!struck_of[@]}"; do
		((struck_of[$name] == 0)) || continue
		printf '  %s %s: nothing was struck, so nothing was tested\n' "$figure" "$name"
		failed=$((failed + 1))
	done
	[[ ! -r $work/seen ]] || sort -u "$work/seen" >>"$observed/$figure.tsv"
	((passed > 0 && failed == 0)) || verdict=FAILED
	result "${#struck_of[@]} commands, $all_runs runs, $all_struck ${counted:-struck}${found_in_search:+, $found_in_search}; $planted faults planted and seen" \
		"$all_complaints exceptions: $1" "$verdict"
	[[ $verdict == ok ]]
}

finish_figure() { # MUST
	self_test
	if ((failed > 0)); then
		result "self-test, $((failed + planted)) faults planted" "$failed not seen" FAILED
		exit 1
	fi
	for_each task
	! declare -F after_all >/dev/null || after_all
	sum_up "$1"
	exit
}
