#!/usr/bin/env bash
# learning-report: the page for the weekly learning meeting; see learning-report(1).
#
# Composes the commands and renders what they say; every rule is in them. Data
# stay in memory and in pipes: nothing is left behind when this is killed.
set -euo pipefail
shopt -s inherit_errexit
umask 077

readonly program=learning-report version=@VERSION@ width=80
# A link in ~/bin is followed, and cd is kept from searching and from speaking.
unset CDPATH
self=$(readlink -f "$0" 2>/dev/null) || self=$0
here=$(cd "$(dirname "$self")" >/dev/null && pwd)
readonly here
PATH=$here:${PATH:-/usr/local/bin:/usr/bin:/bin}

# Characters are counted in UTF-8 and messages translated even where no locale is installed.
wished=${LANGUAGE:-${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}}
export LC_ALL=C.UTF-8 TEXTDOMAIN=sfb TEXTDOMAINDIR=$here/../share/locale

fail() {
	printf '%s: %s\n' "$program" "$1" >&2
	exit 2
}

usage_error() {
	printf '%s: %s\n%s: try '\''%s --help'\''\n' "$program" "$1" "$program" "$program" >&2
	exit 2
}

# The message in the reader's language, filled in.
say() {
	local text
	text=$(gettext -- "$1")
	shift
	# shellcheck disable=SC2059 # the format is one of our own messages
	printf "$text" "$@"
}

show_help() {
	cat <<EOF
Usage: $program [OPTION]... DIR
Writes the page for the weekly learning meeting from the tables in DIR.

Reads DIR/sessions.csv and, where they are: persons.csv, columns.csv
(file,ours,yours) and options.csv (command,option,value).

Options:
      --as-of DATE          the day of the meeting, YYYY-MM-DD (today)
      --lang LANG           da or en (by the locale)
      --format FORMAT       text
      --audience AUDIENCE   team
  -o, --output FILE         write this file, whole or not at all
  -h, --help                show this text
  -V, --version             show the version

Exit status: 0 done, 2 failed and nothing written, 3 done but some records are
invalid.

Examples:
  $program --lang da examples/team
  $program --as-of 2026-06-29 -o week.txt examples/team
EOF
}

# ---------------------------------------------------------------- command line

as_of='' lang='' output='' dir=''

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
			[ "$value" = text ] || usage_error '--format: text is the only one so far'
			;;
		--audience)
			[ "$value" = team ] || usage_error '--audience: team is the only one so far'
			;;
		-o | --output)
			[ -n "$value" ] || usage_error '-o: a file name is needed'
			[ ! -d "$value" ] || usage_error '-o: a folder; a file name is needed'
			case $value in
			*.html | *.htm) usage_error '-o: only text can be written so far' ;;
			esac
			output=$value
			[[ $value != -* || $value = - ]] || output=./$value
			;;
		esac
	done
	[ -n "$dir" ] || usage_error 'DIR is missing'
	command -v gettext >/dev/null || fail 'gettext is missing (Debian: gettext-base)'
	[ -d "$dir" ] || fail "$dir: not a folder"
	# What begins with a hyphen is a folder here and would be an option there.
	case $dir in
	-*) dir=./$dir ;;
	esac
	[ -r "$dir/sessions.csv" ] || fail "$dir/sessions.csv: cannot be read; the report needs it"
	if [ -z "$lang" ]; then
		case $wished in
		da*) lang=da ;;
		*) lang=en ;;
		esac
	fi
	export LANGUAGE=$lang
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

# TAB is a blank to the shell's read, which loses empty cells: callers that read
# lines turn it into the unit separator.
cells() {
	"$here/../libexec/sfb/report-cells" "${cell_options[@]}" "$@"
}

changed=() # what options.csv sets, for the reader of the page

# options_of COMMAND: fills the array options from options.csv.
options_of() {
	local command option value lines
	options=()
	[ -e "$dir/options.csv" ] || return 0
	lines=$(cells command option value <"$dir/options.csv") ||
		fail "$dir/options.csv: cannot be used"
	while IFS=$'\x1f' read -r command option value; do
		case $command in
		ors-score | srs-flag | talk-list) ;;
		*) fail "$dir/options.csv: '$command' is no command of this report" ;;
		esac
		[ "$command" = "$1" ] || continue
		case $command:$option in
		*:date-order | *:max-record | *:strict-width | *:allow-cpr) ;;
		ors-score:cutoff-table) ;;
		srs-flag:total-cutoff | srs-flag:item-cutoff | srs-flag:drop) ;;
		talk-list:every | talk-list:sessions | talk-list:set | talk-list:threshold) ;;
		*) fail "$dir/options.csv: $command: '$option' cannot be set for the report" ;;
		esac
		options+=("--$option${value:+=$value}")
		case $option in
		allow-cpr | max-record) cell_options+=("--$option${value:+=$value}") ;;
		esac
		changed+=("$1 --$option${value:+=$value}")
	done <<<"${lines//$'\t'/$'\x1f'}"
}

# columns_of FILE: fills the array columns from columns.csv.
columns_of() {
	local file ours yours lines
	columns=()
	[ -e "$dir/columns.csv" ] || return 0
	lines=$(cells file ours yours <"$dir/columns.csv") || fail "$dir/columns.csv: cannot be used"
	while IFS=$'\x1f' read -r file ours yours; do
		case $file in
		sessions.csv) ;;
		sdq.csv | pss.csv | cases.csv | hours.csv | courses.csv | agreements.csv) continue ;;
		*) fail "$dir/columns.csv: '$file': only sessions.csv can be mapped so far" ;;
		esac
		[ "$file" = "$1" ] || continue
		columns+=(-m "$ours=$yours")
	done <<<"${lines//$'\t'/$'\x1f'}"
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

list() {
	printf '%s\n' "$scored" |
		talk-list --as-of "$as_of" --decimal "$mark" "${persons[@]}" "${columns[@]}" \
			"${options_talk[@]}" "$@"
}

run_commands() {
	local status
	persons=()
	[ ! -e "$dir/persons.csv" ] || persons=(--persons "$dir/persons.csv")
	columns_of sessions.csv
	options_of ors-score
	options_ors=("${options[@]}")
	options_of srs-flag
	options_srs=("${options[@]}")
	options_of talk-list
	options_talk=("${options[@]}")

	with_srs=yes
	has_srs || with_srs=no
	status=0
	scored=$(score) || status=$?
	note "$status"
	status=0
	talk=$(list) || status=$?
	note "$status"
	status=0
	well=$(list --well 2>/dev/null) || status=$?
	note "$status"
	count_sessions
}

# Fills numbers: sessions, with ORS, with SRS, persons, those of them without any
# score (under 6 aside), scores of unknown form, skipped, incomplete, under 6, invalid. A record is counted as invalid once, whoever found it: the scorers say so
# in its status, talk-list says on which line.
count_sessions() {
	local rejected=''
	[ "$worst" = 0 ] || rejected=$({ list --all-errors 2>&1 >/dev/null || true; } |
		sed -n '/: notice: /d; s/^talk-list: -:\([0-9]*\): [a-z_]*: .*/\1/p' | tr '\n' ' ')
	numbers=$(printf '%s\n' "$scored" |
		cells --line "${columns[@]}" family_id person_id ors_total ors_status srs_total \
			srs_status ors_form |
		awk -F '\t' -v rejected="$rejected" '
			BEGIN {
				n = split(rejected, lines, " ")
				for (i = 1; i <= n; i++)
					bad[lines[i]] = 1
			}
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
				for (person in due)
					missing += !(person in scored)
				print sessions + 0, ors + 0, srs + 0, persons + 0, missing + 0,
					formless + 0, skipped + 0, incomplete + 0, young + 0,
					invalid + 0
			}') || fail 'stopped; no report was written'
}

# -------------------------------------------------------------------- rendering

# A day as the reader writes it.
day() {
	if [ "$lang" = da ]; then
		printf '%s-%s-%s' "${1:8:2}" "${1:5:2}" "${1:0:4}"
	else
		printf '%s' "$1"
	fi
}

# wrap INDENT TEXT: lines of at most 80 characters, all but the first indented.
wrap() {
	local indent=$1 line='' word
	local -a words
	read -ra words <<<"$2"
	for word in "${words[@]}"; do
		if [ -n "$line" ] && [ $((${#line} + 1 + ${#word})) -gt $((width - indent)) ]; then
			printf '%s\n%*s' "$line" "$indent" ''
			line=$word
		else
			line=${line:+$line }$word
		fi
	done
	printf '%s\n' "$line"
}

# pad WIDTH TEXT: cut or filled to that many characters (printf counts bytes).
pad() {
	local text=${2:0:$1}
	printf '%s%*s' "$text" $(($1 - ${#text})) ''
}

heading() {
	printf '\n%s\n' "${1^^}"
	printf '%*s\n' "$width" '' | tr ' ' '-'
}

# row LABEL NUMBER: one line of figures.
row() {
	printf '  %s%6s\n' "$(pad 44 "$1")" "$2"
}

flag_words() {
	local flag list=''
	local -a flags
	IFS=+ read -ra flags <<<"$1"
	for flag in "${flags[@]}"; do
		case $flag in
		low-total) flag=$(say 'low total') ;;
		low-item) flag=$(say 'low answer') ;;
		drop) flag=$(say 'fall') ;;
		no-feedback) flag=$(say 'not filled in') ;;
		esac
		list=${list:+$list, }$flag
	done
	printf '%s' "$list"
}

# The reason in words. Arguments: reason since first last threshold flags sessions.
reason_words() {
	local since
	if [ -n "$2" ]; then
		since=$(day "$2")
	elif [ "$1" = low-alliance ]; then
		since=$(say 'last session')
	else
		since=$(say 'the first session')
	fi
	case $1 in
	deteriorated) say 'wellbeing fell from %s to %s since %s' "$3" "$4" "$since" ;;
	low-alliance) say 'alliance %s: %s' "$since" "$(flag_words "$6")" ;;
	no-improvement) say 'wellbeing low, no clear rise: %s to %s, %s scores' "$3" "$4" "$7" ;;
	raters-disagree) say 'raters differ: %s here, another %s or more away' "$4" "$5" ;;
	overdue) say 'no wellbeing score since %s (then %s)' "$since" "$4" ;;
	no-baseline) say 'sessions since %s, no wellbeing score yet' "$since" ;;
	recovered) say 'wellbeing up from %s to %s, not below the cutoff' "$3" "$4" ;;
	improved) say 'wellbeing up from %s to %s since %s' "$3" "$4" "$since" ;;
	esac
}

# Rows of a list: who, and the reason in words.
rows() {
	local family person rater reason since first last threshold flags sessions any=no lines
	lines=$(printf '%s\n' "$1" |
		cells family_id person_id rater reason since first last threshold srs_flags sessions)
	while IFS=$'\x1f' read -r family person rater reason since first last threshold flags sessions; do
		[ -n "$reason" ] || continue
		any=yes
		case ${rater,,} in
		self | selv | 'sig selv') rater=$(say 'self') ;;
		esac
		if [ ${#family} -le 8 ] && [ ${#person} -le 8 ] && [ ${#rater} -le 8 ]; then
			printf '%s %s %s ' "$(pad 8 "$family")" "$(pad 8 "$person")" "$(pad 8 "$rater")"
		else
			# Long identifiers, such as pseudonyms, are never cut: a line of their own.
			printf '%s%s %s\n%27s' "${family:+$family }" "$person" "$rater" ''
		fi
		wrap 27 "$(reason_words "$reason" "$since" "$first" "$last" "$threshold" "$flags" "$sessions")"
	done <<<"${lines//$'\t'/$'\x1f'}"
	[ "$any" = yes ] || printf '%s\n' "$(say 'Nobody.')"
}

page() {
	local sessions ors srs people missing formless skipped incomplete young invalid changes
	read -r sessions ors srs people missing formless skipped incomplete young invalid <<<"$numbers"

	printf '%s\n' "$(say 'Learning meeting %s - only for the team' "$(day "$as_of")")"

	heading "$(say 'How complete are the data')"
	row "$(say 'Persons')" "$people"
	row "$(say 'Persons without a first wellbeing score')" "$missing"
	row "$(say 'Sessions')" "$sessions"
	row "$(say 'Sessions with a wellbeing score (ORS)')" "$ors"
	if [ "$with_srs" = yes ]; then
		row "$(say 'Sessions with an alliance score (SRS)')" "$srs"
	else
		printf '  %s\n' "$(say 'sessions.csv has no columns for the alliance (SRS).')"
	fi
	if [ "$formless" -gt 0 ]; then
		row "$(say 'Scores without age or form, not compared')" "$formless"
	fi
	row "$(say 'ORS not filled in')" "$skipped"
	row "$(say 'ORS with missing answers, not scored')" "$incomplete"
	row "$(say 'Children under 6, not scored')" "$young"
	row "$(say 'Records that cannot be right, not scored')" "$invalid"

	heading "$(say 'Whom to talk about')"
	rows "$talk"
	heading "$(say 'What goes well')"
	rows "$well"

	heading "$(say 'Definitions and sources')"
	wrap 0 "$(say 'Wellbeing: ORS 0-40; cutoff 25, age 13-17 28, 6-12 32 (OpenFIT; Miller/Duncan)')"
	wrap 0 "$(say 'Alliance: SRS 0-40; low: total under 36, answer under 9, fall of 1 (as above)')"
	wrap 0 "$(say 'Clear: 6.6 points or more, children 10 (NHS England). Measured, not explained.')"
	if [ ${#changed[@]} -gt 0 ]; then
		printf -v changes '%s, ' "${changed[@]}"
		wrap 0 "$(say 'Set otherwise in options.csv: %s' "${changes%, }")"
	fi
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
run_commands
text=$(page)
if [ -n "$output" ] && [ "$output" != - ]; then
	write_file "$output"
else
	printf '%s\n' "$text" 2>/dev/null || fail 'cannot write'
fi
exit "$worst"
