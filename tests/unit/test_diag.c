/* diag.h: to the letter what it says, and with which status it ends. */
#include "testing.h"

#include <fcntl.h>

#include "diag.h"

static const struct place here = { "sessions.csv", 12 };

static void expect_end(int (*body)(void *), void *data, int status, const char *err)
{
	struct child child = run_child(body, data, -1);

	assert_string_equal(child.err, err);
	assert_int_equal(child.out_len, 0);
	assert_int_equal(child.status, status);
	child_free(&child);
}

static int fail_here(void *data)
{
	diag_start("ors-score");
	if (data != NULL)
		diag_set_quiet();
	diag_fail(here, "%s: %d", "no such column", 7);
}

static int fail_file(void *data)
{
	(void)data;
	diag_start("ors-score");
	diag_fail((struct place){ "-", 0 }, "empty");
}

static int fail_nowhere(void *data)
{
	(void)data;
	diag_start("ors-score");
	/* What was seen before does not lower the status, and is not said any more. */
	diag_invalid(here, "age", "not a number", slice_of("x"));
	diag_flagged();
	diag_notice(here, "a notice");
	diag_fail(NOWHERE, "out of memory");
}

static int usage(void *data)
{
	(void)data;
	diag_start("ors-score");
	diag_set_quiet();
	diag_usage("unknown option %s", "--x");
}

static void test_failures(void **state)
{
	char quiet;

	(void)state;
	expect_end(fail_here, NULL, 2, "ors-score: sessions.csv:12: no such column: 7\n");
	expect_end(fail_here, &quiet, 2, "ors-score: sessions.csv:12: no such column: 7\n");
	expect_end(fail_file, NULL, 2, "ors-score: -: empty\n");
	expect_end(fail_nowhere, NULL, 2,
	           "ors-score: sessions.csv:12: age: not a number\nors-score: out of memory\n");
	expect_end(usage, NULL, 2,
	           "ors-score: unknown option --x\nors-score: try 'ors-score --help'\n");
}

/* ---- the status ---- */

static int status_of(void *data)
{
	const char *events = data;

	diag_start("x");
	diag_set_quiet();
	for (; *events != '\0'; events++) {
		if (*events == 'i')
			diag_invalid(here, NULL, "wrong", slice_of("value"));
		else if (*events == 'f')
			diag_flagged();
		else
			diag_notice(here, "a notice");
	}
	return diag_finish();
}

static void test_statuses(void **state)
{
	static const struct {
		const char *events;
		int status;
	} cases[] = { { "", 0 },   { "n", 0 },  { "f", 1 },   { "i", 3 },
		      { "fi", 3 }, { "if", 3 }, { "nfn", 1 }, { "ffii", 3 } };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char events[8];

		snprintf(events, sizeof(events), "%s", cases[i].events);
		expect_end(status_of, events, cases[i].status, "");
	}
}

/* ---- records that are invalid ---- */

static int values(void *data)
{
	diag_start("x");
	if (data != NULL)
		diag_set_show_values();
	diag_invalid(here, "age", "not a number", slice_of("secret"));
	diag_invalid(here, "age", "not a number", slice_of(""));
	diag_invalid((struct place){ "-", 1 }, NULL, "the record is wrong", slice_of("hidden"));
	return diag_finish();
}

/* Cells are personal data: shown only on request. */
static void test_values(void **state)
{
	char show;

	(void)state;
	expect_end(values, NULL, 3,
	           "x: sessions.csv:12: age: not a number\nx: sessions.csv:12: age: not a number\n"
	           "x: -:1: the record is wrong\n");
	expect_end(values, &show, 3,
	           "x: sessions.csv:12: age: not a number: 'secret'\n"
	           "x: sessions.csv:12: age: not a number\n"
	           "x: -:1: the record is wrong: 'hidden'\n");
}

static int long_value(void *data)
{
	char value[5000];

	(void)data;
	diag_start("x");
	diag_set_show_values();
	memset(value, 'v', sizeof(value));
	value[1] = '\n';
	value[2] = '\033';
	diag_invalid(here, "age", "not a number", (struct slice){ value, sizeof(value) });
	return diag_finish();
}

/* One line, of a bounded length, without anything that a terminal would obey. */
static void test_harmless(void **state)
{
	struct child child = run_child(long_value, NULL, -1);

	(void)state;
	assert_int_equal(child.status, 3);
	assert_true(strlen(child.err) < 200);
	assert_ptr_equal(strchr(child.err, '\n'), child.err + strlen(child.err) - 1);
	assert_null(strchr(child.err, '\033'));
	child_free(&child);
}

static int long_message(void *data)
{
	static char text[20000];

	(void)data;
	memset(text, 'm', sizeof(text) - 1);
	diag_start("x");
	diag_fail((struct place){ text, 3 }, "%s\t%s", text, text);
}

static void test_long_message(void **state)
{
	struct child child = run_child(long_message, NULL, -1);
	size_t len = strlen(child.err);

	(void)state;
	assert_int_equal(child.status, 2);
	assert_true(len > 1000 && len < 5000);
	assert_ptr_equal(strchr(child.err, '\n'), child.err + len - 1);
	assert_memory_equal(child.err, "x: mmm", 6);
	child_free(&child);
}

struct flood {
	int records;
	bool all, quiet;
};

static int flood(void *data)
{
	const struct flood *how = data;
	static const char age[] = "age", item[] = "item", wrong[] = "wrong", low[] = "too low";

	diag_start("x");
	if (how->all)
		diag_set_all_errors();
	if (how->quiet)
		diag_set_quiet();
	for (int i = 1; i <= how->records; i++) {
		struct place place = { "f", (uint64_t)i };

		diag_invalid(place, age, wrong, slice_of("v"));
		diag_invalid(place, item, wrong, slice_of("v"));
		if (i > 15)
			diag_invalid(place, age, low, slice_of("v"));
	}
	return diag_finish();
}

static size_t count_lines(const char *text, const char *end)
{
	size_t count = 0, len = strlen(end);

	for (const char *line = text, *feed; (feed = strchr(line, '\n')) != NULL; line = feed + 1)
		count += (size_t)(feed - line) >= len && memcmp(feed - len, end, len) == 0;
	return count;
}

static int flood_alike(void *data)
{
	static const char wrong[] = "wrong", low[] = "too low";

	(void)data;
	diag_start("x");
	for (uint64_t i = 1; i <= 9; i++) {
		diag_invalid_alike((struct place){ "f", i }, "a1", wrong, slice_of("v"));
		diag_invalid_alike((struct place){ "f", i }, "a2", wrong, slice_of("v"));
		diag_invalid_alike((struct place){ "f", i }, "a3", wrong, slice_of("v"));
		diag_invalid_alike((struct place){ "f", i }, "a3", low, slice_of("v"));
		diag_invalid((struct place){ "f", i }, "b", wrong, slice_of("v"));
	}
	return diag_finish();
}

/* The lines are for the reason, whatever the column; columns that are not alike keep theirs. */
static void test_columns_alike(void **state)
{
	struct child child = run_child(flood_alike, NULL, -1);

	(void)state;
	assert_int_equal(child.status, 3);
	assert_int_equal(count_lines(child.err, ": a1: wrong"), 7);
	assert_int_equal(count_lines(child.err, ": a2: wrong"), 7);
	assert_int_equal(count_lines(child.err, ": a3: wrong"), 6);
	assert_int_equal(count_lines(child.err, ": a3: too low"), 9);
	assert_int_equal(count_lines(child.err, ": b: wrong"), 9);
	assert_int_equal(count_lines(child.err, "x: wrong: 7 more (--all-errors lists them)"), 1);
	child_free(&child);
}

/* At most 20 lines of one kind (a column and a reason), then a count. */
static void test_twenty_lines(void **state)
{
	(void)state;
	for (int records = 19; records <= 35; records++) {
		struct flood how = { records, false, false };
		struct child child = run_child(flood, &how, -1);
		size_t shown = records < 20 ? (size_t)records : 20;
		char more[80];

		assert_int_equal(child.status, 3);
		assert_int_equal(count_lines(child.err, ": age: wrong"), shown);
		assert_int_equal(count_lines(child.err, ": item: wrong"), shown);
		assert_int_equal(count_lines(child.err, ": age: too low"), records - 15);
		snprintf(more, sizeof(more), "x: age: wrong: %d more (--all-errors lists them)",
		         records - 20);
		assert_int_equal(count_lines(child.err, more), records > 20);
		assert_int_equal(count_lines(child.err, "lists them)"), records > 20 ? 2 : 0);
		child_free(&child);

		how.all = true;
		child = run_child(flood, &how, -1);
		assert_int_equal(count_lines(child.err, ": age: wrong"), records);
		assert_int_equal(count_lines(child.err, "lists them)"), 0);
		assert_int_equal(child.status, 3);
		child_free(&child);

		how.quiet = true;
		expect_end(flood, &how, 3, "");
	}
}

/* ---- notices ---- */

static int notices(void *data)
{
	char text[40] = "made for the occasion";

	(void)data;
	diag_start("x");
	diag_notice((struct place){ "f", 3 }, "twice");
	diag_notice_many((struct place){ "f", 4 }, text, 5);
	memset(text, '#', sizeof(text) - 1);
	diag_notice((struct place){ "f", 5 }, "once");
	diag_notice((struct place){ "g", 6 }, "twice");
	diag_notice_many((struct place){ "f", 7 }, "never", 0);
	diag_notice((struct place){ "f", 0 }, "of a file");
	diag_notice(NOWHERE, "of nothing");
	return diag_finish();
}

/* Said once, at the end, with the place where it was first seen. */
static void test_notices(void **state)
{
	(void)state;
	expect_end(notices, NULL, 0,
	           "x: f:3: notice: twice (2 times, first here)\n"
	           "x: f:4: notice: made for the occasion (5 times, first here)\n"
	           "x: f:5: notice: once\n"
	           "x: f: notice: of a file\n"
	           "x: notice: of nothing\n");
}

static int many_kinds(void *data)
{
	static char texts[1000][24];

	(void)data;
	diag_start("x");
	for (int i = 0; i < 1000; i++) {
		snprintf(texts[i], sizeof(texts[i]), "kind %d", i);
		for (int n = 0; n < 3; n++) {
			diag_notice(here, texts[i]);
			diag_invalid(here, "age", texts[i], slice_of("v"));
		}
	}
	return diag_finish();
}

/* More kinds than there is room for are not an error, and none is dropped without a word. */
static void test_many_kinds(void **state)
{
	struct child child = run_child(many_kinds, NULL, -1);

	(void)state;
	assert_int_equal(child.status, 3);
	assert_int_equal(count_lines(child.err, ": age: kind 0"), 3);
	assert_int_equal(count_lines(child.err, " (3 times, first here)"), 512);
	assert_int_equal(count_lines(child.err, "x: notice: 1464 more notices, of other kinds"), 1);
	child_free(&child);
}

/* ---- last words ---- */

static void last_words(void)
{
	(void)!write(STDOUT_FILENO, "last words", 10);
}

static void failing_last_words(void)
{
	(void)!write(STDOUT_FILENO, "words ", 6);
	diag_fail(NOWHERE, "once more");
}

static int speak(void *data)
{
	diag_start("x");
	diag_before_failure(data != NULL ? failing_last_words : last_words);
	diag_fail(NOWHERE, "once");
}

static void test_last_words(void **state)
{
	char failing;
	struct child child = run_child(speak, NULL, -1);

	(void)state;
	assert_int_equal(child.status, 2);
	assert_string_equal(child.out, "last words");
	assert_string_equal(child.err, "x: once\n");
	child_free(&child);

	child = run_child(speak, &failing, -1);
	assert_int_equal(child.status, 2);
	assert_string_equal(child.out, "words ");
	assert_string_equal(child.err, "x: once\nx: once more\n");
	child_free(&child);
}

/* Where standard error cannot be written to, the status still tells. */
static int unheard(void *data)
{
	const int *kind = data;
	int full = open("/dev/full", O_WRONLY); /* Linux has it */

	if (*kind == 0 || full < 0)
		close(STDERR_FILENO);
	else if (dup2(full, STDERR_FILENO) < 0)
		return 97;
	diag_start("x");
	diag_invalid(here, "age", "not a number", slice_of("x"));
	diag_notice(here, "a notice");
	if (*kind == 2)
		diag_fail(here, "no such column");
	return diag_finish();
}

static void test_unheard(void **state)
{
	(void)state;
	for (int kind = 0; kind <= 2; kind++)
		expect_end(unheard, &kind, kind == 2 ? 2 : 3, "");
}

static void test_program(void **state)
{
	(void)state;
	diag_start("some-name");
	assert_string_equal(diag_program(), "some-name");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_failures),      cmocka_unit_test(test_statuses),
		cmocka_unit_test(test_values),        cmocka_unit_test(test_harmless),
		cmocka_unit_test(test_long_message),  cmocka_unit_test(test_twenty_lines),
		cmocka_unit_test(test_columns_alike), cmocka_unit_test(test_notices),
		cmocka_unit_test(test_many_kinds),    cmocka_unit_test(test_last_words),
		cmocka_unit_test(test_unheard),       cmocka_unit_test(test_program),
	};

	return cmocka_run_group_tests_name("diag", tests, NULL, NULL);
}
