#include "CByteScan.h"

#include "Lanes.h"

/* How often something was found in each of sixteen lanes. */
typedef struct {
  lanes words, capitals, small, letters, digits, commas, wide;
} tallies;

/* Counts in sixteen bytes, knowing those one place before them and one behind. A lane that says yes is 0xFF, which is -1. */
static inline void tally(lanes before, lanes bytes, lanes behind, tallies *found) {
  lanes starts = at_least(bytes, 0x21) & ~at_least(before, 0x21);
  lanes upper = between(bytes, 0x41, 0x5B), lower = between(bytes, 0x61, 0x7B);
  lanes capital = upper, small = lower, letter = upper | lower;
  if (any(bytes)) {
    lanes lead = at_least(bytes, 0xC3), latin = equal(bytes, 0xC3);
    capital |= latin;
    small |= lead & ~latin;
    letter |= lead;
    found->wide -= at_least(bytes, 0xE3) & ~at_least(bytes, 0xEE);
  }
  found->words -= starts;
  found->capitals -= starts & capital;
  found->small -= starts & at_least(behind, 0x21) & small;
  found->letters -= letter;
  found->digits -= between(bytes, 0x30, 0x3A);
  found->commas -= equal(bytes, 0x2C);
}

static void add(fettle_word_counts *counts, tallies *found) {
  counts->words += sum(found->words);
  counts->capitals += sum(found->capitals);
  counts->small += sum(found->small);
  counts->letters += sum(found->letters);
  counts->digits += sum(found->digits);
  counts->commas += sum(found->commas);
  counts->wide += sum(found->wide);
  *found = (tallies){0};
}

fettle_word_counts fettle_count_words(const uint8_t *text, size_t length) {
  fettle_word_counts counts = {0};
  tallies found = {0};
  unsigned steps = 0;
  for (size_t at = 0; at < length; at += 16) {
    if (at > 0 && length - at > 16) {
      tally(load(text + at - 1), load(text + at), load(text + at + 1), &found);
    } else {
      /* At the text's ends there is nothing before it, or behind. */
      uint8_t part[18] = {0};
      size_t rest = length - at > 17 ? 17 : length - at;
      if (at > 0) part[0] = text[at - 1];
      memcpy(part + 1, text + at, rest);
      tally(load(part), load(part + 1), load(part + 2), &found);
    }
    /* A lane counts up to 255. */
    if (++steps == 255) {
      add(&counts, &found);
      steps = 0;
    }
  }
  add(&counts, &found);
  return counts;
}
