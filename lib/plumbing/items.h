/*
 * items.h: the items of a questionnaire that counts in whole numbers of one digit, for
 * commands with --answers.
 */
#ifndef ITEMS_H
#define ITEMS_H

#include "input.h"
#include "texts.h"

struct items_spec {
	enum column first; /* their columns follow each other in share/columns.csv */
	size_t count;
	int number;                /* of the first item, for texts */
	int min, max;              /* in cells, 0 to 9 */
	int shift;                 /* taken off what a cell holds */
	const char *range, *low;   /* reasons, constants: outside; below min, or NULL */
	const struct texts *texts; /* or NULL */
	bool together;             /* see items_open */
};

/* Once, when the input is open: sees whether the items' cells lie side by side. */
void items_open(const struct input *input, struct items_spec *spec);

/*
 * Reads the record's items: what cells hold less spec->shift, or SFB_NO_ANSWER. Rejects
 * the record when one cannot be right. Returns which numbers from 0 to 9 cells held
 * that lie outside of the range: a bit for each.
 */
unsigned items_read(struct input *input, const struct items_spec *spec, int8_t *item);

#endif
