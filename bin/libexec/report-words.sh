# shellcheck shell=bash
# report-words: what learning-report calls things, in every format. Sourced by it.
# shellcheck disable=SC2154 # variables of the script and of its other parts

# A day as the reader writes it.
day() {
	if [ "$lang" = da ]; then
		printf '%s%s-%s-%s%s' "$date_start" "${1:8:2}" "${1:5:2}" "${1:0:4}" "$date_end"
	else
		printf '%s%s%s' "$date_start" "$1" "$date_end"
	fi
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

measure_words() {
	case $1 in
	ors | ORS) say 'Wellbeing (ORS)' ;;
	CORS) say 'Wellbeing (CORS)' ;;
	sdq) say 'Child difficulties (SDQ)' ;;
	pss) say 'Parental stress (PSS)' ;;
	esac
}

rater_words() {
	case $1 in
	self) say 'own rating' ;;
	caregiver) say 'rated by caregivers' ;;
	teacher) say 'rated by teachers' ;;
	*) say 'rated by others' ;;
	esac
}

status_words() {
	case $1 in
	under) say 'below the guide' ;;
	at) say 'at the guide' ;;
	over) say 'over the guide: talk about it' ;;
	esac
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

# Who filled in the form.
rater_name() {
	case ${1,,} in
	self | selv | 'sig selv') say 'self' ;;
	*) printf '%s' "$1" ;;
	esac
}
