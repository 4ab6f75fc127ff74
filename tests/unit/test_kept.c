/* kept.h, names.h: cells and words that are kept of the input. */
#include "testing.h"

#include "kept.h"
#include "names.h"

static void keep(struct kept *kept, const char *one, const char *two)
{
	const struct slice cells[] = { slice_of(one), slice_of(two) };

	kept_set(kept, cells, 2);
}

static bool holds(const struct kept *kept, const char *one, const char *two)
{
	return slice_equal(kept_cell(kept, 0), slice_of(one)) &&
	       slice_equal(kept_cell(kept, 1), slice_of(two));
}

static void test_nothing(void **state)
{
	struct kept kept = { 0 };

	(void)state;
	assert_int_equal(kept_cell(&kept, 0).len, 0);
	kept_set(&kept, NULL, 0);
	assert_int_equal(kept_cell(&kept, 0).len, 0);
	kept_free(&kept);
}

/* Every pair of lengths around the room of the struct, each after every other. */
static void test_lengths(void **state)
{
	static const char text[] = "abcdefghijklmnopqrstuvwxyz0123456789";
	struct kept kept = { 0 };
	char one[sizeof(text)], two[sizeof(text)];
	uint32_t rng = 7;

	(void)state;
	for (int i = 0; i < 5000; i++) {
		size_t a = random_below(&rng, i % 2 ? KEPT_SHORT : 36),
		       b = random_below(&rng, i % 3 ? KEPT_SHORT : 36);

		memcpy(one, text, a);
		memcpy(two, text + 36 - b, b);
		one[a] = two[b] = '\0';
		keep(&kept, one, two);
		expect(holds(&kept, one, two), "lengths %zu and %zu", a, b);
		if (i % 100 == 0) {
			kept_free(&kept);
			keep(&kept, one, "");
			expect(holds(&kept, one, ""), "length %zu anew", a);
		}
	}
	kept_free(&kept);
}

/* A struct that is moved takes its cells along. */
static void test_moved(void **state)
{
	struct kept kept = { 0 }, other;

	(void)state;
	keep(&kept, "T1", "Nord");
	other = kept;
	memset(&kept, 0x55, sizeof(kept));
	assert_true(holds(&other, "T1", "Nord"));
	kept_free(&other);
}

static void test_numbers(void **state)
{
	struct names *names = names_new();
	char word[16];

	(void)state;
	assert_int_equal(names_number(names, slice_of("WHO-5")), 1);
	assert_int_equal(names_number(names, slice_of("KIDSCREEN")), 2);
	assert_int_equal(names_number(names, slice_of("who 5")), 1);
	assert_int_equal(names_number(names, slice_of("")), 3);
	for (uint32_t i = 0; i < 1000; i++) {
		snprintf(word, sizeof(word), "x%u", i);
		assert_int_equal(names_number(names, slice_of(word)), 4 + i);
	}
	assert_string_equal(names_word(names, 1), "WHO-5");
	assert_string_equal(names_word(names, 3), "");
	assert_string_equal(names_word(names, 1003), "x999");
	names_free(names);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_lengths),
		cmocka_unit_test(test_moved),
		cmocka_unit_test(test_numbers),
	};

	return cmocka_run_group_tests_name("kept", tests, NULL, NULL);
}
