/* ors.h: who gets which form and cutoff, and on which side a total lies. */
#include "testing.h"

#include "ors.h"

#define NONE SFB_NO_POINTS

/* The published cutoffs once more, by hand: self-ratings only. */
static sfb_points published_cutoff(enum sfb_rater rater, int age, enum sfb_form form)
{
	if (rater != SFB_RATER_SELF)
		return NONE;
	if (form == SFB_FORM_CORS && age >= 6 && age <= 12)
		return 32000;
	if (form == SFB_FORM_ORS && age >= 13 && age <= 17)
		return 28000;
	if (form == SFB_FORM_ORS && age >= 18)
		return 25000;
	return NONE;
}

static enum sfb_form form_by_age(int age)
{
	if (age == SFB_NO_AGE)
		return SFB_FORM_UNKNOWN;
	return age <= 12 ? SFB_FORM_CORS : SFB_FORM_ORS;
}

enum kind { FULL, REPORTED, INCOMPLETE, SKIPPED, WRONG, KINDS };

static struct sfb_fit_answers answers_of(enum kind kind, sfb_points total, int age)
{
	struct sfb_fit_answers fit = { .item = { NONE, NONE, NONE, NONE },
		                       .reported_total = NONE,
		                       .age = age };

	if (kind == REPORTED)
		fit.reported_total = total;
	if (kind == SKIPPED)
		fit.skipped = true;
	if (kind == FULL || kind == INCOMPLETE || kind == WRONG) {
		for (int i = 0; i < 4; i++)
			fit.item[i] = total / 4;
		fit.item[3] += total % 4;
	}
	if (kind == INCOMPLETE)
		fit.item[total % 4] = NONE;
	if (kind == WRONG)
		fit.item[1] = 10001;
	return fit;
}

static void check(enum kind kind, sfb_points total, enum sfb_rater rater, int age,
                  enum sfb_form form)
{
	struct sfb_ors_answers answers = { answers_of(kind, total, age), rater, form };
	struct sfb_ors_result got = { 1, 99, 1, 99, 99, 99 };
	struct sfb_ors_result want = { NONE,       SFB_FORM_UNKNOWN, NONE, SFB_RANGE_UNKNOWN,
		                       SFB_FIT_OK, SFB_FIT_SOUND };
	size_t count;
	const struct sfb_ors_cutoff *cutoffs = sfb_ors_cutoffs(&count);

	if (kind == WRONG) {
		want.status = SFB_FIT_INVALID;
		want.fault = SFB_FIT_BAD_ITEM;
	} else if ((age >= 0 && age < 6) || form == SFB_FORM_YCORS) {
		want.status = SFB_FIT_UNDER_6;
	} else {
		want.form = form != SFB_FORM_UNKNOWN ? form : form_by_age(age);
		want.cutoff = published_cutoff(rater, age, want.form);
		want.status = kind == SKIPPED       ? SFB_FIT_SKIPPED
		              : kind == INCOMPLETE  ? SFB_FIT_INCOMPLETE
		              : want.cutoff == NONE ? SFB_FIT_NO_CUTOFF
		              : kind == REPORTED    ? SFB_FIT_TOTAL_ONLY
		                                    : SFB_FIT_OK;
		if (kind == FULL || kind == REPORTED) {
			want.total = total;
			if (want.cutoff != NONE)
				want.range = total < want.cutoff ? SFB_RANGE_CLINICAL
				                                 : SFB_RANGE_NONCLINICAL;
		}
	}
	sfb_ors_score(&answers, cutoffs, count, &got);
	expect(got.total == want.total && got.form == want.form && got.cutoff == want.cutoff &&
	               got.range == want.range && got.status == want.status &&
	               got.fault == want.fault,
	       "kind %d total %d rater %d age %d form %d: "
	       "total %d form %d cutoff %d range %d status %d fault %d, not %d %d %d %d %d %d",
	       (int)kind, total, (int)rater, age, (int)form, got.total, (int)got.form, got.cutoff,
	       (int)got.range, (int)got.status, (int)got.fault, want.total, (int)want.form,
	       want.cutoff, (int)want.range, (int)want.status, (int)want.fault);
}

static void test_everybody(void **state)
{
	/* Each cutoff and a hundredth, and a thousandth, to either side. */
	static const sfb_points totals[] = { 0,     24990, 24999, 25000, 25001, 25010,
		                             27990, 27999, 28000, 28001, 28010, 31990,
		                             31999, 32000, 32001, 32010, 40000 };

	(void)state;
	for (int age = SFB_NO_AGE; age <= SFB_AGE_MAX; age++)
		for (int rater = SFB_RATER_SELF; rater <= SFB_RATER_OTHER; rater++)
			for (int form = SFB_FORM_UNKNOWN; form < SFB_FORM_COUNT; form++)
				for (int kind = 0; kind < KINDS; kind++)
					for (size_t t = 0; t < COUNT(totals); t++)
						check((enum kind)kind, totals[t],
						      (enum sfb_rater)rater, age,
						      (enum sfb_form)form);
}

static void test_age_outside(void **state)
{
	struct sfb_ors_answers answers = { .fit = answers_of(FULL, 20000, 121) };
	struct sfb_ors_result result;
	size_t count;
	const struct sfb_ors_cutoff *cutoffs = sfb_ors_cutoffs(&count);

	(void)state;
	sfb_ors_score(&answers, cutoffs, count, &result);
	assert_int_equal(result.status, SFB_FIT_INVALID);
	assert_int_equal(result.fault, SFB_FIT_BAD_AGE);
	assert_int_equal(result.total, NONE);
}

/* The first row that fits counts; no row, no cutoff; its ages are inclusive. */
static void test_other_tables(void **state)
{
	static const struct sfb_ors_cutoff table[] = {
		{ SFB_RATER_CAREGIVER, 6, 12, SFB_FORM_CORS, 28000, "", "" },
		{ SFB_RATER_SELF, 20, 30, SFB_FORM_ORS, 20000, "", "" },
		{ SFB_RATER_SELF, 25, 40, SFB_FORM_ORS, 10000, "", "" },
	};
	static const struct {
		enum sfb_rater rater;
		int age;
		size_t rows;
		sfb_points cutoff;
	} cases[] = {
		{ SFB_RATER_CAREGIVER, 6, 3, 28000 }, { SFB_RATER_CAREGIVER, 12, 3, 28000 },
		{ SFB_RATER_CAREGIVER, 13, 3, NONE }, { SFB_RATER_SELF, 12, 3, NONE },
		{ SFB_RATER_SELF, 19, 3, NONE },      { SFB_RATER_SELF, 20, 3, 20000 },
		{ SFB_RATER_SELF, 30, 3, 20000 },     { SFB_RATER_SELF, 31, 3, 10000 },
		{ SFB_RATER_SELF, 41, 3, NONE },      { SFB_RATER_SELF, 31, 2, NONE },
		{ SFB_RATER_SELF, 20, 0, NONE },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct sfb_ors_answers answers = { .fit = answers_of(FULL, 15000, cases[i].age),
			                           .rater = cases[i].rater };
		struct sfb_ors_result result;

		sfb_ors_score(&answers, table, cases[i].rows, &result);
		expect(result.cutoff == cases[i].cutoff, "case %zu: cutoff %d", i, result.cutoff);
		expect(result.status == (cases[i].cutoff == NONE ? SFB_FIT_NO_CUTOFF : SFB_FIT_OK),
		       "case %zu: status %d", i, (int)result.status);
	}
}

/* Every cutoff names where it comes from. */
static void test_sources(void **state)
{
	size_t count;
	const struct sfb_ors_cutoff *cutoffs = sfb_ors_cutoffs(&count);

	(void)state;
	assert_int_equal(count, 3);
	for (size_t i = 0; i < count; i++) {
		assert_true(strlen(cutoffs[i].source) > 0);
		assert_true(strcmp(cutoffs[i].evidence, "verified") == 0 ||
		            strcmp(cutoffs[i].evidence, "secondary") == 0);
	}
}

static void test_names(void **state)
{
	(void)state;
	assert_string_equal(sfb_form_name(SFB_FORM_UNKNOWN), "");
	assert_string_equal(sfb_form_name(SFB_FORM_ORS), "ORS");
	assert_string_equal(sfb_form_name(SFB_FORM_CORS), "CORS");
	assert_string_equal(sfb_form_name(SFB_FORM_YCORS), "YCORS");
	assert_string_equal(sfb_range_name(SFB_RANGE_UNKNOWN), "");
	assert_string_equal(sfb_range_name(SFB_RANGE_CLINICAL), "clinical");
	assert_string_equal(sfb_range_name(SFB_RANGE_NONCLINICAL), "nonclinical");
}

/* No age has two rows, whose order would decide, and none has a row that is never asked. */
static void test_table_is_sound(void **state)
{
	size_t count;
	const struct sfb_ors_cutoff *rows = sfb_ors_cutoffs(&count);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		assert_true(rows[i].age_min >= SFB_FIT_AGE_MIN);
		assert_true(rows[i].age_min <= rows[i].age_max);
		for (size_t j = 0; j < i; j++)
			assert_true(rows[i].rater != rows[j].rater ||
			            rows[i].form != rows[j].form ||
			            rows[i].age_min > rows[j].age_max ||
			            rows[j].age_min > rows[i].age_max);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table_is_sound), cmocka_unit_test(test_everybody),
		cmocka_unit_test(test_age_outside),    cmocka_unit_test(test_other_tables),
		cmocka_unit_test(test_sources),        cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests_name("ors", tests, NULL, NULL);
}
