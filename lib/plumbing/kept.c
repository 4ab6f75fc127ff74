#include "kept.h"

#include <stdlib.h>

#include "memory.h"

enum { ROUND = 16 };

struct kept_long {
	size_t room;
	char bytes[];
};

/* Memory for the cells. What once was long stays there. */
static char *room_for(struct kept *kept, size_t len)
{
	if (kept->more == NULL && len <= KEPT_SHORT)
		return kept->bytes;
	if (kept->more == NULL || len > kept->more->room) {
		size_t size = (sizeof(*kept->more) + len + ROUND - 1) / ROUND * ROUND;

		kept->more = memory_resize(kept->more, size, 1);
		kept->more->room = size - sizeof(*kept->more);
	}
	return kept->more->bytes;
}

void kept_set(struct kept *kept, const struct slice *cells, size_t count)
{
	size_t len = 0;
	char *to;

	for (size_t i = 0; i < count; i++)
		len += cells[i].len + 1;
	to = room_for(kept, len);
	for (size_t i = 0; i < count; i++) {
		if (cells[i].len > 0)
			memcpy(to, cells[i].ptr, cells[i].len);
		to += cells[i].len;
		*to++ = '\0';
	}
}

struct slice kept_cell(const struct kept *kept, size_t position)
{
	const char *cell = kept->more == NULL ? kept->bytes : kept->more->bytes;

	while (position-- > 0)
		cell += strlen(cell) + 1;
	return slice_of(cell);
}

void kept_free(struct kept *kept)
{
	free(kept->more);
	kept->more = NULL;
}
