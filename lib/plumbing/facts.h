/*
 * facts.h: what a record says to the rules of a set.
 */
#ifndef FACTS_H
#define FACTS_H

#include "rulefile.h"

struct fact {
	struct slice cell; /* empty when missing or absent */
	bool dated;
	int32_t day;
	enum word answer;
	bool valued; /* value has been read */
	struct value value;
};

struct facts {
	const struct rule_set *set;
	struct input *input;
	struct fact *facts; /* by number for input_named */
	bool *identifier;   /* the same: its values are told apart byte by byte */
};

/* All three must outlive the facts. */
void facts_begin(struct facts *facts, const struct rule_set *set, struct input *input);

/* Reads the record's cells for all rules; rejects the record when one cannot be right. */
void facts_read(struct facts *facts);

/* Whether the rule applies to the record. */
bool facts_meet(struct facts *facts, const struct rule *rule);

/* The first empty column of a key, or SIZE_MAX. */
size_t facts_lack_key(const struct facts *facts, const struct rule_key *key);

/*
 * What the record says, but for evidence->is_new. *counted receives what a count is
 * about: one text for all spellings of a value; empty when there is nothing to count.
 * It lives until the next record.
 */
void facts_gather(struct facts *facts, const struct rule *rule, struct sfb_evidence *evidence,
                  struct slice *counted);

void facts_end(struct facts *facts);

#endif
