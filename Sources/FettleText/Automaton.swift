import CRE2

/// Regular expressions in one automaton (`RE2::Set`): a pass over the text says which of them match.
final class Automaton: Sendable {
  private let count: Int
  // Immutable once compiled, which happens in `init`; freed once, in `deinit`.
  private nonisolated(unsafe) let compiled: OpaquePointer

  /// - Parameter anchored: whether every pattern must match at the text's start; a text that begins like none of them then
  ///   costs a few bytes.
  /// - Throws: `PatternError` for the first pattern that can't be read, or for all of them together when they are too
  ///   large.
  init(_ patterns: [String], ignoringCase: Bool, anchored: Bool) throws(PatternError) {
    let made =
      anchored ? fettle_re2_set_create_anchored(ignoringCase, false) : fettle_re2_set_create(ignoringCase, false)
    guard let set = made else { throw PatternError(pattern: "", message: "out of memory") }
    var error = [CChar](repeating: 0, count: 256)
    for pattern in patterns {
      let index = Array(pattern.utf8).withUnsafeBufferPointer { bytes in
        fettle_re2_set_add(set, bytes.baseAddress, bytes.count, &error, error.count)
      }
      if index < 0 {
        fettle_re2_set_destroy(set)
        throw PatternError(pattern: pattern, message: PatternError.text(error))
      }
    }
    guard fettle_re2_set_compile(set) else {
      fettle_re2_set_destroy(set)
      throw PatternError(pattern: "", message: "the patterns are too large together")
    }
    count = patterns.count
    compiled = set
  }

  deinit { fettle_re2_set_destroy(compiled) }

  /// Puts the index of each pattern that matches into `found`, ascending, as far as there is room; returns how many are there.
  func find(in text: UnsafeBufferPointer<UInt8>, into found: UnsafeMutableBufferPointer<Int32>) -> Int {
    guard let start = found.baseAddress, !found.isEmpty else { return 0 }
    return min(found.count, fettle_re2_set_match(compiled, text.baseAddress, text.count, start, found.count))
  }
}
