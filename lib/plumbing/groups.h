/*
 * groups.h: the groups of a summary: named by a cell, or the months or weeks of days.
 * Each has one payload of a fixed size, zero at first, and a number from 0 in order
 * of first appearance.
 */
#ifndef GROUPS_H
#define GROUPS_H

#include <stdint.h>

#include "slice.h"

struct groups;

/* Payloads stay where they are. */
struct groups *groups_new(size_t payload_size);

/* The number of the group of a name, which is added if need be. */
uint32_t groups_named(struct groups *groups, struct slice name);

/* The same for the ISO week (2026-W13) or the month (2026-03) of a day; one of the two a run. */
uint32_t groups_of_week(struct groups *groups, int32_t day);
uint32_t groups_of_month(struct groups *groups, int32_t day);

uint32_t groups_count(const struct groups *groups);
void *groups_payload(const struct groups *groups, uint32_t number);
const char *groups_name(const struct groups *groups, uint32_t number);

void groups_free(struct groups *groups);

#endif
