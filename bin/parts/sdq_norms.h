/*
 * sdq_norms.h: norm sets of the SDQ by name or from a file: where the rows of tables
 * meet the bands of sdq.h. The library knows no files, and the plumbing knows no
 * instrument.
 */
#ifndef SDQ_NORMS_H
#define SDQ_NORMS_H

#include "memory.h"
#include "sdq.h"
#include "table.h"

struct norm_sets {
	struct sfb_sdq_band *bands;
	struct place *places; /* where each band stands; nowhere when built in */
	size_t band_count;
	struct sfb_sdq_norms *norms;
	size_t count;
	struct arena text; /* of files */
};

/*
 * Reads a list of names and files, joined by commas; NULL: every built-in set. What
 * is wrong with a file ends the process at its line.
 */
void norm_sets_read(struct norm_sets *sets, const struct settings *settings, const char *list);

/* Prints for whom each set holds, and where it comes from; ends the process. */
_Noreturn void norm_sets_list(const struct norm_sets *sets);

void norm_sets_free(struct norm_sets *sets);

#endif
