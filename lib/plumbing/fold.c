#include "fold.h"

#include <stdint.h>

/* Windows-1252 and Unicode agree on the letters from 0xC0 to 0xFF. */
enum { AE = 0xE6, OE = 0xF8, AA = 0xE5, NO_BREAK_SPACE = 0xA0, ZERO_WIDTH_MARK = 0xFEFF };

/* Takes one UTF-8 code point off *rest; false if the bytes are not UTF-8. */
static bool take_utf8(struct slice *rest, uint32_t *point)
{
	unsigned char lead = (unsigned char)rest->ptr[0];
	size_t len = lead < 0x80                   ? 1
	             : lead >= 0xC2 && lead < 0xE0 ? 2
	             : lead >= 0xE0 && lead < 0xF0 ? 3
	             : lead >= 0xF0 && lead < 0xF5 ? 4
	                                           : 0;

	if (len == 0 || len > rest->len)
		return false;
	*point = len == 1 ? lead : lead & (0xFFu >> (len + 1));
	for (size_t i = 1; i < len; i++) {
		unsigned char c = (unsigned char)rest->ptr[i];

		if ((c & 0xC0) != 0x80)
			return false;
		*point = *point << 6 | (c & 0x3F);
	}
	/* A longer form than needed, or beyond Unicode, is no UTF-8. */
	if ((len == 3 && *point < 0x800) || (len == 4 && (*point < 0x10000 || *point > 0x10FFFF)))
		return false;
	rest->ptr += len;
	rest->len -= len;
	return true;
}

static bool is_utf8(struct slice text)
{
	uint32_t point;

	while (text.len > 0)
		if (!take_utf8(&text, &point))
			return false;
	return true;
}

static uint32_t lower(uint32_t point)
{
	if ((point >= 'A' && point <= 'Z') || (point >= 0xC0 && point <= 0xDE && point != 0xD7))
		return point + 0x20;
	return point;
}

/* The composed letter of a base, which is not 0, and a combining mark, or 0. */
static uint32_t compose(uint32_t base, uint32_t mark)
{
	static const struct {
		uint32_t mark;
		const char *bases;
		unsigned char composed[8];
	} rows[] = {
		{ 0x300, "aeiou", { 0xE0, 0xE8, 0xEC, 0xF2, 0xF9 } },
		{ 0x301, "aeiouy", { 0xE1, 0xE9, 0xED, 0xF3, 0xFA, 0xFD } },
		{ 0x302, "aeiou", { 0xE2, 0xEA, 0xEE, 0xF4, 0xFB } },
		{ 0x303, "ano", { 0xE3, 0xF1, 0xF5 } },
		{ 0x308, "aeiouy", { 0xE4, 0xEB, 0xEF, 0xF6, 0xFC, 0xFF } },
		{ 0x30A, "a", { AA } },
		{ 0x327, "c", { 0xE7 } },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *at = rows[i].mark == mark && base < 0x80
		                         ? strchr(rows[i].bases, (int)base)
		                         : NULL;

		if (at != NULL)
			return rows[i].composed[at - rows[i].bases];
	}
	return 0;
}

static bool put(struct folded *folded, uint32_t point)
{
	char bytes[4];
	size_t len;

	if (point == AE || point == OE || point == AA) {
		memcpy(bytes, point == AE ? "ae" : point == OE ? "oe" : "aa", 2);
		len = 2;
	} else if (point < 0x80) {
		bytes[0] = (char)point;
		len = 1;
	} else {
		len = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
		for (size_t i = len; i-- > 1; point >>= 6)
			bytes[i] = (char)(0x80 | (point & 0x3F));
		bytes[0] = (char)((0xF0u << (4 - len)) | point);
	}
	if (len > FOLD_MAX - folded->len)
		return false;
	memcpy(folded->text + folded->len, bytes, len);
	folded->len += len;
	return true;
}

static bool is_dropped(uint32_t point)
{
	return point == ' ' || (point >= '\t' && point <= '\r') || point == '_' || point == '-' ||
	       point == NO_BREAK_SPACE || point == ZERO_WIDTH_MARK;
}

bool fold(struct slice text, struct folded *folded)
{
	bool utf8 = is_utf8(text);
	uint32_t pending = 0; /* a letter whose combining mark may follow */

	folded->len = 0;
	while (text.len > 0) {
		uint32_t point, composed;

		if (!utf8 || !take_utf8(&text, &point)) {
			point = (unsigned char)*text.ptr++;
			text.len--;
		}
		if (is_dropped(point))
			continue;
		point = lower(point);
		composed = pending == 0 ? 0 : compose(pending, point);
		if (composed != 0) {
			pending = composed;
			continue;
		}
		if (pending != 0 && !put(folded, pending))
			return false;
		pending = point;
	}
	return pending == 0 || put(folded, pending);
}
