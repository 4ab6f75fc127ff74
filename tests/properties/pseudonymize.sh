#!/usr/bin/env bash
# pseudonymize: random tables against the rules of its page, written a second time in
# pseudonymize.py (with hashlib's BLAKE2b); nothing of a replaced or removed cell in any output; a collision.
#
#   tests/properties/pseudonymize.sh BINDIR
# shellcheck disable=SC2154 source-path=SCRIPTDIR source=verdicts
. "$(dirname "$0")/verdicts"
export LC_ALL=C.UTF-8

try 'random tables as by the rules, and no cell or key shown' \
	python3 "$here/pseudonymize.py" "$bin" "$work" tables
try 'columns that stay are guarded' python3 "$here/pseudonymize.py" "$bin" "$work" guard

# Nobody can make a real collision; a hash that knows one answer only shows what would happen.
collision() {
	cat >"$work/same.c" <<'END' || return
#include <stddef.h>
int crypto_generichash(unsigned char *out, size_t len, const unsigned char *in,
                       unsigned long long in_len, const unsigned char *key, size_t key_len);
int crypto_generichash(unsigned char *out, size_t len, const unsigned char *in,
                       unsigned long long in_len, const unsigned char *key, size_t key_len)
{
	(void)in;
	(void)in_len;
	(void)key;
	(void)key_len;
	for (size_t i = 0; i < len; i++)
		out[i] = 7;
	return 0;
}
END
	${CC:-cc} -shared -fPIC -o "$work/same.so" "$work/same.c" || return
	(umask 077 && printf '%064d\n' 7 >"$work/key") || return
	printf 'a,b,x\n010199-0000,,1\n0101990000,,2\nP7,,3\n' |
		LD_PRELOAD=$work/same.so "$bin/pseudonymize" --key "$work/key" --id a=P --id b=Q \
			>"$work/out" 2>"$work/err"
	(($? == 2)) || return
	printf '%s\n' a,b,x P-A4DQOBYHA4DQO,,1 P-A4DQOBYHA4DQO,,2 \
		'"pseudonymize: stopped, output incomplete' | diff - "$work/out" || return
	printf 'pseudonymize: -:4: column 1: two values have the same pseudonym under this key; %s\n' \
		'another key is needed (--new-key)' | diff - "$work/err"
}
# ASan must be the first library, and macOS has other words for this.
if [[ ${SANITIZE-} != 1 && $(uname -s) == Linux ]]; then
	try 'a collision is a failure' collision
fi

echo "pseudonymize: $passed passed, $failed failed"
((failed == 0))
