#!/usr/bin/env bash
# learning-report: the page for the weekly learning meeting; see learning-report(1).
#
# Composes the commands and renders what they say; every rule is in them. Data stay in
# memory, in pipes and in files without a name: nothing is left behind when this is killed.
# shellcheck disable=SC2317 # functions are reached through run
set -euo pipefail
# Words are split here and there, and never stand for names of files.
set -f
shopt -s inherit_errexit
umask 077
# Memory holds what must not lie about in a file after a crash.
ulimit -c 0

readonly program=learning-report version=@VERSION@
# A link in ~/bin is followed, and cd is kept from searching and from speaking.
unset CDPATH
self=$0
[ ! -L "$self" ] || self=$(readlink -f "$0" 2>/dev/null) || self=$0
case $self in
*/*) here=${self%/*} ;;
*) here=. ;;
esac
here=$(cd "$here/" >/dev/null && pwd)
readonly here
PATH=$here:${PATH:-/usr/local/bin:/usr/bin:/bin}

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

# say MESSAGE [VALUE]...: fills said with the message in the reader's language, filled in.
declare -A translated=()
said=''
say() {
	# shellcheck disable=SC2059 # the format is one of our own messages
	printf -v said -- "${translated[$1]-$1}" "${@:2}"
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
readonly separator=$'\x1f' parts=$here/../libexec/sfb
readonly rule_sets='target-group foundation alliance coordination general-area network multifamily transition aoa'
readonly tables="sessions sdq pss cases hours courses agreements $rule_sets"

have() {
	[ -e "$dir/$1.csv" ]
}

# One table at least, and none that cannot be read.
check_tables() {
	local table any=no
	for table in $tables persons; do
		have "$table" || continue
		[ -r "$dir/$table.csv" ] || fail "$dir/$table.csv: cannot be read"
		[ "$table" = persons ] || any=yes
	done
	[ "$any" = yes ] ||
		fail "$dir: no table that the report knows (sessions.csv, sdq.csv, cases.csv ...)"
}

# All messages at once: one call of gettext for each would take longer than the report.
translate() {
	local id ids asked=() text
	mapfile -t ids <"$parts/report-messages" || return 0
	for id in "${ids[@]}"; do
		asked+=("$id" "$separator")
	done
	text=$(gettext -s -- "${asked[@]}")
	for id in "${ids[@]}"; do
		translated[$id]=${text%%" $separator"*}
		text=${text#*"$separator "}
	done
}

# The language, and the mark of decimals that goes with it.
choose_language() {
	local by_hand=$lang
	if [ -z "$lang" ]; then
		case $wished in
		da*) lang=da ;;
		*) lang=en ;;
		esac
	fi
	export LANGUAGE=$lang
	if [ "$lang" = da ]; then
		translate
		say Sessions
		[ "$said" != Sessions ] || {
			[ -z "$by_hand" ] || fail "no Danish texts in $TEXTDOMAINDIR (made without gettext's msgfmt?); --lang en works"
			lang=en LANGUAGE=en
			translated=()
		}
	fi
	case $lang in
	da) mark=comma decimal_mark=, ;;
	*) mark=point decimal_mark=. ;;
	esac
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

# The same as the end of a pipe.
to_cells() {
	# A command that fails says why; that nothing came from it is no news.
	exec "$parts/report-cells" "${cell_options[@]}" "$@" 2>/dev/null
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

# options_of COMMAND: fills the array options from options.csv. A file that stands
# beside options.csv may be named alone.
options_of() {
	local command option value lines
	options=()
	[ -e "$dir/options.csv" ] || return 0
	lines=$(cells command option value <"$dir/options.csv") ||
		fail "$dir/options.csv: cannot be used"
	while IFS=$separator read -r command option value; do
		case $command in
		ors-score | srs-flag | talk-list | sdq-score | pss-score | change-score | followup-check) ;;
		caseload-check | flex-ratio | record-check | course-summary | outcome-summary) ;;
		*) fail "$dir/options.csv: '$command' is no command of this report" ;;
		esac
		can_be_set "$command" "$option" ||
			fail "$dir/options.csv: $command: '$option' cannot be set for the report"
		[ "$command" = "$1" ] || continue
		changed+=("$1 --$option${value:+=$value}")
		case $option in
		cutoff-table | norms | answers | fte | holidays | special-days)
			[[ $value = */* || ! -e $dir/$value ]] || value=$dir/$value
			;;
		esac
		options+=("--$option${value:+=$value}")
		case $option in
		allow-cpr | max-record) cell_options+=("--$option${value:+=$value}") ;;
		esac
	done < <(printf '%s\n' "$lines")
}

# columns_of TABLE: fills the array columns from columns.csv.
columns_of() {
	local file ours yours lines
	columns=()
	[ -e "$dir/columns.csv" ] || return 0
	lines=$(cells file ours yours <"$dir/columns.csv") || fail "$dir/columns.csv: cannot be used"
	while IFS=$separator read -r file ours yours; do
		[[ " $tables " == *" ${file%.csv} "* && $file == *.csv && $file != *' '* ]] ||
			fail "$dir/columns.csv: '$file' is no table that can be mapped"
		[ "$file" = "$1.csv" ] || continue
		columns+=(-m "$ours=$yours")
	done < <(printf '%s\n' "$lines")
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

# Whether the sessions have SRS columns at all: a team may use the ORS alone.
has_srs() {
	local answer
	answer=$(srs-flag "${columns[@]}" --mapping "$dir/sessions.csv" 2>&1) && return 0
	[[ $answer == *'no column srs_relationship or '* ]] && return 1
	printf '%s\n' "$answer" >&2
	fail 'stopped; no report was written'
}

score() {
	if [ "$with_srs" = yes ]; then
		ors-score "${persons[@]}" "${columns[@]}" "${options_ors[@]}" "$dir/sessions.csv" |
			srs-flag --unsorted "${persons[@]}" "${columns[@]}" "${options_srs[@]}"
	else
		ors-score "${persons[@]}" "${columns[@]}" "${options_ors[@]}" "$dir/sessions.csv"
	fi
}

# What is of a day after the meeting is in no figure.
until_meeting() {
	"$parts/report-until" --as-of "$as_of" "${columns[@]}" "${cell_options[@]}" "$@"
}

# Where nothing says otherwise, dates are read in the order that talk-list is told.
date_order_of() { # OPTION...
	local option
	order=()
	for option; do
		[[ $option != --date-order=* ]] || order=("$option")
	done
}

# What the commands wrote, filled in by run, run_on and collect: mostly lines of cells.
# shellcheck disable=SC2034 # for the parts of the page
{
	talk='' well='' series_ors='' series_srs='' sparks='' numbers='' everybody='' grouped=''
	coverage_ors='' coverage_srs='' course_rows='' case_rows='' family_rows='' hour_rows=''
	hours_of_each='' agreement_rows='' all_rules='' status=0
}

# run VARIABLE COMMAND...: what the command writes; its status stays in status.
run() {
	local out
	status=0
	out=$("${@:2}") || status=$?
	note "$status"
	printf -v "$1" '%s' "$out"
}

# launch VARIABLE COMMAND...: the same beside others; collect VARIABLE waits for it. Commands
# that have something to say on standard error run one after the other, so that it has an order.
declare -A pipes=()
readonly end_mark=$'\x1e'
launch() {
	local pipe
	exec {pipe}< <(
		status=0
		"${@:2}" || status=$?
		printf '%s%s' "$end_mark" "$status"
	)
	pipes[$1]=$pipe
}

collect() { # VARIABLE...
	local variable pipe out
	for variable; do
		pipe=${pipes[$variable]-}
		[ -n "$pipe" ] || continue
		out=$(</dev/fd/"$pipe")
		exec {pipe}<&-
		unset "pipes[$variable]"
		# Who ended without a status has failed.
		status=2
		[[ $out != *"$end_mark"* ]] || status=${out##*"$end_mark"}
		note "$status"
		out=${out%"$end_mark"*}
		printf -v "$variable" '%s' "${out%$'\n'}"
	done
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

step() { # WHAT COMMAND...
	[ -z "$progress" ] || printf '%s\n' "$1" >&"$progress"
	"${@:2}"
}

# The scored sessions are too large to be kept in a variable and written again and again. They
# are in a file that has lost its name before anything is in it, with several ways to read it.
scored=()
score_sessions() {
	local file to from
	file=$(mktemp "${TMPDIR:-/tmp}/$program.XXXXXX" 2>/dev/null) ||
		fail "${TMPDIR:-/tmp}: no file can be made there"
	exec {to}>"$file"
	for _ in 1 2 3 4 5 6 7 8 9; do
		exec {from}<"$file"
		scored+=("$from")
	done
	rm -f "$file"
	status=0
	score | until_meeting "${order[@]}" >&"$to" || status=$?
	exec {to}>&-
	note "$status"
}

# Gives the command that follows the scored sessions, from the start. Each of the ways is good
# for one command; a number says which.
with_sessions() { # NUMBER COMMAND...
	"${@:2}" <&"${scored[$1]}"
}

list() { # [OPTION]...
	talk-list --as-of "$as_of" --decimal "$mark" "${persons[@]}" "${columns[@]}" \
		"${options_talk[@]}" "$@"
}

readonly series_columns='family_id person_id course_id rater rater_id form'

listed() { # [OPTION]...
	# shellcheck disable=SC2086 # names of columns
	list "$@" | to_cells $series_columns reason since first last threshold srs_flags sessions
}

# Lines of `TABLE LINE`: the records that cannot be right.
rejected=''
quiet=(-q)

# count_rejected TABLE FILE COMMAND...: after a status 3, which records of FILE that were. What
# a quiet command has kept to itself is said, up to 20 lines.
count_rejected() {
	local table=$1 file=$2 argument spoken=() silent=0 quiet=(--all-errors)
	shift 2
	for argument; do
		[ "$argument" = -q ] || spoken+=("$argument")
	done
	[ "$file" != - ] && [ ${#spoken[@]} -eq $# ] || silent=1
	# Messages show a control character in a name as a question mark.
	rejected+=$({
		printf '%s' "$rejected"
		"${spoken[@]}" --all-errors 2>&1 >/dev/null || true
	} |
		FILE="${file//[$'\x01'-$'\x1f\x7f']/?}:" awk -v table="$table.csv" -v silent="$silent" '
			BEGIN { name = ENVIRON["FILE"] == "-:" ? table ":" : ENVIRON["FILE"] }
			/^[a-z-]+\.csv [0-9]+$/ { known[$0] = 1; next }
			{ start = index($0, ": ") + 2 }
			index(substr($0, start), ENVIRON["FILE"]) == 1 {
				rest = substr($0, start + length(ENVIRON["FILE"]))
				record = table " " (rest + 0)
				if (rest !~ /^[0-9]+: / || rest ~ /^[0-9]+: notice: / || record in known)
					next
				if (!seen[record]++)
					print record
				if (silent && ++said <= 20)
					print substr($0, 1, start - 1) name rest | "cat >&2"
			}
			END { if (said > 20) print table ": and " said - 20 " more" | "cat >&2" }')$'\n'
}

# run_on TABLE VARIABLE COMMAND...: run for a command that reads a table of DIR, whose
# mapped columns it gets; the table is its last argument. Of what it writes, the wanted
# columns as cells, or all of it as it is.
wanted=()
run_on() {
	local table=$1 variable=$2
	shift 2
	columns_of "$table"
	set -- "$@" "${columns[@]}" "$dir/$table.csv"
	if [ ${#wanted[@]} -gt 0 ]; then
		run "$variable" cells_of "$@"
	else
		run "$variable" "$@"
	fi
	[ "$status" != 3 ] || count_rejected "$table" "$dir/$table.csv" "$@"
	wanted=()
}

cells_of() { # COMMAND...
	"$@" | to_cells "${wanted[@]}"
}

sessions_part() {
	columns_of sessions
	options_of ors-score
	options_ors=("${options[@]}")
	options_of srs-flag
	options_srs=("${options[@]}")
	options_of talk-list
	options_talk=("${options[@]}")
	date_order_of "${options_talk[@]}"

	with_srs=yes
	has_srs || with_srs=no
	score_sessions
	options_of change-score
	launch changes_ors with_sessions 0 change_of ors
	options_of followup-check
	! have persons || launch due_ors with_sessions 1 due_of ors every:28
	if [ "$audience" = team ]; then
		launch well with_sessions 2 listed --well 2>/dev/null
		if [ "$with_srs" = yes ]; then
			options_of change-score
			without_threshold
			launch series_srs with_sessions 3 series_of_srs
		fi
		[ "$format" = text ] || launch sparks with_sessions 4 drawn_scores
	else
		launch coverage_ors with_sessions 2 coverage_of ors_total
		[ "$with_srs" = no ] || launch coverage_srs with_sessions 3 coverage_of srs_total
		launch everybody with_sessions 4 cells "${columns[@]}" family_id person_id
	fi
	run talk with_sessions 5 listed
	count_sessions
}

# Launched with the sessions, used with the other measures.
finish_sessions() {
	have sessions || return 0
	collect changes_ors
	options_of change-score
	figures_of_measure ors
	collect due_ors well series_srs sparks coverage_ors coverage_srs everybody
}

drawn_scores() {
	# shellcheck disable=SC2086 # names of columns
	progress-chart -q --spark --lang "$lang" "${persons[@]}" "${columns[@]}" "${cell_options[@]}" |
		to_cells $series_columns svg
}

coverage_of() { # SCORE
	followup-check -q --coverage --min-cell "$min_cell" --score "$1" --as-of "$as_of" --decimal "$mark" \
		"${columns[@]}" "${cell_options[@]}" | to_cells sessions scored coverage_percent persons
}

# One questionnaire, scored: sdq or pss.
questionnaire_part() {
	local measure=$1 with=() scored_now order
	options_of "$measure-score"
	date_order_of "${options[@]}"
	[ "$measure" = pss ] || with=("${persons[@]}")
	run_on "$measure" "scored_$measure" "$measure-score" "${with[@]}" "${options[@]}"
	scored_now=scored_$measure
	columns_of "$measure"
	run "scored_$measure" until_meeting "${order[@]}" <<<"${!scored_now}"
	options_of change-score
	without_threshold
	run_scored "$measure" "changes_$measure" change_of "$measure" <<<"${!scored_now}"
	figures_of_measure "$measure"
	have persons || return 0
	options_of followup-check
	run_scored "$measure" "due_$measure" due_of "$measure" start-end <<<"${!scored_now}"
}

# ---- first and last scores, and who is due

# run_scored MEASURE VARIABLE COMMAND...: run for a command that reads the scores of a
# questionnaire.
run_scored() {
	local scored_now=scored_$1
	run "${@:2}"
	[ "$status" != 3 ] || count_rejected "$1" - "${@:3}" <<<"${!scored_now}"
}

table_of() { # MEASURE
	case $1 in
	ors | srs) echo sessions ;;
	*) echo "$1" ;;
	esac
}

change_of() { # MEASURE
	local columns more=()
	columns_of "$(table_of "$1")"
	[ "$1" != ors ] || more=(--carry ors_cutoff)
	change-score "${quiet[@]}" --measure "$1" --decimal "$mark" "${persons[@]}" "${columns[@]}" \
		"${cell_options[@]}" "${options[@]}" "${more[@]}"
}

series_cells() {
	# shellcheck disable=SC2086 # names of columns
	cells $series_columns sessions first first_range last last_range ors_cutoff
}

series_of_srs() {
	change_of srs | series_cells
}

# What the page needs of the changes of a measure.
figures_of_measure() { # MEASURE
	local changes=changes_$1
	launch "figures_$1" figures_of <<<"${!changes}"
	run "series_$1" series_cells <<<"${!changes}"
	collect "figures_$1"
}

figures_of() {
	outcome-summary -q --min-cell "$min_cell" --decimal "$mark" "${cell_options[@]}" |
		to_cells measure form rater families persons paired one_score mean_first mean_last \
			mean_change change_low change_high recovered improved unchanged deteriorated \
			improved_percent improved_low improved_high deteriorated_percent \
			deteriorated_low deteriorated_high
}

due_of() { # MEASURE SCHEDULE
	local columns
	columns_of "$(table_of "$1")"
	followup-check "${quiet[@]}" --roster "$dir/persons.csv" --as-of "$as_of" --score "${1}_total" \
		--schedule "$2" "${columns[@]}" "${cell_options[@]}" "${options[@]}" |
		to_cells followup_status
}

# The threshold that a team sets is one for the ORS.
without_threshold() {
	local option
	set -- "${options[@]}"
	options=()
	for option; do
		[[ $option = --set=* || $option = --threshold=* ]] || options+=("$option")
	done
}

# Of the options for record-check, those for rules of one set: the others do not know them.
days_of_set() { # SET
	local set=$1 option rule
	options_of record-check
	[ ${#options[@]} -gt 0 ] || return 0
	[ -n "$all_rules" ] || all_rules=$(record-check --list-rules | to_cells set rule) ||
		fail 'stopped; no report was written'
	set -- "${options[@]}"
	options=()
	for option; do
		if [[ $option = --days=* ]]; then
			rule=${option#--days=}
			rule=${rule%%=*}
			[[ $'\n'$all_rules$'\n' = *"$separator$rule"$'\n'* ]] ||
				fail "$dir/options.csv: record-check: days: RULE=N is needed, and no rule is called '$rule'"
			[[ $'\n'$all_rules$'\n' = *$'\n'"$set$separator$rule"$'\n'* ]] || continue
		fi
		options+=("$option")
	done
}

operations_part() {
	local set
	if have courses; then
		options_of course-summary
		wanted=(courses open closed completed completion_percent planned unplanned transferred at_risk
			avoided avoided_percent avoided_low avoided_high children_returned outcome_unknown)
		run_on courses course_rows course-summary --min-cell "$min_cell" --decimal "$mark" "${options[@]}"
	fi
	if have cases; then
		options_of caseload-check
		wanted=(therapist_id primary_families secondary_families guide caseload_status)
		run_on cases case_rows caseload-check --as-of "$as_of" --decimal "$mark" "${options[@]}"
		wanted=(family_id family_status)
		run_on cases family_rows caseload-check -q --families --as-of "$as_of" "${options[@]}"
	fi
	if have hours; then
		options_of flex-ratio
		# An evening with several families is nothing that cron should write about every week.
		wanted=(hours flexible_hours flexible_percent frame_percent frame_use planned_percent missing_reason)
		run_on hours hour_rows flex-ratio -q --by all --decimal "$mark" "${options[@]}"
		if [ "$audience" = leadership ]; then
			wanted=(hours flexible_hours missing_reason)
			run_on hours hours_of_each flex-ratio -q --by therapist "${options[@]}"
		fi
	fi
	for set in agreements $rule_sets; do
		! have "$set" || records_part "$set"
	done
}

records_part() { # SET
	local set=$1 found=found_${1//-/_} all=all_${1//-/_}
	local rules=(--rules "$set" --as-of "$as_of" --lang "$lang" --skip-absent)
	days_of_set "$set"
	# Agreements need no column of their own for new feedback: nothing to be told every week.
	[ "$set" != agreements ] || rules=(-q "${rules[@]}")
	wanted=(key rule result reason)
	run_on "$set" "$found" record-check "${rules[@]}" "${options[@]}"
	if [ "$audience" = leadership ] && [ "$set" != agreements ]; then
		wanted=(key)
		run_on "$set" "$all" record-check -q --summary "${rules[@]}" "${options[@]}"
	fi
	[ "$set" = agreements ] || return 0
	wanted=(family_id agreement_code owner due_date state)
	run_on agreements agreement_rows listed_agreements
}

# The order of dates that the rules are told is that of the list, too.
listed_agreements() { # [OPTION]... FILE
	local order
	date_order_of "${options[@]}"
	"$parts/report-agreements" --as-of "$as_of" "${order[@]}" "${cell_options[@]}" "$@"
}

run_commands() {
	persons=()
	! have persons || persons=(--persons "$dir/persons.csv")
	! have sessions || step sessions sessions_part
	! have sdq || step sdq questionnaire_part sdq
	! have pss || step pss questionnaire_part pss
	finish_sessions
	step records operations_part
	collect numbers
	[ "$audience" != team ] || run grouped group_people
}

# Fills numbers: sessions, with ORS, with SRS, persons, those of them without any score (under 6
# aside), scores of unknown form, skipped, incomplete, under 6, invalid, persons without those
# under 6. A record is counted as invalid once, whoever found it: the scorers say so in its status, talk-list says on which line.
count_sessions() {
	local rejected=''
	[ "$worst" = 0 ] || rejected=$({ with_sessions 6 list --all-errors 2>&1 >/dev/null || true; } |
		sed -n '/: notice: /d; s/^talk-list: -:\([0-9]*\): [a-z_]*: .*/\1/p')
	launch numbers with_sessions 7 counted_sessions "$rejected"
}

counted_sessions() { # LINES
	cells --line "${columns[@]}" family_id person_id ors_total ors_status srs_total srs_status ors_form |
		awk -F "$separator" -v rejected="$1" '
			BEGIN { for (i = split(rejected, lines, "\n"); i > 0; i--) bad[lines[i]] = 1 }
			{ sessions++ }
			$4 != "" { ors++ }
			$6 != "" { srs++ }
			$3 != "" && !seen[$2, $3]++ { persons++ }
			$3 != "" && $5 != "under-6" { due[$2, $3] = 1 }
			$4 != "" { scored[$2, $3] = 1 }
			$4 != "" && $8 == "" { formless++ }
			$5 == "skipped" { skipped++ }
			$5 == "incomplete" { incomplete++ }
			$5 == "under-6" { young++ }
			$5 == "invalid" || $7 == "invalid" || $1 in bad { invalid++ }
			END {
				for (person in due) {
					wanted++
					missing += !(person in scored)
				}
				print sessions + 0, ors + 0, srs + 0, persons + 0, missing + 0,
					formless + 0, skipped + 0, incomplete + 0, young + 0,
					invalid + 0, wanted + 0
			}'
}

# --------------------------------------------------------------------- writing

# Beside the old report under another name, then in its place: whole or not at all.
write_file() {
	[ ! -e "$1" ] || [ -f "$1" ] || fail "$1: not a file that could be replaced"
	partial=''
	trap 'rm -f ${partial:+"$partial"}' EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM
	trap 'exit 129' HUP
	partial=$(mktemp "$1.new-XXXXXX" 2>/dev/null) || fail "$1: cannot be written"
	printf '%s\n' "$text" 2>/dev/null >"$partial" || fail "$1: cannot be written"
	mv -f "$partial" "$1" || fail "$1: cannot be written"
	trap - EXIT
}

read_arguments "$@"

# How the page looks, what it says, and in which words.
for part in words page leadership "$format"; do
	[ -r "$parts/report-$part.sh" ] || fail "$parts/report-$part.sh: cannot be read"
done
# shellcheck source-path=SCRIPTDIR source=libexec/report-words.sh
. "$parts/report-words.sh"
# shellcheck source-path=SCRIPTDIR source=libexec/report-page.sh
. "$parts/report-page.sh"
# shellcheck source-path=SCRIPTDIR source=libexec/report-html.sh
. "$parts/report-$format.sh"
if [ "$audience" = leadership ]; then
	# shellcheck source-path=SCRIPTDIR source=libexec/report-leadership.sh
	. "$parts/report-leadership.sh"
fi

min_cell=0
[ "$audience" = team ] || min_cell=5
start_progress
run_commands
step 'the page' :
text=$(page)
end_progress
if [ -n "$output" ] && [ "$output" != - ]; then
	write_file "$output"
else
	printf '%s\n' "$text" 2>/dev/null || fail 'cannot write'
fi
exit "$worst"
