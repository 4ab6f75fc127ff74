#include "pseudonym.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "hot.h"
#include "memory.h"

enum {
	VERSION = 1, /* of what is hashed; another one gives other pseudonyms */
	KEY_LEN = 32,
	KEY_DIGITS = 2 * KEY_LEN,
	HASH_LEN = 32,
	FIRST_SLOTS = 64,
	CHARACTERS = 13,
};

static const char cannot_start[] = "libsodium cannot start";

/* A value that has been seen. Open addressing, at most three quarters full. */
struct slot {
	uint64_t id[2]; /* id[0] == 0: free */
	uint64_t pseudonym;
};

/* The pseudonyms that are given out: open addressing, at most seven eighths full. */
struct taken {
	uint64_t *slots; /* 0: free */
	size_t mask, count;
	bool zero; /* of the pseudonym that is 0 itself */
};

struct pseudonyms {
	unsigned char key[KEY_LEN];
	unsigned char id_key[crypto_shorthash_siphashx24_KEYBYTES];
	uint64_t bits; /* those of the hash that are used */
	struct slot *slots;
	size_t mask, count;
	struct taken taken;
	unsigned char *message; /* what is hashed */
	size_t room;
};

/* ---- key files ---- */

static bool write_all(int fd, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, bytes, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		bytes += n;
		len -= (size_t)n;
	}
	return true;
}

/* A key that is lost when the power goes would be missed once data depend on it. */
static bool sync_all(int fd)
{
	int result;

	do
		result = fsync(fd);
	while (result != 0 && errno == EINTR);
	return result == 0;
}

const char *pseudonym_new_key(const char *file)
{
	unsigned char key[KEY_LEN];
	char line[KEY_DIGITS + 2];
	bool written;
	int fd, error;

	if (sodium_init() < 0)
		return cannot_start;
	do
		fd = open(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	while (fd < 0 && errno == EINTR);
	if (fd < 0)
		return errno == EEXIST ? "exists already; a key is never overwritten"
		                       : strerror(errno);

	randombytes_buf(key, sizeof(key));
	sodium_bin2hex(line, sizeof(line), key, sizeof(key));
	line[KEY_DIGITS] = '\n';
	/* The umask may have taken rights away that the owner needs. */
	written = fchmod(fd, 0600) == 0 && write_all(fd, line, KEY_DIGITS + 1) && sync_all(fd);
	error = errno;
	sodium_memzero(key, sizeof(key));
	sodium_memzero(line, sizeof(line));
	if (close(fd) != 0 && errno != EINTR && written) {
		written = false;
		error = errno;
	}
	if (written)
		return NULL;
	(void)unlink(file);
	return strerror(error);
}

/* Everything up to the end of the file or the buffer; -1 when it cannot be read. */
static ssize_t read_all(int fd, char *to, size_t room)
{
	size_t len = 0;

	while (len < room) {
		ssize_t n = read(fd, to + len, room - len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		if (n == 0)
			break;
		len += (size_t)n;
	}
	return (ssize_t)len;
}

static const char *fault_of_file(int fd)
{
	struct stat status;

	if (fstat(fd, &status) != 0)
		return strerror(errno);
	if (!S_ISREG(status.st_mode))
		return "not a regular file";
	if (status.st_uid != geteuid() && status.st_uid != 0)
		return "the key file belongs to another user";
	if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
		return "others than its owner have rights to the key file; chmod 600 takes them "
		       "away";
	return NULL;
}

static const char *read_key(int fd, unsigned char *key)
{
	char text[KEY_DIGITS + 3]; /* with CR LF, and one more to see what is too long */
	const char *why = fault_of_file(fd);
	ssize_t len;
	size_t key_len = 0;

	if (why != NULL)
		return why;
	len = read_all(fd, text, sizeof(text));
	if (len < 0)
		return strerror(errno);
	if (len > KEY_DIGITS && text[len - 1] == '\n')
		len--;
	if (len > KEY_DIGITS && text[len - 1] == '\r')
		len--;
	if (len != KEY_DIGITS ||
	    sodium_hex2bin(key, KEY_LEN, text, KEY_DIGITS, NULL, &key_len, NULL) != 0 ||
	    key_len != KEY_LEN)
		why = "not a key: one line of 64 hexadecimal digits is needed (--new-key makes "
		      "one)";
	sodium_memzero(text, sizeof(text));
	return why;
}

static const char *open_key(const char *file, unsigned char *key)
{
	const char *why;
	int fd;

	/* Opening a pipe must not wait for a writer: it is refused once it is open. */
	do
		fd = open(file, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	while (fd < 0 && errno == EINTR);
	if (fd < 0)
		return errno == ELOOP ? "a symbolic link; name the key file itself"
		                      : strerror(errno);
	why = read_key(fd, key);
	(void)close(fd);
	return why;
}

/* ---- pseudonyms ---- */

struct pseudonyms *pseudonyms_open(const char *key_file, int bits, const char **why)
{
	struct pseudonyms *pseudonyms;

	if (sodium_init() < 0) {
		*why = cannot_start;
		return NULL;
	}
	pseudonyms = memory_zeroed(1, sizeof(*pseudonyms));
	/* Where memory may not be locked, the key might be swapped out; no more than the data. */
	(void)sodium_mlock(pseudonyms->key, KEY_LEN);
	*why = open_key(key_file, pseudonyms->key);
	if (*why != NULL) {
		pseudonyms_close(pseudonyms);
		return NULL;
	}
	randombytes_buf(pseudonyms->id_key, sizeof(pseudonyms->id_key));
	pseudonyms->bits = ~UINT64_C(0) << (PSEUDONYM_BITS - bits);
	pseudonyms->slots = memory_zeroed(FIRST_SLOTS, sizeof(struct slot));
	pseudonyms->taken.slots = memory_zeroed(FIRST_SLOTS, sizeof(uint64_t));
	pseudonyms->mask = pseudonyms->taken.mask = FIRST_SLOTS - 1;
	return pseudonyms;
}

/* The slot of a pseudonym, or the free one where it belongs. Bits of a hash need no hashing. */
static uint64_t *find_taken(const struct taken *taken, uint64_t pseudonym)
{
	size_t at = (size_t)(pseudonym ^ pseudonym >> 32) & taken->mask;

	while (taken->slots[at] != 0 && taken->slots[at] != pseudonym)
		at = (at + 1) & taken->mask;
	return &taken->slots[at];
}

static void grow_taken(struct taken *taken)
{
	struct taken old = *taken;

	taken->slots = memory_zeroed(old.mask + 1, 2 * sizeof(uint64_t));
	taken->mask = old.mask * 2 + 1;
	for (size_t i = 0; i <= old.mask; i++)
		if (old.slots[i] != 0)
			*find_taken(taken, old.slots[i]) = old.slots[i];
	free(old.slots);
}

/* False when it is taken already. */
static bool take(struct taken *taken, uint64_t pseudonym)
{
	uint64_t *slot;

	if (pseudonym == 0) {
		bool was_free = !taken->zero;

		taken->zero = true;
		return was_free;
	}
	slot = find_taken(taken, pseudonym);
	if (*slot != 0)
		return false;
	*slot = pseudonym;
	if (++taken->count > taken->mask / 8 * 7)
		grow_taken(taken);
	return true;
}

/* The slot of a value, or the free one where it belongs. */
static struct slot *find_slot(const struct pseudonyms *pseudonyms, const uint64_t id[2])
{
	size_t at = (size_t)id[1] & pseudonyms->mask;
	struct slot *slot;

	for (;; at = (at + 1) & pseudonyms->mask) {
		slot = &pseudonyms->slots[at];
		if (slot->id[0] == 0 || (slot->id[0] == id[0] && slot->id[1] == id[1]))
			return slot;
	}
}

static void grow(struct pseudonyms *pseudonyms)
{
	struct slot *old = pseudonyms->slots;
	size_t old_count = pseudonyms->mask + 1;

	pseudonyms->slots = memory_zeroed(old_count, 2 * sizeof(struct slot));
	pseudonyms->mask = old_count * 2 - 1;
	for (size_t i = 0; i < old_count; i++)
		if (old[i].id[0] != 0)
			*find_slot(pseudonyms, old[i].id) = old[i];
	free(old);
}

/* The bytes to hash, in message; their number. */
static size_t compose(struct pseudonyms *pseudonyms, char prefix, struct slice value)
{
	size_t len = value.len + 3;

	if (len > pseudonyms->room) {
		pseudonyms->room = len * 2;
		pseudonyms->message = memory_resize(pseudonyms->message, pseudonyms->room, 1);
	}
	pseudonyms->message[0] = VERSION;
	pseudonyms->message[1] = (unsigned char)prefix;
	pseudonyms->message[2] = 0;
	memcpy(pseudonyms->message + 3, value.ptr, value.len);
	return len;
}

void pseudonym_ask(struct pseudonyms *pseudonyms, char prefix, struct slice cell,
                   struct pseudonym_query *query)
{
	size_t len;

	query->prefix = prefix;
	query->value = slice_trim(cell);
	if (query->value.len == 2 && memcmp(query->value.ptr, "NA", 2) == 0)
		query->value.len = 0;
	if (query->value.len == 0)
		return;
	if (person_number_digits(query->value, query->digits))
		query->value = (struct slice){ query->digits, sizeof(query->digits) };
	len = compose(pseudonyms, prefix, query->value);
	(void)crypto_shorthash_siphashx24((unsigned char *)query->id, pseudonyms->message, len,
	                                  pseudonyms->id_key);
	query->id[0] |= 1; /* 0 is for free slots */
	PREFETCH(&pseudonyms->slots[query->id[1] & pseudonyms->mask]);
}

static uint64_t hash(struct pseudonyms *pseudonyms, const struct pseudonym_query *query)
{
	size_t len = compose(pseudonyms, query->prefix, query->value);
	unsigned char hash[HASH_LEN];
	uint64_t bits = 0;

	/* Fails only for lengths that these are not. */
	(void)crypto_generichash(hash, sizeof(hash), pseudonyms->message, len, pseudonyms->key,
	                         KEY_LEN);
	for (int i = 0; i < 8; i++)
		bits = bits << 8 | hash[i];
	return bits & pseudonyms->bits;
}

static void write_base32(char *to, uint64_t bits)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

	/* The last character has four bits left to show. */
	for (int i = 0; i < CHARACTERS - 1; i++)
		to[i] = alphabet[bits >> (59 - 5 * i) & 31];
	to[CHARACTERS - 1] = alphabet[bits << 1 & 31];
}

enum pseudonym_fault pseudonym_make(struct pseudonyms *pseudonyms,
                                    const struct pseudonym_query *query,
                                    char pseudonym[PSEUDONYM_LEN + 1])
{
	struct slot *slot;
	uint64_t bits;

	if (query->value.len == 0)
		return PSEUDONYM_MISSING;
	slot = find_slot(pseudonyms, query->id);
	bits = slot->pseudonym;
	if (slot->id[0] == 0) {
		bits = hash(pseudonyms, query);
		if (!take(&pseudonyms->taken, bits))
			return PSEUDONYM_COLLISION;
		*slot = (struct slot){ { query->id[0], query->id[1] }, bits };
		if (++pseudonyms->count > pseudonyms->mask / 4 * 3)
			grow(pseudonyms);
	}
	pseudonym[0] = query->prefix;
	pseudonym[1] = '-';
	write_base32(pseudonym + 2, bits);
	pseudonym[PSEUDONYM_LEN] = '\0';
	return PSEUDONYM_SOUND;
}

void pseudonyms_close(struct pseudonyms *pseudonyms)
{
	/* Wipes the key as well. */
	(void)sodium_munlock(pseudonyms->key, KEY_LEN);
	if (pseudonyms->message != NULL)
		sodium_memzero(pseudonyms->message, pseudonyms->room);
	free(pseudonyms->message);
	free(pseudonyms->slots);
	free(pseudonyms->taken.slots);
	free(pseudonyms);
}
