#include "courses.h"

bool sfb_course_is_closed(const struct sfb_course *course)
{
	return course->has_end || course->ending != SFB_ENDING_UNKNOWN;
}

static unsigned add_closed(struct sfb_course_sums *sums, const struct sfb_course *course)
{
	unsigned remarks = 0;

	sums->closed++;
	sums->completed += course->completed == SFB_YES;
	sums->ending[course->ending]++;
	if (!course->has_end)
		remarks |= SFB_COURSE_NO_LENGTH;
	if (course->completed == SFB_UNKNOWN)
		remarks |= SFB_COURSE_UNKNOWN_COMPLETED;
	return remarks;
}

static unsigned add_risk(struct sfb_course_sums *sums, const struct sfb_course *course, bool closed)
{
	sums->at_risk++;
	if (!closed || course->placed == SFB_UNKNOWN)
		sums->outcome_unknown++;
	else if (course->placed == SFB_NO)
		sums->avoided++;
	else
		sums->placed++;
	return !closed && course->placed == SFB_YES ? SFB_COURSE_OPEN_PLACED : 0;
}

/* Counts a family once as each of these. */
static void add_family(struct sfb_course_sums *sums, struct sfb_course_family *family,
                       const struct sfb_course *course)
{
	enum { SEEN = 1, CLOSED = 2, LENGTH = 4, RISK = 8, KNOWN = 16 };
	unsigned marks = SEEN, fresh;

	if (sfb_course_is_closed(course))
		marks |= CLOSED;
	if (course->has_end)
		marks |= LENGTH;
	if (course->immediate_risk == SFB_YES)
		marks |= RISK;
	if ((marks & CLOSED) != 0 && (marks & RISK) != 0 && course->placed != SFB_UNKNOWN)
		marks |= KNOWN;
	fresh = marks & ~family->marks;
	family->marks |= marks;
	sums->families += (fresh & SEEN) != 0;
	sums->closed_families += (fresh & CLOSED) != 0;
	sums->length_families += (fresh & LENGTH) != 0;
	sums->risk_families += (fresh & RISK) != 0;
	sums->known_families += (fresh & KNOWN) != 0;
}

unsigned sfb_course_add(struct sfb_course_sums *sums, struct sfb_course_family *family,
                        const struct sfb_course *course)
{
	bool closed = sfb_course_is_closed(course);
	unsigned remarks = 0;

	add_family(sums, family, course);
	sums->courses++;
	sums->children_returned += course->children_returned;
	if (closed) {
		remarks |= add_closed(sums, course);
	} else {
		sums->open++;
		if (course->completed != SFB_UNKNOWN)
			remarks |= SFB_COURSE_OPEN_COMPLETED;
	}
	if (course->immediate_risk == SFB_YES)
		remarks |= add_risk(sums, course, closed);
	if (course->has_risk_date && course->has_placed_date &&
	    course->risk_date > course->placed_date)
		remarks |= SFB_COURSE_RISK_LATE;
	return remarks;
}
