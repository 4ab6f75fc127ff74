#include "caseload.h"

#include <stdlib.h>
#include <string.h>

const struct sfb_caseload_guide sfb_caseload_guide = {
#include "caseload_guide.inc"
};

/* ---- sorting and joining ---- */

static int compare(uint64_t a, uint64_t b)
{
	return a < b ? -1 : a > b;
}

/* Role and first day, the order of cases of one therapist and family. */
static uint64_t role_and_start(const struct sfb_case *c)
{
	return (uint64_t)c->role << 32 | ((uint32_t)c->start ^ UINT32_C(0x80000000));
}

static int by_therapist(const void *a, const void *b)
{
	const struct sfb_case *x = a, *y = b;
	int order = compare((uint64_t)x->therapist << 32 | x->family,
	                    (uint64_t)y->therapist << 32 | y->family);

	return order != 0 ? order : compare(role_and_start(x), role_and_start(y));
}

static int by_family(const void *a, const void *b)
{
	const struct sfb_case *x = a, *y = b;
	int order = compare((uint64_t)x->family << 32 | x->therapist,
	                    (uint64_t)y->family << 32 | y->therapist);

	return order != 0 ? order : compare(role_and_start(x), role_and_start(y));
}

/* Whether b, which begins no earlier, goes on where a is, or on the day after. */
static bool continues(const struct sfb_case *a, const struct sfb_case *b)
{
	return a->therapist == b->therapist && a->family == b->family && a->role == b->role &&
	       (a->end == SFB_CASE_OPEN || b->start <= a->end + 1);
}

static size_t sort_and_join(struct sfb_case *cases, size_t count,
                            int (*order)(const void *, const void *))
{
	size_t last = 0;

	if (count == 0)
		return 0;
	qsort(cases, count, sizeof(*cases), order);
	for (size_t i = 1; i < count; i++) {
		if (!continues(&cases[last], &cases[i]))
			cases[++last] = cases[i];
		else if (cases[i].end > cases[last].end)
			cases[last].end = cases[i].end;
	}
	return last + 1;
}

size_t sfb_caseload_by_therapist(struct sfb_case *cases, size_t count)
{
	return sort_and_join(cases, count, by_therapist);
}

size_t sfb_caseload_by_family(struct sfb_case *cases, size_t count)
{
	return sort_and_join(cases, count, by_family);
}

static bool covers(const struct sfb_case *c, int32_t day)
{
	return c->start <= day && day <= c->end;
}

/* ---- therapists ---- */

void sfb_caseload_on(const struct sfb_case *cases, size_t count, int32_t day,
                     struct sfb_caseload *load)
{
	*load = (struct sfb_caseload){ 0 };
	for (size_t i = 0, end; i < count; i = end) {
		bool as[2] = { false, false };

		for (end = i; end < count && cases[end].family == cases[i].family; end++)
			as[cases[end].role] |= covers(&cases[end], day);
		load->primary += as[SFB_ROLE_PRIMARY];
		load->secondary += as[SFB_ROLE_SECONDARY] && !as[SFB_ROLE_PRIMARY];
	}
}

/* Adds a case to the changes from day to day: one more on its first, one less behind its last. */
static void add_changes(const struct sfb_case *c, int32_t first, size_t days, int32_t *changes)
{
	int64_t from = (int64_t)c->start - first, to = (int64_t)c->end - first + 1;

	if (to <= 0 || from >= (int64_t)days)
		return;
	changes[from < 0 ? 0 : from]++;
	changes[to > (int64_t)days ? (int64_t)days : to]--;
}

void sfb_caseload_weeks(const struct sfb_case *cases, size_t count, int32_t monday, size_t weeks,
                        int32_t *room, uint32_t *highest)
{
	int32_t families = 0;

	memset(room, 0, (7 * weeks + 1) * sizeof(*room));
	for (size_t i = 0; i < count; i++)
		if (cases[i].role == SFB_ROLE_PRIMARY)
			add_changes(&cases[i], monday, 7 * weeks, room);
	for (size_t week = 0; week < weeks; week++) {
		highest[week] = 0;
		for (size_t day = 7 * week; day < 7 * week + 7; day++) {
			families += room[day];
			if ((uint32_t)families > highest[week])
				highest[week] = (uint32_t)families;
		}
	}
}

int32_t sfb_caseload_scale(int32_t guide, int32_t fte)
{
	return (int32_t)(((int64_t)guide * fte + SFB_FULL_TIME / 2) / SFB_FULL_TIME);
}

enum sfb_caseload_status sfb_caseload_status(uint32_t families, int32_t guide)
{
	int64_t hundredths = (int64_t)families * 100;

	if (hundredths == guide)
		return SFB_CASELOAD_AT;
	return hundredths < guide ? SFB_CASELOAD_UNDER : SFB_CASELOAD_OVER;
}

/* ---- families ---- */

/* What is known of a day on which a family's primaries may change. */
struct change {
	bool arrives; /* somebody's first day, and not the last */
	bool visits;  /* somebody's first and last day */
};

static struct change change_on(const struct sfb_case *cases, size_t count, int32_t day)
{
	struct change change = { false, false };

	for (size_t i = 0; i < count; i++) {
		if (cases[i].role != SFB_ROLE_PRIMARY || cases[i].start != day)
			continue;
		change.arrives |= cases[i].end > day;
		change.visits |= cases[i].end == day;
	}
	return change;
}

/* Nobody hands over to one who leaves on the same day and came no later. */
static bool hands_over(const struct sfb_case *c, int32_t day, const struct change *change)
{
	return c->end == day && (change->arrives || (c->start < day && change->visits));
}

static enum sfb_family_status status_of(const struct sfb_family_day *family)
{
	if (family->primary == 0)
		return SFB_FAMILY_NO_PRIMARY;
	if (family->primary > 1)
		return SFB_FAMILY_SEVERAL_PRIMARY;
	return family->secondary == 0 ? SFB_FAMILY_NO_PARTNER : SFB_FAMILY_OK;
}

void sfb_caseload_family(const struct sfb_case *cases, size_t count, int32_t day,
                         struct sfb_family_day *family)
{
	struct change change = change_on(cases, count, day);

	*family = (struct sfb_family_day){ .active = false };
	for (size_t i = 0, end; i < count; i = end) {
		bool as[2] = { false, false };

		for (end = i; end < count && cases[end].therapist == cases[i].therapist; end++) {
			const struct sfb_case *c = &cases[end];

			if (!covers(c, day))
				continue;
			family->active = true;
			as[c->role] |= c->role != SFB_ROLE_PRIMARY || !hands_over(c, day, &change);
		}
		family->primary += as[SFB_ROLE_PRIMARY];
		family->secondary += as[SFB_ROLE_SECONDARY] && !as[SFB_ROLE_PRIMARY];
	}
	family->status = status_of(family);
}

bool sfb_caseload_uncovered(const struct sfb_case *cases, size_t count, int32_t first, size_t days,
                            int32_t *room, int32_t *day)
{
	int32_t *of_all = room, *of_primary = room + days + 1;
	int32_t all = 0, primary = 0;

	memset(room, 0, SFB_CASELOAD_ROOM(days) * sizeof(*room));
	for (size_t i = 0; i < count; i++) {
		add_changes(&cases[i], first, days, of_all);
		if (cases[i].role == SFB_ROLE_PRIMARY)
			add_changes(&cases[i], first, days, of_primary);
	}
	for (size_t i = 0; i < days; i++) {
		all += of_all[i];
		primary += of_primary[i];
		if (all > 0 && primary == 0) {
			*day = first + (int32_t)i;
			return true;
		}
	}
	return false;
}

/* ---- tokens ---- */

const char *sfb_caseload_status_name(enum sfb_caseload_status status)
{
	static const char *const names[] = { [SFB_CASELOAD_UNDER] = "under",
		                             [SFB_CASELOAD_AT] = "at",
		                             [SFB_CASELOAD_OVER] = "over" };

	return names[status];
}

const char *sfb_family_status_name(enum sfb_family_status status)
{
	static const char *const names[] = { [SFB_FAMILY_NO_PRIMARY] = "no-primary",
		                             [SFB_FAMILY_SEVERAL_PRIMARY] = "several-primary",
		                             [SFB_FAMILY_NO_PARTNER] = "no-partner",
		                             [SFB_FAMILY_OK] = "ok" };

	return names[status];
}
