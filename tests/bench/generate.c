/* generate: made-up session files for the benchmark, the same bytes every time.
 *
 *     generate [--kind KIND] [--rows N] [--persons N]      (the kinds stand above main)
 *     generate --persons-file [--persons N]
 *
 * The sessions run through 2025 in order of date, and every person comes once in each pass over all
 * persons, in a new random order: what a command keeps per person is touched at random, the hard
 * case. Each file has exactly min(rows, persons) persons. A person's birth date, rater and
 * therapist depend on the person's number alone, so all files made with the same --persons belong
 * together.
 *
 * The kind nation is a year of all municipalities: persons in families of three, five families for
 * each of the therapists, four therapists in a team, and the teams in 98 municipalities; each
 * session has an ORS and an SRS. Ages are in the file of persons.
 *
 * The kind cases is what caseload-check reads: for each person's number a family, for every tenth
 * a therapist, and N cases that lie anywhere in three years; one in five is still open.
 *
 * The questionnaires, sdq (40 columns) and pss (24), come in the same order and from the same persons:
 * an SDQ from a parent, a teacher or the young person, whole numbers in all items, some missing.
 *
 * The kinds courses, costs and evenings are what course-summary, cost-net and record-check
 * --rules multifamily read.
 *
 * The rows hold what makes real exports slow to read: notes in quotes, some with commas, doubled
 * quotes or a newline; missing items; children who turn 13; caregivers as raters. They hold nothing
 * a command should refuse, so every run ends with status 0. */

#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	FIRST_YEAR = 2025,
	DAYS = 365,
	ITEMS = 4,
	PERSONS_IN_FAMILY = 3,
	THERAPISTS_IN_TEAM = 4,
	FAMILIES_OF_THERAPIST = 5,
	MUNICIPALITIES = 98,
	TEN = 100, /* the highest item score, in tenths */
};

enum kind { ORS, SRS, SDQ, PSS, NATION };

static const uint64_t seed = 0x5fb2025u;

struct day {
	int year, month, day;
};

struct person {
	struct day birth;
	const char *rater;
	bool girl;
	unsigned level;    /* where this person's item scores lie, in tenths */
	unsigned sessions; /* so far */
};

struct instrument {
	const char *item_names;
	unsigned lowest, spread; /* of the persons' levels, in tenths */
	unsigned noise;          /* of one item around its level, in tenths, either way */
};

static const struct instrument ors = { "ors_individual,ors_interpersonal,ors_social,ors_overall",
	                               25, 65, 15 };
static const struct instrument srs = { "srs_relationship,srs_goals,srs_approach,srs_overall", 85,
	                               14, 6 };

/* xorshift64*: small, fast, and the same on every system. */
static uint64_t rng_next(uint64_t *state)
{
	uint64_t x = *state;

	x ^= x >> 12;
	x ^= x << 25;
	x ^= x >> 27;
	*state = x;
	return x * UINT64_C(0x2545f4914f6cdd1d);
}

/* A number from 0 to limit - 1. Never draw two in one argument list: compilers differ in the order.
 */
static unsigned rng_below(uint64_t *state, unsigned limit)
{
	return (unsigned)(((rng_next(state) >> 32) * limit) >> 32);
}

/* A generator of its own for one person or one file; never in state 0, where xorshift stays. */
static uint64_t rng_for(uint64_t number)
{
	uint64_t state = (seed + number) * UINT64_C(0x9e3779b97f4a7c15) | 1;

	for (int i = 0; i < 4; i++)
		rng_next(&state);
	return state;
}

static struct person make_person(unsigned number, const struct instrument *instrument)
{
	uint64_t rng = rng_for(number);
	struct person p = { .rater = "self" };
	unsigned age = rng_below(&rng, 100) < 45 ? 6 + rng_below(&rng, 12)
	                                         : 18 + rng_below(&rng, 48);

	/* Born in this year, a person is `age` on the first day of the file and a year older on its
	 * last; no day after the 28th, so that leap years need no rule here. */
	p.birth.year = FIRST_YEAR - 1 - (int)age;
	p.birth.month = 1 + (int)rng_below(&rng, 12);
	p.birth.day = 1 + (int)rng_below(&rng, 28);
	p.girl = rng_below(&rng, 2) == 0;
	/* Only those who stay below 18 have caregivers as raters. */
	if (age < 17 && rng_below(&rng, 5) == 0)
		p.rater = rng_below(&rng, 2) == 0 ? "mor" : "far";
	p.level = instrument->lowest + rng_below(&rng, instrument->spread);
	return p;
}

static struct person *make_persons(unsigned count, const struct instrument *instrument)
{
	struct person *persons = calloc(count, sizeof(*persons));

	if (persons == NULL)
		return NULL;
	for (unsigned i = 0; i < count; i++)
		persons[i] = make_person(i, instrument);
	return persons;
}

static struct day day_of_year(unsigned index)
{
	static const unsigned lengths[12] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	struct day d = { FIRST_YEAR, 1, 1 };
	unsigned month = 0;

	while (index >= lengths[month])
		index -= lengths[month++];
	d.month += (int)month;
	d.day += (int)index;
	return d;
}

static int age_at(struct day birth, struct day now)
{
	bool birthday_to_come = now.month < birth.month ||
	                        (now.month == birth.month && now.day < birth.day);

	return now.year - birth.year - (birthday_to_come ? 1 : 0);
}

static unsigned family_of(unsigned person)
{
	return person / PERSONS_IN_FAMILY + 1;
}

static unsigned therapist_of(unsigned person)
{
	return (family_of(person) - 1) / FAMILIES_OF_THERAPIST + 1;
}

static unsigned team_of(unsigned person)
{
	return (therapist_of(person) - 1) / THERAPISTS_IN_TEAM + 1;
}

static void put_items(uint64_t *rng, const struct instrument *instrument, unsigned level)
{
	/* Five forms in a thousand are empty; apart from them, one item in a hundred is missing. */
	bool empty_form = rng_below(rng, 1000) < 5;

	for (int i = 0; i < ITEMS; i++) {
		unsigned up = rng_below(rng, 2 * instrument->noise + 1);
		unsigned tenths = level + up > instrument->noise ? level + up - instrument->noise
		                                                 : 0;
		bool missing = rng_below(rng, 100) == 0;

		if (tenths > TEN)
			tenths = TEN;
		if (empty_form || missing)
			putchar(',');
		else
			printf("%u.%u,", tenths / 10, tenths % 10);
	}
}

static void put_note(uint64_t *rng)
{
	static const char *const plain[] = {
		"aftalt ny tid", "god samtale",        "mødt alene",
		"kom for sent",  "hjemmeopgave givet", "skolen ringer fredag",
	};
	static const char *const comma[] = { "mor, far og barn", "rolig, åben",
		                             "ferie, så uge 31" };
	static const char *const quotes[] = { "sagde \"\"det går\"\"", "\"\"bedre\"\" end sidst" };
	static const char *const newline[] = { "aftale:\nring mandag",
		                               "søvn bedre\nskole uændret" };
	unsigned per_mille = rng_below(rng, 1000);
	const char *note;

	if (per_mille < 300)
		return;
	if (per_mille < 310)
		note = newline[rng_below(rng, 2)];
	else if (per_mille < 340)
		note = quotes[rng_below(rng, 2)];
	else if (per_mille < 420)
		note = comma[rng_below(rng, 3)];
	else
		note = plain[rng_below(rng, 6)];
	printf("\"%s\"", note);
}

/* Whole numbers from low to high; of the questionnaires, two in a hundred are missing. */
static void put_answers(uint64_t *rng, unsigned count, unsigned low, unsigned high)
{
	for (unsigned i = 0; i < count; i++) {
		unsigned answer = low + rng_below(rng, high - low + 1);

		if (rng_below(rng, 100) >= 2)
			putchar((int)('0' + answer));
		putchar(',');
	}
}

static void put_sdq(uint64_t *rng, unsigned number, const struct person *p, struct day date)
{
	static const char *const informants[] = { "parent", "teacher", "self", "mor" };
	unsigned informant = rng_below(rng, 4);

	printf("F%u,P%u,%04d-%02d-%02d,%s,%u,%s,T%u,", family_of(number), number + 1, date.year,
	       date.month, date.day, informants[informant],
	       (unsigned)age_at(p->birth, date) % 15 + 3, p->girl ? "girl" : "boy",
	       therapist_of(number));
	put_answers(rng, 25, 0, 2);
	put_answers(rng, 1, 1, 3);
	put_answers(rng, 1, 0, 3);
	if (informant == 1)
		putchar(',');
	else
		put_answers(rng, 1, 0, 3);
	put_answers(rng, 2, 0, 3);
	if (informant == 1)
		putchar(',');
	else
		put_answers(rng, 1, 0, 3);
}

static void put_pss(uint64_t *rng, unsigned number, struct day date)
{
	printf("F%u,P%u,%04d-%02d-%02d,T%u,team%u,", family_of(number), number + 1, date.year,
	       date.month, date.day, therapist_of(number), team_of(number));
	put_answers(rng, 18, 1, 5);
}

static void put_questionnaire(uint64_t *rng, bool sdq, unsigned number, const struct person *p,
                              struct day date)
{
	if (sdq)
		put_sdq(rng, number, p, date);
	else
		put_pss(rng, number, date);
	put_note(rng);
	if (sdq)
		printf(",team%u", team_of(number));
	putchar('\n');
}

static void put_item_names(const char *name, unsigned from, unsigned to)
{
	for (unsigned i = from; i <= to; i++)
		printf("%s%u,", name, i);
}

static void put_questionnaire_header(bool sdq)
{
	if (!sdq) {
		printf("family_id,person_id,date,therapist_id,team,");
		put_item_names("pss", 1, 18);
		puts("note");
		return;
	}
	printf("family_id,person_id,date,informant,age,sex,therapist_id,");
	put_item_names("sdq", 1, 26);
	put_item_names("sdq", 28, 32);
	puts("note,team");
}

static void put_session(uint64_t *rng, const struct instrument *instrument, unsigned number,
                        struct person *p, struct day date)
{
	static const char *const modes[] = { "home", "home", "office", "video" };
	static const char *const places[] = { "stue", "skole", "have", "hus" };

	printf("F%u,P%u,%u,%04d-%02d-%02d,%s,%d,T%u,", family_of(number), number + 1, ++p->sessions,
	       date.year, date.month, date.day, p->rater, age_at(p->birth, date),
	       therapist_of(number));
	put_items(rng, instrument, p->level);
	printf("%s,", modes[rng_below(rng, 4)]);
	printf("%s,", places[rng_below(rng, 4)]);
	put_note(rng);
	putchar('\n');
}

/* How the session was does not depend on how somebody feels. */
static void put_nation_session(uint64_t *rng, unsigned number, struct person *p, struct day date)
{
	unsigned team = team_of(number);

	printf("M%02u,team%u,F%u,P%u,%u,%04d-%02d-%02d,%s,T%u,", (team - 1) % MUNICIPALITIES + 1,
	       team, family_of(number), number + 1, ++p->sessions, date.year, date.month, date.day,
	       p->rater, therapist_of(number));
	put_items(rng, &ors, p->level);
	put_items(rng, &srs, srs.lowest + number % srs.spread);
	put_note(rng);
	putchar('\n');
}

static void shuffle(uint64_t *rng, unsigned *order, unsigned count)
{
	for (unsigned i = count; i > 1; i--) {
		unsigned j = rng_below(rng, i);
		unsigned held = order[i - 1];

		order[i - 1] = order[j];
		order[j] = held;
	}
}

static bool put_records(enum kind kind, unsigned rows, unsigned count)
{
	const struct instrument *instrument = kind == SRS ? &srs : &ors;
	struct person *persons = make_persons(count, instrument);
	unsigned *order = calloc(count, sizeof(*order));
	uint64_t rng = rng_for(UINT32_MAX);
	bool ok = persons != NULL && order != NULL;

	if (ok && (kind == SDQ || kind == PSS))
		put_questionnaire_header(kind == SDQ);
	else if (ok && kind == NATION)
		printf("municipality,team,family_id,person_id,session,date,rater,therapist_id,"
		       "%s,%s,note\n",
		       ors.item_names, srs.item_names);
	else if (ok)
		printf("family_id,person_id,session,date,rater,age,therapist_id,%s,mode,place,"
		       "note\n",
		       instrument->item_names);
	for (unsigned i = 0; ok && i < count; i++)
		order[i] = i;
	for (unsigned row = 0; ok && row < rows; row++) {
		if (row % count == 0)
			shuffle(&rng, order, count);
		unsigned number = order[row % count];
		unsigned day = (unsigned)((uint64_t)row * DAYS / rows);

		if (kind == SDQ || kind == PSS)
			put_questionnaire(&rng, kind == SDQ, number, &persons[number],
			                  day_of_year(day));
		else if (kind == NATION)
			put_nation_session(&rng, number, &persons[number], day_of_year(day));
		else
			put_session(&rng, instrument, number, &persons[number], day_of_year(day));
	}
	free(order);
	free(persons);
	return ok;
}

/* Working hours of the persons' therapists, in order of date; some rows are evenings and nights. */
static bool put_hours(unsigned rows, unsigned count)
{
	uint64_t rng = rng_for(UINT32_MAX);

	puts("date,start,end,therapist_id,team,family_id,planned,reason");
	for (unsigned row = 0; row < rows; row++) {
		unsigned number = rng_below(&rng, count), start = 360 + rng_below(&rng, 72) * 15;
		unsigned end = (start + 30 + rng_below(&rng, 30) * 15) % (24 * 60);
		struct day date = day_of_year((unsigned)((uint64_t)row * DAYS / rows));

		if (end / 60 == 2) /* the clocks skip this hour on one night */
			end += 60;
		printf("%04d-%02d-%02d,%02u:%02u,%02u:%02u,T%u,team%u,F%u,%s,%s\n", date.year,
		       date.month, date.day, start / 60, start % 60, end / 60, end % 60,
		       therapist_of(number), team_of(number), family_of(number),
		       rng_below(&rng, 4) == 0 ? "no" : "yes",
		       rng_below(&rng, 9) == 0 ? "" : "\"agreed, with the family\"");
	}
	return true;
}

static void put_day(unsigned index)
{
	struct day d = day_of_year(index % DAYS);

	printf("%04u-%02d-%02d", FIRST_YEAR - 2 + index / DAYS, d.month, d.day);
}

static bool put_cases(unsigned rows, unsigned count)
{
	uint64_t rng = rng_for(UINT32_MAX);
	unsigned therapists = count < 10 ? 1 : count / 10;

	puts("family_id,therapist_id,role,start_date,end_date");
	for (unsigned row = 0; row < rows; row++) {
		unsigned begin = rng_below(&rng, 2 * DAYS);

		printf("F%u,T%u,%s,", rng_below(&rng, count) + 1, rng_below(&rng, therapists) + 1,
		       rng_below(&rng, 2) == 0 ? "primary" : "secondary");
		put_day(begin);
		putchar(',');
		if (rng_below(&rng, 5) != 0)
			put_day(begin + rng_below(&rng, DAYS));
		putchar('\n');
	}
	return true;
}

/* A course for each family, some of them still open. */
static bool put_courses(unsigned rows, unsigned count)
{
	uint64_t rng = rng_for(UINT32_MAX);
	unsigned teams = team_of(count - 1);

	puts("family_id,start_date,end_date,ending,completed,immediate_risk,placed,"
	     "children_returned,team");
	for (unsigned row = 0; row < rows; row++) {
		unsigned begin = rng_below(&rng, 2 * DAYS), open = rng_below(&rng, 5) == 0;
		static const char *const endings[] = { "planned", "planned", "unplanned",
			                               "transferred" };

		printf("F%u,", row + 1);
		put_day(begin);
		putchar(',');
		if (!open) {
			put_day(begin + rng_below(&rng, DAYS));
			printf(",%s", endings[rng_below(&rng, 4)]);
			printf(",%s", rng_below(&rng, 3) == 0 ? "no" : "yes");
		} else {
			printf(",,");
		}
		printf(",%s", rng_below(&rng, 4) == 0 ? "yes" : "no");
		printf(",%s", open || rng_below(&rng, 5) > 0 ? "no" : "yes");
		printf(",%u,", rng_below(&rng, 20) == 0);
		printf("team%u\n", rng_below(&rng, teams) + 1);
	}
	return true;
}

/* Cost lines of units, one for every thousand of the persons. */
static bool put_costs(unsigned rows, unsigned count)
{
	static const char *const categories[] = { "startup", "sessions", "ongoing", "other" };
	uint64_t rng = rng_for(UINT32_MAX);
	unsigned units = count / 1000 + 1;

	puts("unit,setting,scenario,category,amount,note");
	for (unsigned row = 0; row < rows; row++) {
		/* Every unit has every category, however few the rows. */
		unsigned unit = row % units + 1, part = row / units % 8;

		printf("U%u,,%s,%s,", unit, part < 4 ? "intervention" : "baseline",
		       categories[part % 4]);
		printf("%u.", rng_below(&rng, 99999));
		printf("%02u,", rng_below(&rng, 100));
		put_note(&rng);
		putchar('\n');
	}
	return true;
}

/* Evenings of several families, ten records each. */
static bool put_evenings(unsigned rows, unsigned count)
{
	uint64_t rng = rng_for(UINT32_MAX);

	puts("activity_id,date,family_id,professional,goal,linked_goal,participation,intake,format,"
	     "access");
	for (unsigned row = 0; row < rows; row++) {
		struct day d = day_of_year((unsigned)((uint64_t)row * DAYS / rows));

		printf("A%u,%04d-%02d-%02d,", row / 10 + 1, d.year, d.month, d.day);
		printf("F%u,", rng_below(&rng, count) + 1);
		printf("T%u,", rng_below(&rng, 4) + 1);
		printf("G%u,", rng_below(&rng, 4) + 1);
		printf("%s,voluntary,rolling,course,open\n",
		       rng_below(&rng, 9) == 0 ? "no" : "yes");
	}
	return true;
}

static void put_persons_file(unsigned count)
{
	puts("person_id,family_id,birth_date,sex,therapist_id,team,start_date,end_date");
	for (unsigned i = 0; i < count; i++) {
		struct person p = make_person(i, &ors);

		printf("P%u,F%u,%04d-%02d-%02d,%s,T%u,team%u,%d-01-01,\n", i + 1, family_of(i),
		       p.birth.year, p.birth.month, p.birth.day, p.girl ? "girl" : "boy",
		       therapist_of(i), team_of(i), FIRST_YEAR);
	}
}

static int usage(void)
{
	fputs("usage: generate [--kind KIND] [--rows N] [--persons N]\n"
	      "       generate --persons-file [--persons N]\n",
	      stderr);
	return 2;
}

/* A count from 1 to 10^9, or 0 when the word is none. */
static unsigned parse_count(const char *word)
{
	char *end;
	unsigned long n;

	if (word == NULL || word[0] < '0' || word[0] > '9')
		return 0;
	errno = 0;
	n = strtoul(word, &end, 10);
	return errno != 0 || *end != '\0' || n > 1000000000ul ? 0 : (unsigned)n;
}

/* What can be made. */
static bool put_ors(unsigned rows, unsigned persons)
{
	return put_records(ORS, rows, persons);
}

static bool put_srs(unsigned rows, unsigned persons)
{
	return put_records(SRS, rows, persons);
}

static bool put_sdqs(unsigned rows, unsigned persons)
{
	return put_records(SDQ, rows, persons);
}

static bool put_psss(unsigned rows, unsigned persons)
{
	return put_records(PSS, rows, persons);
}

static bool put_nation(unsigned rows, unsigned persons)
{
	return put_records(NATION, rows, persons);
}

static const struct {
	const char *name;
	bool (*put)(unsigned rows, unsigned persons); /* false: out of memory */
} kinds[] = {
	{ "ors", put_ors },           { "srs", put_srs },         { "sdq", put_sdqs },
	{ "pss", put_psss },          { "hours", put_hours },     { "cases", put_cases },
	{ "nation", put_nation },     { "courses", put_courses }, { "costs", put_costs },
	{ "evenings", put_evenings },
};

static bool find_kind(const char *name, size_t *kind)
{
	for (*kind = 0; name != NULL && *kind < sizeof(kinds) / sizeof(kinds[0]); ++*kind)
		if (strcmp(kinds[*kind].name, name) == 0)
			return true;
	return false;
}

int main(int argc, char *argv[])
{
	unsigned rows = 1000000, persons = 100000;
	bool persons_file = false, ok = true;
	size_t kind = 0;

	for (int i = 1; i < argc; i++) {
		const char *value = argv[i + 1]; /* argv[argc] is NULL */

		if (strcmp(argv[i], "--persons-file") == 0) {
			persons_file = true;
			continue;
		}
		if (strcmp(argv[i], "--rows") == 0)
			ok = (rows = parse_count(value)) != 0;
		else if (strcmp(argv[i], "--persons") == 0)
			ok = (persons = parse_count(value)) != 0;
		else if (strcmp(argv[i], "--kind") == 0)
			ok = find_kind(value, &kind);
		else
			ok = false;
		if (!ok)
			return usage();
		i++;
	}

	if (persons_file) {
		put_persons_file(persons);
	} else if (!kinds[kind].put(rows, persons)) {
		fputs("generate: out of memory\n", stderr);
		return 2;
	}
	if (ferror(stdout) || fclose(stdout) != 0) {
		perror("generate: standard output");
		return 2;
	}
	return 0;
}
