#include "CByteScan.h"

#include "Lanes.h"

/* BlockTraits.swift says what is looked for. Words are told from one another by masks of up to 63 bytes; what needs a look
   at single bytes, numbers and initials, is read one by one. */

static inline int is_digit(uint8_t byte) { return (uint8_t)(byte - '0') < 10; }
static inline int is_small(uint8_t byte) { return (uint8_t)(byte - 'a') < 26; }
static inline int is_capital(uint8_t byte) { return (uint8_t)(byte - 'A') < 26; }

static inline int joins(uint8_t byte) {
  return is_digit(byte) || is_small(byte) || is_capital(byte) || byte == '/' || byte == '_';
}

/* How long a dash at a place is: a hyphen, or one of U+2010…U+2014; 0 for none. */
static inline size_t dash(const uint8_t *text, size_t length, size_t at) {
  if (at < length && text[at] == '-') return 1;
  return at + 2 < length && text[at] == 0xE2 && text[at + 1] == 0x80 && (uint8_t)(text[at + 2] - 0x90) < 5 ? 3 : 0;
}

/* An address has no words or years, but it may hold a DOI. */
static size_t skip_address(const uint8_t *text, size_t length, size_t at, fettle_reference_traits *found) {
  for (; at < length && text[at] > 0x20; ++at) {
    if (text[at] == '/' && at + 6 < length && text[at + 1] == '1' && text[at + 2] == '0' && text[at + 3] == '.' &&
        is_digit(text[at + 4])) {
      found->has_doi = true;
    }
  }
  return at;
}

static size_t read_number(const uint8_t *text, size_t length, size_t start, fettle_reference_traits *found) {
  size_t at = start;
  uint64_t value = 0;
  while (at < length && is_digit(text[at])) value = value * 10 + (text[at++] & 15);
  size_t digits = at - start;
  size_t sign = dash(text, length, at);
  if (digits == 4 && value >= 1500 && value < 2100) {
    uint8_t before = start > 0 ? text[start - 1] : ' ';
    uint8_t after = at < length ? text[at] : ' ';
    uint8_t beyond = after;
    if (after >= 'a' && after <= 'e') beyond = at + 1 < length ? text[at + 1] : ' ';
    /* "2093–2111" are pages. */
    bool is_range = (sign > 0 && at + sign < length && is_digit(text[at + sign])) || before == '-' ||
                    (before == 0x93 && start > 2 && text[start - 3] == 0xE2);
    /* "(2003)016" is part of an identifier. */
    bool is_in_code = beyond == ')' && at + 1 < length && is_digit(text[at + 1]) && before == '(';
    if (!joins(before) && !joins(beyond) && !is_range && !is_in_code) {
      ++found->years;
      if (before == '(' || length <= 8) ++found->dates;
    }
  }
  if (digits == 2 && value == 10 && at + 4 < length && text[at] == '.' && is_digit(text[at + 1]) &&
      is_digit(text[at + 2]) && is_digit(text[at + 3])) {
    found->has_doi = true;
  }
  /* A dash with a digit behind it, perhaps with a space between. */
  if (sign > 0) {
    size_t next = at + sign;
    if (next < length && text[next] == ' ') ++next;
    if (next < length && is_digit(text[next])) ++found->page_ranges;
  }
  return at;
}

/* A word of capitals, or of letters beyond ASCII. */
static inline void note_capitals(const uint8_t *text, size_t length, size_t start, size_t end, size_t letters,
                                 fettle_reference_traits *found) {
  if (end >= length) return;
  uint8_t after = text[end];
  if (letters == 1 && (after == '.' || after == ',' || after == '-')) {
    ++found->initials;
  } else if (letters <= 3 && start > 0 && text[start - 1] == ' ' && (after == ',' || after == '.' || after == ' ')) {
    ++found->initials;
  }
}

/* A word that is longer than the masks. */
static size_t read_word(const uint8_t *text, size_t length, size_t start, fettle_reference_traits *found) {
  size_t at = start, letters = 0;
  bool is_lower = true, is_upper = true;
  for (; at < length; ++at) {
    uint8_t byte = text[at];
    if (is_small(byte)) {
      is_upper = false;
    } else if (is_capital(byte)) {
      is_lower = false;
    } else if (byte >= 0x80 && byte != 0xE2 && byte != 0xC2) {
      is_lower = false;
      if ((byte & 0xC0) == 0x80) continue;
    } else {
      break;
    }
    ++letters;
  }
  if (at == start) return start + 1;
  ++found->words;
  if (is_lower) {
    ++found->lower_words;
    if (letters == 3 && memcmp(text + start, "doi", 3) == 0) found->has_doi = true;
  } else if (is_upper) {
    note_capitals(text, length, start, at, letters, found);
  }
  return at;
}

typedef struct {
  uint64_t small, capital, digit, colon, beyond, lead, e2, c2;
} masks;

/* Adds sixteen bytes of which the first `before` were read already, or are none of the text's; the next one is at `shift`. */
static inline void read_part(masks *found, lanes bytes, int before, int shift) {
  found->small |= (uint64_t)(mask(between(bytes, 'a', 'z' + 1)) >> before) << shift;
  found->capital |= (uint64_t)(mask(between(bytes, 'A', 'Z' + 1)) >> before) << shift;
  found->digit |= (uint64_t)(mask(between(bytes, '0', '9' + 1)) >> before) << shift;
  found->colon |= (uint64_t)(mask(equal(bytes, ':')) >> before) << shift;
  uint64_t high = mask(bytes) >> before;
  if (high == 0) return;
  found->beyond |= high << shift;
  found->lead |= (uint64_t)(mask(at_least(bytes, 0xC0)) >> before) << shift;
  found->e2 |= (uint64_t)(mask(equal(bytes, 0xE2)) >> before) << shift;
  found->c2 |= (uint64_t)(mask(equal(bytes, 0xC2)) >> before) << shift;
}

static inline masks read(const uint8_t *text) {
  masks found = {0};
  for (int part = 0; part < 4; ++part) read_part(&found, load(text + 16 * part), 0, 16 * part);
  return found;
}

/* The same of a text's last `count` bytes, fewer than 64, behind `at` others. What doesn't fill sixteen bytes is read with
   what stands before it: copying it would make a processor wait. */
static inline masks read_last(const uint8_t *text, size_t at, size_t count) {
  masks found = {0};
  size_t part = 0;
  for (; part + 16 <= count; part += 16) read_part(&found, load(text + at + part), 0, (int)part);
  if (part == count) return found;
  size_t rest = count - part;
  if (at + count >= 16) {
    read_part(&found, load(text + at + count - 16), (int)(16 - rest), (int)part);
  } else {
    uint8_t bytes[16] = {0};
    memcpy(bytes, text + at + part, rest);
    read_part(&found, load(bytes), 0, (int)part);
  }
  return found;
}

/* The bits below one. */
static inline uint64_t below(size_t bit) { return ((uint64_t)1 << bit) - 1; }

/* Where runs of `bytes` end that begin with a word: a carry runs through each of them. */
static inline uint64_t ends(uint64_t bytes, uint64_t starts) { return (bytes + (starts & bytes)) & ~bytes; }

void fettle_read_reference_traits(const uint8_t *text, size_t length, fettle_reference_traits *found) {
  size_t at = 0;
  while (at < length) {
    size_t count = length - at < 63 ? length - at : 63;
    masks bytes = length - at >= 64 ? read(text + at) : read_last(text, at, count);
    bool is_address = false;
    for (uint64_t colons = bytes.colon & below(count); colons != 0; colons &= colons - 1) {
      size_t place = (size_t)__builtin_ctzll(colons);
      if (at + place + 2 < length && text[at + place + 1] == '/' && text[at + place + 2] == '/') {
        count = place;
        is_address = true;
        break;
      }
    }
    uint64_t tail = bytes.beyond & ~bytes.lead;
    uint64_t beyond = bytes.beyond;
    if (beyond != 0) {
      /* Signs, not letters: all that begin with E2 or C2. */
      uint64_t before = 0;
      if (at > 0 && (text[at - 1] == 0xE2 || text[at - 1] == 0xC2)) before |= 1;
      if (at > 0 && text[at - 1] == 0xE2) before |= 2;
      if (at > 1 && text[at - 2] == 0xE2) before |= 1;
      uint64_t signs = (bytes.e2 | bytes.c2) << 1 | bytes.e2 << 2 | before;
      beyond &= ~(bytes.e2 | bytes.c2 | (signs & tail));
    }
    uint64_t words = bytes.small | bytes.capital | beyond;
    if (!is_address && at + count < length) {
      uint64_t gaps = ~(words | bytes.digit) & below(count);
      if (gaps == 0) {
        at = is_digit(text[at]) ? read_number(text, length, at, found) : read_word(text, length, at, found);
        continue;
      }
      count = 64 - (size_t)__builtin_clzll(gaps);
    }
    uint64_t valid = below(count);
    words &= valid;
    uint64_t small = bytes.small & valid, capitals = (bytes.capital | beyond) & valid, digits = bytes.digit & valid;
    uint64_t starts = words & ~(words << 1);
    uint64_t lower_ends = ends(small, starts) & ~words;
    found->words += __builtin_popcountll(starts);
    found->lower_words += __builtin_popcountll(lower_ends);
    for (uint64_t three = starts & small & small >> 1 & small >> 2 & lower_ends >> 3; three != 0; three &= three - 1) {
      if (memcmp(text + at + __builtin_ctzll(three), "doi", 3) == 0) found->has_doi = true;
    }
    for (uint64_t upper = ends(capitals, starts) & ~words; upper != 0; upper &= upper - 1) {
      size_t end = (size_t)__builtin_ctzll(upper);
      size_t start = 63 - (size_t)__builtin_clzll(starts & below(end));
      uint64_t letters = capitals & ~tail & below(end) & ~below(start);
      note_capitals(text, length, at + start, at + end, (size_t)__builtin_popcountll(letters), found);
    }
    for (uint64_t numbers = digits & ~(digits << 1); numbers != 0; numbers &= numbers - 1) {
      read_number(text, length, at + (size_t)__builtin_ctzll(numbers), found);
    }
    at += count;
    if (is_address) at = skip_address(text, length, at + 3, found);
  }
}
