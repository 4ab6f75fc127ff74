/* demo.h: the rules, written here a second time, over all forms that there are. */
#include "testing.h"

#include "demo.h"

enum { CUTOFF = 5 }; /* of the source */

static void scores_every_form(void **state)
{
	(void)state;
	for (int n = 0; n < 5 * 5 * 5 * 5; n++) {
		/* -1 (missing) to 3 */
		int a = n % 5 - 1, b = n / 5 % 5 - 1, c = n / 25 % 5 - 1, d = n / 125 - 1;
		struct sfb_demo_answers answers = { { (int8_t)a, (int8_t)b, (int8_t)c,
			                              (int8_t)d } };
		bool complete = a >= 0 && b >= 0 && c >= 0 && d >= 0;
		int total = complete ? a + b + 3 - c + d : SFB_NO_SCORE;
		struct sfb_demo_result result;

		sfb_demo_score(&answers, &result);
		assert_int_equal(result.total, total);
		assert_int_equal(result.status, !complete        ? SFB_DEMO_INCOMPLETE
		                                : total < CUTOFF ? SFB_DEMO_LOW
		                                                 : SFB_DEMO_OK);
	}
}

static void refuses_other_answers(void **state)
{
	static const int8_t others[] = { -2, 4, INT8_MIN, INT8_MAX };

	(void)state;
	for (size_t i = 0; i < COUNT(others); i++)
		for (int item = 0; item < SFB_DEMO_ITEMS; item++) {
			struct sfb_demo_answers answers = { { 1, 1, 1, SFB_NO_ANSWER } };
			struct sfb_demo_result result;

			answers.item[item] = others[i];
			sfb_demo_score(&answers, &result);
			assert_int_equal(result.status, SFB_DEMO_INVALID);
			assert_int_equal(result.total, SFB_NO_SCORE);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(scores_every_form),
		cmocka_unit_test(refuses_other_answers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
