#include "groups.h"

#include <stdlib.h>

#include "date.h"
#include "keys.h"
#include "memory.h"

struct numbered {
	uint32_t number;    /* see keys_number */
	uint64_t payload[]; /* aligned for whatever it is */
};

struct groups {
	struct keys *keys; /* payload: struct numbered */
	struct numbered **at;
	size_t room;
	/* Days come in order mostly, and the same day many times. */
	bool has_last;
	int32_t last_day;
	uint32_t last;
};

struct groups *groups_new(size_t payload_size)
{
	struct groups *groups = memory_zeroed(1, sizeof(*groups));

	groups->keys = keys_new(sizeof(struct numbered) + payload_size);
	return groups;
}

uint32_t groups_named(struct groups *groups, struct slice name)
{
	size_t known = groups_count(groups);
	struct numbered *group = keys_numbered(groups->keys, &name, 1);

	if (group->number > known) {
		if (known == groups->room) {
			groups->room = groups->room == 0 ? 64 : groups->room * 2;
			groups->at = memory_resize(groups->at, groups->room, sizeof(*groups->at));
		}
		groups->at[known] = group;
	}
	return group->number - 1;
}

static uint32_t of_day(struct groups *groups, int32_t day, void (*write)(char *, int32_t),
                       size_t len)
{
	char text[DATE_LEN];

	if (!groups->has_last || groups->last_day != day) {
		write(text, day);
		groups->last = groups_named(groups, (struct slice){ text, len });
		groups->last_day = day;
		groups->has_last = true;
	}
	return groups->last;
}

uint32_t groups_of_week(struct groups *groups, int32_t day)
{
	return of_day(groups, day, date_write_week, DATE_WEEK_LEN);
}

uint32_t groups_of_month(struct groups *groups, int32_t day)
{
	return of_day(groups, day, date_write_month, DATE_MONTH_LEN);
}

uint32_t groups_count(const struct groups *groups)
{
	return (uint32_t)keys_count(groups->keys);
}

void *groups_payload(const struct groups *groups, uint32_t number)
{
	return groups->at[number]->payload;
}

const char *groups_name(const struct groups *groups, uint32_t number)
{
	return keys_first_part(groups->keys, groups->at[number]);
}

void groups_free(struct groups *groups)
{
	keys_free(groups->keys);
	free(groups->at);
	free(groups);
}
