#ifndef FETTLE_HTML_TREE_H
#define FETTLE_HTML_TREE_H

#include <stddef.h>
#include <stdint.h>

/* The elements and texts of a page as one flat array in document order, whatever parser made it. All memory belongs to
   the tree. Positions count bytes of the source. */

enum { FETTLE_HTML_ELEMENT = 0, FETTLE_HTML_TEXT = 1 };
enum { FETTLE_HTML_NAMESPACE_HTML = 0, FETTLE_HTML_NAMESPACE_SVG = 1, FETTLE_HTML_NAMESPACE_MATHML = 2 };

typedef struct {
  const char *name;
  const char *value;
  /* Of the value as it stands in the source, quotes included; both 0 where it doesn't stand there. */
  uint32_t start;
  uint32_t end;
} fettle_html_attribute;

typedef struct {
  /* Of an element its name in lower case; of a text the decoded text. Both end in a zero byte. */
  const char *text;
  const fettle_html_attribute *attributes;
  uint32_t text_length;
  uint32_t attribute_count;
  int32_t parent; /* -1 for the root */
  int32_t last;   /* behind the last node below this one */
  uint32_t start; /* of an element's start tag, or of a text */
  uint32_t end;   /* behind it; for an element that has no tag of its own, equal to start */
  int32_t after;  /* of an element, behind its end tag; -1 where it has none */
  uint8_t kind;
  uint8_t name_space;
} fettle_html_node;

typedef struct {
  const fettle_html_node *nodes;
  size_t count;
  void *arena;
} fettle_html_tree;

/* Parses UTF-8. Returns 0, or 1 where the tree would take more than memory_limit bytes, or 2 where there is no memory,
   or 3 where the parser came into a state that it holds to be impossible.
   source must stay where it is for as long as the tree is used. */
int fettle_html_parse(const char *source, size_t length, size_t memory_limit, fettle_html_tree *tree);
void fettle_html_free(fettle_html_tree *tree);

#endif
