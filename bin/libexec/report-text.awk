# report-text: learning-report's page as text, 80 columns wide; what each function is for stands in
# report-page.awk.

BEGIN {
	width = 80
	name_column = 9 # of three such columns, with their blanks
	names_width = 3 * name_column
}

function page_start(title) {
	print title
	incomplete_data()
}

function page_end() {
}

function banner(text) {
	print ""
	print wrapped(text, 0)
}

function section(id, title) {
	print "\n" capitals(title) "\n--------------------------------------------------------------------------------"
}

# Numbers end in one column.
function row(label, number, room) {
	room = 62 - (characters(number) > 6 ? characters(number) : 6)
	label = cut(label, room)
	print "  " label blanks(62 - characters(label) - characters(number)) number
}

function sentence(text) {
	print wrapped(text, 2)
}

function remark(text) {
	print "  " text
}

function bare(text) {
	print text
}

function item(text) {
	print "  " wrapped(text, 4, 2)
}

function therapist_row(id, primary, guide, status, secondary) {
	sentence(say("%s: %s as primary (guide %s: %s), %s as partner", id, primary, guide, status, secondary))
}

function definition(text) {
	print wrapped(text, 0)
}

function prompt(text) {
	print wrapped(text, 0)
}

# Only on a page to write on.
function own_words_hint() {
}

# ---- the lists

function people_start(list) {
}

function people_end() {
}

function family_start(list, family, count) {
}

function family_end(list) {
}

function person_start(family, name, rater, first) {
	names(family, name, rater)
}

function person_reason(text, first) {
	print (first ? "" : blanks(names_width)) wrapped(text, names_width)
}

function person_end(list, ors, side, srs, drawing, text) {
	# What the reasons of what goes well say already is not said again.
	if (list != "talk")
		return
	if (ors != "")
		text = "ORS " ors (side == "" ? "" : " (" side ")")
	if (srs != "")
		text = text (text == "" ? "" : ", ") "SRS " srs
	if (text != "")
		print blanks(names_width) text
}

function agreements_start() {
}

function agreements_end() {
}

function agreement_row(family, code, nobody, owner, due, state, text) {
	text = state_words(state)
	if (due != "")
		text = text ", " say("due %s", due)
	else if (state != "unreadable")
		text = text ", " say("no date")
	names(family, code, nobody != "" ? nobody : owner)
	print wrapped(text, names_width)
}

# Three names in columns, the line not ended. Long ones, such as pseudonyms, are never cut: a line
# of their own.
function names(a, b, c) {
	if (characters(a) < name_column && characters(b) < name_column && characters(c) < name_column)
		printf "%s", in_column(a) in_column(b) in_column(c)
	else
		printf "%s", (a == "" ? "" : a " ") b " " c "\n" blanks(names_width)
}

function in_column(name) {
	return name blanks(name_column - characters(name))
}

# ---- characters of UTF-8

# All bytes but those that continue one.
function characters(text) {
	gsub(/[\200-\277]/, "", text)
	return length(text)
}

# The first so many.
function cut(text, count, i) {
	if (characters(text) <= count)
		return text
	for (i = 1; i <= length(text); i++)
		if (substr(text, i, 1) !~ /[\200-\277]/ && count-- == 0)
			break
	return substr(text, 1, i - 1)
}

# Of our own titles, in Danish at most.
function capitals(title) {
	title = toupper(title)
	gsub(/\303\246/, "\303\206", title)
	gsub(/\303\270/, "\303\230", title)
	gsub(/\303\245/, "\303\205", title)
	return title
}

function blanks(count) {
	return sprintf("%" count "s", "")
}

# Lines of at most 80 characters with those that begin them; all but the first get the indent, and
# the outer one of the list that they are in.
function wrapped(text, indent, outer, word, count, i, lines, used, more) {
	count = split(text, word, " ")
	for (i = 1; i <= count; i++) {
		more = characters(word[i])
		if (used > 0 && used + 1 + more > width - indent) {
			lines = lines "\n" blanks(indent + outer) word[i]
			used = more
		} else {
			lines = lines (used > 0 ? " " : "") word[i]
			used += (used > 0) + more
		}
	}
	return lines
}
