# shellcheck shell=bash
# report-page: the sections of learning-report's page and what each says, in every
# format. Sourced by learning-report, beside one of report-text.sh and report-html.sh,
# which say how it looks. Each of these two has
#
#   page_start TITLE, page_end      what stands above and below everything
#   section ID TITLE                begins a section
#   row LABEL NUMBER                one line of figures
#   sentence TEXT                   a statement
#   remark TEXT                     what is said about a statement or a row
#   bare TEXT                       what stands for an empty list or section
#   item TEXT                       one of a list below a statement
#   therapist_row ID PRIMARY GUIDE STATUS SECONDARY
#   people CSV, people_to_discuss CSV    a list of talk-list
#   definition TEXT, prompt TEXT
#   extra_part                      runs what only this format needs
#
# and marks that stand inside a text: name_start and name_end around what somebody typed
# as a name, lead_start and lead_end around what a statement is about, date_start and
# date_end around a date.
# shellcheck disable=SC2154 # variables of the script

# needs FILE...: says which table a part would be made from.
needs() {
	local list
	printf -v list '%s / ' "$@"
	bare "$(say 'Needs %s.' "${list% / }")"
}

nothing_in() { # TABLE
	bare "$(say '%s: nothing to show' "$1.csv")"
}

completeness() {
	local sessions ors srs people missing formless skipped incomplete young invalid measure changes
	if have sessions; then
		read -r sessions ors srs people missing formless skipped incomplete young invalid _ <<<"$numbers"
		row "$(say 'Persons')" "$people"
		row "$(say 'Persons without a first wellbeing score')" "$missing"
		row "$(say 'Sessions')" "$sessions"
		row "$(say 'Sessions with a wellbeing score (ORS)')" "$ors"
		if [ "$with_srs" = yes ]; then
			row "$(say 'Sessions with an alliance score (SRS)')" "$srs"
		else
			remark "$(say 'sessions.csv has no columns for the alliance (SRS).')"
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
		END { for (i = 1; i <= count; i++) print tables[i], n[tables[i]] }' < <(printf '%s\n' "$rejected"))
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

# One line of team figures for each measure, form and kind of rater; never pooled.
# Sets said when there is any.
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
		said=yes
		name="$lead_start$(measure_words "${form:-$measure}"), $(rater_words "$rater")$lead_end"
		if [ "$paired" = 0 ]; then
			sentence "$(say '%s: nobody measured twice yet (once: %s).' "$name" "$one")"
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
		sentence "$text"
	done < <(printf '%s\n' "$lines")
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
	[ -z "$list" ] || sentence "$(say 'Persons whose next measurement is overdue: %s.' "$list")"
}

ended_courses() {
	local all open closed completed percent planned unplanned transferred
	local risk avoided share low high returned unknown lines
	lines=$(printf '%s\n' "$course_rows" |
		cells courses open closed completed completion_percent planned unplanned transferred \
			at_risk avoided avoided_percent avoided_low avoided_high children_returned outcome_unknown)
	IFS=$separator read -r all open closed completed percent planned unplanned transferred risk \
		avoided share low high returned unknown < <(printf '%s\n' "$lines")
	if [ "${all:-0}" = 0 ]; then
		nothing_in courses
		return 0
	fi
	sentence "$(say 'Courses: %s, of them %s open. Ended: %s planned, %s unplanned, %s transferred; %s of %s completed.' \
		"$all" "$open" "$planned" "$unplanned" "$transferred" "$completed" "$closed")"
	if [ -n "$share" ]; then
		sentence "$(say 'Courses with an immediate risk of placement: %s. Ended without a placement: %s of %s whose outcome is known (%s percent, %s to %s).' \
			"$risk" "$avoided" $((risk - unknown)) "$share" "$low" "$high")"
	elif [ "${risk:-0}" != 0 ]; then
		sentence "$(say 'Courses with an immediate risk of placement: %s, outcome not known yet.' "$risk")"
	fi
	[ "${returned:-0}" = 0 ] || sentence "$(say 'Children who came home: %s.' "$returned")"
}

team_figures() {
	local measure text said any=no
	for measure in ors sdq pss; do
		text=figures_$measure
		[ -n "${!text-}" ] || continue
		any=yes
		said=no
		figures "${!text}"
		[ "$said" = yes ] || bare "$(say '%s: nobody measured yet.' "$(measure_words "$measure")")"
	done
	overdue
	if have courses; then
		any=yes
		ended_courses
	fi
	[ "$any" = yes ] || needs sessions.csv sdq.csv pss.csv courses.csv
}

# families_with STATUS WORDS: which families that is said of.
families_with() {
	local list
	list=$(printf '%s\n' "$family_rows" | cells family_id family_status |
		awk -F "$separator" -v status="$1" -v start="$name_start" -v end="$name_end" '
			$2 == status { list = list (list == "" ? "" : ", ") start $1 end }
			END { print list }')
	[ -z "$list" ] || sentence "$2 $list"
}

therapists() {
	local therapist primary secondary guide status lines any=no
	lines=$(printf '%s\n' "$case_rows" |
		cells therapist_id primary_families secondary_families guide caseload_status)
	while IFS=$separator read -r therapist primary secondary guide status; do
		[ -n "$therapist" ] || continue
		any=yes
		therapist_row "$therapist" "$primary" "$guide" "$(status_words "$status")" "$secondary"
	done < <(printf '%s\n' "$lines")
	[ "$any" = yes ] || nothing_in cases
	families_with no-primary "$(say 'Families without a primary:')"
	families_with several-primary "$(say 'Families with several primaries:')"
	families_with no-partner "$(say 'Families without a partner:')"
}

working_hours() {
	local hours flexible percent frame use planned missing lines text
	lines=$(printf '%s\n' "$hour_rows" |
		cells hours flexible_hours flexible_percent frame_percent frame_use planned_percent missing_reason)
	IFS=$separator read -r hours flexible percent frame use planned missing < <(printf '%s\n' "$lines")
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
	sentence "$text $(say 'Flexible entries without a reason: %s.' "$missing")"
}

# What record-check found in one table: five lines at most, the rest as a count.
findings() { # SET
	local found=found_${1//-/_} key result reason lines line shown=() count=0
	lines=$(printf '%s\n' "${!found}" | cells key result reason)
	while IFS=$separator read -r key result reason; do
		[ -n "$key" ] || continue
		count=$((count + 1))
		[ "$count" -le 5 ] || continue
		# The reason is what the rule asks about: not known to be so.
		[ "$result" != undecided ] || reason=$(say 'cannot be told yet: %s' "$reason")
		shown+=("$name_start$key$name_end: $reason")
	done < <(printf '%s\n' "$lines")
	if [ "$count" = 0 ]; then
		sentence "$(say '%s: nothing to look at' "$(set_words "$1")")"
		return 0
	fi
	sentence "$(say '%s: %s to look at' "$(set_words "$1")" "$count")"
	for line in "${shown[@]}"; do
		item "$line"
	done
	[ "$count" -le 5 ] || remark "$(say 'and %s more' $((count - 5)))"
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
	page_start "$(say 'Learning meeting %s - only for the team' "$(day "$as_of")")"

	section completeness "$(say 'How complete are the data')"
	completeness
	section talk-about "$(say 'Whom to talk about')"
	if have sessions; then people_to_discuss "$talk"; else needs sessions.csv; fi
	section going-well "$(say 'What goes well')"
	if have sessions; then people "$well"; else needs sessions.csv; fi
	section agreements "$(say 'Agreements from the last meeting')"
	if have agreements; then findings agreements; else needs agreements.csv; fi
	section team-figures "$(say 'Team figures')"
	team_figures
	section operations "$(say 'Operations')"
	operations

	section definitions "$(say 'Definitions and sources')"
	definition "$(say 'Wellbeing: ORS 0-40; cutoff 25, age 13-17 28, 6-12 32 (OpenFIT; Miller/Duncan)')"
	definition "$(say 'Alliance: SRS 0-40; low: total under 36, answer under 9, fall of 1 (as above)')"
	definition "$(say 'Clear: 6.6 points or more, children 10 (NHS England). Measured, not explained.')"
	if have sdq || have pss; then
		definition "$(say 'Difficulties: SDQ 0-40 (Goodman). Stress: PSS 18-90 (Berry and Jones). Lower is better.')"
	fi
	if have cases || have hours; then
		definition "$(say 'Guide 5 families, frame 20 percent: description of the programme, core elements 1 and 6. Not limits.')"
	fi
	definition "$(say 'Figures in brackets: 95 percent intervals; with few families they are wide.')"
	if [ ${#changed[@]} -gt 0 ]; then
		# options.csv is read once for each table that asks for a command.
		changes=$(printf '%s\n' "${changed[@]}" | awk '!seen[$0]++' | paste -sd, - | sed 's/,/, /g')
		definition "$(say 'Set otherwise in options.csv: %s' "$changes")"
	fi
	prompt "$(say 'For the discussion: spend three quarters of the time on what we would do if this were real.')"
	page_end
}
