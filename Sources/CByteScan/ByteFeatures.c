#include "CByteScan.h"

#include "Lanes.h"

static uint32_t features_of(uint8_t byte) {
  if (byte == 0x20) return FETTLE_SPACE;
  if (byte >= 0x09 && byte <= 0x0D) return FETTLE_LINE_OR_TAB;
  if (byte < 0x20 || byte == 0x7F) return FETTLE_CONTROL;
  if (byte >= 0xC2) {
    return (byte >= 0xC4 && byte <= 0xCB) || (byte >= 0xCF && byte <= 0xD1) ? 0 : FETTLE_BEYOND_ASCII;
  }
  switch (byte) {
    case '&': return FETTLE_AMPERSAND;
    case '*': case '_': case '\\': case '#': case '<': case '`': return FETTLE_MARK;
    case '[': case ']': return FETTLE_BRACKET;
    case '-': return FETTLE_HYPHEN;
    case '\'': case '"': return FETTLE_STRAIGHT_QUOTE;
    case '(': return FETTLE_PARENTHESIS;
    default: return 0;
  }
}

/* What was seen, lane by lane. */
typedef struct {
  lanes space, line, control, ampersand, mark, bracket, hyphen, quote, parenthesis, beyond;
} seen;

static inline void look(lanes bytes, seen *all) {
  lanes line = between(bytes, 0x09, 0x0E);
  all->space |= equal(bytes, 0x20);
  all->line |= line;
  all->control |= (between(bytes, 0, 0x20) & ~line) | equal(bytes, 0x7F);
  all->ampersand |= equal(bytes, '&');
  all->mark |= equal(bytes, '*') | equal(bytes, '_') | equal(bytes, '\\') | equal(bytes, '#') | equal(bytes, '<') |
               equal(bytes, '`');
  all->bracket |= equal(bytes, '[') | equal(bytes, ']');
  all->hyphen |= equal(bytes, '-');
  all->quote |= equal(bytes, '\'') | equal(bytes, '"');
  all->parenthesis |= equal(bytes, '(');
  if (any(bytes)) {
    lanes quiet = (at_least(bytes, 0xC4) & ~at_least(bytes, 0xCC)) | (at_least(bytes, 0xCF) & ~at_least(bytes, 0xD2));
    all->beyond |= at_least(bytes, 0xC2) & ~quiet;
  }
}

static inline uint32_t features(const seen *all) {
  uint32_t found = 0;
  if (any(all->space)) found |= FETTLE_SPACE;
  if (any(all->line)) found |= FETTLE_LINE_OR_TAB;
  if (any(all->control)) found |= FETTLE_CONTROL;
  if (any(all->ampersand)) found |= FETTLE_AMPERSAND;
  if (any(all->mark)) found |= FETTLE_MARK;
  if (any(all->bracket)) found |= FETTLE_BRACKET;
  if (any(all->hyphen)) found |= FETTLE_HYPHEN;
  if (any(all->quote)) found |= FETTLE_STRAIGHT_QUOTE;
  if (any(all->parenthesis)) found |= FETTLE_PARENTHESIS;
  if (any(all->beyond)) found |= FETTLE_BEYOND_ASCII;
  return found;
}

/* Eight bytes and eight others. */
static inline lanes load_halves(const uint8_t *low, const uint8_t *high) {
  uint64_t halves[2];
  memcpy(halves, low, 8);
  memcpy(halves + 1, high, 8);
  lanes value;
  memcpy(&value, halves, 16);
  return value;
}

static uint32_t features_of_few(const uint8_t *text, size_t length) {
  uint32_t found = 0;
  for (size_t i = 0; i < length; ++i) {
    found |= features_of(text[i]);
    if (text[i] == 0x20 && i + 1 < length && text[i + 1] == 0x20) found |= FETTLE_SPACE_RUN;
  }
  return found;
}

/* `LOOK` adds what sixteen bytes have to `SEEN`. What is left behind the last sixteen is looked at together with bytes that
   were seen before; runs of spaces are those of two texts, one of which begins a byte later. */
#define FEATURES(SEEN, LOOK, FOUND)                                                 \
  SEEN all = {0};                                                                   \
  lanes run;                                                                        \
  if (length < 17) {                                                                \
    lanes last = load_halves(text, text + length - 8);                              \
    LOOK(last, &all);                                                               \
    run = equal(load_halves(text, text + length - 9), 0x20) &                       \
          equal(load_halves(text + 1, text + length - 8), 0x20);                    \
  } else {                                                                          \
    run = equal(load(text + length - 17), 0x20) & equal(load(text + length - 16), 0x20); \
    for (size_t at = 0; at + 17 <= length; at += 16) {                              \
      lanes bytes = load(text + at);                                                \
      LOOK(bytes, &all);                                                            \
      run |= equal(bytes, 0x20) & equal(load(text + at + 1), 0x20);                 \
    }                                                                               \
    LOOK(load(text + length - 16), &all);                                           \
  }                                                                                 \
  return FOUND(&all) | (any(run) ? FETTLE_SPACE_RUN : 0);

/* Of at least nine bytes. */
static uint32_t features_comparing(const uint8_t *text, size_t length) { FEATURES(seen, look, features) }

#if defined(__x86_64__)
#include <tmmintrin.h>
#define SHUFFLES __attribute__((target("ssse3")))

/* A byte is of a class where both its halves are: a table says which classes a low half may be of, and another which ones
   a high half may be of. Most bits of the first pair of tables are those of the features; the second pair holds what is left
   of them, since a class that is no rectangle of halves takes several bits. */
enum {
  ONE_PARENTHESIS = 1 << 0,
  ONE_LINE = FETTLE_LINE_OR_TAB,
  ONE_CONTROL = FETTLE_CONTROL,
  ONE_AMPERSAND = FETTLE_AMPERSAND,
  ONE_MARK = FETTLE_MARK,
  ONE_BRACKET = FETTLE_BRACKET,
  ONE_HYPHEN = FETTLE_HYPHEN,
  ONE_QUOTE = FETTLE_STRAIGHT_QUOTE,

  TWO_CONTROL = 1 << 0, /* U+0010 to U+001F */
  TWO_DELETE = 1 << 1,
  TWO_ANGLE_OR_BACKSLASH = 1 << 2,
  TWO_UNDERSCORE = 1 << 3,
  TWO_BACK_QUOTE = 1 << 4,
  TWO_LATIN_OR_GREEK = 1 << 5, /* the leads 0xC2, 0xC3, 0xCC to 0xCE */
  TWO_FROM_D2 = 1 << 6,        /* the leads 0xD2 to 0xDF, 0xE2 to 0xEF, 0xF2 to 0xFF */
  TWO_E0_OR_F0 = 1 << 7,       /* and those left out */
};

/* By a byte's lower and upper half. */
static const uint8_t one_low[16] = {
    [0x0] = ONE_CONTROL, [0x1] = ONE_CONTROL, [0x2] = ONE_CONTROL | ONE_QUOTE, [0x3] = ONE_CONTROL | ONE_MARK,
    [0x4] = ONE_CONTROL, [0x5] = ONE_CONTROL, [0x6] = ONE_CONTROL | ONE_AMPERSAND, [0x7] = ONE_CONTROL | ONE_QUOTE,
    [0x8] = ONE_CONTROL | ONE_PARENTHESIS, [0x9] = ONE_LINE, [0xA] = ONE_LINE | ONE_MARK, [0xB] = ONE_LINE | ONE_BRACKET,
    [0xC] = ONE_LINE, [0xD] = ONE_LINE | ONE_BRACKET | ONE_HYPHEN, [0xE] = ONE_CONTROL, [0xF] = ONE_CONTROL,
};
static const uint8_t one_high[16] = {
    [0x0] = ONE_CONTROL | ONE_LINE,
    [0x2] = ONE_AMPERSAND | ONE_MARK | ONE_HYPHEN | ONE_QUOTE | ONE_PARENTHESIS,
    [0x5] = ONE_BRACKET,
};
#define TWO_ANY (TWO_CONTROL | TWO_FROM_D2)
static const uint8_t two_low[16] = {
    [0x0] = TWO_CONTROL | TWO_BACK_QUOTE | TWO_E0_OR_F0, [0x1] = TWO_CONTROL | TWO_E0_OR_F0,
    [0x2] = TWO_ANY | TWO_LATIN_OR_GREEK, [0x3] = TWO_ANY | TWO_LATIN_OR_GREEK, [0x4] = TWO_ANY, [0x5] = TWO_ANY,
    [0x6] = TWO_ANY, [0x7] = TWO_ANY, [0x8] = TWO_ANY, [0x9] = TWO_ANY, [0xA] = TWO_ANY, [0xB] = TWO_ANY,
    [0xC] = TWO_ANY | TWO_LATIN_OR_GREEK | TWO_ANGLE_OR_BACKSLASH, [0xD] = TWO_ANY | TWO_LATIN_OR_GREEK,
    [0xE] = TWO_ANY | TWO_LATIN_OR_GREEK, [0xF] = TWO_ANY | TWO_UNDERSCORE | TWO_DELETE,
};
static const uint8_t two_high[16] = {
    [0x1] = TWO_CONTROL, [0x3] = TWO_ANGLE_OR_BACKSLASH, [0x5] = TWO_ANGLE_OR_BACKSLASH | TWO_UNDERSCORE,
    [0x6] = TWO_BACK_QUOTE, [0x7] = TWO_DELETE, [0xC] = TWO_LATIN_OR_GREEK, [0xD] = TWO_FROM_D2,
    [0xE] = TWO_FROM_D2 | TWO_E0_OR_F0, [0xF] = TWO_FROM_D2 | TWO_E0_OR_F0,
};

typedef struct {
  lanes one, two, space;
} shuffled;

SHUFFLES static inline lanes picked(const uint8_t *table, lanes halves) {
  return (lanes)_mm_shuffle_epi8((__m128i)load(table), (__m128i)halves);
}

SHUFFLES static inline void look_shuffling(lanes bytes, shuffled *all) {
  lanes low = bytes & 0x0F, high = bytes >> 4;
  all->one |= picked(one_low, low) & picked(one_high, high);
  all->two |= picked(two_low, low) & picked(two_high, high);
  all->space |= equal(bytes, 0x20);
}

SHUFFLES static inline uint32_t features_shuffled(const shuffled *all) {
  /* The bits of all lanes in one byte of each. */
  __m128i one = (__m128i)all->one, two = (__m128i)all->two;
  __m128i both = _mm_or_si128(_mm_unpacklo_epi8(one, two), _mm_unpackhi_epi8(one, two));
  uint64_t word = (uint64_t)_mm_cvtsi128_si64(_mm_or_si128(both, _mm_unpackhi_epi64(both, both)));
  word |= word >> 32;
  word |= word >> 16;
  uint32_t first = (uint32_t)word & 0xFF, second = (uint32_t)word >> 8 & 0xFF;
  uint32_t found = first & ~(uint32_t)ONE_PARENTHESIS;
  if (first & ONE_PARENTHESIS) found |= FETTLE_PARENTHESIS;
  if (second & (TWO_CONTROL | TWO_DELETE)) found |= FETTLE_CONTROL;
  if (second & (TWO_ANGLE_OR_BACKSLASH | TWO_UNDERSCORE | TWO_BACK_QUOTE)) found |= FETTLE_MARK;
  if (second & (TWO_LATIN_OR_GREEK | TWO_FROM_D2 | TWO_E0_OR_F0)) found |= FETTLE_BEYOND_ASCII;
  if (any(all->space)) found |= FETTLE_SPACE;
  return found;
}

/* The same by tables of sixteen bytes. */
SHUFFLES static uint32_t features_shuffling(const uint8_t *text, size_t length) {
  FEATURES(shuffled, look_shuffling, features_shuffled)
}
#endif

uint32_t fettle_byte_features(const uint8_t *text, size_t length) {
  if (length == 0) return 0;
  uint32_t ends = text[0] == 0x20 || text[length - 1] == 0x20 ? FETTLE_SPACE_RUN : 0;
  if (length < 9) return ends | features_of_few(text, length);
#if defined(SHUFFLES)
  /* Whatever has run Linux since 2008 has them. */
  if (__builtin_cpu_supports("ssse3")) return ends | features_shuffling(text, length);
#endif
  return ends | features_comparing(text, length);
}
