# report-measures: what the page needs of sessions and questionnaires; a part of learning-report.

# ---- the sessions

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
	count_silent
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

# How many days followup-check waits, for the words of the page.
grace=7
plan_due() { # MEASURE FILE SCHEDULE
	local option
	for option in "${options[@]}"; do
		[[ $option != --grace=* ]] || grace=${option#*=}
	done
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
	local measure of_due=followup_status
	[ "$audience" = leadership ] || of_due+=' family_id person_id'
	for measure in ors sdq pss; do
		have "${measure/ors/sessions}" || continue
		show "figures_$measure" "figures_$measure" measure form rater families persons paired one_score \
			mean_first mean_last mean_change change_low change_high recovered improved unchanged \
			deteriorated improved_percent improved_low improved_high deteriorated_percent \
			deteriorated_low deteriorated_high
		show "series_$measure" "changes_$measure" $series_columns $of_changes
	done
	for measure in ors sdq pss; do
		show_planned "due_$measure" "due_$measure" $of_due
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

# Whom talk-list has left out because of their silence, it tells in a notice; in said is what it said.
count_silent() {
	local notice='talk-list: notice: a person without any session for 12 weeks; not listed'
	[[ $said =~ (^|$'\n')"$notice"([^$'\n']*\(([0-9]+)\ times\))? ]] || return 0
	silent=${BASH_REMATCH[3]:-1}
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
