# shellcheck shell=bash
# report-words: what learning-report calls things, in every format. Sourced by it.
#
# Each function fills said, as say does: a page has hundreds of words, and a subshell for
# each would take longer than all the rest.
# shellcheck disable=SC2154,SC2034 # variables of the script and of its other parts

# A day as the reader writes it.
day() {
	if [ "$lang" = da ]; then
		said=$date_start${1:8:2}-${1:5:2}-${1:0:4}$date_end
	else
		said=$date_start$1$date_end
	fi
}

# The quarter of a day.
quarter() {
	say 'quarter %s of %s' $(((10#${1:5:2} + 2) / 3)) "${1:0:4}"
}

flag_words() {
	local flag list='' IFS=+
	for flag in $1; do
		said=$flag
		case $flag in
		low-total) say 'low total' ;;
		low-item) say 'low answer' ;;
		drop) say 'lower than last time' ;;
		no-feedback) say 'not filled in' ;;
		esac
		list=${list:+$list, }$said
	done
	said=$list
}

# The reason in words. Arguments: reason since first last threshold flags sessions.
reason_words() {
	local since
	set -- "$1" "${2-}" "${3-}" "${4-}" "${5-}" "${6-}" "${7-}"
	if [ -n "$2" ]; then
		day "$2"
	elif [ "$1" = low-alliance ]; then
		say 'last session'
	else
		say 'the first session'
	fi
	since=$said
	# Two points are no trend, whatever lies between them.
	case $1 in
	deteriorated | no-improvement | recovered | improved)
		if [ "${7:-0}" -lt 3 ]; then
			say 'wellbeing %s, then %s (since %s)' "$3" "$4" "$since"
			return 0
		fi
		;;
	esac
	case $1 in
	deteriorated) say 'wellbeing fell from %s to %s since %s' "$3" "$4" "$since" ;;
	low-alliance)
		flag_words "$6"
		say 'alliance %s: %s' "$since" "$said"
		;;
	no-improvement) say 'wellbeing low, no clear rise: %s to %s, %s scores' "$3" "$4" "$7" ;;
	raters-disagree) say 'raters differ: %s here, another %s or more away' "$4" "$5" ;;
	overdue) say 'no wellbeing score since %s (then %s)' "$since" "$4" ;;
	no-baseline) say 'sessions since %s, no wellbeing score yet' "$since" ;;
	recovered) say 'wellbeing up from %s to %s, not below the cutoff' "$3" "$4" ;;
	improved) say 'wellbeing up from %s to %s since %s' "$3" "$4" "$since" ;;
	*) said=$1 ;;
	esac
}

measure_words() {
	said=$1
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
	said=$1
	case $1 in
	under) say 'below the guide' ;;
	at) say 'at the guide' ;;
	over) say 'over the guide: talk about it' ;;
	esac
}

state_words() {
	said=$1
	case $1 in
	overdue) say 'open, overdue' ;;
	open) say 'open' ;;
	unclear) say 'neither open nor closed' ;;
	unreadable) say 'cannot be read' ;;
	closed) say 'closed' ;;
	esac
}

set_words() {
	said=$1
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

# Which side of the cutoff: RANGE CUTOFF.
side_words() {
	said=''
	[ -n "$2" ] || return 0
	case $1 in
	clinical) say 'below %s' "$2" ;;
	nonclinical) say 'not below %s' "$2" ;;
	esac
}

# Who filled in the form.
rater_name() {
	case ${1,,} in
	self | selv | 'sig selv') say 'self' ;;
	*) said=$1 ;;
	esac
}

# A score with three decimals as people say it, with one: half away from zero.
one_decimal() {
	local sign='' tenths
	said=$1
	[[ $1 =~ ^(-?)([0-9]+)[.,]([0-9])([0-9])([0-9]*)$ ]] || return 0
	tenths=$((10#${BASH_REMATCH[2]}${BASH_REMATCH[3]}))
	[ "${BASH_REMATCH[4]}" -lt 5 ] || tenths=$((tenths + 1))
	[ "$tenths" = 0 ] || sign=${BASH_REMATCH[1]}
	said=$sign$((tenths / 10))$decimal_mark$((tenths % 10))
}
