/*
 * chart_spark.h: the ORS of one series, as small as a word: an SVG to stand in a line of
 * text, on one line of its own, without words, ids or data of the input but numbers.
 */
#ifndef CHART_SPARK_H
#define CHART_SPARK_H

#include "bytes.h"
#include "progress.h"

/* Attributes in single quotes: the picture is a cell of a CSV. mark: of decimals in its label. */
void spark(struct bytes *to, const struct sfb_progress_point *points, size_t count,
           enum sfb_form form, bool dates, char mark);

#endif
