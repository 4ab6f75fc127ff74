# report-page: the sections of learning-report's page and what each says, in every format and for
# every reader. Beside it is one of report-team.awk and report-leadership.awk, which say what differs
# by reader, and one of report-text.awk and report-html.awk, which say how it looks. Each of the
# latter has
#
#   page_start(TITLE), page_end()   what stands above and below everything
#   banner(TEXT)                    a warning about all of it, above everything
#   section(ID, TITLE)              begins a section
#   row(LABEL, NUMBER)              one line of figures
#   sentence(TEXT)                  a statement
#   remark(TEXT)                    what is said about a statement or a row
#   bare(TEXT)                      what stands for an empty list or section
#   item(TEXT)                      one of a list below a statement
#   therapist_row(ID, PRIMARY, GUIDE, STATUS, SECONDARY)
#   people_start(LIST), family_start(LIST, FAMILY, ROWS), person_start(FAMILY, NAME, RATER, IS_FIRST),
#   person_reason(TEXT, IS_FIRST), person_end(LIST, ORS, SIDE, SRS, DRAWING), family_end(LIST), people_end()
#   agreements_start(), agreement_row(FAMILY, CODE, NOBODY, OWNER, DUE, STATE), agreements_end()
#   own_words_hint()
#   definition(TEXT), prompt(TEXT)

BEGIN {
	count = split(tables, table_name, " ")
	for (i = 1; i <= count; i++)
		have[table_name[i]] = 1
	set_count = split(rule_sets, set_name, " ")
}

function page() {
	page_start(page_title())
	section("completeness", say("How complete are the data"))
	completeness()
	section("talk-about", say("Whom to talk about"))
	if (have["sessions"])
		whom_to_discuss()
	else
		needs("sessions.csv")
	section("going-well", say("What goes well"))
	if (have["sessions"])
		what_goes_well()
	else
		needs("sessions.csv")
	section("agreements", say("Agreements from the last meeting"))
	if (have["agreements"])
		agreements()
	else
		needs("agreements.csv")
	section("team-figures", say("Team figures"))
	team_figures()
	section("operations", say("Operations"))
	operations()
	section("definitions", say("Definitions, uncertainty and sources"))
	definitions()
	prompt(say("For the discussion: spend three quarters of the time on what we would do if this were real."))
	page_end()
}

# Which tables a part would be made from.
function needs(files) {
	bare(say("Needs %s.", files))
}

function nothing_in(table) {
	bare(say("%s: nothing to show", table ".csv"))
}

# ---- 1: how complete the data are

# When fewer than 60 percent of the persons who can have a score have two that compare.
function incomplete_data() {
	if (have["sessions"] && persons_twice * 100 < persons_due * 60)
		banner(incomplete_words(persons_twice + 0, persons_due))
}

# Records of the other tables that cannot be right.
function rejected_records(i, table, tables, order, count) {
	for (i = 1; i <= lines["rejected"]; i++) {
		table = line["rejected", i]
		sub(/ .*/, "", table)
		if (!count[table]++)
			order[++tables] = table
	}
	for (i = 1; i <= tables; i++) {
		may_show(count[order[i]])
		row(say("Records of %s that cannot be right", order[i]), shown[1])
	}
}

# ---- 5: team figures

function team_figures(any) {
	any = measure_figures("ors", "sessions") + measure_figures("sdq", "sdq") + measure_figures("pss", "pss")
	overdue()
	if (have["courses"])
		ended_courses()
	else if (!any)
		needs("sessions.csv / sdq.csv / pss.csv / courses.csv")
}

# One line for each form and kind of rater; never pooled.
function measure_figures(measure, table, i, spoke) {
	if (!have[table])
		return 0
	for (i = 1; i <= lines["figures_" measure]; i++) {
		split(line["figures_" measure, i], cell, FS)
		if (cell[1] == "")
			continue
		spoke = 1
		sentence(figures_of_row(cell[1], cell[2], cell[3], cell[4], cell[5], cell[6], cell[7]))
	}
	if (!spoke)
		bare(say("%s: nobody measured yet.", measure_words(measure)))
	return 1
}

# What is said of the row of figures that cell holds.
function figures_of_row(measure, form, rater, families, persons, paired, once, name, people, text) {
	name = lead_start form_words(measure, form) ", " rater_words(rater) lead_end
	if (paired == "0")
		return say("%s: nobody measured twice yet (once: %s).", name, once)
	if (too_few(families persons paired))
		return say("%s: too few to be shown.", name)
	# Without families in the table, nobody knows how many there are.
	people = say("persons: %s", persons)
	if (families != "")
		people = say("families: %s", families) ", " people
	text = say("%s (%s). Courses with two scores: %s, with one: %s.", name, people, paired, once)
	if (cell[14] != "")
		text = text " " outcome_words(paired, cell[13], cell[14], cell[15], cell[16], cell[17], cell[18], cell[19],
			cell[20], cell[21], cell[22])
	return text mean_words(cell[8], cell[9], cell[10], cell[11], cell[12])
}

# Scores on nobody knows which form have no means.
function mean_words(first, last, change, low, high, text) {
	if (first == "" || first == "*")
		return ""
	text = " " say("Mean %s at first, %s at last: change %s points", one_decimal(first), one_decimal(last),
		one_decimal(change))
	return text (low == "" ? "." : " " say("(%s to %s).", one_decimal(low), one_decimal(high)))
}

# Whether one of these cells is hidden (outcome-summary --min-cell).
function too_few(cells) {
	return cells ~ /[<*]/
}

# How many are overdue, by measure. Who was never measured is said for the ORS alone: the
# roster does not tell for whom a questionnaire is meant.
function overdue(list) {
	list = overdue_of("ors") overdue_of("sdq") overdue_of("pss")
	if (list != "")
		sentence(say("Persons whose next measurement is more than %s days overdue: %s.", grace, substr(list, 3)))
	never_measured()
}

function overdue_of(measure, table, i, count) {
	table = "due_" measure
	if (!lines[table])
		return ""
	for (i = 1; i <= lines[table]; i++)
		count += line[table, i] ~ /^overdue/
	may_show(lines[table], count + 0)
	return ", " toupper(measure) " " shown[2]
}

function ended_courses(all, open, closed, completed, risk, avoided, share, returned, unknown) {
	first_line("course_rows")
	all = cell[1]; open = cell[2]; closed = cell[3]; completed = cell[4]
	risk = cell[9]; avoided = cell[10]; share = cell[11]; returned = cell[14]; unknown = cell[15]
	if (all == "" || all == "0") {
		nothing_in("courses")
		return
	}
	sentence(say("Courses: %s, of them %s open. Ended: %s planned, %s unplanned, %s transferred; %s of %s completed.",
		all, open, cell[6], cell[7], cell[8], completed, closed))
	if (too_few(risk avoided share unknown))
		sentence(say("Courses with an immediate risk of placement: too few to be shown."))
	else if (share != "")
		sentence(say("Courses with an immediate risk of placement: %s. Ended without a placement: %s of %s whose outcome is known (%s percent, %s to %s).",
			risk, avoided, risk - unknown, share, cell[12], cell[13]))
	else if (risk != "" && risk != "0")
		sentence(say("Courses with an immediate risk of placement: %s, outcome not known yet.", risk))
	if (returned != "" && returned != "0")
		sentence(say("Children who came home: %s.", returned))
}

# ---- 6: operations

function operations(i, any) {
	if (have["cases"]) {
		any = 1
		caseload()
	}
	if (have["hours"]) {
		any = 1
		working_hours()
	}
	for (i = 1; i <= set_count; i++)
		if (have[set_name[i]]) {
			any = 1
			findings(set_name[i])
		}
	if (!any)
		needs("cases.csv / hours.csv")
}

function hours_words(flexible, all, percent, frame, use) {
	if (use == "within")
		use = say("within the frame")
	else if (use == "beyond")
		use = say("beyond the frame")
	return say("Flexible hours: %s of %s (%s percent; frame %s percent, %s).", flexible, all, percent, frame, use)
}

# ---- 7: definitions

function definitions(i, option, told, options) {
	definition(say("Wellbeing: ORS 0-40; cutoff 25, age 13-17 28, 6-12 32 (OpenFIT; Miller/Duncan)"))
	definition(say("Alliance: SRS 0-40; low: total under 36, answer under 9, lower by 1 (as above)"))
	definition(say("Clear: 6.6 points or more, children 10 (NHS England). Measured, not explained."))
	if (have["sdq"] || have["pss"])
		definition(say("Difficulties: SDQ 0-40 (Goodman). Stress: PSS 18-90 (Berry and Jones). Lower is better."))
	if (have["cases"] || have["hours"])
		definition(say("Guide 5 families, frame 20 percent: description of the programme, core elements 1 and 6. Not limits."))
	definition(say("Ranges in brackets: 95 percent intervals; with few families they are wide."))
	more_definitions()
	# Some commands run twice.
	for (i = 1; i <= lines["changed"]; i++) {
		option = changed_words(line["changed", i])
		if (!told[option]++)
			options = options (options == "" ? "" : ", ") option
	}
	if (options != "")
		definition(say("Set otherwise in options.csv: %s", options))
}
