# report-html: learning-report's page as one HTML file that needs nothing else; what each function
# is for stands in report-page.awk. Well-formed XML, too, so that it can be checked.
#
# Every text goes through escape, and nothing else writes what came from a table.

BEGIN {
	name_start = "\002"
	name_end = "\003"
	lead_start = "\004"
	lead_end = "\005"
	date_start = "\006"
	date_end = "\016"
	dash = "&#8211;"
}

function escape(text) {
	if (text !~ /[&<>"'\002\004\006]/)
		return text
	gsub(/&/, "\\&amp;", text)
	gsub(/</, "\\&lt;", text)
	gsub(/>/, "\\&gt;", text)
	gsub(/"/, "\\&quot;", text)
	gsub(/'/, "\\&#39;", text)
	gsub(/\002/, "<bdi>", text)
	gsub(/\003/, "</bdi>", text)
	gsub(/\004/, "<strong>", text)
	gsub(/\005/, "</strong>", text)
	gsub(/\006/, "<span class=\"date\">", text)
	gsub(/\016/, "</span>", text)
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

# ---- what is open: a section, and in it perhaps a table or a list

function shut() {
	if (open_part == "rows" || open_part == "therapists")
		print "</tbody>\n</table>"
	else if (open_part == "items" || open_part == "definitions")
		print "</ul>"
	open_part = ""
}

# A row or an item goes into the open table or list of its kind, or a new one.
function begin(kind) {
	if (open_part == kind)
		return
	shut()
	open_part = kind
	if (kind == "rows")
		print "<table class=\"rows\" aria-labelledby=\"" section_id "\">\n<tbody>"
	else if (kind == "therapists")
		therapists_head()
	else if (kind == "items")
		print "<ul>"
	else if (kind == "definitions")
		print "<ul class=\"definitions\">"
}

function therapists_head() {
	print "<table class=\"list therapists\" aria-labelledby=\"" section_id "\">\n<thead>\n<tr>"
	head("", say("Therapist"))
	head("number", say("Families as primary"))
	head("number", say("Guide"))
	head("", say("Beside the guide"))
	head("number", say("Families as partner"))
	print "</tr>\n</thead>\n<tbody>"
}

# ---- the page

function page_start(title, plain, text) {
	print "<!DOCTYPE html>\n<html lang=\"" lang "\" translate=\"no\">\n<head>\n<meta charset=\"utf-8\" />"
	# Nothing is loaded, run or sent, whatever a name might hold.
	print "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\" />"
	print "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />"
	print "<meta name=\"referrer\" content=\"no-referrer\" />\n<meta name=\"robots\" content=\"noindex\" />"
	plain = title
	gsub(/[\006\016]/, "", plain)
	tag("title", plain)
	print "<style>"
	while ((getline text <ENVIRON["STYLE"]) > 0)
		print text
	print "</style>\n</head>\n<body>\n<header>"
	incomplete_data()
	tag("h1", title)
	print "</header>\n<main>"
}

function page_end() {
	close_section()
	print "</main>\n</body>\n</html>"
}

function banner(text) {
	tag("p class=\"banner\"", text)
}

function close_section() {
	shut()
	if (section_id != "")
		print "</section>"
}

function section(id, title) {
	close_section()
	section_id = id
	print "<section aria-labelledby=\"" id "\">"
	tag("h2 id=\"" id "\"", title)
}

function row(label, number) {
	begin("rows")
	printf "<tr>"
	if (sub(/^  - /, "", label))
		tag("th scope=\"row\" class=\"part\"", label)
	else
		tag("th scope=\"row\"", label)
	tag("td", number)
	print "</tr>"
}

function sentence(text) {
	shut()
	tag("p", text)
}

function remark(text) {
	shut()
	tag("p class=\"remark\"", text)
}

function bare(text) {
	shut()
	tag("p class=\"none\"", text)
}

function item(text) {
	begin("items")
	tag("li", text)
}

function definition(text) {
	begin("definitions")
	tag("li", text)
}

function prompt(text) {
	shut()
	tag("p class=\"prompt\"", text)
}

function therapist_row(id, primary, guide, status, secondary) {
	begin("therapists")
	print "<tr>"
	tag("th scope=\"row\"", name_start id name_end)
	tag("td class=\"number\"", primary)
	tag("td class=\"number\"", guide)
	tag("td", status)
	tag("td class=\"number\"", secondary)
	print "</tr>"
}

function own_words_hint() {
	tag("p class=\"hint\"", say("What you type on a line is not saved; print the page to keep it."))
}

# ---- the lists

function people_start(list) {
	print "<table class=\"list people\" aria-labelledby=\"" section_id "\">"
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
	print "</table>"
}

# On the list of whom to talk about, a row for the family's own words follows.
function family_start(list, family, count) {
	print "<tbody>\n<tr>\n<th scope=\"rowgroup\" class=\"family\" rowspan=\"" count + (list == "talk") "\">" \
		(family == "" ? dash : bdi(family)) "</th>"
}

function family_end(list) {
	if (list == "talk")
		own_words()
	print "</tbody>"
}

function person_start(family, name, rater, first) {
	if (!first)
		print "<tr>"
	print "<td class=\"person\">" (name == "" ? "" : bdi(name)) " <small>" (rater == "" ? "" : bdi(rater)) \
		"</small></td>\n<td class=\"why\">"
}

function person_reason(text, first) {
	tag("p", text)
}

# The drawing is made of numbers only.
function person_end(list, ors, side, srs, drawing) {
	print "</td>\n<td class=\"ors\">" (ors == "" ? dash : escape(ors)) \
		(side == "" ? "" : " <small>" escape(side) "</small>") drawing "</td>"
	if (with_srs == "yes")
		print "<td class=\"srs\">" (srs == "" ? dash : escape(srs)) "</td>"
	print "</tr>"
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
	print "<table class=\"list agreements\" aria-labelledby=\"agreements\">\n<thead>\n<tr>"
	head("family", say("Family"))
	head("", say("Agreement"))
	head("", say("Owner"))
	head("", say("Due"))
	head("", say("Status"))
	print "</tr>\n</thead>\n<tbody>"
}

function agreements_end() {
	print "</tbody>\n</table>"
}

function agreement_row(family, code, nobody, owner, due, state) {
	print "<tr>\n<th scope=\"row\">" bdi(family) "</th>\n<td>" bdi(code) "</td>\n<td>" \
		(nobody != "" ? escape(nobody) : bdi(owner)) "</td>"
	if (due == "")
		due = state == "unreadable" ? "\342\200\223" : say("no date")
	tag("td", due)
	tag(state == "overdue" ? "td class=\"late\"" : "td", state_words(state))
	print "</tr>"
}
