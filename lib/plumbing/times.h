/*
 * times.h: from when to when: the columns date, start and end (flex-ratio(1)).
 */
#ifndef TIMES_H
#define TIMES_H

#include "input.h"
#include "worktime.h"

/*
 * Start and length of the record's work, see sfb_work_make. start and end hold a date
 * and a time of day, or a time of day on the day in date; an end without a date is
 * the first such time after start. Rejects the record when they cannot be right.
 */
void times_read(struct input *input, struct sfb_work *work);

#endif
