/*
 * rulefile.h: files of rules, as sfb-rules(5) describes them, read and checked.
 *
 * A rule names columns of the table that it judges. They are asked for by name
 * (options_name), so that canonical names, aliases, -m and any other header work.
 */
#ifndef RULEFILE_H
#define RULEFILE_H

#include "input.h"
#include "memory.h"
#include "rules.h"
#include "values.h"

enum language { ENGLISH, DANISH, LANGUAGES };

/* The cells of a rule's row, for showing. */
enum {
	RULE_NAME,
	RULE_ELEMENT,
	RULE_CHECK,
	RULE_KEY,
	RULE_COLUMN,
	RULE_VALUE,
	RULE_WHEN,
	RULE_REASON_EN,
	RULE_REASON_DA,
	RULE_SOURCE,
	RULE_CELLS,
};

struct rule {
	struct sfb_rule judged;
	const char *cell[RULE_CELLS];
	size_t key;      /* its number among the set's keys */
	size_t of_key;   /* its number among the rules of that key */
	size_t *columns; /* numbers for input_named; the value's column of days-after is base */
	size_t column_count, base;
	struct value *values; /* of one-of and covers */
	size_t value_count;
	struct {
		enum { WHEN_ALWAYS, WHEN_IS, WHEN_IS_NOT } kind;
		size_t column;
		bool empty; /* compared with a missing cell */
		struct value value;
	} when;
	bool left_out; /* see rulefile_fit */
	bool leads;    /* the first rule of its key that is not left out */
};

/* What a rule is about: one column or two taken together. */
struct rule_key {
	size_t columns[2], count; /* numbers for input_named */
	size_t rule_count;
	bool led; /* by a rule that leads */
};

/* How a column is read, over all rules that are not left out. */
enum { READ_DATE = 1, READ_ANSWER = 2, READ_KEY = 4 /* or told apart */ };

struct rule_set {
	struct rule *rules;
	size_t count;
	struct rule_key *keys;
	size_t key_count;
	unsigned *reads; /* see rulefile_fit; by number for input_named */
	size_t read_count;
	struct arena text;
};

/*
 * Reads a file of rules and asks settings for their columns; file must outlive the
 * settings. Anything wrong with a rule ends the process with its line.
 */
void rulefile_read(struct rule_set *set, struct settings *settings, const char *file);

/*
 * Leaves out the rules that name a column which the input lacks, each with a notice;
 * unless they may lack, or when no rule is left, that ends the process.
 */
void rulefile_fit(struct rule_set *set, const struct input *input, bool may_lack);

/* Other days for a rule about days, from "RULE=N", the argument of --days. */
void rulefile_set_days(struct rule_set *set, const char *argument);

/* The reason in a language; in the other one when there is none. */
const char *rule_reason(const struct rule *rule, enum language language);

/* Names are shown in messages: the set is freed behind the settings and the last message. */
void rulefile_free(struct rule_set *set);

#endif
