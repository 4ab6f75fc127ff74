# report-rejected: which records cannot be right, by what a command says of them; lines of `TABLE LINE`.
#
# First come the lines that are known already, then the messages. Called by learning-report with
#
#   table                                  whose records they are
#   silent                                 1: nobody has heard the messages; up to 20 are said
#   only                                   not empty: what came from the table of persons alone
#   FILE and PERSONS in the environment    how messages name the input and the table of persons
#   NAME in the environment                how the input is to be named

function take(record, message) {
	if (record in known)
		return
	if (!seen[record]++)
		print record
	else if (record ~ /^persons/)
		return
	if (silent && ++said <= 20)
		print message | "cat >&2"
}
BEGIN { name = ENVIRON["NAME"]; from = "(from " ENVIRON["PERSONS"] }
/^[a-z-]+\.csv [0-9]+$/ { known[$0] = 1; next }
{ start = index($0, ": ") + 2; text = substr($0, start) }
ENVIRON["FILE"] == "-:" && index(text, ENVIRON["PERSONS"]) == 1 {
	rest = substr(text, length(ENVIRON["PERSONS"]) + 1)
	if (rest ~ /^[0-9]+: / && rest !~ /^[0-9]+: notice: /)
		take("persons.csv " (rest + 0), $0)
	next
}
index(text, ENVIRON["FILE"]) == 1 {
	rest = substr(text, length(ENVIRON["FILE"]) + 1)
	if (rest !~ /^[0-9]+: / || rest ~ /^[0-9]+: notice: /)
		next
	record = table " " (rest + 0)
	if (ENVIRON["FILE"] == "-:" && (origin = index(rest, from)))
		record = "persons.csv " (substr(rest, origin + length(from)) + 0)
	if (!only || origin)
		take(record, substr($0, 1, start - 1) name rest)
	origin = 0
}
END { if (said > 20) print table ": and " said - 20 " more" | "cat >&2" }
