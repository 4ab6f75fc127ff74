#!/usr/bin/env bash
# learning-report: the page for the weekly learning meeting; see learning-report(1).
#
# Composes the commands and renders what they say; every rule is in them. Data stay in
# memory, in pipes and in files without a name: nothing is left behind when this is killed.
set -euo pipefail
# Words are split here and there, and never stand for names of files.
set -f
shopt -s inherit_errexit
umask 077
# Memory holds what must not lie about in a file after a crash.
ulimit -c 0
# More files are open at once than some systems let a program have that does not ask.
ulimit -S -n 512 2>/dev/null || :
# What is kept on the way, by us or by bash, lies in memory where the system has a place for that.
[ ! -w /dev/shm ] || TMPDIR=/dev/shm

readonly program=learning-report version=@VERSION@
# A link in ~/bin is followed.
self=$0
[ ! -L "$self" ] || self=$(readlink -f "$0" 2>/dev/null) || self=$0
case $self in
*/*) here=${self%/*} ;;
*) here=. ;;
esac
[[ $here = /* ]] || here=$PWD/$here
readonly here
export PATH=$here:${PATH:-/usr/local/bin:/usr/bin:/bin}

# Characters are counted in UTF-8 and messages translated even where no locale is installed.
wished=${LANGUAGE:-${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}}
export LC_ALL=C.UTF-8 TEXTDOMAIN=sfb TEXTDOMAINDIR=$here/../share/locale

# Where standard error is closed, the status says it alone.
fail() {
	printf '%s: %s\n' "$program" "$1" >&2 || :
	exit 2
}

usage_error() {
	printf '%s: %s\n%s: try '\''%s --help'\''\n' "$program" "$1" "$program" "$program" >&2 || :
	exit 2
}

show_help() {
	cat <<EOF
Usage: $program [OPTION]... DIR
Writes the page for the weekly learning meeting from the tables in DIR.

Reads what there is in DIR: sessions.csv, persons.csv, sdq.csv, pss.csv,
cases.csv, hours.csv, courses.csv, agreements.csv and the other tables of
record-check; columns.csv (file,ours,yours) and options.csv
(command,option,value).

Options:
      --as-of DATE          the day of the meeting, YYYY-MM-DD (today)
      --lang da|en          the language (by the locale)
      --format text|html    what to write (by the name of FILE, otherwise text)
      --audience team|leadership  for whom; leadership: figures of the whole team only
  -o, --output FILE         write this file, whole or not at all
  -h, --help                show this text
  -V, --version             show the version

Exit status: 0 done, 2 failed and nothing written, 3 done but some records are
invalid.

Examples:
  $program --lang da examples/team
  $program --as-of 2026-06-29 -o week.html examples/team
  $program --audience leadership -o quarter.html examples/team
EOF
}

# ---------------------------------------------------------------- command line

as_of='' lang='' format='' audience=team output='' dir=''

# The tables that a report is made from; the sets of rules have a table each.
readonly separator=$'\x1f' table_mark=$'\x1e' parts=$here/../libexec/sfb
readonly rule_sets='target-group foundation alliance coordination general-area network multifamily transition aoa'
readonly tables="sessions sdq pss cases hours courses agreements $rule_sets"

# Those that there are.
there=''
have() {
	[ -e "$dir/$1.csv" ]
}

# One table at least, and none that cannot be read.
check_tables() {
	local table any=no
	for table in $tables persons; do
		have "$table" || continue
		there+="$table "
		[ -r "$dir/$table.csv" ] || fail "$dir/$table.csv: cannot be read"
		[ "$table" = persons ] || any=yes
	done
	[ "$any" = yes ] ||
		fail "$dir: no table that the report knows (sessions.csv, sdq.csv, cases.csv ...)"
}

# Everything that the page may say in the reader's language, beside other work and in one call of
# gettext: one for each message would take longer than the report. First comes the translation of
# `Sessions`, which tells whether there is any; what follows is for write_page.
translations=''
translate() {
	local message messages asked=(Sessions "$separator")
	mapfile -t messages <"$parts/report-messages" || return 0
	for message in "${messages[@]}"; do
		asked+=("$message" "$separator")
	done
	# Nobody may be there to read it when we fail meanwhile.
	exec {translations}< <(gettext -s -- "${asked[@]}" 2>/dev/null)
}

language_by_hand=''
choose_language() {
	language_by_hand=$lang
	if [ -z "$lang" ]; then
		case $wished in
		da*) lang=da ;;
		*) lang=en ;;
		esac
	fi
	export LANGUAGE=$lang
	[ "$lang" = en ] || translate
}

# Whether there are Danish texts; and the mark of decimals that goes with the language.
settle_language() {
	local sessions=''
	mark=point decimal_mark=.
	[ "$lang" = da ] || return 0
	[ -z "$translations" ] || IFS= read -r -d "$separator" -u "$translations" sessions || :
	if [[ $sessions = ?* && $sessions != 'Sessions ' ]]; then
		mark=comma decimal_mark=,
		return 0
	fi
	[ -z "$language_by_hand" ] || fail "no Danish texts in $TEXTDOMAINDIR (made without gettext's msgfmt?); --lang en works"
	lang=en LANGUAGE=en translations=''
}

read_arguments() {
	local option value
	while [ $# -gt 0 ]; do
		option=$1
		shift
		case $option in
		-h | --help)
			show_help 2>/dev/null || fail 'cannot write'
			exit 0
			;;
		-V | --version)
			printf '%s (sfb) %s\n' "$program" "$version" 2>/dev/null || fail 'cannot write'
			exit 0
			;;
		--as-of | --lang | --format | --audience | -o | --output)
			[ $# -gt 0 ] || usage_error "$option: a value is missing"
			value=$1
			shift
			;;
		--as-of=* | --lang=* | --format=* | --audience=* | --output=*)
			value=${option#*=}
			option=${option%%=*}
			;;
		-o?*)
			value=${option#-o}
			option=-o
			;;
		--)
			if [ $# -gt 1 ] || [ -n "$dir" ]; then
				usage_error 'one DIR is needed'
			fi
			dir=${1:-}
			break
			;;
		-?*)
			usage_error "unknown option ${option%%=*}"
			;;
		*)
			[ -z "$dir" ] || usage_error 'one DIR is needed'
			dir=$option
			continue
			;;
		esac
		case $option in
		--as-of)
			[[ $value =~ ^[0-9]{4}-[0-9]{2}-[0-9]{2}$ ]] ||
				usage_error '--as-of: not a date (YYYY-MM-DD)'
			as_of=$value
			;;
		--lang)
			[[ $value =~ ^(da|en)$ ]] || usage_error '--lang: da or en'
			lang=$value
			;;
		--format)
			[[ $value =~ ^(text|html)$ ]] || usage_error '--format: text or html'
			format=$value
			;;
		--audience)
			[[ $value =~ ^(team|leadership)$ ]] || usage_error '--audience: team or leadership'
			audience=$value
			;;
		-o | --output)
			[ -n "$value" ] || usage_error '-o: a file name is needed'
			[ ! -d "$value" ] || usage_error '-o: a folder; a file name is needed'
			output=$value
			[[ $value != -* || $value = - ]] || output=./$value
			;;
		esac
	done
	[ -n "$dir" ] || usage_error 'DIR is missing'
	if [ -z "$format" ]; then
		case $output in
		*.html | *.htm) format=html ;;
		*) format=text ;;
		esac
	fi
	command -v gettext >/dev/null || fail 'gettext is missing (Debian: gettext-base)'
	[ -d "$dir" ] || fail "$dir: not a folder"
	# What begins with a hyphen is a folder here and would be an option there.
	case $dir in
	-*) dir=./$dir ;;
	esac
	check_tables
	choose_language
	# Denmark's clock by rule: the host may be anywhere and lack the time zone's file.
	[ -n "$as_of" ] || as_of=$(TZ=CET-1CEST,M3.5.0,M10.5.0/3 date +%Y-%m-%d)
}

# ---------------------------------------------------------- what the team set up

# What the commands let pass, this must let pass as well.
cell_options=()

# The named columns of a table, a line for each record.
cells() {
	"$parts/report-cells" "${cell_options[@]}" "$@"
}

# What columns.csv and options.csv say is read once, and kept as lines of `LINE CELL...`.
columns_set='' options_set=''
read_settings() {
	local lines line file ours yours command option value
	if [ -e "$dir/columns.csv" ]; then
		lines=$(cells --numbered file ours yours <"$dir/columns.csv") || fail "$dir/columns.csv: cannot be used"
		while IFS=$separator read -r line file ours yours; do
			# Excel leaves rows of empty cells where something was deleted.
			[ -n "$file$ours$yours" ] || continue
			[[ " $tables persons " == *" ${file%.csv} "* && $file == *.csv && $file != *' '* ]] ||
				fail "$dir/columns.csv:$line: '$file' is no table that can be mapped"
			columns_set+=$line$separator$file$separator$ours$separator$yours$'\n'
		done <<<"$lines"
	fi
	if [ -e "$dir/options.csv" ]; then
		lines=$(cells --numbered command option value <"$dir/options.csv") || fail "$dir/options.csv: cannot be used"
		while IFS=$separator read -r line command option value; do
			[ -n "$command$option$value" ] || continue
			case $command in
			ors-score | srs-flag | talk-list | sdq-score | pss-score | change-score | followup-check) ;;
			caseload-check | flex-ratio | record-check | course-summary | outcome-summary) ;;
			*) fail "$dir/options.csv:$line: '$command' is no command of this report" ;;
			esac
			can_be_set "$command" "$option" ||
				fail "$dir/options.csv:$line: $command: '$option' cannot be set for the report"
			options_set+=$line$separator$command$separator$option$separator$value$'\n'
		done <<<"$lines"
	fi
}

changed=() # what options.csv sets, for the reader of the page

# What options.csv may set: what leaves the page what it says it is.
can_be_set() { # COMMAND OPTION
	case $1:$2 in
	outcome-summary:*) return 1 ;; # it reads what change-score wrote
	*:date-order | *:max-record | *:strict-width | *:allow-cpr) ;;
	ors-score:cutoff-table) ;;
	srs-flag:total-cutoff | srs-flag:item-cutoff | srs-flag:drop) ;;
	talk-list:every | talk-list:sessions | talk-list:set | talk-list:threshold) ;;
	sdq-score:norms | sdq-score:informant | sdq-score:coding | sdq-score:answers) ;;
	pss-score:prorate) ;;
	change-score:set | change-score:threshold) ;;
	followup-check:schedule | followup-check:grace) ;;
	caseload-check:guide | caseload-check:fte) ;;
	flex-ratio:frame | flex-ratio:ordinary | flex-ratio:weekdays | flex-ratio:holidays) ;;
	flex-ratio:special-days | flex-ratio:declared) ;;
	record-check:days) ;;
	*) return 1 ;;
	esac
}

# Fills value with the name of a file that stands beside options.csv if it is named alone.
beside() { # NAME
	value=$1
	[[ $1 = */* || ! -e $dir/$1 ]] || value=$dir/$1
}

# The same for each of a list, whose names that are no files stay.
all_beside() { # LIST
	local rest=$1 list=''
	while [[ $rest = *,* ]]; do
		beside "${rest%%,*}"
		list+=$value,
		rest=${rest#*,}
	done
	beside "$rest"
	value=$list$value
}

# options_of COMMAND: fills the array options from options.csv, and option_lines with where each stands.
options_of() {
	local line command option value
	options=() option_lines=()
	while IFS=$separator read -r line command option value; do
		[ "$command" = "$1" ] || continue
		changed+=("$1 --$option${value:+=$value}")
		case $option in
		cutoff-table | answers | fte | holidays | special-days) beside "$value" ;;
		norms) all_beside "$value" ;;
		esac
		options+=("--$option${value:+=$value}")
		option_lines+=("$line")
		case $option in
		allow-cpr | max-record) cell_options+=("--$option${value:+=$value}") ;;
		esac
	done <<<"$options_set"
}

# date_order_of TABLE COMMAND...: fills the array order with what options.csv sets for the dates of a table, for
# whichever of the commands that read it.
date_order_of() {
	local table=$1 line command option value first=''
	order=()
	while IFS=$separator read -r line command option value; do
		[[ $option = date-order && " ${*:2} " = *" $command "* ]] || continue
		[[ -z $first || ${order[0]} = "--date-order=$value" ]] ||
			fail "$dir/options.csv:$line: $command: date-order $value here, but ${order[0]#*=} for $first, and both read $table.csv"
		first=$command
		order=("--date-order=$value")
	done <<<"$options_set"
}

# columns_of TABLE: fills the array columns from columns.csv.
columns_of() {
	local line file ours yours
	columns=()
	while IFS=$separator read -r line file ours yours; do
		[ "$file" = "$1.csv" ] || continue
		[[ -n $ours && -n $yours ]] || fail "$dir/columns.csv:$line: ours and yours are needed"
		columns+=(-m "$ours=$yours")
	done <<<"$columns_set"
}

# persons_of TABLE: fills the array persons with the options that read persons.csv beside a table, and roster with
# those for followup-check. A mapping is one for both tables then: columns has those of the table.
persons=() roster=()
persons_of() {
	local line file ours yours column mapped=()
	have persons || return 0
	while IFS=$separator read -r line file ours yours; do
		[ "$file" = persons.csv ] || continue
		[[ -n $ours && -n $yours ]] || fail "$dir/columns.csv:$line: ours and yours are needed"
		for column in "${columns[@]}"; do
			[ "$column" != "$ours=$yours" ] || continue 2
			[[ $column != "$ours="* ]] ||
				fail "$dir/columns.csv:$line: $ours has another name in $1.csv, which is read beside persons.csv; rename one of the two"
		done
		mapped+=(-m "$ours=$yours")
	done <<<"$columns_set"
	persons=(--persons "$dir/persons.csv" "${mapped[@]}")
	roster=(--roster "$dir/persons.csv" "${mapped[@]}")
}

# The dates of persons.csv are read in the order of each table that it is read beside.
order_of_persons='' beside_persons=''
check_order_of_persons() { # TABLE
	local this=${order[0]-=dmy} dates
	have persons || return 0
	this=${this#*=}
	if [ -z "$beside_persons" ]; then
		order_of_persons=$this beside_persons=$1
		return
	fi
	[ "$this" != "$order_of_persons" ] || return 0
	dates=$(cells "${persons[@]:2}" birth_date start_date end_date <"$dir/persons.csv") ||
		fail "$dir/persons.csv: cannot be used"
	[[ $dates != */* ]] ||
		fail "$dir/options.csv: date-order $order_of_persons for $beside_persons.csv, but $this for $1.csv; write the dates of $dir/persons.csv, which is read beside both, as YYYY-MM-DD"
}

# ----------------------------------------------------------------- the commands

worst=0

# note STATUS: an invalid record (3) is remembered, a failure ends it all.
note() {
	case $1 in
	0 | 1) ;;
	3) worst=3 ;;
	*) fail 'stopped; no report was written' ;;
	esac
}

# Whether the sessions have SRS columns at all: a team may use the ORS alone. Asked beside other work;
# what has gone well is marked.
ask_for_srs() {
	exec {srs_answer}< <(srs-flag "${columns[@]}" --mapping "$dir/sessions.csv" 2>&1 >/dev/null &&
		printf %s "$separator")
}

has_srs() {
	local answer=''
	IFS= read -r -d '' -u "$srs_answer" answer || :
	[[ $answer != *"$separator" ]] || return 0
	[[ $answer != *'no column srs_relationship or '* ]] || return 1
	printf '%s\n' "${answer%$'\n'}" >&2 || :
	fail 'stopped; no report was written'
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
			make_file "$folder" scored_sessions 1 2 3 4 5 6 7 8
			make_file "$folder" changes_ors 1 2
			spares=$((spares + 10))
			;;
		sdq | pss)
			make_file "$folder" "scored_$table" 1 2 3 4
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
declare -A first_word=() words=() ended=()

# It begins when the file that it reads, which is that of a command planned before, is written; or at
# once, and its input is that of the caller.
plan() { # NAME FILE COMMAND...
	local way=-
	name_file "$1"
	[ "$2" = - ] || way_to "$2"
	plan_job "$1" "$2" "$way" "${@:3}"
}

# It begins together with another one, whose output it gets through a pipe.
plan_behind() { # NAME OTHER COMMAND...
	name_file "$1"
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

# What they have to say is said.
hear() { # NAME...
	local name said
	for name; do
		[ -n "${words[$name]-}" ] || continue
		IFS= read -r -d '' -u "${hearing[$name]}" said || :
		[ -z "$said" ] || printf %s "$said" >&2 || :
	done
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

# What the commands have written becomes the page all at once: a start of a helper takes longer than
# what it has to do. A command that fails has said why; that nothing came from it is no news.
plan_page() {
	name_file counted
	name_file cells
	[ ${#shown_tables[@]} -eq 0 ] ||
		plan_job cells '*' - "$parts/report-cells" "${cell_options[@]}" "${shown_tables[@]}"
}

# How the page looks and what it says is all in there.
write_page() {
	local texts=() way
	{
		ready numbers "$numbers $invalid"
		ready rejected "$rejected"
		ready changed "${changed[@]}"
	} >&"${writing[counted]}"
	[ -z "$translations" ] || texts=(table=messages "$parts/report-messages" table=translations "/dev/fd/$translations")
	way_to counted
	texts+=("/dev/fd/$way")
	way_to cells
	text=$(STYLE="$parts/report-style.css" LC_ALL=C exec awk -v lang="$lang" -v decimal_mark="$decimal_mark" \
		-v as_of="$as_of" -v tables="$there" -v rule_sets="$rule_sets" -v with_srs="$with_srs" \
		-v min_cell="$min_cell" -f "$parts/report-tables.awk" -f "$parts/report-words.awk" \
		-f "$parts/report-page.awk" -f "$parts/report-$audience.awk" -f "$parts/report-$format.awk" \
		"${texts[@]}" "/dev/fd/$way") ||
		fail 'stopped; no report was written'
}

# A table that is here, as report-cells writes the others.
ready() { # NAME LINE...
	printf '%s\n' "$table_mark$1$table_mark" "${@:2}"
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
	local names=("$2:" "$dir/persons.csv:")
	# Messages show a control character in a name as a question mark.
	names=("${names[@]//[$'\x01'-$'\x1f\x7f']/?}")
	rejected+=$({
		printf '%s' "$rejected"
		cat
	} |
		FILE="${names[0]}" PERSONS="${names[1]}" awk -v table="$1.csv" -v silent="$3" -v only="${4-}" '
			function take(record, message) {
				if (record in known)
					return
				if (!seen[record]++)
					print record
				else if (record ~ /^persons/)
					return
				if (silent && ++said <= 20)
					print message | "cat >&2"
			}
			BEGIN { name = ENVIRON["FILE"] == "-:" ? table ":" : ENVIRON["FILE"]; from = "(from " ENVIRON["PERSONS"] }
			/^[a-z-]+\.csv [0-9]+$/ { known[$0] = 1; next }
			{ start = index($0, ": ") + 2; text = substr($0, start) }
			ENVIRON["FILE"] == "-:" && index(text, ENVIRON["PERSONS"]) == 1 {
				rest = substr(text, length(ENVIRON["PERSONS"]) + 1)
				if (rest ~ /^[0-9]+: / && rest !~ /^[0-9]+: notice: /)
					take("persons.csv " (rest + 0), $0)
				next
			}
			index(text, ENVIRON["FILE"]) == 1 {
				rest = substr(text, length(ENVIRON["FILE"]) + 1)
				if (rest !~ /^[0-9]+: / || rest ~ /^[0-9]+: notice: /)
					next
				record = table " " (rest + 0)
				if (ENVIRON["FILE"] == "-:" && (origin = index(rest, from)))
					record = "persons.csv " (substr(rest, origin + length(from)) + 0)
				if (!only || origin)
					take(record, substr($0, 1, start - 1) name rest)
				origin = 0
			}
			END { if (said > 20) print table ": and " said - 20 " more" | "cat >&2" }')$'\n'
}

# ---- the sessions

plan_sessions() {
	local list order options_srs scorer=ors-score
	columns_of sessions
	persons_of sessions
	date_order_of sessions ors-score srs-flag talk-list change-score followup-check
	check_order_of_persons sessions
	ask_for_srs
	options_of ors-score
	plan ors-score - ors-score "${persons[@]}" "${columns[@]}" "${options[@]}" "${order[@]}" "$dir/sessions.csv"
	options_of srs-flag
	options_srs=("${options[@]}")
	options_of talk-list
	list=(talk-list --as-of "$as_of" --decimal "$mark" "${persons[@]}" "${columns[@]}" "${options[@]}" "${order[@]}")
	name_file numbers
	with_srs=no
	if has_srs; then
		with_srs=yes scorer=srs-flag
		plan_behind srs-flag ors-score srs-flag --unsorted "${persons[@]}" "${columns[@]}" "${options_srs[@]}" \
			"${order[@]}"
	fi
	# What is said of a record is counted, too, see report-until.
	plan_until sessions "$scorer" --count "/dev/fd/${writing[numbers]}"
	options_of change-score
	plan_changes ors scored_sessions --carry ors_cutoff
	options_of followup-check
	! have persons || plan_due ors scored_sessions every:28
	if [ "$audience" = team ]; then
		plan well scored_sessions "${list[@]}" --well
		if [ "$with_srs" = yes ]; then
			options_of change-score
			without --set --threshold
			plan_changes srs scored_sessions
		fi
		[ "$format" = text ] || plan sparks scored_sessions progress-chart -q --spark --lang "$lang" \
			"${persons[@]}" "${columns[@]}" "${cell_options[@]}" "${order[@]}"
	else
		plan_coverage ors
		[ "$with_srs" = no ] || plan_coverage srs
	fi
	plan talk scored_sessions "${list[@]}"
}

plan_coverage() { # SCORE
	plan "coverage_$1" scored_sessions followup-check -q --coverage --min-cell "$min_cell" --score "${1}_total" \
		--as-of "$as_of" --decimal "$mark" "${columns[@]}" "${cell_options[@]}" "${order[@]}"
}

finish_sessions() {
	hear ors-score srs-flag scored_sessions
	note_planned ors-score srs-flag scored_sessions
	hear changes_ors due_ors changes_srs sparks
	collect coverage_ors coverage_srs talk
	count_sessions
}

# Noted behind the other measures.
finish_measures_of_sessions() {
	local way
	note_planned changes_ors
	collect figures_ors
	note_planned due_ors
	# Of the sessions, talk-list has told.
	if [ "$status" = 3 ]; then
		way_to scored_sessions
		count_rejected sessions - due_ors persons <&"$way"
	fi
	note_planned well changes_srs sparks
}

# ---- one questionnaire: sdq or pss

plan_questionnaire() { # TABLE
	local with=() order
	columns_of "$1"
	persons_of "$1"
	date_order_of "$1" "$1-score" change-score followup-check
	check_order_of_persons "$1"
	options_of "$1-score"
	[ "$1" = pss ] || with=("${persons[@]}")
	plan "$1-score" - "$1-score" "${with[@]}" "${options[@]}" "${columns[@]}" "${order[@]}" "$dir/$1.csv"
	plan_until "$1" "$1-score"
	options_of change-score
	without --set --threshold
	plan_changes "$1" "scored_$1"
	plan_figures "$1"
	have persons || return 0
	options_of followup-check
	without --schedule
	plan_due "$1" "scored_$1" start-end
}

finish_questionnaire() { # TABLE
	hear "$1-score" "scored_$1"
	note_planned "$1-score" "scored_$1"
	[ "$status" != 3 ] || count_rejected "$1" "$dir/$1.csv" "$1-score"
	finish_reader "$1" "changes_$1"
	collect "figures_$1"
	finish_reader "$1" "due_$1"
}

# For a command that reads the scores of a questionnaire.
finish_reader() { # TABLE NAME
	local way
	collect "$2"
	[ "$status" = 3 ] || return 0
	way_to "scored_$1"
	count_rejected "$1" - "$2" <&"$way"
}

# ---- first and last scores, and who is due

# Without what is of a day after the meeting, which is in no figure.
plan_until() { # TABLE SCORER OPTION...
	plan_behind "scored_$1" "$2" "$parts/report-until" --as-of "$as_of" "${columns[@]}" "${cell_options[@]}" \
		"${order[@]}" "${@:3}"
}

plan_changes() { # MEASURE FILE OPTION...
	plan "changes_$1" "$2" change-score -q --measure "$1" --decimal "$mark" "${persons[@]}" "${columns[@]}" \
		"${cell_options[@]}" "${options[@]}" "${order[@]}" "${@:3}"
}

plan_due() { # MEASURE FILE SCHEDULE
	plan "due_$1" "$2" followup-check -q "${roster[@]}" --as-of "$as_of" --score "${1}_total" \
		--schedule "$3" "${columns[@]}" "${cell_options[@]}" "${options[@]}" "${order[@]}"
}

plan_figures() { # MEASURE
	plan "figures_$1" "changes_$1" outcome-summary -q --min-cell "$min_cell" --decimal "$mark" \
		"${cell_options[@]}"
}

readonly series_columns='family_id person_id course_id rater rater_id form'
readonly of_changes='sessions first first_range last last_range ors_cutoff'
readonly of_talk='reason since first last threshold srs_flags sessions'

# What the page needs of all this.
# shellcheck disable=SC2086 # names of columns
show_measures() {
	local measure
	for measure in ors sdq pss; do
		have "${measure/ors/sessions}" || continue
		show "figures_$measure" "figures_$measure" measure form rater families persons paired one_score \
			mean_first mean_last mean_change change_low change_high recovered improved unchanged \
			deteriorated improved_percent improved_low improved_high deteriorated_percent \
			deteriorated_low deteriorated_high
		show "series_$measure" "changes_$measure" $series_columns $of_changes
	done
	for measure in ors sdq pss; do
		show_planned "due_$measure" "due_$measure" followup_status
	done
	show_planned series_srs changes_srs $series_columns $of_changes
	show_planned sparks sparks $series_columns svg
	show_planned well well $series_columns $of_talk
	show_planned talk talk $series_columns $of_talk
	show_planned coverage_ors coverage_ors sessions scored coverage_percent persons
	show_planned coverage_srs coverage_srs sessions scored coverage_percent persons
}

# The threshold and the schedule that a team sets are those of the sessions.
without() { # OPTION...
	local option left=()
	for option in "${options[@]}"; do
		[[ " $* " = *" ${option%%=*} "* ]] || left+=("$option")
	done
	options=("${left[@]}")
}

# Of the options for record-check, those for rules of one set: the others do not know them. What is
# wrong with them is said when its turn comes.
all_rules='' wrong_days=''
days_of_set() { # SET
	local set=$1 option rule lines place=0
	options_of record-check
	[ ${#options[@]} -gt 0 ] || return 0
	[ -n "$all_rules" ] || all_rules=$(record-check --list-rules | cells set rule) ||
		fail 'stopped; no report was written'
	set -- "${options[@]}"
	lines=("${option_lines[@]}") options=()
	for option; do
		place=$((place + 1))
		if [[ $option = --days=* ]]; then
			rule=${option#--days=}
			rule=${rule%%=*}
			if [[ $'\n'$all_rules$'\n' != *"$separator$rule"$'\n'* ]]; then
				wrong_days="$dir/options.csv:${lines[place - 1]}: record-check: days: RULE=N is needed, and no rule is called '$rule'"
				return 1
			fi
			[[ $'\n'$all_rules$'\n' = *$'\n'"$set$separator$rule"$'\n'* ]] || continue
		fi
		options+=("$option")
	done
}

# ---- the records

# plan_on TABLE NAME COMMAND...: for a command that reads a table of DIR, whose mapped columns it
# gets; the table is its last argument. Of what it writes, the page needs the wanted columns.
records=() wanted=()
declare -A table_of=()
plan_on() {
	columns_of "$1"
	plan "$2" - "${@:3}" "${columns[@]}" "$dir/$1.csv"
	show "$2" "$2" "${wanted[@]}"
	records+=("$2")
	table_of[$2]=$1
}

plan_records() {
	local set
	if have courses; then
		options_of course-summary
		wanted=(courses open closed completed completion_percent planned unplanned transferred at_risk
			avoided avoided_percent avoided_low avoided_high children_returned outcome_unknown)
		plan_on courses course_rows course-summary --min-cell "$min_cell" --decimal "$mark" "${options[@]}"
	fi
	if have cases; then
		options_of caseload-check
		wanted=(therapist_id primary_families secondary_families guide caseload_status)
		plan_on cases case_rows caseload-check --as-of "$as_of" --decimal "$mark" "${options[@]}"
		wanted=(family_id family_status)
		plan_on cases family_rows caseload-check -q --families --as-of "$as_of" "${options[@]}"
	fi
	if have hours; then
		options_of flex-ratio
		# An evening with several families is nothing that cron should write about every week.
		wanted=(hours flexible_hours flexible_percent frame_percent frame_use planned_percent missing_reason)
		plan_on hours hour_rows flex-ratio -q --by all --decimal "$mark" "${options[@]}"
		if [ "$audience" = leadership ]; then
			wanted=(hours flexible_hours missing_reason)
			plan_on hours hours_of_each flex-ratio -q --by therapist "${options[@]}"
		fi
	fi
	for set in agreements $rule_sets; do
		! have "$set" || plan_set "$set" || return 0
	done
}

plan_set() { # SET
	local order set=$1
	local rules=(--rules "$set" --as-of "$as_of" --lang "$lang" --skip-absent)
	days_of_set "$set" || return 1
	# Agreements need no column of their own for new feedback: nothing to be told every week.
	[ "$set" != agreements ] || rules=(-q "${rules[@]}")
	wanted=(key rule result reason)
	plan_on "$set" "found_$set" record-check "${rules[@]}" "${options[@]}"
	if [ "$audience" = leadership ] && [ "$set" != agreements ]; then
		wanted=(key)
		plan_on "$set" "all_$set" record-check -q --summary "${rules[@]}" "${options[@]}"
	fi
	[ "$set" = agreements ] || return 0
	wanted=(family_id agreement_code owner due_date state)
	# The order of dates that the rules are told is that of the list, too.
	date_order_of agreements record-check
	plan_on agreements agreement_rows "$parts/report-agreements" --as-of "$as_of" "${order[@]}" "${cell_options[@]}"
}

finish_records() {
	local name
	for name in "${records[@]}"; do
		collect "$name"
		[ "$status" != 3 ] || count_rejected "${table_of[$name]}" "$dir/${table_of[$name]}.csv" "$name"
	done
	[ -z "$wrong_days" ] || fail "$wrong_days"
}

# All is planned, run and then heard, in this order.
run_commands() {
	local table
	make_files
	settle_language
	read_settings
	part=sessions
	! have sessions || plan_sessions
	for part in sdq pss; do
		! have "$part" || plan_questionnaire "$part"
	done
	part=sessions
	! have sessions || plan_figures ors
	part=records
	plan_records
	show_measures
	plan_page

	run_planned

	! have sessions || finish_sessions
	for table in sdq pss; do
		! have "$table" || finish_questionnaire "$table"
	done
	! have sessions || finish_measures_of_sessions
	finish_records
	[ "${ended[cells]}" = 0 ] || fail 'stopped; no report was written'
}

# Fills numbers with what report-until has counted, and invalid. A record is counted as invalid
# once, whoever found it: the scorers say so in its status, talk-list says on which line.
count_sessions() {
	local command counted line said way
	local -A bad=()
	way_to numbers
	mapfile -t -u "$way" counted
	numbers=${counted[0]}
	for line in "${counted[@]:1}"; do
		bad[$line]=1
	done
	if [ "$worst" != 0 ]; then
		way_to scored_sessions
		command_of talk
		said=$("${command[@]}" --all-errors <&"$way" 2>&1 >/dev/null || true)
		for line in $(printf '%s\n' "$said" |
			sed -n '/: notice: /d; / (from .*:[0-9]*)$/d; s/^talk-list: -:\([0-9]*\): [a-z_]*: .*/\1/p'); do
			bad[$line]=1
		done
		take_rejected sessions - 0 persons <<<"$said"
	fi
	invalid=${#bad[@]}
}

# --------------------------------------------------------------------- writing

# Beside the old report under another name, then in its place: whole or not at all. A link stays, and what it
# points to is written.
write_file() {
	local file=$1
	[ ! -e "$file" ] || [ -f "$file" ] || fail "$1: not a file that could be replaced"
	if [ -L "$file" ]; then
		# A name may end in a newline.
		file=$(readlink -f "$1" 2>/dev/null && echo .) || fail "$1: a link that leads nowhere"
		file=${file%$'\n.'}
	fi
	partial=''
	trap 'rm -f ${partial:+"$partial"}' EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM
	trap 'exit 129' HUP
	partial=$(mktemp "$file.new-XXXXXX" 2>/dev/null) || fail "$1: cannot be written"
	printf '%s\n' "$text" 2>/dev/null >"$partial" || fail "$1: cannot be written"
	mv -f "$partial" "$file" || fail "$1: cannot be written"
	trap - EXIT
}

read_arguments "$@"

for part in tables.awk words.awk page.awk "$audience.awk" "$format.awk" style.css; do
	[ -r "$parts/report-$part" ] || fail "$parts/report-$part: cannot be read"
done
with_srs=no min_cell=0 numbers='' invalid=0
[ "$audience" = team ] || min_cell=5
start_progress
run_commands
step 'the page'
write_page
end_progress
if [ -n "$output" ] && [ "$output" != - ]; then
	write_file "$output"
else
	printf '%s\n' "$text" 2>/dev/null || fail 'cannot write'
fi
exit "$worst"
