import CRE2

/// Many regular expressions matched at once: one look at the text says which of them match.
///
/// One value may be used by many threads at once. Patterns that begin with `^` cost one look at a text that begins like
/// none of them (`PrefixGate`); others are run only where the words stand that they need (`PatternFilter`).
public final class PatternSet: Sendable {
  public let count: Int
  private let parts: [Part]

  /// Patterns that are matched in one way, and which of the set's patterns they are.
  private struct Part: Sendable {
    enum Way: Sendable {
      case automaton(Automaton)
      case gated(PrefixGate, Automaton)
      case filter(PatternFilter)
    }
    var way: Way
    var indices: [Int32]
  }

  /// - Parameter anchored: whether every pattern must match at the text's start.
  /// - Throws: `PatternError` for the first pattern that can't be read, or for all of them together when they are too
  ///   large.
  public init(_ patterns: [String], ignoringCase: Bool = false, anchored: Bool = false) throws(PatternError) {
    count = patterns.count
    var gate = PrefixGate()
    var gated: [Int] = []
    var starts: [Int] = []
    var filtered: [Int] = []
    var others: [Int] = []
    for (index, pattern) in patterns.enumerated() {
      if anchored || PatternSet.beginsAtStart(pattern) {
        // Case beyond ASCII is more than a bit.
        if !ignoringCase, gate.add(pattern) {
          gated.append(index)
        } else if !ignoringCase, !PatternSet.hasFlags(pattern) {
          filtered.append(index)
        } else {
          starts.append(index)
        }
      } else if ignoringCase || PatternSet.hasFlags(pattern) {
        // The filter's literals are in lower case as ASCII has it.
        others.append(index)
      } else {
        filtered.append(index)
      }
    }
    var parts: [Part] = []
    if !filtered.isEmpty {
      let filter = try PatternFilter(filtered.map { anchored ? "^(?:\(patterns[$0]))" : patterns[$0] })
      if filter.unfiltered.count < filtered.count {
        parts.append(Part(way: .filter(filter), indices: filtered.map(Int32.init)))
      }
      for index in filter.unfiltered.map({ filtered[$0] }) {
        if anchored || PatternSet.beginsAtStart(patterns[index]) { starts.append(index) } else { others.append(index) }
      }
      starts.sort()
      others.sort()
    }
    if !gated.isEmpty {
      let automaton = try Automaton(gated.map { patterns[$0] }, ignoringCase: ignoringCase, anchored: true)
      parts.append(Part(way: .gated(gate, automaton), indices: gated.map(Int32.init)))
    }
    for (members, isAtStart) in [(starts, true), (others, false)] where !members.isEmpty {
      let automaton = try Automaton(members.map { patterns[$0] }, ignoringCase: ignoringCase, anchored: isAtStart)
      parts.append(Part(way: .automaton(automaton), indices: members.map(Int32.init)))
    }
    self.parts = parts
  }

  /// Whether a pattern can match at the start of the text only: it begins with `^`, and no `|` at its top lets something
  /// else begin it.
  static func beginsAtStart(_ pattern: String) -> Bool {
    var depth = 0
    var inClass = false
    var isEscaped = false
    var previous: UInt8 = 0
    for byte in pattern.utf8 {
      defer { previous = byte }
      if isEscaped {
        // Quoted text (\Q…\E) has other rules.
        if byte == UInt8(ascii: "Q") { return false }
        isEscaped = false
        continue
      }
      switch byte {
      case UInt8(ascii: "\\"): isEscaped = true
      // What begins a class inside of a class, and a bracket that doesn't end one, are left to those who know.
      case UInt8(ascii: "[") where inClass: return false
      case UInt8(ascii: "]") where previous == UInt8(ascii: "[") || previous == UInt8(ascii: "^"): return false
      case UInt8(ascii: "["): inClass = true
      case UInt8(ascii: "]"): inClass = false
      case UInt8(ascii: "(") where !inClass: depth += 1
      case UInt8(ascii: ")") where !inClass: depth -= 1
      case UInt8(ascii: "|") where depth == 0 && !inClass: return false
      default: break
      }
    }
    return pattern.utf8.first == UInt8(ascii: "^")
      && pattern.utf8.dropFirst().first.map { !"*+?{".utf8.contains($0) } ?? true
  }

  /// Whether a pattern may switch case on or off: "(?i)".
  private static func hasFlags(_ pattern: String) -> Bool {
    var before: (UInt8, UInt8) = (0, 0)
    for byte in pattern.utf8 {
      if before == (UInt8(ascii: "("), UInt8(ascii: "?")), byte != UInt8(ascii: ":") { return true }
      before = (before.1, byte)
    }
    return false
  }

  /// Calls `body` with the index of each pattern that matches somewhere in the text, ascending; at most 64 of them.
  @inline(__always)
  public func forEachMatch(in text: UnsafeBufferPointer<UInt8>, _ body: (Int) -> Void) {
    guard count > 0 else { return }
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: 64) { found in
      for index in 0..<find(in: text, into: found) { body(Int(found[index])) }
    }
  }

  /// Puts what matches into `found`, ascending; returns how many they are.
  @usableFromInline
  func find(in text: UnsafeBufferPointer<UInt8>, into found: UnsafeMutableBufferPointer<Int32>) -> Int {
    var found = found
    var total = 0
    var isSorted = true
    func note(_ index: Int32) {
      guard total < found.count else { return }
      if total > 0, found[total - 1] > index { isSorted = false }
      found[total] = index
      total += 1
    }
    for part in parts {
      switch part.way {
      case .automaton(let automaton): automaton.forEachMatch(in: text) { note(part.indices[$0]) }
      case .gated(let gate, let automaton):
        if gate.lets(text) { automaton.forEachMatch(in: text) { note(part.indices[$0]) } }
      case .filter(let filter): filter.forEachMatch(in: text) { note(part.indices[$0]) }
      }
    }
    if !isSorted { found[..<total].sort() }
    return total
  }

  /// The indices of the patterns that match somewhere in the string.
  public func matches(in text: String) -> [Int] {
    var result: [Int] = []
    var text = text
    text.withUTF8 { bytes in forEachMatch(in: bytes) { result.append($0) } }
    return result
  }
}
