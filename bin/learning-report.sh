#!/usr/bin/env bash
# learning-report: the page for the weekly learning meeting; see learning-report(1).
#
# Composes the commands and renders what they say; every rule is in them. Data
# stay in memory and in pipes: nothing is left behind when this is killed.
# shellcheck disable=SC2317 # functions are reached through run
set -euo pipefail
shopt -s inherit_errexit
umask 077
# Memory holds what must not lie about in a file after a crash.
ulimit -c 0

readonly program=learning-report version=@VERSION@
# A link in ~/bin is followed, and cd is kept from searching and from speaking.
unset CDPATH
self=$(readlink -f "$0" 2>/dev/null) || self=$0
here=$(cd "$(dirname "$self")" >/dev/null && pwd)
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

# The message in the reader's language, filled in.
say() {
	local text
	text=$(gettext -- "$1")
	shift
	# shellcheck disable=SC2059 # the format is one of our own messages
	printf -- "$text" "$@"
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
      --lang LANG           da or en (by the locale)
      --format FORMAT       text or html (by the name of FILE, otherwise text)
      --audience AUDIENCE   team
  -o, --output FILE         write this file, whole or not at all
  -h, --help                show this text
  -V, --version             show the version

Exit status: 0 done, 2 failed and nothing written, 3 done but some records are
invalid.

Examples:
  $program --lang da examples/team
  $program --as-of 2026-06-29 -o week.html examples/team
EOF
}

# ---------------------------------------------------------------- command line

as_of='' lang='' format='' output='' dir=''

# The tables that a report is made from; the sets of rules have a table each.
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

# The language, and the mark of decimals that goes with it.
choose_language() {
	local asked=$lang
	if [ -z "$lang" ]; then
		case $wished in
		da*) lang=da ;;
		*) lang=en ;;
		esac
	fi
	export LANGUAGE=$lang
	if [ "$lang" = da ] && [ "$(gettext Sessions)" = Sessions ]; then
		[ -z "$asked" ] || fail "no Danish texts in $TEXTDOMAINDIR (made without gettext's msgfmt?); --lang en works"
		lang=en LANGUAGE=en
	fi
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
			[ "$value" = team ] || usage_error '--audience: team is the only one so far'
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
	if [ "$lang" = da ]; then
		mark=comma
	else
		mark=point
	fi
	# Denmark's clock by rule: the host may be anywhere and lack the time zone's file.
	[ -n "$as_of" ] || as_of=$(TZ=CET-1CEST,M3.5.0,M10.5.0/3 date +%Y-%m-%d)
}

# ---------------------------------------------------------- what the team set up

# What the commands let pass, this must let pass as well.
cell_options=()

# The named columns of a table, a line for each record.
readonly separator=$'\x1f'
cells() {
	"$here/../libexec/sfb/report-cells" "${cell_options[@]}" "$@"
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

# What the commands wrote, filled in by run and run_on.
scored_ors='' talk='' well='' course_rows='' case_rows='' family_rows='' hour_rows='' all_rules='' status=0

# run VARIABLE COMMAND...: what the command writes; its status stays in status.
run() {
	local out
	status=0
	out=$("${@:2}") || status=$?
	note "$status"
	printf -v "$1" '%s' "$out"
}

list() {
	printf '%s\n' "$scored_ors" |
		talk-list --as-of "$as_of" --decimal "$mark" "${persons[@]}" "${columns[@]}" \
			"${options_talk[@]}" "$@"
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

# run_on TABLE VARIABLE COMMAND...: the same for a command that reads a table of DIR,
# whose mapped columns it gets; the table is its last argument.
run_on() {
	local table=$1 variable=$2
	shift 2
	columns_of "$table"
	set -- "$@" "${columns[@]}" "$dir/$table.csv"
	run "$variable" "$@"
	[ "$status" != 3 ] || count_rejected "$table" "$dir/$table.csv" "$@"
}

sessions_part() {
	columns_of sessions
	options_of ors-score
	options_ors=("${options[@]}")
	options_of srs-flag
	options_srs=("${options[@]}")
	options_of talk-list
	options_talk=("${options[@]}")

	with_srs=yes
	has_srs || with_srs=no
	run scored_ors score
	run talk list
	run well list --well 2>/dev/null
	count_sessions
}

# One questionnaire, scored: sdq or pss.
questionnaire_part() {
	local measure=$1 with=()
	options_of "$measure-score"
	[ "$measure" = pss ] || with=("${persons[@]}")
	run_on "$measure" "scored_$measure" "$measure-score" "${with[@]}" "${options[@]}"
}

# ---- first and last scores, and who is due

# run_scored MEASURE VARIABLE COMMAND...: the same for a command that reads the scores. What is
# wrong with a session has been said and counted.
run_scored() {
	run "${@:2}"
	[ "$status" != 3 ] || [ "$1" = ors ] || count_rejected "$1" - "${@:3}"
}

change_of() { # MEASURE SCORED
	local columns
	columns_of "${1/ors/sessions}"
	printf '%s\n' "$2" |
		change-score "${quiet[@]}" --measure "$1" "${persons[@]}" "${columns[@]}" \
			"${cell_options[@]}" "${options[@]}"
}

figures_of() { # CHANGES
	printf '%s\n' "$1" | outcome-summary -q --decimal "$mark" "${cell_options[@]}"
}

due_of() { # MEASURE SCHEDULE SCORED
	local columns
	columns_of "${1/ors/sessions}"
	printf '%s\n' "$3" |
		followup-check "${quiet[@]}" --roster "$dir/persons.csv" --as-of "$as_of" --score "${1}_total" \
			--schedule "$2" "${columns[@]}" "${cell_options[@]}" "${options[@]}"
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

figures_part() {
	local measure scored_now when
	for measure in ors sdq pss; do
		have "${measure/ors/sessions}" || continue
		scored_now=scored_$measure
		options_of change-score
		[ "$measure" = ors ] || without_threshold
		run_scored "$measure" "changes_$measure" change_of "$measure" "${!scored_now}"
		scored_now=changes_$measure
		run "figures_$measure" figures_of "${!scored_now}"
		have persons || continue
		options_of followup-check
		when=start-end
		[ "$measure" != ors ] || when=every:28
		scored_now=scored_$measure
		run_scored "$measure" "due_$measure" due_of "$measure" "$when" "${!scored_now}"
	done
}

# Of the options for record-check, those for rules of one set: the others do not know them.
days_of_set() { # SET
	local set=$1 option rule
	options_of record-check
	[ ${#options[@]} -gt 0 ] || return 0
	[ -n "$all_rules" ] || all_rules=$(record-check --list-rules | cells set rule) ||
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
		run_on courses course_rows course-summary --decimal "$mark" "${options[@]}"
	fi
	if have cases; then
		options_of caseload-check
		run_on cases case_rows caseload-check --as-of "$as_of" --decimal "$mark" "${options[@]}"
		run_on cases family_rows caseload-check -q --families --as-of "$as_of" "${options[@]}"
	fi
	if have hours; then
		options_of flex-ratio
		# An evening with several families is nothing that cron should write about every week.
		run_on hours hour_rows flex-ratio -q --by all --decimal "$mark" "${options[@]}"
	fi
	for set in agreements $rule_sets; do
		have "$set" || continue
		days_of_set "$set"
		run_on "$set" "found_${set//-/_}" record-check --rules "$set" --as-of "$as_of" --lang "$lang" \
			--skip-absent "${options[@]}"
	done
}

run_commands() {
	persons=()
	! have persons || persons=(--persons "$dir/persons.csv")
	! have sessions || sessions_part
	! have sdq || questionnaire_part sdq
	! have pss || questionnaire_part pss
	figures_part
	operations_part
	extra_part
}

# Fills numbers: sessions, with ORS, with SRS, persons, those of them without any score (under 6
# aside), scores of unknown form, skipped, incomplete, under 6, invalid, persons without those
# under 6. A record is counted as invalid once, whoever found it: the scorers say so in its status, talk-list says on which line.
count_sessions() {
	local rejected=''
	[ "$worst" = 0 ] || rejected=$({ list --all-errors 2>&1 >/dev/null || true; } |
		sed -n '/: notice: /d; s/^talk-list: -:\([0-9]*\): [a-z_]*: .*/\1/p')
	numbers=$(printf '%s\n' "$scored_ors" |
		cells --line "${columns[@]}" family_id person_id ors_total ors_status srs_total \
			srs_status ors_form |
		awk -F "$separator" '
			reading == "messages" { bad[$1] = 1; next }
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
			}' reading=messages <(printf '%s' "$rejected") reading=scores -) ||
		fail 'stopped; no report was written'
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
	partial=$(mktemp "$1.XXXXXX" 2>/dev/null) || fail "$1: cannot be written"
	printf '%s\n' "$text" 2>/dev/null >"$partial" || fail "$1: cannot be written"
	mv -f "$partial" "$1" || fail "$1: cannot be written"
	trap - EXIT
}

read_arguments "$@"

# How the page looks, what it says, and in which words.
parts=$here/../libexec/sfb
for part in words page "$format"; do
	[ -r "$parts/report-$part.sh" ] || fail "$parts/report-$part.sh: cannot be read"
done
# shellcheck source-path=SCRIPTDIR source=libexec/report-words.sh
. "$parts/report-words.sh"
# shellcheck source-path=SCRIPTDIR source=libexec/report-page.sh
. "$parts/report-page.sh"
# shellcheck source-path=SCRIPTDIR source=libexec/report-html.sh
. "$parts/report-$format.sh"

run_commands
text=$(page)
if [ -n "$output" ] && [ "$output" != - ]; then
	write_file "$output"
else
	printf '%s\n' "$text" 2>/dev/null || fail 'cannot write'
fi
exit "$worst"
