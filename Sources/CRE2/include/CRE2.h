/* A C face for RE2's set matcher and single-pattern matcher. Text is bytes with a length; nothing is copied. */
#ifndef FETTLE_CRE2_H
#define FETTLE_CRE2_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct fettle_re2_set fettle_re2_set;
typedef struct fettle_re2 fettle_re2;
typedef struct fettle_re2_filter fettle_re2_filter;

/* A set of patterns, matched unanchored. `caseless` and `literal` hold for every pattern of the set. */
fettle_re2_set *_Nullable fettle_re2_set_create(bool caseless, bool literal);
/* The same, but every pattern must match at the text's start: a text that begins like none of them costs a few bytes. */
fettle_re2_set *_Nullable fettle_re2_set_create_anchored(bool caseless, bool literal);
void fettle_re2_set_destroy(fettle_re2_set *_Nonnull set);

/* The pattern's index in the set, or -1; then `error` (of `capacity` bytes) says why, zero-terminated. */
int fettle_re2_set_add(fettle_re2_set *_Nonnull set, const uint8_t *_Nullable pattern, size_t length,
                       char *_Nonnull error, size_t capacity);

/* False when the set is too large to compile. Call once, after the last add, before the first match. */
bool fettle_re2_set_compile(fettle_re2_set *_Nonnull set);

/* How many patterns match anywhere in the text; the first `capacity` of their indices, ascending, go to `matches`.
   Safe to call from several threads. */
size_t fettle_re2_set_match(const fettle_re2_set *_Nonnull set, const uint8_t *_Nullable text, size_t length,
                            int32_t *_Nonnull matches, size_t capacity);

/* Patterns behind a filter: which of them can match is told by the literals ("atoms") that they can't do without. The caller
   searches for the atoms; they are in lower case, and so must be the text in which they are searched. */
fettle_re2_filter *_Nullable fettle_re2_filter_create(int shortest_atom);
void fettle_re2_filter_destroy(fettle_re2_filter *_Nonnull filter);
/* The pattern's index, or -1; then `error` says why. */
int fettle_re2_filter_add(fettle_re2_filter *_Nonnull filter, const uint8_t *_Nullable pattern, size_t length,
                          char *_Nonnull error, size_t capacity);
/* Call once, after the last add (there must be one), before anything below. Returns how many atoms there are. */
size_t fettle_re2_filter_compile(fettle_re2_filter *_Nonnull filter);
/* An atom's bytes, which live as long as the filter. */
const uint8_t *_Nonnull fettle_re2_filter_atom(const fettle_re2_filter *_Nonnull filter, size_t index,
                                               size_t *_Nonnull length);
/* How many patterns could match a text with just these atoms; the first `capacity` of their indices, ascending, go to
   `patterns`. Safe to call from several threads. */
size_t fettle_re2_filter_potentials(const fettle_re2_filter *_Nonnull filter, const int32_t *_Nullable atoms,
                                    size_t count, int32_t *_Nonnull patterns, size_t capacity);
/* Whether one of the filter's patterns matches anywhere in the text. Safe to call from several threads. */
bool fettle_re2_filter_matches(const fettle_re2_filter *_Nonnull filter, size_t pattern,
                               const uint8_t *_Nullable text, size_t length);

/* One pattern. NULL when it doesn't compile; then `error` says why. */
fettle_re2 *_Nullable fettle_re2_create(const uint8_t *_Nullable pattern, size_t length, bool caseless,
                                        char *_Nonnull error, size_t capacity);
void fettle_re2_destroy(fettle_re2 *_Nonnull re);
int fettle_re2_group_count(const fettle_re2 *_Nonnull re);

/* Whether it matches anywhere in the text. */
bool fettle_re2_matches(const fettle_re2 *_Nonnull re, const uint8_t *_Nullable text, size_t length);

/* The leftmost match at or after `from`; `offsets` gets 2 x groups byte offsets (start, end; -1 for a group that took no
   part), group 0 being the whole match. */
bool fettle_re2_match(const fettle_re2 *_Nonnull re, const uint8_t *_Nullable text, size_t length, size_t from,
                      int64_t *_Nonnull offsets, int groups);

#ifdef __cplusplus
}
#endif
#endif
