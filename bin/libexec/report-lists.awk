# report-lists: from the tables that learning-report has collected, its lists, ready to print,
# and counts; in both formats. Called by it with
#
#   lang, format, audience, decimal_mark, with_srs    as the script has them
#
# Reads what report-cells writes of several tables, each behind a line with its name between two marks; the first is
# `messages`, a message and its translation a line. Writes tables in the same way:
#
#   talk_list, well_list      families with their persons, reasons and scores (for the team)
#   agreement_list            agreements, and closed_earlier: how many are not in it
#   persons_twice             how many persons have two wellbeing scores that can be compared
#   coverage_sdq, coverage_pss     units measured, and measured again; a unit is a family, or a
#                             person without one
#   listed_units              units on the list of whom to talk about
#
# Every other table passes as it is. Bytes, not characters: run with LC_ALL=C.
# Every text of a table goes through escape, and nothing else writes one. Cells hold no control
# characters (see report-cells), so nobody can forge a mark of a date.

BEGIN {
	FS = OFS = "\037"
	table_mark = "\036"
	date_start = date_end = ""
	if (format == "html") {
		date_start = "\006"
		date_end = "\016"
	}
	dash = "&#8211;"
}

# ---- words, see report-words.sh

function say(message, a, b, c, rest, filled, at, n) {
	rest = message in translated ? translated[message] : message
	while (at = index(rest, "%s")) {
		filled = filled substr(rest, 1, at - 1) (++n == 1 ? a : n == 2 ? b : c)
		rest = substr(rest, at + 2)
	}
	return filled rest
}

function day(date) {
	if (lang == "da")
		date = substr(date, 9, 2) "-" substr(date, 6, 2) "-" substr(date, 1, 4)
	return date_start date date_end
}

function flag_words(flags, flag, count, i, list) {
	count = split(flags, flag, "+")
	for (i = 1; i <= count; i++) {
		if (flag[i] == "low-total")
			flag[i] = say("low total")
		else if (flag[i] == "low-item")
			flag[i] = say("low answer")
		else if (flag[i] == "drop")
			flag[i] = say("lower than last time")
		else if (flag[i] == "no-feedback")
			flag[i] = say("not filled in")
		list = list (i > 1 ? ", " : "") flag[i]
	}
	return list
}

# The reason of a record of talk-list in words.
function reason_words(reason, since, first, last, threshold, flags, sessions) {
	if (since != "")
		since = day(since)
	else if (reason == "low-alliance")
		since = say("last session")
	else
		since = say("the first session")
	# Two points are no trend, whatever lies between them.
	if (reason ~ /^(deteriorated|no-improvement|recovered|improved)$/ && sessions + 0 < 3)
		return say("wellbeing %s, then %s (since %s)", first, last, since)
	if (reason == "deteriorated")
		return say("wellbeing fell from %s to %s since %s", first, last, since)
	if (reason == "low-alliance")
		return say("alliance %s: %s", since, flag_words(flags))
	if (reason == "no-improvement")
		return say("wellbeing low, no clear rise: %s to %s, %s scores", first, last, sessions)
	if (reason == "raters-disagree")
		return say("raters differ: %s here, another %s or more away", last, threshold)
	if (reason == "overdue")
		return say("no wellbeing score since %s (then %s)", since, last)
	if (reason == "no-baseline")
		return say("sessions since %s, no wellbeing score yet", since)
	if (reason == "recovered")
		return say("wellbeing up from %s to %s, not below the cutoff", first, last)
	if (reason == "improved")
		return say("wellbeing up from %s to %s since %s", first, last, since)
	return reason
}

# Which side of the cutoff.
function side_words(range, cutoff) {
	if (cutoff != "" && range == "clinical")
		return say("below %s", cutoff)
	if (cutoff != "" && range == "nonclinical")
		return say("not below %s", cutoff)
	return ""
}

# Who filled in the form.
function rater_name(rater) {
	return tolower(rater) ~ /^(self|selv|sig selv)$/ ? say("self") : rater
}

function state_words(state) {
	if (state == "overdue")
		return say("open, overdue")
	if (state == "open")
		return say("open")
	if (state == "unclear")
		return say("neither open nor closed")
	if (state == "unreadable")
		return say("cannot be read")
	if (state == "closed")
		return say("closed")
	return state
}

# ---- the tables

function series() {
	return $1 FS $2 FS $3 FS (tolower($4) == "" ? "self" : tolower($4)) FS $5
}

function unit() {
	return $1 == "" ? "person" FS $2 : "family" FS $1
}

substr($0, 1, 1) == table_mark {
	table = substr($0, 2, length($0) - 2)
	ours = table ~ /^(messages|talk|well|series_ors|series_srs|series_sdq|series_pss|sparks)$/ ||
		table == "agreement_rows" && audience == "team"
	if (!ours)
		print
	next
}

!ours { print; next }
table == "messages" { translated[$1] = $2; next }

# An HTML page needs no name for the language of a picture.
table == "sparks" { sub(/ xmlns=.[a-z0-9.:\/]*./, "", $7); svg[series() FS $6] = $7; next }

table == "series_ors" && $7 + 0 > 1 && !twice_seen[$1, $2]++ { persons_twice++ }
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

table == "agreement_rows" {
	if ($5 == "closed-earlier")
		closed_earlier++
	else if ($5 != "")
		agreement[++agreements] = $0
	next
}

# What is left is talk and well. Families are in the order of their first reason, then persons
# and raters in them.
$7 == "" { next }
{
	family = table FS unit()
	row = table FS series() FS $6
	if (!(family in rows)) {
		families[table, ++family_count[table]] = family
		name[family] = $1
	}
	if (!(row in reasons)) {
		members[family, ++rows[family]] = row
		person[row] = $2
		rater[row] = $4
		key[row] = series() FS $6
		alliance[row] = series()
		final[row] = $10
	}
	reason[row, ++reasons[row]] = reason_words($7, $8, $9, $10, $11, $12, $13)
}

END {
	if (audience == "team") {
		start_table("talk_list")
		people("talk")
		start_table("well_list")
		people("well")
		start_table("agreement_list")
		if (agreements > 0)
			agreement_list()
	}
	start_table("coverage_sdq")
	print measured["series_sdq"] + 0, measured_again["series_sdq"] + 0
	start_table("coverage_pss")
	print measured["series_pss"] + 0, measured_again["series_pss"] + 0
	start_table("closed_earlier")
	print closed_earlier + 0
	start_table("persons_twice")
	print persons_twice + 0
	start_table("listed_units")
	print family_count["talk"] + 0
}

function start_table(name) {
	print table_mark name table_mark
}

function people(list, f, family, r, row, i) {
	if (family_count[list] == 0)
		return
	people_start(list)
	for (f = 1; f <= family_count[list]; f++) {
		family = families[list, f]
		family_start(list, name[family], rows[family])
		for (r = 1; r <= rows[family]; r++) {
			row = members[family, r]
			person_start(name[family], person[row], rater_name(rater[row]), r == 1)
			for (i = 1; i <= reasons[row]; i++)
				person_reason(reason[row, i], i == 1)
			known = key[row] in last && last[key[row]] == final[row]
			person_end(list, final[row],
				known ? side_words(range[key[row]], cutoff[key[row]]) : "",
				srs[alliance[row]], known ? svg[key[row]] : "")
		}
		family_end(list)
	}
	people_end()
}

function agreement_list(i, cell) {
	agreements_start()
	for (i = 1; i <= agreements; i++) {
		split(agreement[i], cell, FS)
		agreement_row(cell[1], cell[2], cell[3] == "" ? say("nobody") : "", cell[3],
			cell[4] == "" ? "" : day(cell[4]), cell[5])
	}
	agreements_end()
}

# ---- how both look

function people_start(list) {
	if (format != "html")
		return
	print "<table class=\"list people\" aria-labelledby=\"" (list == "talk" ? "talk-about" : "going-well") "\">"
	if (with_srs == "yes")
		tag("caption", say("ORS and SRS: the last score."))
	else
		tag("caption", say("ORS: the last score."))
	print "<thead>\n<tr>"
	head("family", say("Family"))
	head("person", say("Person"))
	head("why", say("Why"))
	head("ors", "ORS")
	if (with_srs == "yes")
		head("srs", "SRS")
	print "</tr>\n</thead>"
}

function people_end() {
	if (format == "html")
		print "</table>"
}

# On the list of whom to talk about, a row for the family's own words follows.
function family_start(list, family, count) {
	if (format == "html")
		print "<tbody>\n<tr>\n<th scope=\"rowgroup\" class=\"family\" rowspan=\"" count + (list == "talk") "\">" \
			(family == "" ? dash : bdi(family)) "</th>"
}

function family_end(list) {
	if (format != "html")
		return
	if (list == "talk")
		own_words()
	print "</tbody>"
}

function person_start(family, name, rater, first) {
	if (format != "html") {
		names(family, name, rater)
		return
	}
	if (!first)
		print "<tr>"
	print "<td class=\"person\">" (name == "" ? "" : bdi(name)) " <small>" (rater == "" ? "" : bdi(rater)) \
		"</small></td>\n<td class=\"why\">"
}

function person_reason(text, first) {
	if (format == "html")
		tag("p", text)
	else
		wrap(27, text, first)
}

# The drawing is made of numbers only.
function person_end(list, ors, side, srs, drawing, text) {
	if (format == "html") {
		print "</td>\n<td class=\"ors\">" (ors == "" ? dash : escape(ors)) \
			(side == "" ? "" : " <small>" escape(side) "</small>") drawing "</td>"
		if (with_srs == "yes")
			print "<td class=\"srs\">" (srs == "" ? dash : escape(srs)) "</td>"
		print "</tr>"
		return
	}
	# What the reasons of what goes well say already is not said again.
	if (list != "talk")
		return
	if (ors != "")
		text = "ORS " ors (side == "" ? "" : " (" side ")")
	if (srs != "")
		text = text (text == "" ? "" : ", ") "SRS " srs
	if (text != "")
		print blanks(27) text
}

# Only on a page to write on. Neither checked for spelling nor completed: some browsers ask a server.
function own_words(words) {
	words = say("Own words of the family")
	printf "<tr class=\"own\"><td colspan=\"%s\"><div>", (with_srs == "yes" ? 4 : 3)
	tag("span class=\"label\"", words ":")
	print "<span class=\"line\" contenteditable=\"true\" spellcheck=\"false\" writingsuggestions=\"false\" role=\"textbox\" aria-label=\"" \
		escape(words) "\"></span></div></td></tr>"
}

function agreements_start() {
	if (format != "html")
		return
	print "<table class=\"list agreements\" aria-labelledby=\"agreements\">\n<thead>\n<tr>"
	head("family", say("Family"))
	head("", say("Agreement"))
	head("", say("Owner"))
	head("", say("Due"))
	head("", say("Status"))
	print "</tr>\n</thead>\n<tbody>"
}

function agreements_end() {
	if (format == "html")
		print "</tbody>\n</table>"
}

function agreement_row(family, code, nobody, owner, due, state, text) {
	text = state_words(state)
	if (format == "html") {
		print "<tr>\n<th scope=\"row\">" bdi(family) "</th>\n<td>" bdi(code) "</td>\n<td>" \
			(nobody != "" ? escape(nobody) : bdi(owner)) "</td>"
		if (due == "")
			due = state == "unreadable" ? "\342\200\223" : say("no date")
		tag("td", due)
		tag(state == "overdue" ? "td class=\"late\"" : "td", text)
		print "</tr>"
		return
	}
	if (due != "")
		text = text ", " say("due %s", due)
	else if (state != "unreadable")
		text = text ", " say("no date")
	names(family, code, nobody != "" ? nobody : owner)
	wrap(27, text, 1)
}

# ---- HTML

function escape(text) {
	if (text ~ /[&<>"'\006]/) {
		gsub(/&/, "\\&amp;", text)
		gsub(/</, "\\&lt;", text)
		gsub(/>/, "\\&gt;", text)
		gsub(/"/, "\\&quot;", text)
		gsub(/'/, "\\&#39;", text)
		gsub(/\006/, "<span class=\"date\">", text)
		gsub(/\016/, "</span>", text)
	}
	return text
}

# What somebody typed as a name.
function bdi(name) {
	return "<bdi>" escape(name) "</bdi>"
}

# A name with attributes, and what stands in it.
function tag(start, text, end) {
	end = start
	sub(/ .*/, "", end)
	print "<" start ">" escape(text) "</" end ">"
}

function head(class, text) {
	tag("th scope=\"col\"" (class == "" ? "" : " class=\"" class "\""), text)
}

# ---- text, 80 columns wide

# Characters of UTF-8: all bytes but those that continue one.
function characters(text) {
	gsub(/[\200-\277]/, "", text)
	return length(text)
}

function blanks(count) {
	return sprintf("%" count "s", "")
}

# Three names in columns, the line not ended. Long ones, such as pseudonyms, are never cut: a line
# of their own.
function names(a, b, c) {
	if (characters(a) <= 8 && characters(b) <= 8 && characters(c) <= 8)
		printf "%s", a blanks(9 - characters(a)) b blanks(9 - characters(b)) c blanks(9 - characters(c))
	else
		printf "%s", (a == "" ? "" : a " ") b " " c "\n" blanks(27)
}

# Lines of at most 80 characters, all indented but the first, if that is begun.
function wrap(indent, text, begun, word, count, i, line) {
	if (!begun)
		printf "%s", blanks(indent)
	count = split(text, word, " ")
	for (i = 1; i <= count; i++) {
		if (line != "" && characters(line) + 1 + characters(word[i]) > 80 - indent) {
			printf "%s", line "\n" blanks(indent)
			line = word[i]
		} else
			line = line (line == "" ? "" : " ") word[i]
	}
	print line
}
