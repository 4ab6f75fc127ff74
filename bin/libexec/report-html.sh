# shellcheck shell=bash
# report-html: learning-report's page as one HTML file that needs nothing else; what each
# function is for stands in report-page.sh. Well-formed XML, too, so that it can be checked.
#
# Every text goes through escape, and nothing else writes what came from a table. Cells hold no
# control characters (see report-cells), so nobody can forge the marks.
# shellcheck disable=SC2154,SC2034 # variables of the script, and for it

readonly name_start=$'\x02' name_end=$'\x03' lead_start=$'\x04' lead_end=$'\x05'
readonly date_start=$'\x06' date_end=$'\x0e'
readonly special=$'&<>"\'' marks=$'\x02\x03\x04\x05\x06\x0e'

escaped=''
escape() { # TEXT: fills escaped
	escaped=$1
	if [[ $1 = *[$special]* ]]; then
		local amp='&amp;' lt='&lt;' gt='&gt;' quot='&quot;' apos='&#39;'
		escaped=${1//&/"$amp"}
		escaped=${escaped//</"$lt"}
		escaped=${escaped//>/"$gt"}
		escaped=${escaped//\"/"$quot"}
		escaped=${escaped//\'/"$apos"}
	fi
	[[ $1 = *[$marks]* ]] || return 0
	if [[ $1 = *$date_start* ]]; then
		escaped=${escaped//$date_start/<span class=\"date\">}
		escaped=${escaped//$date_end/</span>}
	fi
	if [[ $1 = *$name_start* ]]; then
		escaped=${escaped//$name_start/<bdi>}
		escaped=${escaped//$name_end/</bdi>}
	fi
	if [[ $1 = *$lead_start* ]]; then
		escaped=${escaped//$lead_start/<strong>}
		escaped=${escaped//$lead_end/</strong>}
	fi
}

# tag NAME[ ATTRIBUTES] TEXT
tag() {
	escape "$2"
	printf '<%s>%s</%s>\n' "$1" "$escaped" "${1%% *}"
}

# ---- what is open: a section, and in it perhaps a table or a list

in_section=no open_part=none

shut() {
	case $open_part in
	rows | therapists) printf '</tbody>\n</table>\n' ;;
	items | definitions) printf '</ul>\n' ;;
	esac
	open_part=none
}

rows_head() {
	printf '<table class="rows" aria-labelledby="%s">\n<tbody>\n' "$section_id"
}

therapists_head() {
	printf '<table class="list therapists" aria-labelledby="%s">\n<thead>\n<tr>\n' "$section_id"
	say 'Therapist'
	tag 'th scope="col"' "$said"
	say 'Families as primary'
	tag 'th scope="col" class="number"' "$said"
	say 'Guide'
	tag 'th scope="col" class="number"' "$said"
	say 'Beside the guide'
	tag 'th scope="col"' "$said"
	say 'Families as partner'
	tag 'th scope="col" class="number"' "$said"
	printf '</tr>\n</thead>\n<tbody>\n'
}

# begin KIND: a row or an item goes into the open table or list of its kind, or a new one.
begin() {
	[ "$open_part" != "$1" ] || return 0
	shut
	open_part=$1
	case $1 in
	rows) rows_head ;;
	therapists) therapists_head ;;
	items) printf '<ul>\n' ;;
	definitions) printf '<ul class="definitions">\n' ;;
	esac
}

# ---- the page

readonly style='<style>
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --soft: #555; --line: #bbb; --shade: #f1f3f5; --warn: #fff3cd; --warn-ink: #4d3800; --accent: #1f4e79; --late: #9c2a10; }
@media screen and (prefers-color-scheme: dark) {
:root { --ink: #e8e8e8; --paper: #16181a; --soft: #b0b4b8; --line: #50555a; --shade: #22262a; --warn: #4a3b00; --warn-ink: #ffe9a8; --accent: #9cc7ef; --late: #ffb199; }
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
.spark { display: block; width: 10.5rem; max-width: 100%; height: auto; margin-top: .2em; }
.people .srs { width: 8%; }
caption { caption-side: bottom; padding-top: .3rem; color: var(--soft); font-size: .85rem; text-align: left; }
.date { white-space: nowrap; }
.late { color: var(--late); font-weight: 600; }
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
thead th { font-size: .7rem; hyphens: auto; }
.list { table-layout: fixed; font-size: .875rem; }
.agreements th:nth-child(1), .agreements th:nth-child(2) { width: 16%; }
.agreements th:nth-child(4) { width: 28%; }
.therapists th:nth-child(3) { width: 17%; }
.therapists th:nth-child(4) { width: 31%; }
.people td.srs { overflow-wrap: normal; }
.people { font-size: .875rem; }
.people .family { width: 16%; }
.people .person { width: 18%; }
.people .ors { width: 18%; }
.people .srs { width: 14%; }
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
</style>'

page_start() {
	# Nothing is measured in characters here, and bytes are faster.
	LC_ALL=C
	printf '<!DOCTYPE html>\n<html lang="%s" translate="no">\n<head>\n<meta charset="utf-8" />\n' "$lang"
	# Nothing is loaded, run or sent, whatever a name might hold.
	printf '<meta http-equiv="Content-Security-Policy" content="%s" />\n' \
		"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
	printf '<meta name="viewport" content="width=device-width, initial-scale=1" />\n'
	printf '<meta name="referrer" content="no-referrer" />\n<meta name="robots" content="noindex" />\n'
	tag title "${1//[$date_start$date_end]/}"
	printf '%s\n' "$style"
	printf '</head>\n<body>\n<header>\n'
	incomplete_data
	tag h1 "$1"
	printf '</header>\n<main>\n'
}

page_end() {
	close_section
	printf '</main>\n</body>\n</html>\n'
}

banner() {
	tag 'p class="banner"' "$1"
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

own_words_hint() {
	say 'What you type on a line is not saved; print the page to keep it.'
	tag 'p class="hint"' "$said"
}
