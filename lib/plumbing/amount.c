#include "amount.h"

#include "decimal.h"
#include "excel.h"

/* No amount has more bytes, with all that may stand round it. */
enum { TEXT_MAX = 64, DECIMALS = 2 };

/* One comma, as excel_is_ambiguous has it for one point; nobody else reads such a number. */
static bool is_comma_and_three_digits(struct slice text)
{
	char with_point[TEXT_MAX];
	char *comma;

	memcpy(with_point, text.ptr, text.len);
	comma = memchr(with_point, ',', text.len);
	if (comma == NULL || memchr(with_point, '.', text.len) != NULL)
		return false;
	*comma = '.';
	return excel_is_ambiguous((struct slice){ with_point, text.len });
}

enum amount_fault amount_read(struct slice text, char decimal_mark, int64_t *amount)
{
	char utf8[EXCEL_ROOM(TEXT_MAX)], bare[EXCEL_ROOM(sizeof(utf8))];
	char plain[EXCEL_ROOM(sizeof(bare))];
	const struct excel_rules rules = { .decimal_mark = decimal_mark };
	enum excel_encoding encoding;

	if (text.len > TEXT_MAX)
		return AMOUNT_NOT_ONE;
	text = excel_amount(excel_utf8(text, utf8, &encoding), bare);
	if (text.len == 0 || text.len > TEXT_MAX || !excel_is_number(text))
		return AMOUNT_NOT_ONE;
	if (decimal_mark == '\0' && (excel_is_ambiguous(text) || is_comma_and_three_digits(text)))
		return AMOUNT_AMBIGUOUS;
	text = slice_trim(excel_in(&rules, text, true, plain));
	switch (decimal_read(text, DECIMALS, DECIMALS, amount)) {
	case DECIMAL_SOUND: return AMOUNT_SOUND;
	case DECIMAL_TOO_FINE: return AMOUNT_TOO_FINE;
	case DECIMAL_TOO_LARGE: return AMOUNT_TOO_LARGE;
	case DECIMAL_NOT_A_NUMBER: break;
	}
	return AMOUNT_NOT_ONE;
}
