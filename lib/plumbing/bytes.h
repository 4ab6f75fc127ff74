/*
 * bytes.h: bytes that grow, for text that is put together before it is written.
 */
#ifndef BYTES_H
#define BYTES_H

#include "diag.h"
#include "slice.h"

/* All zero at first. */
struct bytes {
	char *ptr;
	size_t len, room;
};

/* Room for len more bytes behind those that there are; the caller fills it and raises len. */
char *bytes_reserve(struct bytes *bytes, size_t len);

void bytes_add(struct bytes *bytes, struct slice more);
void bytes_format(struct bytes *bytes, const char *format, ...) DIAG_FORMAT(2, 3);

/* Text with what XML gives a meaning to escaped, for content and attributes. */
void bytes_xml(struct bytes *bytes, struct slice text);

/*
 * A cell as text that can be shown: in UTF-8 (bytes that are not are taken for
 * Windows-1252), with a visible sign for everything below a blank, and cut, with three
 * points for the rest, when it has more than max characters.
 */
void bytes_shown(struct bytes *bytes, struct slice cell, size_t max);

static inline struct slice bytes_slice(const struct bytes *bytes)
{
	return (struct slice){ bytes->len == 0 ? "" : bytes->ptr, bytes->len };
}

void bytes_free(struct bytes *bytes);

#endif
