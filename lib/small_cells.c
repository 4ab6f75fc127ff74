#include "small_cells.h"

static bool is_small(uint64_t count, uint64_t k)
{
	return count >= 1 && count < k;
}

/* A count that stands for itself. */
static enum sfb_cell plain(uint64_t count, uint64_t k)
{
	return is_small(count, k) ? SFB_CELL_BELOW : SFB_CELL_SHOWN;
}

/* One that would tell a small count beside it. */
static enum sfb_cell veiled(uint64_t count, uint64_t k)
{
	return is_small(count, k) ? SFB_CELL_BELOW : SFB_CELL_HIDDEN;
}

/* One of a closed block: nothing tells none from few. */
static enum sfb_cell closed(uint64_t count, uint64_t k)
{
	return count < k ? SFB_CELL_BELOW : SFB_CELL_HIDDEN;
}

static bool is_base(struct sfb_base base, uint64_t k)
{
	return base.persons >= k && base.families >= SFB_CELL_FAMILIES;
}

static uint64_t larger(uint64_t a, uint64_t b)
{
	return a > b ? a : b;
}

/* ---- outcomes ---- */

static void close_pairs(const struct sfb_outcome_counts *counts, uint64_t k,
                        struct sfb_outcome_cells *cells)
{
	cells->paired = closed(counts->paired, k);
	cells->clinical_first = closed(counts->clinical_first, k);
	for (enum sfb_outcome o = SFB_RECOVERED; o < SFB_OUTCOME_COUNT; o++)
		cells->outcome[o] = closed(counts->outcome[o], k);
	cells->improved_share = cells->deteriorated_share = SFB_CELL_HIDDEN;
	cells->means = SFB_CELL_HIDDEN;
}

/* Two outcomes whose sum is told by the share of those who improved, or by what is left of it. */
struct half {
	enum sfb_outcome one, other;
	bool has_small;
	bool can_tell; /* the sum leaves every small count open */
};

static struct half half_of(const struct sfb_outcome_counts *counts, enum sfb_outcome one,
                           enum sfb_outcome other, uint64_t k)
{
	uint64_t a = counts->outcome[one], b = counts->outcome[other];
	struct half half = { one, other, is_small(a, k) || is_small(b, k), true };

	/* One small count s in 1 to k - 1, and the other, at least k, is what is left. */
	if (half.has_small)
		half.can_tell = a + b >= 2 * k - 1;
	if (is_small(a, k) && is_small(b, k))
		half.can_tell = false;
	return half;
}

static void veil_half(const struct sfb_outcome_counts *counts, const struct half *half, uint64_t k,
                      struct sfb_outcome_cells *cells)
{
	cells->outcome[half->one] = veiled(counts->outcome[half->one], k);
	cells->outcome[half->other] = veiled(counts->outcome[half->other], k);
}

/* The outcomes of pairs that have enough persons behind them; false: the pairs must be closed. */
static bool hide_judged(const struct sfb_outcome_counts *counts, uint64_t k,
                        struct sfb_outcome_cells *cells)
{
	struct half good = half_of(counts, SFB_RECOVERED, SFB_IMPROVED, k);
	struct half rest = half_of(counts, SFB_UNCHANGED, SFB_DETERIORATED, k);
	bool share = good.can_tell && rest.can_tell, any_large = false;
	uint64_t judged = 0;

	for (enum sfb_outcome o = SFB_RECOVERED; o < SFB_OUTCOME_COUNT; o++) {
		judged += counts->outcome[o];
		any_large = any_large || !is_small(counts->outcome[o], k);
	}
	if (!good.has_small && !rest.has_small)
		return true;
	if (!share && (judged < 3 * k || !any_large))
		return false;
	if (!share)
		cells->improved_share = SFB_CELL_HIDDEN;
	if (!share || good.has_small) {
		veil_half(counts, &good, k, cells);
		/* Nobody recovers who did not start clinical: a lower limit of it. */
		cells->clinical_first = veiled(counts->clinical_first, k);
		if (cells->clinical_first == SFB_CELL_BELOW && counts->outcome[SFB_RECOVERED] == 0)
			cells->outcome[SFB_RECOVERED] = SFB_CELL_BELOW;
	}
	if (!share || rest.has_small) {
		veil_half(counts, &rest, k, cells);
		cells->deteriorated_share = SFB_CELL_HIDDEN;
	}
	return true;
}

static void hide_pairs(const struct sfb_outcome_counts *counts, uint64_t k,
                       struct sfb_outcome_cells *cells)
{
	bool any_outcome = false, open = is_base(counts->pairs, k);

	if (counts->paired == 0)
		return;
	cells->clinical_first = is_small(counts->paired - counts->clinical_first, k)
	                                ? veiled(counts->clinical_first, k)
	                                : plain(counts->clinical_first, k);
	for (enum sfb_outcome o = SFB_RECOVERED; o < SFB_OUTCOME_COUNT; o++)
		any_outcome = any_outcome || counts->outcome[o] > 0;
	if (open && any_outcome && !is_base(counts->judged, k)) {
		for (enum sfb_outcome o = SFB_RECOVERED; o < SFB_OUTCOME_COUNT; o++)
			cells->outcome[o] = closed(counts->outcome[o], k);
		cells->improved_share = cells->deteriorated_share = SFB_CELL_HIDDEN;
		cells->clinical_first = closed(counts->clinical_first, k);
	} else if (open) {
		open = hide_judged(counts, k, cells);
		/* Hidden because few did not start clinical: at least two numbers must be left. */
		if (cells->clinical_first == SFB_CELL_HIDDEN &&
		    cells->outcome[SFB_RECOVERED] == SFB_CELL_SHOWN &&
		    larger(counts->outcome[SFB_RECOVERED], k) + 1 >= counts->paired)
			open = false;
	}
	if (!open)
		close_pairs(counts, k, cells);
}

void sfb_hide_outcomes(const struct sfb_outcome_counts *counts, uint64_t k,
                       struct sfb_outcome_cells *cells)
{
	/* Three families, shown as below 4, would be three. */
	bool three_of_four = k == 4 && counts->families == 3;

	*cells = (struct sfb_outcome_cells){ 0 };
	if (k == 0)
		return;
	if (!is_base(counts->all, k) || three_of_four) {
		cells->families = closed(counts->families, k);
		cells->persons = closed(counts->persons, k);
		cells->one_score = closed(counts->one_score, k);
		close_pairs(counts, k, cells);
		return;
	}
	cells->one_score = plain(counts->one_score, k);
	hide_pairs(counts, k, cells);
	cells->families = plain(counts->families, k);
	cells->coarse = counts->by_family && cells->families == SFB_CELL_BELOW;
	/* Mostly, a person has one series and a family is one person: then these are the sums. */
	if (cells->paired != SFB_CELL_SHOWN || cells->one_score != SFB_CELL_SHOWN) {
		cells->persons = SFB_CELL_HIDDEN;
		cells->families = veiled(counts->families, k);
	}
}

/* ---- courses ---- */

/*
 * Whether the number of closed courses may stand beside their endings. It is the sum
 * of the three and of those whose ending nobody noted; a reader may know that there
 * are none. Every small one must be able to be k - 1 while the others are 1 and one
 * that is not small is k at least, with two to spare: what is refused must leave that one
 * open, too.
 */
static bool endings_fit(const struct sfb_course_sums *counts, uint64_t k, bool *any_small)
{
	uint64_t small = 0, large = 0;

	for (enum sfb_ending e = SFB_ENDING_UNKNOWN; e < SFB_ENDINGS; e++) {
		small += is_small(counts->ending[e], k);
		large += e != SFB_ENDING_UNKNOWN && !is_small(counts->ending[e], k);
	}
	*any_small = small > 0;
	return small == 0 || (large > 0 && counts->closed >= 2 * k + small);
}

static void close_ended(const struct sfb_course_sums *counts, uint64_t k,
                        struct sfb_course_cells *cells)
{
	cells->closed = closed(counts->closed, k);
	cells->completed = closed(counts->completed, k);
	for (enum sfb_ending e = SFB_PLANNED; e < SFB_ENDINGS; e++)
		cells->ending[e] = closed(counts->ending[e], k);
	cells->completion = cells->median = SFB_CELL_HIDDEN;
}

static void close_risk(const struct sfb_course_sums *counts, uint64_t k,
                       struct sfb_course_cells *cells)
{
	cells->at_risk = closed(counts->at_risk, k);
	cells->avoided = closed(counts->avoided, k);
	cells->outcome_unknown = closed(counts->outcome_unknown, k);
	cells->avoided_share = SFB_CELL_HIDDEN;
}

/* What is known of closed courses; false: there are too few to tell. */
static bool hide_closed(const struct sfb_course_sums *counts, uint64_t k,
                        struct sfb_course_cells *cells)
{
	uint64_t rest = counts->closed - counts->completed;
	bool small_ending = false;
	bool fits = counts->closed == 0 ||
	            (counts->closed_families >= k && endings_fit(counts, k, &small_ending));

	/* Hidden because few were not completed, it must not be the one number that is left, nor they. */
	if (is_small(rest, k) && counts->completed >= k && counts->closed < 2 * k)
		fits = false;
	if (!fits) {
		close_ended(counts, k, cells);
		return false;
	}
	if (is_small(counts->completed, k) || is_small(rest, k)) {
		cells->completed = veiled(counts->completed, k);
		cells->completion = SFB_CELL_HIDDEN;
	}
	for (enum sfb_ending e = SFB_PLANNED; small_ending && e < SFB_ENDINGS; e++)
		cells->ending[e] = veiled(counts->ending[e], k);
	if (counts->length_families < k && counts->length_families > 0)
		cells->median = SFB_CELL_HIDDEN;
	return true;
}

/* How many courses a reader sees. */
static uint64_t courses_told(const struct sfb_course_sums *counts,
                             const struct sfb_course_cells *cells)
{
	uint64_t told = 0;

	if (cells->courses == SFB_CELL_SHOWN)
		return counts->courses;
	if (cells->open == SFB_CELL_SHOWN)
		told = counts->open;
	return cells->closed == SFB_CELL_SHOWN ? larger(told, counts->closed) : told;
}

/* Whether placements can be told at all. */
static bool risk_fits(const struct sfb_course_sums *counts, uint64_t k, bool told,
                      uint64_t told_courses)
{
	uint64_t known = counts->avoided + counts->placed;

	if (counts->risk_families < k)
		return false;
	if (known > 0 && (counts->known_families < k || !told))
		return false;
	if ((is_small(counts->avoided, k) || is_small(counts->placed, k)) && known <= 2 * k)
		return false;
	/*
	 * Those at risk are a lower limit of the courses, and with them of one that may be
	 * hidden. Few unknown ones must be able to be any few.
	 */
	if (is_small(counts->outcome_unknown, k))
		return known + k - 1 <= told_courses;
	return counts->at_risk <= told_courses;
}

static void hide_risk(const struct sfb_course_sums *counts, uint64_t k,
                      struct sfb_course_cells *cells)
{
	if (is_small(counts->avoided, k) || is_small(counts->placed, k)) {
		cells->avoided = veiled(counts->avoided, k);
		cells->avoided_share = SFB_CELL_HIDDEN;
	}
	cells->outcome_unknown = plain(counts->outcome_unknown, k);
	if (cells->outcome_unknown != SFB_CELL_SHOWN)
		cells->at_risk = SFB_CELL_HIDDEN;
}

static void close_courses(const struct sfb_course_sums *counts, uint64_t k,
                          struct sfb_course_cells *cells)
{
	cells->courses = closed(counts->courses, k);
	cells->open = closed(counts->open, k);
	cells->children_returned = closed(counts->children_returned, k);
	close_ended(counts, k, cells);
	close_risk(counts, k, cells);
}

/* So many courses that what a closed block says, at least k or not, does not fill them up. */
static uint64_t room_for_risk(const struct sfb_course_sums *counts, uint64_t k)
{
	uint64_t room = 2 * k;

	room += counts->avoided >= k ? k : 0;
	return room + (counts->outcome_unknown >= k ? k : 0);
}

void sfb_hide_courses(const struct sfb_course_sums *counts, uint64_t k,
                      struct sfb_course_cells *cells)
{
	uint64_t told_courses;
	bool told;

	*cells = (struct sfb_course_cells){ 0 };
	if (k == 0)
		return;
	if (counts->families < larger(k, SFB_CELL_FAMILIES)) {
		close_courses(counts, k, cells);
		return;
	}
	told = hide_closed(counts, k, cells);
	cells->open = plain(counts->open, k);
	cells->children_returned = plain(counts->children_returned, k);
	if (cells->open != SFB_CELL_SHOWN || cells->closed != SFB_CELL_SHOWN)
		cells->courses = SFB_CELL_HIDDEN;
	if (counts->at_risk == 0)
		return;
	told_courses = courses_told(counts, cells);
	if (risk_fits(counts, k, told, told_courses))
		hide_risk(counts, k, cells);
	else if (told_courses < room_for_risk(counts, k) ||
	         (counts->avoided >= k && counts->closed < 2 * k))
		close_courses(counts, k, cells);
	else
		close_risk(counts, k, cells);
	/* Without a closed course there is nothing to hide of them. */
	if (cells->closed == SFB_CELL_SHOWN && counts->closed == 0)
		cells->avoided = cells->avoided_share = SFB_CELL_SHOWN;
}

/* ---- coverage ---- */

void sfb_hide_coverage(const struct sfb_coverage *counts, uint64_t k,
                       struct sfb_coverage_cells *cells)
{
	bool open, small;

	*cells = (struct sfb_coverage_cells){ 0 };
	if (k == 0)
		return;
	small = is_small(counts->scored, k) || is_small(counts->sessions - counts->scored, k) ||
	        is_small(counts->with_baseline, k) ||
	        is_small(counts->persons - counts->with_baseline, k);
	open = is_base(counts->all, k) && (counts->sessions == 0 || is_base(counts->seen, k));
	if (small && (counts->sessions < 2 * k - 1 || counts->persons < 2 * k - 1))
		open = false;
	if (!open) {
		cells->sessions = closed(counts->sessions, k);
		cells->persons = closed(counts->persons, k);
		cells->scored = closed(counts->scored, k);
		cells->with_baseline = closed(counts->with_baseline, k);
		cells->share = SFB_CELL_HIDDEN;
	} else if (small) {
		/* Scores and baselines limit each other, so that they are told together. */
		cells->scored = veiled(counts->scored, k);
		cells->with_baseline = veiled(counts->with_baseline, k);
		cells->share = SFB_CELL_HIDDEN;
	}
}
