#include "ledger.h"

#include <stdlib.h>

#include "memory.h"

struct worker {
	struct sfb_work *entries;
	size_t count, room;
};

void ledger_open(struct ledger *ledger)
{
	*ledger = (struct ledger){ .workers = keys_new(sizeof(struct worker)) };
}

void ledger_add(struct ledger *ledger, const struct slice *parts, size_t count,
                const struct sfb_work *work)
{
	bool is_new;
	struct worker *worker = keys_add(ledger->workers, parts, count, &is_new);

	if (worker->count == worker->room) {
		worker->room = worker->room == 0 ? 4 : worker->room * 2;
		worker->entries =
			memory_resize(worker->entries, worker->room, sizeof(*worker->entries));
	}
	worker->entries[worker->count++] = *work;
}

bool ledger_next(struct ledger *ledger, struct sfb_work *work)
{
	struct sfb_work_sweep *sweep = ledger->sweep;
	struct worker *worker;

	if (sweep == NULL) {
		sweep = ledger->sweep = memory_zeroed(1, sizeof(*sweep));
		keys_start(ledger->workers, &ledger->cursor);
	}
	while (!sfb_work_sweep_next(sweep, work)) {
		ledger->repeated += sweep->entered - sweep->counted;
		ledger->shares_differ = ledger->shares_differ || sweep->shares_differ;
		worker = keys_next(ledger->workers, &ledger->cursor);
		sfb_work_sweep_start(sweep, worker == NULL ? NULL : worker->entries,
		                     worker == NULL ? 0 : worker->count);
		if (worker == NULL)
			return false;
	}
	return true;
}

void ledger_close(struct ledger *ledger)
{
	struct keys_cursor cursor;
	struct worker *worker;

	keys_start(ledger->workers, &cursor);
	while ((worker = keys_next(ledger->workers, &cursor)) != NULL)
		free(worker->entries);
	keys_free(ledger->workers);
	free(ledger->sweep);
}
