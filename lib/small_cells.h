/*
 * small_cells.h: which cells of a summary may leave the team.
 *
 * In a table for others, a small number can point at a family. With a smallest
 * count k (SFB_CELL_MIN or more; 0: everything is shown) a figure is shown only
 * with at least k persons and SFB_CELL_FAMILIES families behind it, and a count of 1
 * to k - 1 only as "below k". A share is hidden when its numerator or what is left of
 * it is such a count. Further cells are hidden where sums, shares (which can be
 * turned back into counts, as can their bounds) or limits (nobody recovers who did
 * not start clinical) would tell a hidden one.
 *
 * The functions take the counts of one row and tell what becomes of each cell. Rows
 * are judged one by one: no row of a summary is a sum of others. They are made so
 * that a reader who knows these rules and every shown cell of the row still finds at
 * least two values for each hidden one. Where that fails, a whole block of cells is
 * closed: then "below k" may be 0, too, so that nothing tells why it was closed.
 *
 * The limits are the contract of this toolkit, not a law; k is the user's.
 */
#ifndef SFB_SMALL_CELLS_H
#define SFB_SMALL_CELLS_H

#include <stdbool.h>
#include <stdint.h>

#include "change.h"
#include "courses.h"
#include "followup.h"

/* A count below 2 would be 1. */
#define SFB_CELL_MIN 3
#define SFB_CELL_FAMILIES 3

/* What becomes of a cell. */
enum sfb_cell {
	SFB_CELL_SHOWN,
	SFB_CELL_BELOW,  /* a count below k: "<5" */
	SFB_CELL_HIDDEN, /* "*" */
};

/* ---- first and last scores of a group: outcome-summary ---- */

struct sfb_outcome_counts {
	uint64_t families; /* as shown: a person without a family is one, too */
	uint64_t persons, paired, one_score, clinical_first;
	uint64_t outcome[SFB_OUTCOME_COUNT]; /* of pairs; SFB_OUTCOME_NONE too */
	struct sfb_base all, pairs, judged;  /* pairs: in the means; judged: with an outcome */
	bool by_family;                      /* means are over families */
};

struct sfb_outcome_cells {
	enum sfb_cell families, persons, paired, one_score, clinical_first;
	enum sfb_cell outcome[SFB_OUTCOME_COUNT];         /* SFB_OUTCOME_NONE has no cell */
	enum sfb_cell improved_share, deteriorated_share; /* and their bounds */
	enum sfb_cell means;                              /* and their interval */
	/*
	 * Only means and interval, and only one decimal of them: with three, the mean of
	 * few families tells how many there are.
	 */
	bool coarse;
};

/* Every field of *cells is set, here and below; k is 0, or SFB_CELL_MIN or more. */
void sfb_hide_outcomes(const struct sfb_outcome_counts *counts, uint64_t k,
                       struct sfb_outcome_cells *cells);

/* ---- courses: course-summary ---- */

/* Courses know no persons: k families, as each has one person at least. */
struct sfb_course_cells {
	enum sfb_cell courses, open, closed, completed, completion, median;
	enum sfb_cell ending[SFB_ENDINGS]; /* SFB_ENDING_UNKNOWN has no cell */
	enum sfb_cell at_risk, avoided, avoided_share, children_returned, outcome_unknown;
};

void sfb_hide_courses(const struct sfb_course_sums *counts, uint64_t k,
                      struct sfb_course_cells *cells);

/* ---- how much was measured: followup-check --coverage ---- */

struct sfb_coverage_cells {
	enum sfb_cell sessions, scored, share, persons, with_baseline;
};

void sfb_hide_coverage(const struct sfb_coverage *counts, uint64_t k,
                       struct sfb_coverage_cells *cells);

#endif
