#ifndef FETTLE_ABRIDGEMENT_H
#define FETTLE_ABRIDGEMENT_H

#include <stddef.h>
#include <stdint.h>

/* A page without what no reader of its tree asks for: the code of scripts and styles, comments, and attributes that draw or
   configure. That is half of a page and more, and a parser reads all of it byte by byte. Places in what is left are led back to
   the source. */

typedef struct {
  uint32_t at;      /* in the abridged text */
  uint32_t skipped; /* how many bytes of the source are missing before it, in all */
} fettle_cut;

typedef struct {
  char *text;
  size_t length;
  fettle_cut *cuts; /* ascending */
  size_t count;
} fettle_abridgement;

/* The texts are the caller's to free, with free(). Returns 0, or 1 where there is no memory. */
int fettle_abridge(const char *source, size_t length, fettle_abridgement *out);

/* Where in the source an offset of the abridged text stands; behind what was cut there. */
uint32_t fettle_source_offset(const fettle_abridgement *abridged, size_t offset);

#endif
