#include "excel.h"

/* ---- columns ---- */

/*
 * The result columns of all commands whose numbers can have decimals. Counts are
 * not here: they are written without any mark. Nor are columns that sfb only
 * reads, such as the items and amounts: --number names those. Only cells that are
 * wholly numbers change, so a token in such a column, or a column of the same
 * name with text in it, stays as it is.
 */
static const char *const written[] = {
	/* ors-score, srs-flag */
	"ors_total", "ors_cutoff", "srs_total", "srs_change",
	/* change-score, talk-list */
	"first", "last", "change", "threshold",
	/* outcome-summary, course-summary; see also the beginnings and ends below */
	"change_low", "change_high", "percent_change", "sd_first", "effect_size", "median_days",
	/* caseload-check, flex-ratio */
	"guide", "hours", "ordinary_hours", "flexible_hours",
	/* cost-net */
	"started", "completed", "startup", "sessions", "ongoing", "other", "intervention_total",
	"baseline_total", "net_total", "net_per_started", "net_per_completed"
};

/* sdq-score (with --prefix, too), the command for PSS, outcome-summary. */
static const char *const written_beginnings[] = { "sdq_", "pss_", "mean_" };

/* Shares and their bounds, in every summary; published_low and published_high of cost-net. */
static const char *const written_ends[] = { "_percent", "_low", "_high" };

enum {
	WRITTEN = sizeof(written) / sizeof(written[0]),
	BEGINNINGS = sizeof(written_beginnings) / sizeof(written_beginnings[0]),
	ENDS = sizeof(written_ends) / sizeof(written_ends[0]),
};

bool excel_is_written(struct slice name)
{
	for (size_t i = 0; i < WRITTEN; i++)
		if (slice_equal(name, slice_of(written[i])))
			return true;
	for (size_t i = 0; i < BEGINNINGS; i++) {
		size_t len = strlen(written_beginnings[i]);

		if (name.len > len && memcmp(name.ptr, written_beginnings[i], len) == 0)
			return true;
	}
	for (size_t i = 0; i < ENDS; i++) {
		size_t len = strlen(written_ends[i]);

		if (name.len > len && memcmp(name.ptr + name.len - len, written_ends[i], len) == 0)
			return true;
	}
	return false;
}

/* ---- numbers ---- */

/* A cell that is wholly a number, but for blanks and no-break spaces round it. */
struct number {
	const char *begin, *end; /* without the blanks */
	const char *mark;        /* what separates decimals, or may do so; NULL: none */
	unsigned points;
	/* The points stand as thousands points do. If there is only one and no comma, it may also
	 * be the decimal mark. */
	bool grouped;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static const char *skip_digits(const char *p, const char *end)
{
	while (p < end && is_digit(*p))
		p++;
	return p;
}

static bool is_no_break_space(const char *at)
{
	return memcmp(at, "\xC2\xA0", 2) == 0;
}

static void trim(struct number *number, struct slice cell)
{
	const char *begin = cell.ptr, *end = cell.ptr + cell.len;

	while (begin < end && (*begin == ' ' || (end - begin > 1 && is_no_break_space(begin))))
		begin += *begin == ' ' ? 1 : 2;
	while (begin < end && (end[-1] == ' ' || (end - begin > 1 && is_no_break_space(end - 2))))
		end -= end[-1] == ' ' ? 1 : 2;
	number->begin = begin;
	number->end = end;
}

/* As decimal.h has it, and thousands points: -28434  7.5  7,5  .5  28.434  -28.434,50 */
static bool parse_number(struct slice cell, struct number *number)
{
	const char *p, *whole, *end;
	bool comma = false;

	*number = (struct number){ .mark = NULL };
	trim(number, cell);
	p = number->begin;
	end = number->end;
	p += p < end && *p == '-';
	whole = p;
	p = skip_digits(p, end);
	number->grouped = p - whole >= 1 && p - whole <= 3 && *whole != '0';
	while (p < end && *p == '.') {
		const char *group = p + 1;

		number->mark = p;
		number->points++;
		p = skip_digits(group, end);
		if (p == group)
			return false;
		number->grouped &= p - group == 3;
	}
	if (p < end && *p == ',') {
		comma = true;
		number->mark = p;
		p = skip_digits(p + 1, end);
		if (p == number->mark + 1)
			return false;
	}
	if (p < end || p == whole)
		return false;
	/* Points that separate no decimals separate thousands, and there is one rule for that. */
	return number->points == 0 || (number->points == 1 && !comma) || number->grouped;
}

static bool is_number(struct slice cell)
{
	struct number number;

	return parse_number(cell, &number);
}

static bool may_be_either(const struct number *number)
{
	return number->points == 1 && number->grouped && *number->mark == '.';
}

bool excel_is_ambiguous(struct slice cell)
{
	struct number number;

	return parse_number(cell, &number) && may_be_either(&number);
}

/* Whether the points of the number are thousands points. */
static bool has_thousands(const struct excel_rules *rules, const struct number *number)
{
	return may_be_either(number) ? rules->decimal_mark == ','
	                             : number->points > 0 && number->grouped;
}

static struct slice number_out(const struct excel_rules *rules, struct slice cell,
                               const struct number *number, char *room)
{
	if (number->mark == NULL || *number->mark == ',' || has_thousands(rules, number))
		return cell;
	memcpy(room, cell.ptr, cell.len);
	room[number->mark - cell.ptr] = ',';
	return (struct slice){ room, cell.len };
}

static struct slice number_in(const struct excel_rules *rules, struct slice cell,
                              const struct number *number, char *room)
{
	bool thousands = has_thousands(rules, number);
	size_t len = 0;

	if (number->mark == NULL || (*number->mark == '.' && !thousands))
		return cell;
	for (size_t i = 0; i < cell.len; i++)
		if (cell.ptr[i] == ',')
			room[len++] = '.';
		else if (cell.ptr[i] != '.')
			room[len++] = cell.ptr[i];
	return (struct slice){ room, len };
}

/* ---- formulas ---- */

struct span {
	const char *first, *last; /* UTF-8, of equal length */
};

/*
 * What some program skips before it looks for a formula: blanks of every kind, and
 * control characters. TAB and CR are not among them: they begin one themselves.
 */
static const struct span skipped[] = {
	{ "\x01", "\x08" },
	{ "\x0A", "\x0C" },
	{ "\x0E", " " },
	{ "\x7F", "\x7F" },
	{ "\xC2\x80", "\xC2\xA0" },         /* U+0080 to the no-break space */
	{ "\xC2\xAD", "\xC2\xAD" },         /* soft hyphen */
	{ "\xE1\x9A\x80", "\xE1\x9A\x80" }, /* Ogham space */
	{ "\xE1\xA0\x8E", "\xE1\xA0\x8E" }, /* Mongolian vowel separator */
	{ "\xE2\x80\x80", "\xE2\x80\x8F" }, /* spaces by width; zero width; direction */
	{ "\xE2\x80\xA8", "\xE2\x80\xAF" }, /* line and paragraph separator, direction, narrow */
	{ "\xE2\x81\x9F", "\xE2\x81\xAF" }, /* mathematical space, invisible characters */
	{ "\xE3\x80\x80", "\xE3\x80\x80" }, /* ideographic space */
	{ "\xEF\xBB\xBF", "\xEF\xBB\xBF" }, /* zero width no-break space */
};

/* What begins a formula, or a cell that is taken apart: as ASCII and in full width. */
static const struct span beginning[] = {
	{ "=", "=" },
	{ "+", "+" },
	{ "-", "-" },
	{ "@", "@" },
	{ "\t", "\t" },
	{ "\r", "\r" },
	{ "\xEF\xBC\x9D", "\xEF\xBC\x9D" },
	{ "\xEF\xBC\x8B", "\xEF\xBC\x8B" },
	{ "\xEF\xBC\x8D", "\xEF\xBC\x8D" },
	{ "\xEF\xBC\xA0", "\xEF\xBC\xA0" },
};

/* The length of the character that the text begins with if it is in one of the spans, or 0. */
static size_t starts_in(struct slice text, const struct span *spans, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t len = strlen(spans[i].first);

		if (text.len >= len && memcmp(text.ptr, spans[i].first, len) >= 0 &&
		    memcmp(text.ptr, spans[i].last, len) <= 0)
			return len;
	}
	return 0;
}

static struct slice without_first(struct slice text, size_t len)
{
	return (struct slice){ text.ptr + len, text.len - len };
}

static bool begins_formula(struct slice text)
{
	size_t len;

	while ((len = starts_in(text, skipped, sizeof(skipped) / sizeof(skipped[0]))) > 0)
		text = without_first(text, len);
	return starts_in(text, beginning, sizeof(beginning) / sizeof(beginning[0])) > 0;
}

/* Most cells begin with one of these: then no formula does. */
static inline bool begins_plainly(char c)
{
	return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
	       (unsigned char)c == 0xC3; /* Latin letters such as ae, oe, aa */
}

/*
 * A formula, perhaps behind apostrophes: with only the formula itself in mind,
 * nobody could tell afterwards who set the apostrophe.
 */
static bool begins_formula_or_apostrophes(struct slice text)
{
	while (text.len > 0 && text.ptr[0] == '\'')
		text = without_first(text, 1);
	return text.len > 0 && !begins_plainly(text.ptr[0]) && begins_formula(text);
}

/* ---- identifiers ---- */

/* Excel takes the zeros off 0123 and rounds what has more than 15 digits. */
enum { EXACT_DIGITS = 15 };

static bool loses_digits(struct slice cell)
{
	return ((cell.len > 1 && cell.ptr[0] == '0') || cell.len > EXACT_DIGITS) &&
	       skip_digits(cell.ptr, cell.ptr + cell.len) == cell.ptr + cell.len;
}

static bool is_protected(struct slice cell)
{
	return cell.len >= 3 && cell.ptr[0] == '=' && cell.ptr[1] == '"' &&
	       memchr(cell.ptr + 2, '"', cell.len - 2) == cell.ptr + cell.len - 1;
}

/* ---- cells ---- */

struct slice excel_out(const struct excel_rules *rules, struct slice cell, bool number, char *room)
{
	struct number parsed;

	if (cell.len == 0)
		return cell;
	if (number && parse_number(cell, &parsed))
		return number_out(rules, cell, &parsed, room);
	if (rules->protect_ids && !number && loses_digits(cell)) {
		memcpy(room, "=\"", 2);
		memcpy(room + 2, cell.ptr, cell.len);
		room[cell.len + 2] = '"';
		return (struct slice){ room, cell.len + 3 };
	}
	if (begins_plainly(cell.ptr[0]) || !begins_formula_or_apostrophes(cell) || is_number(cell))
		return cell;
	room[0] = '\'';
	memcpy(room + 1, cell.ptr, cell.len);
	return (struct slice){ room, cell.len + 1 };
}

/* The length of a no-break space, also a narrow one, that the text begins with, or 0. */
static size_t no_break_space(struct slice text)
{
	static const char narrow[] = "\xE2\x80\xAF";

	if (text.len > 2 && memcmp(text.ptr, narrow, 3) == 0)
		return 3;
	return text.len > 1 && is_no_break_space(text.ptr) ? 2 : 0;
}

static bool begins_with_group(struct slice text)
{
	const char *end = text.ptr + text.len;

	return skip_digits(text.ptr, end) - text.ptr == 3;
}

/* Copies a number without the no-break spaces that separate thousands in its whole part. */
static size_t copy_ungrouped(char *to, struct slice text)
{
	size_t len = 0, digits = 0;
	bool whole = true;

	while (text.len > 0) {
		size_t space = no_break_space(text);

		if (space > 0 && whole && digits >= 1 && digits <= 3 &&
		    begins_with_group(without_first(text, space))) {
			digits = 0;
			text = without_first(text, space);
			continue;
		}
		digits++;
		whole = whole && is_digit(*text.ptr);
		to[len++] = *text.ptr;
		text = without_first(text, 1);
	}
	return len;
}

static struct slice trimmed(struct slice text)
{
	struct number span;

	trim(&span, text);
	return (struct slice){ span.begin, (size_t)(span.end - span.begin) };
}

static bool is_kr(const char *p)
{
	return (p[0] | 0x20) == 'k' && (p[1] | 0x20) == 'r';
}

/* Without kr. before or behind it, and without the dash for no øre: kr. 1.000,- */
static struct slice without_currency(struct slice amount)
{
	struct slice text = amount;

	if (text.len > 2 && is_kr(text.ptr)) {
		text = without_first(text, 2);
		text = trimmed(text.ptr[0] == '.' ? without_first(text, 1) : text);
	} else if (text.len > 2) {
		text.len -= text.ptr[text.len - 1] == '.';
		if (text.len > 2 && is_kr(text.ptr + text.len - 2))
			text = trimmed((struct slice){ text.ptr, text.len - 2 });
		else
			text = amount;
	}
	if (text.len > 2 && text.ptr[text.len - 2] == ',' && text.ptr[text.len - 1] == '-')
		text.len -= 2;
	return text;
}

/* An amount without its currency, and with an ASCII minus sign, in room. */
static struct slice plain_amount(struct slice cell, char *room)
{
	static const char minus[] = "\xE2\x88\x92";
	struct slice rest = without_currency(trimmed(cell));
	size_t len = 0;

	if (rest.len > 3 && memcmp(rest.ptr, minus, 3) == 0) {
		room[len++] = '-';
		rest = without_first(rest, 3);
	} else if (rest.len > 0 && *rest.ptr == '-') {
		room[len++] = '-';
		rest = without_first(rest, 1);
	}
	return (struct slice){ room, len + copy_ungrouped(room + len, rest) };
}

bool excel_is_number(struct slice cell)
{
	return cell.len == 0 || is_number(cell);
}

struct slice excel_amount(struct slice cell, char *room)
{
	struct slice amount;

	if (is_number(cell))
		return cell;
	amount = plain_amount(cell, room);
	return is_number(amount) ? amount : cell;
}

bool excel_is_date_like(struct slice cell)
{
	const char *end = cell.ptr + cell.len, *point = skip_digits(cell.ptr, end);
	size_t decimals = point == end ? 0 : (size_t)(end - point - 1);

	return point > cell.ptr && point - cell.ptr <= 2 && point < end && *point == '.' &&
	       decimals >= 1 && decimals <= 2 && skip_digits(point + 1, end) == end;
}

struct slice excel_in(const struct excel_rules *rules, struct slice cell, bool number, char *room)
{
	struct number parsed;

	if (cell.len == 0)
		return cell;
	if (number && parse_number(cell, &parsed))
		return number_in(rules, cell, &parsed, room);
	if (is_protected(cell))
		return (struct slice){ cell.ptr + 2, cell.len - 3 };
	if (cell.ptr[0] == '\'' && begins_formula_or_apostrophes(without_first(cell, 1)))
		return without_first(cell, 1);
	return cell;
}

/* ---- encodings ---- */

/* The length of the UTF-8 character at p, or 0 when there is none. */
static size_t utf8_len(const unsigned char *p, size_t left)
{
	size_t len = p[0] < 0x80                  ? 1
	             : p[0] < 0xC2 || p[0] > 0xF4 ? 0
	             : p[0] < 0xE0                ? 2
	             : p[0] < 0xF0                ? 3
	                                          : 4;

	if (len > left)
		return 0;
	for (size_t i = 1; i < len; i++)
		if ((p[i] & 0xC0) != 0x80)
			return 0;
	/* Longer forms than needed, surrogates, and what lies beyond U+10FFFF. */
	if ((p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xED && p[1] > 0x9F) ||
	    (p[0] == 0xF0 && p[1] < 0x90) || (p[0] == 0xF4 && p[1] > 0x8F))
		return 0;
	return len;
}

static bool is_utf8(struct slice text)
{
	const unsigned char *p = (const unsigned char *)text.ptr;

	for (size_t i = 0, len; i < text.len; i += len) {
		len = utf8_len(p + i, text.len - i);
		if (len == 0)
			return false;
	}
	return true;
}

/* 80 to 9F, where Windows-1252 is not Latin-1. */
static const uint16_t windows_1252[32] = {
	0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
	0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
	0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
};

struct slice excel_utf8(struct slice cell, char *room, enum excel_encoding *encoding)
{
	char *to = room;

	*encoding = EXCEL_UTF8;
	if (is_utf8(cell))
		return cell;
	*encoding = EXCEL_WINDOWS_1252;
	for (size_t i = 0; i < cell.len; i++) {
		unsigned point = (unsigned char)cell.ptr[i];

		if (point >= 0x80 && point < 0xA0)
			point = windows_1252[point - 0x80];
		if (point < 0x80) {
			*to++ = (char)point;
		} else if (point < 0x800) {
			*to++ = (char)(0xC0 | point >> 6);
			*to++ = (char)(0x80 | (point & 0x3F));
		} else {
			*to++ = (char)(0xE0 | point >> 12);
			*to++ = (char)(0x80 | (point >> 6 & 0x3F));
			*to++ = (char)(0x80 | (point & 0x3F));
		}
	}
	return (struct slice){ room, (size_t)(to - room) };
}
