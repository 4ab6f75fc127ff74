# report-records: what the page needs of courses, cases, hours and agreements; a part of learning-report.

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
