/*
 * births.h: when the person of a record was born, and as what sex: from birth_date
 * and from person numbers (CPR) in a column that the output does not keep.
 *
 * A cell that cannot be right is reported as an invalid record; the rest of the
 * record is still good. Messages never show cells of columns that are not kept
 * (fates.h), nor person numbers, not even on request.
 */
#ifndef BIRTHS_H
#define BIRTHS_H

#include "fates.h"

struct births {
	const struct input *input;
	const struct fates *fates;
	int32_t today;
	int number_column; /* of the header, with person numbers; -1: none is known */
	const char *number_name;
	bool numbers_only; /* of the number column: anything else is wrong there */
	int date_column;   /* of the header, for ages; -1: no ages */
	const char *date_name;
};

/*
 * For an input that is read whole, with birth_date among its columns where that is to
 * count. Nobody is born after today. No other column is known yet.
 */
void births_start(struct births *births, const struct input *input, const struct fates *fates,
                  int32_t today);

/*
 * A header column that is not kept, under the name that was given for it: its person
 * numbers count when it is the first that is called cpr (cprnr, personnummer), or
 * else when it is person_id. No other: it might hold the number of a mother or of a
 * therapist. name is for messages and must live until input_close.
 */
void births_offer(struct births *births, size_t column, const char *name);

/* Whether there is anything to tell a birth by; after the last offer. */
bool births_can_tell(const struct births *births);

/* Whether the sex is news: person numbers tell it, and the output keeps no column that does. */
bool births_add_sex(const struct births *births);

/* Ages are wanted, at the date in this header column. name as for births_offer. */
void births_want_age(struct births *births, size_t column, const char *name);

/* What a record says. */
struct birth {
	bool known;
	int32_t day;        /* where known */
	const char *column; /* that says so, where known */
	int age;            /* whole years at the date, or SFB_NO_AGE */
	bool has_sex, female;
};

/*
 * Reads the record. birth_date beats the person number, which still tells the sex;
 * a notice says when they differ. What the record does not say is left out. So is
 * all of it, with a report, when one of the two cannot be right, when the birth lies
 * in the future, or when it is not 0 to SFB_AGE_MAX years before the date. A date
 * that cannot be right costs the age alone.
 */
void births_read(const struct births *births, struct birth *birth);

#endif
