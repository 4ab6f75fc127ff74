/* srs.h: flags at both sides of each limit. */
#include "testing.h"

#include "srs.h"

#define NONE SFB_NO_POINTS

/* The flags of DESIGN.md once more; limits in thousandths. */
static void check(const struct sfb_fit_answers *a, sfb_points previous, sfb_points low_total,
                  sfb_points low_item, sfb_points drop)
{
	const struct sfb_srs_limits limits = { low_total, low_item, drop };
	struct sfb_srs_result got = { 1, 1, 99, 99, 99 };
	struct sfb_srs_result want = { NONE, NONE, 0, SFB_FIT_OK, SFB_FIT_SOUND };
	bool any_low = false;
	int answered = 0, sum = 0;

	for (int i = 0; i < 4; i++) {
		if (a->item[i] == NONE)
			continue;
		answered++;
		sum += a->item[i];
		if (a->item[i] < low_item)
			any_low = true;
	}
	if (a->skipped && answered + (a->reported_total != NONE) > 0) {
		want.status = SFB_FIT_INVALID;
		want.fault = SFB_FIT_SKIPPED_BUT_SCORED;
	} else if (a->reported_total != NONE && answered == 4 && a->reported_total != sum) {
		want.status = SFB_FIT_INVALID;
		want.fault = SFB_FIT_TOTALS_DISAGREE;
	} else if (a->age == 5) {
		want.status = SFB_FIT_UNDER_6;
	} else {
		if (answered == 4)
			want.total = sum;
		else if (answered == 0)
			want.total = a->reported_total;
		if (want.total == NONE)
			want.status = answered > 0 ? SFB_FIT_INCOMPLETE : SFB_FIT_SKIPPED;
		else if (answered == 0)
			want.status = SFB_FIT_TOTAL_ONLY;
		if (want.total != NONE && previous != NONE)
			want.change = want.total - previous;
		if (want.total != NONE && want.total < low_total)
			want.flags += 1;
		if (any_low)
			want.flags += 2;
		if (want.change != NONE && want.change <= -drop)
			want.flags += 4;
		if (want.total == NONE)
			want.flags += 8;
	}
	sfb_srs_score(a, &limits, previous, &got);
	expect(got.total == want.total && got.change == want.change && got.flags == want.flags &&
	               got.status == want.status && got.fault == want.fault,
	       "items %d %d %d %d reported %d age %d skipped %d previous %d: "
	       "total %d change %d flags %u status %d fault %d, not %d %d %u %d %d",
	       a->item[0], a->item[1], a->item[2], a->item[3], a->reported_total, a->age,
	       a->skipped, previous, got.total, got.change, got.flags, (int)got.status,
	       (int)got.fault, want.total, want.change, want.flags, (int)want.status,
	       (int)want.fault);
}

static void check_all_previous(const struct sfb_fit_answers *a, sfb_points total)
{
	static const sfb_points steps[] = { -10000, -1000, -10,  0,    900, 990,
		                            999,    1000,  1001, 1010, 5000 };

	check(a, NONE, 36000, 9000, 1000);
	for (size_t i = 0; i < COUNT(steps); i++) {
		sfb_points previous = total + steps[i];

		if (previous < 0 || previous > 40000)
			continue;
		check(a, previous, 36000, 9000, 1000);
		check(a, previous, 34000, 8500, 5000);
		check(a, previous, 0, 0, 0);
	}
}

static void test_item_space(void **state)
{
	static const sfb_points items[] = { NONE, 0, 5000, 8990, 9000, 9010, 10000 };
	struct sfb_fit_answers a;

	(void)state;
	for (size_t n = 0; n < COUNT(items) * COUNT(items) * COUNT(items) * COUNT(items); n++) {
		size_t rest = n;
		sfb_points sum = 0;

		for (int i = 0; i < 4; i++, rest /= COUNT(items)) {
			a.item[i] = items[rest % COUNT(items)];
			sum += a.item[i] == NONE ? 0 : a.item[i];
		}

		const sfb_points reported[] = { NONE, sum, sum == 0 ? 10 : sum - 10 };

		for (size_t r = 0; r < COUNT(reported); r++)
			for (int age = 4; age <= 6; age++)
				for (int skipped = 0; skipped < 2; skipped++) {
					a.reported_total = reported[r];
					a.age = age == 4 ? SFB_NO_AGE : age;
					a.skipped = skipped;
					check_all_previous(&a, sum);
				}
	}
}

/* Every total that can be reported, in hundredths. */
static void test_totals(void **state)
{
	struct sfb_fit_answers a = { .item = { NONE, NONE, NONE, NONE }, .age = SFB_NO_AGE };

	(void)state;
	for (a.reported_total = 0; a.reported_total <= 40000; a.reported_total += 10)
		check_all_previous(&a, a.reported_total);
}

static unsigned flags_of(sfb_points a, sfb_points b, sfb_points c, sfb_points d,
                         sfb_points previous)
{
	struct sfb_fit_answers answers = { { a, b, c, d }, NONE, SFB_NO_AGE, false };
	struct sfb_srs_result result;

	sfb_srs_score(&answers, &sfb_srs_limits, previous, &result);
	return result.flags;
}

/* The built-in limits from both sides, by hand. */
static void test_builtin_limits(void **state)
{
	(void)state;
	assert_int_equal(flags_of(9000, 9000, 9000, 9000, NONE), 0);
	assert_int_equal(flags_of(9000, 9000, 9000, 8990, NONE),
	                 SFB_SRS_LOW_TOTAL | SFB_SRS_LOW_ITEM);
	assert_int_equal(flags_of(9000, 9500, 9500, 8990, NONE), SFB_SRS_LOW_ITEM);
	assert_int_equal(flags_of(8990, 10000, 10000, 10000, NONE), SFB_SRS_LOW_ITEM);
	assert_int_equal(flags_of(9000, 9000, 9000, 9000, 37000), SFB_SRS_DROP);
	assert_int_equal(flags_of(9000, 9000, 9000, 9000, 36999), 0);
	assert_int_equal(flags_of(9000, 9000, 9000, 9010, 37000), 0);
	assert_int_equal(flags_of(9000, 9000, 9000, 9000, 35000), 0);
	assert_int_equal(flags_of(9000, 9000, 9000, NONE, 40000), SFB_SRS_NO_FEEDBACK);
	assert_int_equal(flags_of(8990, 9000, NONE, NONE, 40000),
	                 SFB_SRS_NO_FEEDBACK | SFB_SRS_LOW_ITEM);
	assert_int_equal(flags_of(NONE, NONE, NONE, NONE, 40000), SFB_SRS_NO_FEEDBACK);

	struct sfb_fit_answers total = { { NONE, NONE, NONE, NONE }, 36000, SFB_NO_AGE, false };
	struct sfb_srs_result result;

	sfb_srs_score(&total, &sfb_srs_limits, NONE, &result);
	assert_int_equal(result.flags, 0);
	total.reported_total = 35990;
	sfb_srs_score(&total, &sfb_srs_limits, NONE, &result);
	assert_int_equal(result.flags, SFB_SRS_LOW_TOTAL);
	assert_int_equal(sfb_srs_limits.total, 36000);
	assert_int_equal(sfb_srs_limits.item, 9000);
	assert_int_equal(sfb_srs_limits.drop, 1000);
}

static void test_names(void **state)
{
	(void)state;
	assert_int_equal(SFB_SRS_FLAG_COUNT, 4);
	assert_string_equal(sfb_srs_flag_name(0), "low-total");
	assert_string_equal(sfb_srs_flag_name(1), "low-item");
	assert_string_equal(sfb_srs_flag_name(2), "drop");
	assert_string_equal(sfb_srs_flag_name(3), "no-feedback");
	assert_int_equal(SFB_SRS_LOW_TOTAL, 1);
	assert_int_equal(SFB_SRS_LOW_ITEM, 2);
	assert_int_equal(SFB_SRS_DROP, 4);
	assert_int_equal(SFB_SRS_NO_FEEDBACK, 8);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_item_space),
		cmocka_unit_test(test_totals),
		cmocka_unit_test(test_builtin_limits),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests_name("srs", tests, NULL, NULL);
}
