#include "keys.h"

#include <stdint.h>
#include <stdlib.h>

#include "diag.h"
#include "memory.h"

#define uthash_fatal(message) diag_fail(NOWHERE, "out of memory")
#define HASH_FUNCTION(key, len, hashv) ((hashv) = hash_bytes(key, len))

/*
 * uthash's own hash (Jenkins) costs more than the rest of a look-up on keys of 10
 * to 40 bytes; this one multiplies and folds eight bytes at a time.
 */
static unsigned hash_bytes(const void *bytes, size_t len)
{
	const uint64_t factor = UINT64_C(0xD6E8FEB86659FD93);
	const unsigned char *p = bytes;
	uint64_t hash = len, word;

	for (; len >= sizeof(word); p += sizeof(word), len -= sizeof(word)) {
		memcpy(&word, p, sizeof(word));
		hash = (hash ^ word) * factor;
		hash ^= hash >> 32;
	}
	word = 0;
	memcpy(&word, p, len);
	hash = (hash ^ word) * factor;
	return (unsigned)(hash ^ hash >> 32);
}

#include <uthash.h>

/* Every node of a chain is a cache miss: keep chains short. 16 bytes a bucket buy that. */
#undef HASH_BKT_CAPACITY_THRESH
#define HASH_BKT_CAPACITY_THRESH 3U

struct node {
	UT_hash_handle hh;
	uint64_t payload[]; /* and the key's bytes behind it */
};

struct keys {
	struct node *table;
	size_t payload_size;
	struct arena arena;
	char *scratch;
	size_t room;
};

struct keys *keys_new(size_t payload_size)
{
	struct keys *keys = memory_resize(NULL, 1, sizeof(*keys));

	*keys = (struct keys){ .payload_size = payload_size };
	return keys;
}

/* Each part ends with a NUL, which no input contains: "a","bc" is not "ab","c". */
static size_t join(struct keys *keys, const struct slice *parts, size_t count)
{
	size_t len = 0, at = 0;

	for (size_t i = 0; i < count; i++)
		len += parts[i].len + 1;
	if (len > keys->room) {
		keys->room = len * 2;
		keys->scratch = memory_resize(keys->scratch, keys->room, 1);
	}
	for (size_t i = 0; i < count; i++) {
		if (parts[i].len > 0)
			memcpy(keys->scratch + at, parts[i].ptr, parts[i].len);
		at += parts[i].len;
		keys->scratch[at++] = '\0';
	}
	return len;
}

static struct node *look_up(const struct keys *keys, size_t len, unsigned hash)
{
	struct node *node;

	HASH_FIND_BYHASHVALUE(hh, keys->table, keys->scratch, len, hash, node);
	return node;
}

void *keys_find(struct keys *keys, const struct slice *parts, size_t count)
{
	size_t len = join(keys, parts, count);
	struct node *node = look_up(keys, len, hash_bytes(keys->scratch, len));

	return node == NULL ? NULL : node->payload;
}

void *keys_add(struct keys *keys, const struct slice *parts, size_t count, bool *is_new)
{
	size_t len = join(keys, parts, count);
	unsigned hash = hash_bytes(keys->scratch, len);
	struct node *node = look_up(keys, len, hash);
	char *key;

	*is_new = node == NULL;
	if (node != NULL)
		return node->payload;
	if (len > UINT32_MAX)
		diag_fail(NOWHERE, "out of memory");

	node = arena_take(&keys->arena, sizeof(*node) + keys->payload_size + len);
	key = (char *)node->payload + keys->payload_size;
	memset(node->payload, 0, keys->payload_size);
	memcpy(key, keys->scratch, len);
	HASH_ADD_KEYPTR_BYHASHVALUE(hh, keys->table, key, (unsigned)len, hash, node);
	return node->payload;
}

static struct node *node_of(const void *payload)
{
	return (struct node *)((char *)(uintptr_t)payload - offsetof(struct node, payload));
}

void *keys_first(const struct keys *keys)
{
	return keys->table == NULL ? NULL : keys->table->payload;
}

void *keys_next(const struct keys *keys, const void *payload)
{
	struct node *next = node_of(payload)->hh.next;

	(void)keys;
	return next == NULL ? NULL : next->payload;
}

size_t keys_count(const struct keys *keys)
{
	return HASH_COUNT(keys->table);
}

const char *keys_first_part(const struct keys *keys, const void *payload)
{
	(void)keys;
	return node_of(payload)->hh.key;
}

void keys_free(struct keys *keys)
{
	HASH_CLEAR(hh, keys->table);
	arena_free(&keys->arena);
	free(keys->scratch);
	free(keys);
}
