// What RE2 alone needs for the patterns of the rules: each line of each file is put to all of them at once, as one set.
//
//   re2 PATTERNS FILES    PATTERNS: one a line. FILES: paths that end in a zero byte each.
//
// Prints the bytes, the seconds of processor time that matching took, and how many lines some pattern matched.
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include <re2/re2.h>
#include <re2/set.h>

static std::string contents(const std::string &path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

static double seconds() {
  timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

int main(int count, char **arguments) {
  if (count != 3) return 1;
  RE2::Options options;
  options.set_case_sensitive(false);
  options.set_max_mem(64 << 20);
  RE2::Set set(options, RE2::UNANCHORED);
  std::ifstream patterns(arguments[1]);
  for (std::string pattern; std::getline(patterns, pattern);) {
    std::string error;
    if (set.Add(pattern, &error) < 0) {
      std::cerr << pattern << ": " << error << "\n";
      return 1;
    }
  }
  if (!set.Compile()) return 1;

  std::string paths = contents(arguments[2]);
  size_t bytes = 0, matched = 0;
  double taken = 0;
  std::vector<int> found;
  for (const char *path = paths.data(); path < paths.data() + paths.size(); path += std::strlen(path) + 1) {
    std::string text = contents(path);
    bytes += text.size();
    double before = seconds();
    const char *at = text.data(), *end = at + text.size();
    while (at < end) {
      const char *stop = static_cast<const char *>(std::memchr(at, '\n', static_cast<size_t>(end - at)));
      if (!stop) stop = end;
      if (stop > at && set.Match(re2::StringPiece(at, static_cast<size_t>(stop - at)), &found)) ++matched;
      at = stop + 1;
    }
    taken += seconds() - before;
  }
  std::printf("%zu %.6f %zu\n", bytes, taken, matched);
}
