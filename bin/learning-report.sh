#!/usr/bin/env bash
# learning-report: the page for the weekly learning meeting; see learning-report(1).
#
# Composes the commands and renders what they say; every rule is in them. Data stay in
# memory, in pipes and in files without a name: nothing is left behind when this is killed.
set -euo pipefail
# Words are split here and there, and never stand for names of files.
set -f
shopt -s inherit_errexit
umask 077
# Memory holds what must not lie about in a file after a crash.
ulimit -c 0
# More files are open at once than some systems let a program have that does not ask.
ulimit -S -n 512 2>/dev/null || :
# What is kept on the way, by us or by bash, lies in memory where the system has a place for that.
[ ! -w /dev/shm ] || TMPDIR=/dev/shm

readonly program=learning-report version=@VERSION@
# A link in ~/bin is followed.
self=$0
[ ! -L "$self" ] || self=$(readlink -f "$0" 2>/dev/null) || self=$0
case $self in
*/*) here=${self%/*} ;;
*) here=. ;;
esac
[[ $here = /* ]] || here=$PWD/$here
readonly here
export PATH=$here:${PATH:-/usr/local/bin:/usr/bin:/bin}

# Characters are counted in UTF-8 and messages translated even where no locale is installed.
wished=${LANGUAGE:-${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}}
export LC_ALL=C.UTF-8 TEXTDOMAIN=sfb TEXTDOMAINDIR=$here/../share/locale

# Where standard error is closed, the status says it alone.
fail() {
	printf '%s: %s\n' "$program" "$1" >&2 || :
	exit 2
}

usage_error() {
	printf '%s: %s\n%s: try '\''%s --help'\''\n' "$program" "$1" "$program" "$program" >&2 || :
	exit 2
}

show_help() {
	cat <<EOF
Usage: $program [OPTION]... DIR
Writes the page for the weekly learning meeting from the tables in DIR.

Reads what there is in DIR: sessions.csv, persons.csv, sdq.csv, pss.csv,
cases.csv, hours.csv, courses.csv, agreements.csv and the other tables of
record-check; columns.csv (file,ours,yours) and options.csv
(command,option,value).

Options:
      --as-of DATE          the day of the meeting, YYYY-MM-DD (today)
      --lang da|en          the language (by the locale)
      --format text|html    what to write (by the name of FILE, otherwise text)
      --audience team|leadership  for whom; leadership: figures of the whole team only
  -o, --output FILE         write this file, whole or not at all
  -h, --help                show this text
  -V, --version             show the version

Exit status: 0 done, 2 failed and nothing written, 3 done but some records are
invalid.

Examples:
  $program --lang da examples/team
  $program --as-of 2026-06-29 -o week.html examples/team
  $program --audience leadership -o quarter.html examples/team
EOF
}

# ---------------------------------------------------------------- command line

as_of='' lang='' format='' audience=team output='' dir=''

# The tables that a report is made from; the sets of rules have a table each.
readonly separator=$'\x1f' table_mark=$'\x1e' parts=$here/../libexec/sfb
readonly rule_sets='target-group foundation alliance coordination general-area network multifamily transition aoa'
readonly tables="sessions sdq pss cases hours courses agreements $rule_sets"

# Those that there are.
there=''
have() {
	[ -e "$dir/$1.csv" ]
}

# Files whose names nearly are those of tables that are not there, as an export, a second download or Excel gives
# them: nobody would miss them on the page. Lines of `FILE TABLE`, in which control characters are question marks.
misnamed=()
find_misnamed() {
	local file name table
	shopt -s nocaseglob nullglob
	set +f
	for file in "$dir"/*.csv; do
		name=${file##*/} table=${file##*/}
		table=${table,,}
		table=${table//[[:space:]]/}
		table=${table%%[.(]*}
		[[ " $tables persons columns options " = *" $table "* && -f $file ]] || continue
		! have "$table" || continue
		name=${name//[![:print:]]/?}
		misnamed+=("$name$separator$table.csv")
		printf '%s: %s: notice: not read; is it %s?\n' "$program" "${dir//[![:print:]]/?}/$name" "$table.csv" >&2 || :
	done
	set -f
	shopt -u nocaseglob nullglob
}

# One table at least, and none that cannot be read.
check_tables() {
	local table any=no
	find_misnamed
	for table in $tables persons; do
		have "$table" || continue
		there+="$table "
		[ -r "$dir/$table.csv" ] || fail "$dir/$table.csv: cannot be read"
		[ "$table" = persons ] || any=yes
	done
	[ "$any" = yes ] ||
		fail "$dir: no table that the report knows (sessions.csv, sdq.csv, cases.csv ...)"
}

# Everything that the page may say in the reader's language, beside other work and in one call of
# gettext: one for each message would take longer than the report. First comes the translation of
# `Sessions`, which tells whether there is any; what follows is for write_page.
translations=''
translate() {
	local message messages asked=(Sessions "$separator")
	mapfile -t messages <"$parts/report-messages" || return 0
	for message in "${messages[@]}"; do
		asked+=("$message" "$separator")
	done
	# Nobody may be there to read it when we fail meanwhile.
	exec {translations}< <(gettext -s -- "${asked[@]}" 2>/dev/null)
}

language_by_hand=''
choose_language() {
	language_by_hand=$lang
	if [ -z "$lang" ]; then
		case $wished in
		da*) lang=da ;;
		*) lang=en ;;
		esac
	fi
	export LANGUAGE=$lang
	[ "$lang" = en ] || translate
}

# Whether there are Danish texts; and the mark of decimals that goes with the language.
settle_language() {
	local sessions=''
	mark=point decimal_mark=.
	[ "$lang" = da ] || return 0
	[ -z "$translations" ] || IFS= read -r -d "$separator" -u "$translations" sessions || :
	if [[ $sessions = ?* && $sessions != 'Sessions ' ]]; then
		mark=comma decimal_mark=,
		return 0
	fi
	[ -z "$language_by_hand" ] || fail "no Danish texts in $TEXTDOMAINDIR (made without gettext's msgfmt?); --lang en works"
	lang=en LANGUAGE=en translations=''
}

read_arguments() {
	local option value
	while [ $# -gt 0 ]; do
		option=$1
		shift
		case $option in
		-h | --help)
			show_help 2>/dev/null || fail 'cannot write'
			exit 0
			;;
		-V | --version)
			printf '%s (sfb) %s\n' "$program" "$version" 2>/dev/null || fail 'cannot write'
			exit 0
			;;
		--as-of | --lang | --format | --audience | -o | --output)
			[ $# -gt 0 ] || usage_error "$option: a value is missing"
			value=$1
			shift
			;;
		--as-of=* | --lang=* | --format=* | --audience=* | --output=*)
			value=${option#*=}
			option=${option%%=*}
			;;
		-o?*)
			value=${option#-o}
			option=-o
			;;
		--)
			if [ $# -gt 1 ] || [ -n "$dir" ]; then
				usage_error 'one DIR is needed'
			fi
			dir=${1:-}
			break
			;;
		-?*)
			usage_error "unknown option ${option%%=*}"
			;;
		*)
			[ -z "$dir" ] || usage_error 'one DIR is needed'
			dir=$option
			continue
			;;
		esac
		case $option in
		--as-of)
			[[ $value =~ ^[0-9]{4}-[0-9]{2}-[0-9]{2}$ ]] ||
				usage_error '--as-of: not a date (YYYY-MM-DD)'
			as_of=$value
			;;
		--lang)
			[[ $value =~ ^(da|en)$ ]] || usage_error '--lang: da or en'
			lang=$value
			;;
		--format)
			[[ $value =~ ^(text|html)$ ]] || usage_error '--format: text or html'
			format=$value
			;;
		--audience)
			[[ $value =~ ^(team|leadership)$ ]] || usage_error '--audience: team or leadership'
			audience=$value
			;;
		-o | --output)
			[ -n "$value" ] || usage_error '-o: a file name is needed'
			[ ! -d "$value" ] || usage_error '-o: a folder; a file name is needed'
			output=$value
			[[ $value != -* || $value = - ]] || output=./$value
			;;
		esac
	done
	[ -n "$dir" ] || usage_error 'DIR is missing'
	if [ -z "$format" ]; then
		case $output in
		*.html | *.htm) format=html ;;
		*) format=text ;;
		esac
	fi
	command -v gettext >/dev/null || fail 'gettext is missing (Debian: gettext-base)'
	[ -d "$dir" ] || fail "$dir: not a folder"
	# What begins with a hyphen is a folder here and would be an option there.
	case $dir in
	-*) dir=./$dir ;;
	esac
	check_tables
	choose_language
	# Denmark's clock by rule: the host may be anywhere and lack the time zone's file.
	[ -n "$as_of" ] || as_of=$(TZ=CET-1CEST,M3.5.0,M10.5.0/3 date +%Y-%m-%d)
}

# ----------------------------------------------------------------- the commands

# All is planned, run and then heard, in this order.
run_commands() {
	local table
	make_files
	settle_language
	read_settings
	part=sessions
	! have sessions || plan_sessions
	for part in sdq pss; do
		! have "$part" || plan_questionnaire "$part"
	done
	part=sessions
	! have sessions || plan_figures ors
	part=records
	plan_records
	show_measures
	plan_page

	run_planned

	! have sessions || finish_sessions
	for table in sdq pss; do
		! have "$table" || finish_questionnaire "$table"
	done
	! have sessions || finish_measures_of_sessions
	finish_records
	[ "${ended[cells]}" = 0 ] || fail 'stopped; no report was written'
}

# --------------------------------------------------------------------- the page

# What the commands have written becomes the page all at once: a start of a helper takes longer than
# what it has to do. A command that fails has said why; that nothing came from it is no news.
plan_page() {
	name_file counted
	name_file cells
	[ ${#shown_tables[@]} -eq 0 ] ||
		plan_job cells '*' - "$parts/report-cells" "${cell_options[@]}" "${shown_tables[@]}"
}

# A table that is here, as report-cells writes the others.
ready() { # NAME LINE...
	printf '%s\n' "$table_mark$1$table_mark" "${@:2}"
}

# How the page looks and what it says is all in there.
write_page() {
	local texts=() way
	{
		ready numbers "$numbers $invalid $silent"
		ready rejected "$rejected"
		ready changed "${changed[@]}"
		ready misnamed "${misnamed[@]}"
	} >&"${writing[counted]}"
	[ -z "$translations" ] || texts=(table=messages "$parts/report-messages" table=translations "/dev/fd/$translations")
	way_to counted
	texts+=("/dev/fd/$way")
	way_to cells
	text=$(STYLE="$parts/report-style.css" LC_ALL=C exec awk -v lang="$lang" -v decimal_mark="$decimal_mark" \
		-v as_of="$as_of" -v tables="$there" -v rule_sets="$rule_sets" -v with_srs="$with_srs" \
		-v min_cell="$min_cell" -v grace="$grace" -f "$parts/report-tables.awk" -f "$parts/report-words.awk" \
		-f "$parts/report-page.awk" -f "$parts/report-$audience.awk" -f "$parts/report-$format.awk" \
		"${texts[@]}" "/dev/fd/$way") ||
		fail 'stopped; no report was written'
}

# Beside the old report under another name, then in its place: whole or not at all. A link stays, and what it
# points to is written.
write_file() {
	local file=$1
	[ ! -e "$file" ] || [ -f "$file" ] || fail "$1: not a file that could be replaced"
	if [ -L "$file" ]; then
		# A name may end in a newline.
		file=$(readlink -f "$1" 2>/dev/null && echo .) || fail "$1: a link that leads nowhere"
		file=${file%$'\n.'}
	fi
	partial=''
	trap 'rm -f ${partial:+"$partial"}' EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM
	trap 'exit 129' HUP
	partial=$(mktemp "$file.new-XXXXXX" 2>/dev/null) || fail "$1: cannot be written"
	printf '%s\n' "$text" 2>/dev/null >"$partial" || fail "$1: cannot be written"
	mv -f "$partial" "$file" || fail "$1: cannot be written"
	trap - EXIT
}

# ------------------------------------------------------------------------- all

read_arguments "$@"

for part in settings.bash run.bash measures.bash records.bash rejected.awk tables.awk words.awk page.awk \
	"$audience.awk" "$format.awk" style.css; do
	[ -r "$parts/report-$part" ] || fail "$parts/report-$part: cannot be read"
done
# shellcheck source=bin/libexec/report-settings.bash
. "$parts/report-settings.bash"
# shellcheck source=bin/libexec/report-run.bash
. "$parts/report-run.bash"
# shellcheck source=bin/libexec/report-measures.bash
. "$parts/report-measures.bash"
# shellcheck source=bin/libexec/report-records.bash
. "$parts/report-records.bash"

with_srs=no min_cell=0 numbers='' invalid=0 silent=0
[ "$audience" = team ] || min_cell=5
start_progress
run_commands
step 'the page'
write_page
end_progress
if [ -n "$output" ] && [ "$output" != - ]; then
	write_file "$output"
else
	printf '%s\n' "$text" 2>/dev/null || fail 'cannot write'
fi
exit "$worst"
