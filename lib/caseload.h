/*
 * caseload.h: how many families a therapist is the primary contact of.
 *
 * A case is a family, a therapist, a role and the days it lasted, from its first
 * to its last, both included. Families are counted, not cases: two cases of one
 * family that overlap, touch or repeat each other are one, and who is both primary
 * and secondary in a family on a day counts as primary only.
 *
 * The number is held against a guide value, in hundredths of a family. Source of
 * the guide: share/caseload_guide.csv. It is no limit, and "over" is no breach.
 */
#ifndef SFB_CASELOAD_H
#define SFB_CASELOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Who a therapist is in a family: its primary contact, or the partner of that one. */
enum sfb_role { SFB_ROLE_PRIMARY, SFB_ROLE_SECONDARY };

/* The last day of a case that is open. */
#define SFB_CASE_OPEN INT32_MAX

struct sfb_case {
	uint32_t therapist, family; /* the caller's numbers; the same number: the same one */
	int32_t start, end;         /* days as in calendar.h; end is not before start */
	enum sfb_role role;
};

/*
 * Both sort the cases, by therapist or by family first, and join those of the same
 * family, therapist and role that overlap or touch. The number of cases that are
 * left. What the functions below are given is one therapist's or one family's
 * part of such an array.
 */
size_t sfb_caseload_by_therapist(struct sfb_case *cases, size_t count);
size_t sfb_caseload_by_family(struct sfb_case *cases, size_t count);

/* ---- therapists ---- */

struct sfb_caseload {
	uint32_t primary, secondary; /* families */
};

/* A therapist's families on a day. Also on the day that a case is handed over. */
void sfb_caseload_on(const struct sfb_case *cases, size_t count, int32_t day,
                     struct sfb_caseload *load);

/*
 * The highest number of a therapist's primary families on any day of each of so
 * many weeks, the first of which begins on monday. room: SFB_CASELOAD_ROOM(7 * weeks).
 */
#define SFB_CASELOAD_ROOM(days) (2 * ((days) + 1))
void sfb_caseload_weeks(const struct sfb_case *cases, size_t count, int32_t monday, size_t weeks,
                        int32_t *room, uint32_t *highest);

struct sfb_caseload_guide {
	int32_t families; /* hundredths */
};

/* The published guide value of a therapist who works full time. */
extern const struct sfb_caseload_guide sfb_caseload_guide;

/* The guide for a part of full time, in millionths, rounded half up to hundredths. */
int32_t sfb_caseload_scale(int32_t guide, int32_t fte);

#define SFB_FULL_TIME 1000000
/* Bounds that keep sfb_caseload_scale exact. */
#define SFB_FTE_MAX (2 * SFB_FULL_TIME)
#define SFB_GUIDE_MAX 100000

/* Families beside the guide: fewer, exactly as many, or more. Neither is good or bad. */
enum sfb_caseload_status { SFB_CASELOAD_UNDER, SFB_CASELOAD_AT, SFB_CASELOAD_OVER };

/* families is a count, guide is in hundredths of a family. */
enum sfb_caseload_status sfb_caseload_status(uint32_t families, int32_t guide);

/* ---- families ---- */

/* The first that applies. */
enum sfb_family_status {
	SFB_FAMILY_NO_PRIMARY,
	SFB_FAMILY_SEVERAL_PRIMARY,
	SFB_FAMILY_NO_PARTNER, /* nobody is secondary */
	SFB_FAMILY_OK,
};

struct sfb_family_day {
	bool active;                 /* a case covers the day; the rest is set only then */
	uint32_t primary, secondary; /* therapists */
	enum sfb_family_status status;
};

/*
 * A family's therapists on a day. A primary whose last day is the first day of
 * another has handed over and is not counted as primary; one of them always stays.
 */
void sfb_caseload_family(const struct sfb_case *cases, size_t count, int32_t day,
                         struct sfb_family_day *family);

/*
 * The first of so many days from first on which a family has a case, but no
 * primary; false when there is none. room: SFB_CASELOAD_ROOM(days).
 */
bool sfb_caseload_uncovered(const struct sfb_case *cases, size_t count, int32_t first, size_t days,
                            int32_t *room, int32_t *day);

/* Tokens: "over", "no-partner". */
const char *sfb_caseload_status_name(enum sfb_caseload_status status);
const char *sfb_family_status_name(enum sfb_family_status status);

#endif
