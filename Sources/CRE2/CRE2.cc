#include "CRE2.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include <re2/filtered_re2.h>
#include <re2/re2.h>
#include <re2/set.h>

struct fettle_re2_set {
  fettle_re2_set(const RE2::Options &options, RE2::Anchor anchor) : set(options, anchor) {}
  RE2::Set set;
};

struct fettle_re2 {
  fettle_re2(const re2::StringPiece &pattern, const RE2::Options &options) : re(pattern, options) {}
  RE2 re;
};

struct fettle_re2_filter {
  explicit fettle_re2_filter(int shortest) : patterns(shortest) {}
  re2::FilteredRE2 patterns;
  std::vector<std::string> atoms;
  // No other filter of the process has it, so that what a thread remembers of a filter is never taken for another's.
  const uint64_t number = next_number++;
  static std::atomic<uint64_t> next_number;
};

std::atomic<uint64_t> fettle_re2_filter::next_number{1};

namespace {

RE2::Options options_for(bool caseless, bool literal) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_case_sensitive(!caseless);
  options.set_literal(literal);
  options.set_max_mem(64 << 20);
  return options;
}

void report(const std::string &message, char *error, size_t capacity) {
  if (capacity == 0) return;
  size_t count = std::min(message.size(), capacity - 1);
  std::memcpy(error, message.data(), count);
  error[count] = 0;
}

// What a thread knows of a filter: which patterns a set of atoms makes possible. Few sets of atoms occur, again and again.
struct remembered {
  uint64_t filter = 0;
  std::vector<int32_t> atoms;
  std::vector<int32_t> patterns;
};

constexpr size_t remembered_count = 1024;

remembered &slot_for(uint64_t filter, const int32_t *atoms, size_t count) {
  thread_local std::vector<remembered> slots(remembered_count);
  uint64_t hash = filter * 0x9E3779B97F4A7C15u;
  for (size_t i = 0; i < count; ++i) hash = (hash ^ static_cast<uint32_t>(atoms[i])) * 0xD6E8FEB86659FD93u;
  return slots[(hash >> 40) % remembered_count];
}

re2::StringPiece piece(const uint8_t *text, size_t length) {
  return re2::StringPiece(reinterpret_cast<const char *>(text), length);
}

}  // namespace

extern "C" {

fettle_re2_set *fettle_re2_set_create(bool caseless, bool literal) {
  return new (std::nothrow) fettle_re2_set(options_for(caseless, literal), RE2::UNANCHORED);
}

fettle_re2_set *fettle_re2_set_create_anchored(bool caseless, bool literal) {
  return new (std::nothrow) fettle_re2_set(options_for(caseless, literal), RE2::ANCHOR_START);
}

void fettle_re2_set_destroy(fettle_re2_set *set) { delete set; }

int fettle_re2_set_add(fettle_re2_set *set, const uint8_t *pattern, size_t length, char *error, size_t capacity) {
  std::string message;
  int index = set->set.Add(piece(pattern, length), &message);
  if (index < 0) report(message, error, capacity);
  return index;
}

bool fettle_re2_set_compile(fettle_re2_set *set) { return set->set.Compile(); }

size_t fettle_re2_set_match(const fettle_re2_set *set, const uint8_t *text, size_t length, int32_t *matches,
                            size_t capacity) {
  thread_local std::vector<int> found;
  found.clear();
  if (!set->set.Match(piece(text, length), &found)) return 0;
  std::sort(found.begin(), found.end());
  for (size_t i = 0; i < found.size() && i < capacity; ++i) matches[i] = found[i];
  return found.size();
}

fettle_re2_filter *fettle_re2_filter_create(int shortest_atom) {
  return new (std::nothrow) fettle_re2_filter(shortest_atom);
}

void fettle_re2_filter_destroy(fettle_re2_filter *filter) { delete filter; }

int fettle_re2_filter_add(fettle_re2_filter *filter, const uint8_t *pattern, size_t length, char *error,
                          size_t capacity) {
  // The filter's own error is a number only.
  RE2 probe(piece(pattern, length), options_for(false, false));
  int index = -1;
  if (probe.ok() && filter->patterns.Add(piece(pattern, length), options_for(false, false), &index) == RE2::NoError) {
    return index;
  }
  report(probe.ok() ? "the pattern is too large" : probe.error(), error, capacity);
  return -1;
}

size_t fettle_re2_filter_compile(fettle_re2_filter *filter) {
  filter->patterns.Compile(&filter->atoms);
  return filter->atoms.size();
}

const uint8_t *fettle_re2_filter_atom(const fettle_re2_filter *filter, size_t index, size_t *length) {
  *length = filter->atoms[index].size();
  return reinterpret_cast<const uint8_t *>(filter->atoms[index].data());
}

size_t fettle_re2_filter_potentials(const fettle_re2_filter *filter, const int32_t *atoms, size_t count,
                                    int32_t *patterns, size_t capacity) {
  remembered &known = slot_for(filter->number, atoms, count);
  if (known.filter != filter->number || !std::equal(known.atoms.begin(), known.atoms.end(), atoms, atoms + count)) {
    std::vector<int> potential;
    known.filter = filter->number;
    known.atoms.assign(atoms, atoms + count);
    filter->patterns.AllPotentials(std::vector<int>(atoms, atoms + count), &potential);
    std::sort(potential.begin(), potential.end());
    known.patterns.assign(potential.begin(), potential.end());
  }
  std::copy_n(known.patterns.begin(), std::min(known.patterns.size(), capacity), patterns);
  return known.patterns.size();
}

bool fettle_re2_filter_matches(const fettle_re2_filter *filter, size_t pattern, const uint8_t *text, size_t length) {
  return RE2::PartialMatch(piece(text, length), filter->patterns.GetRE2(static_cast<int>(pattern)));
}

fettle_re2 *fettle_re2_create(const uint8_t *pattern, size_t length, bool caseless, char *error, size_t capacity) {
  auto made = std::unique_ptr<fettle_re2>(new (std::nothrow)
                                              fettle_re2(piece(pattern, length), options_for(caseless, false)));
  if (!made) return nullptr;
  if (!made->re.ok()) {
    report(made->re.error(), error, capacity);
    return nullptr;
  }
  return made.release();
}

void fettle_re2_destroy(fettle_re2 *re) { delete re; }

int fettle_re2_group_count(const fettle_re2 *re) { return re->re.NumberOfCapturingGroups(); }

bool fettle_re2_matches(const fettle_re2 *re, const uint8_t *text, size_t length) {
  return re->re.Match(piece(text, length), 0, length, RE2::UNANCHORED, nullptr, 0);
}

bool fettle_re2_match(const fettle_re2 *re, const uint8_t *text, size_t length, size_t from, int64_t *offsets,
                      int groups) {
  std::vector<re2::StringPiece> parts(static_cast<size_t>(groups));
  re2::StringPiece whole = piece(text, length);
  if (!re->re.Match(whole, from, length, RE2::UNANCHORED, parts.data(), groups)) return false;
  for (int i = 0; i < groups; ++i) {
    if (parts[i].data() == nullptr) {
      offsets[2 * i] = offsets[2 * i + 1] = -1;
    } else {
      offsets[2 * i] = parts[i].data() - whole.data();
      offsets[2 * i + 1] = offsets[2 * i] + static_cast<int64_t>(parts[i].size());
    }
  }
  return true;
}

}
