#include "CByteScan.h"

#include "Lanes.h"

/* Asks of sixteen places at once whether the part's first byte stands there and its last one where it would end. */
int64_t fettle_search(const uint8_t *text, size_t length, const uint8_t *part, size_t part_length) {
  if (part_length > length) return -1;
  size_t places = length - part_length + 1;
  uint8_t first = part[0], last = part[part_length - 1];
  size_t at = 0;
  for (; at + 16 <= places; at += 16) {
    uint32_t maybe = mask(equal(load(text + at), first) & equal(load(text + at + part_length - 1), last));
    while (maybe != 0) {
      size_t place = at + (size_t)__builtin_ctz(maybe);
      if (memcmp(text + place, part, part_length) == 0) return (int64_t)place;
      maybe &= maybe - 1;
    }
  }
  for (; at < places; ++at) {
    if (text[at] == first && text[at + part_length - 1] == last && memcmp(text + at, part, part_length) == 0) {
      return (int64_t)at;
    }
  }
  return -1;
}
