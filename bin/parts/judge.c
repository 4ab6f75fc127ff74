#include "judge.h"

#include <stdlib.h>

#include "memory.h"
#include "scored.h"

static struct sfb_group judge_group(const char *option, const char *value)
{
	size_t len = strcspn(value, ",");
	struct sfb_group group;
	char *mean;

	if (value[len] == '\0')
		diag_usage("--%s: MEAN,SD is needed, such as 21.5,7.2", option);
	mean = memory_copy(value, len);
	group.mean = scored_option(option, mean, measure_any.min, measure_any.max);
	group.sd = scored_option(option, value + len + 1, 1, SFB_SD_MAX);
	free(mean);
	return group;
}

void judge_start(struct judge_asked *asked)
{
	*asked = (struct judge_asked){ .threshold = SFB_NO_POINTS,
		                       .cutoff = SFB_NO_POINTS,
		                       .uncertainty.reliability = -1 };
}

void judge_take(struct judge_asked *asked, int option, const char *value)
{
	switch (option) {
	case JUDGE_MEASURE: asked->measure = value; break;
	case JUDGE_SCORE: asked->score = value; break;
	case JUDGE_BETTER: asked->better = value; break;
	case JUDGE_THRESHOLD:
		asked->threshold = scored_option("threshold", value, 1, measure_any.max);
		break;
	case JUDGE_SD: asked->uncertainty.sd = scored_option("sd", value, 1, SFB_SD_MAX); break;
	case JUDGE_RELIABILITY:
		asked->uncertainty.reliability = (int32_t)option_decimal(
			"reliability", value, 4, 4, 0, SFB_RELIABILITY_ONE - 1);
		break;
	case JUDGE_CONFIDENCE:
		asked->confidence = option_whole("confidence", value, 1, 100);
		if (sfb_confidence_z(asked->confidence) == 0)
			diag_usage("--confidence: 80, 90, 95 or 99");
		break;
	case JUDGE_SET: asked->set = value; break;
	case JUDGE_CUTOFF:
		asked->cutoff = scored_option("cutoff", value, measure_any.min, measure_any.max);
		break;
	case JUDGE_CRITERION: asked->criterion = value; break;
	case JUDGE_CLINICAL: asked->clinical = judge_group("clinical", value); break;
	case JUDGE_FUNCTIONAL: asked->functional = judge_group("functional", value); break;
	}
}

static struct measure judge_measure(const struct judge_asked *asked)
{
	struct measure measure = measure_any;
	bool lower;

	if ((asked->measure == NULL) == (asked->score == NULL))
		diag_usage("--measure NAME or --score COL is needed, one of the two");
	if (asked->measure != NULL) {
		if (asked->better != NULL)
			diag_usage("--better goes with --score; a measure knows by itself");
		if (measure_find(asked->measure) == NULL)
			diag_usage("--measure: ors, srs, sdq or pss");
		return *measure_find(asked->measure);
	}
	if (asked->better == NULL)
		diag_usage("--score needs --better higher or --better lower");
	lower = strcmp(asked->better, "lower") == 0;
	if (!lower && strcmp(asked->better, "higher") != 0)
		diag_usage("--better: higher or lower");
	measure.name = asked->score;
	measure.better = lower ? SFB_LOWER_IS_BETTER : SFB_HIGHER_IS_BETTER;
	return measure;
}

static void judge_threshold(const struct judge_asked *asked, struct judge *judge)
{
	bool computed = asked->uncertainty.sd != 0 || asked->uncertainty.reliability >= 0;
	int confidence = asked->confidence == 0 ? 95 : asked->confidence;
	const char *set = asked->set;
	sfb_points points = asked->threshold;

	if ((points != SFB_NO_POINTS) + computed + (set != NULL) > 1)
		diag_usage("--threshold, --sd with --reliability, --set: one of the three");
	if (computed && (asked->uncertainty.sd == 0 || asked->uncertainty.reliability < 0))
		diag_usage("--sd and --reliability are needed together");
	if (asked->confidence != 0 && !computed)
		diag_usage("--confidence goes with --sd and --reliability");
	if (set != NULL && judge->measure.forms != FORMS_ORS)
		diag_usage("--set: there are published sets for --measure ors only");

	judge->threshold_set = points != SFB_NO_POINTS ? "given" : computed ? "computed" : set;
	if (computed)
		points = sfb_change_threshold(&asked->uncertainty, sfb_confidence_z(confidence));
	if (points == 0)
		diag_usage("--sd and --reliability make a threshold of 0");
	if (judge->threshold_set == NULL && judge->measure.forms == FORMS_ORS)
		judge->threshold_set = set = "nhs";
	if (set != NULL) {
		scored_thresholds(judge->threshold, set, points);
		return;
	}
	for (size_t i = 0; i < SFB_FORM_COUNT; i++)
		judge->threshold[i] = points;
}

static sfb_points judge_cutoff(const struct judge_asked *asked, enum sfb_better better)
{
	const struct sfb_group *clinical = &asked->clinical, *functional = &asked->functional;
	bool asked_for = asked->criterion != NULL || clinical->sd != 0 || functional->sd != 0;

	if (!asked_for)
		return asked->cutoff;
	if (asked->cutoff != SFB_NO_POINTS)
		diag_usage("--cutoff or --criterion, one of the two");
	if (asked->criterion == NULL || clinical->sd == 0 || functional->sd == 0)
		diag_usage("--criterion, --clinical and --functional are needed together");
	if (strlen(asked->criterion) != 1 || strchr("abc", asked->criterion[0]) == NULL)
		diag_usage("--criterion: a, b or c");
	if (functional->mean == clinical->mean ||
	    (functional->mean > clinical->mean) != (better == SFB_HIGHER_IS_BETTER))
		diag_usage("--functional: its mean is not better than that of --clinical");
	return sfb_criterion_cutoff((enum sfb_criterion)(asked->criterion[0] - 'a'), clinical,
	                            functional);
}

void judge_settle(const struct judge_asked *asked, struct judge *judge)
{
	judge->measure = judge_measure(asked);
	judge_threshold(asked, judge);
	judge->cutoff = judge_cutoff(asked, judge->measure.better);
}

sfb_points judge_threshold_of(const struct judge *judge, uint32_t form)
{
	return judge->threshold[form < SFB_FORM_COUNT ? form : SFB_FORM_ORS];
}
