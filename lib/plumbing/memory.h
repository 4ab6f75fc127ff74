/*
 * memory.h: memory or a clean failure. No caller checks for NULL: when there is
 * no memory, the command says so and exits with 2 (see diag.h).
 */
#ifndef MEMORY_H
#define MEMORY_H

#include <stddef.h>

/* count objects of size bytes; the product is checked. */
void *memory_resize(void *old, size_t count, size_t size);

/* An array of count objects, *room of which fit, with room for one more. Start with NULL and 0. */
void *memory_for_one_more(void *array, size_t count, size_t *room, size_t size);

/* New and all zero. */
void *memory_zeroed(size_t count, size_t size);

/*
 * At least len bytes, all zero, that begin at a multiple of align, a power of two;
 * for free(). With MEMORY_LARGE they lie in few large pages, if that can be.
 */
#define MEMORY_LARGE ((size_t)2 * 1024 * 1024)
void *memory_aligned(size_t len, size_t align);

/* A copy of len bytes with a NUL behind them. */
char *memory_copy(const char *bytes, size_t len);

/* Many small pieces that live equally long, aligned for pointers. Start with { 0 }. */
struct arena {
	struct arena_block *block;
	char *next;
	size_t left, blocks;
};

/* Before the first piece: about so many bytes will be taken. */
void arena_foretell(struct arena *arena, size_t len);
void *arena_take(struct arena *arena, size_t len);
void arena_free(struct arena *arena);

#endif
