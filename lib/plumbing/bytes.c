#include "bytes.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "excel.h"
#include "memory.h"

char *bytes_reserve(struct bytes *bytes, size_t len)
{
	if (len > SIZE_MAX / 4 || bytes->len > SIZE_MAX / 4)
		diag_fail(NOWHERE, "out of memory");
	if (bytes->room - bytes->len < len) {
		bytes->room = (bytes->len + len) * 2;
		bytes->ptr = memory_resize(bytes->ptr, bytes->room, 1);
	}
	return bytes->ptr + bytes->len;
}

void bytes_add(struct bytes *bytes, struct slice more)
{
	if (more.len == 0)
		return;
	memcpy(bytes_reserve(bytes, more.len), more.ptr, more.len);
	bytes->len += more.len;
}

void bytes_format(struct bytes *bytes, const char *format, ...)
{
	va_list list, again;
	int len;

	va_start(list, format);
	va_copy(again, list);
	len = vsnprintf(NULL, 0, format, list);
	va_end(list);
	if (len < 0)
		diag_fail(NOWHERE, "a text cannot be put together");
	vsnprintf(bytes_reserve(bytes, (size_t)len + 1), (size_t)len + 1, format, again);
	va_end(again);
	bytes->len += (size_t)len;
}

void bytes_xml(struct bytes *bytes, struct slice text)
{
	for (size_t i = 0; i < text.len; i++) {
		switch (text.ptr[i]) {
		case '&': bytes_add(bytes, slice_of("&amp;")); break;
		case '<': bytes_add(bytes, slice_of("&lt;")); break;
		case '>': bytes_add(bytes, slice_of("&gt;")); break;
		case '"': bytes_add(bytes, slice_of("&quot;")); break;
		case '\'': bytes_add(bytes, slice_of("&#39;")); break;
		default: bytes_add(bytes, (struct slice){ text.ptr + i, 1 });
		}
	}
}

/* The length of the character that begins at a byte of valid UTF-8. */
static size_t character_len(char first)
{
	unsigned char c = (unsigned char)first;

	return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

/* What shows instead of a character that does not: of C0 (U+2400 and on), of C1, of no use in XML. */
static void add_character(struct bytes *bytes, const char *c, size_t len)
{
	unsigned char first = (unsigned char)c[0], second = len > 1 ? (unsigned char)c[1] : 0;

	if (first < ' ')
		bytes_format(bytes, "\xE2\x90%c", 0x80 + first);
	else if (first == 0x7F)
		bytes_add(bytes, slice_of("\xE2\x90\xA1"));
	else if ((len == 2 && first == 0xC2 && second < 0xA0) ||
	         (len == 3 && first == 0xEF && second == 0xBF && (unsigned char)c[2] >= 0xBE))
		bytes_add(bytes, slice_of("\xEF\xBF\xBD"));
	else
		bytes_add(bytes, (struct slice){ c, len });
}

void bytes_shown(struct bytes *bytes, struct slice cell, size_t max)
{
	char *room = memory_resize(NULL, EXCEL_ROOM(cell.len), 1);
	enum excel_encoding encoding;
	struct slice text = excel_utf8(cell, room, &encoding);
	size_t characters = 0;

	for (size_t i = 0; i < text.len; i += character_len(text.ptr[i]))
		characters++;
	for (size_t i = 0, n = 1; i < text.len; n++) {
		size_t len = character_len(text.ptr[i]);

		if (characters > max && n == max) {
			bytes_add(bytes, slice_of("\xE2\x80\xA6"));
			break;
		}
		add_character(bytes, text.ptr + i, len);
		i += len;
	}
	free(room);
}

void bytes_free(struct bytes *bytes)
{
	free(bytes->ptr);
	*bytes = (struct bytes){ NULL, 0, 0 };
}
