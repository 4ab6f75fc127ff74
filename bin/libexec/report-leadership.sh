# shellcheck shell=bash
# report-leadership: what differs on the page for the leadership. Sourced behind
# report-page.sh, whose functions it replaces.
#
# Figures of the whole team only. Tables that can hide small cells do it themselves
# (--min-cell); counts of families and therapists are hidden here by the same rule. What two
# sections would tell together is left out: who goes well is part of the outcomes, persons
# with a score are the rows of the figures added up, and all persons less these are the others.
# shellcheck disable=SC2154,SC2034 # variables of the script and of its other parts

# Counts, each a part of the one before. 1 to 4 is "below 5"; a part that leaves 1 to 4 of a
# count that is shown is hidden, because they could be subtracted.
may_show() {
	local count whole=''
	shown=()
	for count; do
		if [ "$count" -gt 0 ] && [ "$count" -lt "$min_cell" ]; then
			shown+=("<$min_cell")
		elif [ -n "$whole" ] && [ "$whole" -ne "$count" ] && [ $((whole - count)) -lt "$min_cell" ]; then
			shown+=('*')
		else
			shown+=("$count")
			whole=$count
		fi
	done
}

page_title() {
	quarter "$as_of"
	say 'The team in figures, up to %s - for the leadership' "$said"
}

say_incomplete() {
	say 'Fewer than 60 percent of the persons have two wellbeing scores that can be compared. Read the figures with care.'
}

# ---- 1: how complete the data are

# All persons, unless those of some rows of the figures leave 1 to 4 of them: these would be the
# persons without a score.
persons_may_show() { # PERSONS
	local people paired one left more lefts=("$1")
	shown=("$1")
	[[ $1 =~ ^[0-9]+$ ]] || return 0
	while IFS=$separator read -r _ _ _ _ people paired one _; do
		# What figures says of a row.
		[ "$paired" != 0 ] || people=$one
		[[ $people =~ ^[0-9]+$ ]] || continue
		more=()
		for left in "${lefts[@]}"; do
			left=$((left - people))
			[ "$left" -gt 0 ] || continue
			[ "$left" -ge "$min_cell" ] || shown=('*')
			more+=("$left")
		done
		lefts+=("${more[@]}")
	done <<<"$figures_ors"
}

completeness() {
	local sessions scored percent persons all more measure
	if have sessions; then
		IFS=$separator read -r sessions scored percent persons <<<"$coverage_ors"
		persons_may_show "${persons:-0}"
		say 'Persons'
		row "$said" "${shown[0]}"
		say 'Sessions'
		row "$said" "${sessions:-0}"
		say 'Sessions with a wellbeing score (ORS)'
		row "$said" "${scored:-0}"
		# Children under 6 are in one of the two alone: their number would be the difference.
		IFS=$separator read -r all scored percent more <<<"$coverage_srs"
		if [ "$with_srs" = yes ] && [ "$all $more" = "$sessions $persons" ]; then
			say 'Sessions with an alliance score (SRS)'
			row "$said" "${scored:-0}"
		fi
		may_show "$invalid"
		say 'Records that cannot be right, not scored'
		row "$said" "${shown[0]}"
	else
		needs sessions.csv
	fi
	rejected_records
}

# ---- 2 and 3: no list of anybody

# How many of the families (persons, where there is none) are on the list of whom to talk about.
# How many there are in all is not said: those of a row of the figures would be subtracted.
whom_to_discuss() {
	local all
	read -r _ _ _ _ _ _ _ _ _ _ all <<<"$numbers"
	may_show "$all" "$listed_units"
	say 'Families on the list of the team: %s. Who they are and why belongs to the team.' "${shown[1]}"
	sentence "$said"
}

what_goes_well() {
	say 'How many scores are clearly higher stands in the team figures.'
	sentence "$said"
}

# ---- 4: agreements, as families

agreements() {
	local family code owner due state all=0 with_open=0 with_overdue=0
	local -A seen=() open=() overdue=()
	while IFS=$separator read -r family code owner due state; do
		[ -n "$state" ] || continue
		[ -n "${seen[_$family]-}" ] || all=$((all + 1))
		seen[_$family]=1
		case $state in
		open | overdue)
			[ -n "${open[_$family]-}" ] || with_open=$((with_open + 1))
			open[_$family]=1
			;;
		esac
		if [ "$state" = overdue ] && [ -z "${overdue[_$family]-}" ]; then
			overdue[_$family]=1
			with_overdue=$((with_overdue + 1))
		fi
	done < <(printf '%s\n' "$agreement_rows")
	if [ "$all" = 0 ]; then
		nothing_in agreements
		return 0
	fi
	may_show "$all" "$with_open" "$with_overdue"
	say 'Families with agreements: %s, with an open one: %s, with an overdue one: %s.' "${shown[@]}"
	sentence "$said"
}

# ---- 5: team figures

# Of n pairs: shares of hidden counts are not shown, and never without their counts.
outcome_words() { # PAIRED
	local up_words='' down_words='' count
	if ! too_few "$recovered" "$improved" "$up"; then
		count=$((recovered + improved))
		if share_is "$up" "$count" "$1"; then
			say '%s of %s (%s percent, %s to %s)' "$count" "$1" "$up" "$up_low" "$up_high"
			up_words=$said
		fi
	fi
	if ! too_few "$deteriorated" "$down" && share_is "$down" "$deteriorated" "$1"; then
		say '%s of %s (%s percent, %s to %s)' "$deteriorated" "$1" "$down" "$down_low" "$down_high"
		down_words=$said
	fi
	say 'too few to be shown'
	say 'Last clearly above first: %s. Clearly below: %s.' "${up_words:-$said}" "${down_words:-$said}"
}

# Whether a percentage is that of COUNT in N: pairs without an outcome are in no share.
share_is() { # PERCENT COUNT N
	local tenths=$(((2000 * $2 + $3) / (2 * $3)))
	[ "$1" = "$((tenths / 10))$decimal_mark$((tenths % 10))" ]
}

# ---- 6: operations

caseload() {
	local therapist primary status all=0 over=0 families=0 lacking=0
	while IFS=$separator read -r therapist primary _ _ status; do
		[ -n "$therapist" ] || continue
		all=$((all + 1))
		[ "$status" != over ] || over=$((over + 1))
	done < <(printf '%s\n' "$case_rows")
	while IFS=$separator read -r _ status; do
		[ -n "$status" ] || continue
		families=$((families + 1))
		[ "$status" = ok ] || lacking=$((lacking + 1))
	done < <(printf '%s\n' "$family_rows")
	may_show "$all" "$over"
	say 'Therapists: %s, with more families than the guide: %s.' "${shown[@]}"
	sentence "$said"
	may_show "$families" "$lacking"
	say 'Families with a therapist: %s, not with one primary and a partner: %s.' "${shown[@]}"
	sentence "$said"
}

# Hours are those of therapists: enough of them have to stand behind each figure.
hours_may_show() {
	local hours flexible missing people=0 with_flexible=0 with_missing=0
	while IFS=$separator read -r hours flexible missing; do
		[[ $hours = *[1-9]* ]] || continue
		people=$((people + 1))
		[[ $flexible != *[1-9]* ]] || with_flexible=$((with_flexible + 1))
		[[ $missing != *[1-9]* ]] || with_missing=$((with_missing + 1))
	done < <(printf '%s\n' "$hours_of_each")
	[ "$people" -ge "$min_cell" ] || return 1
	[ "$with_flexible" = 0 ] || [ "$with_flexible" -ge "$min_cell" ] || return 1
	enough_missing=no
	[ "$with_missing" != 0 ] && [ "$with_missing" -lt "$min_cell" ] || enough_missing=yes
}

working_hours() {
	local hours flexible percent frame use missing enough_missing
	IFS=$separator read -r hours flexible percent frame use _ missing <<<"$hour_rows"
	if [ -z "$hours" ]; then
		nothing_in hours
		return 0
	fi
	if ! hours_may_show; then
		say 'Flexible hours: of too few therapists to be shown.'
		sentence "$said"
		return 0
	fi
	hours_words "$flexible" "$hours" "$percent" "$frame" "$use"
	use=$said
	may_show "$missing"
	[ "$enough_missing" = yes ] || [[ ${shown[0]} = '<'* ]] || shown=('*')
	say 'Flexible entries without a reason: %s.' "${shown[0]}"
	sentence "$use $said"
}

# How many families, activities or agreements a set of rules has something to say of.
findings() { # SET
	local found=found_${1//-/_} all=all_${1//-/_} key count=0 whole=0
	local -A seen=()
	while IFS=$separator read -r key _; do
		[[ -n $key && -z ${seen[$key]-} ]] || continue
		seen[$key]=1
		count=$((count + 1))
	done < <(printf '%s\n' "${!found}")
	while IFS= read -r key; do
		[ -z "$key" ] || whole=$((whole + 1))
	done < <(printf '%s\n' "${!all}")
	may_show "$whole" "$count"
	set_words "$1"
	say '%s: %s to look at' "$said" "${shown[1]}"
	sentence "$said"
}

# ---- 7: definitions

more_definitions() {
	say 'Hidden: figures of fewer than %s persons or 3 families (<%s), and what would tell them (*).' \
		"$min_cell" "$min_cell"
	definition "$said"
	# What a team sets may name a file or a day.
	[ ${#changed[@]} = 0 ] || changed=("${changed[@]%%=*}")
}
