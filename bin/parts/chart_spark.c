#include "chart_spark.h"

#include "axis.h"
#include "decimal.h"
#include "fit.h"

enum { SPARK_WIDE = 120, SPARK_HIGH = 24, SPARK_MARGIN = 3, SPARK_UNIT = 100 };

/* Hundredths of a pixel, downwards. */
static int32_t spark_y(sfb_points points)
{
	int32_t inner = (SPARK_HIGH - 2 * SPARK_MARGIN) * SPARK_UNIT;

	return SPARK_MARGIN * SPARK_UNIT + inner -
	       (int32_t)((int64_t)points * inner / SFB_FIT_TOTAL_MAX);
}

static int32_t spark_x(const struct axis *axis, int64_t when)
{
	return axis_place(axis, when, SPARK_WIDE * SPARK_UNIT, (SPARK_MARGIN + 1) * SPARK_UNIT);
}

static void spark_number(struct bytes *to, char before, int32_t hundredths)
{
	char *text = bytes_reserve(to, DECIMAL_MAX + 1);

	text[0] = before;
	to->len += 1 + decimal_write(text + 1, hundredths, 2, 0, '.');
}

static void spark_at(struct bytes *to, char command, int32_t x, int32_t y)
{
	spark_number(to, command, x);
	spark_number(to, ' ', y);
}

/* The scores for those who do not see it; a session without one is a hyphen. */
static void spark_label(struct bytes *to, const struct sfb_progress_point *points, size_t count,
                        enum sfb_form form, char mark)
{
	bytes_add(to, slice_of(sfb_form_name(form)[0] == '\0' ? "ORS" : sfb_form_name(form)));
	for (size_t i = 0; i < count; i++) {
		if (points[i].points == SFB_NO_POINTS || points[i].form != form) {
			bytes_add(to, slice_of(" -"));
			continue;
		}
		bytes_add(to, slice_of(" "));
		to->len +=
			decimal_write(bytes_reserve(to, DECIMAL_MAX), points[i].points, 3, 0, mark);
	}
}

static void spark_curve(struct bytes *to, const struct axis *axis,
                        const struct sfb_progress_point *points, size_t count, enum sfb_form form)
{
	bool has_line = sfb_progress_has_line(points, count, form);

	/* A line of no length with round ends is a dot. */
	bytes_add(to, slice_of("<path stroke-width='1.6' stroke-linecap='round' "
	                       "stroke-linejoin='round' d='"));
	for (size_t i = 0; i < count; i++) {
		bool follows = has_line && sfb_progress_follows(points, i);

		if (points[i].points == SFB_NO_POINTS || points[i].form != form)
			continue;
		spark_at(to, follows ? 'L' : 'M', spark_x(axis, points[i].when),
		         spark_y(points[i].points));
		if (!follows)
			bytes_add(to, slice_of("h0"));
	}
	bytes_add(to, slice_of("'/>"));
}

void spark(struct bytes *to, const struct sfb_progress_point *points, size_t count,
           enum sfb_form form, bool dates, char mark)
{
	const struct axis axis = { points[0].when, points[count - 1].when, dates };
	const struct sfb_progress_point *last = NULL;

	bytes_format(to,
	             "<svg class='spark' role='img' xmlns='http://www.w3.org/2000/svg' width='%d' "
	             "height='%d' viewBox='0 0 %d %d' fill='none' stroke='currentColor' "
	             "aria-label='",
	             SPARK_WIDE, SPARK_HIGH, SPARK_WIDE, SPARK_HIGH);
	spark_label(to, points, count, form, mark);
	bytes_add(to, slice_of("'>"));
	for (size_t i = 0; i < count; i++)
		if (points[i].points != SFB_NO_POINTS && points[i].form == form)
			last = &points[i];
	if (last != NULL && last->cutoff != SFB_NO_POINTS) {
		bytes_add(to, slice_of("<path stroke-width='.8' stroke-dasharray='3 2' d='"));
		spark_at(to, 'M', 0, spark_y(last->cutoff));
		spark_number(to, 'H', SPARK_WIDE * SPARK_UNIT);
		bytes_add(to, slice_of("'/>"));
	}
	spark_curve(to, &axis, points, count, form);
	if (last != NULL) {
		bytes_add(to, slice_of("<path stroke-width='5' stroke-linecap='round' d='"));
		spark_at(to, 'M', spark_x(&axis, last->when), spark_y(last->points));
		bytes_add(to, slice_of("h0'/>"));
	}
	bytes_add(to, slice_of("</svg>"));
}
