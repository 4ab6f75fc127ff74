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

unsigned sfb_course_add(struct sfb_course_sums *sums, const struct sfb_course *course)
{
	bool closed = sfb_course_is_closed(course);
	unsigned remarks = 0;

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
