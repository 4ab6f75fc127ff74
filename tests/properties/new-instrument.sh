#!/usr/bin/env bash
# new-instrument: what CONTRIBUTING.md says of adding an instrument and of changing a cutoff, done
# in a copy of the sources.
#
#   tests/properties/new-instrument.sh BINDIR
# shellcheck disable=SC2154 source-path=SCRIPTDIR source=verdicts
. "$(dirname "$0")/verdicts"
export LC_ALL=C.UTF-8
unset MAKEFLAGS MFLAGS MAKELEVEL SANITIZE

cd "$here/../.." || exit 2

# As `check`, for what must be noticed: the command fails.
noticed() { # NAME COMMAND...
	check "$1" fails "${@:2}"
}

fails() { # COMMAND...
	! "$@"
}

mkdir "$work/sfb"
tar cf - Makefile bin lib man share po examples tests/template tests/unit/testing.h tests/run-cases \
	tests/run-examples tests/check-options tests/properties/docs.py | tar xf - -C "$work/sfb"
cd "$work/sfb" || exit 2

# No need to be fast here, but for the compiler.
build() { # TARGET...
	make -s -j2 BUILD=build CFLAGS=-O0 WERROR=1 "${@/#/build/}"
}

edit() { # FILE SED: the edit changes something
	sed "$2" "$1" >"$1.new" && ! cmp -s "$1" "$1.new" && mv "$1.new" "$1"
}

check 'the template is applied' tests/template/apply mood
noticed 'it overwrites nothing' tests/template/apply mood
check 'it builds without warnings' build bin/mood-score tests/test_mood bin/ors-score
check 'its unit tests' build/tests/test_mood
check 'its cases' tests/run-cases build/bin mood-score-basic mood-score-missing-column
check 'its page and --help agree' tests/check-options build/bin man/mood-score.1
check 'the examples of its page' tests/run-examples build/bin man/mood-score.1
if command -v mandoc >/dev/null; then
	check 'its page is sound' mandoc -Tlint -Wwarning man/mood-score.1
fi
check 'its columns are in sfb-columns(5)' build man/sfb-columns.5
check 'all four of them' test "$(grep -c '^\.It Va mood[1-4]$' build/man/sfb-columns.5)" = 4

# Its cutoff, changed with the table alone: the tests that wrote the old one down say so.
check 'another cutoff' edit share/mood_limits.csv 's/,5,low when total < 5,/,6,low when total < 6,/'
check 'it builds again' build bin/mood-score tests/test_mood
noticed 'the unit tests see it' build/tests/test_mood
noticed 'a case sees it' tests/run-cases build/bin mood-score-basic

# A published cutoff, as CONTRIBUTING.md says.
at_25() {
	printf '%s\n' age,ors_reported_total 40,25 | build/bin/ors-score | grep -q "$1"
}
check 'the cutoff of an adult' at_25 ',25,nonclinical,'
check 'another one, with its source' edit share/ors_cutoffs.csv \
	's/^self,18,,ORS,25,.*/self,18,,ORS,26,a later edition of the manual,secondary/'
check 'ors-score builds again' build bin/ors-score
check 'it takes the cutoff from the table' at_25 ',26,clinical,'
noticed 'the page that names the old one is found' \
	python3 tests/properties/docs.py instruments man/sfb-instruments.7

echo "new-instrument: $passed passed, $failed failed"
((failed == 0))
