/* talk.h: every reason at both sides of its limit, and the order of the list. */
#include "testing.h"

#include "talk.h"

#define NONE SFB_NO_POINTS

enum {
	UNKNOWN = SFB_FORM_UNKNOWN,
	ORS = SFB_FORM_ORS,
	CORS = SFB_FORM_CORS,
	THREADS = 8,
};
enum { TODAY = 1000 }; /* the day of the list; days before it are TODAY - n */
enum { LOW = 1 };      /* a session with a flag other than no-feedback */

static struct sfb_talk_thread threads[THREADS];
static struct sfb_talk_rules rules;
static size_t used, silent;
static uint64_t order;

static int start(void **state)
{
	(void)state;
	memset(threads, 0, sizeof(threads));
	used = 0;
	order = 0;
	rules = sfb_talk_rules;
	rules.as_of = TODAY;
	for (enum sfb_form f = SFB_FORM_UNKNOWN; f < SFB_FORM_COUNT; f++)
		rules.threshold[f] = sfb_reliable_change("nhs", f);
	return 0;
}

/* A thread of a person and a rater; the number of the thread. */
static size_t thread_of(uint32_t person, uint32_t rater)
{
	threads[used].person = person;
	threads[used].rater = rater;
	return used++;
}

static void add_ranged(size_t thread, int form, int64_t when, sfb_points points,
                       enum sfb_range range, int low)
{
	struct sfb_score score = { when, ++order, points, range };

	sfb_talk_add(&threads[thread], (enum sfb_form)form, &score, low == LOW);
}

/* A session; below 25 points it is clinical. */
static void add(size_t thread, int form, int64_t when, sfb_points points)
{
	add_ranged(thread, form, when, points,
	           points == NONE   ? SFB_RANGE_UNKNOWN
	           : points < 25000 ? SFB_RANGE_CLINICAL
	                            : SFB_RANGE_NONCLINICAL,
	           !LOW);
}

/* count sessions from first to last points, a day apart; the last one today. */
static void add_series(size_t thread, int form, sfb_points first, sfb_points last, int count)
{
	for (int i = 0; i < count; i++)
		add(thread, form, TODAY - count + 1 + i,
		    i == 0          ? first
		    : i < count - 1 ? first + 100
		                    : last);
}

/* The list as words: "reason thread/form days-before-today", joined by ", ". */
static const char *list(void)
{
	static char text[4096];
	struct sfb_talk_thread *pointers[THREADS];
	struct sfb_talk_item items[THREADS * SFB_TALK_ITEMS_MAX];
	size_t count, filled = 0, len = 0;

	/* Backwards, since the caller need not sort, and only those with a session so far. */
	for (size_t i = used; i-- > 0;)
		if (threads[i].last_order > 0)
			pointers[filled++] = &threads[i];
	silent = 99;
	count = sfb_talk_list(pointers, filled, &rules, items, &silent);
	assert_int_not_equal(count, SFB_TALK_NO_MEMORY);
	assert_true(count <= filled * SFB_TALK_ITEMS_MAX);
	text[0] = '\0';
	for (size_t i = 0; i < count; i++)
		len += (size_t)snprintf(
			text + len, sizeof(text) - len, "%s%s %d/%s %d", i > 0 ? ", " : "",
			sfb_talk_reason_name(items[i].reason), (int)(items[i].thread - threads),
			sfb_form_name(items[i].form), (int)(TODAY - items[i].since));
	return text;
}

#define expect_list(words) assert_string_equal(list(), words)

/* ---- deteriorated, no-improvement, improved, recovered ---- */

static void test_deteriorated(void **state)
{
	static const struct {
		int form;
		sfb_points first, last;
		const char *want;
	} cases[] = {
		{ ORS, 30000, 23400, "deteriorated 0/ORS 1" },
		{ ORS, 30000, 23401, "" },
		{ ORS, 30000, 0, "deteriorated 0/ORS 1" },
		{ ORS, 6599, 0, "" },
		{ CORS, 30000, 20000, "deteriorated 0/CORS 1" },
		{ CORS, 30000, 20001, "" },
		{ UNKNOWN, 40000, 0, "" },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		start(state);
		add_series(thread_of(1, 1), cases[i].form, cases[i].first, cases[i].last, 2);
		expect(strcmp(list(), cases[i].want) == 0, "case %zu: %s", i, list());
	}
}

static void test_exact(void **state)
{
	for (sfb_points first = 6600; first <= 40000; first += 100) {
		start(state);
		add_series(thread_of(1, 1), ORS, first, first - 6600, 2);
		expect(strcmp(list(), "deteriorated 0/ORS 1") == 0, "from %d", (int)first);
	}
}

static void test_one_score_says_nothing(void **state)
{
	(void)state;
	add_series(thread_of(1, 1), ORS, 2000, 2000, 1);
	expect_list("");
	rules.well = true;
	expect_list("");
}

static void test_no_threshold(void **state)
{
	size_t a = thread_of(1, 1), b = thread_of(1, 2);

	(void)state;
	rules.threshold[CORS] = sfb_reliable_change("manual", SFB_FORM_CORS);
	add_series(a, CORS, 10000, 0, 8);
	add_series(b, CORS, 10000, 40000, 8);
	expect_list("");
	rules.well = true;
	expect_list("");
}

static void test_no_improvement(void **state)
{
	static const struct {
		sfb_points first, last;
		int count;
		const char *want;
	} cases[] = {
		{ 20000, 20000, 5, "" },
		{ 20000, 20000, 6, "no-improvement 0/ORS 5" },
		{ 20000, 26599, 6, "no-improvement 0/ORS 5" },
		{ 20000, 26600, 6, "" },
		{ 20000, 13401, 6, "no-improvement 0/ORS 5" },
		{ 20000, 13400, 6, "deteriorated 0/ORS 5" },
		{ 24999, 25000, 6, "no-improvement 0/ORS 5" },
		{ 25000, 24000, 6, "" },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		start(state);
		add_series(thread_of(1, 1), ORS, cases[i].first, cases[i].last, cases[i].count);
		expect(strcmp(list(), cases[i].want) == 0, "case %zu: %s", i, list());
	}
}

static void test_no_improvement_counts_scores(void **state)
{
	size_t a = thread_of(1, 1), b = thread_of(2, 1);

	(void)state;
	add_series(a, ORS, 20000, 20000, 5);
	for (int i = 0; i < 3; i++)
		add(a, ORS, TODAY, NONE);
	expect_list("");
	rules.sessions_min = 5;
	expect_list("no-improvement 0/ORS 4");
	/* Without a cutoff nobody can say that it was low. */
	for (int i = 0; i < 6; i++)
		add_ranged(b, ORS, TODAY, 9000, SFB_RANGE_UNKNOWN, !LOW);
	expect_list("no-improvement 0/ORS 4");
}

static void test_well(void **state)
{
	static const struct {
		sfb_points first, last;
		const char *want;
	} cases[] = {
		{ 24000, 30600, "recovered 0/ORS 1" },
		{ 24000, 30599, "" },
		{ 18000, 24600, "improved 0/ORS 1" },
		{ 18399, 24999, "improved 0/ORS 1" },
		{ 18400, 25000, "recovered 0/ORS 1" },
		{ 25000, 31600, "improved 0/ORS 1" },
		{ 30000, 10000, "" },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		start(state);
		rules.well = true;
		add_series(thread_of(1, 1), ORS, cases[i].first, cases[i].last, 2);
		expect(strcmp(list(), cases[i].want) == 0, "case %zu: %s", i, list());
		rules.well = false;
		expect(cases[i].first > cases[i].last || strcmp(list(), "") == 0,
		       "case %zu is to be talked about: %s", i, list());
	}
}

/* What is to be talked about is never on the other list. */
static void test_well_has_no_other_reason(void **state)
{
	size_t a = thread_of(1, 1), b = thread_of(1, 2), c = thread_of(1, 3);

	(void)state;
	rules.well = true;
	add_series(a, ORS, 30000, 10000, 6);
	add_ranged(b, ORS, TODAY - 80, 5000, SFB_RANGE_CLINICAL, LOW);
	add(c, ORS, TODAY, NONE);
	expect_list("");
}

/* ---- low-alliance ---- */

static void test_low_alliance(void **state)
{
	size_t a = thread_of(1, 1);

	(void)state;
	add_ranged(a, ORS, TODAY - 9, 30000, SFB_RANGE_NONCLINICAL, LOW);
	expect_list("low-alliance 0/ORS 9");
	add(a, ORS, TODAY - 8, 30000);
	expect_list("");
	add_ranged(a, ORS, TODAY - 7, 30000, SFB_RANGE_NONCLINICAL, LOW);
	add_ranged(a, ORS, TODAY - 20, 30000, SFB_RANGE_NONCLINICAL, !LOW);
	expect_list("low-alliance 0/ORS 7");
	/* The same day: the later in the input is the last. */
	add(a, ORS, TODAY - 7, 30000);
	expect_list("");
	add_ranged(a, ORS, TODAY - 7, NONE, SFB_RANGE_UNKNOWN, LOW);
	expect_list("low-alliance 0/ORS 7");
}

static void test_low_alliance_is_of_the_thread(void **state)
{
	size_t a = thread_of(1, 1), b = thread_of(1, 1), c = thread_of(1, 2);

	(void)state;
	/* Flagged as CORS at last, in one course; the other course goes on without flags. */
	add(a, ORS, TODAY - 9, 30000);
	add_ranged(a, CORS, TODAY - 8, 30000, SFB_RANGE_UNKNOWN, LOW);
	add(b, ORS, TODAY - 1, 30000);
	add(c, ORS, TODAY - 1, 30000);
	expect_list("low-alliance 0/CORS 8");
}

/* ---- raters-disagree ---- */

static void test_raters_differ(void **state)
{
	static const struct {
		int form, other_form;
		sfb_points points;
		const char *want;
	} cases[] = {
		{ ORS, ORS, 26600, "raters-disagree 0/ORS 2, raters-disagree 1/ORS 0" },
		{ ORS, ORS, 26599, "" },
		{ ORS, ORS, 13400, "raters-disagree 0/ORS 2, raters-disagree 1/ORS 0" },
		{ ORS, ORS, 13401, "" },
		{ CORS, CORS, 30000, "raters-disagree 0/CORS 2, raters-disagree 1/CORS 0" },
		{ CORS, CORS, 29999, "" },
		{ ORS, CORS, 40000, "" },
		{ CORS, ORS, 0, "" },
		{ UNKNOWN, UNKNOWN, 40000, "" },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		size_t a, b;

		start(state);
		a = thread_of(1, 1);
		b = thread_of(1, 2);
		add(a, cases[i].form, TODAY - 2, 15000); /* only the latest counts */
		add(a, cases[i].form, TODAY - 1, 20000);
		add(b, cases[i].other_form, TODAY, cases[i].points);
		expect(strcmp(list(), cases[i].want) == 0, "case %zu: %s", i, list());
	}
}

static void test_raters_apart(void **state)
{
	for (int days = -29; days <= 29; days++) {
		const char *got;
		size_t a, b;

		start(state);
		rules.every = 100;
		a = thread_of(1, 1);
		b = thread_of(1, 2);
		add(a, ORS, TODAY - 40, 10000);
		add(b, ORS, TODAY - 40 + days, 30000);
		got = list();
		expect((strstr(got, "raters-disagree") != NULL) == (days >= -28 && days <= 28),
		       "%d days: %s", days, got);
	}
}

static void test_raters_of_one_person_only(void **state)
{
	size_t a = thread_of(1, 1), b = thread_of(2, 2), c = thread_of(1, 1);

	(void)state;
	/* Another person's rater, and the same rater in another course. */
	add(a, ORS, TODAY, 10000);
	add(b, ORS, TODAY, 30000);
	add(c, ORS, TODAY - 1, 30000);
	expect_list("");
}

static void test_three_raters(void **state)
{
	size_t a = thread_of(1, 1), b = thread_of(1, 2), c = thread_of(1, 3);

	(void)state;
	add(a, ORS, TODAY, 10000);
	add(b, ORS, TODAY, 14000);
	add(c, ORS, TODAY, 18000);
	expect_list("raters-disagree 0/ORS 0, raters-disagree 2/ORS 0");
	/* Two others differ from one: that one has a single row. */
	add(b, ORS, TODAY, 18000);
	expect_list("raters-disagree 0/ORS 0, raters-disagree 1/ORS 0, raters-disagree 2/ORS 0");
}

/* The latest score of a rater, over courses and forms, is what the rater says. */
static void test_raters_latest_score(void **state)
{
	size_t a = thread_of(1, 1), b = thread_of(1, 1), c = thread_of(1, 2);

	(void)state;
	add(a, ORS, TODAY - 5, 10000);
	add(c, ORS, TODAY, 30000);
	expect_list("raters-disagree 0/ORS 5, raters-disagree 2/ORS 0");
	add(b, ORS, TODAY - 4, 29000);
	expect_list("");
	add(b, ORS, TODAY - 3, 11000);
	expect_list("deteriorated 1/ORS 4, raters-disagree 2/ORS 0, raters-disagree 1/ORS 4");
	add(b, CORS, TODAY - 2, 11000);
	expect_list("deteriorated 1/ORS 4");
	/* A session without a score does not change what was said last. */
	add(b, ORS, TODAY - 1, 12000);
	add(b, CORS, TODAY, NONE);
	expect_list("deteriorated 1/ORS 4, raters-disagree 2/ORS 0, raters-disagree 1/ORS 4");
}

/* ---- overdue ---- */

static void test_overdue(void **state)
{
	size_t a = thread_of(1, 1), b = thread_of(2, 1);

	(void)state;
	add(a, ORS, TODAY - 28, 30000);
	add(b, ORS, TODAY - 29, 30000);
	expect_list("overdue 1/ORS 29");
	add(b, ORS, TODAY, NONE); /* a session, but no score */
	expect_list("overdue 1/ORS 29");
	rules.every = 14;
	expect_list("overdue 0/ORS 28, overdue 1/ORS 29");
	add(a, ORS, TODAY - 15, 30000);
	expect_list("overdue 0/ORS 15, overdue 1/ORS 29");
	add(a, ORS, TODAY - 14, 30000);
	expect_list("overdue 1/ORS 29");
}

static void test_overdue_over_courses_and_forms(void **state)
{
	size_t a = thread_of(1, 1), b = thread_of(1, 1), c = thread_of(1, 2);

	(void)state;
	add(a, ORS, TODAY - 60, 30000);
	add(b, CORS, TODAY - 40, 30000);
	add(b, ORS, TODAY - 50, 30000);
	expect_list("overdue 1/CORS 40");
	add(a, CORS, TODAY - 30, 30000);
	expect_list("overdue 0/CORS 30");
	add(b, ORS, TODAY - 28, 30000);
	expect_list("");
	/* Another rater of the same person is not covered by that. */
	add(c, ORS, TODAY - 29, 30000);
	expect_list("overdue 2/ORS 29");
}

/* ---- no-baseline ---- */

static void test_no_baseline(void **state)
{
	size_t a = thread_of(1, 1), b = thread_of(1, 1), c = thread_of(1, 2);

	(void)state;
	add(a, ORS, TODAY - 3, NONE);
	add(a, ORS, TODAY - 7, NONE);
	add(a, CORS, TODAY - 2, NONE);
	expect_list("no-baseline 0/CORS 7");
	/* One score in another course, or by another rater, is none in this thread. */
	add(b, ORS, TODAY, 30000);
	add(c, ORS, TODAY, 30000);
	expect_list("no-baseline 0/CORS 7");
	add(a, ORS, TODAY - 5, 30000);
	expect_list("");
}

static void test_no_baseline_is_not_overdue(void **state)
{
	(void)state;
	add(thread_of(1, 1), UNKNOWN, TODAY - 80, NONE);
	expect_list("no-baseline 0/ 80");
}

/* ---- forms ---- */

static void test_forms_are_never_mixed(void **state)
{
	size_t a = thread_of(1, 1);

	(void)state;
	add_series(a, CORS, 38000, 38000, 3);
	add_series(a, ORS, 20000, 20000, 3);
	expect_list("");
	rules.well = true;
	expect_list("");
	rules.well = false;
	add(a, ORS, TODAY, 10000);
	expect_list("deteriorated 0/ORS 2");
	add(a, CORS, TODAY, 28000);
	expect_list("deteriorated 0/CORS 2, deteriorated 0/ORS 2");
}

static void test_unknown_form_joins_the_only_one(void **state)
{
	size_t a = thread_of(1, 1), b = thread_of(2, 1);

	(void)state;
	add(b, CORS, TODAY - 9, 38000);
	add(a, UNKNOWN, TODAY - 3, 38000);
	add(b, UNKNOWN, TODAY - 1, 20000);
	add(a, CORS, TODAY - 2, 30000);
	add(a, UNKNOWN, TODAY - 1, 28000);
	expect_list("deteriorated 1/CORS 9, deteriorated 0/CORS 3");
	assert_int_equal(threads[0].scores[CORS].scored, 3);
	assert_int_equal(threads[0].scores[UNKNOWN].scored, 0);
}

/* Joined scores count as sessions, and in the middle, too. */
static void test_unknown_form_counts(void **state)
{
	size_t a = thread_of(1, 1);

	(void)state;
	for (int i = 0; i < 6; i++)
		add(a, i % 2 == 0 ? ORS : UNKNOWN, TODAY - 6 + i, 20000 + i);
	expect_list("no-improvement 0/ORS 6");
	assert_int_equal(threads[a].scores[ORS].scored, 6);
}

static void test_unknown_form_of_two(void **state)
{
	size_t a = thread_of(1, 1);

	(void)state;
	add(a, ORS, TODAY - 9, 38000);
	add(a, CORS, TODAY - 8, 38000);
	add(a, UNKNOWN, TODAY - 7, 38000);
	add(a, UNKNOWN, TODAY - 6, 10000);
	expect_list("");
	assert_int_equal(threads[a].scores[ORS].scored, 1);
	assert_int_equal(threads[a].scores[CORS].scored, 1);
	assert_int_equal(threads[a].scores[UNKNOWN].scored, 2);
}

/* What is known of a thread does not spread to the rater's other courses. */
static void test_unknown_form_stays_in_its_thread(void **state)
{
	size_t a = thread_of(1, 1), b = thread_of(1, 1);

	(void)state;
	add(a, ORS, TODAY - 9, 38000);
	add(b, UNKNOWN, TODAY - 8, 38000);
	add(b, UNKNOWN, TODAY - 7, 10000);
	expect_list("");
}

static void test_unknown_form_speaks_as_the_known(void **state)
{
	size_t a = thread_of(1, 1), b = thread_of(1, 2);

	(void)state;
	add(a, ORS, TODAY - 9, 12000);
	add_ranged(a, UNKNOWN, TODAY - 1, 10000, SFB_RANGE_UNKNOWN, LOW);
	add(b, ORS, TODAY, 30000);
	expect_list("low-alliance 0/ORS 1, raters-disagree 0/ORS 9, raters-disagree 1/ORS 0");
}

/* ---- silence ---- */

static void test_silent(void **state)
{
	size_t a = thread_of(1, 1), b = thread_of(2, 1);

	(void)state;
	add(a, ORS, TODAY - 84, 30000);
	add(b, ORS, TODAY - 85, 30000);
	expect_list("overdue 0/ORS 84");
	assert_int_equal(silent, 1);
	rules.silent = 0;
	expect_list("overdue 0/ORS 84, overdue 1/ORS 85");
	assert_int_equal(silent, 0);
}

/* Persons are silent, not threads: any session by anybody counts. */
static void test_silent_persons(void **state)
{
	size_t a = thread_of(1, 1), b = thread_of(1, 2), c = thread_of(2, 1), d = thread_of(2, 2);

	(void)state;
	add(a, ORS, TODAY - 200, 30000);
	add(b, ORS, TODAY, NONE);
	add(c, ORS, TODAY - 200, 30000);
	add(d, ORS, TODAY - 100, 10000);
	expect_list("overdue 0/ORS 200, no-baseline 1/ORS 0");
	assert_int_equal(silent, 1);
}

static void test_silent_well(void **state)
{
	size_t a = thread_of(1, 1);

	(void)state;
	rules.well = true;
	add(a, ORS, TODAY - 90, 10000);
	add(a, ORS, TODAY - 85, 30000);
	expect_list("");
	assert_int_equal(silent, 1);
}

/* Session numbers say nothing about days. */
static void test_no_dates(void **state)
{
	size_t a = thread_of(1, 1), b = thread_of(1, 2), c = thread_of(2, 1);

	(void)state;
	rules.has_dates = false;
	add(a, ORS, 1, 30000);
	add(a, ORS, 2, 20000);
	add(b, ORS, 2, 40000);
	add_ranged(c, ORS, 3, NONE, SFB_RANGE_UNKNOWN, LOW);
	expect_list("deteriorated 0/ORS 999, low-alliance 2/ORS 997, no-baseline 2/ORS 997");
	assert_int_equal(silent, 0);
}

/* ---- order ---- */

static void test_order_of_reasons(void **state)
{
	size_t a = thread_of(1, 1), b = thread_of(1, 2), c = thread_of(2, 1), d = thread_of(3, 1),
	       e = thread_of(4, 1);

	(void)state;
	add(e, ORS, TODAY - 2, NONE);
	add(d, ORS, TODAY - 50, 30000);
	add_series(c, ORS, 20000, 21000, 6);
	add(b, ORS, TODAY, 39000);
	add_ranged(a, ORS, TODAY - 3, 38000, SFB_RANGE_NONCLINICAL, !LOW);
	add_ranged(a, ORS, TODAY - 1, 30000, SFB_RANGE_NONCLINICAL, LOW);
	expect_list("deteriorated 0/ORS 3, low-alliance 0/ORS 1, no-improvement 2/ORS 5, "
	            "raters-disagree 1/ORS 0, raters-disagree 0/ORS 3, overdue 3/ORS 50, "
	            "no-baseline 4/ORS 2");
	/* The two of the other list. */
	start(state);
	rules.well = true;
	a = thread_of(1, 1);
	b = thread_of(2, 1);
	add_series(a, ORS, 10000, 20000, 2);
	add_series(b, ORS, 20000, 30000, 2);
	expect_list("recovered 1/ORS 1, improved 0/ORS 1");
}

/* First appearance in the input, whatever the dates and the numbers of persons. */
static void test_order_of_appearance(void **state)
{
	size_t a = thread_of(3, 1), b = thread_of(1, 1), c = thread_of(2, 1), d = thread_of(1, 1);

	(void)state;
	add(a, ORS, TODAY - 1, 30000);
	add(b, ORS, TODAY - 9, 30000);
	add(c, ORS, TODAY - 5, NONE);
	add(d, ORS, TODAY - 7, 30000);
	add(d, ORS, TODAY, 10000);
	add(c, ORS, TODAY - 8, 30000);
	add(c, ORS, TODAY, 10000);
	add(b, ORS, TODAY, 10000);
	add(a, ORS, TODAY, 10000);
	expect_list("deteriorated 0/ORS 1, deteriorated 1/ORS 9, deteriorated 2/ORS 8, "
	            "deteriorated 3/ORS 7");
}

static void test_ties_by_input_order(void **state)
{
	size_t a = thread_of(1, 1);

	(void)state;
	add(a, ORS, TODAY, 30000);
	add(a, ORS, TODAY, 0);
	add(a, ORS, TODAY, 23400);
	expect_list("deteriorated 0/ORS 0");
	assert_int_equal(threads[a].scores[ORS].first.points, 30000);
	assert_int_equal(threads[a].scores[ORS].last.points, 23400);
}

/* Sessions may come in any order of time. */
static void test_any_order_of_time(void **state)
{
	size_t a = thread_of(1, 1);

	(void)state;
	add(a, ORS, TODAY - 1, 23400);
	add(a, ORS, TODAY - 5, 1000);
	add(a, ORS, TODAY - 9, 30000);
	add(a, ORS, TODAY - 2, 40000);
	expect_list("deteriorated 0/ORS 9");
}

/* As many items of one thread as there can be. */
static void test_most_items(void **state)
{
	size_t a = thread_of(1, 1), b = thread_of(1, 2);

	(void)state;
	add(a, ORS, TODAY - 90, 30000);
	add(a, ORS, TODAY - 80, 10000);
	add(a, CORS, TODAY - 79, 30000);
	add_ranged(a, CORS, TODAY - 78, 10000, SFB_RANGE_CLINICAL, LOW);
	add(b, CORS, TODAY - 78, 20000);
	expect_list("deteriorated 0/ORS 90, deteriorated 0/CORS 79, low-alliance 0/CORS 78, "
	            "raters-disagree 0/CORS 79, raters-disagree 1/CORS 78, overdue 0/CORS 78, "
	            "overdue 1/CORS 78");
}

static void test_nobody(void **state)
{
	struct sfb_talk_item item;

	(void)state;
	silent = 99;
	assert_int_equal(sfb_talk_list(NULL, 0, &rules, &item, &silent), 0);
	assert_int_equal(silent, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_deteriorated, start),
		cmocka_unit_test_setup(test_exact, start),
		cmocka_unit_test_setup(test_one_score_says_nothing, start),
		cmocka_unit_test_setup(test_no_threshold, start),
		cmocka_unit_test_setup(test_no_improvement, start),
		cmocka_unit_test_setup(test_no_improvement_counts_scores, start),
		cmocka_unit_test_setup(test_well, start),
		cmocka_unit_test_setup(test_well_has_no_other_reason, start),
		cmocka_unit_test_setup(test_low_alliance, start),
		cmocka_unit_test_setup(test_low_alliance_is_of_the_thread, start),
		cmocka_unit_test_setup(test_raters_differ, start),
		cmocka_unit_test_setup(test_raters_apart, start),
		cmocka_unit_test_setup(test_raters_of_one_person_only, start),
		cmocka_unit_test_setup(test_three_raters, start),
		cmocka_unit_test_setup(test_raters_latest_score, start),
		cmocka_unit_test_setup(test_overdue, start),
		cmocka_unit_test_setup(test_overdue_over_courses_and_forms, start),
		cmocka_unit_test_setup(test_no_baseline, start),
		cmocka_unit_test_setup(test_no_baseline_is_not_overdue, start),
		cmocka_unit_test_setup(test_forms_are_never_mixed, start),
		cmocka_unit_test_setup(test_unknown_form_joins_the_only_one, start),
		cmocka_unit_test_setup(test_unknown_form_counts, start),
		cmocka_unit_test_setup(test_unknown_form_of_two, start),
		cmocka_unit_test_setup(test_unknown_form_stays_in_its_thread, start),
		cmocka_unit_test_setup(test_unknown_form_speaks_as_the_known, start),
		cmocka_unit_test_setup(test_silent, start),
		cmocka_unit_test_setup(test_silent_persons, start),
		cmocka_unit_test_setup(test_silent_well, start),
		cmocka_unit_test_setup(test_no_dates, start),
		cmocka_unit_test_setup(test_order_of_reasons, start),
		cmocka_unit_test_setup(test_order_of_appearance, start),
		cmocka_unit_test_setup(test_ties_by_input_order, start),
		cmocka_unit_test_setup(test_any_order_of_time, start),
		cmocka_unit_test_setup(test_most_items, start),
		cmocka_unit_test_setup(test_nobody, start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
