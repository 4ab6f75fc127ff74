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

definition() {
	wrap 0 "$1"
}

prompt() {
	wrap 0 "$1"
}

# Only on a page to write on.
own_words_hint() {
	:
}
