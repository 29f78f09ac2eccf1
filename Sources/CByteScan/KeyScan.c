#include "CByteScan.h"

#include "Lanes.h"

static inline int is_digit(uint8_t byte) { return (uint8_t)(byte - 0x30) < 10; }

/* Whether a period is that of "10." with three digits behind it, and more. */
static int is_doi(const uint8_t *text, size_t length, size_t period) {
  return period >= 2 && period + 5 < length && text[period - 1] == '0' && text[period - 2] == '1' &&
         is_digit(text[period + 1]) && is_digit(text[period + 2]) && is_digit(text[period + 3]);
}

static inline lanes small(lanes bytes) { return bytes | (between(bytes, 0x41, 0x5B) & all(0x20)); }

void fettle_scan_key(const uint8_t *text, size_t length, uint8_t *key, const fettle_key_classes *classes,
                     fettle_key_scan *scan) {
  lanes markup = {0}, colon = {0}, comma = {0}, odd = {0};
  uint32_t letters = 0, capitals = 0, digits = 0, periods = 0, apostrophes = 0;
  size_t at = scan->at;
  size_t end = scan->length;
  uint32_t in_word = scan->in_word;
  while (at < length) {
    /* Where fewer than 32 bytes are left, they are read from a place that has as many behind them. */
    uint8_t rest[32];
    const uint8_t *from = text + at;
    if (length - at < 32) {
      memset(rest, 0, 32);
      memcpy(rest, from, length - at);
      from = rest;
    }
    lanes bytes = load(from);
    if (mask(bytes) != 0) break;
    lanes upper = between(bytes, 0x41, 0x5B);
    uint32_t capital = mask(upper);
    uint32_t letter = mask(upper | between(bytes, 0x61, 0x7B));
    uint32_t digit = mask(between(bytes, 0x30, 0x3A));
    uint32_t apostrophe = mask(equal(bytes, '\''));
    uint32_t period = mask(equal(bytes, '.'));
    markup |= equal(bytes, '*') | equal(bytes, '_') | equal(bytes, ']');
    colon |= equal(bytes, ':');
    comma |= equal(bytes, ',') | equal(bytes, ';');
    odd |= equal(bytes, '@') | equal(bytes, '|') | equal(bytes, '{') | equal(bytes, '=') | equal(bytes, '\\');
    letters |= letter;
    capitals |= capital;
    digits |= digit;
    apostrophes |= apostrophe;
    periods |= period;
    while (period != 0) {
      if (is_doi(text, length, at + (size_t)__builtin_ctz(period))) scan->seen |= classes->doi;
      period &= period - 1;
    }
    uint32_t kept = letter | digit;
    /* Apostrophes go on with a word: a carry runs through each run of them that a word's byte or the last one before
       these sixteen stands before. */
    uint32_t word = kept;
    if (apostrophe != 0) {
      uint32_t seeds = (kept << 1 | in_word) & apostrophe;
      word |= apostrophe & ~(apostrophe + seeds);
    }
    uint32_t begins = letter & ~(word << 1 | in_word);
    scan->words += __builtin_popcount(begins);
    scan->capitals += __builtin_popcount(begins & capital);
    in_word = word >> 15 & 1;
    if (kept == 0xFFFF) {
      store(key + end, small(bytes));
      end += 16;
      kept = 0;
    }
    while (kept != 0) {
      uint32_t start = (uint32_t)__builtin_ctz(kept);
      uint32_t run = (uint32_t)__builtin_ctz(~(kept >> start));
      store(key + end, small(load(from + start)));
      end += run;
      kept &= ~(((1u << run) - 1) << start);
    }
    at += 16;
  }
  if (at > length) at = length;
  if (letters) scan->seen |= classes->letter;
  if (capitals) scan->seen |= classes->capital;
  if (digits) scan->seen |= classes->digit;
  if (periods) scan->seen |= classes->period;
  if (apostrophes) scan->seen |= classes->apostrophe;
  if (any(markup)) scan->seen |= classes->markup;
  if (any(colon)) scan->seen |= classes->colon;
  if (any(comma)) scan->seen |= classes->comma;
  if (any(odd)) scan->seen |= classes->odd;
  scan->at = at;
  scan->length = end;
  scan->in_word = in_word;
}
