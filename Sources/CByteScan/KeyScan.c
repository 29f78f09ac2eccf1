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

/* What bytes are that are neither letters nor digits nor spaces, as bits that both halves of a byte have in a table (Langdale and
   Lemire 2019): an ASCII character has those of `high` and `low` of its halves in one of two pairs of tables. */
enum { MARK_STAR = 1, MARK_LINE = 2, COLON = 4, COMMA = 8, SEMICOLON = 16, AT = 32, ODD_LETTER = 64, APOSTROPHE = 128 };
enum { ODD_DIGIT = 1, BACKSLASH = 2, PERIOD = 128 };

typedef struct {
  __m128i first, second;
} signs;

SHUFFLES static inline signs signs_of(lanes bytes) {
  const __m128i high_1 = _mm_setr_epi8(0, 0, (char)(MARK_STAR | COMMA | APOSTROPHE), COLON | SEMICOLON, AT, MARK_LINE, 0,
                                       ODD_LETTER, 0, 0, 0, 0, 0, 0, 0, 0);
  const __m128i low_1 = _mm_setr_epi8(AT, 0, 0, 0, 0, 0, 0, (char)APOSTROPHE, 0, 0, MARK_STAR | COLON,
                                      SEMICOLON | ODD_LETTER, COMMA | ODD_LETTER, MARK_LINE, 0, MARK_LINE);
  const __m128i high_2 = _mm_setr_epi8(0, 0, (char)PERIOD, ODD_DIGIT, 0, BACKSLASH, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  const __m128i low_2 =
      _mm_setr_epi8(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, BACKSLASH, ODD_DIGIT, (char)(PERIOD | ODD_DIGIT), 0);
  const __m128i half = _mm_set1_epi8(0x0F);
  __m128i low = _mm_and_si128((__m128i)bytes, half);
  __m128i high = _mm_and_si128(_mm_srli_epi16((__m128i)bytes, 4), half);
  return (signs){_mm_and_si128(_mm_shuffle_epi8(high_1, high), _mm_shuffle_epi8(low_1, low)),
                 _mm_and_si128(_mm_shuffle_epi8(high_2, high), _mm_shuffle_epi8(low_2, low))};
}

/* All bits that a lane has. */
SHUFFLES static inline uint32_t any_bits(__m128i value) {
  value = _mm_or_si128(value, _mm_unpackhi_epi64(value, value));
  uint64_t bits = (uint64_t)_mm_cvtsi128_si64(value);
  bits |= bits >> 32;
  bits |= bits >> 16;
  return (uint32_t)(bits | bits >> 8) & 0xFF;
}

/* The classes of the signs that were seen. */
SHUFFLES static inline uint32_t classes_of(signs seen, const uint32_t *classes) {
  uint32_t first = any_bits(seen.first), second = any_bits(seen.second), all = 0;
  if (first & (MARK_STAR | MARK_LINE)) all |= classes['*'];
  if (first & COLON) all |= classes[':'];
  if (first & (COMMA | SEMICOLON)) all |= classes[','];
  if (first & (AT | ODD_LETTER) || second & (ODD_DIGIT | BACKSLASH)) all |= classes['@'];
  if (first & APOSTROPHE) all |= classes['\''];
  if (second & PERIOD) all |= classes['.'];
  return all;
}
#endif

/* Copies fewer than sixteen bytes, without a call. */
static inline void copy_rest(uint8_t *to, const uint8_t *from, size_t count) {
  if (count >= 8) {
    uint64_t first, last;
    memcpy(&first, from, 8);
    memcpy(&last, from + count - 8, 8);
    memcpy(to, &first, 8);
    memcpy(to + count - 8, &last, 8);
  } else if (count >= 4) {
    uint32_t first, last;
    memcpy(&first, from, 4);
    memcpy(&last, from + count - 4, 4);
    memcpy(to, &first, 4);
    memcpy(to + count - 4, &last, 4);
  } else {
    for (size_t i = 0; i < count; ++i) to[i] = from[i];
  }
}

static inline __attribute__((always_inline)) void scan_key(const uint8_t *text, size_t length, uint8_t *key,
                                                           const uint32_t *classes, uint32_t doi,
                                                           fettle_key_scan *scan, int shuffles) {
  uint32_t letters = 0, capitals = 0, digits = 0;
  uint32_t seen = 0, in_word = scan->in_word;
#if defined(SHUFFLES)
  signs all_signs = {_mm_setzero_si128(), _mm_setzero_si128()};
#endif
  size_t at = scan->at, end = scan->length;
  while (at < length) {
    const uint8_t *from = text + at;
    uint32_t valid = 0xFFFF;
    /* Room for the sixteen bytes that `put_runs` reads from each run on. */
    uint8_t rest[32];
    if (length - at < 16) {
      /* Zeros are nothing. */
      memset(rest, 0, sizeof rest);
      copy_rest(rest, from, length - at);
      from = rest;
      valid = (1u << (length - at)) - 1;
    } else if (!shuffles && length - at < 32) {
      memset(rest + 16, 0, 16);
      memcpy(rest, from, 16);
      from = rest;
    }
    lanes bytes = load(from);
    if (mask(bytes) != 0) break;
    uint32_t letter = mask(between(bytes | all(0x20), 0x61, 0x7B));
    /* What bit 0x20 says of a letter, moved to the lane's highest. */
    uint32_t capital = letter & ~mask((lanes)((words)bytes << 2));
    uint32_t digit = mask(between(bytes, 0x30, 0x3A));
    uint32_t kept = letter | digit;
    letters |= letter;
    capitals |= capital;
    digits |= digit;
    uint32_t word = kept;
    uint32_t apostrophes = 0;
#if defined(SHUFFLES)
    if (shuffles) {
      signs own = signs_of(bytes);
      all_signs.first = _mm_or_si128(all_signs.first, own.first);
      all_signs.second = _mm_or_si128(all_signs.second, own.second);
      apostrophes = (uint32_t)_mm_movemask_epi8(own.first);
      /* A DOI's period has digits on both sides, as far as these sixteen bytes tell. */
      uint32_t periods = (uint32_t)_mm_movemask_epi8(own.second);
      for (periods &= (digit << 1 | 1) & (digit >> 1 | 0x8000); periods != 0; periods &= periods - 1) {
        if (is_doi(text, length, at + (uint32_t)__builtin_ctz(periods))) seen |= doi;
      }
    } else
#endif
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
#if defined(SHUFFLES)
  if (shuffles) seen |= classes_of(all_signs, classes);
#endif
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
