/*
 * timesheet.h: the work of a run, by worker, in any order, until it is added up. Keeps 16
 * bytes of each entry, and room for as many again while it grows.
 */
#ifndef TIMESHEET_H
#define TIMESHEET_H

#include "keys.h"
#include "worktime.h"

struct timesheet {
	struct keys *workers;
	struct keys_cursor cursor;
	struct sfb_work_sweep *sweep; /* of the worker that is given out, NULL before the first */
	int64_t repeated;             /* minutes more in the entries than were given out */
	bool shares_differ;           /* entries overlap that have different shares */
};

void timesheet_open(struct timesheet *timesheet);

/* The worker is a key of count parts (keys.h); entries of two workers do not overlap. */
void timesheet_add(struct timesheet *timesheet, const struct slice *parts, size_t count,
                   const struct sfb_work *work);

/*
 * When all is added: the next stretch of somebody's work, without overlaps, see
 * sfb_work_sweep. False at the end; then the fields above are right.
 */
bool timesheet_next(struct timesheet *timesheet, struct sfb_work *work);

void timesheet_close(struct timesheet *timesheet);

#endif
