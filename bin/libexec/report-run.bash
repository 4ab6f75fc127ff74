# report-run: runs commands side by side, and keeps what they write and say; a part of learning-report.

worst=0

# note STATUS: an invalid record (3) is remembered, a failure ends it all.
note() {
	case $1 in
	0 | 1) ;;
	3) worst=3 ;;
	*) fail 'stopped; no report was written' ;;
	esac
}

# ---- what the commands write: into files that have lost their names before anything is in them

# By name, the descriptor for writing, and those for reading, each of which is good for one command.
# What is said on standard error is kept in the same way.
declare -A writing=() reading=() saying=() hearing=()
spare=0 names_going=''

make_files() {
	local folder table number spares=0
	folder=$(exec mktemp -d "${TMPDIR:-/tmp}/$program.XXXXXX" 2>/dev/null) ||
		fail "${TMPDIR:-/tmp}: no file can be made there"
	# What several commands read; the others are read once, when all is there.
	for table in $there; do
		case $table in
		sessions)
			make_file "$folder" scored_sessions 1 2 3 4 5 6 7 8 9
			make_file "$folder" changes_ors 1 2
			spares=$((spares + 10))
			;;
		sdq | pss)
			make_file "$folder" "scored_$table" 1 2 3 4 5
			make_file "$folder" "changes_$table" 1 2
			spares=$((spares + 4))
			;;
		persons) ;;
		*) spares=$((spares + 2)) ;;
		esac
	done
	# And two for the page.
	spares=$((spares + 2))
	for ((number = 1; number <= spares; number++)); do
		make_file "$folder" "$number" 1
	done
	rm -rf "$folder" &
	names_going=$!
}

make_file() { # FOLDER NAME WAY...
	local descriptor
	exec {descriptor}>"$1/$2"
	writing[$2]=$descriptor
	reading[$2]=''
	for _ in "${@:3}"; do
		exec {descriptor}<"$1/$2"
		reading[$2]+="$descriptor "
	done
	exec {descriptor}>"$1/said_$2"
	saying[$2]=$descriptor
	exec {descriptor}<"$1/said_$2"
	hearing[$2]=$descriptor
}

# Nothing is started before the files have lost their names.
lose_names() {
	[ -n "$names_going" ] || return 0
	wait "$names_going" || fail "${TMPDIR:-/tmp}: a file cannot be removed there"
	names_going=''
}

# A file gets its name when something is to be written into it.
name_file() { # NAME
	[ -z "${writing[$1]-}" ] || return 0
	spare=$((spare + 1))
	writing[$1]=${writing[$spare]}
	reading[$1]=${reading[$spare]}
	saying[$1]=${saying[$spare]}
	hearing[$1]=${hearing[$spare]}
}

# Fills way with the descriptor for the next command that reads the file, from its start.
way_to() { # NAME
	way=${reading[$1]%% *}
	reading[$1]=${reading[$1]#* }
}

# show TABLE FILE COLUMN...: the page needs these columns of the file, as that table.
shown_tables=()
show() {
	local way
	way_to "$2"
	shown_tables+=("@$1=/dev/fd/$way" "${@:3}")
}

# ---- commands side by side. Each is planned with a name, that of the file which it writes. All of them
# run before any is heard and noted: what they say and how they end comes in an order of its own,
# whichever was done first.

plans=() planned=() part=''
declare -A first_word=() words=() ended=() scores_of=()

# It begins when the file that it reads, which is that of a command planned before, is written; or at
# once, and its input is that of the caller.
plan() { # NAME FILE COMMAND...
	local way=-
	name_file "$1"
	[ "$2" = - ] || way_to "$2"
	[[ $2 != scored_* ]] || scores_of[$1]=${2#scored_}
	plan_job "$1" "$2" "$way" "${@:3}"
}

# It begins together with another one, whose output it gets through a pipe.
plan_behind() { # NAME OTHER COMMAND...
	name_file "$1"
	scores_of[$1]=$part
	plan_job "$1" "$2" '|' "${@:3}"
}

plan_job() { # NAME AFTER IN COMMAND...
	planned+=("$1")
	plans+=("$1" "$part" "$2" "$3" "${writing[$1]}" "${saying[$1]}" $(($# - 3)))
	first_word[$1]=${#plans[@]}
	words[$1]=$(($# - 3))
	plans+=("${@:4}")
}

# Fills command with what is planned under a name.
command_of() { # NAME
	command=("${plans[@]:${first_word[$1]}:${words[$1]}}")
}

run_planned() {
	local number statuses
	lose_names
	# shellcheck disable=SC2207 # numbers
	statuses=($("$parts/report-jobs" "${progress:--}" "${plans[@]}")) || fail 'stopped; no report was written'
	for number in "${!planned[@]}"; do
		ended[${planned[number]}]=${statuses[number]}
	done
}

# What they have to say is said, and what the last one said is left in said.
hear() { # NAME...
	local name
	for name; do
		said=''
		[ -n "${words[$name]-}" ] || continue
		IFS= read -r -d '' -u "${hearing[$name]}" said || :
		[ -n "$said" ] || continue
		name_table "$name"
		printf %s "$said" >&2 || :
	done
}

# Who reads scores calls them `-`: in said, they get the name of the table that they are of.
name_table() { # NAME
	local line lines=''
	[[ -n ${scores_of[$1]-} && $said = *': -:'[0-9]* ]] || return 0
	name_of_scores "${scores_of[$1]}"
	while IFS= read -r line; do
		[[ ! $line =~ ^([a-z-]+: )-:([0-9].*) ]] || line=${BASH_REMATCH[1]}$name_shown:${BASH_REMATCH[2]}
		lines+=$line$'\n'
	done <<<"${said%$'\n'}"
	said=$lines
}

# Messages show a control character in a name as a question mark.
shown_name() { # NAME
	name_shown=${1//[$'\x01'-$'\x1f\x7f']/?}
}

# Fills name_shown: the table where its lines have the same numbers in the scores, and `-` where they are others,
# because a scorer has dropped blank lines, or one with sep=.
declare -A names_of_scores=()
name_of_scores() { # TABLE
	local way
	if [ -z "${names_of_scores[$1]-}" ]; then
		way_to "scored_$1"
		shown_name "$dir/$1.csv"
		LC_ALL=C awk 'FNR == 1 { files++ } files == 2 || /[^\r]/ { last[files] = FNR } END { exit last[1] != last[2] }' \
			- "/dev/fd/$way" <"$dir/$1.csv" || name_shown=-
		names_of_scores[$1]=$name_shown
	fi
	name_shown=${names_of_scores[$1]}
}

# note_planned NAME...: fills status with the worst of those that are planned.
note_planned() {
	local name
	status=0
	for name; do
		[ -n "${words[$name]-}" ] || continue
		note "${ended[$name]}"
		[ "${ended[$name]}" != 3 ] || status=3
	done
}

collect() { # NAME...
	local name
	for name; do
		hear "$name"
		note_planned "$name"
	done
}

# The same, of a file that may not be planned.
show_planned() { # TABLE FILE COLUMN...
	[ -z "${words[$2]-}" ] || show "$@"
}

# ---- progress: what is being worked on, for somebody who waits for more than a second

progress=''
start_progress() {
	[ -t 2 ] || return 0
	exec {progress}> >(show_progress)
	progress_job=$!
}

show_progress() {
	local step='' said='' shown='' start now
	trap '' INT
	start=${EPOCHREALTIME:-${SECONDS}000000}
	start=${start/[.,]/}
	while :; do
		if IFS= read -r -t 0.2 step; then
			said=$step
			continue
		elif [ $? -le 128 ]; then
			break
		fi
		now=${EPOCHREALTIME:-${SECONDS}000000}
		[ $((${now/[.,]/} - start)) -ge 1000000 ] || continue
		[ -z "$said" ] || printf '\r\033[K%s: %s ...\r' "$program" "$said" >&2
		shown=yes said=''
	done
	[ -z "$shown" ] || printf '\r\033[K' >&2
}

end_progress() {
	[ -n "$progress" ] || return 0
	exec {progress}>&-
	wait "$progress_job" 2>/dev/null || true
	progress=''
}

step() { # WHAT
	[ -z "$progress" ] || printf '%s\n' "$1" >&"$progress"
}

# ---- which records cannot be right

# Lines of `TABLE LINE`: the records that cannot be right.
rejected=''

# count_rejected TABLE FILE NAME [persons]: after a status 3, which records of FILE that were. What a quiet
# command has kept to itself is said, up to 20 lines.
count_rejected() {
	local file=$2 command argument spoken=() silent=0
	command_of "$3"
	for argument in "${command[@]}"; do
		[ "$argument" = -q ] || spoken+=("$argument")
	done
	[ "$file" != - ] && [ ${#spoken[@]} -eq ${#command[@]} ] || silent=1
	take_rejected "$1" "$file" "$silent" "${4-}" < <("${spoken[@]}" --all-errors 2>&1 >/dev/null || true)
}

# take_rejected TABLE FILE SILENT [persons]: the same from what a command says of all its records. Where it reads
# scores, what came into them from persons.csv is a record of that table, said once; with `persons`, nothing else
# is taken.
take_rejected() {
	local file persons name
	shown_name "$2:"
	file=$name_shown
	shown_name "$dir/persons.csv:"
	persons=$name_shown name=$file
	if [ "$2" = - ]; then
		name_of_scores "$1"
		name=$name_shown:
	fi
	rejected+=$({
		printf '%s' "$rejected"
		cat
	} |
		FILE=$file PERSONS=$persons NAME=$name awk -v table="$1.csv" -v silent="$3" -v only="${4-}" \
			-f "$parts/report-rejected.awk")$'\n'
}
