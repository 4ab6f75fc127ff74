# shellcheck shell=bash
# report-html: learning-report's page as one HTML file that needs nothing else; what each
# function is for stands in report-page.sh. Well-formed XML, too, so that it can be checked.
#
# Every text goes through escape, and nothing else writes what came from a table. Cells hold no
# control characters (see report-cells), so nobody can forge the marks.
# shellcheck disable=SC2154,SC2034 # variables of the script, and for it

readonly name_start=$'\x02' name_end=$'\x03' lead_start=$'\x04' lead_end=$'\x05'
readonly date_start=$'\x06' date_end=$'\x0e'

escaped=''
escape() { # TEXT: fills escaped
	local amp='&amp;' lt='&lt;' gt='&gt;' quot='&quot;' apos='&#39;'
	escaped=${1//&/"$amp"}
	escaped=${escaped//</"$lt"}
	escaped=${escaped//>/"$gt"}
	escaped=${escaped//\"/"$quot"}
	escaped=${escaped//\'/"$apos"}
	escaped=${escaped//$name_start/<bdi>}
	escaped=${escaped//$name_end/</bdi>}
	escaped=${escaped//$lead_start/<strong>}
	escaped=${escaped//$lead_end/</strong>}
	escaped=${escaped//$date_start/<span class=\"date\">}
	escaped=${escaped//$date_end/</span>}
}

# tag NAME[ ATTRIBUTES] TEXT
tag() {
	escape "$2"
	printf '<%s>%s</%s>\n' "$1" "$escaped" "${1%% *}"
}

# ---- what is open: a section, and in it perhaps a table or a list

in_section=no open=none

shut() {
	case $open in
	rows | therapists) printf '</tbody>\n</table>\n' ;;
	items | definitions) printf '</ul>\n' ;;
	esac
	open=none
}

rows_head() {
	printf '<table class="rows" aria-labelledby="%s">\n<tbody>\n' "$section_id"
}

therapists_head() {
	printf '<table class="list" aria-labelledby="%s">\n<thead>\n<tr>\n' "$section_id"
	tag 'th scope="col"' "$(say 'Therapist')"
	tag 'th scope="col" class="number"' "$(say 'Families as primary')"
	tag 'th scope="col" class="number"' "$(say 'Guide')"
	tag 'th scope="col"' "$(say 'Beside the guide')"
	tag 'th scope="col" class="number"' "$(say 'Families as partner')"
	printf '</tr>\n</thead>\n<tbody>\n'
}

# begin KIND: a row or an item goes into the open table or list of its kind, or a new one.
begin() {
	[ "$open" != "$1" ] || return 0
	shut
	open=$1
	case $1 in
	rows) rows_head ;;
	therapists) therapists_head ;;
	items) printf '<ul>\n' ;;
	definitions) printf '<ul class="definitions">\n' ;;
	esac
}

# ---- the page

style() {
	cat <<'END'
<style>
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --soft: #555; --line: #bbb; --shade: #f1f3f5; --warn: #fff3cd; --warn-ink: #4d3800; --accent: #1f4e79; }
@media screen and (prefers-color-scheme: dark) {
:root { --ink: #e8e8e8; --paper: #16181a; --soft: #b0b4b8; --line: #50555a; --shade: #22262a; --warn: #4a3b00; --warn-ink: #ffe9a8; --accent: #9cc7ef; }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 56rem; padding: 1rem; color: var(--ink); background: var(--paper); font: 1rem/1.45 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { margin: 0 0 .75rem; font-size: 1.5rem; line-height: 1.25; }
h2 { margin: 1.75rem 0 .5rem; padding-bottom: .2rem; border-bottom: 2px solid var(--accent); font-size: 1.15rem; color: var(--accent); }
p, ul { margin: .4rem 0; }
ul { padding-left: 1.4rem; }
.banner { margin: 0 0 1rem; padding: .6rem .8rem; border: 1px solid; border-left-width: .4rem; background: var(--warn); color: var(--warn-ink); font-weight: 600; }
.prompt { margin: 1rem 0 0; padding: .6rem .8rem; border-left: .4rem solid var(--accent); background: var(--shade); }
.none, .remark, .hint { color: var(--soft); }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem .4rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
.rows { max-width: 36rem; }
.rows th { font-weight: 400; }
.rows th.part { padding-left: 1.6rem; }
.number, .rows td { text-align: right; }
.number + :not(.number) { padding-left: 1.2rem; }
.rows td { width: 4rem; }
thead th { color: var(--soft); font-size: .85rem; font-weight: 600; vertical-align: bottom; }
.people { table-layout: fixed; }
.people .family { width: 10%; }
.people .person { width: 17%; }
.people .ors { width: 20%; }
.spark { display: block; max-width: 100%; margin-top: .2em; }
.people .srs { width: 8%; }
caption { caption-side: bottom; padding-top: .3rem; color: var(--soft); font-size: .85rem; text-align: left; }
.date { white-space: nowrap; }
.people tbody { border-bottom: 2px solid var(--line); }
.people small { color: var(--soft); font-size: .85em; }
.people tbody th { font-weight: 600; }
.people td p { margin: 0 0 .15rem; }
.own div { display: flex; gap: .5rem; align-items: end; padding: .3rem 0; }
.own .label { flex: none; color: var(--soft); font-size: .85em; }
.own .line { flex: 1; min-width: 0; min-height: 1.5em; border-bottom: 1px solid var(--soft); }
.definitions { padding-left: 1.1rem; font-size: .9em; }
@media screen and (max-width: 34rem) {
body { padding: .6rem; font-size: .9375rem; }
th, td { padding: .3rem .2rem; }
thead th { font-size: .75rem; overflow-wrap: normal; }
.people { font-size: .875rem; }
.people .family { width: 16%; }
.people .person { width: 18%; }
.people .ors { width: 19%; }
.people .srs { width: 12%; }
.people small, .own .line { display: block; }
.own div { display: block; }
}
@media print {
@page { size: A4; margin: 10mm 13mm; }
:root { color-scheme: light; }
body { max-width: none; padding: 0; font-size: 9pt; line-height: 1.25; }
h1 { margin-bottom: 4pt; font-size: 14pt; }
p, ul { margin: 3pt 0; }
.banner, .prompt { margin: 6pt 0; padding: 4pt 6pt; }
h2 { margin: 8pt 0 2pt; padding-bottom: 1pt; font-size: 11pt; break-after: avoid; }
th, td { padding: 1.5pt 3pt; }
tr, .people tbody, .banner, .prompt, li, p { break-inside: avoid; }
caption { font-size: 8pt; }
thead th { font-size: 8.5pt; }
.rows { max-width: none; }
.rows tbody { display: block; columns: 2; column-gap: 8mm; }
.rows tr { display: flex; }
.rows th { flex: 1; }
.people .family { width: 8%; }
.people .person { width: 11%; }
.people .ors { width: 25%; white-space: nowrap; }
.people .srs { width: 6%; }
.spark { display: inline-block; width: 14mm; height: 4.4mm; margin: -1mm 0 -1mm 1mm; vertical-align: middle; }
.people td p { margin: 0; }
.own div { padding: 1pt 0; }
.hint { display: none; }
}
</style>
END
}

page_start() {
	printf '<!DOCTYPE html>\n<html lang="%s" translate="no">\n<head>\n<meta charset="utf-8" />\n' "$lang"
	# Nothing is loaded, run or sent, whatever a name might hold.
	printf '<meta http-equiv="Content-Security-Policy" content="%s" />\n' \
		"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
	printf '<meta name="viewport" content="width=device-width, initial-scale=1" />\n'
	printf '<meta name="referrer" content="no-referrer" />\n<meta name="robots" content="noindex" />\n'
	tag title "${1//[$date_start$date_end]/}"
	style
	printf '</head>\n<body>\n<header>\n'
	banner
	tag h1 "$1"
	printf '</header>\n<main>\n'
}

page_end() {
	close_section
	printf '</main>\n</body>\n</html>\n'
}

# When fewer than 60 percent of the persons who can have a score have two that compare.
banner() {
	local twice due
	have sessions || return 0
	due=${numbers##* }
	twice=$(printf '%s\n' "$changes_ors" | cells family_id person_id sessions |
		awk -F "$separator" '$3 > 1 && !seen[$1, $2]++ { n++ } END { print n + 0 }')
	[ $((twice * 100)) -lt $((due * 60)) ] || return 0
	tag 'p class="banner"' "$(say 'Only %s of %s persons have two wellbeing scores that can be compared. Read the figures with care, and talk first about how more of them can be asked.' "$twice" "$due")"
}

close_section() {
	shut
	[ "$in_section" = no ] || printf '</section>\n'
	in_section=no
}

section() { # ID TITLE
	close_section
	in_section=yes section_id=$1
	printf '<section aria-labelledby="%s">\n' "$1"
	tag "h2 id=\"$1\"" "$2"
}

row() { # LABEL NUMBER
	begin rows
	printf '<tr>'
	case $1 in
	'  - '*) tag 'th scope="row" class="part"' "${1#  - }" ;;
	*) tag 'th scope="row"' "$1" ;;
	esac
	tag td "$2"
	printf '</tr>\n'
}

sentence() {
	shut
	tag p "$1"
}

remark() {
	shut
	tag 'p class="remark"' "$1"
}

bare() {
	shut
	tag 'p class="none"' "$1"
}

item() {
	begin items
	tag li "$1"
}

definition() {
	begin definitions
	tag li "$1"
}

prompt() {
	shut
	tag 'p class="prompt"' "$1"
}

therapist_row() { # ID PRIMARY GUIDE STATUS SECONDARY
	begin therapists
	printf '<tr>\n'
	tag 'th scope="row"' "$name_start$1$name_end"
	tag 'td class="number"' "$2"
	tag 'td class="number"' "$3"
	tag td "$4"
	tag 'td class="number"' "$5"
	printf '</tr>\n'
}

# ---- the lists of people

# What talk-list does not say: the side of the cutoff, the last SRS, and the way there.
last_ors='' last_srs='' sparks=''

last_of() { # MEASURE [OPTION]...
	printf '%s\n' "$scored_ors" |
		change-score -q --measure "$1" --decimal "$mark" "${persons[@]}" "${columns[@]}" \
			"${cell_options[@]}" "${options[@]}" "${@:2}"
}

extra_part() {
	have sessions || return 0
	columns_of sessions
	options_of change-score
	run last_ors last_of ors --carry ors_cutoff
	without_threshold
	[ "$with_srs" = no ] || run last_srs last_of srs
	run sparks drawn_scores
}

drawn_scores() {
	printf '%s\n' "$scored_ors" |
		progress-chart -q --spark --lang "$lang" "${persons[@]}" "${columns[@]}" "${cell_options[@]}"
}

# Lines for each family, in the order of their first reason, then of the persons and raters in
# it: `family NAME ROWS`, `person NAME RATER LAST RANGE CUTOFF SRS SVG`, and `reason` with what
# reason_words asks for. A session after the day of the meeting is not in the list, so nothing is
# said of a series whose last one is.
grouped() { # LIST
	local list ors='' srs='' drawn='' series='family_id person_id course_id rater rater_id form'
	local scores="$series first_date first first_range last_date last last_range ors_cutoff"
	# shellcheck disable=SC2086 # names of columns
	{
		list=$(printf '%s\n' "$1" |
			cells $series reason since first last threshold srs_flags sessions)
		ors=$(printf '%s\n' "$last_ors" | cells $scores)
		[ -z "$last_srs" ] || srs=$(printf '%s\n' "$last_srs" | cells $scores)
		drawn=$(printf '%s\n' "$sparks" | cells $series svg)
	}
	awk -F "$separator" -v OFS="$separator" -v as_of="$as_of" -v mark="$mark" '
		function series() {
			return $1 FS $2 FS $3 FS (tolower($4) == "" ? "self" : tolower($4)) FS $5
		}
		BEGIN { mark = mark == "comma" ? "," : "." }
		reading == "drawn" { svg[series() FS $6] = $7; next }
		# Of a series with one score, the first is the last.
		reading != "list" && $10 == "" { for (i = 10; i <= 12; i++) $i = $(i - 3) }
		reading != "list" && $10 > as_of { next }
		reading == "ors" {
			sub(/[.,]/, mark, $13)
			last[series() FS $6] = $11
			side[series() FS $6] = $12 OFS $13
		}
		reading == "srs" { srs[series()] = $11 }
		reading != "list" || $7 == "" { next }
		{
			unit = $1 == "" ? "person" FS $2 : "family" FS $1
			row = series() FS $6
			if (!(unit in rows)) { units[++unit_count] = unit; name[unit] = $1 }
			if (!(row in why)) {
				members[unit, ++rows[unit]] = row
				known = (row in side) && last[row] == $10
				who[row] = $2 OFS $4 OFS $10 OFS (known ? side[row] : OFS) OFS srs[series()] \
					OFS (known ? svg[row] : "")
			}
			why[row] = why[row] "reason" OFS $7 OFS $8 OFS $9 OFS $10 OFS $11 OFS $12 OFS $13 "\n"
		}
		END {
			for (u = 1; u <= unit_count; u++) {
				unit = units[u]
				print "family", name[unit], rows[unit]
				for (r = 1; r <= rows[unit]; r++) {
					print "person", who[members[unit, r]]
					printf "%s", why[members[unit, r]]
				}
			}
		}' \
		reading=drawn <(printf '%s\n' "$drawn") \
		reading=ors <(printf '%s\n' "$ors") reading=srs <(printf '%s\n' "$srs") \
		reading=list <(printf '%s\n' "$list")
}

side_words() { # RANGE CUTOFF
	[ -n "$2" ] || return 0
	case $1 in
	clinical) say 'below %s' "$2" ;;
	nonclinical) say 'not below %s' "$2" ;;
	esac
}

people_head() {
	printf '<table class="list people" aria-labelledby="%s">\n' "$section_id"
	if [ "$with_srs" = yes ]; then
		tag caption "$(say 'ORS and SRS: the last score.')"
	else
		tag caption "$(say 'ORS: the last score.')"
	fi
	printf '<thead>\n<tr>\n'
	tag 'th scope="col" class="family"' "$(say 'Family')"
	tag 'th scope="col" class="person"' "$(say 'Person')"
	tag 'th scope="col" class="why"' "$(say 'Why')"
	tag 'th scope="col" class="ors"' ORS
	[ "$with_srs" = no ] || tag 'th scope="col" class="srs"' SRS
	printf '</tr>\n</thead>\n'
}

own_words() {
	local label columns_beside=3
	label=$(say 'Own words of the family')
	[ "$with_srs" = no ] || columns_beside=4
	printf '<tr class="own"><td colspan="%s"><div>' "$columns_beside"
	tag 'span class="label"' "$label:"
	escape "$label"
	# Not checked for spelling: some browsers ask a server.
	printf '<span class="line" contenteditable="true" spellcheck="false" role="textbox" aria-label="%s"></span></div></td></tr>\n' \
		"$escaped"
}

people() { # LIST [WITH_OWN_WORDS]
	local kind a b c d e f g lines family='' first=no any=no space=0 own=${2:-no} drawn srs=''
	[ "$own" = no ] || space=1
	lines=$(grouped "$1")
	while IFS=$separator read -r kind a b c d e f g; do
		case $kind in
		family)
			if [ "$any" = yes ]; then end_family; else people_head; fi
			any=yes first=yes family=$a
			printf '<tbody>\n<tr>\n<th scope="rowgroup" class="family" rowspan="%s">' $((b + space))
			escape "${a:+$name_start$a$name_end}"
			printf '%s</th>\n' "${escaped:-&#8211;}"
			;;
		person)
			[ "$first" = yes ] || end_person
			[ "$first" = yes ] || printf '<tr>\n'
			first=no srs=$f
			escape "$name_start$a$name_end"
			printf '<td class="person">%s ' "$escaped"
			escape "$name_start$(rater_name "$b")$name_end"
			printf '<small>%s</small></td>\n<td class="why">\n' "$escaped"
			escape "$c"
			drawn=$escaped
			escape "$(side_words "$d" "$e")"
			# The drawing is made of numbers only. A page needs no name for its language.
			drawn="${drawn:-&#8211;}${escaped:+ <small>$escaped</small>}${g/ xmlns=\'http:\/\/www.w3.org\/2000\/svg\'/}"
			;;
		reason) tag p "$(reason_words "$a" "$b" "$c" "$d" "$e" "$f" "$g")" ;;
		esac
	done < <(printf '%s\n' "$lines")
	if [ "$any" = no ]; then
		bare "$(say 'Nobody.')"
		return 0
	fi
	end_family
	printf '</table>\n'
}

end_person() {
	printf '</td>\n<td class="ors">%s</td>\n' "$drawn"
	escape "$srs"
	[ "$with_srs" = no ] || printf '<td class="srs">%s</td>\n' "${escaped:-&#8211;}"
	printf '</tr>\n'
}

end_family() {
	end_person
	[ "$own" = no ] || own_words
	printf '</tbody>\n'
}

people_to_discuss() { # LIST
	people "$1" yes
	tag 'p class="hint"' "$(say 'What you type on a line is not saved; print the page to keep it.')"
}
