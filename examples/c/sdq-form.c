/*
 * sdq-form: scores one SDQ form, filled in by a parent, with libsfb.
 *
 *   cc -o sdq-form sdq-form.c $(pkg-config --cflags --libs sfb)
 *
 * The answers are invented. The headers say what every field means; see libsfb(3).
 */
#include <sdq.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void)
{
	struct sfb_sdq_answers form = { .informant = SFB_RATER_CAREGIVER,
		                        .age = 9,
		                        .sex = SFB_SEX_BOY,
		                        .difficulties = 1,
		                        .impact = { 1, 0, 1, 2, 0 } };
	const char *answers = "121-101121" /* items 1 to 10; 4 was not answered */
			      "101121200110011";
	struct sfb_sdq_result result;
	size_t count, norms_count, at;
	const struct sfb_sdq_band *bands = sfb_sdq_bands(&count);

	for (int i = 0; i < SFB_SDQ_ITEMS; i++)
		form.item[i] = answers[i] == '-' ? SFB_NO_ANSWER : (int8_t)(answers[i] - '0');
	while (count > 0 && strcmp(bands->set, "uk4") != 0)
		bands++, count--;

	struct sfb_sdq_norms *norms = malloc(count * sizeof(*norms));

	if (norms == NULL ||
	    sfb_sdq_make_norms(bands, count, norms, &norms_count, &at) != SFB_SDQ_SOUND)
		return EXIT_FAILURE;
	sfb_sdq_score(&form, norms, norms_count, &result);
	for (int i = 0; i < SFB_SDQ_SCORES; i++)
		printf("%s %d %s\n", sfb_sdq_score_name((enum sfb_sdq_score)i), result.score[i],
		       result.band[i] != NULL ? result.band[i] : "-");
	printf("norms %s, status %s\n", result.norms, sfb_sdq_status_name(result.status));
	free(norms);
	return EXIT_SUCCESS;
}
