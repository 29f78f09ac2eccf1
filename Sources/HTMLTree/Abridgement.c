#include "Abridgement.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Follows the tokenizer of the HTML standard (chapter 13.2.5) as far as it must to know a tag from a text. Where it isn't sure
   it cuts nothing. */

typedef struct {
  const char *source;
  size_t length;
  fettle_abridgement *out;
  size_t capacity; /* of the cuts */
  size_t kept;     /* behind the last byte of the source that was copied or cut */
  bool failed;
} scan;

static bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }
static bool is_letter(char c) { return (unsigned char)((c | 0x20) - 'a') < 26; }

static void cut(scan *s, size_t from, size_t to) {
  if (to <= from || s->failed) return;
  fettle_abridgement *out = s->out;
  if (out->count == s->capacity) {
    size_t wanted = s->capacity ? 2 * s->capacity : 256;
    fettle_cut *more = realloc(out->cuts, wanted * sizeof *more);
    if (!more) {
      s->failed = true;
      return;
    }
    out->cuts = more;
    s->capacity = wanted;
  }
  memcpy(out->text + out->length, s->source + s->kept, from - s->kept);
  out->length += from - s->kept;
  s->kept = to;
  out->cuts[out->count++] = (fettle_cut){(uint32_t)out->length, (uint32_t)(to - out->length)};
}

static bool is_named(const char *name, size_t length, const char *wanted) {
  return strlen(wanted) == length && strncasecmp(name, wanted, length) == 0;
}

/* The attributes that a reader of the tree asks for. */
static bool is_wanted(const char *name, size_t length) {
  static const char *const wanted[] = {
      "class", "id", "href", "content", "name", "property", "rel", "type", "role", "itemprop", "itemtype", "hidden",
      "datetime", "http-equiv", "open", "encoding", "aria-label", "data-component", "data-testid", "data-type",
      "data-title", "rowspan", "colspan", "alttext", "itemscope", "typeof", "resource", "value"};
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
    if (is_named(name, length, wanted[i])) return true;
  }
  return false;
}

/* Of styles only those that hide. */
static bool hides(const char *value, size_t length) {
  for (size_t i = 0; i + 4 <= length; i++) {
    if ((value[i] | 0x20) == 'n' && strncasecmp(value + i, "none", 4) == 0) return true;
    if ((value[i] | 0x20) == 'h' && i + 6 <= length && strncasecmp(value + i, "hidden", 6) == 0) return true;
  }
  return false;
}

typedef struct {
  size_t end; /* behind the ">" */
  bool closes_itself;
  bool is_data; /* its type says that its script is JSON-LD, or a formula in TeX */
} tag;

/* The attributes of the tag whose name ends at `at`. Returns false where the source ends before the tag does. */
static bool read_attributes(scan *s, size_t at, bool may_cut, tag *out) {
  const char *p = s->source;
  size_t end = s->length;
  out->closes_itself = out->is_data = false;
  while (true) {
    size_t start = at;
    while (at < end && (is_space(p[at]) || p[at] == '/')) at++;
    if (at >= end) return false;
    if (p[at] == '>') {
      out->closes_itself = at > start && p[at - 1] == '/';
      out->end = at + 1;
      return true;
    }
    size_t name = at++;
    while (at < end && !is_space(p[at]) && p[at] != '/' && p[at] != '>' && p[at] != '=') at++;
    size_t name_length = at - name;
    size_t after_name = at;
    while (at < end && is_space(p[at])) at++;
    size_t value = at, value_end = at;
    if (at < end && p[at] == '=') {
      at++;
      while (at < end && is_space(p[at])) at++;
      if (at >= end) return false;
      if (p[at] == '"' || p[at] == '\'') {
        const char *close = memchr(p + at + 1, p[at], end - at - 1);
        if (!close) return false;
        value = at + 1;
        value_end = (size_t)(close - p);
        at = value_end + 1;
      } else if (p[at] != '>') {
        value = at;
        while (at < end && !is_space(p[at]) && p[at] != '>') at++;
        value_end = at;
      }
    } else {
      at = after_name;
    }
    if (at >= end) return false;
    if (is_named(p + name, name_length, "type") && value_end - value >= 7) {
      for (size_t i = value; i + 7 <= value_end; i++) out->is_data |= strncasecmp(p + i, "ld+json", 7) == 0;
      if (value_end - value >= 8) out->is_data |= strncasecmp(p + value, "math/tex", 8) == 0;
    }
    bool keeps = is_named(p + name, name_length, "style") ? hides(p + value, value_end - value)
                                                            : is_wanted(p + name, name_length);
    /* The space before it goes with it, so that what is left is parted by one. */
    if (may_cut && !keeps && start < name && at - start > 8) cut(s, start, at);
  }
}

/* Where "</name" stands next, or the length of the source. */
static size_t end_tag(const scan *s, size_t at, const char *name) {
  size_t count = strlen(name);
  while (at < s->length) {
    const char *found = memchr(s->source + at, '<', s->length - at);
    if (!found) break;
    at = (size_t)(found - s->source);
    if (at + 2 + count < s->length && s->source[at + 1] == '/' && strncasecmp(s->source + at + 2, name, count) == 0) {
      char next = s->source[at + 2 + count];
      if (is_space(next) || next == '/' || next == '>') return at;
    }
    at++;
  }
  return s->length;
}

static bool holds(const char *text, size_t length, const char *word) {
  size_t count = strlen(word);
  for (size_t i = 0; i + count <= length; i++) {
    const char *found = memchr(text + i, word[0], length - i);
    if (!found) return false;
    i = (size_t)(found - text);
    if (i + count <= length && strncasecmp(found, word, count) == 0) return true;
  }
  return false;
}

static size_t behind_comment(const scan *s, size_t at) {
  size_t inside = at + 4;
  if (inside < s->length && s->source[inside] == '>') return inside + 1;
  if (inside + 1 < s->length && s->source[inside] == '-' && s->source[inside + 1] == '>') return inside + 2;
  while (inside + 2 < s->length) {
    const char *found = memchr(s->source + inside, '-', s->length - inside);
    if (!found) break;
    inside = (size_t)(found - s->source);
    if (inside + 2 < s->length && found[1] == '-' && found[2] == '>') return inside + 3;
    if (inside + 3 < s->length && found[1] == '-' && found[2] == '!' && found[3] == '>') return inside + 4;
    inside++;
  }
  return 0;
}

static void run(scan *s) {
  static const char *const raw[] = {"script", "style", "iframe", "noembed", "noframes", "xmp", "textarea", "title"};
  size_t at = 0;
  while (at < s->length && !s->failed) {
    const char *found = memchr(s->source + at, '<', s->length - at);
    if (!found) return;
    at = (size_t)(found - s->source);
    if (at + 3 >= s->length) return;
    char next = s->source[at + 1];
    if (next == '!' || next == '?') {
      if (next == '!' && s->source[at + 2] == '-' && s->source[at + 3] == '-') {
        size_t end = behind_comment(s, at);
        if (!end) return;
        cut(s, at, end);
        at = end;
      } else {
        const char *close = memchr(s->source + at, '>', s->length - at);
        if (!close) return;
        at = (size_t)(close - s->source) + 1;
      }
      continue;
    }
    bool is_end = next == '/';
    size_t name = at + (is_end ? 2 : 1);
    if (!is_letter(s->source[name])) {
      at++;
      continue;
    }
    size_t name_end = name;
    while (name_end < s->length && !is_space(s->source[name_end]) && s->source[name_end] != '/' &&
           s->source[name_end] != '>') {
      name_end++;
    }
    if (!is_end && is_named(s->source + name, name_end - name, "plaintext")) return;
    tag t;
    /* What would be cut of a tag that never ends would change what the parser makes of it. */
    size_t count = s->out->count, length = s->out->length, kept = s->kept;
    if (!read_attributes(s, name_end, !is_end, &t)) {
      s->out->count = count;
      s->out->length = length;
      s->kept = kept;
      return;
    }
    at = t.end;
    if (is_end || t.closes_itself) continue;
    for (size_t i = 0; i < sizeof raw / sizeof *raw; i++) {
      if (!is_named(s->source + name, name_end - name, raw[i])) continue;
      size_t close = end_tag(s, at, raw[i]);
      if (close >= s->length) return;
      const char *code = s->source + at;
      bool is_escaped = i == 0 && holds(code, close - at, "<!--") && holds(code, close - at, "<script");
      if (i < 5 && !t.is_data && !is_escaped) cut(s, at, close);
      at = close;
      break;
    }
  }
}

int fettle_abridge(const char *source, size_t length, fettle_abridgement *out) {
  memset(out, 0, sizeof *out);
  out->text = malloc(length + 1);
  if (!out->text) return 1;
  scan s = {source, length, out, 0, 0, false};
  run(&s);
  if (s.failed) {
    free(out->text);
    free(out->cuts);
    memset(out, 0, sizeof *out);
    return 1;
  }
  memcpy(out->text + out->length, source + s.kept, length - s.kept);
  out->length += length - s.kept;
  return 0;
}

uint32_t fettle_source_offset(const fettle_abridgement *abridged, size_t offset) {
  size_t low = 0, high = abridged->count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (abridged->cuts[middle].at <= offset) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return (uint32_t)(offset + (low ? abridged->cuts[low - 1].skipped : 0));
}
