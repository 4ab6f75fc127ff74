/*
 * small_cells.h: can a hidden cell be told? A reader who knows the rules is every table
 * that looks the same: all tables of a small world are made, those that look alike are
 * put together, and in each such heap every hidden cell must have two values at least.
 */
#include "testing.h"

#include "small_cells.h"

enum { CELLS_MAX = 16, HIDDEN = -1, BELOW = -2, SEEN_MAX = 2 };

/* What a heap of tables that look alike has under one look. */
struct look {
	int16_t shown[CELLS_MAX]; /* the number, HIDDEN or BELOW */
	int16_t value[CELLS_MAX]; /* of the first table */
	uint32_t varies;          /* bits: cells that had another value in another table */
	bool used, judged;
};

enum { LOOKS = 1 << 22 };

static struct look *looks;
static size_t cell_count;

static struct look *find(const int16_t *shown)
{
	uint64_t hash = 1469598103934665603ULL;

	for (size_t i = 0; i < cell_count; i++)
		hash = (hash ^ (uint16_t)shown[i]) * 1099511628211ULL;
	for (size_t at = (hash ^ hash >> 29) % LOOKS;; at = (at + 1) % LOOKS)
		if (!looks[at].used ||
		    memcmp(looks[at].shown, shown, cell_count * sizeof(*shown)) == 0)
			return &looks[at];
}

static void start_world(size_t cells)
{
	cell_count = cells;
	looks = calloc(LOOKS, sizeof(*looks));
	assert_non_null(looks);
}

/* Adds a table; judged: its look must not tell anything (the others only surround it). */
static void add_table(const enum sfb_cell *cells, const uint64_t *values, bool judged)
{
	int16_t shown[CELLS_MAX];
	struct look *look;

	for (size_t i = 0; i < cell_count; i++)
		shown[i] = cells[i] == SFB_CELL_SHOWN   ? (int16_t)values[i]
		           : cells[i] == SFB_CELL_BELOW ? BELOW
		                                        : HIDDEN;
	look = find(shown);
	if (!look->used) {
		look->used = true;
		memcpy(look->shown, shown, sizeof(shown));
		for (size_t i = 0; i < cell_count; i++)
			look->value[i] = (int16_t)values[i];
	}
	look->judged = look->judged || judged;
	for (size_t i = 0; i < cell_count; i++)
		if (look->value[i] != (int16_t)values[i])
			look->varies |= 1U << i;
}

/*
 * The number of looks in which something was hidden; fails where a hidden cell has one
 * value. A name with a point is no cell, but what a share tells besides its numerator.
 */
static size_t end_world(const char *const *names)
{
	size_t hiding = 0;

	for (size_t l = 0; l < LOOKS; l++) {
		char text[512];
		size_t len = 0;
		bool any = false;

		if (!looks[l].used || !looks[l].judged)
			continue;
		for (size_t i = 0; i < cell_count; i++) {
			len += (size_t)snprintf(text + len, sizeof(text) - len, " %s %d(%d)",
			                        names[i], looks[l].shown[i], looks[l].value[i]);
			any = any || looks[l].shown[i] < 0;
		}
		hiding += any;
		for (size_t i = 0; i < cell_count; i++)
			expect(looks[l].shown[i] >= 0 || names[i][0] == '.' ||
			               (looks[l].varies & 1U << i) != 0,
			       "%s is told by%s", names[i], text);
	}
	free(looks);
	return hiding;
}

/* ---- outcomes ---- */

/*
 * The usual team, where the reader knows most: each person has one series, every pair
 * has an outcome, and each family is one person (alone) or they are few. Shares count as what they tell when
 * turned back: improved, judged, deteriorated.
 */
static void outcome_tables(uint64_t k, uint64_t most, uint64_t outcome_max, bool alone)
{
	static const char *const names[] = {
		"families", "persons",   "paired",       "one_score",  "clinical",  "recovered",
		"improved", "unchanged", "deteriorated", "share-good", ".share-of", "share-bad"
	};

	start_world(COUNT(names));
	for (uint64_t r = 0; r <= outcome_max; r++)
		for (uint64_t i = 0; i <= outcome_max; i++)
			for (uint64_t u = 0; u <= outcome_max; u++)
				for (uint64_t d = 0; d <= outcome_max; d++)
					for (uint64_t one = 0; one <= k + 1; one++)
						for (uint64_t f = 1; f <= (alone ? 1 : 5); f++) {
							uint64_t n = r + i + u + d,
								 persons = n + one;
							uint64_t families = alone ? persons : f;
							uint64_t paired_families =
								families < n ? families : n;

							if (persons == 0 || families > persons)
								continue;
							for (uint64_t c = r; c <= n; c++) {
								struct sfb_outcome_counts counts = {
									.families = families,
									.persons = persons,
									.paired = n,
									.one_score = one,
									.clinical_first = c,
									.outcome = { 0, r, i, u,
									             d },
									.all = { persons,
									         families },
									.pairs = { n,
									           paired_families },
									.judged = { n,
									            paired_families },
									.by_family = true,
								};
								const uint64_t values[] = {
									families, persons, n, one,
									c,        r,       i, u,
									d,        r + i,   n, d
								};
								struct sfb_outcome_cells cells;
								enum sfb_cell all[COUNT(names)];
								bool told;

								sfb_hide_outcomes(&counts, k,
								                  &cells);
								told = cells.improved_share ==
								               SFB_CELL_SHOWN ||
								       cells.deteriorated_share ==
								               SFB_CELL_SHOWN;
								memcpy(all,
								       (enum sfb_cell[]){
									       cells.families,
									       cells.persons,
									       cells.paired,
									       cells.one_score,
									       cells.clinical_first },
								       5 * sizeof(*all));
								memcpy(all + 5,
								       cells.outcome +
								               SFB_RECOVERED,
								       4 * sizeof(*all));
								all[9] = cells.improved_share;
								all[10] = told ? SFB_CELL_SHOWN
								               : SFB_CELL_HIDDEN;
								all[11] = cells.deteriorated_share;
								add_table(all, values,
								          n <= most &&
								                  r <= most / 2 &&
								                  i <= most / 2 &&
								                  u <= most / 2 &&
								                  d <= most / 2);
							}
						}
	assert_true(end_world(names) > 100);
}

static void no_outcome_is_told(void **state)
{
	(void)state;
	outcome_tables(3, 12, 11, true);
	outcome_tables(3, 12, 11, false);
	outcome_tables(4, 14, 10, true);
}

/* What is shown is what the contract allows, at any size. */
static void shown_outcomes_are_allowed(void **state)
{
	uint32_t random = 7;

	(void)state;
	for (int turn = 0; turn < 200000; turn++) {
		uint64_t k = 3 + random_below(&random, 8), n = 0;
		struct sfb_outcome_counts counts = { .by_family = turn % 2 == 0 };
		struct sfb_outcome_cells cells;

		for (enum sfb_outcome o = SFB_OUTCOME_NONE; o < SFB_OUTCOME_COUNT; o++)
			n += counts.outcome[o] =
				random_below(&random, 2 + random_below(&random, 30));
		counts.paired = n;
		counts.one_score = random_below(&random, 12);
		counts.clinical_first =
			counts.outcome[SFB_RECOVERED] +
			random_below(&random, (uint32_t)(n - counts.outcome[SFB_RECOVERED]) + 1);
		counts.judged.persons = n - counts.outcome[0];
		counts.pairs.persons = n;
		counts.persons = counts.all.persons = n + counts.one_score;
		counts.judged.families = (counts.judged.persons + 1) / 2;
		counts.pairs.families = (counts.pairs.persons + 1) / 2;
		counts.families = counts.all.families = (counts.persons + 1) / 2;
		sfb_hide_outcomes(&counts, k, &cells);

#define CHECK(cell, count)                                      \
	do {                                                    \
		if ((count) >= 1 && (count) < k)                \
			assert_int_equal(cell, SFB_CELL_BELOW); \
		else if ((cell) == SFB_CELL_BELOW)              \
			assert_int_equal(count, 0);             \
	} while (0)
		CHECK(cells.families, counts.families);
		CHECK(cells.persons, counts.persons);
		CHECK(cells.paired, counts.paired);
		CHECK(cells.one_score, counts.one_score);
		CHECK(cells.clinical_first, counts.clinical_first);
		for (enum sfb_outcome o = SFB_RECOVERED; o < SFB_OUTCOME_COUNT; o++)
			CHECK(cells.outcome[o], counts.outcome[o]);
		if (counts.persons < k || counts.families < 3) {
			assert_int_equal(cells.means, SFB_CELL_HIDDEN);
			assert_int_equal(cells.improved_share, SFB_CELL_HIDDEN);
		}
		if (n > 0 && (n < k || counts.pairs.families < 3))
			assert_int_equal(cells.means, SFB_CELL_HIDDEN);

		uint64_t good = counts.outcome[SFB_RECOVERED] + counts.outcome[SFB_IMPROVED];
		uint64_t judged = counts.judged.persons;

		if ((good >= 1 && good < k) || (judged - good >= 1 && judged - good < k))
			assert_int_equal(cells.improved_share, SFB_CELL_HIDDEN);
		good = counts.outcome[SFB_DETERIORATED];
		if ((good >= 1 && good < k) || (judged - good >= 1 && judged - good < k))
			assert_int_equal(cells.deteriorated_share, SFB_CELL_HIDDEN);
	}
}

/* A team of 30 shows what it may. */
static void a_large_team_shows_its_share(void **state)
{
	struct sfb_outcome_counts counts = {
		.families = 15,
		.persons = 30,
		.paired = 30,
		.clinical_first = 20,
		.outcome = { 0, 8, 6, 13, 3 },
		.all = { 30, 15 },
		.pairs = { 30, 15 },
		.judged = { 30, 15 },
		.by_family = true,
	};
	struct sfb_outcome_cells cells;

	(void)state;
	sfb_hide_outcomes(&counts, 5, &cells);
	assert_int_equal(cells.persons, SFB_CELL_SHOWN);
	assert_int_equal(cells.paired, SFB_CELL_SHOWN);
	assert_int_equal(cells.means, SFB_CELL_SHOWN);
	assert_int_equal(cells.outcome[SFB_RECOVERED], SFB_CELL_SHOWN);
	assert_int_equal(cells.outcome[SFB_IMPROVED], SFB_CELL_SHOWN);
	assert_int_equal(cells.outcome[SFB_UNCHANGED], SFB_CELL_HIDDEN);
	assert_int_equal(cells.outcome[SFB_DETERIORATED], SFB_CELL_BELOW);
	assert_int_equal(cells.improved_share, SFB_CELL_SHOWN);
	assert_int_equal(cells.deteriorated_share, SFB_CELL_HIDDEN);
	sfb_hide_outcomes(&counts, 0, &cells);
	assert_int_equal(cells.outcome[SFB_DETERIORATED], SFB_CELL_SHOWN);
	assert_int_equal(cells.deteriorated_share, SFB_CELL_SHOWN);
}

/* Below 4, in a row that is shown, could only be 3: such a row is closed. Below 5 may be 4. */
static void three_families_below_four(void **state)
{
	struct sfb_outcome_counts counts = {
		.families = 3,
		.persons = 12,
		.paired = 12,
		.outcome = { 0, 12, 0, 0, 0 },
		.clinical_first = 12,
		.all = { 12, 3 },
		.pairs = { 12, 3 },
		.judged = { 12, 3 },
		.by_family = true,
	};
	struct sfb_outcome_cells cells;

	(void)state;
	sfb_hide_outcomes(&counts, 4, &cells);
	assert_int_equal(cells.families, SFB_CELL_BELOW);
	assert_int_equal(cells.means, SFB_CELL_HIDDEN);
	sfb_hide_outcomes(&counts, 5, &cells);
	assert_int_equal(cells.families, SFB_CELL_BELOW);
	assert_int_equal(cells.means, SFB_CELL_SHOWN);
	assert_true(cells.coarse);
	counts.by_family = false;
	sfb_hide_outcomes(&counts, 5, &cells);
	assert_false(cells.coarse);
}

/* ---- courses ---- */

/* One course a family: with it the reader knows most. */
static struct sfb_course_sums one_course_each(struct sfb_course_sums sums)
{
	sums.courses = sums.families = sums.open + sums.closed;
	sums.closed_families = sums.length_families = sums.closed;
	sums.risk_families = sums.at_risk;
	sums.known_families = sums.avoided + sums.placed;
	return sums;
}

enum { SMALLEST = 3, MOST = 10 };

/* So many open courses, and closed ones by their ending, of which some are completed. */
static void add_courses(uint64_t open, const uint64_t ending[SFB_ENDINGS], uint64_t completed)
{
	struct sfb_course_sums sums = { .open = open, .completed = completed };
	struct sfb_course_cells cells;

	for (enum sfb_ending e = SFB_ENDING_UNKNOWN; e < SFB_ENDINGS; e++) {
		sums.ending[e] = ending[e];
		sums.closed += ending[e];
	}
	sums = one_course_each(sums);
	if (sums.courses == 0)
		return;
	sfb_hide_courses(&sums, SMALLEST, &cells);
	add_table((enum sfb_cell[]){ cells.courses, cells.open, cells.closed, cells.completed,
	                             cells.completion, cells.ending[SFB_PLANNED],
	                             cells.ending[SFB_UNPLANNED], cells.ending[SFB_TRANSFERRED] },
	          (uint64_t[]){ sums.courses, open, sums.closed, completed,
	                        completed * 1000 / (sums.closed + !sums.closed),
	                        ending[SFB_PLANNED], ending[SFB_UNPLANNED],
	                        ending[SFB_TRANSFERRED] },
	          sums.courses <= MOST);
}

static void no_ending_is_told(void **state)
{
	static const char *const names[] = { "courses",    "open",    "closed",    "completed",
		                             "completion", "planned", "unplanned", "transferred" };

	(void)state;
	start_world(COUNT(names));
	for (uint64_t open = 0; open <= MOST + 2; open++)
		for (uint64_t p = 0; p <= MOST + 2; p++)
			for (uint64_t u = 0; u <= MOST + 2; u++)
				for (uint64_t t = 0; t <= MOST + 2; t++)
					for (uint64_t done = 0; done <= p + u + t; done++)
						add_courses(open, (uint64_t[]){ 0, p, u, t }, done);
	assert_true(end_world(names) > 100);
}

/* A team that notes no ending, and a reader who knows that. */
static void no_completion_is_told(void **state)
{
	static const char *const names[] = {
		"courses",    "open",     "closed",     "completed",
		"completion", ".planned", ".unplanned", ".transferred"
	};

	(void)state;
	start_world(COUNT(names));
	for (uint64_t open = 0; open <= MOST + 2; open++)
		for (uint64_t n = 0; n <= MOST + 2; n++)
			for (uint64_t done = 0; done <= n; done++)
				add_courses(open, (uint64_t[]){ n, 0, 0, 0 }, done);
	assert_true(end_world(names) > 20);
}

static void no_placement_is_told(void **state)
{
	static const char *const names[] = { "courses", "open",  "closed",    "at_risk",
		                             "avoided", "share", ".share-of", "unknown" };

	(void)state;
	start_world(COUNT(names));
	for (uint64_t open = 0; open <= MOST + 2; open++)
		for (uint64_t a = 0; a <= MOST + 2; a++)
			for (uint64_t q = 0; q <= MOST + 2; q++)
				for (uint64_t w = 0; w <= MOST + 2; w++)
					for (uint64_t safe = 0; safe <= MOST + 2; safe++)
						for (uint64_t open_risk = 0;
						     open_risk <= w && open_risk <= open;
						     open_risk++) {
							struct sfb_course_sums sums =
								one_course_each((
									struct sfb_course_sums){
									.open = open,
									.closed = a + q + w -
							                          open_risk + safe,
									.at_risk = a + q + w,
									.avoided = a,
									.placed = q,
									.outcome_unknown = w,
								});
							struct sfb_course_cells cells;

							if (sums.courses == 0)
								continue;
							sums.ending[SFB_PLANNED] = sums.completed =
								sums.closed;
							sfb_hide_courses(&sums, SMALLEST, &cells);
							add_table(
								(enum sfb_cell[]){
									cells.courses, cells.open,
									cells.closed, cells.at_risk,
									cells.avoided,
									cells.avoided_share,
									cells.avoided_share,
									cells.outcome_unknown },
								(uint64_t[]){ sums.courses, open,
							                      sums.closed,
							                      sums.at_risk, a, a,
							                      a + q, w },
								sums.courses <= MOST);
						}
	assert_true(end_world(names) > 100);
}

/* Twenty closed courses, but only four of them have a length. */
static void a_median_of_few_is_hidden(void **state)
{
	struct sfb_course_sums sums = one_course_each((struct sfb_course_sums){
		.closed = 20,
		.completed = 20,
		.ending = { 0, 20, 0, 0 },
	});
	struct sfb_course_cells cells;

	(void)state;
	sfb_hide_courses(&sums, 5, &cells);
	assert_int_equal(cells.median, SFB_CELL_SHOWN);
	sums.length_families = 4;
	sfb_hide_courses(&sums, 5, &cells);
	assert_int_equal(cells.median, SFB_CELL_HIDDEN);
	assert_int_equal(cells.closed, SFB_CELL_SHOWN);
}

/* ---- coverage ---- */

static void no_coverage_is_told(void **state)
{
	static const char *const names[] = { "sessions", "scored", "persons", "with_baseline" };
	enum { JUDGED = 12, WORLD = 18 };

	(void)state;
	for (uint64_t k = 3; k <= 5; k++) {
		start_world(COUNT(names));
		for (uint64_t s = 0; s <= WORLD; s++)
			for (uint64_t c = 0; c <= s; c++)
				for (uint64_t p = 1; p <= WORLD; p++)
					for (uint64_t b = c > 0; b <= p && b <= c; b++)
						for (uint64_t seen = b; seen <= p && seen <= s;
						     seen++) {
							struct sfb_coverage coverage = {
								.sessions = s,
								.scored = c,
								.persons = p,
								.with_baseline = b,
								.all = { p, p },
								.seen = { seen, seen },
							};
							struct sfb_coverage_cells cells;

							if ((s > 0) != (seen > 0))
								continue;
							sfb_hide_coverage(&coverage, k, &cells);
							assert_true(cells.share ==
							                    SFB_CELL_HIDDEN ||
							            cells.scored == SFB_CELL_SHOWN);
							add_table(
								(enum sfb_cell[]){
									cells.sessions,
									cells.scored, cells.persons,
									cells.with_baseline },
								(uint64_t[]){ s, c, p, b },
								s <= JUDGED && p <= JUDGED);
						}
		assert_true(end_world(names) > 20);
	}
}

/* Enough families at risk, but of their closed courses the endings give too much away. */
static void placements_need_told_endings(void **state)
{
	const struct sfb_course_sums counts = {
		.families = 9,
		.courses = 9,
		.open = 5,
		.closed = 4,
		.closed_families = 4,
		.length_families = 4,
		.risk_families = 4,
		.known_families = 4,
		.ending = { 1, 1, 1, 1 },
		.completed = 4,
		.at_risk = 4,
		.avoided = 4,
	};
	struct sfb_course_cells cells;

	(void)state;
	sfb_hide_courses(&counts, 3, &cells);
	assert_true(cells.avoided_share == SFB_CELL_HIDDEN);
	assert_true(cells.avoided != SFB_CELL_SHOWN);
	assert_true(cells.at_risk != SFB_CELL_SHOWN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_outcome_is_told),
		cmocka_unit_test(shown_outcomes_are_allowed),
		cmocka_unit_test(a_large_team_shows_its_share),
		cmocka_unit_test(three_families_below_four),
		cmocka_unit_test(no_ending_is_told),
		cmocka_unit_test(no_completion_is_told),
		cmocka_unit_test(no_placement_is_told),
		cmocka_unit_test(placements_need_told_endings),
		cmocka_unit_test(a_median_of_few_is_hidden),
		cmocka_unit_test(no_coverage_is_told),
	};

	return cmocka_run_group_tests_name("small_cells", tests, NULL, NULL);
}
