# report-words: what learning-report calls things, in every format.
#
# A message is looked up in the reader's language by say; names of persons and families, dates and
# what a statement is about stand between marks that the format sets:
#
#   name_start, name_end      around what somebody typed as a name
#   lead_start, lead_end      around what a statement is about
#   date_start, date_end      around a date

# MESSAGE in the reader's language, each %s in it replaced by the next value. (Not by sprintf: some
# have a limit of length there, and names have none.)
function say(message, a, b, c, d, e, f, g, h, i, j, rest, filled, at, n) {
	rest = message in translated ? translated[message] : message
	while (at = index(rest, "%s")) {
		n++
		filled = filled substr(rest, 1, at - 1) (n < 4 ? n == 1 ? a : n == 2 ? b : c : \
			n < 7 ? n == 4 ? d : n == 5 ? e : f : n == 7 ? g : n == 8 ? h : n == 9 ? i : j)
		rest = substr(rest, at + 2)
	}
	return filled rest
}

# A day as the reader writes it.
function day(date) {
	if (lang == "da")
		date = substr(date, 9, 2) "-" substr(date, 6, 2) "-" substr(date, 1, 4)
	return date_start date date_end
}

# The quarter of a day.
function quarter(date) {
	return say("quarter %s of %s", int((substr(date, 6, 2) + 2) / 3), substr(date, 1, 4))
}

# A score with three decimals as people say it, with one: half away from zero.
function one_decimal(score, sign, mark, tenths) {
	if (score !~ /^-?[0-9]+[.,][0-9][0-9]+$/)
		return score
	if (sub(/^-/, "", score))
		sign = "-"
	mark = match(score, /[.,]/)
	tenths = (substr(score, 1, mark - 1) substr(score, mark + 1, 1)) + (substr(score, mark + 2, 1) >= 5)
	return (tenths == 0 ? "" : sign) int(tenths / 10) decimal_mark tenths % 10
}

function measure_words(measure) {
	if (measure == "ors" || measure == "ORS")
		return say("Wellbeing (ORS)")
	if (measure == "CORS")
		return say("Wellbeing (CORS)")
	if (measure == "sdq")
		return say("Child difficulties (SDQ)")
	if (measure == "pss")
		return say("Parental stress (PSS)")
	return measure
}

# A score on nobody knows which form is neither an ORS nor a CORS.
function form_words(measure, form) {
	if (measure == "ors" && form == "")
		return say("Wellbeing, form not known (no age)")
	return measure_words(form == "" ? measure : form)
}

function rater_words(rater) {
	if (rater == "self")
		return say("own rating")
	if (rater == "caregiver")
		return say("rated by caregivers")
	if (rater == "teacher")
		return say("rated by teachers")
	return say("rated by others")
}

# Who filled in the form: English words that sfb(7) has are translated, others stay as somebody wrote them.
function rater_name(rater, word) {
	word = tolower(rater)
	gsub(/[ _-]/, "", word)
	if (word ~ /^(self|selv|sigselv)$/)
		return say("self")
	if (word == "mother")
		return say("mother")
	if (word == "father")
		return say("father")
	if (word == "parent")
		return say("parent")
	if (word == "fosterparent")
		return say("foster parent")
	if (word == "stepparent")
		return say("step parent")
	if (word == "caregiver")
		return say("caregiver")
	if (word == "teacher")
		return say("teacher")
	if (word == "other")
		return say("other")
	return rater
}

function caseload_words(status) {
	if (status == "under")
		return say("below the guide")
	if (status == "at")
		return say("at the guide")
	if (status == "over")
		return say("over the guide: talk about it")
	return status
}

function set_words(set) {
	if (set == "agreements")
		return say("Agreements")
	if (set == "target-group")
		return say("Target group")
	if (set == "foundation")
		return say("Mentalising foundation")
	if (set == "alliance")
		return say("Alliance")
	if (set == "coordination")
		return say("Coordination")
	if (set == "general-area")
		return say("School, day care and health visitor")
	if (set == "network")
		return say("Network")
	if (set == "multifamily")
		return say("Multi-family work")
	if (set == "transition")
		return say("Transition")
	if (set == "aoa")
		return say("AoA model")
	return set
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
