#include "chart_words.h"

#include <locale.h>
#include <stdlib.h>

#include "calendar.h"
#include "date.h"
#include "decimal.h"
#include "share.h"
#include "who.h"

void words_start(struct words *words, const char *argv0)
{
	if (!words->danish)
		return;
	if (setenv("LANGUAGE", "da", 1) != 0 || setlocale(LC_MESSAGES, "C.UTF-8") == NULL ||
	    bindtextdomain("sfb", share_path(&words->arena, argv0, "../locale", "", "")) == NULL ||
	    bind_textdomain_codeset("sfb", "UTF-8") == NULL || textdomain("sfb") == NULL)
		diag_fail(NOWHERE, "the Danish words cannot be found");
}

void words_points(const struct words *words, struct bytes *to, sfb_points points, int decimals_min)
{
	to->len += decimal_write(bytes_reserve(to, DECIMAL_MAX), points, 3, decimals_min,
	                         words->danish ? ',' : '.');
}

void words_date(const struct words *words, struct bytes *to, int64_t day, bool month)
{
	struct sfb_date date;

	sfb_day_split((int32_t)day, &date);
	if (!words->danish)
		bytes_format(to, "%04d-%02d", date.year, date.month);
	if (!words->danish && !month)
		bytes_format(to, "-%02d", date.day);
	if (words->danish && !month)
		bytes_format(to, "%02d-", date.day);
	if (words->danish)
		bytes_format(to, "%02d-%04d", date.month, date.year);
}

void words_with(struct bytes *to, const char *message, struct slice text)
{
	const char *place = strstr(message, "%s");

	if (place == NULL) {
		bytes_add(to, slice_of(message));
		return;
	}
	bytes_add(to, (struct slice){ message, (size_t)(place - message) });
	bytes_add(to, text);
	bytes_add(to, slice_of(place + 2));
}

void words_with_points(const struct words *words, struct bytes *to, const char *message,
                       sfb_points points, int decimals_min)
{
	struct bytes number = { NULL, 0, 0 };

	words_points(words, &number, points, decimals_min);
	words_with(to, message, bytes_slice(&number));
	bytes_free(&number);
}

void words_rater(struct bytes *to, struct slice word, size_t max)
{
	enum sfb_rater class;

	if (who_class(word, &class) && class == SFB_RATER_SELF)
		bytes_add(to, slice_of(gettext("self")));
	else
		bytes_shown(to, word, max);
}
