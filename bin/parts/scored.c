#include "scored.h"

sfb_points scored_option(const char *option, const char *value, sfb_points min, sfb_points max)
{
	return (sfb_points)option_decimal(option, value, 3, 3, min, max);
}

void scored_thresholds(sfb_points to[SFB_FORM_COUNT], const char *set, sfb_points given)
{
	bool known = false;

	for (size_t i = 0; sfb_reliable_change_set(i) != NULL; i++)
		known = known || strcmp(sfb_reliable_change_set(i), set) == 0;
	if (!known)
		diag_usage("--set: nhs or manual");
	to[SFB_FORM_UNKNOWN] = SFB_NO_POINTS;
	for (enum sfb_form f = SFB_FORM_ORS; f < SFB_FORM_COUNT; f++)
		to[f] = given != SFB_NO_POINTS ? given : sfb_reliable_change(set, f);
}
