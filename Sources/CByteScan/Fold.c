#include "CByteScan.h"

#include "Lanes.h"

/* Sixteen bytes folded, and how many of them, from the first on, are as Folding.swift folds them: what isn't plain, and a
   space behind a space, is left to it. */
static inline uint32_t fold(lanes bytes, uint32_t after_space, lanes *folded) {
  *folded = bytes | (between(bytes, 0x41, 0x5B) & all(0x20));
  uint32_t spaces = mask(equal(bytes, 0x20));
  uint32_t odd = (~mask(between(bytes, 0x20, 0x7F)) & 0xFFFF) | (spaces & (spaces << 1 | after_space)) | 0x10000;
  return (uint32_t)__builtin_ctz(odd);
}

size_t fettle_fold_plain(const uint8_t *text, size_t length, uint8_t *out, bool after_space) {
  lanes folded;
  size_t at = 0;
  uint32_t space = after_space;
  while (length - at >= 16) {
    uint32_t plain = fold(load(text + at), space, &folded);
    store(out + at, folded);
    at += plain;
    if (plain < 16) return at;
    space = out[at - 1] == 0x20;
  }
  if (at == length) return at;
  if (length >= 16) {
    /* The last sixteen, of which the first are folded already: all of those are plain. */
    uint32_t plain = fold(load(text + length - 16), 0, &folded);
    store(out + length - 16, folded);
    return length - 16 + plain;
  }
  uint8_t rest[16] = {0};
  memcpy(rest, text, length);
  uint32_t plain = fold(load(rest), space, &folded);
  store(rest, folded);
  if (plain > length) plain = (uint32_t)length;
  memcpy(out, rest, plain);
  return plain;
}
