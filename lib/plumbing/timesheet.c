#include "timesheet.h"

#include <stdlib.h>

#include "memory.h"

struct worker {
	struct sfb_work *entries;
	size_t count, room;
};

void timesheet_open(struct timesheet *timesheet)
{
	*timesheet = (struct timesheet){ .workers = keys_new(sizeof(struct worker)) };
}

void timesheet_add(struct timesheet *timesheet, const struct slice *parts, size_t count,
                   const struct sfb_work *work)
{
	bool is_new;
	struct worker *worker = keys_add(timesheet->workers, parts, count, &is_new);

	worker->entries = memory_for_one_more(worker->entries, worker->count, &worker->room,
	                                      sizeof(*worker->entries));
	worker->entries[worker->count++] = *work;
}

bool timesheet_next(struct timesheet *timesheet, struct sfb_work *work)
{
	struct sfb_work_sweep *sweep = timesheet->sweep;
	struct worker *worker;

	if (sweep == NULL) {
		sweep = timesheet->sweep = memory_zeroed(1, sizeof(*sweep));
		keys_start(timesheet->workers, &timesheet->cursor);
	}
	while (!sfb_work_sweep_next(sweep, work)) {
		timesheet->repeated += sweep->entered - sweep->counted;
		timesheet->shares_differ = timesheet->shares_differ || sweep->shares_differ;
		worker = keys_next(timesheet->workers, &timesheet->cursor);
		sfb_work_sweep_start(sweep, worker == NULL ? NULL : worker->entries,
		                     worker == NULL ? 0 : worker->count);
		if (worker == NULL)
			return false;
	}
	return true;
}

void timesheet_close(struct timesheet *timesheet)
{
	struct keys_cursor cursor;
	struct worker *worker;

	keys_start(timesheet->workers, &cursor);
	while ((worker = keys_next(timesheet->workers, &cursor)) != NULL)
		free(worker->entries);
	keys_free(timesheet->workers);
	free(timesheet->sweep);
}
