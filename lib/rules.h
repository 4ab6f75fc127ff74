/*
 * rules.h: documentation duties as rules, and what the records of one key (a
 * family, a child, an activity) say to them.
 *
 * A rule judges completeness: whether something is written down, how often, and
 * when. It weighs nothing and adds nothing up. Days are numbers of days
 * (calendar.h). The shipped rules, with the source of each, are share/rules/;
 * sfb-rules(5) describes them.
 */
#ifndef SFB_RULES_H
#define SFB_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a rule asks. */
enum sfb_check {
	SFB_CHECK_REQUIRED,   /* a cell is filled */
	SFB_CHECK_ONE_OF,     /* a cell holds one of a few values */
	SFB_CHECK_MIN_COUNT,  /* at least so many values or records of a key */
	SFB_CHECK_MAX_COUNT,  /* at most so many */
	SFB_CHECK_COVERS,     /* a key's values include all of a few */
	SFB_CHECK_MAX_AGE,    /* a key's newest date is not older than so many days */
	SFB_CHECK_DAYS_AFTER, /* a date is at most so many days after another */
	SFB_CHECK_OPEN_PAST,  /* a due date has not passed */
	SFB_CHECK_MIN_TRUE,   /* at least so many of a few answers are yes */
	SFB_CHECK_NOTE,       /* says when one of a few answers is yes; asks for nothing */
	SFB_CHECK_COUNT,
};

/* In the order in which one beats the other when a key's records differ. */
enum sfb_result {
	SFB_RESULT_NONE, /* nothing to say */
	SFB_RESULT_MISSING,
	SFB_RESULT_OVERDUE,
	SFB_RESULT_TOO_FEW,
	SFB_RESULT_TOO_MANY,
	SFB_RESULT_NOT_ALLOWED,
	SFB_RESULT_UNDECIDED, /* what is not known could decide it; not a finding */
	SFB_RESULT_NOTE,      /* not a finding */
};

/* So many values a rule of SFB_CHECK_COVERS can have. */
#define SFB_COVERS_MAX 64

/* A rule as far as this module needs it: whose cells are meant is the caller's to know. */
struct sfb_rule {
	enum sfb_check check;
	int32_t limit; /* values, records, answers or days; SFB_CHECK_COVERS: its number of values */
};

/* What one record that the rule applies to says; each check looks at its own part. */
struct sfb_evidence {
	bool filled;      /* required, one-of: the cell; checks of dates: the date */
	bool listed;      /* one-of: it is one of the values */
	uint64_t covered; /* covers: a bit for the value that it is, or 0 */
	bool is_new;      /* counts: this key's value (or record) has not been counted yet */
	int32_t day;      /* checks of dates; where filled */
	bool has_base;    /* days-after: the other date is there */
	int32_t base;
	uint32_t yes, unknown; /* min-true, note: answers; an empty cell is not known */
};

/* What is remembered of a key; all zero at first. */
struct sfb_rule_state {
	uint64_t covered;
	uint32_t count;
	int32_t newest;
	bool dated;
	bool judged;   /* a record was judged by itself */
	uint8_t worst; /* enum sfb_result of the records judged so */
};

/* Takes a record of a key to which the rule applies; as_of is the day of the check. */
void sfb_rule_take(const struct sfb_rule *rule, const struct sfb_evidence *evidence, int32_t as_of,
                   struct sfb_rule_state *state);

/*
 * What the rule says of a key whose records have been taken. *applied tells whether
 * it asked for anything: a rule that judges each record has not when no record was
 * there to be judged, or only such as are not due yet. Rules about all records of a
 * key (min-count, max-count, covers, max-age) always have; without any record they
 * judge nothing written.
 */
enum sfb_result sfb_rule_conclude(const struct sfb_rule *rule, int32_t as_of,
                                  const struct sfb_rule_state *state, bool *applied);

/* Whether a result is a finding: neither nothing, nor undecided, nor a note. */
bool sfb_result_is_finding(enum sfb_result result);

/* The tokens, as in "min-count" and "too-few"; "" for SFB_RESULT_NONE. */
const char *sfb_check_name(enum sfb_check check);
const char *sfb_result_name(enum sfb_result result);

#endif
