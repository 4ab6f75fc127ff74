/*
 * ledger.h: what all records of a table say to a set of rules, key by key.
 *
 * Memory grows with the keys: for each, its text and a small state for each of its
 * rules; a count remembers the different values of a key until there are enough.
 */
#ifndef LEDGER_H
#define LEDGER_H

#include "facts.h"
#include "keys.h"

/* What is counted of one key, or of all keys of a group. */
struct tally {
	struct slice text; /* the key, or the value that the group has in common */
	uint64_t rules, met, findings, undecided;
};

/* A key that has appeared; entries are kept in order of first appearance. */
struct entry {
	struct slice text; /* the cells of two columns joined by "+" */
	size_t key;        /* of the set */
	size_t number;
	struct tally *group;           /* NULL without groups */
	struct sfb_rule_state *states; /* one for each rule of the key */
};

#define NO_GROUPS SIZE_MAX

struct ledger {
	struct input *input;
	const struct rule_set *set;
	struct facts facts;
	struct keys *entries; /* payload: struct entry */
	struct keys *groups;  /* payload: struct tally */
	struct keys *counted; /* values that a rule has counted for a key; no payload */
	struct arena memory;
	bool *meets; /* by rule, for the record at hand */
	size_t by;
	int32_t as_of;
};

/*
 * by: the number (for input_named) of the column that groups keys, or NO_GROUPS.
 * input and set, which has been fitted, must outlive the ledger.
 */
void ledger_begin(struct ledger *ledger, const struct rule_set *set, struct input *input,
                  int32_t as_of, size_t by);

/* Takes the input's record; one with a cell that cannot be right is rejected and left out. */
void ledger_take(struct ledger *ledger);

/* What a rule says of a key; *applied as for sfb_rule_conclude. */
enum sfb_result ledger_conclude(const struct ledger *ledger, const struct entry *entry,
                                const struct rule *rule, bool *applied);

/* Counts one rule that applied. */
void tally_add(struct tally *tally, enum sfb_result result);

void ledger_end(struct ledger *ledger);

#endif
