# shellcheck shell=bash
# report-page: the sections of learning-report's page and what each says, in every
# format. Sourced by learning-report, beside one of report-text.sh and report-html.sh,
# which say how it looks. The lists of people and agreements come from report-lists.awk, ready to
# print. Each of these two has
#
#   page_start TITLE, page_end      what stands above and below everything
#   banner TEXT                     a warning about all of it, above everything
#   section ID TITLE                begins a section
#   row LABEL NUMBER                one line of figures
#   sentence TEXT                   a statement
#   remark TEXT                     what is said about a statement or a row
#   bare TEXT                       what stands for an empty list or section
#   item TEXT                       one of a list below a statement
#   therapist_row ID PRIMARY GUIDE STATUS SECONDARY
#   own_words_hint
#   definition TEXT, prompt TEXT
#
# and marks that stand inside a text: name_start and name_end around what somebody typed
# as a name, lead_start and lead_end around what a statement is about, date_start and
# date_end around a date. Texts come ready in said (see report-words.sh).
# shellcheck disable=SC2154 # variables of the script

# needs FILE...: says which table a part would be made from.
needs() {
	local list
	printf -v list '%s / ' "$@"
	say 'Needs %s.' "${list% / }"
	bare "$said"
}

nothing_in() { # TABLE
	say '%s: nothing to show' "$1.csv"
	bare "$said"
}

# Fills lines with those of a text. The shell reads a here-string byte by byte: long tables are
# split in memory. (No name becomes a pattern of files: set -f.)
split_lines() { # TEXT
	local IFS=$'\n'
	# shellcheck disable=SC2206 # to be split
	lines=($1)
}

# ---- 1: how complete the data are

# When fewer than 60 percent of the persons who can have a score have two that compare.
incomplete_data() {
	local due
	have sessions || return 0
	read -r _ _ _ _ _ _ _ _ _ due _ <<<"$numbers"
	[ $((persons_twice * 100)) -lt $((due * 60)) ] || return 0
	say_incomplete "$persons_twice" "$due"
	banner "$said"
}

say_incomplete() { # PERSONS_WITH_TWO PERSONS
	say 'Only %s of %s persons have two wellbeing scores that can be compared. Read the figures with care, and talk first about how more of them can be asked.' "$1" "$2"
}

completeness() {
	local sessions ors srs people missing formless skipped incomplete young measure
	if have sessions; then
		read -r sessions ors srs people missing formless skipped incomplete young _ <<<"$numbers"
		say 'Persons'
		row "$said" "$people"
		say 'Persons without a first wellbeing score'
		row "$said" "$missing"
		say 'Sessions'
		row "$said" "$sessions"
		say 'Sessions with a wellbeing score (ORS)'
		row "$said" "$ors"
		if [ "$with_srs" = yes ]; then
			say 'Sessions with an alliance score (SRS)'
			row "$said" "$srs"
		else
			say 'sessions.csv has no columns for the alliance (SRS).'
			remark "$said"
		fi
		if [ "$formless" -gt 0 ]; then
			say 'Scores without age or form, not compared'
			row "$said" "$formless"
		fi
		say 'ORS not filled in'
		row "$said" "$skipped"
		say 'ORS with missing answers, not scored'
		row "$said" "$incomplete"
		say 'Children under 6, not scored'
		row "$said" "$young"
		say 'Records that cannot be right, not scored'
		row "$said" "$invalid"
	else
		needs sessions.csv
	fi
	for measure in sdq pss; do
		! have "$measure" || coverage "$measure"
	done
	rejected_records
}

# Records of the other tables that cannot be right.
rejected_records() {
	local table line rejected_tables=()
	local -A count=()
	while read -r table line; do
		[ -n "$line" ] || continue
		[ -n "${count[$table]-}" ] || rejected_tables+=("$table")
		count[$table]=$((${count[$table]-0} + 1))
	done < <(printf '%s\n' "$rejected")
	for table in "${rejected_tables[@]}"; do
		may_show "${count[$table]}"
		say 'Records of %s that cannot be right' "$table"
		row "$said" "${shown[0]}"
	done
}

# How many families (persons, where there is no family) were measured, and how many again.
coverage() { # MEASURE
	local once twice counts=coverage_$1
	IFS=$separator read -r once twice <<<"${!counts}"
	say 'Families with %s' "${1^^}"
	row "$said" "$once"
	say '  - measured a second time'
	row "$said" "$twice"
}

# ---- 2 and 3: the lists of people

# (A long list costs each time that its value is asked for.)
people() { # VARIABLE
	if [ -n "${!1:+some}" ]; then
		printf '%s\n' "${!1}"
	else
		say 'Nobody.'
		bare "$said"
	fi
}

whom_to_discuss() {
	people talk_list
	own_words_hint
}

what_goes_well() {
	people well_list
}

# ---- 4: agreements

# The agreements in their order, and what record-check has to say of them that no line shows.
agreements() {
	if [ -z "$agreement_list" ] && [ "$closed_earlier" = 0 ]; then
		nothing_in agreements
		return 0
	fi
	[ -z "$agreement_list" ] || printf '%s\n' "$agreement_list"
	if [ "$closed_earlier" -gt 0 ]; then
		say 'Closed at earlier meetings: %s' "$closed_earlier"
		remark "$said"
	fi
	findings agreements '^(open-past|owner|due|status)$'
}

# ---- 5: team figures

# One line of team figures for each measure, form and kind of rater; never pooled.
# Sets spoke when there is any.
figures() { # MEASURE
	local measure form rater families people paired one first last change low high
	local recovered improved unchanged deteriorated up up_low up_high down down_low down_high
	local text name rows=figures_$1
	while IFS=$separator read -r measure form rater families people paired one first last change low high \
		recovered improved unchanged deteriorated up up_low up_high down down_low down_high; do
		[ -n "$measure" ] || continue
		spoke=yes
		measure_words "${form:-$measure}"
		name=$said
		rater_words "$rater"
		name="$lead_start$name, $said$lead_end"
		if [ "$paired" = 0 ]; then
			say '%s: nobody measured twice yet (once: %s).' "$name" "$one"
			sentence "$said"
			continue
		fi
		if too_few "$families" "$people" "$paired"; then
			say '%s: too few to be shown.' "$name"
			sentence "$said"
			continue
		fi
		# Without families in the table, nobody knows how many there are.
		say 'persons: %s' "$people"
		people=$said
		if [ -n "$families" ]; then
			say 'families: %s' "$families"
			people="$said, $people"
		fi
		say '%s (%s). Courses with two scores: %s, with one: %s.' "$name" "$people" "$paired" "$one"
		text=$said
		if [ -n "$improved" ]; then
			outcome_words "$paired"
			text="$text $said"
		fi
		# Scores on nobody knows which form have no means.
		if [ -n "$first" ] && [ "$first" != '*' ]; then
			one_decimal "$first"
			first=$said
			one_decimal "$last"
			last=$said
			one_decimal "$change"
			change=$said
			say 'Mean %s at first, %s at last: change %s points' "$first" "$last" "$change"
			text="$text $said"
			if [ -n "$low" ]; then
				one_decimal "$low"
				low=$said
				one_decimal "$high"
				say '(%s to %s).' "$low" "$said"
				text="$text $said"
			else
				text="$text."
			fi
		fi
		sentence "$text"
	done <<<"${!rows}"
}

# Whether a cell of the row is hidden (outcome-summary --min-cell).
too_few() {
	[[ "$*" = *[\<*]* ]]
}

# The outcomes of the row that figures has read.
outcome_words() { # PAIRED
	local of=$((recovered + improved + unchanged + deteriorated))
	say 'Last clearly above first: %s of %s (%s percent, %s to %s). Clearly below: %s of %s (%s percent, %s to %s).' \
		$((recovered + improved)) "$of" "$up" "$up_low" "$up_high" \
		"$deteriorated" "$of" "$down" "$down_low" "$down_high"
}

# How many are overdue, by measure. Who was never measured is not said: the roster
# does not tell for whom a questionnaire is meant.
overdue() {
	local measure due lines states others list=''
	for measure in ors sdq pss; do
		due=due_$measure
		[ -n "${!due-}" ] || continue
		split_lines "${!due}"
		states="${lines[*]}" others="${lines[*]/#overdue/}"
		may_show "${#lines[@]}" $(((${#states} - ${#others}) / 7))
		list="${list:+$list, }${measure^^} ${shown[1]}"
	done
	[ -n "$list" ] || return 0
	say 'Persons whose next measurement is overdue: %s.' "$list"
	sentence "$said"
}

# What may be shown of counts, each a part of the one before: inside the team, all.
may_show() {
	shown=("$@")
}

ended_courses() {
	local all open closed completed percent planned unplanned transferred
	local risk avoided share low high returned unknown
	IFS=$separator read -r all open closed completed percent planned unplanned transferred risk \
		avoided share low high returned unknown <<<"$course_rows"
	if [ "${all:-0}" = 0 ]; then
		nothing_in courses
		return 0
	fi
	say 'Courses: %s, of them %s open. Ended: %s planned, %s unplanned, %s transferred; %s of %s completed.' \
		"$all" "$open" "$planned" "$unplanned" "$transferred" "$completed" "$closed"
	sentence "$said"
	if too_few "$risk" "$avoided" "$share" "$unknown"; then
		say 'Courses with an immediate risk of placement: too few to be shown.'
		sentence "$said"
	elif [ -n "$share" ]; then
		say 'Courses with an immediate risk of placement: %s. Ended without a placement: %s of %s whose outcome is known (%s percent, %s to %s).' \
			"$risk" "$avoided" $((risk - unknown)) "$share" "$low" "$high"
		sentence "$said"
	elif [ "${risk:-0}" != 0 ]; then
		say 'Courses with an immediate risk of placement: %s, outcome not known yet.' "$risk"
		sentence "$said"
	fi
	[ "${returned:-0}" != 0 ] || return 0
	say 'Children who came home: %s.' "$returned"
	sentence "$said"
}

team_figures() {
	local measure text spoke any=no
	for measure in ors sdq pss; do
		have "${measure/ors/sessions}" || continue
		any=yes
		spoke=no
		figures "$measure"
		if [ "$spoke" = no ]; then
			measure_words "$measure"
			say '%s: nobody measured yet.' "$said"
			bare "$said"
		fi
	done
	overdue
	if have courses; then
		any=yes
		ended_courses
	fi
	[ "$any" = yes ] || needs sessions.csv sdq.csv pss.csv courses.csv
}

# ---- 6: operations

# families_with STATUS WORDS: which families that is said of.
families_with() {
	local line lines list=''
	split_lines "$family_rows"
	for line in "${lines[@]}"; do
		[ "${line#*"$separator"}" != "$1" ] || list+="${list:+, }$name_start${line%%"$separator"*}$name_end"
	done
	[ -z "$list" ] || sentence "$2 $list"
}

caseload() {
	local therapist primary secondary guide status any=no
	while IFS=$separator read -r therapist primary secondary guide status; do
		[ -n "$therapist" ] || continue
		any=yes
		status_words "$status"
		therapist_row "$therapist" "$primary" "$guide" "$said" "$secondary"
	done < <(printf '%s\n' "$case_rows")
	[ "$any" = yes ] || nothing_in cases
	say 'Families without a primary:'
	families_with no-primary "$said"
	say 'Families with several primaries:'
	families_with several-primary "$said"
	say 'Families without a partner:'
	families_with no-partner "$said"
}

hours_words() { # FLEXIBLE ALL PERCENT FRAME USE
	said=$5
	case $5 in
	within) say 'within the frame' ;;
	beyond) say 'beyond the frame' ;;
	esac
	say 'Flexible hours: %s of %s (%s percent; frame %s percent, %s).' "${@:1:4}" "$said"
}

working_hours() {
	local hours flexible percent frame use planned missing text
	IFS=$separator read -r hours flexible percent frame use planned missing <<<"$hour_rows"
	if [ -z "$hours" ]; then
		nothing_in hours
		return 0
	fi
	hours_words "$flexible" "$hours" "$percent" "$frame" "$use"
	text=$said
	if [ -n "$planned" ]; then
		say 'Planned: %s percent of these %s hours.' "$planned" "$flexible"
		text="$text $said"
	fi
	say 'Flexible entries without a reason: %s.' "$missing"
	sentence "$text $said"
}

# What record-check found in one table: five lines at most, the rest as a count. Rules that
# LEAVE_OUT matches have been said already.
findings() { # SET [LEAVE_OUT]
	local found=found_${1//-/_} key rule result reason line lines shown=() number=0
	split_lines "${!found}"
	for line in "${lines[@]}"; do
		key=${line%%"$separator"*} line=${line#*"$separator"}
		rule=${line%%"$separator"*} line=${line#*"$separator"}
		result=${line%%"$separator"*} reason=${line#*"$separator"}
		[[ -n $key ]] || continue
		[[ -z ${2-} || ! $rule =~ $2 ]] || continue
		number=$((number + 1))
		[ "$number" -le 5 ] || continue
		# The reason is what the rule asks about: not known to be so.
		if [ "$result" = undecided ]; then
			say 'cannot be told yet: %s' "$reason"
			reason=$said
		fi
		shown+=("$name_start$key$name_end: $reason")
	done
	set_words "$1"
	if [ "$number" = 0 ]; then
		[ -z "${2-}" ] || return 0
		say '%s: nothing to look at' "$said"
		sentence "$said"
		return 0
	fi
	say '%s: %s to look at' "$said" "$number"
	sentence "$said"
	for line in "${shown[@]}"; do
		item "$line"
	done
	[ "$number" -gt 5 ] || return 0
	say 'and %s more' $((number - 5))
	remark "$said"
}

operations() {
	local set any=no
	if have cases; then
		any=yes
		caseload
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

# ---- 7: definitions

definitions() {
	local change changes=''
	local -A told=()
	say 'Wellbeing: ORS 0-40; cutoff 25, age 13-17 28, 6-12 32 (OpenFIT; Miller/Duncan)'
	definition "$said"
	say 'Alliance: SRS 0-40; low: total under 36, answer under 9, lower by 1 (as above)'
	definition "$said"
	say 'Clear: 6.6 points or more, children 10 (NHS England). Measured, not explained.'
	definition "$said"
	if have sdq || have pss; then
		say 'Difficulties: SDQ 0-40 (Goodman). Stress: PSS 18-90 (Berry and Jones). Lower is better.'
		definition "$said"
	fi
	if have cases || have hours; then
		say 'Guide 5 families, frame 20 percent: description of the programme, core elements 1 and 6. Not limits.'
		definition "$said"
	fi
	say 'Ranges in brackets: 95 percent intervals; with few families they are wide.'
	definition "$said"
	more_definitions
	[ ${#changed[@]} -gt 0 ] || return 0
	# Some commands run twice.
	for change in "${changed[@]}"; do
		[ -n "${told[$change]-}" ] || changes+=${changes:+, }$change
		told[$change]=1
	done
	say 'Set otherwise in options.csv: %s' "$changes"
	definition "$said"
}

more_definitions() {
	:
}

page_title() {
	day "$as_of"
	say 'Learning meeting %s - only for the team' "$said"
}

page() {
	page_title
	page_start "$said"
	say 'How complete are the data'
	section completeness "$said"
	completeness
	say 'Whom to talk about'
	section talk-about "$said"
	if have sessions; then whom_to_discuss; else needs sessions.csv; fi
	say 'What goes well'
	section going-well "$said"
	if have sessions; then what_goes_well; else needs sessions.csv; fi
	say 'Agreements from the last meeting'
	section agreements "$said"
	if have agreements; then agreements; else needs agreements.csv; fi
	say 'Team figures'
	section team-figures "$said"
	team_figures
	say 'Operations'
	section operations "$said"
	operations
	say 'Definitions, uncertainty and sources'
	section definitions "$said"
	definitions
	say 'For the discussion: spend three quarters of the time on what we would do if this were real.'
	prompt "$said"
	page_end
}
