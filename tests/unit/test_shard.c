/* shard.h: the shares that sfb-scale(7) promises, computed beforehand with tests/properties/shares.py. */
#include "testing.h"

#include "shard.h"

/* The share of a person among count, which must be of one share only. */
static uint32_t share_of(struct slice family, struct slice person, uint32_t count)
{
	uint32_t found = 0;

	for (uint32_t i = 1; i <= count; i++) {
		struct shard shard = { i, count };

		if (!shard_has(&shard, family, person))
			continue;
		expect(found == 0, "of share %u and of share %u", found, i);
		found = i;
	}
	expect(found > 0, "of no share");
	return found;
}

static void shares_are_those_promised(void **state)
{
	static const struct {
		const char *family, *person;
		uint32_t of_2, of_3, of_8, of_98, of_10000;
	} persons[] = {
		{ "", "", 2, 2, 4, 86, 8996 },
		{ "", "P01", 1, 3, 5, 83, 9341 },
		{ "F01", "P01", 2, 2, 8, 58, 6056 },
		{ "F01", "P02", 1, 2, 7, 45, 7583 },
		{ "F0", "1P01", 2, 1, 6, 92, 2190 },
		{ "Sk\xC3\xA6lskov", "7", 2, 3, 6, 8, 2446 },
		{ "Sk\xE6lskov", "7", 1, 1, 7, 73, 7223 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(persons); i++) {
		struct slice family = slice_of(persons[i].family);
		struct slice person = slice_of(persons[i].person);

		assert_int_equal(share_of(family, person, 1), 1);
		assert_int_equal(share_of(family, person, 2), persons[i].of_2);
		assert_int_equal(share_of(family, person, 3), persons[i].of_3);
		assert_int_equal(share_of(family, person, 8), persons[i].of_8);
		assert_int_equal(share_of(family, person, 98), persons[i].of_98);
		assert_int_equal(share_of(family, person, 10000), persons[i].of_10000);
	}
}

static void without_shares_everybody_is_ours(void **state)
{
	static const struct shard none = { 0, 0 };

	(void)state;
	assert_true(shard_has(&none, slice_of("F1"), slice_of("P1")));
	assert_true(shard_has(&none, slice_of(""), slice_of("")));
}

/* People are numbered one after the other, within a family or through all of them. */
static void shares_are_about_equal(void **state)
{
	enum { PERSONS = 12000, COUNT_MAX = 16 };
	static const char *const families[] = { "", "F%u" };
	static const unsigned in_family[] = { 1, 3 };

	(void)state;
	for (size_t style = 0; style < COUNT(families) * COUNT(in_family); style++) {
		for (uint32_t count = 2; count <= COUNT_MAX; count++) {
			unsigned of_share[COUNT_MAX + 1] = { 0 };
			unsigned each = PERSONS / count, per = in_family[style % 2];

			for (unsigned i = 0; i < PERSONS; i++) {
				char family[16], person[16];

				snprintf(family, sizeof(family), families[style / 2], i / per);
				snprintf(person, sizeof(person), "P%u", style == 3 ? i % per : i);
				of_share[share_of(slice_of(family), slice_of(person), count)]++;
			}
			/* Some five standard deviations at 16 shares of 12000. */
			for (uint32_t s = 1; s <= count; s++)
				expect(of_share[s] > each * 8 / 10 && of_share[s] < each * 12 / 10,
				       "style %zu: %u of %u in share %u of %u", style, of_share[s],
				       PERSONS, s, count);
		}
	}
}

static void reads_what_can_be_a_share(void **state)
{
	static const char *const wrong[] = {
		"",
		"/",
		"1",
		"1/",
		"/1",
		"0/4",
		"5/4",
		"1/0",
		"0/0",
		"a/b",
		"1/b",
		"a/4",
		"1/4/",
		"1/4x",
		" 1/4",
		"1 /4",
		"1/ 4",
		"-1/4",
		"1/-4",
		"+1/4",
		"1.0/4",
		"1/10001",
		"10001/10001",
		"1//4",
		"1,4",
		"1:4",
		"1/4 ",
		"0x1/4",
		"4294967297/4294967298",
		"1/99999999999999999999",
	};
	struct shard shard;

	(void)state;
	for (size_t i = 0; i < COUNT(wrong); i++)
		expect(!shard_read(wrong[i], &shard), "'%s' was taken", wrong[i]);
	assert_true(shard_read("1/1", &shard));
	assert_true(shard_read("3/8", &shard));
	assert_int_equal(shard.number, 3);
	assert_int_equal(shard.count, 8);
	assert_true(shard_read("8/8", &shard));
	assert_true(shard_read("10000/10000", &shard));
	assert_int_equal(shard.number, 10000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shares_are_those_promised),
		cmocka_unit_test(without_shares_everybody_is_ours),
		cmocka_unit_test(shares_are_about_equal),
		cmocka_unit_test(reads_what_can_be_a_share),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
