#include "CByteScan.h"

#include "Lanes.h"

size_t fettle_find(const uint8_t *text, size_t length, size_t from, uint8_t byte) {
  if (from >= length) return length;
  const uint8_t *found = memchr(text + from, byte, length - from);
  return found ? (size_t)(found - text) : length;
}

size_t fettle_find_digit(const uint8_t *text, size_t length, size_t from) {
  size_t at = from;
  for (; at + 16 <= length; at += 16) {
    uint32_t found = mask(between(load(text + at), 0x30, 0x3A));
    if (found != 0) return at + (size_t)__builtin_ctz(found);
  }
  for (; at < length; ++at) {
    if ((uint8_t)(text[at] - 0x30) < 10) return at;
  }
  return length;
}

size_t fettle_find_beyond_ascii(const uint8_t *text, size_t length, size_t from) {
  size_t at = from;
  for (; at + 16 <= length; at += 16) {
    uint32_t found = mask(load(text + at));
    if (found != 0) return at + (size_t)__builtin_ctz(found);
  }
  while (at < length && text[at] < 0x80) ++at;
  return at;
}

size_t fettle_find_not_plain(const uint8_t *text, size_t length, size_t from) {
  size_t at = from;
  for (; at + 16 <= length; at += 16) {
    /* Bytes beyond ASCII are negative. */
    uint32_t found = mask((lanes)((signed_lanes)load(text + at) < (signed_lanes)all(0x20)));
    if (found != 0) return at + (size_t)__builtin_ctz(found);
  }
  while (at < length && (uint8_t)(text[at] - 0x20) < 0x60) ++at;
  return at;
}

size_t fettle_count(const uint8_t *text, size_t length, uint8_t byte) {
  size_t at = 0, count = 0;
  while (at + 16 <= length) {
    /* Each lane counts for itself, as far as a byte can. */
    lanes counts = {0};
    for (int rounds = 0; rounds < 255 && at + 16 <= length; ++rounds, at += 16) counts -= equal(load(text + at), byte);
    count += sum(counts);
  }
  for (; at < length; ++at) count += text[at] == byte;
  return count;
}

static inline lanes any_of_four(lanes value, const lanes *wanted) {
  return (lanes)(value == wanted[0]) | (lanes)(value == wanted[1]) | (lanes)(value == wanted[2]) |
         (lanes)(value == wanted[3]);
}

size_t fettle_find_any(const uint8_t *text, size_t length, size_t from, const uint8_t *bytes, size_t count) {
  size_t at = from;
  lanes wanted[12];
  for (size_t i = 0; i < 12; ++i) wanted[i] = all(bytes[i < count ? i : 0]);
  for (; at + 16 <= length; at += 16) {
    lanes value = load(text + at);
    lanes found = any_of_four(value, wanted);
    if (count > 4) found |= any_of_four(value, wanted + 4);
    if (count > 8) found |= any_of_four(value, wanted + 8);
    uint32_t places = mask(found);
    if (places != 0) return at + (size_t)__builtin_ctz(places);
  }
  for (; at < length; ++at) {
    for (size_t i = 0; i < count; ++i) {
      if (text[at] == bytes[i]) return at;
    }
  }
  return at;
}

static inline int is_odd(uint8_t byte) { return byte < 0x20 || byte >= 0xC2; }

size_t fettle_find_white(const uint8_t *text, size_t length, size_t from) {
  size_t at = from;
  if (at == 0 && length > 0 && text[0] == 0x20) return 0;
  for (; at + 17 <= length; at += 16) {
    lanes bytes = load(text + at), next = load(text + at + 1);
    lanes odd = ~at_least(bytes, 0x20) | at_least(bytes, 0xC2);
    lanes parts = equal(bytes, 0x20) & (~at_least(next, 0x21) | at_least(next, 0xC2));
    uint32_t found = mask(odd | parts);
    if (found != 0) return at + (size_t)__builtin_ctz(found);
  }
  for (; at < length; ++at) {
    if (is_odd(text[at])) return at;
    if (text[at] == 0x20 && (at + 1 == length || text[at + 1] == 0x20 || is_odd(text[at + 1]))) return at;
  }
  return length;
}

bool fettle_holds_any(const uint8_t *text, size_t length, const uint8_t *bytes, size_t count) {
  if (length == 0) return false;
  lanes found = {0};
  if (length < 16) {
    lanes value = {0};
    memcpy(&value, text, length);
    /* What stands behind the text isn't of it. */
    for (size_t i = 0; i < count; ++i) found |= equal(value, bytes[i]);
    return (mask(found) & ((1u << length) - 1)) != 0;
  }
  /* Four at a time, the first of them again where there are fewer. */
  for (size_t i = 0; i < count; i += 4) {
    lanes a = all(bytes[i]), b = all(bytes[i + 1 < count ? i + 1 : i]);
    lanes c = all(bytes[i + 2 < count ? i + 2 : i]), d = all(bytes[i + 3 < count ? i + 3 : i]);
    for (size_t at = 0; at + 16 <= length; at += 16) {
      lanes value = load(text + at);
      found |= (lanes)(value == a) | (lanes)(value == b) | (lanes)(value == c) | (lanes)(value == d);
    }
    lanes value = load(text + length - 16);
    found |= (lanes)(value == a) | (lanes)(value == b) | (lanes)(value == c) | (lanes)(value == d);
  }
  return any(found) != 0;
}
