/* For madvise, which POSIX has without the advice that is meant here. */
#define _DEFAULT_SOURCE

#include "memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "diag.h"

enum {
	BLOCK = 64 * 1024,
	FEW_BLOCKS = 64, /* of an arena; later ones are large */
	FIRST_ROOM = 4,  /* of an array: there can be one a person */
};

/* A block of an arena; large pieces have one of their own. */
struct arena_block {
	struct arena_block *previous;
	uint64_t bytes[]; /* pieces hold nothing that needs a stricter alignment */
};

void *memory_resize(void *old, size_t count, size_t size)
{
	void *memory = NULL;

	if (size != 0 && count <= SIZE_MAX / size)
		memory = realloc(old, count * size == 0 ? 1 : count * size);
	if (memory == NULL)
		diag_fail(NOWHERE, "out of memory");
	return memory;
}

void *memory_for_one_more(void *array, size_t count, size_t *room, size_t size)
{
	if (count < *room)
		return array;
	*room = *room == 0 ? FIRST_ROOM : *room * 2;
	return memory_resize(array, *room, size);
}

void *memory_zeroed(size_t count, size_t size)
{
	void *memory = NULL;

	if (size != 0 && count <= (SIZE_MAX - MEMORY_LARGE) / size && count * size >= MEMORY_LARGE)
		return memory_aligned(count * size, MEMORY_LARGE);
	memory = calloc(count, size);
	if (memory == NULL)
		diag_fail(NOWHERE, "out of memory");
	return memory;
}

/*
 * Memory that is looked up here and there, and is larger than what the processor
 * knows the pages of, waits for the tables of its pages rather than for itself:
 * large ones, where the system has them.
 */
static void prefer_large_pages(void *memory, size_t len)
{
#ifdef MADV_HUGEPAGE
	/* An advice: where it is not taken, nothing is lost. */
	(void)madvise(memory, len, MADV_HUGEPAGE);
#else
	(void)memory;
	(void)len;
#endif
}

/* len: a multiple of align */
static void *take_aligned(size_t len, size_t align)
{
	void *memory = aligned_alloc(align, len);

	if (memory == NULL)
		diag_fail(NOWHERE, "out of memory");
	if (align >= MEMORY_LARGE)
		prefer_large_pages(memory, len);
	return memory;
}

void *memory_aligned(size_t len, size_t align)
{
	len = (len + align - 1) / align * align;
	return memset(take_aligned(len, align), 0, len);
}

char *memory_copy(const char *bytes, size_t len)
{
	char *copy = memory_resize(NULL, len + 1, 1);

	if (len > 0)
		memcpy(copy, bytes, len);
	copy[len] = '\0';
	return copy;
}

void arena_foretell(struct arena *arena, size_t len)
{
	if (len > FEW_BLOCKS * BLOCK)
		arena->blocks = FEW_BLOCKS;
}

void *arena_take(struct arena *arena, size_t len)
{
	size_t align = sizeof(uint64_t);

	if (len > SIZE_MAX - BLOCK)
		diag_fail(NOWHERE, "out of memory");
	len = (len + align - 1) / align * align;
	if (len > arena->left) {
		size_t size = BLOCK;
		struct arena_block *block;

		if (len > BLOCK) {
			size = len;
			block = memory_resize(NULL, sizeof(*block) + size, 1);
		} else if (arena->blocks < FEW_BLOCKS) {
			arena->blocks++;
			block = memory_resize(NULL, sizeof(*block) + size, 1);
		} else {
			size = MEMORY_LARGE - sizeof(*block);
			block = take_aligned(MEMORY_LARGE, MEMORY_LARGE);
		}

		block->previous = arena->block;
		arena->block = block;
		arena->next = (char *)block->bytes;
		arena->left = size;
	}

	void *piece = arena->next;

	arena->next += len;
	arena->left -= len;
	return piece;
}

void arena_free(struct arena *arena)
{
	while (arena->block != NULL) {
		struct arena_block *previous = arena->block->previous;

		free(arena->block);
		arena->block = previous;
	}
	*arena = (struct arena){ 0 };
}
