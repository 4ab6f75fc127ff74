/* answers.h: any scale of items, with a total or a mark or without, read from records. */
#include "testing.h"

#include "answers.h"
#include "input.h"

enum { ITEMS = 3 };

static const enum column items[ITEMS] = { COL_PSS1, COL_PSS2, COL_PSS3 };

/* An invented form: items from 1 to 4.5 with one decimal, and a total. */
static const struct answers_spec with_total = {
	.items = items,
	.item_count = ITEMS,
	.item_min = 1 * SFB_POINT,
	.item_max = 45 * SFB_POINT / 10,
	.decimals_max = 1,
	.item_range = "not 1 to 4.5",
	.item_tenfold = "ten times too much",
	.reported_total = COL_ORS_REPORTED_TOTAL,
	.skip = COL_ORS_SKIP,
	.total_min = 3 * SFB_POINT,
	.total_max = 13 * SFB_POINT,
	.total_range = "not 3 to 13",
};

/* Whole items from 2 to 5, and neither a total nor a mark. */
static const struct answers_spec alone = {
	.items = items,
	.item_count = ITEMS,
	.item_min = 2 * SFB_POINT,
	.item_max = 5 * SFB_POINT,
	.item_range = "not 2 to 5",
	.reported_total = COL_COUNT,
	.skip = COL_COUNT,
};

static void put_points(sfb_points points)
{
	if (points == SFB_NO_POINTS)
		printf(" -");
	else
		printf(" %d", (int)points);
}

/* Shows the answers of each record, in thousandths of a point, and what is wrong with it. */
static int show(void *data)
{
	static const struct column_spec columns[] = {
		{ COL_PSS1, OPTIONAL, 0, NULL },     { COL_PSS2, OPTIONAL, 0, NULL },
		{ COL_PSS3, OPTIONAL, 0, NULL },     { COL_ORS_REPORTED_TOTAL, OPTIONAL, 0, NULL },
		{ COL_ORS_SKIP, OPTIONAL, 0, NULL },
	};
	static const char *const results[] = { NULL };
	static const struct command command = { .name = "test",
		                                .columns = columns,
		                                .column_count = COUNT(columns),
		                                .results = results };
	/* Static, because a failure leaves them to the end of the process. */
	static struct settings settings;
	static struct input input;
	char name[] = "test", *argv[] = { name, NULL };
	const struct answers_spec *spec = data;
	const char *value;

	options_start(&settings, &command, argv);
	while (options_next(&settings, &value) != 0)
		;
	input_open(&input, &settings);
	while (input_next(&input)) {
		sfb_points item[ITEMS];
		struct answers answers = { .item = item };

		answers_read(&input, spec, &answers);
		for (size_t i = 0; i < ITEMS; i++)
			put_points(item[i]);
		printf(" /");
		put_points(answers.reported_total);
		printf("%s%s\n", answers.skipped ? " skipped" : "",
		       input_is_invalid(&input) ? " invalid" : "");
	}
	fflush(stdout);
	return input_close(&input);
}

static void expect_answers(const struct answers_spec *spec, const char *text, int status,
                           const char *out, const char *err)
{
	struct answers_spec copy = *spec;
	FILE *file = tmpfile();
	struct child child;

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fflush(file), 0);
	rewind(file);
	child = run_child(show, &copy, fileno(file));
	fclose(file);
	assert_string_equal(child.err, err);
	assert_string_equal(child.out, out);
	assert_int_equal(child.status, status);
	child_free(&child);
}

static void test_with_total(void **state)
{
	(void)state;
	expect_answers(&with_total,
	               "pss1;pss2;pss3;ors_reported_total;ors_skip\n"
	               "1;4,5;2.0;7,5;\n"
	               ";;;12,345;yes\n"
	               "4,50;4;4;13;no\n"
	               "0,9;4;4,6;2,999;\n"
	               "0;5;45;13,001;\n"
	               "46;45,0;10;3;perhaps\n",
	               3,
	               " 1000 4500 2000 / 7500\n"
	               " - - - / 12345 skipped\n"
	               " - 4000 4000 / 13000 invalid\n"
	               " - 4000 - / - invalid\n"
	               " - - - / - invalid\n"
	               " - - - / 3000 invalid\n",
	               "test: -:4: pss1: too many decimals\n"
	               "test: -:5: pss1: not 1 to 4.5\n"
	               "test: -:5: pss3: not 1 to 4.5\n"
	               "test: -:5: ors_reported_total: not 3 to 13\n"
	               "test: -:6: pss1: not 1 to 4.5\n"
	               "test: -:6: pss2: ten times too much\n"
	               "test: -:6: pss3: ten times too much\n"
	               "test: -:6: ors_reported_total: not 3 to 13\n"
	               "test: -:7: pss1: not 1 to 4.5\n"
	               "test: -:7: pss2: ten times too much\n"
	               "test: -:7: pss3: ten times too much\n"
	               "test: -:7: ors_skip: neither yes nor no\n");
}

/* What a spec has no column for is not read, whatever the table has. */
static void test_alone(void **state)
{
	(void)state;
	expect_answers(&alone,
	               "pss3,pss1,ors_reported_total,ors_skip\n"
	               "5,2,99,yes\n"
	               "1,6,,perhaps\n"
	               "2.0,50,x,\n",
	               3,
	               " 2000 - 5000 / -\n"
	               " - - - / - invalid\n"
	               " - - - / - invalid\n",
	               "test: -:3: pss1: not 2 to 5\n"
	               "test: -:3: pss3: not 2 to 5\n"
	               "test: -:4: pss1: not 2 to 5\n"
	               "test: -:4: pss3: too many decimals\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_with_total),
		cmocka_unit_test(test_alone),
	};

	return cmocka_run_group_tests_name("answers", tests, NULL, NULL);
}
