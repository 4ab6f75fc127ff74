#include "keys.h"

#include <stddef.h>
#include <stdlib.h>

#include "diag.h"
#include "hot.h"
#include "memory.h"

/*
 * An index of slots of eight bytes (open addressing, at most half full: in a fuller
 * one, nobody can foretell how many slots a look-up visits, the processor neither)
 * and, in blocks, the keys with their payloads in order of first appearance. A
 * look-up costs two cache misses: one slot, one node. CONTRIBUTING.md has the
 * figures that decided against a chained table.
 */
struct slot {
	uint32_t hash;
	uint32_t node; /* its address in units of 8 bytes over all blocks, plus 1; 0: free */
};

/*
 * A node is a payload, the key's length and the key's bytes, in whole units. Many fit
 * into half a line of the cache, and none that fits into one lies in two: there are
 * gaps, so each block begins with a map of the units where nodes do.
 */
typedef uint16_t key_len;

enum {
	UNIT = 8,
	LINE_UNITS = 8,
	BLOCK_UNITS = 8192,
	FEW_BLOCKS = 64, /* where nobody foretold how many there will be */
	PIECE_BLOCKS = MEMORY_LARGE / (BLOCK_UNITS * UNIT),
	FIRST_SLOTS = 64,
	FORETOLD_MAX = 1 << 22,
	MAP_BITS = 64,
	MAP_UNITS = BLOCK_UNITS / MAP_BITS,
	KEY_MAX = 8 * (KEYS_PART_MAX + 1),
	SLOT_AHEAD = 2, /* hints between that for a slot and that for its node */
};

struct keys {
	struct slot *slots;
	size_t slot_mask, count;
	size_t payload_size; /* a multiple of UNIT */

	uint64_t **blocks;                    /* of BLOCK_UNITS units; a node lies in one block */
	size_t block_count, block_room, used; /* used units of the last block */
	size_t few_blocks;                    /* those behind come in large pieces */

	/* A ring of what was hinted at; the next look-up is probably for the oldest. */
	struct expected {
		uint32_t hash;
		uint32_t node; /* as in a slot; 0 until it is known */
	} expected[KEYS_AHEAD];
	size_t oldest;
};

/* A key that is looked up: the caller's parts. */
struct wanted {
	const struct slice *parts;
	size_t count, len; /* len with the NUL behind each part */
	uint32_t hash;
};

#define FACTOR UINT64_C(0xD6E8FEB86659FD93)

static inline uint64_t mix(uint64_t hash, uint64_t word)
{
	hash = (hash ^ word) * FACTOR;
	return hash ^ hash >> 32;
}

static inline uint64_t hash_part(uint64_t hash, struct slice part)
{
	hash += part.len;
	for (; part.len > sizeof(uint64_t);
	     part.ptr += sizeof(uint64_t), part.len -= sizeof(uint64_t))
		hash = mix(hash, slice_few_bytes(part.ptr, sizeof(uint64_t)));
	return mix(hash, slice_few_bytes(part.ptr, part.len));
}

static inline struct wanted want(const struct slice *parts, size_t count)
{
	struct wanted wanted = { parts, count, count, 0 };
	uint64_t hash = 0;

	for (size_t i = 0; i < count; i++) {
		/* Most keys have empty parts: they cost nothing. */
		if (parts[i].len == 0)
			continue;
		hash = hash_part(hash, parts[i]);
		wanted.len += parts[i].len;
	}
	/* A last character lies in the highest bits, which only a product's highest bits hear of. */
	wanted.hash = (uint32_t)(hash * FACTOR >> 32);
	if (wanted.len > KEY_MAX)
		diag_fail(NOWHERE, "identifiers of over %d bytes", KEY_MAX);
	return wanted;
}

struct keys *keys_new(size_t payload_size)
{
	struct keys *keys = memory_resize(NULL, 1, sizeof(*keys));

	*keys = (struct keys){ .slots = memory_zeroed(FIRST_SLOTS, sizeof(struct slot)),
		               .slot_mask = FIRST_SLOTS - 1,
		               .payload_size = (payload_size + UNIT - 1) / UNIT * UNIT,
		               .used = BLOCK_UNITS,
		               .few_blocks = FEW_BLOCKS };
	return keys;
}

void keys_foretell(struct keys *keys, size_t count)
{
	size_t slots = FIRST_SLOTS;

	/* A guess may be far too high, but must not cost more than some 32 MiB. */
	while (slots / 2 <= count && slots < FORETOLD_MAX)
		slots *= 2;
	free(keys->slots);
	keys->slots = memory_zeroed(slots, sizeof(struct slot));
	keys->slot_mask = slots - 1;
	if (count > FEW_BLOCKS * (BLOCK_UNITS / LINE_UNITS))
		keys->few_blocks = 0;
}

static void *payload_at(const struct keys *keys, uint32_t address)
{
	return keys->blocks[address / BLOCK_UNITS] + address % BLOCK_UNITS;
}

static char *key_of(const struct keys *keys, const void *payload)
{
	return (char *)payload + keys->payload_size + sizeof(key_len);
}

static key_len len_of(const struct keys *keys, const void *payload)
{
	key_len len;

	memcpy(&len, (const char *)payload + keys->payload_size, sizeof(len));
	return len;
}

/*
 * Each part is stored with a NUL behind it, which no input contains: "a","bc" is
 * not "ab","c". The key is as long as the one that is wanted and has as many NULs:
 * where all other bytes are the same, those of empty parts must be the NULs left.
 */
static bool is_key(const char *key, const struct wanted *wanted)
{
	for (size_t i = 0; i < wanted->count; i++) {
		struct slice part = wanted->parts[i];

		if (part.len > 0 && (!slice_matches(part, key) || key[part.len] != '\0'))
			return false;
		key += part.len + 1;
	}
	return true;
}

static void store_key(char *key, const struct wanted *wanted)
{
	for (size_t i = 0; i < wanted->count; i++) {
		struct slice part = wanted->parts[i];

		slice_copy(key, part);
		key[part.len] = '\0';
		key += part.len + 1;
	}
}

/* Whether a payload's key is the one that is wanted. */
static bool holds(const struct keys *keys, const void *payload, const struct wanted *wanted)
{
	return len_of(keys, payload) == wanted->len && is_key(key_of(keys, payload), wanted);
}

/* The slot of the key, or the free one where it belongs. */
static inline struct slot *find_slot(const struct keys *keys, const struct wanted *wanted)
{
	struct slot *slots = keys->slots;
	size_t i = wanted->hash & keys->slot_mask;

	while (slots[i].node != 0 && (slots[i].hash != wanted->hash ||
	                              !holds(keys, payload_at(keys, slots[i].node - 1), wanted)))
		i = (i + 1) & keys->slot_mask;
	return &slots[i];
}

/* The node of a hash, whatever its key; 0: there is none. */
static inline uint32_t node_of_hash(const struct keys *keys, uint32_t hash)
{
	size_t i = hash & keys->slot_mask;

	while (keys->slots[i].node != 0 && keys->slots[i].hash != hash)
		i = (i + 1) & keys->slot_mask;
	return keys->slots[i].node;
}

HOT void keys_expect(struct keys *keys, const struct slice *parts, size_t count)
{
	struct expected
		*new = &keys->expected[keys->oldest],
		*half = &keys->expected[(keys->oldest + KEYS_AHEAD - SLOT_AHEAD) % KEYS_AHEAD];

	half->node = node_of_hash(keys, half->hash);
	if (half->node != 0) {
		/* Here, not in a function of its own: GCC takes that for one that does nothing. */
		const char *payload = payload_at(keys, half->node - 1);

		PREFETCH(payload);
		if (keys->payload_size + sizeof(key_len) > LINE_UNITS * UNIT / 2)
			PREFETCH(key_of(keys, payload));
		for (size_t at = LINE_UNITS * UNIT; at < keys->payload_size;
		     at += LINE_UNITS * UNIT)
			PREFETCH(payload + at);
	}
	*new = (struct expected){ .hash = want(parts, count).hash };
	PREFETCH(&keys->slots[new->hash & keys->slot_mask]);
	keys->oldest = (keys->oldest + 1) % KEYS_AHEAD;
}

/* The payload of the oldest hint, if that was for this key; mostly it was. */
HOT static void *find_expected(const struct keys *keys, const struct slice *parts, size_t count)
{
	uint32_t address = keys->expected[keys->oldest].node;
	struct wanted wanted = { parts, count, count, 0 };
	void *payload;

	if (address == 0)
		return NULL;
	payload = payload_at(keys, address - 1);
	for (size_t i = 0; i < count; i++)
		wanted.len += parts[i].len;
	return holds(keys, payload, &wanted) ? payload : NULL;
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

static void mark_node(uint64_t *block, size_t unit)
{
	block[unit / MAP_BITS] |= UINT64_C(1) << unit % MAP_BITS;
}

static bool begins_node(const uint64_t *block, size_t unit)
{
	return (block[unit / MAP_BITS] >> unit % MAP_BITS & 1) != 0;
}

/* Whether the block is one to be freed: the first of a piece. */
static bool begins_piece(const struct keys *keys, size_t block)
{
	return block < keys->few_blocks || (block - keys->few_blocks) % PIECE_BLOCKS == 0;
}

static void add_block(struct keys *keys)
{
	size_t number = keys->block_count++;

	if (number < keys->few_blocks)
		keys->blocks[number] = memory_aligned(BLOCK_UNITS * UNIT, LINE_UNITS * UNIT);
	else if (begins_piece(keys, number))
		keys->blocks[number] = memory_aligned(MEMORY_LARGE, MEMORY_LARGE);
	else
		keys->blocks[number] = keys->blocks[number - 1] + BLOCK_UNITS;
	keys->used = MAP_UNITS;
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
		keys->blocks = memory_for_one_more(keys->blocks, keys->block_count,
		                                   &keys->block_room, sizeof(*keys->blocks));
		add_block(keys);
	}

	size_t address = (keys->block_count - 1) * BLOCK_UNITS + keys->used;

	mark_node(keys->blocks[keys->block_count - 1], keys->used);
	keys->used += units;
	return (uint32_t)address;
}

void *keys_find(struct keys *keys, const struct slice *parts, size_t count)
{
	void *payload = find_expected(keys, parts, count);
	struct wanted wanted;
	const struct slot *slot;

	if (payload != NULL)
		return payload;
	wanted = want(parts, count);
	slot = find_slot(keys, &wanted);
	return slot->node == 0 ? NULL : payload_at(keys, slot->node - 1);
}

static size_t units_of(const struct keys *keys, size_t len)
{
	return (keys->payload_size + sizeof(key_len) + len + UNIT - 1) / UNIT;
}

HOT void *keys_add(struct keys *keys, const struct slice *parts, size_t count, bool *is_new)
{
	void *payload = find_expected(keys, parts, count);
	struct wanted wanted;
	struct slot *slot;
	uint32_t address;
	key_len len;

	*is_new = false;
	if (payload != NULL)
		return payload;
	wanted = want(parts, count);
	slot = find_slot(keys, &wanted);
	*is_new = slot->node == 0;
	if (slot->node != 0)
		return payload_at(keys, slot->node - 1);

	address = take_units(keys, units_of(keys, wanted.len));
	*slot = (struct slot){ wanted.hash, address + 1 };
	payload = payload_at(keys, address);
	len = (key_len)wanted.len;
	memcpy((char *)payload + keys->payload_size, &len, sizeof(len));
	store_key(key_of(keys, payload), &wanted);
	if (++keys->count > keys->slot_mask / 2)
		grow_index(keys);
	return payload;
}

void keys_start(const struct keys *keys, struct keys_cursor *cursor)
{
	*cursor = (struct keys_cursor){ .left = keys->count, .unit = MAP_UNITS };
}

void *keys_next(const struct keys *keys, struct keys_cursor *cursor)
{
	void *payload;

	if (cursor->left == 0)
		return NULL;
	cursor->left--;
	for (;;) {
		if (cursor->unit >= BLOCK_UNITS) {
			cursor->block++;
			cursor->unit = MAP_UNITS;
		}
		if (begins_node(keys->blocks[cursor->block], cursor->unit))
			break;
		cursor->unit++;
	}
	payload = keys->blocks[cursor->block] + cursor->unit;
	cursor->unit += units_of(keys, len_of(keys, payload));
	return payload;
}

size_t keys_count(const struct keys *keys)
{
	return keys->count;
}

const char *keys_first_part(const struct keys *keys, const void *payload)
{
	return key_of(keys, payload);
}

struct slice keys_part(const struct keys *keys, const void *payload, size_t position)
{
	const char *part = keys_first_part(keys, payload);

	while (position-- > 0)
		part += strlen(part) + 1;
	return slice_of(part);
}

void *keys_numbered(struct keys *keys, const struct slice *parts, size_t count)
{
	bool is_new;
	uint32_t *number = keys_add(keys, parts, count, &is_new);

	if (is_new)
		*number = (uint32_t)keys->count;
	return number;
}

uint32_t keys_number(struct keys *keys, const struct slice *parts, size_t count)
{
	return *(const uint32_t *)keys_numbered(keys, parts, count);
}

void keys_free(struct keys *keys)
{
	for (size_t i = 0; i < keys->block_count; i++)
		if (begins_piece(keys, i))
			free(keys->blocks[i]);
	free(keys->blocks);
	free(keys->slots);
	free(keys);
}
