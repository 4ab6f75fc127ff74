# report-tables: reads what learning-report has collected, for its page. Called by it with
#
#   lang, format, audience, decimal_mark, with_srs    as the script has them
#   as_of, min_cell, grace, rule_sets, tables         the same; tables: which of them DIR has
#   STYLE in the environment                          the file of the HTML page's style sheet
#
# and with the rest of the page: report-words.awk, report-page.awk, report-team.awk or
# report-leadership.awk, report-text.awk or report-html.awk.
#
# First come two files, each behind table=NAME: messages, what the page may say, and translations,
# the same on one line in the reader's language. Then each table stands behind a line with its name
# between two marks, and has one record a line (see report-cells); besides those of the commands,
# there are
#
#   numbers                   what report-until has counted, the invalid records of the sessions, and
#                             how many persons talk-list does not list because they are silent
#   rejected                  `TABLE LINE` of records of the other tables that cannot be right
#   changed                   what options.csv sets otherwise
#   misnamed                  files that are not read, and the table that each may be
#
# Bytes, not characters: run with LC_ALL=C. Cells hold no control characters, so nobody can forge a
# mark.

BEGIN {
	FS = OFS = "\037"
	table_mark = "\036"
}

function series() {
	return $1 FS $2 FS $3 FS (tolower($4) == "" ? "self" : tolower($4)) FS $5
}

function unit() {
	return $1 == "" ? "person" FS $2 : "family" FS $1
}

substr($0, 1, 1) == table_mark { table = substr($0, 2, length($0) - 2); next }

table == "messages" { message[++messages] = $0; next }

# gettext writes a blank between two.
table == "translations" {
	for (i = 1; i <= messages; i++)
		translated[message[i]] = substr($i, 2, length($i) - 2)
	next
}

table == "numbers" {
	split($0, number, " ")
	sessions = number[1]
	sessions_with_ors = number[2]
	sessions_with_srs = number[3]
	persons = number[4]
	persons_without_score = number[5]
	scores_without_form = number[6]
	ors_skipped = number[7]
	ors_incomplete = number[8]
	under_6 = number[9]
	persons_due = number[10]
	session_units = number[11]
	last_session = number[12]
	sessions_invalid = number[13]
	silent = number[14]
	next
}

# An HTML page needs no name for the language of a picture.
table == "sparks" { sub(/ xmlns=.[a-z0-9.:\/]*./, "", $7); svg[series() FS $6] = $7; next }

# Scores on nobody knows which form are not compared.
table == "series_ors" && $6 != "" && $7 + 0 > 1 && !twice_seen[$1, $2]++ { persons_twice++ }
table == "series_sdq" || table == "series_pss" {
	if (!once[table, unit()]++)
		measured[table]++
	if ($7 + 0 > 1 && !again[table, unit()]++)
		measured_again[table]++
	next
}

# Of a series with one score, the first is the last.
table ~ /^series/ && $10 == "" { $10 = $8; $11 = $9 }
table == "series_ors" {
	sub(/[.,]/, decimal_mark, $12)
	range[series() FS $6] = $11
	cutoff[series() FS $6] = $12
	last[series() FS $6] = $10
	next
}
table == "series_srs" { srs[series()] = $10; next }

# Families are in the order of their first reason, then persons and raters in them.
table == "talk" || table == "well" {
	if ($7 == "")
		next
	if ($7 == "no-baseline")
		waits[$1, $2] = 1
	family = table FS unit()
	who = table FS series() FS $6
	if (!(family in rows)) {
		families[table, ++family_count[table]] = family
		name[family] = $1
	}
	if (!(who in reasons)) {
		members[family, ++rows[family]] = who
		person[who] = $2
		rater[who] = $4
		key[who] = series() FS $6
		alliance[who] = series()
		final[who] = $10
	}
	reason[who, ++reasons[who]] = reason_words($7, $8, $9, $10, $11, $12, $13)
	next
}

# Of the others, the lines; none of them is empty.
$0 != "" { line[table, ++lines[table]] = $0 }

# Fills cell with those of the first line of a table, all empty where there is none.
function first_line(table) {
	split(line[table, 1], cell, FS)
}

END { page() }
