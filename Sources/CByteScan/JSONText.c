#include "CByteScan.h"

#include "Lanes.h"

static inline int needs_escape(uint8_t byte) { return byte < 0x20 || byte == '"' || byte == '\\'; }

size_t fettle_copy_json_text(const uint8_t *text, size_t length, uint8_t *out) {
  size_t at = 0;
  for (; at + 16 <= length; at += 16) {
    lanes bytes = load(text + at);
    store(out + at, bytes);
    uint32_t found = mask(~at_least(bytes, 0x20) | equal(bytes, '"') | equal(bytes, '\\'));
    if (found != 0) return at + (size_t)__builtin_ctz(found);
  }
  if (length >= 16) {
    /* What is left, with bytes that were copied before. */
    lanes bytes = load(text + length - 16);
    store(out + length - 16, bytes);
    uint32_t found = mask(~at_least(bytes, 0x20) | equal(bytes, '"') | equal(bytes, '\\'));
    return found != 0 ? length - 16 + (size_t)__builtin_ctz(found) : length;
  }
  for (; at < length; ++at) {
    if (needs_escape(text[at])) return at;
    out[at] = text[at];
  }
  return length;
}
