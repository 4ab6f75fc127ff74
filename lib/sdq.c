#include "sdq.h"

#include <string.h>

enum { SCALES = SFB_SDQ_PROSOCIAL + 1, SCALE_ITEMS = 5, ANSWERS_MIN = 3 };

/* Teachers are asked items 28, 30 and 31. */
enum { TEACHER_IMPACT_MAX = 6 };
static const bool teacher_asked[SFB_SDQ_IMPACT_ITEMS] = { true, false, true, true, false };

/*
 * What one answer adds to all scales at once: ten small numbers side by side in one
 * word, the points and the number of answers of each scale. No field can overflow
 * into the next: points stay below 16 and answers below 8. Indexed by the answer plus
 * one, so that a missing one adds nothing.
 */
enum { POINTS_BITS = 6, FIELD_BITS = 2 * POINTS_BITS, FIELD_MASK = (1 << POINTS_BITS) - 1 };

#define ADDS(scale, points) \
	((UINT64_C(1) << POINTS_BITS | (uint64_t)(points)) << (scale)*FIELD_BITS)
#define ITEM(scale, reversed)                                       \
	{                                                           \
		0, ADDS(scale, (reversed) ? 2 : 0), ADDS(scale, 1), \
			ADDS(scale, (reversed) ? 0 : 2)             \
	}

static const uint64_t adds[SFB_SDQ_ITEMS][SFB_SDQ_ITEM_MAX + 2] = {
#include "sdq_items.inc"
};

/* Five times the mean of n answers, half up, by their points: a scale has at most two a piece. */
#define RAISED(n, points) ((2 * SCALE_ITEMS * (points) + (n)) / (2 * (n)))
#define RAISED_FROM(n)                                                                        \
	{                                                                                     \
		RAISED(n, 0), RAISED(n, 1), RAISED(n, 2), RAISED(n, 3), RAISED(n, 4),         \
			RAISED(n, 5), RAISED(n, 6), RAISED(n, 7), RAISED(n, 8), RAISED(n, 9), \
			RAISED(n, 10)                                                         \
	}

static const int8_t raised[SCALE_ITEMS + 1][SFB_SDQ_SCALE_MAX + 1] = {
	[ANSWERS_MIN] = RAISED_FROM(3),
	[4] = RAISED_FROM(4),
	[SCALE_ITEMS] = RAISED_FROM(5),
};

static const struct sfb_sdq_band builtin[] = {
#include "sdq_bands.inc"
};

const struct sfb_sdq_band *sfb_sdq_bands(size_t *count)
{
	*count = sizeof(builtin) / sizeof(builtin[0]);
	return builtin;
}

int sfb_sdq_score_max(enum sfb_sdq_score score, enum sfb_rater informant)
{
	switch (score) {
	case SFB_SDQ_TOTAL: return SFB_SDQ_TOTAL_MAX;
	case SFB_SDQ_INTERNALISING:
	case SFB_SDQ_EXTERNALISING: return 2 * SFB_SDQ_SCALE_MAX;
	case SFB_SDQ_IMPACT:
		return informant == SFB_RATER_TEACHER ? TEACHER_IMPACT_MAX : SFB_SDQ_SCALE_MAX;
	default: return SFB_SDQ_SCALE_MAX;
	}
}

/* ---- norms ---- */

static enum sfb_sdq_fault check_band(const struct sfb_sdq_band *band)
{
	if (band->informant != SFB_RATER_SELF && band->informant != SFB_RATER_CAREGIVER &&
	    band->informant != SFB_RATER_TEACHER)
		return SFB_SDQ_BAD_INFORMANT;
	if (band->age_min < 0 || band->age_min > band->age_max || band->age_max > SFB_AGE_MAX)
		return SFB_SDQ_BAD_AGES;
	if (band->scale >= SFB_SDQ_SCORES || band->scale == SFB_SDQ_INTERNALISING ||
	    band->scale == SFB_SDQ_EXTERNALISING)
		return SFB_SDQ_BAD_SCALE;
	if (band->low < 0 || band->low > band->high ||
	    band->high > sfb_sdq_score_max(band->scale, band->informant))
		return SFB_SDQ_BAD_POINTS;
	return SFB_SDQ_SOUND;
}

static bool same_informant(const struct sfb_sdq_band *a, const struct sfb_sdq_band *b)
{
	return a->informant == b->informant && strcmp(a->set, b->set) == 0;
}

static bool same_ages(const struct sfb_sdq_band *a, const struct sfb_sdq_band *b)
{
	return a->age_min == b->age_min && a->age_max == b->age_max;
}

/* Whether one child can be meant by both. */
static bool share_children(const struct sfb_sdq_band *a, const struct sfb_sdq_band *b)
{
	return (a->sex == b->sex || a->sex == SFB_SEX_UNKNOWN || b->sex == SFB_SEX_UNKNOWN) &&
	       a->age_min <= b->age_max && b->age_min <= a->age_max;
}

/* The norms that a band belongs to, made if they are new; NULL when it collides with others. */
static struct sfb_sdq_norms *norms_of(const struct sfb_sdq_band *band, struct sfb_sdq_norms *norms,
                                      size_t *count)
{
	for (size_t i = 0; i < *count; i++) {
		const struct sfb_sdq_band *first = norms[i].first;

		if (!same_informant(first, band))
			continue;
		if (same_ages(first, band) && first->sex == band->sex)
			return &norms[i];
		if (share_children(first, band))
			return NULL;
	}
	norms[*count] = (struct sfb_sdq_norms){ .first = band };
	for (size_t i = 0; i < *count; i++)
		if (same_informant(norms[i].first, band) && !same_ages(norms[i].first, band))
			norms[i].by_age = norms[*count].by_age = true;
	return &norms[(*count)++];
}

/* The row to blame for a hole at some points: the next above it, or else the last below. */
static size_t beside_hole(const struct sfb_sdq_band *bands, size_t count,
                          const struct sfb_sdq_band *first, enum sfb_sdq_score scale, int points)
{
	size_t above = count, below = count;

	for (size_t i = 0; i < count; i++) {
		const struct sfb_sdq_band *b = &bands[i];

		if (b->scale != scale || b->sex != first->sex || !same_informant(b, first) ||
		    !same_ages(b, first))
			continue;
		if (b->low > points && (above == count || b->low < bands[above].low))
			above = i;
		if (b->high < points && (below == count || b->high > bands[below].high))
			below = i;
	}
	return above < count ? above : below;
}

/* The first points of a scale that no band has; -1 when all have one, or none has. */
static int find_hole(const struct sfb_sdq_norms *norms, enum sfb_sdq_score scale)
{
	int max = sfb_sdq_score_max(scale, norms->first->informant), hole = -1;
	bool any = false;

	for (int points = max; points >= 0; points--) {
		if (norms->band[scale][points] == NULL)
			hole = points;
		else
			any = true;
	}
	return any ? hole : -1;
}

enum sfb_sdq_fault sfb_sdq_make_norms(const struct sfb_sdq_band *bands, size_t count,
                                      struct sfb_sdq_norms *norms, size_t *norms_count, size_t *at)
{
	*norms_count = 0;
	for (*at = 0; *at < count; (*at)++) {
		const struct sfb_sdq_band *band = &bands[*at];
		enum sfb_sdq_fault fault = check_band(band);
		struct sfb_sdq_norms *own;

		if (fault != SFB_SDQ_SOUND)
			return fault;
		own = norms_of(band, norms, norms_count);
		if (own == NULL)
			return SFB_SDQ_AGES_OVERLAP;
		for (int points = band->low; points <= band->high; points++) {
			if (own->band[band->scale][points] != NULL)
				return SFB_SDQ_BANDS_OVERLAP;
			own->band[band->scale][points] = band->band;
		}
	}
	for (size_t i = 0; i < *norms_count; i++) {
		for (enum sfb_sdq_score scale = 0; scale < SFB_SDQ_SCORES; scale++) {
			int hole = find_hole(&norms[i], scale);

			if (hole < 0)
				continue;
			*at = beside_hole(bands, count, norms[i].first, scale, hole);
			return SFB_SDQ_HOLE;
		}
	}
	return SFB_SDQ_SOUND;
}

static const struct sfb_sdq_norms *find_norms(const struct sfb_sdq_answers *answers,
                                              const struct sfb_sdq_norms *norms, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct sfb_sdq_band *first = norms[i].first;
		bool right_age = answers->age == SFB_NO_AGE
		                         ? !norms[i].by_age
		                         : answers->age >= first->age_min &&
		                                   answers->age <= first->age_max;

		if (first->informant == answers->informant && right_age &&
		    (first->sex == SFB_SEX_UNKNOWN || first->sex == answers->sex))
			return &norms[i];
	}
	return NULL;
}

/* ---- scores ---- */

static bool in_range(int answer, int max)
{
	return answer >= SFB_NO_ANSWER && answer <= max;
}

/* All but items 1 to 25. */
static bool is_valid(const struct sfb_sdq_answers *a)
{
	bool valid = in_range(a->difficulties, SFB_SDQ_IMPACT_ITEM_MAX) &&
	             in_range(a->age, SFB_AGE_MAX);

	for (size_t i = 0; i < SFB_SDQ_IMPACT_ITEMS; i++)
		valid = valid && in_range(a->impact[i], SFB_SDQ_IMPACT_ITEM_MAX);
	return valid;
}

/* What the answer to an item adds; its place in the table is joined to *places. */
static inline uint64_t add_answer(const int8_t *answer, size_t number, unsigned *places)
{
	unsigned place = (unsigned)(*answer + 1);

	*places |= place;
	return adds[number][place & 3];
}

/* The five scales; the status is never no-norms. Without a valid answer nothing is set. */
static enum sfb_sdq_status score_scales(const int8_t *item, int *score)
{
	uint64_t sums = 0;
	unsigned places = 0; /* all answers plus one, joined: 0 to 3 leave two bits */
	int least = SCALE_ITEMS, most = 0;

	/* Five by five: the loop itself would cost as much as its work. */
	for (size_t i = 0; i < SFB_SDQ_ITEMS; i += 5) {
		sums += add_answer(&item[i], i, &places) +
		        add_answer(&item[i + 1], i + 1, &places) +
		        add_answer(&item[i + 2], i + 2, &places) +
		        add_answer(&item[i + 3], i + 3, &places) +
		        add_answer(&item[i + 4], i + 4, &places);
	}
	if (places > 3)
		return SFB_SDQ_INVALID;
	for (int s = 0; s < SCALES; s++, sums >>= FIELD_BITS) {
		int points = (int)sums & FIELD_MASK;
		int n = (int)(sums >> POINTS_BITS) & FIELD_MASK;

		least = n < least ? n : least;
		most = n > most ? n : most;
		score[s] = n < ANSWERS_MIN ? SFB_NO_SCORE : raised[n][points];
	}
	return most == 0             ? SFB_SDQ_SKIPPED
	       : least < ANSWERS_MIN ? SFB_SDQ_INCOMPLETE
	       : least < SCALE_ITEMS ? SFB_SDQ_PRORATED
	                             : SFB_SDQ_OK;
}

static int both(int a, int b)
{
	return a == SFB_NO_SCORE || b == SFB_NO_SCORE ? SFB_NO_SCORE : a + b;
}

/* The first two answers count nothing, the next ones 1 and 2. */
static int score_impact(const struct sfb_sdq_answers *answers, struct sfb_sdq_result *result)
{
	static const int counts[SFB_SDQ_IMPACT_ITEM_MAX + 2] = { 0, 0, 0, 1,
		                                                 2 }; /* by answer + 1 */
	const bool teacher = answers->informant == SFB_RATER_TEACHER;
	int sum = 0, highest = SFB_NO_ANSWER;

	for (size_t i = 0; i < SFB_SDQ_IMPACT_ITEMS; i++) {
		int answer = answers->impact[i];

		if (teacher && !teacher_asked[i]) {
			result->not_asked |= answer != SFB_NO_ANSWER;
			continue;
		}
		highest = answer > highest ? answer : highest;
		sum += counts[answer + 1];
	}
	if (answers->difficulties == 0) {
		result->gated = highest > 0;
		return 0;
	}
	return highest == SFB_NO_ANSWER ? SFB_NO_SCORE : sum;
}

static void set_bands(const struct sfb_sdq_norms *own, struct sfb_sdq_result *result)
{
	const int *score = result->score;

	result->norms = own == NULL ? NULL : own->first->set;
	for (int s = 0; s < SFB_SDQ_SCORES; s++)
		result->band[s] = own == NULL || score[s] == SFB_NO_SCORE ? NULL
		                                                          : own->band[s][score[s]];
}

void sfb_sdq_score(const struct sfb_sdq_answers *answers, const struct sfb_sdq_norms *norms,
                   size_t count, struct sfb_sdq_result *result)
{
	const struct sfb_sdq_norms *own;
	int *score = result->score;

	result->gated = result->not_asked = false;
	result->status = is_valid(answers) ? score_scales(answers->item, score) : SFB_SDQ_INVALID;
	if (result->status == SFB_SDQ_INVALID) {
		for (int s = 0; s < SFB_SDQ_SCORES; s++)
			score[s] = SFB_NO_SCORE;
		set_bands(NULL, result);
		return;
	}
	score[SFB_SDQ_INTERNALISING] = both(score[SFB_SDQ_EMOTIONAL], score[SFB_SDQ_PEER]);
	score[SFB_SDQ_EXTERNALISING] = both(score[SFB_SDQ_CONDUCT], score[SFB_SDQ_HYPERACTIVITY]);
	score[SFB_SDQ_TOTAL] = both(score[SFB_SDQ_INTERNALISING], score[SFB_SDQ_EXTERNALISING]);
	score[SFB_SDQ_IMPACT] = score_impact(answers, result);

	own = find_norms(answers, norms, count);
	if (own == NULL && result->status == SFB_SDQ_OK)
		result->status = SFB_SDQ_NO_NORMS;
	set_bands(own, result);
}

/* ---- names ---- */

const char *sfb_sdq_score_name(enum sfb_sdq_score score)
{
	static const char *const names[SFB_SDQ_SCORES] = {
		"emotional", "conduct",       "hyperactivity", "peer",   "prosocial",
		"total",     "internalising", "externalising", "impact",
	};

	return names[score];
}

const char *sfb_sdq_status_name(enum sfb_sdq_status status)
{
	static const char *const names[] = { "invalid",  "skipped",  "incomplete",
		                             "prorated", "no-norms", "ok" };

	return names[status];
}

const char *sfb_sdq_fault_text(enum sfb_sdq_fault fault)
{
	static const char *const texts[] = {
		"sound",
		"informant: not parent, teacher or self",
		"age_min and age_max: not from 0 to 120 years, or the wrong way round",
		"scale: not total, emotional, conduct, hyperactivity, peer, prosocial or impact",
		"low and high: outside the range of the scale, or the wrong way round",
		"the ages or the sex overlap with another row of the same set and informant",
		"the points overlap with another band of the same scale",
		"a hole: some points of this scale, beside this row, are in no band",
	};

	return texts[fault];
}
