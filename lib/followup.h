/*
 * followup.h: who is due for the next measurement.
 *
 * Two schedules: every so many days, as the ORS is filled in; or once at the start and
 * once at the end, as SDQ and PSS are. Days are numbers of days (calendar.h). A
 * measurement that is late says something about a calendar, not about a person.
 */
#ifndef SFB_FOLLOWUP_H
#define SFB_FOLLOWUP_H

#include <stdbool.h>
#include <stdint.h>

/* When a score is due. Days are counted in whole days, both numbers 0 or more. */
struct sfb_followup_rules {
	bool start_end;
	int32_t every; /* days between two scores, where start_end is false */
	int32_t grace; /* days after the due date before it is called overdue */
	int32_t as_of;
};

/*
 * Every 28 days, 7 days of grace; as_of is the caller's to set. Settings of this toolkit:
 * no interval is published.
 */
extern const struct sfb_followup_rules sfb_followup_rules;

/* A person; all zero at first. Scores after as_of are not added. */
struct sfb_followup {
	bool has_start, has_end, has_session, has_score;
	int32_t start, end; /* of the course, both of it; a start that nobody noted is the first
	                       session's */
	int32_t first_session;
	int32_t first_score, last_score; /* since the start */
};

/* In the order in which they are tried. */
enum sfb_followup_status {
	SFB_FOLLOWUP_ENDED,   /* the end has passed; start-end: and there is an end score */
	SFB_FOLLOWUP_NEVER,   /* no score since the start */
	SFB_FOLLOWUP_OVERDUE, /* more than the grace after the due date */
	SFB_FOLLOWUP_DUE,     /* the due date is reached */
	SFB_FOLLOWUP_OK,      /* also before the start */
};

/* due: the day of the next score; only where has_due says that there is one. */
struct sfb_followup_result {
	enum sfb_followup_status status;
	bool has_due;
	int32_t due;
};

/* Start and end of the course; NULL leaves what is known. Before the sessions are added. */
void sfb_followup_span(struct sfb_followup *person, const int32_t *start, const int32_t *end);

/* Adds a session; scores before the start do not count. */
void sfb_followup_add(struct sfb_followup *person, int32_t day, bool scored);

/*
 * The end score is the last one, if it is not the first one too, not earlier than the
 * grace before the end.
 */
void sfb_followup_judge(const struct sfb_followup *person, const struct sfb_followup_rules *rules,
                        struct sfb_followup_result *result);

/* The token: "overdue". */
const char *sfb_followup_name(enum sfb_followup_status status);

/* ---- coverage: how much of a group was measured ---- */

/* How many persons and families stand behind a figure; families that have a name. */
struct sfb_base {
	uint64_t persons, families;
};

/* A group; all zero at first. */
struct sfb_coverage {
	uint64_t sessions, scored;
	uint64_t persons, with_baseline; /* a person with a score has a baseline */
	struct sfb_base all, seen;       /* seen: those with a session */
};

/* A person or a family in one group; all zero at first. */
struct sfb_coverage_member {
	unsigned marks;
};

enum sfb_coverage_kind { SFB_LISTED, SFB_SESSION, SFB_SCORED_SESSION };

/* Adds a session, or a person who is only listed. family: NULL where it is not known. */
void sfb_coverage_add(struct sfb_coverage *coverage, struct sfb_coverage_member *person,
                      struct sfb_coverage_member *family, enum sfb_coverage_kind kind);

#endif
