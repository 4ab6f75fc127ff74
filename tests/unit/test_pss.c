/* pss.h: the rules, written here a second time. */
#include "testing.h"

#include "pss.h"

/* From the published structure: which items count backwards, and the two Danish subscales. */
static const int backwards[] = { 1, 2, 5, 6, 7, 8, 17, 18 };
static const int stress[] = { 3, 4, 9, 10, 12, 13, 14, 15, 16 };
static const int low_satisfaction[] = { 1, 5, 6, 7, 8, 17, 18 };
static const int total[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18 };

static int points_of(int number, int answer)
{
	for (size_t i = 0; i < COUNT(backwards); i++)
		if (backwards[i] == number)
			return 6 - answer;
	return answer;
}

/* The score of some items, or -1; halves go up, found by trying every score. */
static int expected(const struct sfb_pss_answers *a, const int *numbers, int count, int lacking)
{
	int sum = 0, n = 0;

	for (int i = 0; i < count; i++)
		if (a->item[numbers[i] - 1] > 0) {
			sum += points_of(numbers[i], a->item[numbers[i] - 1]);
			n++;
		}
	if (n == 0 || count - n > lacking)
		return -1;
	for (int s = 5 * count; s >= 0; s--)
		if ((2 * s - 1) * n <= 2 * count * sum)
			return s;
	return -1;
}

static void expect_form(const struct sfb_pss_answers *a, bool prorate)
{
	struct sfb_pss_result r;
	int want[] = { expected(a, total, 18, prorate ? 2 : 0),
		       expected(a, stress, 9, prorate ? 1 : 0),
		       expected(a, low_satisfaction, 7, prorate ? 1 : 0) };
	enum sfb_pss_status status = SFB_PSS_OK;
	int answered = 0;

	for (int i = 0; i < 18; i++)
		answered += a->item[i] > 0;
	if (answered == 0)
		status = SFB_PSS_SKIPPED;
	else if (want[0] < 0 || want[1] < 0 || want[2] < 0)
		status = SFB_PSS_INCOMPLETE;
	else if (answered < 18)
		status = SFB_PSS_PRORATED;
	sfb_pss_score(a, prorate, &r);
	for (int s = 0; s < 3; s++)
		expect(r.score[s] == want[s], "score %d: %d, not %d (prorate %d)", s, r.score[s],
		       want[s], prorate);
	expect(r.status == status, "status %d, not %d", (int)r.status, (int)status);
}

static struct sfb_pss_answers all(int answer)
{
	struct sfb_pss_answers a;

	memset(a.item, answer, sizeof(a.item));
	return a;
}

static void expect_scores(const struct sfb_pss_answers *a, bool prorate, int t, int s, int l)
{
	struct sfb_pss_result r;

	sfb_pss_score(a, prorate, &r);
	assert_int_equal(r.score[SFB_PSS_TOTAL], t);
	assert_int_equal(r.score[SFB_PSS_STRESS], s);
	assert_int_equal(r.score[SFB_PSS_LOW_SATISFACTION], l);
}

static void test_all_alike(void **state)
{
	struct sfb_pss_answers ones = all(1), fives = all(5), none = all(SFB_NO_ANSWER);

	(void)state;
	/* ten items as they are, eight backwards */
	expect_scores(&ones, false, 10 + 8 * 5, 9, 7 * 5);
	expect_scores(&fives, false, 10 * 5 + 8, 9 * 5, 7);
	expect_scores(&none, false, -1, -1, -1);
	for (int answer = 1; answer <= 5; answer++) {
		struct sfb_pss_answers a = all(answer);

		expect_form(&a, false);
		expect_form(&a, true);
	}
}

/* One item moved by one moves the total and its own subscale, and in the right direction. */
static void test_single_items(void **state)
{
	(void)state;
	for (int i = 0; i < 18; i++)
		for (int answer = 1; answer <= 5; answer++) {
			struct sfb_pss_answers a = all(3);

			a.item[i] = (int8_t)answer;
			expect_form(&a, false);
		}
}

static void test_random_forms(void **state)
{
	uint32_t random = 18;

	(void)state;
	for (int round = 0; round < 200000; round++) {
		struct sfb_pss_answers a;
		uint32_t missing = random_below(&random, 4) * 5;

		for (int i = 0; i < 18; i++)
			a.item[i] = random_below(&random, 100) < missing
			                    ? SFB_NO_ANSWER
			                    : (int8_t)(1 + random_below(&random, 5));
		expect_form(&a, false);
		expect_form(&a, true);
	}
}

/* Every one, two and three missing answers: the allowed number, and one beyond. */
static void test_missing(void **state)
{
	uint32_t random = 5;

	(void)state;
	for (int i = 0; i < 18; i++)
		for (int j = i; j < 18; j++)
			for (int k = j; k < 18; k++) {
				struct sfb_pss_answers a;

				for (int n = 0; n < 18; n++)
					a.item[n] = (int8_t)(1 + random_below(&random, 5));
				a.item[i] = a.item[j] = a.item[k] = SFB_NO_ANSWER;
				expect_form(&a, false);
				expect_form(&a, true);
			}
}

/* The same by hand. Items 2 and 11 belong to the total only. */
static void test_missing_by_hand(void **state)
{
	struct sfb_pss_answers a = all(1);

	(void)state;
	a.item[1] = SFB_NO_ANSWER; /* 45 of 17: 45 * 18 / 17 = 47.6 */
	expect_scores(&a, false, -1, 9, 35);
	expect_scores(&a, true, 48, 9, 35);
	a.item[10] = SFB_NO_ANSWER; /* 44 of 16: 49.5, half up */
	expect_scores(&a, true, 50, 9, 35);
	a.item[2] = SFB_NO_ANSWER; /* three of 18; one of nine */
	expect_scores(&a, true, -1, 9, 35);
	a.item[3] = SFB_NO_ANSWER; /* two of nine */
	expect_scores(&a, true, -1, -1, 35);
}

static void test_out_of_range(void **state)
{
	(void)state;
	for (int i = 0; i < 18; i++)
		for (int value = -128; value <= 127; value++) {
			struct sfb_pss_answers a = all(3);
			struct sfb_pss_result r;

			a.item[i] = (int8_t)value;
			sfb_pss_score(&a, true, &r);
			assert_int_equal(r.status == SFB_PSS_INVALID,
			                 value != -1 && (value < 1 || value > 5));
			if (r.status == SFB_PSS_INVALID)
				expect_scores(&a, true, -1, -1, -1);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_alike),       cmocka_unit_test(test_single_items),
		cmocka_unit_test(test_random_forms),    cmocka_unit_test(test_missing),
		cmocka_unit_test(test_missing_by_hand), cmocka_unit_test(test_out_of_range),
	};

	return cmocka_run_group_tests_name("pss", tests, NULL, NULL);
}
