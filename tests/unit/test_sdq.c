/* sdq.h: the rules, each written here a second time. Norms and cut points: tests/properties/sdq.sh. */
#include "testing.h"

#include "sdq.h"

/* Item numbers of each scale, and those that count backwards, from the scoring instructions. */
static const int scale_items[5][5] = {
	{ 3, 8, 13, 16, 24 },  /* emotional */
	{ 5, 7, 12, 18, 22 },  /* conduct */
	{ 2, 10, 15, 21, 25 }, /* hyperactivity */
	{ 6, 11, 14, 19, 23 }, /* peer */
	{ 1, 4, 9, 17, 20 },   /* prosocial */
};
static const int backwards[] = { 7, 11, 14, 21, 25 };

static const struct sfb_sdq_answers blank = {
	.item = { -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
	          -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1 },
	.difficulties = -1,
	.impact = { -1, -1, -1, -1, -1 },
	.informant = SFB_RATER_CAREGIVER,
	.age = SFB_NO_AGE,
};

static bool counts_backwards(int number)
{
	for (size_t i = 0; i < COUNT(backwards); i++)
		if (backwards[i] == number)
			return true;
	return false;
}

/* Five times the mean of n answers, to the nearest whole number, halves up, by trying all. */
static int expected_score(const int answers[5], const int numbers[5])
{
	int sum = 0, n = 0;

	for (int i = 0; i < 5; i++) {
		if (answers[i] < 0)
			continue;
		sum += counts_backwards(numbers[i]) ? 2 - answers[i] : answers[i];
		n++;
	}
	if (n < 3)
		return SFB_NO_SCORE;
	/* The largest score s with s - 1/2 <= 5 sum / n. */
	for (int s = 10; s >= 0; s--)
		if ((2 * s - 1) * n <= 10 * sum)
			return s;
	return 0;
}

/* Each scale over all 4^5 of its answers, the others missing. */
static void test_whole_item_space(void **state)
{
	(void)state;
	for (int scale = 0; scale < 5; scale++)
		for (int code = 0; code < 1024; code++) {
			struct sfb_sdq_answers answers = blank;
			struct sfb_sdq_result result;
			int given[5], n = 0;

			for (int i = 0; i < 5; i++) {
				given[i] = (code >> 2 * i & 3) - 1;
				n += given[i] >= 0;
				answers.item[scale_items[scale][i] - 1] = (int8_t)given[i];
			}
			sfb_sdq_score(&answers, NULL, 0, &result);
			for (int s = 0; s < 5; s++)
				expect(result.score[s] ==
				               (s == scale
				                        ? expected_score(given, scale_items[scale])
				                        : SFB_NO_SCORE),
				       "scale %d, answers %d: %d on scale %d", scale, code,
				       result.score[s], s);
			assert_int_equal(result.score[SFB_SDQ_TOTAL], SFB_NO_SCORE);
			assert_int_equal(result.score[SFB_SDQ_IMPACT], SFB_NO_SCORE);
			assert_int_equal(result.status,
			                 n == 0 ? SFB_SDQ_SKIPPED : SFB_SDQ_INCOMPLETE);
		}
}

/* Random forms: sums of scales, statuses. */
static void test_totals(void **state)
{
	uint32_t random = 4;

	(void)state;
	for (int round = 0; round < 100000; round++) {
		struct sfb_sdq_answers answers = blank;
		struct sfb_sdq_result r;
		int want[5], least = 5, most = 0;
		uint32_t missing = random_below(&random, 3) * 6;

		for (int i = 0; i < 25; i++)
			if (random_below(&random, 100) >= missing)
				answers.item[i] = (int8_t)random_below(&random, 3);
		sfb_sdq_score(&answers, NULL, 0, &r);
		for (int s = 0; s < 5; s++) {
			int given[5], n = 0;

			for (int i = 0; i < 5; i++) {
				given[i] = answers.item[scale_items[s][i] - 1];
				n += given[i] >= 0;
			}
			want[s] = expected_score(given, scale_items[s]);
			assert_int_equal(r.score[s], want[s]);
			least = n < least ? n : least;
			most = n > most ? n : most;
		}
		assert_int_equal(r.score[SFB_SDQ_INTERNALISING],
		                 want[0] < 0 || want[3] < 0 ? -1 : want[0] + want[3]);
		assert_int_equal(r.score[SFB_SDQ_EXTERNALISING],
		                 want[1] < 0 || want[2] < 0 ? -1 : want[1] + want[2]);
		assert_int_equal(r.score[SFB_SDQ_TOTAL],
		                 want[0] < 0 || want[1] < 0 || want[2] < 0 || want[3] < 0
		                         ? -1
		                         : want[0] + want[1] + want[2] + want[3]);
		assert_int_equal(r.status, most == 0   ? SFB_SDQ_SKIPPED
		                           : least < 3 ? SFB_SDQ_INCOMPLETE
		                           : least < 5 ? SFB_SDQ_PRORATED
		                                       : SFB_SDQ_NO_NORMS);
	}
}

/* Impact over all answers to item 26 and to the five items, for the three informants. */
static void test_impact(void **state)
{
	static const int counts_as[] = { 0, 0, 1, 2 };
	static const enum sfb_rater informants[] = { SFB_RATER_CAREGIVER, SFB_RATER_TEACHER,
		                                     SFB_RATER_SELF, SFB_RATER_OTHER };

	(void)state;
	for (size_t w = 0; w < COUNT(informants); w++)
		for (int gate = -1; gate <= 3; gate++)
			for (int code = 0; code < 3125; code++) {
				struct sfb_sdq_answers answers = blank;
				struct sfb_sdq_result r;
				int rest = code, sum = 0;
				bool any = false, above = false, beside = false;

				answers.informant = informants[w];
				answers.difficulties = (int8_t)gate;
				for (int number = 28; number <= 32; number++, rest /= 5) {
					int answer = rest % 5 - 1;

					answers.impact[number - 28] = (int8_t)answer;
					if (answer < 0)
						continue;
					if (informants[w] == SFB_RATER_TEACHER &&
					    (number == 29 || number == 32)) {
						beside = true;
						continue;
					}
					any = true;
					above = above || answer > 0;
					sum += counts_as[answer];
				}
				sfb_sdq_score(&answers, NULL, 0, &r);
				expect(r.score[SFB_SDQ_IMPACT] == (gate == 0 ? 0
				                                   : any     ? sum
				                                             : SFB_NO_SCORE),
				       "informant %zu, item 26 %d, answers %d: %d", w, gate, code,
				       r.score[SFB_SDQ_IMPACT]);
				assert_int_equal(r.gated, gate == 0 && above);
				assert_int_equal(r.not_asked, beside);
			}
}

static void test_out_of_range(void **state)
{
	struct sfb_sdq_result r;

	(void)state;
	for (int at = 0; at < 31; at++)
		for (int value = -128; value <= 127; value++) {
			struct sfb_sdq_answers a = blank;
			int max = at < 25 ? 2 : 3;
			int8_t *to = at < 25    ? &a.item[at]
			             : at == 25 ? &a.difficulties
			                        : &a.impact[at - 26];

			*to = (int8_t)value;
			sfb_sdq_score(&a, NULL, 0, &r);
			expect((r.status == SFB_SDQ_INVALID) == (value < -1 || value > max),
			       "place %d, value %d: status %d", at, value, (int)r.status);
			for (int s = 0; r.status == SFB_SDQ_INVALID && s < SFB_SDQ_SCORES; s++)
				assert_int_equal(r.score[s], SFB_NO_SCORE);
		}
	for (int age = -2; age <= 122; age++) {
		struct sfb_sdq_answers a = blank;

		a.age = age;
		sfb_sdq_score(&a, NULL, 0, &r);
		assert_int_equal(r.status == SFB_SDQ_INVALID, age < -1 || age > 120);
	}
}

/* ---- norms ---- */

#define BAND(set, min, max, sex, scale, low, high)                                            \
	{                                                                                     \
		set, SFB_RATER_CAREGIVER, min, max, SFB_SEX_##sex, SFB_SDQ_##scale, "b", low, \
			high, "", ""                                                          \
	}
/* Most of them: of all children in the set a, and of a whole scale. */
#define PEER(low, high) BAND("a", 4, 17, UNKNOWN, PEER, low, high)
#define WHOLE(min, max, sex) BAND("a", min, max, sex, PEER, 0, 10)

static enum sfb_sdq_fault fault_of(const struct sfb_sdq_band *bands, size_t count, size_t *at)
{
	struct sfb_sdq_norms norms[8];
	size_t norms_count;

	assert_true(count <= COUNT(norms));
	return sfb_sdq_make_norms(bands, count, norms, &norms_count, at);
}

static void test_norm_faults(void **state)
{
	static const struct {
		enum sfb_sdq_fault fault;
		size_t at; /* the row that is named */
		struct sfb_sdq_band bands[4];
	} cases[] = {
		{ SFB_SDQ_SOUND, 0, { PEER(0, 3), PEER(4, 10) } },
		{ SFB_SDQ_SOUND, 0, { BAND("a", 0, 120, UNKNOWN, TOTAL, 0, 40) } },
		/* holes: in the middle, at the start, at the end */
		{ SFB_SDQ_HOLE, 1, { PEER(0, 3), PEER(5, 10) } },
		{ SFB_SDQ_HOLE, 0, { PEER(5, 10), PEER(0, 3) } },
		{ SFB_SDQ_HOLE, 0, { PEER(1, 10) } },
		{ SFB_SDQ_HOLE, 1, { PEER(0, 3), PEER(4, 9) } },
		{ SFB_SDQ_HOLE,
		  2,
		  { PEER(0, 10), BAND("a", 4, 17, UNKNOWN, TOTAL, 0, 20),
		    BAND("a", 4, 17, UNKNOWN, TOTAL, 22, 40) } },
		{ SFB_SDQ_BANDS_OVERLAP, 1, { PEER(0, 3), PEER(3, 10) } },
		{ SFB_SDQ_BAD_POINTS, 0, { PEER(0, 11) } },
		{ SFB_SDQ_BAD_POINTS, 0, { BAND("a", 4, 17, UNKNOWN, TOTAL, 0, 41) } },
		{ SFB_SDQ_BAD_POINTS, 0, { PEER(-1, 10) } },
		{ SFB_SDQ_BAD_POINTS, 0, { PEER(5, 4) } },
		{ SFB_SDQ_BAD_SCALE, 0, { BAND("a", 4, 17, UNKNOWN, INTERNALISING, 0, 20) } },
		{ SFB_SDQ_BAD_SCALE, 0, { BAND("a", 4, 17, UNKNOWN, EXTERNALISING, 0, 20) } },
		{ SFB_SDQ_BAD_SCALE, 0, { BAND("a", 4, 17, UNKNOWN, SCORES, 0, 10) } },
		{ SFB_SDQ_BAD_AGES, 0, { WHOLE(5, 4, UNKNOWN) } },
		{ SFB_SDQ_BAD_AGES, 0, { WHOLE(-1, 4, UNKNOWN) } },
		{ SFB_SDQ_BAD_AGES, 0, { WHOLE(4, 121, UNKNOWN) } },
		/* one year, one sex in common */
		{ SFB_SDQ_AGES_OVERLAP, 1, { WHOLE(4, 7, UNKNOWN), WHOLE(7, 9, UNKNOWN) } },
		{ SFB_SDQ_AGES_OVERLAP,
		  1,
		  { WHOLE(4, 7, UNKNOWN), BAND("a", 4, 7, BOY, TOTAL, 0, 40) } },
		{ SFB_SDQ_AGES_OVERLAP,
		  1,
		  { BAND("a", 4, 7, BOY, TOTAL, 0, 40), WHOLE(4, 7, UNKNOWN) } },
		{ SFB_SDQ_AGES_OVERLAP, 1, { WHOLE(4, 7, BOY), WHOLE(4, 8, BOY) } },
		{ SFB_SDQ_SOUND, 0, { WHOLE(7, 9, UNKNOWN), WHOLE(4, 6, UNKNOWN) } },
		/* the row beside a hole: of the same children, the next above, or the last below */
		{ SFB_SDQ_HOLE,
		  3,
		  { WHOLE(4, 6, UNKNOWN), BAND("a", 7, 9, UNKNOWN, PEER, 8, 10),
		    BAND("a", 7, 9, UNKNOWN, PEER, 0, 2), BAND("a", 7, 9, UNKNOWN, PEER, 4, 7) } },
		{ SFB_SDQ_HOLE,
		  1,
		  { WHOLE(4, 9, GIRL), BAND("a", 4, 9, BOY, PEER, 4, 7),
		    BAND("a", 4, 9, BOY, PEER, 0, 2), BAND("a", 4, 9, BOY, PEER, 8, 10) } },
		{ SFB_SDQ_HOLE,
		  2,
		  { WHOLE(4, 9, BOY), BAND("b", 4, 9, BOY, PEER, 0, 4),
		    BAND("b", 4, 9, BOY, PEER, 5, 8), BAND("b", 4, 9, GIRL, PEER, 0, 10) } },
		{ SFB_SDQ_HOLE,
		  1,
		  { BAND("b", 4, 9, BOY, TOTAL, 0, 40), BAND("b", 4, 9, BOY, PEER, 5, 8),
		    BAND("b", 4, 9, BOY, PEER, 0, 4) } },
		{ SFB_SDQ_SOUND, 0, { WHOLE(4, 7, GIRL), WHOLE(4, 7, BOY) } },
		{ SFB_SDQ_SOUND, 0, { WHOLE(4, 6, UNKNOWN), WHOLE(7, 9, UNKNOWN) } },
		{ SFB_SDQ_SOUND,
		  0,
		  { WHOLE(4, 7, UNKNOWN), BAND("b", 4, 7, UNKNOWN, PEER, 0, 10) } },
	};
	struct sfb_sdq_band other = BAND("a", 4, 7, UNKNOWN, IMPACT, 0, 7);
	size_t at;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct sfb_sdq_band *bands = cases[i].bands;
		enum sfb_sdq_fault fault;
		size_t count = 0;

		while (count < COUNT(cases[i].bands) && bands[count].set != NULL)
			count++;
		fault = fault_of(bands, count, &at);
		expect(fault == cases[i].fault, "case %zu: fault %d, not %d", i, (int)fault,
		       (int)cases[i].fault);
		expect(fault == SFB_SDQ_SOUND || at == cases[i].at, "case %zu: row %zu, not %zu", i,
		       at, cases[i].at);
		assert_true(strlen(sfb_sdq_fault_text(fault)) > 0);
	}
	/* Teachers reach 6 points of impact, the others 10. */
	assert_int_equal(fault_of(&other, 1, &at), SFB_SDQ_HOLE);
	other.informant = SFB_RATER_TEACHER;
	assert_int_equal(fault_of(&other, 1, &at), SFB_SDQ_BAD_POINTS);
	other.high = 6;
	assert_int_equal(fault_of(&other, 1, &at), SFB_SDQ_SOUND);
	other.informant = SFB_RATER_OTHER;
	assert_int_equal(fault_of(&other, 1, &at), SFB_SDQ_BAD_INFORMANT);
}

/* Which set covers whom, in the order of the list. */
static void test_covering(void **state)
{
	static const struct sfb_sdq_band bands[] = {
		BAND("boys", 5, 7, BOY, PEER, 0, 10),
		BAND("aged", 8, 9, UNKNOWN, PEER, 0, 10),
		BAND("aged", 10, 11, UNKNOWN, PEER, 0, 10),
		BAND("all", 4, 17, UNKNOWN, PEER, 0, 10),
	};
	static const struct {
		int age;
		enum sfb_sex sex;
		const char *set;
	} cases[] = {
		{ 5, SFB_SEX_BOY, "boys" },
		{ 7, SFB_SEX_BOY, "boys" },
		{ 4, SFB_SEX_BOY, "all" },
		{ 8, SFB_SEX_BOY, "aged" },
		{ 9, SFB_SEX_GIRL, "aged" },
		{ 10, SFB_SEX_GIRL, "aged" },
		{ 11, SFB_SEX_UNKNOWN, "aged" },
		{ 12, SFB_SEX_UNKNOWN, "all" },
		{ 5, SFB_SEX_GIRL, "all" },
		{ 5, SFB_SEX_UNKNOWN, "all" },
		{ 17, SFB_SEX_GIRL, "all" },
		{ 18, SFB_SEX_GIRL, NULL },
		{ 3, SFB_SEX_GIRL, NULL },
		/* No age: met where the set has one range only. */
		{ SFB_NO_AGE, SFB_SEX_BOY, "boys" },
		{ SFB_NO_AGE, SFB_SEX_GIRL, "all" },
	};
	struct sfb_sdq_norms norms[COUNT(bands)];
	struct sfb_sdq_result r;
	size_t count, at;

	(void)state;
	assert_int_equal(sfb_sdq_make_norms(bands, COUNT(bands), norms, &count, &at),
	                 SFB_SDQ_SOUND);
	assert_int_equal(count, 4);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct sfb_sdq_answers answers = blank;

		answers.age = cases[i].age;
		answers.sex = cases[i].sex;
		sfb_sdq_score(&answers, norms, count, &r);
		if (cases[i].set == NULL)
			assert_null(r.norms);
		else
			assert_string_equal(r.norms, cases[i].set);
		answers.informant = SFB_RATER_OTHER;
		sfb_sdq_score(&answers, norms, count, &r);
		assert_null(r.norms);
	}
}

static void test_builtin_is_sound(void **state)
{
	static struct sfb_sdq_norms norms[512];
	size_t count, norms_count, at;
	const struct sfb_sdq_band *bands = sfb_sdq_bands(&count);

	(void)state;
	assert_true(count <= COUNT(norms));
	assert_int_equal(sfb_sdq_make_norms(bands, count, norms, &norms_count, &at), SFB_SDQ_SOUND);
	assert_int_equal(norms_count, 9);
	for (size_t i = 0; i < count; i++)
		assert_true(strlen(bands[i].source) > 0 && strlen(bands[i].evidence) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole_item_space), cmocka_unit_test(test_totals),
		cmocka_unit_test(test_impact),           cmocka_unit_test(test_out_of_range),
		cmocka_unit_test(test_norm_faults),      cmocka_unit_test(test_covering),
		cmocka_unit_test(test_builtin_is_sound),
	};

	return cmocka_run_group_tests_name("sdq", tests, NULL, NULL);
}
