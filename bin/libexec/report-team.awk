# report-team: what stands only on the page for the team: lists of people and agreements, with names.
# report-leadership.awk has the same functions for the other page.

# Inside the team, all counts are shown. Fills shown.
function may_show(count, part, part_of_it) {
	shown[1] = count
	shown[2] = part
	shown[3] = part_of_it
}

function page_title() {
	return say("Learning meeting %s - only for the team", day(as_of))
}

function incomplete_words(persons_with_two, persons) {
	return say("Only %s of %s persons have two wellbeing scores that can be compared. Read the figures with care, and talk first about how more of them can be asked.", persons_with_two, persons)
}

# ---- 1: how complete the data are

function completeness() {
	misnamed_tables()
	if (have["sessions"]) {
		row(say("Persons"), persons)
		row(say("Persons without a first wellbeing score"), persons_without_score)
		row(say("Sessions"), sessions)
		if (last_session != "-")
			row(say("Latest session"), day(last_session))
		if (silent > 0)
			row(say("Persons without a session for 12 weeks, not on the list"), silent)
		row(say("Sessions with a wellbeing score (ORS)"), sessions_with_ors)
		if (with_srs == "yes")
			row(say("Sessions with an alliance score (SRS)"), sessions_with_srs)
		else
			remark(say("sessions.csv has no columns for the alliance (SRS)."))
		if (scores_without_form > 0)
			row(say("Scores without age or form, not compared"), scores_without_form)
		row(say("ORS not filled in"), ors_skipped)
		row(say("ORS with missing answers, not scored"), ors_incomplete)
		row(say("Children under 6, not scored"), under_6)
		row(say("Records that cannot be right, not scored"), sessions_invalid)
	} else
		needs("sessions.csv")
	coverage("sdq")
	coverage("pss")
	rejected_records()
}

# Five lines at most: a page has its limits, and standard error has all of them.
function misnamed_tables(i) {
	for (i = 1; i <= lines["misnamed"] && i <= 5; i++) {
		split(line["misnamed", i], cell, FS)
		item(say("%s is not read. Is it %s?", name_start cell[1] name_end, cell[2]))
	}
	if (lines["misnamed"] > 5)
		remark(say("and %s more", lines["misnamed"] - 5))
}

# How many families (persons, where there is no family) were measured, and how many again.
function coverage(measure) {
	if (!have[measure])
		return
	row(say("Families with %s", toupper(measure)), measured["series_" measure] + 0)
	row(say("  - measured a second time"), measured_again["series_" measure] + 0)
}

# ---- 2 and 3: the lists of people

function whom_to_discuss() {
	people("talk")
	own_words_hint()
}

function what_goes_well() {
	people("well")
}

function people(list, f, family, r, who, i, known) {
	if (family_count[list] == 0) {
		bare(say("Nobody."))
		return
	}
	people_start(list)
	for (f = 1; f <= family_count[list]; f++) {
		family = families[list, f]
		family_start(list, name[family], rows[family])
		for (r = 1; r <= rows[family]; r++) {
			who = members[family, r]
			person_start(name[family], person[who], rater_name(rater[who]), r == 1)
			for (i = 1; i <= reasons[who]; i++)
				person_reason(reason[who, i], i == 1)
			known = key[who] in last && last[key[who]] == final[who]
			person_end(list, final[who],
				known ? side_words(range[key[who]], cutoff[key[who]]) : "",
				srs[alliance[who]], known ? svg[key[who]] : "")
		}
		family_end(list)
	}
	people_end()
}

# ---- 4: agreements

# The agreements in their order, and what record-check has to say of them that no line shows.
function agreements(i, listed, closed_earlier) {
	for (i = 1; i <= lines["agreement_rows"]; i++) {
		split(line["agreement_rows", i], cell, FS)
		if (cell[5] == "closed-earlier")
			closed_earlier++
		else if (cell[5] != "") {
			if (!listed++)
				agreements_start()
			agreement_row(cell[1], cell[2], cell[3] == "" ? say("nobody") : "", cell[3],
				cell[4] == "" ? "" : day(cell[4]), cell[5])
		}
	}
	if (listed)
		agreements_end()
	else if (!closed_earlier) {
		nothing_in("agreements")
		return
	}
	if (closed_earlier)
		remark(say("Closed at earlier meetings: %s", closed_earlier))
	findings("agreements", "^(open-past|owner|due|status)$")
}

# ---- 5: team figures

# The outcomes of the row of figures.
function outcome_words(paired, recovered, improved, unchanged, deteriorated, up, up_low, up_high, down, down_low, down_high, of) {
	of = recovered + improved + unchanged + deteriorated
	return say("Last clearly above first: %s of %s (%s percent, %s to %s). Clearly below: %s of %s (%s percent, %s to %s).",
		recovered + improved, of, up, up_low, up_high, deteriorated, of, down, down_low, down_high)
}

# Whom the table of persons has and no score: who is on the list above with sessions is said there.
function never_measured(i, count, list) {
	for (i = 1; i <= lines["due_ors"]; i++) {
		split(line["due_ors", i], cell, FS)
		if (cell[1] != "never" || (cell[2], cell[3]) in waits)
			continue
		if (++count <= 10)
			list = list (count > 1 ? ", " : "") name_start cell[2] (cell[2] == "" ? "" : " ") cell[3] name_end
	}
	if (count > 10)
		list = list " " say("and %s more", count - 10)
	if (count)
		sentence(say("In persons.csv, but not yet measured (ORS): %s (%s).", count, list))
}

# ---- 6: operations

function caseload(i, therapists) {
	for (i = 1; i <= lines["case_rows"]; i++) {
		split(line["case_rows", i], cell, FS)
		if (cell[1] == "")
			continue
		therapists++
		therapist_row(cell[1], cell[2], cell[4], caseload_words(cell[5]), cell[3])
	}
	if (!therapists)
		nothing_in("cases")
	families_with("no-primary", say("Families without a primary:"))
	families_with("several-primary", say("Families with several primaries:"))
	families_with("no-partner", say("Families without a partner:"))
}

# Which families that is said of.
function families_with(status, words, i, list) {
	for (i = 1; i <= lines["family_rows"]; i++) {
		split(line["family_rows", i], cell, FS)
		if (cell[2] == status)
			list = list (list == "" ? "" : ", ") name_start cell[1] name_end
	}
	if (list != "")
		sentence(words " " list)
}

function working_hours(text) {
	first_line("hour_rows")
	if (cell[1] == "") {
		nothing_in("hours")
		return
	}
	text = hours_words(cell[2], cell[1], cell[3], cell[4], cell[5])
	if (cell[6] != "")
		text = text " " say("Planned: %s percent of these %s hours.", cell[6], cell[2])
	sentence(text " " say("Flexible entries without a reason: %s.", cell[7]))
}

# What record-check found in one table: five lines at most, the rest as a count. Rules that
# leave_out matches have been said already.
function findings(set, leave_out, i, count, found) {
	for (i = 1; i <= lines["found_" set]; i++) {
		split(line["found_" set, i], cell, FS)
		if (cell[1] == "" || leave_out != "" && cell[2] ~ leave_out)
			continue
		# The reason is what the rule asks about: not known to be so.
		if (++count <= 5)
			found[count] = name_start cell[1] name_end ": " \
				(cell[3] == "undecided" ? say("cannot be told yet: %s", cell[4]) : cell[4])
	}
	if (count == 0) {
		if (leave_out == "")
			sentence(say("%s: nothing to look at", set_words(set)))
		return
	}
	sentence(say("%s: %s to look at", set_words(set), count))
	for (i = 1; i <= count && i <= 5; i++)
		item(found[i])
	if (count > 5)
		remark(say("and %s more", count - 5))
}

# ---- 7: definitions

function more_definitions() {
}

function changed_words(option) {
	return option
}
