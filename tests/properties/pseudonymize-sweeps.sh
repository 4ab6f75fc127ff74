#!/usr/bin/env bash
# pseudonymize-sweeps: the fault sweeps on pseudonymize with a key, which no line of
# tests/sweeps/commands can name: a key file has mode 0600, and none lies in the sources.
# The figures that look at one command; and faults while --new-key writes.
#
#   tests/properties/pseudonymize-sweeps.sh BINDIR
# shellcheck disable=SC2154 source-path=SCRIPTDIR source=verdicts
. "$(dirname "$0")/verdicts"

# A sanitizer must be the first library, and the sweeps preload one.
if [[ ${SANITIZE-} == 1 ]]; then
	echo 'pseudonymize-sweeps: 0 passed, 0 failed'
	exit
fi

cp -R "$here/../sweeps" "$work/sweeps"
mkdir "$work/bin"
cp "$bin/pseudonymize" "$work/bin/"
(umask 077 && printf '%064d\n' 7 >"$work/key")
printf 'pseudonymize\t--key %s --id person_id=P\t%s\n' "$work/key" \
	'sessions.csv sessions-excel.csv sessions-invalid.csv sessions-long.csv sessions-broken.csv' \
	>"$work/sweeps/commands"
FULL='' "$work/sweeps/run" "$work/bin" r00-hygiene r01-allocations r02-io r03-full r04-closed r05-endless \
	r06-pipe r07-truncation r08-pieces r15-hostile r16-locale >"$work/said" 2>&1
status=$?
if [[ $(tail -n 1 "$work/said") =~ ([0-9]+)\ passed,\ ([0-9]+)\ failed ]]; then
	passed=${BASH_REMATCH[1]} failed=${BASH_REMATCH[2]}
fi
if ((status != 0)); then
	cat "$work/said"
	((failed > 0)) || failed=1
fi

# A key that could not be written whole leaves no file; one that is there is whole.
new_key() { # CALL ERROR TIMES AT
	local made=$work/made got
	rm -f "$made"
	: >"$work/struck"
	LD_PRELOAD=$work/tests/sweeps/faults.so SFB_FAULT_PROGRAM=pseudonymize SFB_FAULT_CALL=$1 \
		SFB_FAULT_ERROR=$2 SFB_FAULT_TIMES=$3 SFB_FAULT_AT=$4 SFB_FAULT_CHUNK=0 \
		SFB_FAULT_REPORT=$work/struck "$work/bin/pseudonymize" --new-key "$made" 2>"$work/err"
	got=$?
	if [[ $2 == EINTR || $2 == SHORT ]] && ((got != 0)); then
		echo "new-key: $*: status $got"
		return 1
	fi
	if ((got == 0)); then
		grep -Eqx '[0-9a-f]{64}' "$made"
	else
		((got == 2)) && [[ ! -e $made && -s $work/err ]]
	fi
}

struck=0
for fault in 'write EIO 1' 'write ENOSPC 1' 'write EINTR 1' 'write SHORT 1' 'write SHORT 0' \
	'fsync EIO 1' 'fsync EINTR 1' 'close EIO 1' 'open EIO 1' 'open EINTR 1'; do
	for at in 1 2; do
		# shellcheck disable=SC2086 # three words
		if new_key $fault "$at"; then
			passed=$((passed + 1))
		else
			echo "new-key: $fault at $at: $(ls -l "$work/made" 2>&1) $(cat "$work/err")"
			failed=$((failed + 1))
		fi
		[[ ! -s $work/struck ]] || struck=$((struck + 1))
	done
done
if ((struck < 10)); then
	echo "new-key: only $struck faults happened"
	failed=$((failed + 1))
fi

echo "pseudonymize-sweeps: $passed passed, $failed failed"
((passed > 0 && failed == 0))
