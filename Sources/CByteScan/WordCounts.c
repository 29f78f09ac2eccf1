#include "CByteScan.h"

#include "Lanes.h"

/* Masks of 64 bytes at a time: a bit says that a byte is of a class. */
typedef struct {
  uint64_t solid, upper, lower, digit, comma, lead, latin_capital, wide;
} masks;

static inline masks read(const uint8_t *text) {
  masks found = {0};
  for (int part = 0; part < 4; ++part) {
    lanes bytes = load(text + 16 * part);
    int shift = 16 * part;
    lanes upper = between(bytes, 0x41, 0x5B), lower = between(bytes, 0x61, 0x7B);
    lanes digit = between(bytes, 0x30, 0x3A);
    uint64_t high = mask(bytes);
    found.solid |= (uint64_t)(mask(between(bytes, 0x21, 0x80)) | (uint32_t)high) << shift;
    found.upper |= (uint64_t)mask(upper) << shift;
    found.lower |= (uint64_t)mask(lower) << shift;
    found.digit |= (uint64_t)mask(digit) << shift;
    found.comma |= (uint64_t)mask(equal(bytes, 0x2C)) << shift;
    if (high == 0) continue;
    found.lead |= (uint64_t)mask(at_least(bytes, 0xC3)) << shift;
    found.latin_capital |= (uint64_t)mask(equal(bytes, 0xC3)) << shift;
    found.wide |= (uint64_t)mask(at_least(bytes, 0xE3) & ~at_least(bytes, 0xEE)) << shift;
  }
  return found;
}

fettle_word_counts fettle_count_words(const uint8_t *text, size_t length) {
  fettle_word_counts counts = {0};
  uint64_t in_word = 0;
  for (size_t at = 0; at < length; at += 64) {
    masks found;
    uint64_t next = 0;
    if (length - at >= 64) {
      found = read(text + at);
      next = at + 64 < length && text[at + 64] > 0x20;
    } else {
      uint8_t rest[64] = {0};
      memcpy(rest, text + at, length - at);
      found = read(rest);
    }
    uint64_t starts = found.solid & ~(found.solid << 1 | in_word);
    uint64_t behind = found.solid >> 1 | next << 63;
    in_word = found.solid >> 63;
    counts.words += __builtin_popcountll(starts);
    counts.capitals += __builtin_popcountll(starts & (found.upper | found.latin_capital));
    counts.small += __builtin_popcountll(starts & behind & (found.lower | (found.lead & ~found.latin_capital)));
    counts.letters += __builtin_popcountll(found.upper | found.lower | found.lead);
    if (found.digit) counts.digits += __builtin_popcountll(found.digit);
    if (found.comma) counts.commas += __builtin_popcountll(found.comma);
    if (found.wide) counts.wide += __builtin_popcountll(found.wide);
  }
  return counts;
}
