/*
 * The fuzzed commands: main() of each, on bytes for files.
 *
 * An input is a line of three characters, the row of the table below, how much a read gives, and
 * a line feed; then standard input; then, behind a line ====, the file "beside" that some of the
 * command lines name. FUZZ_ROWS, if set, are the only rows to run, so that the fuzzer dwells on
 * them.
 *
 * What must hold of any bytes is in check().
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness.h"

#define COMMANDS(X)                           \
	X(caseload_check, "caseload-check")   \
	X(change_score, "change-score")       \
	X(cost_net, "cost-net")               \
	X(course_summary, "course-summary")   \
	X(csv_excel, "csv-excel")             \
	X(flex_ratio, "flex-ratio")           \
	X(followup_check, "followup-check")   \
	X(ors_score, "ors-score")             \
	X(outcome_summary, "outcome-summary") \
	X(progress_chart, "progress-chart")   \
	X(pseudonymize, "pseudonymize")       \
	X(pss_score, "pss-score")             \
	X(record_check, "record-check")       \
	X(sdq_score, "sdq-score")             \
	X(srs_flag, "srs-flag")               \
	X(talk_list, "talk-list")

/* The Makefile gives these names to the mains. */
#define DECLARE(symbol, name) int fuzz_main_##symbol(int argc, char **argv);
COMMANDS(DECLARE)

#define NUMBER(symbol, name) symbol,
enum { COMMANDS(NUMBER) };

#define ENTRY(symbol, name) { name, fuzz_main_##symbol },
static const struct {
	const char *name;
	int (*main)(int argc, char **argv);
} commands[] = { COMMANDS(ENTRY) };

enum { ARGUMENTS_MAX = 16 };

/* A summary's output has nothing of the input's records to compare with. */
static const struct row {
	char letter;
	int command;
	bool passes_through;
	const char *arguments[ARGUMENTS_MAX];
} rows[] = {
	{ 'a', ors_score, true, { NULL } },
	{ 'b', ors_score, true, { "--persons", "beside", NULL } },
	{ 'c', ors_score, true, { "--cutoff-table", "beside", "--show-values", NULL } },
	{ 'd', ors_score, true, { "-c", "beside", "--decimal", "comma", NULL } },
	{ 'e', srs_flag, true, { "-e", NULL } },
	{ 'f', srs_flag, true, { "--persons", "beside", "--date-order", "mdy", NULL } },
	{ 'g', sdq_score, true, { NULL } },
	{ 'h', sdq_score, true, { "--norms", "uk3,uk4", "--all-errors", NULL } },
	{ 'i', pss_score, true, { "--prorate", NULL } },
	{ 'j', caseload_check, false, { "--as-of", "2026-06-29", "-e", NULL } },
	{ 'k',
	  caseload_check,
	  false,
	  { "--weekly", "--from", "2026-01-01", "--to", "2026-06-29" } },
	{ 'l', flex_ratio, false, { "--by", "week", NULL } },
	{ 'm', flex_ratio, false, { "--list", "--special-days", "beside", NULL } },
	{ 'n', flex_ratio, false, { "--declared", "--holidays", "beside", NULL } },
	{ 'o', cost_net, false, { "--amortise", "3", NULL } },
	{ 'p', cost_net, false, { "--courses", "beside", NULL } },
	{ 'q', talk_list, false, { "--as-of", "2026-06-29", NULL } },
	{ 'r',
	  talk_list,
	  false,
	  { "--as-of", "2026-06-29", "--well", "--persons", "beside", NULL } },
	{ 's', change_score, false, { "--measure", "ors", "--carry", "note", NULL } },
	{ 't',
	  change_score,
	  false,
	  { "--score", "sdq_total", "--better", "lower", "--threshold", "4" } },
	{ 'u', outcome_summary, false, { "--by", "team", "--min-cell", "3", NULL } },
	{ 'v', outcome_summary, false, { "--unit", "person", NULL } },
	{ 'w', course_summary, false, { "--by", "team", "--min-cell", "3", NULL } },
	{ 'x', followup_check, false, { "--as-of", "2026-06-29", "--roster", "beside", NULL } },
	{ 'y', followup_check, false, { "--as-of", "2026-06-29", "--coverage", "--by", "team" } },
	{ 'z', followup_check, false, { "--as-of", "2026-06-29", "--schedule", "start-end" } },
	{ 'A', record_check, false, { "--rules", "./beside", "--as-of", "2026-06-29", NULL } },
	{ 'B',
	  record_check,
	  false,
	  { "--rules", "./beside", "--as-of", "2026-06-29", "--summary" } },
	{ 'C', record_check, false, { "--rules", "multifamily", "--as-of", "2026-06-29", NULL } },
	{ 'D', csv_excel, false, { "--protect-ids", NULL } },
	{ 'E', csv_excel, false, { "--from-excel", "--number", "amount", NULL } },
	{ 'F', csv_excel, false, { "--number", "amount", "--decimal", "comma", NULL } },
	{ 'G', pseudonymize, false, { "--key", "key", "--id", "person_id=P", "--age-at", "date" } },
	{ 'H', pseudonymize, false, { "--remove", "person_id", "--birth-year", NULL } },
	{ 'I', progress_chart, false, { "--spark", NULL } },
	{ 'J', ors_score, true, { "--mapping", NULL } },
	{ 'K', record_check, false, { "--rules", "./beside", "--mapping", "--skip-absent", NULL } },
	{ 'L', ors_score, true, { "-", "./beside", "--max-record", "300", NULL } },
};

enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

struct call {
	const struct row *row;
	char *argv[ARGUMENTS_MAX + 2];
	int argc;
};

static int body(void *data)
{
	struct call *call = data;

	return commands[call->row->command].main(call->argc, call->argv);
}

static void run_row(const struct row *row, struct run *run)
{
	struct call call = { .row = row, .argc = 1 };
	char texts[ARGUMENTS_MAX][32];

	call.argv[0] = (char *)(uintptr_t)commands[row->command].name;
	for (int i = 0; i < ARGUMENTS_MAX && row->arguments[i] != NULL; i++) {
		snprintf(texts[i], sizeof(texts[i]), "%s", row->arguments[i]);
		call.argv[call.argc++] = texts[i];
	}
	call.argv[call.argc] = NULL;
	run_body(run, body, &call);
}

/* ---- what must hold ---- */

static bool has(const struct row *row, const char *argument)
{
	for (int i = 0; i < ARGUMENTS_MAX && row->arguments[i] != NULL; i++)
		if (strcmp(row->arguments[i], argument) == 0)
			return true;
	return false;
}

static bool ends_with(const char *text, size_t len, const char *end)
{
	size_t end_len = strlen(end);

	return len >= end_len && memcmp(text + len - end_len, end, end_len) == 0;
}

static void check_messages(const char *name, const struct run *run)
{
	size_t name_len = strlen(name);

	for (const char *line = run->err; *line != '\0';) {
		const char *end = strchr(line, '\n');

		if (strncmp(line, name, name_len) != 0 || line[name_len] != ':')
			find("a message without the command's name: %s", line);
		if (end == NULL)
			find("a message without line ending: %s", line);
		for (const char *p = line; p < end; p++)
			if ((unsigned char)*p < ' ' || *p == 0x7F)
				find("a control character in a message");
		line = end + 1;
	}
	if (strlen(run->err) != run->err_len)
		find("a NUL byte in a message");
}

/* Quotes are closed, and every record has its line ending. */
static void check_records(const struct run *run)
{
	bool open = false;

	for (size_t i = 0; i < run->out_len; i++)
		open ^= run->out[i] == '"';
	if (open)
		find("output with an open quote, and status %d", run->status);
	if (run->out_len > 0 && run->out[run->out_len - 1] != '\n')
		find("output without a line ending at its end, and status %d", run->status);
}

static void check(const struct row *row, const struct run *run)
{
	const char *name = commands[row->command].name;
	char poison[64];

	check_messages(name, run);
	switch (run->status) {
	case 1:
		if (!has(row, "-e"))
			find("status 1 without -e");
		check_records(run);
		break;
	case 0:
	case 3:
		if (run->out_len == 0)
			find("status %d without a header", run->status);
		if (run->status == 3 && run->err_len == 0)
			find("status 3 without a message");
		check_records(run);
		break;
	case 2:
		if (run->err_len == 0)
			find("status 2 without a message");
		snprintf(poison, sizeof(poison), "\"%s: stopped, output incomplete\n", name);
		if (run->out_len > 0 && !ends_with(run->out, run->out_len, poison))
			find("status 2 with output that is not poisoned");
		break;
	default: find("status %d", run->status);
	}
}

static void same(const struct run *a, const struct run *b)
{
	if (a->status != b->status)
		find("in pieces: status %d, otherwise %d", b->status, a->status);
	/* How much was written before a failure depends on how far ahead the reader was. */
	if (a->status != 2 && (a->out_len != b->out_len || memcmp(a->out, b->out, a->out_len) != 0))
		find("in pieces: another output");
	if (a->err_len != b->err_len || memcmp(a->err, b->err, a->err_len) != 0)
		find("in pieces: other messages: %s otherwise: %s", b->err, a->err);
}

/* ---- a filter keeps its records ---- */

/* The first record of a text, without its line ending; what follows it in *rest. */
static struct bytes_in take_record(struct bytes_in text, struct bytes_in *rest)
{
	bool open = false;
	size_t end = 0, len;

	while (end < text.len && (open || text.ptr[end] != '\n')) {
		open ^= text.ptr[end] == '"';
		end++;
	}
	len = end;
	if (len > 0 && text.ptr[len - 1] == '\r')
		len--;
	*rest = (struct bytes_in){ text.ptr + end, text.len - end };
	if (end < text.len)
		*rest = (struct bytes_in){ text.ptr + end + 1, text.len - end - 1 };
	return (struct bytes_in){ text.ptr, len };
}

static bool is_blank(struct bytes_in record)
{
	for (size_t i = 0; i < record.len; i++)
		if (record.ptr[i] != ' ' && record.ptr[i] != '\t')
			return false;
	return true;
}

/* In a file with TABs between its cells, a line of TABs is a record. */
static bool begins_with(struct bytes_in text, struct bytes_in start)
{
	return text.len > start.len && memcmp(text.ptr, start.ptr, start.len) == 0;
}

/* Every record of the input is there, in order, with something behind it. */
static void check_passed(const struct run *run, struct bytes_in in)
{
	struct bytes_in out = { (const uint8_t *)run->out, run->out_len }, was, now;
	bool first = true;

	if (in.len >= 3 && memcmp(in.ptr, "\xEF\xBB\xBF", 3) == 0)
		in = (struct bytes_in){ in.ptr + 3, in.len - 3 };
	while (in.len > 0) {
		was = take_record(in, &in);
		if (was.len == 0 || (is_blank(was) && !begins_with(out, was)))
			continue;
		if (first && was.len <= 16 && was.len >= 4 &&
		    (memcmp(was.ptr, "sep=", 4) == 0 || memcmp(was.ptr, "SEP=", 4) == 0 ||
		     was.ptr[0] == '"' || was.ptr[0] == ' ' || was.ptr[0] == '\t'))
			return; /* Excel's first line in one of its shapes */
		first = false;
		now = take_record(out, &out);
		if (!begins_with(now, was))
			find("a record is not passed on as it was");
	}
	if (out.len > 0)
		find("more records than there were");
}

/* ---- one input ---- */

static const struct row *row_of(uint8_t letter)
{
	const char *only = getenv("FUZZ_ROWS");

	if (only != NULL && *only != '\0')
		letter = (uint8_t)only[letter % strlen(only)];
	for (size_t i = 0; i < ROWS; i++)
		if (rows[i].letter == (char)letter)
			return &rows[i];
	return &rows[letter % ROWS];
}

static const uint8_t *find_border(struct bytes_in text)
{
	static const char border[] = "\n====\n";

	for (size_t i = 0; i + sizeof(border) - 1 <= text.len; i++)
		if (memcmp(text.ptr + i, border, sizeof(border) - 1) == 0)
			return text.ptr + i + 1;
	return NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char key[] =
		"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n";
	struct bytes_in in, beside = { data + size, 0 };
	const uint8_t *border;
	const struct row *row;

	if (size < 3)
		return 0;
	row = row_of(data[0]);
	in = (struct bytes_in){ data + 3, size - 3 };
	border = find_border(in);
	if (border != NULL) {
		beside = (struct bytes_in){ border + 5, (size_t)(data + size - border) - 5 };
		in.len = (size_t)(border - in.ptr);
	}

	struct run whole = { .files = { { "-", in },
		                        { "beside", beside },
		                        { "./beside", beside },
		                        { "key", { (const uint8_t *)key, sizeof(key) - 1 } } },
		             .file_count = 4 };
	struct run pieces = whole;

	pieces.piece = (size_t)(data[1] - '0') % 10 + 1;
	run_row(row, &whole);
	check(row, &whole);
	run_row(row, &pieces);
	same(&whole, &pieces);
	if (row->passes_through && (whole.status == 0 || whole.status == 3) &&
	    !has(row, "--mapping") && !has(row, "-"))
		check_passed(&whole, in);
	run_free(&whole);
	run_free(&pieces);
	return 0;
}
