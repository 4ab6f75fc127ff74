/* fit.h against the rule, written a second time. */
#include "testing.h"

#include "fit.h"

#define NONE SFB_NO_POINTS

static bool missing(sfb_points points)
{
	return points == NONE;
}

static bool outside(sfb_points points, sfb_points max)
{
	return !missing(points) && (points < 0 || points > max);
}

/* Compares with the rule of DESIGN.md: the first status that applies. */
static void check(const struct sfb_fit_answers *a)
{
	bool fault[SFB_FIT_TOTALS_DISAGREE + 1] = { false };
	struct sfb_fit_sum sum = { .total = 12345, .status = 77, .fault = 77 };
	enum sfb_fit_status status;
	int64_t total = 0, expected_total = NONE;
	int answered = 0;
	bool invalid = false;

	for (int i = 0; i < 4; i++) {
		fault[SFB_FIT_BAD_ITEM] |= outside(a->item[i], 10000);
		answered += !missing(a->item[i]);
		total += missing(a->item[i]) ? 0 : a->item[i];
	}
	fault[SFB_FIT_BAD_TOTAL] = outside(a->reported_total, 40000);
	fault[SFB_FIT_BAD_AGE] = a->age != SFB_NO_AGE && (a->age < 0 || a->age > 120);
	fault[SFB_FIT_SKIPPED_BUT_SCORED] = a->skipped &&
	                                    (answered > 0 || !missing(a->reported_total));
	fault[SFB_FIT_TOTALS_DISAGREE] = answered == 4 && !missing(a->reported_total) &&
	                                 a->reported_total != total;
	for (size_t i = 0; i < COUNT(fault); i++)
		invalid |= fault[i];

	if (invalid) {
		status = SFB_FIT_INVALID;
	} else if (a->age >= 0 && a->age <= 5) {
		status = SFB_FIT_UNDER_6;
	} else if (answered == 0 && missing(a->reported_total)) {
		status = SFB_FIT_SKIPPED;
	} else if (answered >= 1 && answered <= 3) {
		status = SFB_FIT_INCOMPLETE;
	} else if (answered == 0) {
		status = SFB_FIT_TOTAL_ONLY;
		expected_total = a->reported_total;
	} else {
		status = SFB_FIT_OK;
		expected_total = total;
	}

	sfb_fit_add(a, &sum);
	expect(sum.status == status && sum.total == expected_total &&
	               (invalid ? (size_t)sum.fault < COUNT(fault) && fault[sum.fault]
	                        : sum.fault == SFB_FIT_SOUND),
	       "items %d %d %d %d reported %d age %d skipped %d: total %d status %d fault %d, not "
	       "%lld %d",
	       a->item[0], a->item[1], a->item[2], a->item[3], a->reported_total, a->age,
	       a->skipped, sum.total, (int)sum.status, (int)sum.fault, (long long)expected_total,
	       (int)status);
}

static sfb_points sum_of(const struct sfb_fit_answers *a)
{
	int64_t sum = 0;

	for (int i = 0; i < 4; i++)
		sum += missing(a->item[i]) ? 0 : a->item[i];
	return sum > 100000 ? 0 : (sfb_points)sum; /* no form has so much: only no overflow here */
}

/* Every item missing or anything from 0 to 10 in halves. */
static void test_item_space(void **state)
{
	struct sfb_fit_answers a = { .reported_total = NONE, .age = SFB_NO_AGE };
	enum { STEPS = 22 };

	(void)state;
	for (int n = 0; n < STEPS * STEPS * STEPS * STEPS; n++) {
		int rest = n;

		for (int i = 0; i < 4; i++, rest /= STEPS)
			a.item[i] = rest % STEPS == 0 ? NONE : (rest % STEPS - 1) * 500;
		check(&a);
	}
}

/* Both sides of each edge, in every place, with every kind of reported total and age. */
static void test_edges(void **state)
{
	static const sfb_points items[] = { NONE, -1, 0, 10, 9990, 10000, 10001, INT32_MAX };
	static const int ages[] = { SFB_NO_AGE, -2, 0, 5, 6, 120, 121, INT32_MAX };
	struct sfb_fit_answers a;

	(void)state;
	for (size_t n = 0; n < COUNT(items) * COUNT(items) * COUNT(items) * COUNT(items); n++) {
		size_t rest = n;

		for (int i = 0; i < 4; i++, rest /= COUNT(items))
			a.item[i] = items[rest % COUNT(items)];

		const sfb_points reported[] = {
			NONE, -1, 0, sum_of(&a), sum_of(&a) + 1, sum_of(&a) - 1, 40000, 40001
		};

		for (size_t r = 0; r < COUNT(reported); r++)
			for (size_t g = 0; g < COUNT(ages); g++)
				for (int skipped = 0; skipped < 2; skipped++) {
					a.reported_total = reported[r];
					a.age = ages[g];
					a.skipped = skipped;
					check(&a);
				}
	}
}

/* The sixteen patterns of missing items by hand, each with each kind of reported total. */
static void test_missing_patterns(void **state)
{
	static const sfb_points item[] = { 1100, 2200, 3300, 4400 };
	struct sfb_fit_sum sum;

	(void)state;
	for (unsigned pattern = 0; pattern < 16; pattern++) {
		struct sfb_fit_answers a = { .reported_total = NONE, .age = SFB_NO_AGE };

		for (unsigned i = 0; i < 4; i++)
			a.item[i] = pattern & 1u << i ? NONE : item[i];

		sfb_fit_add(&a, &sum);
		assert_int_equal(sum.status, pattern == 0    ? SFB_FIT_OK
		                             : pattern == 15 ? SFB_FIT_SKIPPED
		                                             : SFB_FIT_INCOMPLETE);
		assert_int_equal(sum.total, pattern == 0 ? 11000 : NONE);

		a.reported_total = 11000;
		sfb_fit_add(&a, &sum);
		assert_int_equal(sum.status, pattern == 0    ? SFB_FIT_OK
		                             : pattern == 15 ? SFB_FIT_TOTAL_ONLY
		                                             : SFB_FIT_INCOMPLETE);
		assert_int_equal(sum.total, pattern == 0 || pattern == 15 ? 11000 : NONE);

		a.reported_total = 11001;
		sfb_fit_add(&a, &sum);
		assert_int_equal(sum.status, pattern == 0    ? SFB_FIT_INVALID
		                             : pattern == 15 ? SFB_FIT_TOTAL_ONLY
		                                             : SFB_FIT_INCOMPLETE);
		assert_int_equal(sum.fault, pattern == 0 ? SFB_FIT_TOTALS_DISAGREE : SFB_FIT_SOUND);

		a.skipped = true;
		sfb_fit_add(&a, &sum);
		assert_int_equal(sum.status, SFB_FIT_INVALID);
		assert_int_equal(sum.total, NONE);

		a.reported_total = NONE;
		sfb_fit_add(&a, &sum);
		assert_int_equal(sum.status, pattern == 15 ? SFB_FIT_SKIPPED : SFB_FIT_INVALID);
		assert_int_equal(sum.fault,
		                 pattern == 15 ? SFB_FIT_SOUND : SFB_FIT_SKIPPED_BUT_SCORED);
	}
}

/* A zero is an answer. */
static void test_zero_is_not_missing(void **state)
{
	struct sfb_fit_answers a = { .reported_total = NONE, .age = SFB_NO_AGE };
	struct sfb_fit_sum sum;

	(void)state;
	sfb_fit_add(&a, &sum);
	assert_int_equal(sum.status, SFB_FIT_OK);
	assert_int_equal(sum.total, 0);
	for (int i = 0; i < 4; i++)
		a.item[i] = NONE;
	a.reported_total = 0;
	sfb_fit_add(&a, &sum);
	assert_int_equal(sum.status, SFB_FIT_TOTAL_ONLY);
	assert_int_equal(sum.total, 0);
}

static void test_names(void **state)
{
	(void)state;
	assert_string_equal(sfb_fit_status_name(SFB_FIT_INVALID), "invalid");
	assert_string_equal(sfb_fit_status_name(SFB_FIT_UNDER_6), "under-6");
	assert_string_equal(sfb_fit_status_name(SFB_FIT_SKIPPED), "skipped");
	assert_string_equal(sfb_fit_status_name(SFB_FIT_INCOMPLETE), "incomplete");
	assert_string_equal(sfb_fit_status_name(SFB_FIT_NO_CUTOFF), "no-cutoff");
	assert_string_equal(sfb_fit_status_name(SFB_FIT_TOTAL_ONLY), "total-only");
	assert_string_equal(sfb_fit_status_name(SFB_FIT_OK), "ok");

	assert_string_equal(sfb_fit_fault_text(SFB_FIT_SOUND), "");
	for (enum sfb_fit_fault f = SFB_FIT_BAD_ITEM; f <= SFB_FIT_TOTALS_DISAGREE; f++)
		for (enum sfb_fit_fault g = SFB_FIT_SOUND; g < f; g++)
			assert_string_not_equal(sfb_fit_fault_text(f), sfb_fit_fault_text(g));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_item_space),
		cmocka_unit_test(test_edges),
		cmocka_unit_test(test_missing_patterns),
		cmocka_unit_test(test_zero_is_not_missing),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests_name("fit", tests, NULL, NULL);
}
