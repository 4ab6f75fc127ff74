/*
 * worktime.h: working hours inside and outside ordinary time, and the 80/20 frame.
 *
 * Work is a stretch of whole minutes in UTC (dk_calendar.h), half open: it ends
 * before its end. So hours are elapsed time, and a night in which clocks change is
 * an hour shorter or longer. Whether a minute is ordinary is told by what the clock
 * in Denmark shows: ordinary time is a part of the day, on some days of the week,
 * outside public holidays and special days. All other minutes are flexible.
 *
 * Source of flexible working time: the Danish description of Styrket
 * Familiebehandling, core element 6. It asks leaders to set a frame that makes "at
 * least a possibility of" an 80/20 split possible, and to follow how it is used,
 * with the reason in each case. It leaves the hours to the local agreement: those
 * that stand here are settings. A share within the frame or beyond it is neither
 * good nor bad.
 */
#ifndef SFB_WORKTIME_H
#define SFB_WORKTIME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dk_calendar.h"

/* ---- ordinary time ---- */

/* Hours that are not ordinary: of one day, or of the same day in every year (year 0). */
struct sfb_special_day {
	int year, month, day;
	int from, to; /* minutes since midnight, 0 to 1440; the whole day is 0 to 1440 */
};

/* When time is ordinary. */
struct sfb_work_rules {
	int from, to;      /* ordinary time of day, minutes since midnight; from < to */
	unsigned weekdays; /* bit n: weekday n (calendar.h) has ordinary time */
	bool holidays;     /* public holidays of Denmark are not ordinary */
	const struct sfb_special_day *special;
	size_t special_count;
};

/* Monday to Friday 06:00 to 17:00, outside public holidays. */
extern const struct sfb_work_rules sfb_work_rules;

/* A part of some work that lies in one day and is wholly ordinary or not at all. */
struct sfb_work_part {
	int64_t start; /* UTC */
	int minutes;
	int32_t day; /* in Denmark */
	bool ordinary;
};

/*
 * The longest part of [start, end) that begins with start; parts that follow each
 * other can be alike. False when there is none, since start is not before end.
 */
bool sfb_work_part(const struct sfb_work_rules *rules, int64_t start, int64_t end,
                   struct sfb_work_part *part);

/* ---- entries ---- */

#define SFB_WORK_MAX (24 * 60) /* minutes of one entry */

/* An entry as somebody wrote it down, by the clock in Denmark. */
struct sfb_work_entry {
	struct sfb_dk_time start, end;
	bool end_has_day; /* false: end is the first such time after start */
};

/* Why an entry cannot be. */
enum sfb_work_fault {
	SFB_WORK_SOUND,
	SFB_WORK_START_NEVER, /* the clocks never show the start, see dk_calendar.h */
	SFB_WORK_END_NEVER,   /* the same, but for 02:00, which is the moment of the change */
	SFB_WORK_NOT_AFTER,   /* the end is not after the start */
	SFB_WORK_TOO_LONG,    /* more than 24 hours */
};

/* Some work, known for what it is; 16 bytes, since one is kept for each entry. */
struct sfb_work {
	int64_t start;    /* UTC */
	uint32_t share;   /* to whom the minutes go: a number of the caller's */
	uint16_t minutes; /* 1 to SFB_WORK_MAX */
	bool planned, flexible;
};

/*
 * Start and length of an entry; nothing else of *work is set. *twice receives
 * whether one of its times is shown twice that night: the first is taken.
 */
enum sfb_work_fault sfb_work_make(const struct sfb_work_entry *entry, struct sfb_work *work,
                                  bool *twice);

/* ---- overlaps ---- */

/*
 * One person's work without overlaps: what is given out does not overlap, and every
 * minute of the entries is in it once. A minute is planned or flexible if one of
 * its entries is, and goes to the smallest share among them.
 */
struct sfb_work_sweep {
	const struct sfb_work *entries;
	size_t count, taken;
	int64_t at, end; /* minutes from at to end are in the ring */
	int64_t counted; /* minutes that were given out */
	int64_t entered; /* minutes of the entries that were taken */
	bool shares_differ;
	/* By minute; room for one entry, wherever it begins. */
	uint8_t marks[2048];
	uint32_t shares[2048];
};

/*
 * Sorts the entries, which must outlive the sweep. The sweep is all zero at first; one
 * that has come to its end can be started again.
 */
void sfb_work_sweep_start(struct sfb_work_sweep *sweep, struct sfb_work *entries, size_t count);

/* The next stretch, in order of time; false at the end. Stretches can be alike and touch. */
bool sfb_work_sweep_next(struct sfb_work_sweep *sweep, struct sfb_work *work);

/* ---- sums ---- */

/* Minutes that were added up. */
struct sfb_work_sum {
	int64_t minutes, flexible, planned; /* planned: of the flexible ones */
};

/* Adds minutes, which are flexible and planned or not. */
void sfb_work_add(struct sfb_work_sum *sum, int minutes, bool flexible, bool planned);

/* Hundredths of an hour, half up. */
int64_t sfb_work_hours(int64_t minutes);

/* Tenths of a percent, half up; whole is over 0. */
int64_t sfb_work_percent(int64_t part, int64_t whole);

/* Whether the flexible share, exactly, is over a frame in tenths of a percent. */
bool sfb_work_is_beyond(const struct sfb_work_sum *sum, int64_t frame);

#endif
