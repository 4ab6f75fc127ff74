#include "cost.h"

static const struct sfb_cost_published published[SFB_SETTING_COUNT] = {
#include "cost_published.inc"
};

enum { HUNDREDTHS = 100, PER_MILLE = 1000 };

static int64_t size_of(int64_t value)
{
	return value < 0 ? -value : value;
}

/* Rounded half away from zero; by is positive. */
static int64_t divide(int64_t value, int64_t by)
{
	int64_t size = (size_of(value) + by / 2) / by;

	return value < 0 ? -size : size;
}

/* ---- sums ---- */

bool sfb_sum_add(struct sfb_sum *sum, int64_t value)
{
	if (sum->state == SFB_SUM_LOST)
		return true;
	if (size_of(value) >= SFB_AMOUNT_MAX || size_of(sum->total + value) >= SFB_AMOUNT_MAX) {
		sfb_sum_lose(sum);
		return false;
	}
	sum->total += value;
	sum->state = SFB_SUM_KNOWN;
	return true;
}

void sfb_sum_lose(struct sfb_sum *sum)
{
	sum->state = SFB_SUM_LOST;
}

int64_t sfb_sum_value(const struct sfb_sum *sum)
{
	return sum->state == SFB_SUM_KNOWN ? sum->total : SFB_NO_AMOUNT;
}

void sfb_cost_lose(struct sfb_cost_unit *unit, int scenario, int category)
{
	for (int s = 0; s < SFB_SCENARIO_COUNT; s++)
		for (int c = 0; c < SFB_COST_CATEGORIES; c++)
			if ((scenario == s || scenario == SFB_COST_UNKNOWN) &&
			    (category == c || category == SFB_COST_UNKNOWN))
				sfb_sum_lose(&unit->costs[s][c]);
}

void sfb_cost_lose_all_of(struct sfb_cost_unit *unit, const struct sfb_cost_unit *other)
{
	for (int s = 0; s < SFB_SCENARIO_COUNT; s++)
		for (int c = 0; c < SFB_COST_CATEGORIES; c++)
			if (other->costs[s][c].state == SFB_SUM_LOST)
				sfb_sum_lose(&unit->costs[s][c]);
}

bool sfb_cost_of_hours(int64_t hours, int64_t rate, int64_t *amount)
{
	const int64_t most = SFB_AMOUNT_MAX * HUNDREDTHS - HUNDREDTHS;

	if (hours != 0 && size_of(rate) > most / size_of(hours))
		return false;
	*amount = divide(hours * rate, HUNDREDTHS);
	return true;
}

/* ---- a unit ---- */

static int64_t add(int64_t a, int64_t b)
{
	return a == SFB_NO_AMOUNT || b == SFB_NO_AMOUNT ? SFB_NO_AMOUNT : a + b;
}

static int64_t negative(int64_t a)
{
	return a == SFB_NO_AMOUNT ? SFB_NO_AMOUNT : -a;
}

/* factor times a part of so many, where there are any. */
static int64_t part(int64_t a, int64_t factor, int64_t of)
{
	if (a == SFB_NO_AMOUNT || of == SFB_NO_AMOUNT || of == 0)
		return SFB_NO_AMOUNT;
	return divide(a * factor, of);
}

static int64_t cost_of(const struct sfb_cost_unit *unit, enum sfb_scenario scenario,
                       enum sfb_cost_category category, int32_t amortise)
{
	int64_t sum = sfb_sum_value(&unit->costs[scenario][category]);

	return category == SFB_COST_STARTUP ? part(sum, 1, amortise) : sum;
}

static enum sfb_cost_verdict verdict_of(int64_t net)
{
	if (net == SFB_NO_AMOUNT)
		return SFB_VERDICT_NONE;
	if (net == 0)
		return SFB_VERDICT_NEUTRAL;
	return net > 0 ? SFB_VERDICT_EXTRA_COST : SFB_VERDICT_SAVING;
}

void sfb_cost_net(const struct sfb_cost_unit *unit, int32_t amortise,
                  struct sfb_cost_result *result)
{
	*result = (struct sfb_cost_result){ .started = sfb_sum_value(&unit->started),
		                            .completed = sfb_sum_value(&unit->completed) };
	result->completion = part(result->completed, PER_MILLE, result->started);
	for (enum sfb_cost_category c = SFB_COST_STARTUP; c < SFB_COST_CATEGORIES; c++) {
		result->intervention[c] = cost_of(unit, SFB_SCENARIO_INTERVENTION, c, amortise);
		result->intervention_total =
			add(result->intervention_total, result->intervention[c]);
		result->baseline_total = add(result->baseline_total,
		                             cost_of(unit, SFB_SCENARIO_BASELINE, c, amortise));
	}
	result->net_total = add(result->intervention_total, negative(result->baseline_total));
	result->net_per_started = part(result->net_total, HUNDREDTHS, result->started);
	result->net_per_completed = part(result->net_total, HUNDREDTHS, result->completed);
	result->verdict = verdict_of(result->net_total);
}

const struct sfb_cost_published *sfb_cost_published(enum sfb_setting setting)
{
	return &published[setting];
}

/* ---- tokens ---- */

const char *sfb_scenario_name(enum sfb_scenario scenario)
{
	static const char *const names[] = {
		[SFB_SCENARIO_INTERVENTION] = "intervention", [SFB_SCENARIO_BASELINE] = "baseline"
	};

	return names[scenario];
}

const char *sfb_cost_category_name(enum sfb_cost_category category)
{
	static const char *const names[] = { [SFB_COST_STARTUP] = "startup",
		                             [SFB_COST_SESSIONS] = "sessions",
		                             [SFB_COST_ONGOING] = "ongoing",
		                             [SFB_COST_OTHER] = "other" };

	return names[category];
}

const char *sfb_setting_name(enum sfb_setting setting)
{
	static const char *const names[] = {
		[SFB_SETTING_OUTPATIENT] = "outpatient", [SFB_SETTING_RESIDENTIAL] = "residential"
	};

	return names[setting];
}

const char *sfb_cost_verdict_name(enum sfb_cost_verdict verdict)
{
	static const char *const names[] = { [SFB_VERDICT_NONE] = "",
		                             [SFB_VERDICT_EXTRA_COST] = "extra-cost",
		                             [SFB_VERDICT_SAVING] = "saving",
		                             [SFB_VERDICT_NEUTRAL] = "neutral" };

	return names[verdict];
}
