/*
 * slice.h: bytes with a length, owned by somebody else. Not NUL-terminated.
 */
#ifndef SLICE_H
#define SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct slice {
	const char *ptr;
	size_t len;
};

static inline struct slice slice_of(const char *text)
{
	return (struct slice){ text, strlen(text) };
}

/*
 * Up to eight bytes, but not none, as a number that is theirs alone among those of one
 * length, without reading beside them.
 */
static inline uint64_t slice_few_bytes(const char *bytes, size_t len)
{
	uint32_t low, high;

	if (len >= sizeof(low)) {
		memcpy(&low, bytes, sizeof(low));
		memcpy(&high, bytes + len - sizeof(high), sizeof(high));
		return (uint64_t)high << 32 | low;
	}
	return (uint64_t)(unsigned char)bytes[0] << 16 |
	       (uint64_t)(unsigned char)bytes[len / 2] << 8 | (unsigned char)bytes[len - 1];
}

/* memcpy, which is a call, of bytes that are few. */
static inline void slice_copy(char *to, struct slice from)
{
	uint64_t first, last;
	uint32_t low, high;

	if (from.len > 2 * sizeof(first)) {
		memcpy(to, from.ptr, from.len);
	} else if (from.len >= sizeof(first)) {
		memcpy(&first, from.ptr, sizeof(first));
		memcpy(&last, from.ptr + from.len - sizeof(last), sizeof(last));
		memcpy(to, &first, sizeof(first));
		memcpy(to + from.len - sizeof(last), &last, sizeof(last));
	} else if (from.len >= sizeof(low)) {
		memcpy(&low, from.ptr, sizeof(low));
		memcpy(&high, from.ptr + from.len - sizeof(high), sizeof(high));
		memcpy(to, &low, sizeof(low));
		memcpy(to + from.len - sizeof(high), &high, sizeof(high));
	} else if (from.len > 0) {
		to[0] = from.ptr[0];
		to[from.len / 2] = from.ptr[from.len / 2];
		to[from.len - 1] = from.ptr[from.len - 1];
	}
}

/* Whether a slice has these bytes, as many as it is long: memcmp, which is a call. */
static inline bool slice_matches(struct slice s, const char *bytes)
{
	if (s.len > sizeof(uint64_t))
		return memcmp(bytes, s.ptr, s.len) == 0;
	return s.len == 0 || slice_few_bytes(bytes, s.len) == slice_few_bytes(s.ptr, s.len);
}

static inline bool slice_equal(struct slice a, struct slice b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* The same as slice_trim where the first or the last byte is no plain character. */
struct slice slice_trim_slowly(struct slice s);

static inline bool slice_is_plain_byte(char c)
{
	return (unsigned)(unsigned char)c - 0x21 < 0x7F - 0x21;
}

/* Without the blanks (space, TAB, line ends, UTF-8 no-break space) at both ends. */
static inline struct slice slice_trim(struct slice s)
{
	if (s.len == 0 || (slice_is_plain_byte(s.ptr[0]) && slice_is_plain_byte(s.ptr[s.len - 1])))
		return s;
	return slice_trim_slowly(s);
}

#endif
