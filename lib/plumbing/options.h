/*
 * options.h: what a command is, and what its command line asks for.
 *
 * One description per command makes its parsing, its --help and its column
 * checks. The environment plays no part: options and operands may be mixed,
 * "--" ends the options, long options are never abbreviated.
 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdint.h>

#include "columns.h"
#include "date.h"
#include "diag.h"
#include "shard.h"
#include "slice.h"

/* A column that a command reads. */
struct column_spec {
	enum column column;
	enum {
		OPTIONAL,
		REQUIRED,
		ITEM, /* all columns of this kind or none */
	} need;
	int one_of;           /* of the columns with the same number, at least one */
	const char *fallback; /* what an absent column means, for --mapping; NULL: empty */
};

struct option_spec {
	int id;      /* over 0 */
	char letter; /* '\0' for none */
	/*
	 * argument NULL: takes none. What is typed as it stands is in small letters, with a
	 * bar between words ("point|comma"); what stands for something is in capitals, of
	 * which FILE, DIR and COL mean the same everywhere. Completions are made of it.
	 */
	const char *name, *argument;
	const char *help;
};

/*
 * Columns that are all missing when a file is a certain other one, which the failure
 * then names: those from first to last, and no other needed one.
 */
struct column_hint {
	enum column first, last;
	const char *text;
};

struct command {
	const char *name, *summary;
	const struct column_spec *columns;
	size_t column_count;
	const char *const *results; /* the columns that it writes, ended by NULL */
	const struct option_spec *options;
	size_t option_count;
	bool flags;                     /* has -e/--exit-status */
	bool persons;                   /* has --persons */
	bool shards;                    /* has --shard: works person by person */
	bool whole;                     /* reads every cell, see table.h */
	bool drops_empty;               /* see table.h; where records are not passed on */
	const char *variants;           /* how to choose among variants of a column, see table.h */
	const struct column_hint *hint; /* or NULL */
	const char *examples;           /* whole lines, for --help */
	const char *promises;           /* what it needs of the system, see process.h */
};

/* A column mapped by hand. */
struct mapping {
	enum column ours;
	const char *yours;
};

struct settings {
	const struct command *command;
	const char **files; /* operands; "-" when there are none */
	size_t file_count;

	char delimiter;    /* '\0': find it */
	char decimal_mark; /* '\0': by the delimiter */
	enum date_order date_order;
	bool date_order_given;
	bool exit_status, allow_cpr, strict_width, show_mapping;
	size_t max_record;
	const char *persons_file, *columns_file;
	struct shard shard; /* whose records are read; the others are passed over */
	struct mapping *mappings;
	size_t mapping_count;
	char variant;               /* of columns that have some (columns.h); '\0': the only one */
	const char *const *results; /* the command's, unless an option renames them */
	char **renamed;             /* memory of results */
	const char **named;         /* columns that options name, such as --by; see options_name */
	size_t named_count;
	bool named_may_lack; /* set by a command that asks input_has_named itself */

	const char **files_made; /* memory of files */

	/* the command line that is left */
	char **arguments;
	const char *cluster; /* letters left of an argument such as -eq */
	bool operands_only;
};

/* Begins to read the command line: also the first thing that every main does. */
void options_start(struct settings *settings, const struct command *command, char **argv);

/*
 * The id of the next option of the command's own, its argument in *value; 0 when
 * all are read. Options that all commands share end up in *settings. --help and
 * --version are answered at once.
 */
int options_next(struct settings *settings, const char **value);

/* Adds a mapping, as if by -m. */
void options_map(struct settings *settings, struct place place, struct slice ours,
                 struct slice yours);

/*
 * Asks for a column by any name, canonical or as it stands in the header; name must
 * outlive the settings. The number to give to input_named; one name has one number.
 */
size_t options_name(struct settings *settings, const char *name);

/* --prefix: the result columns begin with this instead of their instrument's name. */
void options_rename_results(struct settings *settings, const char *prefix);

/* What the settings hold in memory. */
void options_free(struct settings *settings);

/* Option values, with a point as decimal mark; anything else is a usage error. */
int64_t option_decimal(const char *option, const char *value, int decimals_max, int scale,
                       int64_t min, int64_t max);
int32_t option_whole(const char *option, const char *value, int32_t min, int32_t max);
int32_t option_date(const char *option, const char *value);

#endif
