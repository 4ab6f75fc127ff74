#include "change.h"

#include <string.h>

static const struct {
	const char *set;
	enum sfb_form form;
	sfb_points points;
	const char *source, *evidence;
} reliable_change[] = {
#include "ors_reliable_change.inc"
};

static const struct {
	int percent;
	int32_t z;
	const char *source, *evidence;
} confidences[] = {
#include "confidence.inc"
};

#define RELIABLE_CHANGES (sizeof(reliable_change) / sizeof(reliable_change[0]))
#define CONFIDENCES (sizeof(confidences) / sizeof(confidences[0]))

/* ---- forms ---- */

uint32_t sfb_forms_see(uint32_t known, uint32_t form)
{
	if (form == SFB_FORM_UNKNOWN || form == SFB_FORM_YCORS || form == known)
		return known;
	return known == SFB_FORM_UNKNOWN ? form : SFB_FORMS_SEVERAL;
}

uint32_t sfb_forms_settle(uint32_t known)
{
	return known == SFB_FORMS_SEVERAL ? SFB_FORM_UNKNOWN : known;
}

/* ---- series ---- */

static bool earlier(const struct sfb_score *a, const struct sfb_score *b)
{
	return a->when != b->when ? a->when < b->when : a->order < b->order;
}

void sfb_series_add(struct sfb_series *series, const struct sfb_score *score)
{
	if (series->scored == 0 || earlier(score, &series->first))
		series->first = *score;
	if (series->scored == 0 || earlier(&series->last, score))
		series->last = *score;
	series->scored++;
}

void sfb_series_merge(struct sfb_series *into, const struct sfb_series *from)
{
	uint32_t scored = into->scored + from->scored;

	if (from->scored == 0)
		return;
	sfb_series_add(into, &from->first);
	sfb_series_add(into, &from->last);
	into->scored = scored;
}

sfb_points sfb_series_change(const struct sfb_series *series)
{
	return series->last.points - series->first.points;
}

enum sfb_outcome sfb_series_outcome(const struct sfb_series *series, sfb_points threshold,
                                    enum sfb_better better)
{
	if (series->scored < 2 || threshold == SFB_NO_POINTS)
		return SFB_OUTCOME_NONE;

	sfb_points gain = sfb_series_change(series);

	if (better == SFB_LOWER_IS_BETTER)
		gain = -gain;
	if (gain >= threshold)
		return series->first.range == SFB_RANGE_CLINICAL &&
		                       series->last.range == SFB_RANGE_NONCLINICAL
		               ? SFB_RECOVERED
		               : SFB_IMPROVED;
	return gain <= -threshold ? SFB_DETERIORATED : SFB_UNCHANGED;
}

struct sfb_form_scores *sfb_form_scores_find(struct sfb_form_scores *list, uint32_t form,
                                             const struct sfb_score *score)
{
	for (; list != NULL; list = list->next) {
		if (list->scores.scored == 0) {
			list->form = form;
			list->appeared = score->order;
		}
		if (list->form == form)
			return list;
	}
	return NULL;
}

struct sfb_form_scores *sfb_form_scores_settle(struct sfb_form_scores *list, uint32_t known,
                                               struct sfb_form_scores **from)
{
	struct sfb_form_scores *unknown = NULL, *into = NULL;
	uint32_t form = sfb_forms_settle(known);

	for (; list != NULL; list = list->next) {
		if (list->scores.scored > 0 && list->form == SFB_FORM_UNKNOWN)
			unknown = list;
		else if (list->scores.scored > 0 && list->form == form)
			into = list;
	}
	if (unknown == NULL || form == SFB_FORM_UNKNOWN)
		return NULL;
	unknown->form = form;
	if (into == NULL)
		return NULL;
	sfb_series_merge(&into->scores, &unknown->scores);
	if (unknown->appeared < into->appeared)
		into->appeared = unknown->appeared;
	unknown->scores.scored = 0;
	*from = unknown;
	return into->scores.last.order == unknown->scores.last.order ? into : NULL;
}

enum sfb_change_status sfb_series_status(const struct sfb_series *series, bool form_known,
                                         sfb_points threshold)
{
	if (!form_known)
		return SFB_CHANGE_NO_FORM;
	if (series->scored < 2)
		return SFB_CHANGE_ONE_SCORE;
	if (threshold == SFB_NO_POINTS)
		return SFB_CHANGE_NO_THRESHOLD;
	if (series->first.range == SFB_RANGE_UNKNOWN || series->last.range == SFB_RANGE_UNKNOWN)
		return SFB_CHANGE_NO_CUTOFF;
	return SFB_CHANGE_OK;
}

enum sfb_range sfb_range_of(sfb_points score, sfb_points cutoff, enum sfb_better better)
{
	if (score == SFB_NO_POINTS || cutoff == SFB_NO_POINTS)
		return SFB_RANGE_UNKNOWN;
	return (score < cutoff) == (better == SFB_HIGHER_IS_BETTER) ? SFB_RANGE_CLINICAL
	                                                            : SFB_RANGE_NONCLINICAL;
}

/* ---- thresholds and cutoffs ---- */

sfb_points sfb_reliable_change(const char *set, enum sfb_form form)
{
	for (size_t i = 0; i < RELIABLE_CHANGES; i++)
		if (reliable_change[i].form == form && strcmp(reliable_change[i].set, set) == 0)
			return reliable_change[i].points;
	return SFB_NO_POINTS;
}

const char *sfb_reliable_change_set(size_t position)
{
	return position < RELIABLE_CHANGES ? reliable_change[position].set : NULL;
}

/* A product of two numbers, which does not fit into one. */
struct product {
	uint64_t high, low;
};

static struct product multiply(uint64_t a, uint64_t b)
{
	const uint64_t half = UINT32_MAX;
	uint64_t low = (a & half) * (b & half);
	uint64_t one = (a >> 32) * (b & half) + (low >> 32);
	uint64_t two = (a & half) * (b >> 32) + (one & half);

	return (struct product){ (a >> 32) * (b >> 32) + (one >> 32) + (two >> 32),
		                 two << 32 | (low & half) };
}

static bool at_most(struct product a, struct product b)
{
	return a.high != b.high ? a.high < b.high : a.low <= b.low;
}

/*
 * sqrt(a * b / c), rounded half up: the greatest n with n - 1/2 at most the root,
 * which is (2n - 1)^2 * c <= a * 4b. No more than INT32_MAX.
 */
static int32_t root(uint64_t a, uint64_t b, uint64_t c)
{
	struct product square = multiply(a, 4 * b);
	uint64_t low = 0, high = INT32_MAX;

	while (low < high) {
		uint64_t n = high - (high - low) / 2;

		if (at_most(multiply((2 * n - 1) * (2 * n - 1), c), square))
			low = n;
		else
			high = n - 1;
	}
	return (int32_t)low;
}

static uint64_t square_of(int64_t number)
{
	uint64_t size = (uint64_t)(number < 0 ? -number : number);

	return size * size;
}

/* 1 - R, in ten-thousandths. */
static uint64_t unreliability(const struct sfb_uncertainty *uncertainty)
{
	return (uint64_t)(SFB_RELIABILITY_ONE - uncertainty->reliability);
}

sfb_points sfb_score_error(const struct sfb_uncertainty *uncertainty)
{
	return root(square_of(uncertainty->sd), unreliability(uncertainty), SFB_RELIABILITY_ONE);
}

sfb_points sfb_difference_error(const struct sfb_uncertainty *uncertainty)
{
	return root(square_of(uncertainty->sd), 2 * unreliability(uncertainty),
	            SFB_RELIABILITY_ONE);
}

sfb_points sfb_change_threshold(const struct sfb_uncertainty *uncertainty, int32_t z)
{
	/* z is in thousandths, its square in millionths. */
	return root(square_of((int64_t)z * uncertainty->sd), 2 * unreliability(uncertainty),
	            UINT64_C(1000000) * SFB_RELIABILITY_ONE);
}

int32_t sfb_change_index(sfb_points change, const struct sfb_uncertainty *uncertainty)
{
	int32_t size = root(square_of(change), UINT64_C(1000000) * SFB_RELIABILITY_ONE,
	                    square_of(uncertainty->sd) * 2 * unreliability(uncertainty));

	return change < 0 ? -size : size;
}

int32_t sfb_confidence_z(int percent)
{
	for (size_t i = 0; i < CONFIDENCES; i++)
		if (confidences[i].percent == percent)
			return confidences[i].z;
	return 0;
}

int sfb_confidence(size_t position)
{
	return position < CONFIDENCES ? confidences[position].percent : 0;
}

/* Rounded half up, also below zero; over is above zero. */
static int64_t divide(int64_t number, int64_t over)
{
	int64_t twice = 2 * number + over, whole = twice / (2 * over);

	return twice % (2 * over) < 0 ? whole - 1 : whole;
}

sfb_points sfb_criterion_cutoff(enum sfb_criterion criterion, const struct sfb_group *clinical,
                                const struct sfb_group *functional)
{
	int towards_functional = functional->mean > clinical->mean ? 1 : -1;
	int64_t sds = (int64_t)functional->sd + clinical->sd;

	switch (criterion) {
	case SFB_CRITERION_A: return clinical->mean + 2 * clinical->sd * towards_functional;
	case SFB_CRITERION_B: return functional->mean - 2 * functional->sd * towards_functional;
	case SFB_CRITERION_C: break;
	}
	/* Each mean by the other's SD: the cutoff lies nearer to the narrower group. */
	return (sfb_points)divide((int64_t)functional->sd * clinical->mean +
	                                  (int64_t)clinical->sd * functional->mean,
	                          sds);
}

/* ---- names ---- */

const char *sfb_change_status_name(enum sfb_change_status status)
{
	static const char *const names[] = {
		[SFB_CHANGE_NO_FORM] = "no-form",
		[SFB_CHANGE_ONE_SCORE] = "one-score",
		[SFB_CHANGE_NO_THRESHOLD] = "no-threshold",
		[SFB_CHANGE_NO_CUTOFF] = "no-cutoff",
		[SFB_CHANGE_OK] = "ok",
	};

	return names[status];
}

const char *sfb_outcome_name(enum sfb_outcome outcome)
{
	static const char *const names[] = { "", "recovered", "improved", "unchanged",
		                             "deteriorated" };

	return names[outcome];
}
