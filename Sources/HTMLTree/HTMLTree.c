#include "HTMLTree.h"

#include "Abridgement.h"

#include <assert.h>
#include <gumbo.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Distributions build the parser with its assertions, and there are pages that break them, such as
   "<table><svg><title><![CDATA[a]]>b". The C library's answer to that would end the program, and with it all other pages; while
   a page is parsed it ends the page. A program's own function comes before the library's of the same name. */
static _Thread_local jmp_buf *parsing;

#ifdef __GLIBC__
void __assert_fail(const char *assertion, const char *file, unsigned int line, const char *function) {
  if (parsing) longjmp(*parsing, 3);
  fprintf(stderr, "%s:%u: %s: Assertion `%s' failed.\n", file, line, function, assertion);
  abort();
}
#endif

/* The parser allocates hundreds of thousands of small pieces and frees most of them only with the tree. They are cut from
   large chunks, which are freed as a whole; so a tree of any depth is freed without recursion. */

typedef struct chunk {
  struct chunk *next;
  size_t used;
  size_t size;
} chunk;

typedef struct {
  chunk *chunks;
  void *last; /* the piece that was cut last: freeing it gives its room back */
  size_t total;
  size_t limit;
  jmp_buf *failed;
  fettle_abridgement abridged; /* what the parser read, and the tree points into */
} arena;

enum { alignment = 16, chunk_size = 1 << 20 };

static size_t rounded(size_t size) { return (size + alignment - 1) & ~(size_t)(alignment - 1); }
static char *room(chunk *c) { return (char *)c + rounded(sizeof(chunk)); }

static void *cut(void *context, size_t size) {
  arena *a = context;
  size = rounded(size ? size : 1);
  chunk *c = a->chunks;
  if (!c || c->size - c->used < size) {
    size_t wanted = size > chunk_size / 4 ? size : chunk_size;
    if (a->total + wanted > a->limit) longjmp(*a->failed, 1);
    chunk *fresh = malloc(rounded(sizeof(chunk)) + wanted);
    if (!fresh) longjmp(*a->failed, 2);
    a->total += wanted;
    fresh->used = 0;
    fresh->size = wanted;
    /* A large piece has a chunk to itself, behind the one that is being filled. */
    if (c && wanted == size && size != chunk_size) {
      fresh->next = c->next;
      c->next = fresh;
      fresh->used = size;
      return room(fresh);
    }
    fresh->next = c;
    a->chunks = c = fresh;
  }
  void *piece = room(c) + c->used;
  c->used += size;
  a->last = piece;
  return piece;
}

static void give_back(void *context, void *piece) {
  arena *a = context;
  if (!piece || piece != a->last) return;
  a->chunks->used = (size_t)((char *)piece - room(a->chunks));
  a->last = NULL;
}

static void free_chunks(arena *a) {
  chunk *c = a->chunks;
  while (c) {
    chunk *next = c->next;
    free(c);
    c = next;
  }
  free(a->abridged.text);
  free(a->abridged.cuts);
  free(a);
}

/* Where something that the tree points to stands in the source. */
static uint32_t place(const arena *a, const char *at) {
  const fettle_abridgement *abridged = &a->abridged;
  if (at < abridged->text || at > abridged->text + abridged->length) return 0;
  return fettle_source_offset(abridged, (size_t)(at - abridged->text));
}

static const GumboVector *children(const GumboNode *node) {
  static const GumboVector none = {0};
  switch (node->type) {
    case GUMBO_NODE_DOCUMENT: return &node->v.document.children;
    case GUMBO_NODE_ELEMENT:
    case GUMBO_NODE_TEMPLATE: return &node->v.element.children;
    default: return &none;
  }
}

static bool is_wanted(const GumboNode *node) { return node->type != GUMBO_NODE_COMMENT; }

static const char *name_of(arena *a, const GumboElement *element) {
  if (element->tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(element->tag);
  GumboStringPiece piece = element->original_tag;
  gumbo_tag_from_original_text(&piece);
  char *name = cut(a, piece.length + 1);
  for (size_t i = 0; i < piece.length; i++) {
    char c = piece.data[i];
    name[i] = c >= 'A' && c <= 'Z' ? c + 32 : c;
  }
  name[piece.length] = 0;
  return name;
}

static void fill(arena *a, fettle_html_node *out, const GumboNode *node) {
  memset(out, 0, sizeof *out);
  out->after = -1;
  if (node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE) {
    const GumboElement *element = &node->v.element;
    out->kind = FETTLE_HTML_ELEMENT;
    out->name_space = element->tag_namespace == GUMBO_NAMESPACE_SVG      ? FETTLE_HTML_NAMESPACE_SVG
                      : element->tag_namespace == GUMBO_NAMESPACE_MATHML ? FETTLE_HTML_NAMESPACE_MATHML
                                                                         : FETTLE_HTML_NAMESPACE_HTML;
    out->text = name_of(a, element);
    out->text_length = (uint32_t)strlen(out->text);
    out->start = place(a, element->original_tag.data);
    out->end = element->original_tag.length ? place(a, element->original_tag.data + element->original_tag.length) : out->start;
    if (element->original_end_tag.length) {
      out->after = (int32_t)place(a, element->original_end_tag.data + element->original_end_tag.length);
    }
    unsigned count = element->attributes.length;
    if (count) {
      fettle_html_attribute *attributes = cut(a, count * sizeof *attributes);
      for (unsigned i = 0; i < count; i++) {
        const GumboAttribute *attribute = element->attributes.data[i];
        attributes[i].name = attribute->name;
        attributes[i].value = attribute->value;
        attributes[i].start = place(a, attribute->original_value.data);
        attributes[i].end = attributes[i].start + (uint32_t)attribute->original_value.length;
      }
      out->attributes = attributes;
      out->attribute_count = count;
    }
  } else {
    const GumboText *text = &node->v.text;
    out->kind = FETTLE_HTML_TEXT;
    out->text = text->text;
    out->text_length = (uint32_t)strlen(text->text);
    out->start = place(a, text->original_text.data);
    const char *end = a->abridged.text + a->abridged.length;
    size_t longest = text->original_text.data ? (size_t)(end - text->original_text.data) : 0;
    size_t count = text->original_text.length < longest ? text->original_text.length : longest;
    out->end = count ? place(a, text->original_text.data + count) : out->start;
  }
}

typedef struct {
  const GumboNode *node;
  unsigned next;
  int32_t index;
} frame;

/* Without recursion: pages may be nested very deep. Counts the nodes where out is NULL. */
static size_t walk(
    arena *a, const GumboNode *root, fettle_html_node *out, frame **stack, size_t *capacity) {
  size_t count = 0, depth = 0;
  if (out) fill(a, &out[0], root), out[0].parent = -1;
  (*stack)[depth++] = (frame){root, 0, 0};
  count = 1;
  while (depth) {
    frame *top = &(*stack)[depth - 1];
    const GumboVector *below = children(top->node);
    if (top->next >= below->length) {
      if (out) out[top->index].last = (int32_t)count;
      depth--;
      continue;
    }
    const GumboNode *child = below->data[top->next++];
    if (!is_wanted(child)) continue;
    int32_t index = (int32_t)count++;
    if (out) {
      fill(a, &out[index], child);
      out[index].parent = top->index;
    }
    if (depth == *capacity) {
      frame *more = cut(a, 2 * *capacity * sizeof(frame));
      memcpy(more, *stack, depth * sizeof(frame));
      *stack = more;
      *capacity *= 2;
    }
    (*stack)[depth++] = (frame){child, 0, index};
  }
  return count;
}

int fettle_html_parse(const char *source, size_t length, size_t memory_limit, fettle_html_tree *tree) {
  memset(tree, 0, sizeof *tree);
  arena *a = calloc(1, sizeof *a);
  if (!a) return 2;
  jmp_buf failed;
  if (fettle_abridge(source, length, &a->abridged)) {
    free(a);
    return 2;
  }
  a->limit = memory_limit;
  a->failed = &failed;
  int problem = setjmp(failed);
  if (problem) {
    parsing = NULL;
    free_chunks(a);
    return problem;
  }
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = cut;
  options.deallocator = give_back;
  options.userdata = a;
  options.max_errors = 0;
  parsing = &failed;
  GumboOutput *output = gumbo_parse_with_options(&options, a->abridged.text, a->abridged.length);
  parsing = NULL;
  size_t capacity = 256;
  frame *stack = cut(a, capacity * sizeof(frame));
  size_t count = walk(a, output->root, NULL, &stack, &capacity);
  fettle_html_node *nodes = cut(a, count * sizeof *nodes);
  walk(a, output->root, nodes, &stack, &capacity);
  a->failed = NULL;
  tree->nodes = nodes;
  tree->count = count;
  tree->arena = a;
  return 0;
}

void fettle_html_free(fettle_html_tree *tree) {
  if (tree->arena) free_chunks(tree->arena);
  memset(tree, 0, sizeof *tree);
}
