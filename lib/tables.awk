# Turns the tables of share/ into C initialisers, so that every cutoff, limit
# and alias stands once, with its source, in a file that a clinician can read.
#
#   awk -f lib/tables.awk -v table=NAME share/NAME.csv
#
# The tables are plain: no quotes, no commas inside a cell. Anything else stops
# the build, as does a line with the wrong number of cells.

function fail(why)
{
	printf "%s:%d: %s\n", FILENAME, FNR, why >"/dev/stderr"
	failed = 1
	exit 1
}

function constant(prefix, name)
{
	gsub(/[^A-Za-z0-9]/, "_", name)
	return prefix toupper(name)
}

# Thousandths of a point, from the digits: no arithmetic on fractions.
function points(text,	part, fraction)
{
	if (text !~ /^[0-9]+(\.[0-9]?[0-9]?[0-9]?)?$/)
		fail("not a number of points: " text)
	split(text, part, ".")
	fraction = substr(part[2] "000", 1, 3)
	return (part[1] + 0) * 1000 + fraction
}

# Whole kroner in oere.
function oere(text)
{
	if (text !~ /^-?[0-9]+$/)
		fail("not a number of kroner: " text)
	return text "00"
}

BEGIN {
	FS = ","
	cells["columns"] = cells["column_ids"] = 2
	cells["words"] = 3
	cells["values"] = 2
	cells["ors_cutoffs"] = 7
	cells["ors_reliable_change"] = 5
	cells["dk_holidays"] = 6
	cells["caseload_guide"] = 5
	cells["cost_published"] = 5
	cells["sdq_items"] = cells["pss_items"] = 3
	cells["sdq_bands"] = 11
	cells["confidence"] = 4
	cells["origins"] = 3
	if (table ~ /_limits$/)
		cells[table] = 5
	if (!(table in cells)) {
		printf "tables.awk: unknown table %s\n", table >"/dev/stderr"
		failed = 1
		exit 1
	}
	printf "/* Made by lib/tables.awk from share/: edit the table, not this file. */\n"
	if (table == "column_ids")
		print "enum column {"
}

/"/ { fail("a quote: the tables are plain") }
NF != cells[table] { fail(NF " cells instead of " cells[table]) }
FNR == 1 { next }

table == "column_ids" { printf "\t%s,\n", constant("COL_", $1) }
table == "columns" { printf "\t[%s] = { \"%s\", \"%s\" },\n", constant("COL_", $1), $1, $2 }
table == "words" {
	printf "\t{ %s, %s, \"%s\" },\n", constant("WORDS_", $1), constant("WORD_", $1 "_" $2), $3
}
table == "values" { printf "\t\"%s\",\n", $2 }
table == "ors_cutoffs" {
	printf "\t{ %s, %d, %s, %s, %d, \"%s\", \"%s\" },\n", constant("SFB_RATER_", $1), $2,
		$3 == "" ? "SFB_AGE_MAX" : $3 + 0, constant("SFB_FORM_", $4), points($5), $6, $7
}
table == "ors_reliable_change" {
	printf "\t{ \"%s\", %s, %d, \"%s\", \"%s\" },\n", $1, constant("SFB_FORM_", $2), points($3), $4, $5
}
table == "dk_holidays" {
	printf "\t{ \"%s\", %s, %d, %d, %d, %s, \"%s\" },\n", $1, $2 == "" ? "false" : "true", $2, $3, $4,
		$5 == "" ? "SFB_YEAR_MAX" : $5 + 0, $6
}
table == "origins" { printf "\t{ %s, \"%s\", %s },\n", constant("COL_", $1), $2, $3 == "writes" ? "true" : "false" }
table == "confidence" { printf "\t{ %d, %d, \"%s\", \"%s\" },\n", $1, points($2), $3, $4 }
table ~ /_limits$/ { printf "\t.%s = %d, /* %s; %s, %s */\n", $1, points($2), $3, $4, $5 }
table == "caseload_guide" { printf "\t.%s = %d, /* hundredths; %s; %s, %s */\n", $1, points($2) / 10, $3, $4, $5 }
table == "cost_published" {
	printf "\t[%s] = { %s, %s, \"%s\", \"%s\" },\n", constant("SFB_SETTING_", $1), oere($2), oere($3), $4, $5
}
table == "sdq_items" { printf "\tITEM(%s, %d), /* %d */\n", constant("SFB_SDQ_", $2), $3, $1 }
table == "pss_items" { printf "\t{ %s, %d }, /* %d */\n", constant("SFB_PSS_", $2), $3, $1 }
table == "sdq_bands" {
	printf "\t{ \"%s\", %s, %d, %d, %s, %s, \"%s\", %d, %d, \"%s\", \"%s\" },\n", $1,
		$2 == "parent" ? "SFB_RATER_CAREGIVER" : constant("SFB_RATER_", $2), $3, $4,
		constant("SFB_SEX_", $5 == "" ? "unknown" : $5), constant("SFB_SDQ_", $6), $7, $8,
		$9, $10, $11
}

END {
	if (!failed && table == "column_ids")
		print "\tCOL_COUNT\n};"
}
