/* child.h: other programs: what they are told, what they say, and how they end. */
#include "testing.h"

#include "child.h"

enum { MUCH = 3 << 20 };

static int run(const char *const *arguments, struct slice input, struct bytes *output)
{
	*output = (struct bytes){ NULL, 0, 0 };
	return child_run(arguments, input, output);
}

/* Far more than a pipe holds, both ways. */
static void test_much(void **state)
{
	static const char *const cat[] = { "cat", NULL };
	char *text = malloc(MUCH);
	struct bytes output;

	(void)state;
	assert_non_null(text);
	for (size_t i = 0; i < MUCH; i++)
		text[i] = (char)('a' + i % 23);
	assert_int_equal(run(cat, (struct slice){ text, MUCH }, &output), 0);
	assert_int_equal(output.len, MUCH);
	assert_memory_equal(output.ptr, text, MUCH);
	free(output.ptr);
	assert_int_equal(run(cat, (struct slice){ "", 0 }, &output), 0);
	assert_int_equal(output.len, 0);
	free(output.ptr);
	free(text);
}

/* One that does not read what it is told ends well, and does not end us. */
static void test_deaf(void **state)
{
	static const char *const deaf[] = { "sh", "-c", "echo no; exec <&-; exit 3", NULL };
	char *text = calloc(1, MUCH);
	struct bytes output;

	(void)state;
	assert_non_null(text);
	assert_int_equal(run(deaf, (struct slice){ text, MUCH }, &output), 3);
	assert_int_equal(output.len, 3);
	free(output.ptr);
	free(text);
}

/* One that says no more, but reads on, is not told the rest, and its end is waited for. */
static void test_mute(void **state)
{
	static const char *const mute[] = { "sh", "-c", "echo no; exec >&-; cat >/dev/null; exit 4",
		                            NULL };
	char *text = calloc(1, MUCH);
	struct bytes output;

	(void)state;
	assert_non_null(text);
	assert_int_equal(run(mute, (struct slice){ text, MUCH }, &output), 4);
	assert_int_equal(output.len, 3);
	assert_memory_equal(output.ptr, "no\n", 3);
	free(output.ptr);
	free(text);
}

static void test_ends(void **state)
{
	static const char *const absent[] = { "no-such-program-anywhere", NULL };
	static const char *const folder[] = { "/", NULL };
	static const char *const killed[] = { "sh", "-c", "kill -9 $$", NULL };
	static const char *const quiet[] = { "sh", "-c", "echo secret >&2", NULL };
	struct bytes output;

	(void)state;
	assert_int_equal(run(absent, slice_of("x"), &output), CHILD_ABSENT);
	free(output.ptr);
	assert_int_equal(run(folder, slice_of("x"), &output), 126);
	free(output.ptr);
	assert_int_equal(run(killed, slice_of("x"), &output), CHILD_KILLED);
	free(output.ptr);
	assert_int_equal(run(quiet, slice_of("x"), &output), 0);
	free(output.ptr);
}

/* Of the environment it sees PATH and HOME, and what stands for them where there is none. */
static void test_environment(void **state)
{
	static const char *const environment[] = { "env", NULL };
	struct bytes output;

	(void)state;
	assert_int_equal(setenv("SFB_SECRET", "yes", 1), 0);
	assert_int_equal(setenv("HOME", "/home/nobody", 1), 0);
	assert_int_equal(run(environment, slice_of(""), &output), 0);
	bytes_add(&output, (struct slice){ "", 1 });
	assert_null(strstr(output.ptr, "SFB_SECRET"));
	assert_non_null(strstr(output.ptr, "HOME=/home/nobody\n"));
	assert_non_null(strstr(output.ptr, "LC_ALL=C.UTF-8\n"));
	free(output.ptr);
	assert_int_equal(unsetenv("HOME"), 0);
	assert_int_equal(unsetenv("PATH"), 0);
	assert_int_equal(run(environment, slice_of(""), &output), 0);
	bytes_add(&output, (struct slice){ "", 1 });
	assert_non_null(strstr(output.ptr, "HOME=/nonexistent\n"));
	assert_non_null(strstr(output.ptr, "PATH=/usr/local/bin:/usr/bin:/bin\n"));
	free(output.ptr);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_much),        cmocka_unit_test(test_deaf),
		cmocka_unit_test(test_mute),        cmocka_unit_test(test_ends),
		cmocka_unit_test(test_environment),
	};

	return cmocka_run_group_tests_name("child", tests, NULL, NULL);
}
