# shellcheck shell=bash
# report-text: learning-report's page as text, 80 columns wide; what each function is
# for stands in report-page.sh.
# shellcheck disable=SC2154,SC2034 # variables of the script, and for it

readonly width=80 dashes=--------------------------------------------------------------------------------
readonly name_start='' name_end='' lead_start='' lead_end='' date_start='' date_end=''

# wrap INDENT TEXT [OUTER]: lines of at most 80 characters, all but the first indented.
wrap() {
	local indent=$1 line='' word IFS=' '
	local -a words
	# shellcheck disable=SC2206 # to be split
	words=($2)
	for word in "${words[@]}"; do
		if [ -n "$line" ] && [ $((${#line} + 1 + ${#word})) -gt $((width - indent)) ]; then
			printf '%s\n%*s' "$line" "$((indent + ${3:-0}))" ''
			line=$word
		else
			line=${line:+$line }$word
		fi
	done
	printf '%s\n' "$line"
}

# pad WIDTH TEXT: cut or filled to that many characters (printf counts bytes).
pad() {
	printf '%s%*s' "${2:0:$1}" $((${#2} < $1 ? $1 - ${#2} : 0)) ''
}

page_start() {
	printf '%s\n' "$1"
	incomplete_data
}

page_end() {
	:
}

banner() {
	printf '\n'
	wrap 0 "$1"
}

section() { # ID TITLE
	printf '\n%s\n%s\n' "${2^^}" "$dashes"
}

row() {
	printf '  '
	pad 56 "$1"
	printf '%6s\n' "$2"
}

sentence() {
	wrap 2 "$1"
}

remark() {
	printf '  %s\n' "$1"
}

bare() {
	printf '%s\n' "$1"
}

item() {
	printf '  '
	wrap 4 "$1" 2
}

therapist_row() { # ID PRIMARY GUIDE STATUS SECONDARY
	say '%s: %s as primary (guide %s: %s), %s as partner' "$@"
	sentence "$said"
}

agreement_row() { # FAMILY CODE OWNER DUE STATE
	local text
	state_words "$5"
	text=$said
	if [ -n "$4" ]; then
		say 'due %s' "$4"
		text="$text, $said"
	elif [ "$5" != unreadable ]; then
		say 'no date'
		text="$text, $said"
	fi
	said=$3
	[ -n "$3" ] || say 'nobody'
	names "$1" "$2" "$said"
	wrap 27 "$text"
}

definition() {
	wrap 0 "$1"
}

prompt() {
	wrap 0 "$1"
}

# ---- lists

# Three names in columns. Long ones, such as pseudonyms, are never cut: a line of their own.
names() {
	if [ ${#1} -le 8 ] && [ ${#2} -le 8 ] && [ ${#3} -le 8 ]; then
		pad 9 "$1"
		pad 9 "$2"
		pad 9 "$3"
	else
		printf '%s%s %s\n%27s' "${1:+$1 }" "$2" "$3" ''
	fi
}

family='' named=no

people_start() {
	:
}

people_end() {
	:
}

family_start() { # NAME ROWS
	family=$1
}

family_end() {
	:
}

person_start() { # NAME RATER
	rater_name "${2-}"
	names "$family" "$1" "$said"
	named=yes
}

person_reason() { # TEXT
	[ "$named" = yes ] || printf '%27s' ''
	named=no
	wrap 27 "$1"
}

# What the reasons of what goes well say already is not said again.
person_end() { # LAST RANGE CUTOFF SRS DRAWING
	local text=''
	[ "$list" = talk ] || return 0
	if [ -n "$1" ]; then
		side_words "$2" "$3"
		text="ORS $1${said:+ ($said)}"
	fi
	[ -z "$4" ] || text="${text:+$text, }SRS $4"
	[ -z "$text" ] || printf '%27s%s\n' '' "$text"
}

# Only on a page to write on.
own_words() {
	:
}

own_words_hint() {
	:
}
