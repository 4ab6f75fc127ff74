#include "measure.h"

static const struct measure measures[] = {
	{ "ors", SFB_HIGHER_IS_BETTER, COL_ORS_TOTAL, COL_ORS_CUTOFF, COL_ORS_STATUS, 0,
	  SFB_FIT_TOTAL_MAX, "not between 0 and 40", 1, FORMS_ORS, false },
	{ "srs", SFB_HIGHER_IS_BETTER, COL_SRS_TOTAL, MEASURE_NONE, COL_SRS_STATUS, 0,
	  SFB_FIT_TOTAL_MAX, "not between 0 and 40", 1, FORMS_NONE, false },
	{ "sdq", SFB_LOWER_IS_BETTER, COL_SDQ_TOTAL, MEASURE_NONE, COL_SDQ_STATUS, 0,
	  40 * SFB_POINT, "not between 0 and 40", 0, FORMS_NONE, true },
	{ "pss", SFB_LOWER_IS_BETTER, COL_PSS_TOTAL, MEASURE_NONE, COL_PSS_STATUS, 18 * SFB_POINT,
	  90 * SFB_POINT, "not between 18 and 90", 0, FORMS_NONE, false },
};

enum { MEASURES = sizeof(measures) / sizeof(measures[0]) };

const struct measure measure_any = {
	.score = MEASURE_NONE,
	.cutoff = MEASURE_NONE,
	.status = MEASURE_NONE,
	.min = -1000000 * SFB_POINT,
	.max = 1000000 * SFB_POINT,
	.range = "not between -1000000 and 1000000",
	.forms = FORMS_ANY,
	.informant = true,
};

const struct measure *measure_find(const char *name)
{
	for (size_t i = 0; i < MEASURES; i++)
		if (strcmp(measures[i].name, name) == 0)
			return &measures[i];
	return NULL;
}

static bool measure_reads(const struct measure *measure, enum column column)
{
	if (column == COL_INFORMANT)
		return measure->informant;
	if (column == COL_FORM || column == COL_ORS_FORM)
		return measure->forms != FORMS_NONE;
	if (column == measure->score || column == measure->cutoff || column == measure->status)
		return true;
	for (size_t i = 0; i < MEASURES; i++)
		if (column == measures[i].score || column == measures[i].cutoff ||
		    column == measures[i].status)
			return false;
	return true;
}

size_t measure_choose(const struct measure *measure, const struct column_spec *from, size_t count,
                      struct column_spec *to)
{
	size_t chosen = 0;

	for (size_t i = 0; i < count; i++) {
		if (!measure_reads(measure, from[i].column))
			continue;
		to[chosen] = from[i];
		if (from[i].column == measure->score)
			to[chosen].need = REQUIRED;
		chosen++;
	}
	return chosen;
}
