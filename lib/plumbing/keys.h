/*
 * keys.h: what a command knows of each person, series or group of a run.
 *
 * A key is a few byte strings taken together (family, person, rater ...); each
 * has one payload of a fixed size, zero at first. Keys are kept in order of first
 * appearance, which is the order of every summary. Payloads stay where they are.
 */
#ifndef KEYS_H
#define KEYS_H

#include <stdint.h>

#include "slice.h"

struct keys;

/* Longer parts than this are for the caller to refuse, who knows where they stand. */
#define KEYS_PART_MAX 4096

struct keys *keys_new(size_t payload_size);

/* Before the first key: about so many will come. A guess, which spares steps of growth. */
void keys_foretell(struct keys *keys, size_t count);

/* The payload of a key, which is added if need be; *is_new tells which. */
void *keys_add(struct keys *keys, const struct slice *parts, size_t count, bool *is_new);

/* The payload of a key, or NULL. */
void *keys_find(struct keys *keys, const struct slice *parts, size_t count);

/*
 * A hint: after KEYS_AHEAD more look-ups, this key's turn comes. A look-up in a large
 * table waits for memory twice; called once a record, behind its look-up, this has both
 * in the cache when the turn comes, and the entry found. Any key is harmless.
 */
#define KEYS_AHEAD 4
void keys_expect(struct keys *keys, const struct slice *parts, size_t count);

/* Walks over all payloads in order of first appearance; keys_next gives NULL at the end. */
struct keys_cursor {
	size_t left, block, unit;
};

void keys_start(const struct keys *keys, struct keys_cursor *cursor);
void *keys_next(const struct keys *keys, struct keys_cursor *cursor);

size_t keys_count(const struct keys *keys);

/* The first part of a payload's key; lives as long as the keys. */
const char *keys_first_part(const struct keys *keys, const void *payload);

/* Any part of it, by position from 0 among those that it was made of. */
struct slice keys_part(const struct keys *keys, const void *payload, size_t position);

/*
 * For payloads that begin with a uint32_t, the key's number: from 1, in order of first
 * appearance. The payload of a key, which is added and numbered if need be; and the
 * number alone.
 */
void *keys_numbered(struct keys *keys, const struct slice *parts, size_t count);
uint32_t keys_number(struct keys *keys, const struct slice *parts, size_t count);

void keys_free(struct keys *keys);

#endif
