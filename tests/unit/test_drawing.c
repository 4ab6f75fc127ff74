/* axis.h, bytes.h, drawing.h: places and marks in time, texts that can be shown, SVG. */
#include "testing.h"

#include "axis.h"
#include "calendar.h"
#include "drawing.h"

static int32_t day(int year, int month, int of_month)
{
	int32_t number = 0;

	assert_true(sfb_day_make(year, month, of_month, &number));
	return number;
}

static void test_places(void **state)
{
	const struct axis axis = { 100, 200, true }, point = { 7, 7, true };
	const struct axis wide = { -999999999999999, 999999999999999, false };

	(void)state;
	assert_int_equal(axis_place(&axis, 100, 1000, 50), 50);
	assert_int_equal(axis_place(&axis, 150, 1000, 50), 500);
	assert_int_equal(axis_place(&axis, 200, 1000, 50), 950);
	assert_int_equal(axis_place(&point, 7, 1000, 50), 500);
	assert_int_equal(axis_place(&wide, -999999999999999, 1000, 0), 0);
	expect(axis_place(&wide, 999999999999999, 1000, 0) >= 999, "the far end");
	expect(axis_place(&wide, 999999999999999, 1000, 0) <= 1000, "the far end");
}

/* Whatever the axis: some marks, in order, on it, and not too many. */
static void test_ticks_of_any_axis(void **state)
{
	uint32_t seed = 7;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct axis axis = { .dates = i % 2 == 0 };
		int64_t ticks[AXIS_TICKS_MAX + 1] = { 0 };
		bool months;
		size_t count;
		int64_t span = random_next(&seed) % (1u << (random_next(&seed) % 20 + 1));

		axis.from = (int64_t)(random_next(&seed) % 40000) - (axis.dates ? 0 : 20000);
		axis.to = axis.from + span;
		count = axis_ticks(&axis, ticks, &months);
		expect(count >= 1 && count <= AXIS_TICKS_MAX, "%zu marks from %d to %d", count,
		       (int)axis.from, (int)axis.to);
		for (size_t t = 0; t < count; t++) {
			expect(ticks[t] >= axis.from && ticks[t] <= axis.to, "mark %zu", t);
			expect(t == 0 || ticks[t] > ticks[t - 1], "order of mark %zu", t);
			if (months) {
				struct sfb_date date;

				sfb_day_split((int32_t)ticks[t], &date);
				assert_int_equal(date.day, 1);
			}
		}
	}
}

static void test_ticks(void **state)
{
	const struct axis weeks = { day(2026, 1, 5), day(2026, 3, 16), true };
	const struct axis more = { day(2026, 1, 5), day(2026, 3, 17), true };
	const struct axis numbers = { 1, 13, false };
	int64_t ticks[AXIS_TICKS_MAX];
	bool months;

	(void)state;
	/* 70 days: every second week; 71: months */
	assert_int_equal(axis_ticks(&weeks, ticks, &months), 6);
	assert_false(months);
	assert_int_equal(ticks[1], day(2026, 1, 19));
	assert_int_equal(axis_ticks(&more, ticks, &months), 2);
	assert_true(months);
	assert_int_equal(ticks[0], day(2026, 2, 1));
	assert_int_equal(ticks[1], day(2026, 3, 1));
	assert_int_equal(axis_ticks(&numbers, ticks, &months), 6);
	assert_int_equal(ticks[0], 2);
	assert_int_equal(ticks[5], 12);
}

static void expect_shown(const char *cell, size_t len, size_t max, const char *expected)
{
	struct bytes bytes = { NULL, 0, 0 };

	bytes_shown(&bytes, (struct slice){ cell, len }, max);
	expect(slice_equal(bytes_slice(&bytes), slice_of(expected)), "%s: %.*s", expected,
	       (int)bytes.len, bytes.ptr);
	bytes_free(&bytes);
}

static void test_shown(void **state)
{
	(void)state;
	expect_shown("", 0, 5, "");
	expect_shown("a\nb\x7F", 4, 5,
	             "a\xE2\x90\x8A"
	             "b\xE2\x90\xA1");
	expect_shown("S\xF8ren", 5, 5, "S\xC3\xB8ren");
	expect_shown("S\xC3\xB8ren", 6, 5, "S\xC3\xB8ren");
	expect_shown("S\xC3\xB8rens", 7, 5, "S\xC3\xB8re\xE2\x80\xA6");
	expect_shown("\xC2\x85\xEF\xBF\xBF\xEF\xBF\xBD", 8, 5,
	             "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
	/* What lies beside those: U+00A0, U+FFBE, U+FFBD. */
	expect_shown("\xC2\xA0\xEF\xBE\xBE\xEF\xBF\xBD\xEE\xBF\xBF", 11, 5,
	             "\xC2\xA0\xEF\xBE\xBE\xEF\xBF\xBD\xEE\xBF\xBF");
	expect_shown("\xF0\x9F\x98\x80x", 5, 1, "\xE2\x80\xA6");
}

/* Texts become digits: no byte of them is left for gnuplot to read. */
static void test_texts(void **state)
{
	struct bytes rows = { NULL, 0, 0 };

	(void)state;
	drawing_text(&rows, DRAWING_PAGE, DRAWING_NORMAL, 1, 2, slice_of("`\n\\"));
	drawing_text(&rows, DRAWING_UPPER, DRAWING_TICK, 3, 4, slice_of(""));
	assert_true(slice_equal(bytes_slice(&rows),
	                        slice_of("0\t4\t2\t1\t2\t0\t0\t\\\\140\\\\012\\\\134\n"
	                                 "1\t4\t4\t3\t4\t0\t0\t-\n")));
	bytes_free(&rows);
}

static void test_svg(void **state)
{
	static const char made[] =
		"<?xml version=\"1.0\"?>\n<svg \n width=\"1\"\n>\n\n"
		"<title>c</title>\n<desc>by</desc>\n<g id=\"canvas\">\n"
		"\t<path id='gpPt0' stroke='black'/>\n"
		"<g fill=\"none\" color=\"black\">\n</g>\n"
		"<g fill=\"none\" color=\"black\">\n"
		"\t\t<text>id='x' stroke='black' &lt;</text>\n"
		"<use xlink:href='#gpPt0' color='rgb(  0,   0,   0)'/>\n"
		"\t<path stroke='rgb(187, 187, 187)' d='M0'/></g>\n</g>\n</svg>\n";
	static const char inlined[] =
		"<svg role=\"img\" aria-labelledby=\"p-title p-desc\"\n width=\"1\"\n>\n"
		"<title id=\"p-title\">&lt;T&gt;</title>\n<desc id=\"p-desc\">a&amp;b</desc>\n<g>\n"
		"\t<path id='p-gpPt0' stroke='currentColor'/>\n"
		"<g fill=\"none\" >\n"
		"\t\t<text>id='x' stroke='black' &lt;</text>\n"
		"<use xlink:href='#p-gpPt0' color='currentColor'/>\n"
		"\t<path stroke='currentColor' stroke-opacity='.25' d='M0'/></g>\n</g>\n</svg>\n";
	const struct drawing_words words = { slice_of("<T>"), slice_of("a&b") };
	struct bytes to = { NULL, 0, 0 };

	(void)state;
	drawing_svg(&to, slice_of(made), true, "p-", &words);
	expect(slice_equal(bytes_slice(&to), slice_of(inlined)), "%.*s", (int)to.len, to.ptr);
	to.len = 0;
	/* The same where it ends without a line feed. */
	drawing_svg(&to, (struct slice){ made, sizeof(made) - 2 }, true, "p-", &words);
	expect(slice_equal(bytes_slice(&to), (struct slice){ inlined, sizeof(inlined) - 2 }),
	       "%.*s", (int)to.len, to.ptr);
	to.len = 0;
	drawing_svg(&to, slice_of(made), false, "p-", &words);
	expect(memcmp(to.ptr, "<?xml", 5) == 0, "a file begins as XML");
	bytes_free(&to);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_places), cmocka_unit_test(test_ticks_of_any_axis),
		cmocka_unit_test(test_ticks),  cmocka_unit_test(test_shown),
		cmocka_unit_test(test_texts),  cmocka_unit_test(test_svg),
	};

	return cmocka_run_group_tests_name("drawing", tests, NULL, NULL);
}
