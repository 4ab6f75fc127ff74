#include "worktime.h"

#include <stdlib.h>

const struct sfb_work_rules sfb_work_rules = {
	.from = 6 * 60,
	.to = 17 * 60,
	.weekdays = 1u << 1 | 1u << 2 | 1u << 3 | 1u << 4 | 1u << 5,
	.holidays = true,
};

/* ---- ordinary time ---- */

static bool is_same_day(const struct sfb_special_day *special, const struct sfb_date *date)
{
	return special->month == date->month && special->day == date->day &&
	       (special->year == 0 || special->year == date->year);
}

/* Whether a span of the day holds a minute; *edge moves up to where that changes, if nearer. */
static bool holds(int from, int to, int minute, int *edge)
{
	if (minute < from && from < *edge)
		*edge = from;
	if (minute < to && to < *edge)
		*edge = to;
	return minute >= from && minute < to;
}

bool sfb_work_part(const struct sfb_work_rules *rules, int64_t start, int64_t end,
                   struct sfb_work_part *part)
{
	struct sfb_dk_time time;
	int edge = SFB_MINUTES_OF_DAY; /* as the clock shows it */
	int64_t length;
	int weekday;

	if (start >= end)
		return false;
	sfb_dk_local(start, &time);
	weekday = sfb_weekday(time.day);
	part->start = start;
	part->day = time.day;
	part->ordinary = (rules->weekdays >> weekday & 1u) != 0 &&
	                 !(rules->holidays && sfb_dk_holiday(time.day) != NULL);
	if (part->ordinary) {
		struct sfb_date date;

		part->ordinary = holds(rules->from, rules->to, time.minute, &edge);
		sfb_day_split(time.day, &date);
		for (size_t i = 0; i < rules->special_count; i++) {
			const struct sfb_special_day *special = &rules->special[i];

			if (is_same_day(special, &date) &&
			    holds(special->from, special->to, time.minute, &edge))
				part->ordinary = false;
		}
	}

	length = edge - time.minute;
	/* The rest of the day has these minutes, unless the clocks change: always on a Sunday. */
	if (weekday == 7) {
		int64_t change = sfb_dk_next_change(start);

		if (length > change - start)
			length = change - start;
	}
	if (length > end - start)
		length = end - start;
	part->minutes = (int)length;
	return true;
}

/* ---- entries ---- */

enum sfb_work_fault sfb_work_make(const struct sfb_work_entry *entry, struct sfb_work *work,
                                  bool *twice)
{
	struct sfb_dk_time end = entry->end;
	enum sfb_dk_clock start_clock, end_clock;
	int64_t end_utc;

	if (!entry->end_has_day)
		end.day = entry->start.day + (end.minute <= entry->start.minute ? 1 : 0);
	start_clock = sfb_dk_utc(&entry->start, &work->start);
	end_clock = sfb_dk_utc(&end, &end_utc);
	*twice = start_clock == SFB_DK_CLOCK_TWICE || end_clock == SFB_DK_CLOCK_TWICE;
	if (start_clock == SFB_DK_CLOCK_NEVER)
		return SFB_WORK_START_NEVER;
	/* Work until 02:00 is work until the clocks change: no minute of it is missing. */
	if (end_clock == SFB_DK_CLOCK_NEVER && end.minute != 2 * 60)
		return SFB_WORK_END_NEVER;
	if (end_utc <= work->start)
		return SFB_WORK_NOT_AFTER;
	if (end_utc - work->start > SFB_WORK_MAX)
		return SFB_WORK_TOO_LONG;
	work->minutes = (uint16_t)(end_utc - work->start);
	return SFB_WORK_SOUND;
}

/* ---- overlaps ---- */

enum { COVERED = 1, PLANNED = 2, FLEXIBLE = 4 };

enum { RING = sizeof(((struct sfb_work_sweep *)NULL)->marks) };

_Static_assert(RING >= SFB_WORK_MAX && (RING & (RING - 1)) == 0, "an entry fits into the ring");

static int by_start(const void *a, const void *b)
{
	const struct sfb_work *x = a, *y = b;

	return x->start < y->start ? -1 : x->start > y->start ? 1 : 0;
}

static size_t place_of(int64_t minute)
{
	return (size_t)((uint64_t)minute & (RING - 1));
}

void sfb_work_sweep_start(struct sfb_work_sweep *sweep, struct sfb_work *entries, size_t count)
{
	/* The marks are zero again at the end of a sweep, and shares say nothing without them. */
	sweep->entries = entries;
	sweep->count = count;
	sweep->taken = 0;
	sweep->at = sweep->end = 0;
	sweep->counted = sweep->entered = 0;
	sweep->shares_differ = false;
	if (count > 0)
		qsort(entries, count, sizeof(*entries), by_start);
}

static void take_entry(struct sfb_work_sweep *sweep, const struct sfb_work *entry)
{
	uint8_t marks = (uint8_t)(COVERED | (entry->planned ? PLANNED : 0) |
	                          (entry->flexible ? FLEXIBLE : 0));
	int64_t end = entry->start + entry->minutes;

	for (int64_t minute = entry->start; minute < end; minute++) {
		size_t place = place_of(minute);

		if ((sweep->marks[place] & COVERED) != 0 && sweep->shares[place] != entry->share)
			sweep->shares_differ = true;
		if ((sweep->marks[place] & COVERED) == 0 || entry->share < sweep->shares[place])
			sweep->shares[place] = entry->share;
		sweep->marks[place] |= marks;
	}
	if (end > sweep->end)
		sweep->end = end;
	sweep->entered += entry->minutes;
}

/* The alike minutes at the front of the ring, up to a minute that is after at. */
static void give(struct sfb_work_sweep *sweep, int64_t until, struct sfb_work *work)
{
	size_t first = place_of(sweep->at);
	uint8_t marks = sweep->marks[first];

	*work = (struct sfb_work){ .start = sweep->at,
		                   .share = sweep->shares[first],
		                   .planned = (marks & PLANNED) != 0,
		                   .flexible = (marks & FLEXIBLE) != 0 };
	do {
		sweep->marks[place_of(sweep->at)] = 0;
		sweep->at++;
	} while (sweep->at < until && sweep->marks[place_of(sweep->at)] == marks &&
	         sweep->shares[place_of(sweep->at)] == work->share);
	work->minutes = (uint16_t)(sweep->at - work->start);
	sweep->counted += work->minutes;
}

/* Most entries overlap nothing, and need no ring. */
static bool give_alone(struct sfb_work_sweep *sweep, struct sfb_work *work)
{
	const struct sfb_work *entry = &sweep->entries[sweep->taken];
	int64_t end = entry->start + entry->minutes;

	if (sweep->taken + 1 < sweep->count && entry[1].start < end)
		return false;
	*work = *entry;
	sweep->at = sweep->end = end;
	sweep->counted += entry->minutes;
	sweep->entered += entry->minutes;
	sweep->taken++;
	return true;
}

bool sfb_work_sweep_next(struct sfb_work_sweep *sweep, struct sfb_work *work)
{
	for (;;) {
		bool more = sweep->taken < sweep->count;
		const struct sfb_work *next = more ? &sweep->entries[sweep->taken] : NULL;

		/* Minutes before the next entry's start are final. */
		if (sweep->at < sweep->end && (!more || sweep->at < next->start)) {
			give(sweep, more && next->start < sweep->end ? next->start : sweep->end,
			     work);
			return true;
		}
		if (!more)
			return false;
		if (sweep->at >= sweep->end) {
			if (give_alone(sweep, work))
				return true;
			sweep->at = sweep->end = next->start;
		}
		take_entry(sweep, next);
		sweep->taken++;
	}
}

/* ---- sums ---- */

void sfb_work_add(struct sfb_work_sum *sum, int minutes, bool flexible, bool planned)
{
	sum->minutes += minutes;
	if (flexible)
		sum->flexible += minutes;
	if (flexible && planned)
		sum->planned += minutes;
}

int64_t sfb_work_hours(int64_t minutes)
{
	return (minutes * 100 + 30) / 60;
}

int64_t sfb_work_percent(int64_t part, int64_t whole)
{
	return (part * 2000 + whole) / (whole * 2);
}

bool sfb_work_is_beyond(const struct sfb_work_sum *sum, int64_t frame)
{
	return sum->flexible * 1000 > sum->minutes * frame;
}
