/*
 * courses.h: courses of treatment: how many, how they ended, and what became of
 * children who were judged to be at immediate risk of placement.
 *
 * Nothing is taken for granted: a course whose placement nobody noted is unknown, and
 * counted as such. What professionals judged to be a risk is their judgement; a
 * placement that did not come is not thereby prevented by the treatment.
 */
#ifndef SFB_COURSES_H
#define SFB_COURSES_H

#include <stdbool.h>
#include <stdint.h>

/* An answer that may be missing. */
enum sfb_known { SFB_UNKNOWN, SFB_YES, SFB_NO };

/* How a course ended; unknown also while it is open. */
enum sfb_ending { SFB_ENDING_UNKNOWN, SFB_PLANNED, SFB_UNPLANNED, SFB_TRANSFERRED };

/* The number of endings, with the unknown one. */
#define SFB_ENDINGS 4

/* Days are numbers of days (calendar.h). */
struct sfb_course {
	int32_t start, end;
	bool has_end; /* closed, as is a course with an ending */
	enum sfb_ending ending;
	enum sfb_known completed, immediate_risk, placed;
	uint32_t children_returned;
	bool has_risk_date, has_placed_date;
	int32_t risk_date, placed_date;
};

/* A group of courses; all zero at first. */
struct sfb_course_sums {
	uint64_t courses, open, closed, completed;
	uint64_t ending[SFB_ENDINGS]; /* of closed courses */
	/*
	 * at_risk = avoided + placed + outcome_unknown. The outcome is known of closed
	 * courses that say whether the child was placed.
	 */
	uint64_t at_risk, avoided, placed, outcome_unknown;
	uint64_t children_returned;
	/* How many families stand behind them: all, those with a closed course, with the length
	 * of one, with a risk, and with a risk whose outcome is known. */
	uint64_t families, closed_families, length_families, risk_families, known_families;
};

/* A family in one group; all zero at first. */
struct sfb_course_family {
	unsigned marks;
};

/* Worth a word to the reader; more than one may hold. */
enum {
	SFB_COURSE_NO_LENGTH = 1,      /* an ending, and no day of it: closed, of unknown length */
	SFB_COURSE_OPEN_COMPLETED = 2, /* completed is answered, and the course is open */
	SFB_COURSE_OPEN_PLACED = 4,    /* at risk, placed and open: its outcome counts as unknown */
	SFB_COURSE_UNKNOWN_COMPLETED = 8, /* closed, and completed is not answered */
	SFB_COURSE_RISK_LATE = 16,        /* the risk was judged after the placement */
};

/* The number of these remarks. */
enum { SFB_COURSE_REMARKS = 5 };

/* A course is closed when it has an end or an ending. */
bool sfb_course_is_closed(const struct sfb_course *course);

/* Adds a course of a family; the remarks, as bits. */
unsigned sfb_course_add(struct sfb_course_sums *sums, struct sfb_course_family *family,
                        const struct sfb_course *course);

#endif
