#include "kept.h"

#include <stdint.h>

#include "memory.h"

enum { ROUND = 8 };

struct kept {
	uint32_t room;
	char bytes[]; /* each cell with a NUL behind it, which no input contains */
};

void kept_set(struct kept **kept, const struct slice *cells, size_t count)
{
	size_t len = 0;
	char *to;

	for (size_t i = 0; i < count; i++)
		len += cells[i].len + 1;
	/* A record's cells are never longer than a record, which fits into 32 bits. */
	if (*kept == NULL || len > (*kept)->room) {
		size_t room = (sizeof(**kept) + len + ROUND - 1) / ROUND * ROUND;

		*kept = memory_resize(*kept, room, 1);
		(*kept)->room = (uint32_t)(room - sizeof(**kept));
	}
	to = (*kept)->bytes;
	for (size_t i = 0; i < count; i++) {
		if (cells[i].len > 0)
			memcpy(to, cells[i].ptr, cells[i].len);
		to += cells[i].len;
		*to++ = '\0';
	}
}

struct slice kept_cell(const struct kept *kept, size_t position)
{
	const char *cell;

	if (kept == NULL)
		return (struct slice){ "", 0 };
	cell = kept->bytes;
	while (position-- > 0)
		cell += strlen(cell) + 1;
	return slice_of(cell);
}
