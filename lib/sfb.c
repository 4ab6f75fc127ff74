#include "sfb.h"

const char *sfb_version(void)
{
	return SFB_VERSION;
}

const char *sfb_form_name(enum sfb_form form)
{
	static const char *const names[] = { "", "ORS", "CORS", "YCORS" };

	return names[form];
}

const char *sfb_range_name(enum sfb_range range)
{
	static const char *const names[] = { "", "clinical", "nonclinical" };

	return names[range];
}
