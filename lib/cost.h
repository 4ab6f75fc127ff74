/*
 * cost.h: what a course cost beside what the same families would have cost
 * otherwise (the baseline), by the four categories of the evaluation.
 *
 * Amounts are whole øre, counts of courses whole hundredths of a course, so that
 * every sum is exact. What is divided is rounded half away from zero. What is not
 * known is SFB_NO_AMOUNT, and so is all that would need it: never zero.
 *
 * Source of categories, sign and published range: the chapter on economy of the
 * description of Styrket Familiebehandling; see share/cost_published.csv.
 */
#ifndef SFB_COST_H
#define SFB_COST_H

#include <stdbool.h>
#include <stdint.h>

/* An amount or a count that is not known. Never zero. */
#define SFB_NO_AMOUNT INT64_MIN

/* Amounts, counts, and their sums stay below this, either sign. */
#define SFB_AMOUNT_MAX INT64_C(1000000000000000)

/* What the families had, and what they would have had otherwise. */
enum sfb_scenario { SFB_SCENARIO_INTERVENTION, SFB_SCENARIO_BASELINE };
#define SFB_SCENARIO_COUNT 2

/* The evaluation's four categories. */
enum sfb_cost_category {
	SFB_COST_STARTUP,  /* first training, planning, materials, premises */
	SFB_COST_SESSIONS, /* what belongs to a single family: sessions, network, tests */
	SFB_COST_ONGOING,  /* time that does not: documentation, coordination, supervision */
	SFB_COST_OTHER,    /* further running costs: books, rent, licences, later courses */
};
#define SFB_COST_CATEGORIES 4

/* Families at home, or staying in an institution. */
enum sfb_setting { SFB_SETTING_OUTPATIENT, SFB_SETTING_RESIDENTIAL };
#define SFB_SETTING_COUNT 2

/* A sum that has nothing at first (all zero), and may lose what cannot be added. */
struct sfb_sum {
	int64_t total;
	enum { SFB_SUM_NOTHING, SFB_SUM_KNOWN, SFB_SUM_LOST } state;
};

/* False when the sum is too large; it is lost then. */
bool sfb_sum_add(struct sfb_sum *sum, int64_t value);

/* Something belongs to the sum, but how much is not known. */
void sfb_sum_lose(struct sfb_sum *sum);

/* The sum, or SFB_NO_AMOUNT when nothing was added or something was lost. */
int64_t sfb_sum_value(const struct sfb_sum *sum);

/* One unit in one setting; all zero at first. */
struct sfb_cost_unit {
	struct sfb_sum costs[SFB_SCENARIO_COUNT][SFB_COST_CATEGORIES]; /* øre */
	struct sfb_sum started, completed; /* hundredths of a course, not negative */
};

/*
 * Something belongs to a unit's costs, but nobody knows how much: every sum that it may
 * belong to is lost. scenario and category may be SFB_COST_UNKNOWN.
 */
#define SFB_COST_UNKNOWN (-1)
void sfb_cost_lose(struct sfb_cost_unit *unit, int scenario, int category);

/* Loses the costs that are lost in other, which may belong to this unit. */
void sfb_cost_lose_all_of(struct sfb_cost_unit *unit, const struct sfb_cost_unit *other);

/* Hours in hundredths times øre an hour, rounded to whole øre. False when too large. */
bool sfb_cost_of_hours(int64_t hours, int64_t rate, int64_t *amount);

/* What a net amounts to: more than the baseline, less, or exactly as much. */
enum sfb_cost_verdict {
	SFB_VERDICT_NONE, /* the net is not known */
	SFB_VERDICT_EXTRA_COST,
	SFB_VERDICT_SAVING,
	SFB_VERDICT_NEUTRAL,
};

/* Amounts in øre. Every number may be SFB_NO_AMOUNT. */
struct sfb_cost_result {
	int64_t started, completed; /* hundredths */
	int64_t completion;         /* tenths of a percent of the started ones */
	int64_t intervention[SFB_COST_CATEGORIES];
	int64_t intervention_total, baseline_total; /* each needs all four categories */
	int64_t net_total; /* intervention minus baseline: positive costs more */
	int64_t net_per_started, net_per_completed;
	enum sfb_cost_verdict verdict; /* by net_total */
};

/* amortise: the start-up of both scenarios is divided by it; 1 or more. */
void sfb_cost_net(const struct sfb_cost_unit *unit, int32_t amortise,
                  struct sfb_cost_result *result);

/* The net costs per course that the evaluation found, lowest and highest, in øre. */
struct sfb_cost_published {
	int64_t low, high;
	const char *source, *evidence;
};

/* The row of share/cost_published.csv; never NULL. */
const struct sfb_cost_published *sfb_cost_published(enum sfb_setting setting);

/* Tokens: "baseline", "startup", "residential", "extra-cost"; "" for no verdict. */
const char *sfb_scenario_name(enum sfb_scenario scenario);
const char *sfb_cost_category_name(enum sfb_cost_category category);
const char *sfb_setting_name(enum sfb_setting setting);
const char *sfb_cost_verdict_name(enum sfb_cost_verdict verdict);

#endif
