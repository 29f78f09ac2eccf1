#include "CByteScan.h"

#include "Lanes.h"

static inline int is_digit(uint8_t byte) { return (uint8_t)(byte - 0x30) < 10; }

/* Whether a period is that of "10." with three digits behind it, and more. */
static int is_doi(const uint8_t *text, size_t length, size_t period) {
  return period >= 2 && period + 5 < length && text[period - 1] == '0' && text[period - 2] == '1' &&
         is_digit(text[period + 1]) && is_digit(text[period + 2]) && is_digit(text[period + 3]);
}

static inline lanes small(lanes bytes) { return bytes | (between(bytes, 0x41, 0x5B) & all(0x20)); }

/* Puts the bytes that are kept side by side into the key, run by run; reads and writes sixteen bytes for each. Returns how
   many they are. */
static inline size_t put_runs(const uint8_t *from, uint8_t *key, uint32_t kept) {
  size_t length = 0;
  while (kept != 0) {
    uint32_t start = (uint32_t)__builtin_ctz(kept);
    uint32_t run = (uint32_t)__builtin_ctz(~(kept >> start));
    store(key + length, small(load(from + start)));
    length += run;
    kept &= ~(((1u << run) - 1) << start);
  }
  return length;
}

#if defined(__x86_64__)
#include <tmmintrin.h>
#define SHUFFLES __attribute__((target("ssse3,popcnt")))

/* By which of eight bytes are kept: their numbers, one a byte, the first one lowest. */
#define PLACE(kept, bit) \
  (uint64_t)((kept) >> (bit) & 1) * (bit) << 8 * __builtin_popcount((kept) & ((1u << (bit)) - 1))
#define PLACES(kept)                                                                                          \
  PLACE(kept, 0) | PLACE(kept, 1) | PLACE(kept, 2) | PLACE(kept, 3) | PLACE(kept, 4) | PLACE(kept, 5) |        \
      PLACE(kept, 6) | PLACE(kept, 7)
#define PLACES_4(kept) PLACES(kept), PLACES((kept) + 1), PLACES((kept) + 2), PLACES((kept) + 3)
#define PLACES_16(kept) PLACES_4(kept), PLACES_4((kept) + 4), PLACES_4((kept) + 8), PLACES_4((kept) + 12)
#define PLACES_64(kept) PLACES_16(kept), PLACES_16((kept) + 16), PLACES_16((kept) + 32), PLACES_16((kept) + 48)
static const uint64_t places[256] = {PLACES_64(0), PLACES_64(64), PLACES_64(128), PLACES_64(192)};

/* The same, eight bytes at once. */
SHUFFLES static inline size_t put_shuffled(lanes bytes, uint8_t *key, uint32_t kept) {
  __m128i folded = (__m128i)small(bytes);
  uint32_t low = kept & 0xFF, high = kept >> 8;
  uint32_t half = (uint32_t)__builtin_popcount(low);
  _mm_storel_epi64((__m128i *)key, _mm_shuffle_epi8(folded, _mm_loadl_epi64((const __m128i *)(places + low))));
  folded = _mm_unpackhi_epi64(folded, folded);
  _mm_storel_epi64((__m128i *)(key + half),
                   _mm_shuffle_epi8(folded, _mm_loadl_epi64((const __m128i *)(places + high))));
  return half + (uint32_t)__builtin_popcount(high);
}
#endif

static inline __attribute__((always_inline)) void scan_key(const uint8_t *text, size_t length, uint8_t *key,
                                                           const uint32_t *classes, uint32_t doi,
                                                           fettle_key_scan *scan, int shuffles) {
  uint32_t letters = 0, capitals = 0, digits = 0;
  uint32_t seen = 0, in_word = scan->in_word;
  size_t at = scan->at, end = scan->length;
  while (at < length) {
    const uint8_t *from = text + at;
    uint32_t valid = length - at < 16 ? (1u << (length - at)) - 1 : 0xFFFF;
    lanes bytes = load(from);
    if ((mask(bytes) & valid) != 0) break;
    lanes upper = between(bytes, 0x41, 0x5B);
    uint32_t capital = mask(upper) & valid;
    uint32_t letter = mask(upper | between(bytes, 0x61, 0x7B)) & valid;
    uint32_t digit = mask(between(bytes, 0x30, 0x3A)) & valid;
    uint32_t kept = letter | digit;
    letters |= letter;
    capitals |= capital;
    digits |= digit;
    uint32_t word = kept;
    uint32_t apostrophes = 0;
    /* Few bytes are neither letters nor digits nor spaces. */
    for (uint32_t others = valid & ~kept & ~mask(equal(bytes, ' ')); others != 0; others &= others - 1) {
      uint32_t place = (uint32_t)__builtin_ctz(others);
      uint8_t byte = from[place];
      seen |= classes[byte];
      if (byte == '.' && is_doi(text, length, at + place)) seen |= doi;
      if (byte == '\'') apostrophes |= 1u << place;
    }
    /* Apostrophes go on with a word: a carry runs through each run of them that a word's byte or the last one before
       these sixteen stands before. */
    if (apostrophes != 0) {
      uint32_t seeds = (kept << 1 | in_word) & apostrophes;
      word |= apostrophes & ~(apostrophes + seeds);
    }
    uint32_t begins = letter & ~(word << 1 | in_word);
    scan->words += __builtin_popcount(begins);
    scan->capitals += __builtin_popcount(begins & capital);
    in_word = word >> 15 & 1;
#if defined(SHUFFLES)
    if (shuffles) end += put_shuffled(bytes, key + end, kept);
    else
#endif
      end += put_runs(from, key + end, kept);
    at += 16;
  }
  scan->at = at < length ? at : length;
  scan->length = end;
  scan->in_word = in_word;
  if (letters) seen |= classes['a'];
  if (capitals) seen |= classes['A'];
  if (digits) seen |= classes['0'];
  scan->seen |= seen;
}

#if defined(SHUFFLES)
SHUFFLES static void scan_key_shuffling(const uint8_t *text, size_t length, uint8_t *key, const uint32_t *classes,
                                        uint32_t doi, fettle_key_scan *scan) {
  scan_key(text, length, key, classes, doi, scan, 1);
}
#endif

void fettle_scan_key(const uint8_t *text, size_t length, uint8_t *key, const uint32_t *classes, uint32_t doi,
                     fettle_key_scan *scan) {
#if defined(SHUFFLES)
  /* Whatever has run Linux since 2008 has them. */
  if (__builtin_cpu_supports("ssse3") && __builtin_cpu_supports("popcnt")) {
    scan_key_shuffling(text, length, key, classes, doi, scan);
    return;
  }
#endif
  scan_key(text, length, key, classes, doi, scan, 0);
}
