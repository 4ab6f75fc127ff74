/*
 * shard.h: one of N shares of all persons, for --shard.
 *
 * A person's share is computed from her key alone, so that N processes, on any
 * machines, agree about it without asking one another; sfb-scale(7) promises the
 * rule to other programs:
 *
 *     h = FNV-1a, 64 bits, of the bytes of family_id, a zero byte, those of person_id
 *     share = (h xor h / 2^32) mod N + 1
 *
 * The bytes are those of the file, without blanks round them; nothing stands for a
 * missing cell and for a column that the file lacks. A record without a person has
 * a share like any other.
 */
#ifndef SHARD_H
#define SHARD_H

#include <stdbool.h>
#include <stdint.h>

#include "slice.h"

struct shard {
	uint32_t number, count; /* 1 to count; a count of 0: no shares, everything is ours */
};

#define SHARD_COUNT_MAX 10000

/* Reads I/N; false when it is not two such numbers, I from 1 to N. */
bool shard_read(const char *text, struct shard *shard);

/* Whether a person is of this share. */
bool shard_has(const struct shard *shard, struct slice family, struct slice person);

#endif
