# report-leadership: what differs on the page for the leadership; report-team.awk has the same
# functions for the other page.
#
# Figures of the whole team only. Tables that can hide small cells do it themselves
# (--min-cell); counts of families and therapists are hidden here by the same rule. What two
# sections would tell together is left out: who goes well is part of the outcomes, persons
# with a score are the rows of the figures added up, and all persons less these are the others.

# Counts, each a part of the one before: fills shown. 1 to 4 is "below 5"; a part that leaves 1 to 4
# of a count that is shown is hidden, because they could be subtracted.
function may_show(count, part, part_of_it) {
	shown_whole = ""
	shown[1] = hide_small(count)
	shown[2] = hide_small(part)
	shown[3] = hide_small(part_of_it)
}

function hide_small(count) {
	if (count > 0 && count < min_cell)
		return "<" min_cell
	if (shown_whole != "" && shown_whole != count && shown_whole - count < min_cell)
		return "*"
	shown_whole = count
	return count
}

function page_title() {
	if (as_of ~ /-(03-31|06-30|09-30|12-31)$/)
		return say("The team in figures, up to %s - for the leadership", quarter(as_of))
	return say("The team in figures, up to %s (so far) - for the leadership", quarter(as_of))
}

function incomplete_words(persons_with_two, persons) {
	return say("Fewer than 60 percent of the persons have two wellbeing scores that can be compared. Read the figures with care.")
}

# ---- 1: how complete the data are

# `sessions` and `persons` are here those of followup-check, which hides small counts.
function completeness(of_all, of_srs) {
	if (have["sessions"]) {
		split(line["coverage_ors", 1], of_all, FS)
		split(line["coverage_srs", 1], of_srs, FS)
		row(say("Persons"), persons_shown(or_zero(of_all[4])))
		row(say("Sessions"), or_zero(of_all[1]))
		# A day could be that of one family.
		if (last_session != "-")
			row(say("Latest session"), date_start quarter(last_session) date_end)
		row(say("Sessions with a wellbeing score (ORS)"), or_zero(of_all[2]))
		# Children under 6 are in one of the two alone: their number would be the difference.
		if (with_srs == "yes" && of_srs[1] " " of_srs[4] == of_all[1] " " of_all[4])
			row(say("Sessions with an alliance score (SRS)"), or_zero(of_srs[2]))
		may_show(sessions_invalid)
		row(say("Records that cannot be right, not scored"), shown[1])
	} else
		needs("sessions.csv")
	rejected_records()
}

function or_zero(figure) {
	return figure == "" ? "0" : figure
}

# All persons, unless those of some rows of the figures leave 1 to 4 of them: these would be the
# persons without a score.
function persons_shown(persons, left, lefts, known, i, k, people, hidden) {
	if (persons !~ /^[0-9]+$/)
		return persons
	left[lefts = 1] = persons
	for (i = 1; i <= lines["figures_ors"]; i++) {
		split(line["figures_ors", i], cell, FS)
		# What is said of the row: its pairs, otherwise those with one score.
		people = cell[6] == "0" ? cell[7] : cell[5]
		if (people !~ /^[0-9]+$/)
			continue
		known = lefts
		for (k = 1; k <= known; k++)
			if (left[k] - people > 0) {
				left[++lefts] = left[k] - people
				hidden = hidden || left[lefts] < min_cell
			}
	}
	return hidden ? "*" : persons
}

# ---- 2 and 3: no list of anybody

# How many of the families (persons, where there is none) are on the list of whom to talk about.
# How many there are in all is not said: those of a row of the figures would be subtracted.
function whom_to_discuss() {
	may_show(session_units, family_count["talk"] + 0)
	sentence(say("Families on the list of the team: %s. Who they are and why belongs to the team.", shown[2]))
}

function what_goes_well() {
	sentence(say("How many scores are clearly higher stands in the team figures."))
}

# ---- 4: agreements, as families

function agreements(i, family, state, seen, seen_open, seen_overdue, all, with_open, with_overdue) {
	for (i = 1; i <= lines["agreement_rows"]; i++) {
		split(line["agreement_rows", i], cell, FS)
		family = cell[1]
		state = cell[5]
		if (state == "")
			continue
		if (!seen[family]++)
			all++
		if ((state == "open" || state == "overdue") && !seen_open[family]++)
			with_open++
		if (state == "overdue" && !seen_overdue[family]++)
			with_overdue++
	}
	if (!all) {
		nothing_in("agreements")
		return
	}
	may_show(all, with_open + 0, with_overdue + 0)
	sentence(say("Families with agreements: %s, with an open one: %s, with an overdue one: %s.", shown[1], shown[2],
		shown[3]))
}

# ---- 5: team figures

# Of n pairs: shares of hidden counts are not shown, and never without their counts.
function outcome_words(paired, recovered, improved, unchanged, deteriorated, up, up_low, up_high, down, down_low, down_high, above, below) {
	above = below = say("too few to be shown")
	if (!too_few(recovered improved up) && is_share(up, recovered + improved, paired))
		above = say("%s of %s (%s percent, %s to %s)", recovered + improved, paired, up, up_low, up_high)
	if (!too_few(deteriorated down) && is_share(down, deteriorated, paired))
		below = say("%s of %s (%s percent, %s to %s)", deteriorated, paired, down, down_low, down_high)
	return say("Last clearly above first: %s. Clearly below: %s.", above, below)
}

# Whether a percentage is that of count in n: pairs without an outcome are in no share.
function is_share(percent, count, n, tenths) {
	tenths = int((2000 * count + n) / (2 * n))
	return percent == int(tenths / 10) decimal_mark tenths % 10
}

# How many there are could be subtracted from how many there were last time.
function never_measured() {
}

# ---- 6: operations

function caseload(i, therapists, over, families, lacking) {
	for (i = 1; i <= lines["case_rows"]; i++) {
		split(line["case_rows", i], cell, FS)
		therapists += cell[1] != ""
		over += cell[1] != "" && cell[5] == "over"
	}
	for (i = 1; i <= lines["family_rows"]; i++) {
		split(line["family_rows", i], cell, FS)
		families += cell[2] != ""
		lacking += cell[2] != "" && cell[2] != "ok"
	}
	may_show(therapists + 0, over + 0)
	sentence(say("Therapists: %s, with more families than the guide: %s.", shown[1], shown[2]))
	may_show(families + 0, lacking + 0)
	sentence(say("Families with a therapist: %s, not with one primary and a partner: %s.", shown[1], shown[2]))
}

function working_hours(i, people, with_flexible, with_missing, text) {
	# Hours are those of therapists: enough of them have to stand behind each figure.
	for (i = 1; i <= lines["hours_of_each"]; i++) {
		split(line["hours_of_each", i], cell, FS)
		if (cell[1] !~ /[1-9]/)
			continue
		people++
		with_flexible += cell[2] ~ /[1-9]/
		with_missing += cell[3] ~ /[1-9]/
	}
	first_line("hour_rows")
	if (cell[1] == "") {
		nothing_in("hours")
		return
	}
	if (people < min_cell || with_flexible > 0 && with_flexible < min_cell) {
		sentence(say("Flexible hours: of too few therapists to be shown."))
		return
	}
	text = hours_words(cell[2], cell[1], cell[3], cell[4], cell[5])
	may_show(cell[7])
	if (with_missing > 0 && with_missing < min_cell && shown[1] !~ /^</)
		shown[1] = "*"
	sentence(text " " say("Flexible entries without a reason: %s.", shown[1]))
}

# How many families, activities or agreements a set of rules has something to say of.
function findings(set, i, seen, count) {
	for (i = 1; i <= lines["found_" set]; i++) {
		split(line["found_" set, i], cell, FS)
		if (cell[1] != "" && !seen[cell[1]]++)
			count++
	}
	may_show(lines["all_" set] + 0, count + 0)
	sentence(say("%s: %s to look at", set_words(set), shown[2]))
}

# ---- 7: definitions

function more_definitions() {
	definition(say("Hidden: figures of fewer than %s persons or 3 families (<%s), and what would tell them (*).",
		min_cell, min_cell))
}

# What a team sets may name a file or a day.
function changed_words(option) {
	sub(/=.*/, "", option)
	return option
}
