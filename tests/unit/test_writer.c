/* writer.h: the same bytes wherever the buffer is flushed. */
#include "testing.h"

#include "decimal.h"
#include "diag.h"
#include "writer.h"

enum { ROOM = 128 * 1024, EDGE = 200 }; /* of the writer's buffer; bytes before its end */

struct job {
	size_t before; /* bytes that are in the buffer already */
	const char *const *tokens;
	size_t count;
};

static void write_record(struct writer_rest *rest, const struct job *job)
{
	writer_raw(slice_of("y"));
	writer_points(32500, 1);
	if (writer_rest(rest))
		return;
	for (size_t i = 0; i < job->count; i++)
		writer_token(job->tokens[i]);
	writer_end();
	writer_rest_keep(rest);
}

/* A record that fills the buffer, then three that end alike. */
static int write_rests(void *data)
{
	const struct job *job = data;
	struct writer_rest rest = { 0 };
	char *bytes = malloc(job->before);

	diag_start("test");
	memset(bytes, 'x', job->before);
	writer_open((struct dialect){ ',', '.', false });
	writer_raw((struct slice){ bytes, job->before - 1 });
	writer_end();
	free(bytes);
	for (int i = 0; i < 3; i++)
		write_record(&rest, job);
	writer_close();
	return 0;
}

static void expect_rests(const char *const *tokens, size_t count, const char *want)
{
	for (size_t left = 0; left <= EDGE; left++) {
		struct job job = { ROOM - left, tokens, count };
		struct child child = run_child(write_rests, &job, -1);

		assert_int_equal(child.status, 0);
		expect(child.out_len == job.before + strlen(want) &&
		               memcmp(child.out + job.before, want, strlen(want)) == 0,
		       "%zu bytes before the end: %s", left, child.out + job.before);
		child_free(&child);
	}
}

static void test_rest(void **state)
{
	static const char *const tokens[] = { "ORS", NULL, "ok" };

	(void)state;
	expect_rests(tokens, COUNT(tokens), "y,32.5,ORS,,ok\ny,32.5,ORS,,ok\ny,32.5,ORS,,ok\n");
}

/* As long as a rest can be, and longer: then it is made anew each time. */
static void test_long_rest(void **state)
{
	(void)state;
	for (size_t len = WRITER_REST_MAX - 4; len <= WRITER_REST_MAX + 1; len++) {
		char token[WRITER_REST_MAX + 2], want[400];
		const char *const tokens[] = { token };

		memset(token, 't', len);
		token[len] = '\0';
		snprintf(want, sizeof(want), "y,32.5,%s\ny,32.5,%s\ny,32.5,%s\n", token, token,
		         token);
		expect_rests(tokens, 1, want);
	}
}

/* Every score by writer_points, beside digits that are put together here. */
static int write_points(void *data)
{
	const struct dialect *dialect = data;

	diag_start("test");
	writer_open(*dialect);
	for (int value = -2000; value <= 101000; value += value % 100 == 0 ? 1 : 33) {
		char text[40], want[48];
		int size = value < 0 ? -value : value;
		size_t len = (size_t)snprintf(text, sizeof(text), "%s%d%c%03d",
		                              value < 0 ? "-" : "", size / 1000,
		                              dialect->decimal_mark, size % 1000);

		while (text[len - 1] == '0' && text[len - 2] != dialect->decimal_mark)
			len--;
		text[len] = '\0';
		snprintf(want, sizeof(want),
		         dialect->decimal_mark == dialect->delimiter ? "\"%s\"" : "%s", text);
		writer_points(value, 1);
		writer_points(SFB_NO_POINTS, 1);
		writer_raw((struct slice){ &dialect->delimiter, 1 });
		writer_raw(slice_of(want));
		writer_end();
	}
	writer_close();
	return 0;
}

static void test_points(void **state)
{
	static const struct dialect dialects[] = { { ',', '.', false },
		                                   { ';', ',', false },
		                                   { ',', ',', false } };

	(void)state;
	for (size_t i = 0; i < COUNT(dialects); i++) {
		struct dialect dialect = dialects[i];
		char two[] = { dialect.delimiter, dialect.delimiter, '\0' };
		struct child child = run_child(write_points, &dialect, -1);
		size_t lines = 0;

		assert_int_equal(child.status, 0);
		for (char *line = strtok(child.out, "\n"); line != NULL;
		     line = strtok(NULL, "\n")) {
			char *behind = strstr(line, two);

			assert_non_null(behind);
			*behind = '\0';
			assert_string_equal(line, behind + 2);
			lines++;
		}
		assert_true(lines > 2000);
		child_free(&child);
	}
}

/* Result cells alone on their line: the first has no delimiter before it. */
static int write_alone(void *data)
{
	static const char *const tokens[] = { "a", NULL, "ok" };
	static const int numbers[] = { 0, 9, 10, 99, 100, 999, 1000, 9999, -1, 7 };

	(void)data;
	diag_start("test");
	writer_open((struct dialect){ ';', ',', true });
	writer_tokens(tokens, COUNT(tokens));
	writer_tokens(tokens, 1);
	writer_end();
	writer_wholes(numbers, COUNT(numbers));
	writer_wholes(numbers, 2);
	writer_end();
	writer_points(7500, 1);
	writer_points(-500, 1);
	writer_end();
	writer_close();
	return 0;
}

static void test_alone(void **state)
{
	struct child child = run_child(write_alone, NULL, -1);

	(void)state;
	assert_int_equal(child.status, 0);
	assert_string_equal(child.out,
	                    "a;;ok;a\r\n0;9;10;99;100;999;1000;9999;;7;0;9\r\n7,5;-0,5\r\n");
	child_free(&child);
}

/* Names and cells, each alone on its line. */
static int write_texts(void *data)
{
	static const char *const texts[] = { "person_id",  "Kort navn",     " x",    "x ",
		                             "a,b",        "a;b",           "a\"b",  "l\xC3\xA6rer",
		                             "a\xC2\xA0x", "\xEF\xBB\xBFx", "\xF8l", "o'x",
		                             "a.b",        "\tx",           "x\t",   "" };

	diag_start("test");
	writer_open((struct dialect){ ',', '.', false });
	for (size_t i = 0; i < COUNT(texts); i++) {
		if (data == NULL)
			writer_name(slice_of(texts[i]));
		else
			writer_text(texts[i]);
		writer_end();
	}
	writer_close();
	return 0;
}

/*
 * A name is quoted unless no delimiter, blank at an end or byte order mark can be seen in it; a
 * cell only where this file's delimiter, a quote or a blank at an end is in it.
 */
static void test_texts(void **state)
{
	char cells;
	struct child child = run_child(write_texts, NULL, -1);

	(void)state;
	assert_int_equal(child.status, 0);
	assert_string_equal(child.out,
	                    "person_id\nKort navn\n\" x\"\n\"x \"\n\"a,b\"\n\"a;b\"\n\"a\"\"b\"\n"
	                    "l\xC3\xA6rer\n\"a\xC2\xA0x\"\n\"\xEF\xBB\xBFx\"\n\xF8l\no'x\n\"a.b\"\n"
	                    "\"\tx\"\n\"x\t\"\n\"\"\n");
	child_free(&child);
	child = run_child(write_texts, &cells, -1);
	assert_int_equal(child.status, 0);
	assert_string_equal(child.out,
	                    "person_id\nKort navn\n\" x\"\n\"x \"\n\"a,b\"\na;b\n\"a\"\"b\"\n"
	                    "l\xC3\xA6rer\na\xC2\xA0x\n\xEF\xBB\xBFx\n\xF8l\no'x\na.b\n"
	                    "\"\tx\"\n\"x\t\"\n\n");
	child_free(&child);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rest),   cmocka_unit_test(test_long_rest),
		cmocka_unit_test(test_points), cmocka_unit_test(test_alone),
		cmocka_unit_test(test_texts),
	};

	return cmocka_run_group_tests_name("writer", tests, NULL, NULL);
}
