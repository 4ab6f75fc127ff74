#!/usr/bin/env bash
# learning-report: the page for the weekly learning meeting; see learning-report(1).
#
# Composes the commands and renders what they say; every rule is in them. Data
# stay in memory and in pipes: nothing is left behind when this is killed.
# shellcheck disable=SC2317 # functions are reached through run
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
	done <<<"$lines"
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
	done <<<"$lines"
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
}

# Fills numbers: sessions, with ORS, with SRS, persons, those of them without any score (under 6
# aside), scores of unknown form, skipped, incomplete, under 6, invalid. A record is counted as
# invalid once, whoever found it: the scorers say so in its status, talk-list says on which line.
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
				for (person in due)
					missing += !(person in scored)
				print sessions + 0, ors + 0, srs + 0, persons + 0, missing + 0,
					formless + 0, skipped + 0, incomplete + 0, young + 0,
					invalid + 0
			}' reading=messages <(printf '%s' "$rejected") reading=scores -) ||
		fail 'stopped; no report was written'
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
	printf '  %s%6s\n' "$(pad 56 "$1")" "$2"
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
	while IFS=$separator read -r family person rater reason since first last threshold flags sessions; do
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
	done <<<"$lines"
	[ "$any" = yes ] || printf '%s\n' "$(say 'Nobody.')"
}

# needs FILE...: says which table a part would be made from.
needs() {
	local list
	printf -v list '%s / ' "$@"
	printf '%s\n' "$(say 'Needs %s.' "${list% / }")"
}

nothing_in() { # TABLE
	printf '%s\n' "$(say '%s: nothing to show' "$1.csv")"
}

measure_words() {
	case $1 in
	ors | ORS) say 'Wellbeing (ORS)' ;;
	CORS) say 'Wellbeing (CORS)' ;;
	sdq) say 'Child difficulties (SDQ)' ;;
	pss) say 'Parental stress (PSS)' ;;
	esac
}

completeness() {
	local sessions ors srs people missing formless skipped incomplete young invalid measure changes
	if have sessions; then
		read -r sessions ors srs people missing formless skipped incomplete young invalid <<<"$numbers"
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
	else
		needs sessions.csv
	fi
	for measure in sdq pss; do
		have "$measure" || continue
		changes=changes_$measure
		coverage "$measure" "${!changes}"
	done
	while read -r measure invalid; do
		[ -z "$measure" ] ||
			row "$(say 'Records of %s that cannot be right' "$measure")" "$invalid"
	done < <(awk 'NF { if (!n[$1]++) tables[++count] = $1 }
		END { for (i = 1; i <= count; i++) print tables[i], n[tables[i]] }' <<<"$rejected")
}

# How many families (persons, where there is no family) were measured, and how many again.
coverage() { # MEASURE CHANGES
	local once twice counts
	counts=$(printf '%s\n' "$2" | cells family_id person_id sessions |
		awk -F "$separator" '
			{ unit = $1 == "" ? $2 : $1; once[unit] = 1 }
			$3 > 1 { twice[unit] = 1 }
			END {
				for (unit in once) { n++; again += unit in twice }
				print n + 0, again + 0
			}')
	read -r once twice <<<"$counts"
	row "$(say 'Families with %s' "${1^^}")" "$once"
	row "$(say '  - measured a second time')" "$twice"
}

rater_words() {
	case $1 in
	self) say 'own rating' ;;
	caregiver) say 'rated by caregivers' ;;
	teacher) say 'rated by teachers' ;;
	*) say 'rated by others' ;;
	esac
}

# One line of team figures for each measure, form and kind of rater; never pooled.
figures() {
	local measure form rater families people paired one first last change low high
	local recovered improved unchanged deteriorated up up_low up_high down down_low down_high
	local text with_outcome lines name
	lines=$(printf '%s\n' "$1" |
		cells measure form rater families persons paired one_score mean_first mean_last \
			mean_change change_low change_high recovered improved unchanged deteriorated \
			improved_percent improved_low improved_high deteriorated_percent \
			deteriorated_low deteriorated_high)
	while IFS=$separator read -r measure form rater families people paired one first last change low high \
		recovered improved unchanged deteriorated up up_low up_high down down_low down_high; do
		[ -n "$measure" ] || continue
		name="$(measure_words "${form:-$measure}"), $(rater_words "$rater")"
		if [ "$paired" = 0 ]; then
			wrap 2 "$(say '%s: nobody measured twice yet (once: %s).' "$name" "$one")"
			continue
		fi
		# Without families in the table, nobody knows how many there are.
		if [ -n "$families" ]; then
			people="$(say 'families: %s' "$families"), $(say 'persons: %s' "$people")"
		else
			people=$(say 'persons: %s' "$people")
		fi
		text=$(say '%s (%s). Courses with two scores: %s, with one: %s.' \
			"$name" "$people" "$paired" "$one")
		if [ -n "$improved" ]; then
			with_outcome=$((recovered + improved + unchanged + deteriorated))
			text="$text $(say 'Clearly up: %s of %s (%s percent, %s to %s). Clearly down: %s of %s (%s percent, %s to %s).' \
				$((recovered + improved)) "$with_outcome" "$up" "$up_low" "$up_high" \
				"$deteriorated" "$with_outcome" "$down" "$down_low" "$down_high")"
		fi
		# Scores on nobody knows which form have no means.
		if [ -n "$first" ]; then
			text="$text $(say 'Mean %s at first, %s at last: change %s points' "$first" "$last" "$change")"
			if [ -n "$low" ]; then
				text="$text $(say '(%s to %s).' "$low" "$high")"
			else
				text="$text."
			fi
		fi
		wrap 2 "$text"
	done <<<"$lines"
}

# How many are overdue, by measure. Who was never measured is not said: the roster
# does not tell for whom a questionnaire is meant.
overdue() {
	local measure due late list=''
	for measure in ors sdq pss; do
		due=due_$measure
		[ -n "${!due-}" ] || continue
		late=$(printf '%s\n' "${!due}" | cells followup_status | grep -cx overdue || true)
		list="${list:+$list, }${measure^^} $late"
	done
	[ -z "$list" ] || wrap 2 "$(say 'Persons whose next measurement is overdue: %s.' "$list")"
}

ended_courses() {
	local all open closed completed percent planned unplanned transferred
	local risk avoided share low high returned unknown lines
	lines=$(printf '%s\n' "$course_rows" |
		cells courses open closed completed completion_percent planned unplanned transferred \
			at_risk avoided avoided_percent avoided_low avoided_high children_returned outcome_unknown)
	IFS=$separator read -r all open closed completed percent planned unplanned transferred risk \
		avoided share low high returned unknown <<<"$lines"
	if [ "${all:-0}" = 0 ]; then
		nothing_in courses
		return 0
	fi
	wrap 2 "$(say 'Courses: %s, of them %s open. Ended: %s planned, %s unplanned, %s transferred; %s of %s completed.' \
		"$all" "$open" "$planned" "$unplanned" "$transferred" "$completed" "$closed")"
	if [ -n "$share" ]; then
		wrap 2 "$(say 'Courses with an immediate risk of placement: %s. Ended without a placement: %s of %s whose outcome is known (%s percent, %s to %s).' \
			"$risk" "$avoided" $((risk - unknown)) "$share" "$low" "$high")"
	elif [ "${risk:-0}" != 0 ]; then
		wrap 2 "$(say 'Courses with an immediate risk of placement: %s, outcome not known yet.' "$risk")"
	fi
	[ "${returned:-0}" = 0 ] || wrap 2 "$(say 'Children who came home: %s.' "$returned")"
}

team_figures() {
	local measure text any=no
	for measure in ors sdq pss; do
		text=figures_$measure
		[ -n "${!text-}" ] || continue
		any=yes
		text=$(figures "${!text}")
		[ -n "$text" ] || text=$(say '%s: nobody measured yet.' "$(measure_words "$measure")")
		printf '%s\n' "$text"
	done
	overdue
	if have courses; then
		any=yes
		ended_courses
	fi
	[ "$any" = yes ] || needs sessions.csv sdq.csv pss.csv courses.csv
}

status_words() {
	case $1 in
	under) say 'below the guide' ;;
	at) say 'at the guide' ;;
	over) say 'over the guide: talk about it' ;;
	esac
}

# families_with STATUS WORDS: which families that is said of.
families_with() {
	local list
	list=$(printf '%s\n' "$family_rows" | cells family_id family_status |
		awk -F "$separator" -v status="$1" '$2 == status { list = list (list == "" ? "" : ", ") $1 } END { print list }')
	[ -z "$list" ] || wrap 2 "$2 $list"
}

therapists() {
	local therapist primary secondary guide status lines any=no
	lines=$(printf '%s\n' "$case_rows" |
		cells therapist_id primary_families secondary_families guide caseload_status)
	while IFS=$separator read -r therapist primary secondary guide status; do
		[ -n "$therapist" ] || continue
		any=yes
		wrap 2 "$(say '%s: families as primary %s (guide %s: %s), as partner %s' \
			"$therapist" "$primary" "$guide" "$(status_words "$status")" "$secondary")"
	done <<<"$lines"
	[ "$any" = yes ] || nothing_in cases
	families_with no-primary "$(say 'Families without a primary:')"
	families_with several-primary "$(say 'Families with several primaries:')"
	families_with no-partner "$(say 'Families without a partner:')"
}

working_hours() {
	local hours flexible percent frame use planned missing lines text
	lines=$(printf '%s\n' "$hour_rows" |
		cells hours flexible_hours flexible_percent frame_percent frame_use planned_percent missing_reason)
	IFS=$separator read -r hours flexible percent frame use planned missing <<<"$lines"
	if [ -z "$hours" ]; then
		nothing_in hours
		return 0
	fi
	case $use in
	within) use=$(say 'within the frame') ;;
	beyond) use=$(say 'beyond the frame') ;;
	esac
	text=$(say 'Flexible hours: %s of %s (%s percent; frame %s percent, %s).' \
		"$flexible" "$hours" "$percent" "$frame" "$use")
	[ -z "$planned" ] || text="$text $(say 'Planned: %s percent of them.' "$planned")"
	wrap 2 "$text $(say 'Flexible entries without a reason: %s.' "$missing")"
}

set_words() {
	case $1 in
	agreements) say 'Agreements' ;;
	target-group) say 'Target group' ;;
	foundation) say 'Mentalising foundation' ;;
	alliance) say 'Alliance' ;;
	coordination) say 'Coordination' ;;
	general-area) say 'School, day care and health visitor' ;;
	network) say 'Network' ;;
	multifamily) say 'Multi-family work' ;;
	transition) say 'Transition' ;;
	aoa) say 'AoA model' ;;
	esac
}

# What record-check found in one table: five lines at most, the rest as a count.
findings() { # SET
	local found=found_${1//-/_} key result reason lines count=0 text=''
	lines=$(printf '%s\n' "${!found}" | cells key result reason)
	while IFS=$separator read -r key result reason; do
		[ -n "$key" ] || continue
		count=$((count + 1))
		[ "$count" -le 5 ] || continue
		# The reason is what the rule asks about: not known to be so.
		[ "$result" != undecided ] || reason=$(say 'cannot be told yet: %s' "$reason")
		text+=$(wrap 4 "$key: $reason")$'\n'
	done <<<"$lines"
	if [ "$count" = 0 ]; then
		wrap 2 "$(say '%s: nothing to look at' "$(set_words "$1")")"
		return 0
	fi
	wrap 2 "$(say '%s: %s to look at' "$(set_words "$1")" "$count")"
	printf '%s' "$text" | sed 's/^/  /'
	if [ "$count" -gt 5 ]; then
		printf '  %s\n' "$(say 'and %s more' $((count - 5)))"
	fi
}

operations() {
	local set any=no
	if have cases; then
		any=yes
		therapists
	fi
	if have hours; then
		any=yes
		working_hours
	fi
	for set in $rule_sets; do
		have "$set" || continue
		any=yes
		findings "$set"
	done
	[ "$any" = yes ] || needs cases.csv hours.csv
}

page() {
	local changes
	printf '%s\n' "$(say 'Learning meeting %s - only for the team' "$(day "$as_of")")"

	heading "$(say 'How complete are the data')"
	completeness
	heading "$(say 'Whom to talk about')"
	if have sessions; then rows "$talk"; else needs sessions.csv; fi
	heading "$(say 'What goes well')"
	if have sessions; then rows "$well"; else needs sessions.csv; fi
	heading "$(say 'Agreements from the last meeting')"
	if have agreements; then findings agreements; else needs agreements.csv; fi
	heading "$(say 'Team figures')"
	team_figures
	heading "$(say 'Operations')"
	operations

	heading "$(say 'Definitions and sources')"
	wrap 0 "$(say 'Wellbeing: ORS 0-40; cutoff 25, age 13-17 28, 6-12 32 (OpenFIT; Miller/Duncan)')"
	wrap 0 "$(say 'Alliance: SRS 0-40; low: total under 36, answer under 9, fall of 1 (as above)')"
	wrap 0 "$(say 'Clear: 6.6 points or more, children 10 (NHS England). Measured, not explained.')"
	if have sdq || have pss; then
		wrap 0 "$(say 'Difficulties: SDQ 0-40 (Goodman). Stress: PSS 18-90 (Berry and Jones). Lower is better.')"
	fi
	if have cases || have hours; then
		wrap 0 "$(say 'Guide 5 families, frame 20 percent: description of the programme, core elements 1 and 6. Not limits.')"
	fi
	wrap 0 "$(say 'Figures in brackets: 95 percent intervals; with few families they are wide.')"
	if [ ${#changed[@]} -gt 0 ]; then
		# options.csv is read once for each table that asks for a command.
		changes=$(printf '%s\n' "${changed[@]}" | awk '!seen[$0]++' | paste -sd, - | sed 's/,/, /g')
		wrap 0 "$(say 'Set otherwise in options.csv: %s' "$changes")"
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
