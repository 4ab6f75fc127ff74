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
