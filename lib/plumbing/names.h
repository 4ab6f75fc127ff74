/*
 * names.h: numbers for words of the input that no table knows, such as names of forms.
 * Spellings that fold.h takes for one have one number; the first is kept.
 */
#ifndef NAMES_H
#define NAMES_H

#include <stdint.h>

#include "slice.h"

struct names;

struct names *names_new(void);

/* From 1, in order of first appearance. word is no longer than KEYS_PART_MAX. */
uint32_t names_number(struct names *names, struct slice word);

/* The first spelling. */
const char *names_word(const struct names *names, uint32_t number);

void names_free(struct names *names);

#endif
