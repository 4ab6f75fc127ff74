#include "suggest.h"

#include <limits.h>

enum { PART_MIN = 4 };

static int least(int a, int b)
{
	return a < b ? a : b;
}

/* Letters to change, add, drop or swap (optimal string alignment). */
static int letters_apart(const struct folded *a, const struct folded *b)
{
	int rows[3][FOLD_MAX + 1];
	int *before = rows[0], *above = rows[1], *row = rows[2];

	for (size_t j = 0; j <= b->len; j++)
		above[j] = (int)j;
	for (size_t i = 1; i <= a->len; i++) {
		int *spare = before;

		row[0] = (int)i;
		for (size_t j = 1; j <= b->len; j++) {
			bool same = a->text[i - 1] == b->text[j - 1];

			row[j] = least(above[j - 1] + !same, least(above[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && a->text[i - 1] == b->text[j - 2] &&
			    a->text[i - 2] == b->text[j - 1])
				row[j] = least(row[j], before[j - 2] + 1);
		}
		before = above;
		above = row;
		row = spare;
	}
	return above[b->len];
}

static bool is_part(const struct folded *part, const struct folded *whole)
{
	return part->len < whole->len &&
	       (memcmp(whole->text, part->text, part->len) == 0 ||
	        memcmp(whole->text + whole->len - part->len, part->text, part->len) == 0);
}

int suggest_distance(const struct folded *a, const struct folded *b)
{
	size_t shorter = a->len < b->len ? a->len : b->len;
	int apart;

	if (shorter < PART_MIN)
		return folded_equal(a, b) ? 0 : SUGGEST_FAR;
	apart = letters_apart(a, b);
	if (apart <= (int)(shorter / 4))
		return apart;
	if (is_part(a, b) || is_part(b, a))
		return SUGGEST_PART + (int)(a->len + b->len - 2 * shorter);
	return SUGGEST_FAR;
}

int suggest_column_distance(struct slice name, enum column column)
{
	struct folded folded;
	const struct folded *spelling;
	enum column of;
	int nearest = SUGGEST_FAR;

	if (!fold(name, &folded))
		return SUGGEST_FAR;
	for (size_t i = 0; column_spelling(i, &spelling, &of); i++)
		if (of == column)
			nearest = least(nearest, suggest_distance(&folded, spelling));
	return nearest;
}

const char *suggest_column(struct slice name)
{
	const char *found = NULL;
	int nearest = SUGGEST_FAR;

	for (int c = 0; c < COL_COUNT; c++) {
		int distance = suggest_column_distance(name, (enum column)c);

		if (distance < nearest) {
			nearest = distance;
			found = column_name((enum column)c);
		}
	}
	return found;
}
