/*
 * ledger.h: the work of a run, by worker, in any order, until it is added up. Keeps 16
 * bytes of each entry, and room for as many again while it grows.
 */
#ifndef LEDGER_H
#define LEDGER_H

#include "keys.h"
#include "worktime.h"

struct ledger {
	struct keys *workers;
	struct keys_cursor cursor;
	struct sfb_work_sweep *sweep; /* of the worker that is given out, NULL before the first */
	int64_t repeated;             /* minutes more in the entries than were given out */
	bool shares_differ;           /* entries overlap that have different shares */
};

void ledger_open(struct ledger *ledger);

/* The worker is a key of count parts (keys.h); entries of two workers do not overlap. */
void ledger_add(struct ledger *ledger, const struct slice *parts, size_t count,
                const struct sfb_work *work);

/*
 * When all is added: the next stretch of somebody's work, without overlaps, see
 * sfb_work_sweep. False at the end; then the fields above are right.
 */
bool ledger_next(struct ledger *ledger, struct sfb_work *work);

void ledger_close(struct ledger *ledger);

#endif
