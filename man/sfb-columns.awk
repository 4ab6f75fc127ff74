# Fills share/columns.csv and share/words.csv into the page sfb-columns(5), so that the page
# names what the commands find.
#
#   awk -f man/sfb-columns.awk man/sfb-columns.5.in >sfb-columns.5      (in the root of the sources)
#
# The lines `.\" @COLUMNS@` and `.\" @WORDS@` become lists. A column of `first` begins a group.

function fail(why)
{
	printf "%s:%d: %s\n", FILENAME, FNR, why >"/dev/stderr"
	failed = 1
	exit 1
}

# Danish letters as roff writes them.
function roff(text)
{
	gsub(/æ/, "\\[u00E6]", text)
	gsub(/ø/, "\\[u00F8]", text)
	gsub(/å/, "\\[u00E5]", text)
	gsub(/Æ/, "\\[u00C6]", text)
	gsub(/Ø/, "\\[u00D8]", text)
	gsub(/Å/, "\\[u00C5]", text)
	return text
}

# As the commands compare names, as far as the table needs it.
function plain(name)
{
	gsub(/[ _-]/, "", name)
	return tolower(name)
}

# "[pts]consid" is a name that may have one of these letters in front.
function spelled(alias,	letters, i, text)
{
	if (substr(alias, 1, 1) != "[")
		return roff(alias)
	letters = substr(alias, 2, index(alias, "]") - 2)
	alias = substr(alias, index(alias, "]") + 1)
	text = alias
	for (i = 1; i <= length(letters); i++)
		text = text ", " substr(letters, i, 1) alias
	return text
}

function aliases(name, list,	count, part, i, text)
{
	count = split(list, part, "|")
	for (i = 1; i <= count; i++)
		if (plain(part[i]) != plain(name))
			text = text (text == "" ? "" : ", ") spelled(part[i])
	return text == "" ? "no other name" : text
}

# A list of words in lines that are not too long to read in the source.
function wrapped(text)
{
	while (length(text) > 76 && match(substr(text, 1, 76), /.*, /)) {
		print substr(text, 1, RLENGTH - 1)
		text = substr(text, RLENGTH + 1)
	}
	# A line that begins with a point or an apostrophe would be a macro.
	print (text ~ /^[.']/ ? "\\&" : "") text
}

function columns(	file, line, cell, open, groups)
{
	file = "share/columns.csv"
	while ((getline line <file) > 0) {
		if (line == "column,aliases")
			continue
		if (split(line, cell, ",") != 2)
			fail(file ": " line)
		if (cell[1] in first) {
			if (open)
				print ".El"
			print ".Ss " first[cell[1]]
			print ".Bl -tag -width Ds"
			open = 1
			groups++
		}
		if (!open)
			fail(cell[1] " stands before the first group")
		print ".It Va " cell[1]
		wrapped(aliases(cell[1], cell[2]))
	}
	print ".El"
	if (groups != group_count)
		fail("a group begins with a column that " file " does not have")
}

function words(	file, line, cell, kind, count, part, i, text)
{
	file = "share/words.csv"
	while ((getline line <file) > 0) {
		if (line == "kind,token,words")
			continue
		if (split(line, cell, ",") != 3)
			fail(file ": " line)
		if (cell[1] != kind) {
			if (kind != "")
				print ".El"
			if (!(cell[1] in kinds))
				fail(file ": no heading for " cell[1])
			print ".Ss " kinds[cell[1]]
			print ".Bl -tag -width Ds"
			kind = cell[1]
		}
		print ".It Sy " cell[2]
		count = split(cell[3], part, "|")
		text = ""
		for (i = 1; i <= count; i++)
			text = text (i == 1 ? "" : ", ") roff(part[i])
		wrapped(text)
	}
	print ".El"
}

function group(column, title)
{
	first[column] = title
	group_count++
}

BEGIN {
	group("family_id", "Who and when")
	group("role", "Caseload and working time")
	group("unit", "Costs and courses")
	group("ors_individual", "Outcome Rating Scale")
	group("srs_relationship", "Session Rating Scale")
	group("ors_total", "Results of ors-score and srs-flag")
	group("ours", "Tables beside the input")
	group("since", "Results that lists show")
	group("file", "Settings of learning-report")
	group("child_id", "Records of the method")
	group("rule", "Files of rules")
	group("day", "Special days and full-time equivalents")
	group("sdq1", "Strengths and Difficulties Questionnaire")
	group("pss1", "Parental Stress Scale")
	group("set", "Norm sets and answer texts")
	group("change", "Later columns")
	kinds["rater"] = "Who answered (rater, informant)"
	kinds["answer"] = "Yes and no"
	kinds["sex"] = "Sex (sex)"
	kinds["form"] = "Forms (form)"
	kinds["role"] = "Roles (role)"
	kinds["scenario"] = "Scenarios (scenario)"
	kinds["category"] = "Categories of costs (category)"
	kinds["setting"] = "Settings (setting)"
	kinds["ending"] = "How courses end (ending)"
}

$0 == ".\\\" @COLUMNS@" { columns(); filled++; next }
$0 == ".\\\" @WORDS@" { words(); filled++; next }
{ print }

END {
	if (!failed && filled != 2)
		fail("the page has no place for columns and words")
	exit failed
}
