#include "CByteScan.h"

#include "Lanes.h"

/* Of 64 bytes, those that are letters: small ones of ASCII, and all beyond it. */
static inline uint64_t letters(const uint8_t *text) {
  uint64_t found = 0;
  for (int part = 0; part < 4; ++part) {
    lanes bytes = load(text + 16 * part);
    found |= (uint64_t)mask(between(bytes, 'a', 'z' + 1) | bytes) << (16 * part);
  }
  return found;
}

size_t fettle_letter_runs(const uint8_t *text, size_t length, uint16_t *edges) {
  size_t count = 0;
  uint64_t before = 0;
  for (size_t at = 0; at < length; at += 64) {
    uint64_t found;
    if (length - at >= 64) {
      found = letters(text + at);
    } else {
      uint8_t rest[64] = {0};
      memcpy(rest, text + at, length - at);
      found = letters(rest);
    }
    /* A run begins or ends where a byte differs from the one before it. */
    for (uint64_t changes = found ^ (found << 1 | before); changes != 0; changes &= changes - 1) {
      edges[count++] = (uint16_t)(at + (size_t)__builtin_ctzll(changes));
    }
    before = found >> 63;
  }
  if (before) edges[count++] = (uint16_t)length;
  return count / 2;
}
