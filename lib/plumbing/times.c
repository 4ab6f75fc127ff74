#include "times.h"

static const struct {
	enum column column;
	const char *reason;
} faults[] = {
	[SFB_WORK_START_NEVER] = { COL_START, "a time that the clocks skip that night, when summer "
	                                      "time begins" },
	[SFB_WORK_END_NEVER] = { COL_END,
	                         "a time that the clocks skip that night, when summer time "
	                         "begins" },
	[SFB_WORK_NOT_AFTER] = { COL_END, "not after start" },
	[SFB_WORK_TOO_LONG] = { COL_END, "more than 24 hours after start" },
};

static bool read_moment(struct input *input, enum column column, struct date_moment *moment)
{
	if (input_cell(input, column).len == 0)
		input_reject(input, column, "missing");
	return input_moment(input, column, moment);
}

static void read_day(struct input *input, struct date_moment *start)
{
	int32_t date;
	bool dated = input_date(input, COL_DATE, &date);

	if (start->has_day && dated && date != start->day)
		diag_notice(input_place(input),
		            "date is another day than start says: start counts");
	if (start->has_day)
		return;
	if (dated)
		start->day = date;
	else if (!input_has(input, COL_DATE))
		input_reject(
			input, COL_START,
			"a time of day without a date; put one before it, or in a column date");
	else
		input_needed(input, COL_DATE);
}

void times_read(struct input *input, struct sfb_work *work)
{
	struct date_moment start = { 0 }, end = { 0 };
	struct sfb_work_entry entry;
	enum sfb_work_fault fault;
	bool twice;

	if (read_moment(input, COL_START, &start))
		read_day(input, &start);
	if (!read_moment(input, COL_END, &end) || input_is_invalid(input))
		return;
	entry = (struct sfb_work_entry){ .start = { start.day, start.minute },
		                         .end = { end.day, end.minute },
		                         .end_has_day = end.has_day };
	fault = sfb_work_make(&entry, work, &twice);
	if (fault != SFB_WORK_SOUND)
		input_reject(input, faults[fault].column, faults[fault].reason);
	else if (twice)
		diag_notice(input_place(input),
		            "a time that the clocks show twice that night, when summer time ends: "
		            "taken as the first");
}
