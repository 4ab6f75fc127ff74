#include "shard.h"

/* A number from 1 to SHARD_COUNT_MAX at *text, which is moved behind it; 0 for anything else. */
static uint32_t read_number(const char **text)
{
	uint32_t number = 0;

	while (**text >= '0' && **text <= '9' && number <= SHARD_COUNT_MAX)
		number = number * 10 + (uint32_t)(*(*text)++ - '0');
	return number <= SHARD_COUNT_MAX ? number : 0;
}

bool shard_read(const char *text, struct shard *shard)
{
	shard->number = read_number(&text);
	if (*text != '/')
		return false;
	text++;
	shard->count = read_number(&text);
	return *text == '\0' && shard->number >= 1 && shard->number <= shard->count;
}

/* Byte by byte: the same number whatever order a machine keeps the bytes of a word in. */
static uint64_t fnv(uint64_t hash, struct slice bytes)
{
	for (size_t i = 0; i < bytes.len; i++)
		hash = (hash ^ (unsigned char)bytes.ptr[i]) * UINT64_C(0x100000001B3);
	return hash;
}

bool shard_has(const struct shard *shard, struct slice family, struct slice person)
{
	uint64_t hash = UINT64_C(0xCBF29CE484222325);

	if (shard->count == 0)
		return true;
	hash = fnv(hash, family);
	hash = fnv(hash, (struct slice){ "", 1 });
	hash = fnv(hash, person);
	/* The low bits of FNV alone are hardly mixed. */
	return (hash ^ hash >> 32) % shard->count + 1 == shard->number;
}
