# sfb: small filters for family-treatment teams. GNU make.
#
#   make setup demo         what a newcomer types
#   make setup-dev check    what an engineer types
#
# A new command is a file in bin/, a new module a file in lib/, a new table a
# file in share/, a new page a file in man/: nothing here needs an edit.
# CONTRIBUTING.md shows the house; `make help` lists the targets.

# The one place where the version stands (and debian/changelog, which the tests compare).
VERSION = 1.0.0

# What the shared library promises to programs that are compiled already: a number that
# goes up when a function or a struct of lib/*.h changes so that they would break.
ABI = 1

# SANITIZE=1 builds beside the ordinary build, so that the two never mix.
SANITIZE ?=
BUILD ?= $(if $(filter 1,$(SANITIZE)),build/san,build)

prefix ?= /usr/local
exec_prefix ?= $(prefix)
bindir ?= $(exec_prefix)/bin
libexecdir ?= $(exec_prefix)/libexec
libdir ?= $(exec_prefix)/lib
includedir ?= $(prefix)/include
datarootdir ?= $(prefix)/share
datadir ?= $(datarootdir)
mandir ?= $(datarootdir)/man
docdir ?= $(datarootdir)/doc/sfb
localedir ?= $(datarootdir)/locale
pkgconfigdir ?= $(libdir)/pkgconfig
bashcompletiondir ?= $(datadir)/bash-completion/completions
zshcompletiondir ?= $(datadir)/zsh/site-functions
fishcompletiondir ?= $(datadir)/fish/vendor_completions.d

# ---------------------------------------------------------------- what there is

MODULES := $(wildcard lib/*.c)
PLUMBING := $(wildcard lib/plumbing/*.c)
COMMANDS_C := $(wildcard bin/*.c)
COMMANDS_SH := $(wildcard bin/*.sh)
PARTS := $(wildcard bin/parts/*.c)
HELPERS_C := $(wildcard bin/libexec/*.c)
HELPERS_AWK := $(wildcard bin/libexec/*.awk)
HELPERS_CSS := $(wildcard bin/libexec/*.css)
HELPERS_BASH := $(wildcard bin/libexec/*.bash)
UNIT_TESTS := $(wildcard tests/unit/test_*.c)
FUZZ_C := $(wildcard tests/fuzz/*.c)
HEADERS := $(wildcard lib/*.h)
VERSION_HEADER := $(BUILD)/gen/sfb_version.h
PAGES := $(wildcard man/*.[1-7])
MADE_PAGES := $(patsubst man/%.in,$(BUILD)/man/%,$(wildcard man/*.[1-7].in))
LANGUAGES := $(patsubst po/%.po,%,$(wildcard po/*.po))
SHARED_DATA := $(shell find share -type f 2>/dev/null)
EXAMPLES := $(shell find examples -type f 2>/dev/null)

COMMANDS := $(COMMANDS_C:bin/%.c=$(BUILD)/bin/%) $(COMMANDS_SH:bin/%.sh=$(BUILD)/bin/%)
# What only our scripts call, and what they read; they look for both in ../libexec/sfb.
HELPERS := $(HELPERS_C:bin/libexec/%.c=$(BUILD)/libexec/sfb/%)
SCRIPT_PARTS := $(patsubst bin/libexec/%,$(BUILD)/libexec/sfb/%,$(HELPERS_AWK) $(HELPERS_CSS) $(HELPERS_BASH))
# What the report says, for one call of gettext: every say("MESSAGE") of its parts.
MESSAGES := $(BUILD)/libexec/sfb/report-messages
LIBSFB := $(BUILD)/lib/libsfb.a
# Apple's linker has no version scripts: no shared library there.
SHARED := $(if $(filter Darwin,$(shell uname -s)),,$(BUILD)/lib/libsfb.so.$(ABI) $(BUILD)/lib/libsfb.so)
LIBPLUMBING := $(BUILD)/lib/libplumbing.a
LIBPARTS := $(BUILD)/lib/libparts.a
COMPLETIONS := $(COMMANDS:$(BUILD)/bin/%=$(BUILD)/completions/bash/%) \
	$(BUILD)/completions/zsh/_sfb $(COMMANDS:$(BUILD)/bin/%=$(BUILD)/completions/fish/%.fish)
CATALOGUES := $(LANGUAGES:%=$(BUILD)/share/locale/%/LC_MESSAGES/sfb.mo)
# Commands look for data in ../share of their own folder, in the build tree as
# in an installed one.
DATA := $(SHARED_DATA:share/%=$(BUILD)/share/sfb/%)
TESTS := $(UNIT_TESTS:tests/unit/%.c=$(BUILD)/tests/%)

# A table is compiled in when some source includes it as "NAME.inc" and there is
# a share/NAME.csv; the other files of share/ are read when a command runs.
SOURCES := $(MODULES) $(PLUMBING) $(PARTS) $(COMMANDS_C) $(HELPERS_C) $(UNIT_TESTS) $(FUZZ_C)
INCLUDED := $(sort $(shell sed -n 's/^.include "\([a-z0-9_]*\)\.inc".*/\1/p' \
	$(SOURCES) $(HEADERS) /dev/null))
TABLES := $(patsubst share/%.csv,%,$(wildcard $(INCLUDED:%=share/%.csv)))
GENERATED := $(VERSION_HEADER) $(BUILD)/gen/column_ids.h $(TABLES:%=$(BUILD)/gen/%.inc)

# ------------------------------------------------------------------------ flags

WARNINGS = -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes \
	-Wmissing-prototypes -Wvla $(if $(filter 1,$(WERROR)),-Werror)

# Level 3 sees the size of allocated objects too, where the compiler can; glibc
# warns when asked for more than the compiler has. Fortifying needs an
# optimiser, hence nothing under -O0. Asked once, when the first object is made,
# because `make setup` may install the compiler in this very run.
# (Versions of make disagree on how to write a number sign inside a function.)
HASH := \#
FORTIFY = $(eval FORTIFY := $(if $(filter -O0,$(CFLAGS)),,-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=$(shell \
	printf '%sifdef __has_builtin\n%sif __has_builtin(__builtin_dynamic_object_size)\nhas_three\n%sendif\n%sendif\n' \
	$(foreach n,1 2 3 4,'$(HASH)') | $(CC) -E - 2>/dev/null | grep -q has_three && echo 3 || echo 2)))$(FORTIFY)

# The way of a record leads through small functions of a dozen modules: optimised
# over their borders, where the compiler can, commands take a twelfth less time.
# Objects are good for an ordinary linker, too: the tests use it, which is quicker.
# The seed gives the same objects every time.
LTO = $(eval LTO := $(if $(filter 1,$(SANITIZE))$(filter -O0,$(CFLAGS)),,$(shell \
	printf 'int main(void) { return 0; }\n' | $(CC) -Werror $(LTO_ASKED) -x c -o /dev/null - \
	2>/dev/null && echo '$(LTO_ASKED)')))$(LTO)
LTO_ASKED = -flto=auto -ffat-lto-objects

ifeq ($(SANITIZE),1)
# No fortify: its checked copies would hide the plain calls that ASan watches.
HARDEN_C = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer -O1 -g
HARDEN_LD = -fsanitize=address,undefined
else
# Unrolled: most of the time goes into loops over four items, or over a short cell's bytes. Aligned to lines
# of the cache: where loops fall by chance, any change anywhere moves any command by three in a hundred.
# The same bytes wherever it is built: no folder's name gets into them. What is kept for optimising at
# the end is not mapped; there, the compiler takes our word for where it is, if that is true (see cc).
HARDEN_C = -O2 -funroll-loops -falign-functions=64 -falign-loops=64 -g -ffile-prefix-map='$(CURDIR)'=. $(FORTIFY) -fstack-protector-strong -fPIE
# Apple's linker hardens by itself and does not know these words. As needed: a
# command asks at its start for the libraries that it uses, not for all of them.
HARDEN_LD = $(if $(filter Darwin,$(shell uname -s)),,-pie -Wl,-z,relro,-z,now,--as-needed)
endif

cc = $(if $(LTO),PWD=/proc/self/cwd )$(CC)

# What the user gives in CPPFLAGS, CFLAGS, LDFLAGS and LDLIBS comes last and wins.
compile = $(cc) -std=c11 -D_POSIX_C_SOURCE=200809L \
	-I$(BUILD)/gen -Ilib -Ilib/plumbing $(CPPFLAGS) $(WARNINGS) $(HARDEN_C) $(LTO) $(CFLAGS)
link = $(cc) $(HARDEN_C) $(LTO) $(CFLAGS) $(HARDEN_LD) $(LDFLAGS)

# Remakes everything when the compiler or a flag changes: stale objects of
# another compiler are the hardest bugs to see.
FLAGS = $(BUILD)/flags
flags_now = $(compile) / $(link) $(LDLIBS)

# ------------------------------------------------------------------ main targets

.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: all help setup setup-dev demo check check-browser picture bench-report check-mutation check-sweeps check-sanitize check-valgrind bench bench-sizes bench-startup \
	bench-compare bench-national lint \
	install uninstall installcheck dist clean unit-tests tree-for-valgrind no-po FORCE

all: $(COMMANDS) $(HELPERS) $(SCRIPT_PARTS) $(MESSAGES) $(LIBSFB) $(CATALOGUES) $(DATA) $(MADE_PAGES) $(if $(LANGUAGES),,no-po)

help:
	@echo 'all             commands in $(BUILD)/bin, library in $(BUILD)/lib'
	@echo 'setup           install what building and running need, and only what is missing'
	@echo 'setup-dev       the same, and what tests and lint need'
	@echo 'demo            build, then print the report of the example team and write it as HTML'
	@echo 'check           unit tests, end-to-end cases, pages and their examples, properties, quick sweeps'
	@echo 'check-sweeps    the figures of sfb-reliability(7), to $(BUILD)/reliability.txt; FULL=1: all of each'
	@echo 'check-browser   the HTML pages in headless Chromium, which it installs if it is missing'
	@echo 'picture         the picture of the page in the README, anew'
	@echo 'check-mutation  changes each value of the norm tables by one: do the tests notice? FULL=1: every limit'
	@echo 'check-hardening     position-independent, read-only relocations and so on: as built?'
	@echo 'check-reproducible  two builds in two places: the same bytes?'
	@echo 'coverage        branches of lib/ that the tests take; fails below what was promised'
	@echo 'fuzz            lets libFuzzer (clang) loose for FUZZ_SECONDS; finds go to tests/fuzz/finds'
	@echo 'check-sanitize  the tests in a build with address and undefined-behaviour sanitizers'
	@echo 'check-valgrind  the tests under valgrind'
	@echo 'bench           speed and memory as ratios, beside other programs (ROWS PERSONS ROUNDS JOBS; OWN=1: few)'
	@echo 'bench-sizes     time for each row from 10 000 rows to a million (SIZES="10000 10000000")'
	@echo 'bench-startup   what a command costs that has nothing to do, beside true'
	@echo 'bench-compare   against another revision: BASE=REVISION (ROWS PERSONS ROUNDS)'
	@echo 'bench-national  a simulated year of 98 municipalities, stage by stage (TIMES=100)'
	@echo 'bench-report    what the report of 60 families takes'
	@echo 'lint            format, static checks, man pages, scripts, both compilers'
	@echo 'install         to $$(DESTDIR)$$(prefix), by default /usr/local; uninstall undoes it'
	@echo 'installcheck    the end-to-end cases against the installed commands'
	@echo 'check-install   the tarball: builds, works and installs elsewhere'
	@echo 'check-package   the Debian package: builds, installs, is removed; CHROOT=DIR to do it there'
	@echo 'dist            $(BUILD)/sfb-$(VERSION).tar.gz'
	@echo 'clean           removes $(BUILD)'
	@echo 'Variables: CC CFLAGS CPPFLAGS LDFLAGS LDLIBS prefix DESTDIR BUILD WERROR=1 SANITIZE=1'

setup:
	@tools/setup run

setup-dev:
	@tools/setup dev

no-po:
	@echo 'make: no po/*.po, so no translations are made'

# Under -j, `make setup demo` must not compile before setup has installed the compiler.
SETTING_UP := $(filter setup setup-dev,$(MAKECMDGOALS))

# --------------------------------------------------------------------- compiling

$(FLAGS): FORCE | $(SETTING_UP)
	@mkdir -p $(@D)
	@printf '%s\n' '$(subst ','\'',$(flags_now))' > $@.tmp
	@if cmp -s $@.tmp $@; then rm $@.tmp; else mv $@.tmp $@; fi

# The scoring library is also a shared one. Its functions call each other directly
# all the same, as they do in the archive that the commands are linked with.
pic = $(if $(filter $(MODULES),$<),-fPIC -fno-semantic-interposition)
# Only commands see the parts of commands.
parts = $(if $(filter bin/%,$<),-Ibin/parts)

# Order-only is enough for the generated files: they must exist before the first
# compilation, and from then on the .d files know which object read which table.
$(BUILD)/obj/%.o: %.c $(FLAGS) | $(GENERATED)
	@mkdir -p $(@D)
	$(compile) $(pic) $(parts) $(if $(LTO),-frandom-seed=$<) -MMD -MP -c -o $@ $<

-include $(patsubst %.c,$(BUILD)/obj/%.d,$(SOURCES))

# Remade when its text changes, not whenever the Makefile does: every object reads it.
$(VERSION_HEADER): lib/sfb_version.h.in FORCE
	@mkdir -p $(@D)
	@sed -e 's/@VERSION@/$(VERSION)/' -e "s/@NUMBER@/$$(echo '$(VERSION)' | \
		awk -F . '{ print $$1 * 1000000 + $$2 * 1000 + $$3 }')/" $< > $@.tmp
	@if cmp -s $@.tmp $@; then rm $@.tmp; else mv $@.tmp $@; fi

$(BUILD)/gen/column_ids.h: share/columns.csv lib/tables.awk
	@mkdir -p $(@D)
	awk -f lib/tables.awk -v table=column_ids $< > $@.tmp && mv $@.tmp $@

$(TABLES:%=$(BUILD)/gen/%.inc): $(BUILD)/gen/%.inc: share/%.csv lib/tables.awk
	@mkdir -p $(@D)
	awk -f lib/tables.awk -v table=$* $< > $@.tmp && mv $@.tmp $@

# A list of members that shrinks is a change that no timestamp shows, so each
# archive also depends on its own list.
$(BUILD)/lib/%.members: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' '$(members)' > $@.tmp
	@if cmp -s $@.tmp $@; then rm $@.tmp; else mv $@.tmp $@; fi

$(BUILD)/lib/libsfb.members: members = $(MODULES)
$(BUILD)/lib/libplumbing.members: members = $(PLUMBING)
$(BUILD)/lib/libparts.members: members = $(PARTS)

$(LIBSFB): $(MODULES:%.c=$(BUILD)/obj/%.o)
$(LIBPLUMBING): $(PLUMBING:%.c=$(BUILD)/obj/%.o)
$(LIBPARTS): $(PARTS:%.c=$(BUILD)/obj/%.o)
$(LIBSFB) $(LIBPLUMBING) $(LIBPARTS): %.a: %.members
	rm -f $@
	$(AR) rcs $@ $(filter %.o,$^)

all: $(SHARED) $(COMPLETIONS)

# Only what begins with sfb_ can be seen from outside; tests/check-library holds the list
# against the headers and the page.
no_holes = -Wl,-z,defs
$(BUILD)/lib/libsfb.so.$(ABI): $(MODULES:%.c=$(BUILD)/obj/%.o) $(BUILD)/lib/libsfb.members
	printf 'SFB_$(ABI) { global: sfb_*; local: *; };\n' > $(@D)/libsfb.map
	$(cc) $(HARDEN_C) $(CFLAGS) $(filter-out -pie,$(HARDEN_LD)) $(if $(filter 1,$(SANITIZE)),,$(no_holes)) \
		$(LDFLAGS) -shared -Wl,-soname,$(@F) -Wl,--version-script=$(@D)/libsfb.map \
		-o $@ $(filter %.o,$^) -lgsl -lgslcblas -lm

$(BUILD)/lib/libsfb.so: $(BUILD)/lib/libsfb.so.$(ABI)
	ln -sf $(<F) $@

$(COMMANDS_C:bin/%.c=$(BUILD)/bin/%): $(BUILD)/bin/%: $(BUILD)/obj/bin/%.o $(LIBPARTS) $(LIBPLUMBING) $(LIBSFB)
	@mkdir -p $(@D)
	$(link) -o $@ $< $(LIBPARTS) $(LIBPLUMBING) $(LIBSFB) -lcsv -lsodium -lgsl -lgslcblas -lm $(LDLIBS)

$(HELPERS): $(BUILD)/libexec/sfb/%: $(BUILD)/obj/bin/libexec/%.o $(LIBPLUMBING) $(LIBSFB)
	@mkdir -p $(@D)
	$(link) -o $@ $< $(LIBPLUMBING) $(LIBSFB) -lcsv $(LDLIBS)

# Scripts are copied with the version filled in, so that they too know it from here.
$(COMMANDS_SH:bin/%.sh=$(BUILD)/bin/%): $(BUILD)/bin/%: bin/%.sh Makefile
	@mkdir -p $(@D)
	sed 's/@VERSION@/$(VERSION)/g' $< > $@.tmp && chmod 755 $@.tmp && mv $@.tmp $@

$(SCRIPT_PARTS): $(BUILD)/libexec/sfb/%: bin/libexec/%
	@mkdir -p $(@D)
	cp $< $@

# Completions say what --help says, so each command is asked for it.
$(BUILD)/completions/bash/%: $(BUILD)/bin/% tools/completions
	@mkdir -p $(@D)
	tools/completions bash $< > $@.tmp && mv $@.tmp $@

$(BUILD)/completions/fish/%.fish: $(BUILD)/bin/% tools/completions
	@mkdir -p $(@D)
	tools/completions fish $< > $@.tmp && mv $@.tmp $@

$(BUILD)/completions/zsh/_sfb: $(COMMANDS) tools/completions
	@mkdir -p $(@D)
	tools/completions zsh $(COMMANDS) > $@.tmp && mv $@.tmp $@

$(MESSAGES): $(HELPERS_AWK)
	@mkdir -p $(@D)
	sed -n 's/.*say("\([^"]*\)".*/\1/p' $^ | LC_ALL=C sort -u > $@.tmp && mv $@.tmp $@

$(BUILD)/share/sfb/%: share/%
	@mkdir -p $(@D)
	cp $< $@

# A page with the tables that the commands are made from.
$(MADE_PAGES): $(BUILD)/man/%: man/%.in man/sfb-columns.awk share/columns.csv share/words.csv
	@mkdir -p $(@D)
	LC_ALL=C awk -f man/sfb-columns.awk $< > $@.tmp && mv $@.tmp $@

$(BUILD)/share/locale/%/LC_MESSAGES/sfb.mo: po/%.po | $(SETTING_UP)
	@mkdir -p $(@D)
	msgfmt --check -o $@ $<

# ----------------------------------------------------------------------- testing

unit-tests: $(TESTS)

$(TESTS): $(BUILD)/tests/%: $(BUILD)/obj/tests/unit/%.o $(LIBPLUMBING) $(LIBSFB)
	@mkdir -p $(@D)
	$(link) $(if $(LTO),-fno-lto) -o $@ $< $(LIBPLUMBING) $(LIBSFB) -lcmocka -lcsv -lsodium -lgsl -lgslcblas -lm $(LDLIBS)

# Runners that compile helpers of their own take the compiler from here.
export CC SANITIZE

# tests/tally runs every step even if one fails, and sums them up in its last line.
check: all unit-tests fuzz-replays
	@tests/tally $(BUILD) unit cases options completions library install lists examples properties fuzz sweeps

# All scripts of tests/sweeps; `make check` runs those that cost seconds (tests/tally).
check-sweeps: all unit-tests
	@FULL=$(FULL) tests/tally $(BUILD) all-sweeps

check-browser: all
	@tools/setup browser
	@tests/check-browser $(BUILD)/bin

picture: all
	@tools/setup browser
	@tests/check-browser --picture examples/report.png $(BUILD)/bin

# Linux only: what readelf says of the programs.
check-hardening: all
	@tests/hardening $(BUILD)/bin

check-reproducible:
	@tests/reproducible

# Branches of lib/, unoptimised, by the tests that `make check` runs, too. The table and the
# counts are in $(BUILD)/coverage. Without two that counting disturbs: one links the library into
# programs of its own, the other allows no file to be written. A child of a unit test asks for its
# counts to be kept if it can (tests/unit/testing.h), which alone does not link the function in.
coverage:
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/coverage \
		CFLAGS='-O0 --coverage -fprofile-update=atomic' LDFLAGS='$(LDFLAGS) -Wl,-u,__gcov_dump' cover

.PHONY: check-hardening check-reproducible coverage cover
cover: all unit-tests fuzz-replays
	@find $(BUILD) -name '*.gcda' -exec rm -f {} +
	@PROPERTIES="$$(ls tests/properties | sed -n 's/\.sh$$//p' | grep -vx -e docs -e pseudonymize-sweeps | \
		paste -sd ' ' -)" tests/tally $(BUILD) unit cases options properties fuzz
	@python3 tests/coverage/report.py $(BUILD) --self-test
	@python3 tests/coverage/report.py $(BUILD) --table $(BUILD)/table.tsv

# With FULL=1 every limit of the tables and of the domain modules, which compiles each mutant.
check-mutation: all
	@FULL=$(FULL) tests/sweeps/r22-mutation $(BUILD)/bin

# Not the sweeps: they preload a library, which ASan does not allow before its
# own. Status 99 cannot be mistaken for one that a case expects.
check-sanitize:
	@ASAN_OPTIONS=exitcode=99:detect_stack_use_after_return=1:strict_string_checks=1 \
	UBSAN_OPTIONS=exitcode=99:print_stacktrace=1 \
	$(MAKE) --no-print-directory SANITIZE=1 BUILD=$(BUILD)/san check-sanitized

.PHONY: check-sanitized
check-sanitized: all unit-tests fuzz-replays
	@tests/tally $(BUILD) unit cases properties fuzz

# The same cases run on a folder of wrappers that start each command under
# valgrind. VALGRIND_CASES, if set, are the cases to run instead of all but two: one closes
# standard error, which valgrind itself needs, the other waits only as long as commands mostly take.
VALGRIND_CASES = $(filter-out chart-write-error cron-killed,$(notdir $(wildcard tests/cases/*)))
VALGRIND = valgrind -q --error-exitcode=99 --leak-check=full --show-leak-kinds=definite,indirect
check-valgrind: tree-for-valgrind unit-tests
	@VALGRIND='$(VALGRIND)' NOT_UNIT='$(NOT_UNIT)' CASE_SECONDS=600 \
		tests/tally $(BUILD)/valgrind unit cases -- $(VALGRIND_CASES)

tree-for-valgrind: all unit-tests
	@rm -rf $(BUILD)/valgrind
	@mkdir -p $(BUILD)/valgrind/bin $(BUILD)/valgrind/tests
	@ln -s ../share ../libexec $(BUILD)/valgrind/
	@for script in $(COMMANDS_SH:bin/%.sh=%); do cp $(BUILD)/bin/$$script $(BUILD)/valgrind/bin/; done
	@for file in $(COMMANDS_C:bin/%.c=bin/%) $(UNIT_TESTS:tests/unit/%.c=tests/%); do \
		printf '#!/bin/sh\nexec %s %s "$$@"\n' '$(VALGRIND)' "$(abspath $(BUILD))/$$file" \
			> $(BUILD)/valgrind/$$file; \
		chmod 755 $(BUILD)/valgrind/$$file; \
	done

demo: all
	@examples/demo.sh $(BUILD)/bin

# Each takes its own defaults for what is not said here.
bench_size = $(if $(ROWS),-n $(ROWS)) $(if $(PERSONS),-p $(PERSONS)) $(bench_rounds)
bench_rounds = $(if $(ROUNDS),-r $(ROUNDS))

bench: all
	@tests/bench/run $(if $(OWN),-o) $(if $(JOBS),-j '$(JOBS)') $(bench_size) $(BUILD)/bin

bench-sizes: all
	@tests/bench/sizes $(bench_rounds) $(BUILD)/bin $(SIZES)

bench-startup: all
	@tests/bench/startup $(bench_rounds) $(BUILD)/bin

bench-compare: all
	@MAKE='$(MAKE)' tests/bench/compare $(bench_size) $(BUILD) '$(BASE)'

bench-national: all
	@tests/bench/national $(if $(TIMES),-t $(TIMES)) $(BUILD)/bin

bench-report: all
	@tests/bench/report $(BUILD)/bin

lint: | $(SETTING_UP)
	@MAKE='$(MAKE)' tools/lint $(BUILD)

# ----------------------------------------------------------------------- fuzzing

# What the linker leads to tests/fuzz/harness.c. The same targets are linked twice: with
# libFuzzer, in a build of their own with clang, and as programs that run files again.
FUZZ_TARGETS = cells commands reader planted
FUZZ_WRAPPED = $(patsubst %,-Wl$(COMMA)--wrap=%,exit open close read __read_chk write fstat)
COMMA := ,
FUZZ_SECONDS ?= 300
FUZZ_LIBS = -lcsv -lsodium -lgsl -lgslcblas -lm

# The mains, under names that tests/fuzz/commands.c calls.
FUZZ_MAINS := $(COMMANDS_C:bin/%.c=$(BUILD)/fuzz/mains/%.o)
$(FUZZ_MAINS): $(BUILD)/fuzz/mains/%.o: $(BUILD)/obj/bin/%.o
	@mkdir -p $(@D)
	objcopy --redefine-sym main=fuzz_main_$(subst -,_,$*) $< $@

REPLAYS := $(FUZZ_TARGETS:%=$(BUILD)/fuzz/replay-%)
$(REPLAYS): $(BUILD)/fuzz/replay-%: $(BUILD)/obj/tests/fuzz/%.o $(BUILD)/obj/tests/fuzz/harness.o \
		$(BUILD)/obj/tests/fuzz/replay.o $(FUZZ_MAINS) $(LIBPARTS) $(LIBPLUMBING) $(LIBSFB)
	$(link) $(if $(LTO),-fno-lto) $(FUZZ_WRAPPED) -o $@ $(filter %.o,$(if $(filter commands,$*),$^,$(filter-out $(FUZZ_MAINS),$^))) \
		$(LIBPARTS) $(LIBPLUMBING) $(LIBSFB) $(FUZZ_LIBS) $(LDLIBS)

.PHONY: fuzz fuzzers fuzz-replays
fuzz-replays: $(if $(filter Darwin,$(shell uname -s)),,$(REPLAYS) $(DATA))

# Our static variables go to two sections that harness.c can find and set back.
FUZZED := $(patsubst %.c,$(BUILD)/fuzz/obj/%.o,$(MODULES) $(PLUMBING) $(PARTS))
FUZZED_MAINS := $(COMMANDS_C:bin/%.c=$(BUILD)/fuzz/obj/mains/%.o)
FUZZERS := $(FUZZ_TARGETS:%=$(BUILD)/fuzz/fuzz-%)
FUZZ_SECTIONS = objcopy --rename-section .data=sfb_data \
	--rename-section .bss=sfb_bss,alloc,load,data,contents

$(FUZZED): $(BUILD)/fuzz/obj/%.o: $(BUILD)/obj/%.o
	@mkdir -p $(@D)
	$(FUZZ_SECTIONS) $< $@

$(FUZZED_MAINS): $(BUILD)/fuzz/obj/mains/%.o: $(BUILD)/fuzz/mains/%.o
	@mkdir -p $(@D)
	$(FUZZ_SECTIONS) $< $@

$(FUZZERS): $(BUILD)/fuzz/fuzz-%: $(BUILD)/obj/tests/fuzz/%.o $(BUILD)/obj/tests/fuzz/harness.o \
		$(FUZZED) $(FUZZED_MAINS)
	$(link) -fsanitize=fuzzer $(FUZZ_WRAPPED) -o $@ \
		$(if $(filter commands,$*),$^,$(filter-out $(FUZZED_MAINS),$^)) $(FUZZ_LIBS) $(LDLIBS)

# Only with SANITIZE=1 and clang: `make fuzz` sees to that.
fuzzers: $(FUZZERS) $(DATA)

fuzz:
	@$(MAKE) --no-print-directory SANITIZE=1 BUILD=$(BUILD)/fuzzing CC=clang \
		CFLAGS='$(CFLAGS) -fsanitize=fuzzer-no-link' fuzzers
	@tests/fuzz/run $(BUILD)/fuzzing $(FUZZ_SECONDS)

# -------------------------------------------------------------------- installing

# FILE:FOLDER/NAME:MODE for every file that is installed. install and uninstall
# both read this one list and so cannot disagree. FOLDER is the name of one of the
# variables below, whose value may hold blanks, as DESTDIR may; nothing else here may.
installed = \
	$(foreach f,$(COMMANDS),$f:bindir/$(notdir $f):755) \
	$(foreach f,$(HELPERS),$f:libexecdir/sfb/$(notdir $f):755) \
	$(foreach f,$(SCRIPT_PARTS) $(MESSAGES),$f:libexecdir/sfb/$(notdir $f):644) \
	$(foreach f,$(LIBSFB) $(SHARED),$f:libdir/$(notdir $f):644) \
	$(foreach f,$(HEADERS) $(VERSION_HEADER),$f:includedir/sfb/$(notdir $f):644) \
	$(BUILD)/sfb.pc:pkgconfigdir/sfb.pc:644 \
	$(foreach f,$(PAGES) $(MADE_PAGES),$f:mandir/man$(patsubst .%,%,$(suffix $f))/$(notdir $f):644) \
	$(foreach f,$(SHARED_DATA),$f:datadir/sfb/$(f:share/%=%):644) \
	$(foreach l,$(LANGUAGES),$(BUILD)/share/locale/$l/LC_MESSAGES/sfb.mo:localedir/$l/LC_MESSAGES/sfb.mo:644) \
	$(foreach f,$(filter $(BUILD)/completions/bash/%,$(COMPLETIONS)),$f:bashcompletiondir/$(notdir $f):644) \
	$(foreach f,$(filter $(BUILD)/completions/zsh/%,$(COMPLETIONS)),$f:zshcompletiondir/$(notdir $f):644) \
	$(foreach f,$(filter $(BUILD)/completions/fish/%,$(COMPLETIONS)),$f:fishcompletiondir/$(notdir $f):644) \
	$(foreach f,$(EXAMPLES),$f:docdir/$f:$(if $(filter %.sh,$f),755,644))

folders = bindir libexecdir libdir includedir pkgconfigdir mandir datadir localedir docdir \
	bashcompletiondir zshcompletiondir fishcompletiondir
quoted = '$(subst ','\'',$1)'
# For the shell: the folders, and what splits an entry into file, to and mode.
each_installed = $(foreach v,$(folders),$v=$(call quoted,$($v));) dest=$(call quoted,$(DESTDIR)); \
	for entry in $(installed); do \
		file=$${entry%%:*}; entry=$${entry\#*:}; to=$${entry%:*}; mode=$${entry\#\#*:}; \
		eval "folder=\$$$${to%%/*}"; to=$$dest$$folder/$${to\#*/};

# Made anew each time, because prefix may differ from the last time. Where there is no
# shared library, programs need what the library itself needs.
$(BUILD)/sfb.pc: lib/sfb.pc.in FORCE
	@mkdir -p $(@D)
	@sed -e 's|@prefix@|$(prefix)|' -e 's|@libdir@|$(libdir)|' -e 's|@includedir@|$(includedir)|' \
		-e 's|@VERSION@|$(VERSION)|' -e 's|@requires@|Requires$(if $(SHARED),.private)|' $< > $@

install: all $(BUILD)/sfb.pc
	@set -e; $(each_installed) \
		install -d -m 755 "$${to%/*}"; \
		if test -h "$$file"; then rm -f "$$to"; cp -P "$$file" "$$to"; \
		else install -m "$$mode" "$$file" "$$to"; fi; \
	done
	@printf 'installed %s files in %s\n' $(words $(installed)) $(call quoted,$(DESTDIR)$(prefix))

# For tests/check-lists.
.PHONY: installed check-install check-package
installed:
	@printf '%s\n' $(installed)

# Folders go too, once they are empty, down to the ones that all programs share.
uninstall:
	@set -e; $(each_installed) \
		rm -f "$$to"; \
		while to=$${to%/*}; test "$$to" != "$$dest$$folder"; do \
			rmdir "$$to" 2>/dev/null || break; \
		done; \
	done; \
	for to in "$$dest$$docdir" "$$dest$$bashcompletiondir" "$$dest$${bashcompletiondir%/*}" \
		"$$dest$$zshcompletiondir" "$$dest$${zshcompletiondir%/*}" \
		"$$dest$$fishcompletiondir" "$$dest$${fishcompletiondir%/*}" "$$dest$$pkgconfigdir"; do \
		rmdir "$$to" 2>/dev/null || :; \
	done; \
	for ours in "$$dest$$includedir/sfb" "$$dest$$datadir/sfb" "$$dest$$libexecdir/sfb" "$$dest$$docdir"; do \
		test ! -d "$$ours" || echo "left in place, not empty: $$ours"; \
	done

# The commands and the library as a user finds them.
installcheck:
	@tests/run-cases $(call quoted,$(DESTDIR)$(bindir))
	@tests/check-library --installed $(call quoted,$(DESTDIR)) $(call quoted,$(pkgconfigdir))

# The tarball, built, tested and installed somewhere else, about two minutes; the Debian
# package, built, installed, run and removed, a minute and a half.
check-install: all
	@tests/check-install $(BUILD) dist

check-package:
	@test -n '$(CHROOT)' || tools/setup package
	@tests/check-package $(CHROOT)

# From the last commit where there is one, otherwise (a tarball, a tree without
# git) from the files that are here.
dist:
	@mkdir -p $(BUILD)
	@set -e; name=sfb-$(VERSION); \
	if git rev-parse --verify -q HEAD >/dev/null 2>&1 && test -z "$$(git rev-parse --show-prefix)"; then \
		test -z "$$(git status --porcelain)" || echo 'dist: uncommitted changes are not in the tarball'; \
		git archive --format=tar --prefix="$$name/" HEAD > $(BUILD)/$$name.tar; \
	else \
		rm -rf $(BUILD)/dist; mkdir -p $(BUILD)/dist/$$name; \
		find . \( -path ./build -o -path './$(BUILD)' -o -name .git \) -prune -o -type f -print | \
			tar cf - -T - | (cd $(BUILD)/dist/$$name && tar xf -); \
		tar cf $(BUILD)/$$name.tar -C $(BUILD)/dist $$name; \
		rm -rf $(BUILD)/dist; \
	fi; \
	gzip -9nf $(BUILD)/$$name.tar; \
	echo $(BUILD)/$$name.tar.gz

clean:
	$(if $(filter / . .. ~ $(CURDIR),$(BUILD)),$(error BUILD=$(BUILD) is not a folder to remove))
	rm -rf $(BUILD)
