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
  lanes space, line, control, ampersand, mark, bracket, hyphen, quote, parenthesis, beyond, run;
} seen;

/* Looks at sixteen bytes, and for runs of spaces at the one behind them. */
static inline void look(const uint8_t *text, seen *all) {
  lanes bytes = load(text);
  lanes space = equal(bytes, 0x20);
  lanes line = between(bytes, 0x09, 0x0E);
  all->space |= space;
  all->run |= space & equal(load(text + 1), 0x20);
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

uint32_t fettle_byte_features(const uint8_t *text, size_t length) {
  uint32_t found = 0;
  if (length == 0) return 0;
  if (text[0] == 0x20 || text[length - 1] == 0x20) found |= FETTLE_SPACE_RUN;
  if (length < 17) {
    for (size_t i = 0; i < length; ++i) {
      found |= features_of(text[i]);
      if (text[i] == 0x20 && i + 1 < length && text[i + 1] == 0x20) found |= FETTLE_SPACE_RUN;
    }
    return found;
  }
  seen all = {0};
  size_t at = 0;
  for (; at + 17 <= length; at += 16) look(text + at, &all);
  /* What is left is looked at together with bytes that were seen before. */
  if (at + 1 < length) look(text + length - 17, &all);
  found |= features_of(text[length - 1]);
  if (any(all.space)) found |= FETTLE_SPACE;
  if (any(all.run)) found |= FETTLE_SPACE_RUN;
  if (any(all.line)) found |= FETTLE_LINE_OR_TAB;
  if (any(all.control)) found |= FETTLE_CONTROL;
  if (any(all.ampersand)) found |= FETTLE_AMPERSAND;
  if (any(all.mark)) found |= FETTLE_MARK;
  if (any(all.bracket)) found |= FETTLE_BRACKET;
  if (any(all.hyphen)) found |= FETTLE_HYPHEN;
  if (any(all.quote)) found |= FETTLE_STRAIGHT_QUOTE;
  if (any(all.parenthesis)) found |= FETTLE_PARENTHESIS;
  if (any(all.beyond)) found |= FETTLE_BEYOND_ASCII;
  return found;
}
