#include "keys.h"

#include <stddef.h>
#include <stdlib.h>

#include "diag.h"
#include "memory.h"

/*
 * An index of eight bytes a key (open addressing, at most seven eighths full)
 * and, in blocks, the keys with their payloads in order of first appearance. A
 * look-up costs two cache misses: one slot, one node. CONTRIBUTING.md has the
 * figures that decided against a chained table.
 */
struct slot {
	uint32_t hash;
	uint32_t node; /* its address in units of 8 bytes over all blocks, plus 1; 0: free */
};

struct node {
	uint64_t key_len;
	uint64_t payload[]; /* and the key's bytes behind it */
};

enum {
	UNIT = 8,
	LINE_UNITS = 8,
	BLOCK_UNITS = 8192,
	FIRST_SLOTS = 64,
	KEY_MAX = 8 * (KEYS_PART_MAX + 1)
};

struct keys {
	struct slot *slots;
	size_t slot_mask, count;
	size_t payload_size; /* a multiple of UNIT */

	uint64_t **blocks;                    /* of BLOCK_UNITS units; a node lies in one block */
	size_t block_count, block_room, used; /* used units of the last block */

	char *scratch; /* the key that is looked up */
	size_t room, len;
	uint32_t hash;
};

#if defined(__GNUC__)
#define PREFETCH(address) __builtin_prefetch(address)
#else
#define PREFETCH(address) (void)(address)
#endif

static uint32_t hash_bytes(const char *bytes, size_t len)
{
	const uint64_t factor = UINT64_C(0xD6E8FEB86659FD93);
	uint64_t hash = len, word;

	for (; len >= sizeof(word); bytes += sizeof(word), len -= sizeof(word)) {
		memcpy(&word, bytes, sizeof(word));
		hash = (hash ^ word) * factor;
		hash ^= hash >> 32;
	}
	word = 0;
	memcpy(&word, bytes, len);
	hash = (hash ^ word) * factor;
	return (uint32_t)(hash ^ hash >> 32);
}

struct keys *keys_new(size_t payload_size)
{
	struct keys *keys = memory_resize(NULL, 1, sizeof(*keys));

	*keys = (struct keys){ .slots = memory_zeroed(FIRST_SLOTS, sizeof(struct slot)),
		               .slot_mask = FIRST_SLOTS - 1,
		               .payload_size = (payload_size + UNIT - 1) / UNIT * UNIT,
		               .used = BLOCK_UNITS };
	return keys;
}

/* Each part ends with a NUL, which no input contains: "a","bc" is not "ab","c". */
void keys_begin(struct keys *keys, const struct slice *parts, size_t count)
{
	size_t len = 0;
	char *to;

	for (size_t i = 0; i < count; i++)
		len += parts[i].len + 1;
	if (len > KEY_MAX)
		diag_fail(NOWHERE, "identifiers of over %d bytes", KEY_MAX);
	if (len > keys->room) {
		keys->room = len * 2;
		keys->scratch = memory_resize(keys->scratch, keys->room, 1);
	}
	to = keys->scratch;
	for (size_t i = 0; i < count; i++) {
		if (parts[i].len > 0)
			memcpy(to, parts[i].ptr, parts[i].len);
		to += parts[i].len;
		*to++ = '\0';
	}
	keys->len = len;
	keys->hash = hash_bytes(keys->scratch, len);
	PREFETCH(&keys->slots[keys->hash & keys->slot_mask]);
}

static struct node *node_at(const struct keys *keys, uint32_t address)
{
	return (struct node *)(keys->blocks[address / BLOCK_UNITS] + address % BLOCK_UNITS);
}

static char *key_of(const struct keys *keys, struct node *node)
{
	return (char *)node->payload + keys->payload_size;
}

void keys_warm(const struct keys *keys)
{
	/* In a well-filled index the first slot is mostly another key's; the hash tells. */
	for (size_t i = keys->hash & keys->slot_mask; keys->slots[i].node != 0;
	     i = (i + 1) & keys->slot_mask) {
		struct node *node;

		if (keys->slots[i].hash != keys->hash)
			continue;
		node = node_at(keys, keys->slots[i].node - 1);
		PREFETCH(node);
		PREFETCH(key_of(keys, node));
		return;
	}
}

/* The slot of the key in scratch, or the free one where it belongs. */
static struct slot *find_slot(const struct keys *keys)
{
	for (size_t i = keys->hash & keys->slot_mask;; i = (i + 1) & keys->slot_mask) {
		struct slot *slot = &keys->slots[i];
		struct node *node;

		if (slot->node == 0)
			return slot;
		if (slot->hash != keys->hash)
			continue;
		node = node_at(keys, slot->node - 1);
		if (node->key_len == keys->len &&
		    memcmp(key_of(keys, node), keys->scratch, keys->len) == 0)
			return slot;
	}
}

static void grow_index(struct keys *keys)
{
	size_t old_count = keys->slot_mask + 1;
	struct slot *old = keys->slots;

	keys->slots = memory_zeroed(old_count * 2, sizeof(struct slot));
	keys->slot_mask = old_count * 2 - 1;
	for (size_t i = 0; i < old_count; i++) {
		size_t at = old[i].hash & keys->slot_mask;

		if (old[i].node == 0)
			continue;
		while (keys->slots[at].node != 0)
			at = (at + 1) & keys->slot_mask;
		keys->slots[at] = old[i];
	}
	free(old);
}

/* The address of a new node of so many units, all zero. */
static uint32_t take_units(struct keys *keys, size_t units)
{
	/* A node that fits into one cache line lies in one. */
	size_t line_left = LINE_UNITS - keys->used % LINE_UNITS;

	if (units <= LINE_UNITS && units > line_left)
		keys->used += line_left;
	if (keys->used > BLOCK_UNITS || units > BLOCK_UNITS - keys->used) {
		if (keys->block_count == UINT32_MAX / BLOCK_UNITS)
			diag_fail(NOWHERE, "out of memory: too many persons or groups");
		if (keys->block_count == keys->block_room) {
			keys->block_room = keys->block_room == 0 ? 16 : keys->block_room * 2;
			keys->blocks = memory_resize(keys->blocks, keys->block_room,
			                             sizeof(*keys->blocks));
		}
		keys->blocks[keys->block_count++] =
			memory_aligned(BLOCK_UNITS * UNIT, LINE_UNITS * UNIT);
		keys->used = 0;
	}

	size_t address = (keys->block_count - 1) * BLOCK_UNITS + keys->used;

	keys->used += units;
	return (uint32_t)address;
}

void *keys_found(const struct keys *keys)
{
	const struct slot *slot = find_slot(keys);

	return slot->node == 0 ? NULL : node_at(keys, slot->node - 1)->payload;
}

void *keys_find(struct keys *keys, const struct slice *parts, size_t count)
{
	keys_begin(keys, parts, count);
	return keys_found(keys);
}

static size_t units_of(const struct keys *keys, size_t key_len)
{
	return (sizeof(struct node) + keys->payload_size + key_len + UNIT - 1) / UNIT;
}

void *keys_finish(struct keys *keys, bool *is_new)
{
	struct slot *slot = find_slot(keys);
	struct node *node;
	uint32_t address;

	*is_new = slot->node == 0;
	if (slot->node != 0)
		return node_at(keys, slot->node - 1)->payload;

	address = take_units(keys, units_of(keys, keys->len));
	*slot = (struct slot){ keys->hash, address + 1 };
	node = node_at(keys, address);
	node->key_len = keys->len;
	memcpy(key_of(keys, node), keys->scratch, keys->len);
	if (++keys->count > keys->slot_mask / 8 * 7)
		grow_index(keys);
	return node->payload;
}

void *keys_add(struct keys *keys, const struct slice *parts, size_t count, bool *is_new)
{
	keys_begin(keys, parts, count);
	return keys_finish(keys, is_new);
}

void keys_start(const struct keys *keys, struct keys_cursor *cursor)
{
	*cursor = (struct keys_cursor){ .left = keys->count };
}

void *keys_next(const struct keys *keys, struct keys_cursor *cursor)
{
	struct node *node;

	if (cursor->left == 0)
		return NULL;
	cursor->left--;
	/* Between nodes, and behind a block's last one, are zeros; no key is empty. */
	for (;;) {
		if (cursor->unit >= BLOCK_UNITS) {
			cursor->block++;
			cursor->unit = 0;
		}
		node = (struct node *)(keys->blocks[cursor->block] + cursor->unit);
		if (node->key_len != 0)
			break;
		cursor->unit++;
	}
	cursor->unit += units_of(keys, node->key_len);
	return node->payload;
}

size_t keys_count(const struct keys *keys)
{
	return keys->count;
}

const char *keys_first_part(const struct keys *keys, const void *payload)
{
	return (const char *)payload + keys->payload_size;
}

struct slice keys_part(const struct keys *keys, const void *payload, size_t position)
{
	const char *part = keys_first_part(keys, payload);

	while (position-- > 0)
		part += strlen(part) + 1;
	return slice_of(part);
}

uint32_t keys_number(struct keys *keys, const struct slice *parts, size_t count)
{
	bool is_new;
	uint32_t *number = keys_add(keys, parts, count, &is_new);

	if (is_new)
		*number = (uint32_t)keys->count;
	return *number;
}

void keys_free(struct keys *keys)
{
	for (size_t i = 0; i < keys->block_count; i++)
		free(keys->blocks[i]);
	free(keys->blocks);
	free(keys->slots);
	free(keys->scratch);
	free(keys);
}
