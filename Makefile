# sfb: small filters for family-treatment teams. GNU make.
#
#   make setup demo         what a newcomer types
#   make setup-dev check    what an engineer types
#
# A new command is a file in bin/, a new module a file in lib/, a new table a
# file in share/, a new page a file in man/: nothing here needs an edit.
# CONTRIBUTING.md shows the house; `make help` lists the targets.

# The one place where the version stands.
VERSION = 0.1.0

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

# ---------------------------------------------------------------- what there is

MODULES := $(wildcard lib/*.c)
PLUMBING := $(wildcard lib/plumbing/*.c)
COMMANDS_C := $(wildcard bin/*.c)
COMMANDS_SH := $(wildcard bin/*.sh)
HELPERS_C := $(wildcard bin/libexec/*.c)
HELPERS_SH := $(wildcard bin/libexec/*.sh)
UNIT_TESTS := $(wildcard tests/unit/test_*.c)
HEADERS := $(wildcard lib/*.h)
PAGES := $(wildcard man/*.[1-7])
LANGUAGES := $(patsubst po/%.po,%,$(wildcard po/*.po))
SHARED_DATA := $(shell find share -type f 2>/dev/null)
EXAMPLES := $(shell find examples -type f 2>/dev/null)

COMMANDS := $(COMMANDS_C:bin/%.c=$(BUILD)/bin/%) $(COMMANDS_SH:bin/%.sh=$(BUILD)/bin/%)
# What only our scripts call, and what they read; they look for both in ../libexec/sfb.
HELPERS := $(HELPERS_C:bin/libexec/%.c=$(BUILD)/libexec/sfb/%)
SCRIPT_PARTS := $(HELPERS_SH:bin/libexec/%=$(BUILD)/libexec/sfb/%)
LIBSFB := $(BUILD)/lib/libsfb.a
LIBPLUMBING := $(BUILD)/lib/libplumbing.a
CATALOGUES := $(LANGUAGES:%=$(BUILD)/share/locale/%/LC_MESSAGES/sfb.mo)
# Commands look for data in ../share of their own folder, in the build tree as
# in an installed one.
DATA := $(SHARED_DATA:share/%=$(BUILD)/share/sfb/%)
TESTS := $(UNIT_TESTS:tests/unit/%.c=$(BUILD)/tests/%)

# A table is compiled in when some source includes it as "NAME.inc" and there is
# a share/NAME.csv; the other files of share/ are read when a command runs.
SOURCES := $(MODULES) $(PLUMBING) $(COMMANDS_C) $(HELPERS_C) $(UNIT_TESTS)
INCLUDED := $(sort $(shell sed -n 's/^.include "\([a-z0-9_]*\)\.inc".*/\1/p' \
	$(SOURCES) $(HEADERS) /dev/null))
TABLES := $(patsubst share/%.csv,%,$(wildcard $(INCLUDED:%=share/%.csv)))
GENERATED := $(BUILD)/gen/column_ids.h $(TABLES:%=$(BUILD)/gen/%.inc)

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

ifeq ($(SANITIZE),1)
# No fortify: its checked copies would hide the plain calls that ASan watches.
HARDEN_C = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer -O1 -g
HARDEN_LD = -fsanitize=address,undefined
else
HARDEN_C = -O2 -g $(FORTIFY) -fstack-protector-strong -fPIE
# Apple's linker hardens by itself and does not know these words. As needed: a
# command asks at its start for the libraries that it uses, not for all of them.
HARDEN_LD = $(if $(filter Darwin,$(shell uname -s)),,-pie -Wl,-z,relro,-z,now,--as-needed)
endif

# What the user gives in CPPFLAGS, CFLAGS, LDFLAGS and LDLIBS comes last and wins.
compile = $(CC) -std=c11 -D_POSIX_C_SOURCE=200809L -DSFB_VERSION='"$(VERSION)"' \
	-I$(BUILD)/gen -Ilib -Ilib/plumbing $(CPPFLAGS) $(WARNINGS) $(HARDEN_C) $(CFLAGS)
link = $(CC) $(HARDEN_C) $(CFLAGS) $(HARDEN_LD) $(LDFLAGS)

# Remakes everything when the compiler or a flag changes: stale objects of
# another compiler are the hardest bugs to see.
FLAGS = $(BUILD)/flags
flags_now = $(compile) / $(link) $(LDLIBS)

# ------------------------------------------------------------------ main targets

.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: all help setup setup-dev demo check check-mutation check-sweeps check-sanitize check-valgrind bench lint \
	install uninstall installcheck dist clean unit-tests tree-for-valgrind no-po FORCE

all: $(COMMANDS) $(HELPERS) $(SCRIPT_PARTS) $(LIBSFB) $(CATALOGUES) $(DATA) $(if $(LANGUAGES),,no-po)

help:
	@echo 'all             commands in $(BUILD)/bin, library in $(BUILD)/lib'
	@echo 'setup           install what building and running need, and only what is missing'
	@echo 'setup-dev       the same, and what tests and lint need'
	@echo 'demo            build, then print the report of the example team'
	@echo 'check           unit tests, end-to-end cases, pages and their examples, properties, quick sweeps'
	@echo 'check-sweeps    the figures of sfb-reliability(7), to $(BUILD)/reliability.txt; FULL=1: all of each'
	@echo 'check-mutation  changes each value of the norm tables by one: do the tests notice?'
	@echo 'check-sanitize  the tests in a build with address and undefined-behaviour sanitizers'
	@echo 'check-valgrind  the tests under valgrind'
	@echo 'bench           speed and memory as ratios'
	@echo 'lint            format, static checks, man pages, scripts, both compilers'
	@echo 'install         to $$(DESTDIR)$$(prefix), by default /usr/local; uninstall undoes it'
	@echo 'installcheck    the end-to-end cases against the installed commands'
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

# Order-only is enough for the generated files: they must exist before the first
# compilation, and from then on the .d files know which object read which table.
$(BUILD)/obj/%.o: %.c $(FLAGS) | $(GENERATED)
	@mkdir -p $(@D)
	$(compile) -MMD -MP -c -o $@ $<

-include $(patsubst %.c,$(BUILD)/obj/%.d,$(SOURCES))

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

$(LIBSFB): $(MODULES:%.c=$(BUILD)/obj/%.o)
$(LIBPLUMBING): $(PLUMBING:%.c=$(BUILD)/obj/%.o)
$(LIBSFB) $(LIBPLUMBING): %.a: %.members
	rm -f $@
	$(AR) rcs $@ $(filter %.o,$^)

$(COMMANDS_C:bin/%.c=$(BUILD)/bin/%): $(BUILD)/bin/%: $(BUILD)/obj/bin/%.o $(LIBPLUMBING) $(LIBSFB)
	@mkdir -p $(@D)
	$(link) -o $@ $< $(LIBPLUMBING) $(LIBSFB) -lcsv -lsodium -lgsl -lgslcblas -lm $(LDLIBS)

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

$(BUILD)/share/sfb/%: share/%
	@mkdir -p $(@D)
	cp $< $@

$(BUILD)/share/locale/%/LC_MESSAGES/sfb.mo: po/%.po | $(SETTING_UP)
	@mkdir -p $(@D)
	msgfmt --check -o $@ $<

# ----------------------------------------------------------------------- testing

unit-tests: $(TESTS)

$(TESTS): $(BUILD)/tests/%: $(BUILD)/obj/tests/unit/%.o $(LIBPLUMBING) $(LIBSFB)
	@mkdir -p $(@D)
	$(link) -o $@ $< $(LIBPLUMBING) $(LIBSFB) -lcmocka -lcsv -lsodium -lgsl -lgslcblas -lm $(LDLIBS)

# Runners that compile helpers of their own take the compiler from here.
export CC SANITIZE

# tests/tally runs every step even if one fails, and sums them up in its last line.
check: all unit-tests
	@tests/tally $(BUILD) unit cases options examples properties sweeps

# All scripts of tests/sweeps; `make check` runs those that cost seconds (tests/tally).
check-sweeps: all unit-tests
	@FULL=$(FULL) tests/tally $(BUILD) all-sweeps

check-mutation: all
	@tests/properties/sdq.sh $(BUILD)/bin mutations

# Not the sweeps: they preload a library, which ASan does not allow before its
# own. Status 99 cannot be mistaken for one that a case expects.
check-sanitize:
	@ASAN_OPTIONS=exitcode=99:detect_stack_use_after_return=1:strict_string_checks=1 \
	UBSAN_OPTIONS=exitcode=99:print_stacktrace=1 \
	$(MAKE) --no-print-directory SANITIZE=1 BUILD=$(BUILD)/san check-sanitized

.PHONY: check-sanitized
check-sanitized: all unit-tests
	@tests/tally $(BUILD) unit cases properties

# The same cases run on a folder of wrappers that start each command under
# valgrind. VALGRIND_CASES, if set, are the cases to run instead of all.
VALGRIND = valgrind -q --error-exitcode=99 --leak-check=full --show-leak-kinds=definite,indirect
check-valgrind: tree-for-valgrind unit-tests
	@VALGRIND='$(VALGRIND)' tests/tally $(BUILD)/valgrind unit cases -- $(VALGRIND_CASES)

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

bench: all
	@tests/bench/run $(BUILD)/bin

lint: | $(SETTING_UP)
	@MAKE='$(MAKE)' tools/lint $(BUILD)

# -------------------------------------------------------------------- installing

# FILE:DESTINATION:MODE for every file that is installed. install and uninstall
# both read this one list and so cannot disagree. Nothing here may hold a blank
# or a colon; DESTDIR may.
installed = \
	$(foreach f,$(COMMANDS),$f:$(bindir)/$(notdir $f):755) \
	$(foreach f,$(HELPERS),$f:$(libexecdir)/sfb/$(notdir $f):755) \
	$(foreach f,$(SCRIPT_PARTS),$f:$(libexecdir)/sfb/$(notdir $f):644) \
	$(LIBSFB):$(libdir)/libsfb.a:644 \
	$(foreach f,$(HEADERS),$f:$(includedir)/sfb/$(notdir $f):644) \
	$(BUILD)/sfb.pc:$(libdir)/pkgconfig/sfb.pc:644 \
	$(foreach f,$(PAGES),$f:$(mandir)/man$(patsubst .%,%,$(suffix $f))/$(notdir $f):644) \
	$(foreach f,$(SHARED_DATA),$f:$(datadir)/sfb/$(f:share/%=%):644) \
	$(foreach l,$(LANGUAGES),$(BUILD)/share/locale/$l/LC_MESSAGES/sfb.mo:$(localedir)/$l/LC_MESSAGES/sfb.mo:644) \
	$(foreach f,$(EXAMPLES),$f:$(docdir)/$f:$(if $(filter %.sh,$f),755,644))

# Made anew each time, because prefix may differ from the last time.
$(BUILD)/sfb.pc: lib/sfb.pc.in FORCE
	@mkdir -p $(@D)
	@sed -e 's|@prefix@|$(prefix)|' -e 's|@libdir@|$(libdir)|' -e 's|@includedir@|$(includedir)|' \
		-e 's|@VERSION@|$(VERSION)|' $< > $@

install: all $(BUILD)/sfb.pc
	@set -e; for entry in $(installed); do \
		file=$${entry%%:*}; entry=$${entry#*:}; to=$${entry%:*}; mode=$${entry##*:}; \
		install -d -m 755 "$(DESTDIR)$${to%/*}"; \
		install -m "$$mode" "$$file" "$(DESTDIR)$$to"; \
	done
	@echo 'installed $(words $(installed)) files in $(DESTDIR)$(prefix)'

# Folders that are ours alone go too, once they are empty.
uninstall:
	@set -e; for entry in $(installed); do \
		entry=$${entry#*:}; rm -f "$(DESTDIR)$${entry%:*}"; \
	done
	@for ours in '$(includedir)/sfb' '$(datadir)/sfb' '$(libexecdir)/sfb' '$(docdir)'; do \
		test ! -d "$(DESTDIR)$$ours" || \
		find "$(DESTDIR)$$ours" -depth -type d -exec rmdir {} + 2>/dev/null || \
		echo "left in place, not empty: $(DESTDIR)$$ours"; \
	done

installcheck:
	@tests/run-cases "$(DESTDIR)$(bindir)"

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
