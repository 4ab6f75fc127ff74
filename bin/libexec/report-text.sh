# shellcheck shell=bash
# report-text: learning-report's page as text, 80 columns wide; what each function is
# for stands in report-page.sh.
# shellcheck disable=SC2154,SC2034 # variables of the script, and for it

readonly width=80 name_start='' name_end='' lead_start='' lead_end='' date_start='' date_end=''

# wrap INDENT TEXT: lines of at most 80 characters, all but the first indented.
wrap() {
	local indent=$1 line='' word
	local -a words
	read -ra words < <(printf '%s\n' "$2")
	for word in "${words[@]}"; do
		if [ -n "$line" ] && [ $((${#line} + 1 + ${#word})) -gt $((width - indent)) ]; then
			printf '%s\n%*s' "$line" "$indent" ''
			line=$word
		else
			line=${line:+$line }$word
		fi
	done
	printf '%s\n' "$line"
}

# pad WIDTH TEXT: cut or filled to that many characters (printf counts bytes).
pad() {
	local text=${2:0:$1}
	printf '%s%*s' "$text" $(($1 - ${#text})) ''
}

page_start() {
	printf '%s\n' "$1"
}

page_end() {
	:
}

section() { # ID TITLE
	printf '\n%s\n' "${2^^}"
	printf '%*s\n' "$width" '' | tr ' ' '-'
}

row() {
	printf '  %s%6s\n' "$(pad 56 "$1")" "$2"
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
	wrap 4 "$1" | sed 's/^/  /'
}

therapist_row() { # ID PRIMARY GUIDE STATUS SECONDARY
	sentence "$(say '%s: families as primary %s (guide %s: %s), as partner %s' "$@")"
}

definition() {
	wrap 0 "$1"
}

# Only on paper that the meeting has before it.
prompt() {
	:
}

extra_part() {
	:
}

# Rows of a list: who, and the reason in words.
people() {
	local family person rater reason since first last threshold flags sessions any=no lines
	lines=$(printf '%s\n' "$1" |
		cells family_id person_id rater reason since first last threshold srs_flags sessions)
	while IFS=$separator read -r family person rater reason since first last threshold flags sessions; do
		[ -n "$reason" ] || continue
		any=yes
		rater=$(rater_name "$rater")
		if [ ${#family} -le 8 ] && [ ${#person} -le 8 ] && [ ${#rater} -le 8 ]; then
			printf '%s %s %s ' "$(pad 8 "$family")" "$(pad 8 "$person")" "$(pad 8 "$rater")"
		else
			# Long identifiers, such as pseudonyms, are never cut: a line of their own.
			printf '%s%s %s\n%27s' "${family:+$family }" "$person" "$rater" ''
		fi
		wrap 27 "$(reason_words "$reason" "$since" "$first" "$last" "$threshold" "$flags" "$sessions")"
	done < <(printf '%s\n' "$lines")
	[ "$any" = yes ] || printf '%s\n' "$(say 'Nobody.')"
}

people_to_discuss() {
	people "$1"
}
