/* Passes over bytes, sixteen at a time. Plain C with the compilers' vector extensions: SSE2 on x86-64, NEON on ARM. */
#ifndef FETTLE_CBYTESCAN_H
#define FETTLE_CBYTESCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What words a text has and how they begin; what a word, a letter and so on is here, WordCounts.swift says. */
typedef struct {
  int64_t words, capitals, small, letters, digits, commas, wide;
} fettle_word_counts;

fettle_word_counts fettle_count_words(const uint8_t *_Nullable text, size_t length);

/* What tells of references in a text; what each of it is, BlockTraits.swift says. */
typedef struct {
  int64_t years, dates, initials, page_ranges, lower_words, words;
  bool has_doi;
} fettle_reference_traits;

/* Adds to what was found: UTF-8 is read. */
void fettle_read_reference_traits(const uint8_t *_Nonnull text, size_t length, fettle_reference_traits *_Nonnull found);

/* Finds the runs of letters, small ones of ASCII and all bytes beyond it, in a text of at most 65,535 bytes: where each begins
   and where it ends, which takes room for one more than the text has bytes.
   Returns: how many runs there are. */
size_t fettle_letter_runs(const uint8_t *_Nullable text, size_t length, uint16_t *_Nonnull edges);

/* The classes of bytes that a text has, as the bits of ByteFeatures.swift. */
enum {
  FETTLE_SPACE = 1 << 0,
  FETTLE_LINE_OR_TAB = 1 << 1,
  FETTLE_CONTROL = 1 << 2,
  FETTLE_AMPERSAND = 1 << 3,
  FETTLE_MARK = 1 << 4,
  FETTLE_BRACKET = 1 << 5,
  FETTLE_HYPHEN = 1 << 6,
  FETTLE_STRAIGHT_QUOTE = 1 << 7,
  FETTLE_PARENTHESIS = 1 << 8,
  FETTLE_BEYOND_ASCII = 1 << 9,
  /* Two spaces in a row, or one at an end. */
  FETTLE_SPACE_RUN = 1 << 17,
};

uint32_t fettle_byte_features(const uint8_t *_Nullable text, size_t length);

/* A text's key (letters and digits, letters small) and what its words are, as far as it is ASCII: goes on at `at`, and
   stops before the first sixteen bytes that aren't all ASCII. What a word is here, ByteClass.swift says. */
typedef struct {
  /* Bytes read. */
  size_t at;
  /* Bytes of the key. */
  size_t length;
  int64_t words, capitals;
  /* Classes of ByteClass.swift. */
  uint32_t seen;
  /* Whether the last byte read belongs to a word. */
  uint32_t in_word;
} fettle_key_scan;

/* `classes` are those of ByteClass.swift by byte, `doi` is that of the bits of a DOI. Sixteen bytes more than the key has may
   be written. */
void fettle_scan_key(const uint8_t *_Nonnull text, size_t length, uint8_t *_Nonnull key,
                     const uint32_t *_Nonnull classes, uint32_t doi, fettle_key_scan *_Nonnull scan);

/* Writes the text with small ASCII letters to `out`, which has room for as many bytes, up to the first byte that isn't in
   U+0020…U+007E, or that is a space behind a space.
   Returns: how many bytes are done. Those behind them, up to `length`, may be overwritten. */
size_t fettle_fold_plain(const uint8_t *_Nonnull text, size_t length, uint8_t *_Nonnull out, bool after_space);

/* Copies the text to `out`, which has room for as many bytes, up to the first byte that JSON doesn't hold as it is: below
   U+0020, a quotation mark, a backslash.
   Returns: how many bytes are done. Those behind them, up to `length`, may be overwritten. */
size_t fettle_copy_json_text(const uint8_t *_Nullable text, size_t length, uint8_t *_Nonnull out);

/* Asks for the first 128 bytes of a text and its last one to be in the processor's caches soon. */
static inline void fettle_prefetch_text(const uint8_t *_Nullable text, size_t length) {
  if (length == 0) return;
  __builtin_prefetch(text);
  if (length > 64) __builtin_prefetch(text + 64);
  if (length > 128) __builtin_prefetch(text + length - 1);
}

/* Where the byte first stands at or after `from`, or `length`. */
size_t fettle_find(const uint8_t *_Nullable text, size_t length, size_t from, uint8_t byte);

/* Where the first ASCII digit stands at or after `from`, or `length`. */
size_t fettle_find_digit(const uint8_t *_Nullable text, size_t length, size_t from);

/* How often the byte stands in the text. */
size_t fettle_count(const uint8_t *_Nullable text, size_t length, uint8_t byte);

/* Where the first byte from 0x80 on stands at or after `from`, or `length`. */
size_t fettle_find_beyond_ascii(const uint8_t *_Nullable text, size_t length, size_t from);

/* Where the first byte stands at or after `from` that isn't in U+0020…U+007F, or `length`. */
size_t fettle_find_not_plain(const uint8_t *_Nullable text, size_t length, size_t from);

/* Where the first of one to twelve bytes stands at or after `from`, or `length`. */
size_t fettle_find_any(const uint8_t *_Nullable text, size_t length, size_t from, const uint8_t *_Nonnull bytes,
                       size_t count);

/* Where the first byte at or after `from` stands that may begin white space to be cleaned, or `length`: a byte below U+0020
   or from 0xC2 on, or a space at an end of the text or with another such byte or a space behind it. */
size_t fettle_find_white(const uint8_t *_Nullable text, size_t length, size_t from);

/* Whether one of a few bytes stands in the text. */
bool fettle_holds_any(const uint8_t *_Nullable text, size_t length, const uint8_t *_Nonnull bytes, size_t count);

/* Where the part, which isn't empty, first stands in the text, or -1. */
int64_t fettle_search(const uint8_t *_Nullable text, size_t length, const uint8_t *_Nonnull part, size_t part_length);

/* Has what stands at an address on its way into the cache, a line of it after the other, before it is asked for. */
static inline void fettle_prefetch(const void *_Nullable address, size_t length) {
  for (size_t at = 0; at < length; at += 64) __builtin_prefetch((const char *)address + at);
}

#endif
