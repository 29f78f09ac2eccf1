import CRE2

/// Many regular expressions matched at once: one look at the text says which of them match.
///
/// One value may be used by many threads at once. Patterns that begin with `^` cost one look at a text that begins like
/// none of them (`PrefixGate`); others are run only where the words stand that they need (`PatternFilter`), or the bytes
/// (`ByteGate`), or where the text's first byte is one of theirs (`FirstBytes`). A pattern is run by itself where that can be had: an automaton of many makes new states for almost every
/// text.
public final class PatternSet: Sendable {
  public let count: Int
  /// Patterns that are run only where the words stand that they need, and which of the set's they are.
  private let filter: PatternFilter?
  private let filtered: FixedArray<Int32>
  /// Patterns that hardly any text begins like, by what it begins with.
  private let gate: PrefixGate
  private let gatedCount: Int
  /// What patterns need that need one of a few bytes, and what all of them need one of.
  private let barredGates: FixedArray<ByteGate>
  private let bar: ByteGate?
  /// Patterns that texts with certain first bytes may match.
  private let opened: FirstByteTable
  /// The patterns behind `gate`, then those behind `barredGates`, then those behind `opened`. Memory of its own rather than
  /// an array, and what is in it isn't counted: written in `init`, and never again until `deinit`, none of it needs to be
  /// retained while it is used.
  private nonisolated(unsafe) let singles: UnsafeMutableBufferPointer<Unmanaged<SinglePattern>>
  /// Of the others, those that match at the start, and those that match anywhere.
  private let starts: Automaton?
  private let others: Automaton?
  private let startIndices: FixedArray<Int32>
  private let otherIndices: FixedArray<Int32>

  /// - Parameters:
  ///   - anchored: whether every pattern must match at the text's start.
  ///   - together: whether all patterns are run at once: for texts that were chosen because they look like what the
  ///     patterns match.
  /// - Throws: `PatternError` for the first pattern that can't be read, or for all of them together when they are too
  ///   large.
  public init(
    _ patterns: [String], ignoringCase: Bool = false, anchored: Bool = false, together: Bool = false
  ) throws(PatternError) {
    count = patterns.count
    var gate = PrefixGate()
    var gated: [SinglePattern] = []
    var barred: [(gate: ByteGate, single: SinglePattern)] = []
    var opened: [(gate: FirstBytes, single: SinglePattern)] = []
    var starts: [Int] = []
    var filtered: [Int] = []
    var others: [Int] = []
    func isAtStart(_ index: Int) -> Bool { anchored || PatternSet.beginsAtStart(patterns[index]) }
    func source(_ index: Int) -> String { anchored ? "^(?:\(patterns[index]))" : patterns[index] }
    for (index, pattern) in patterns.enumerated() {
      if together || ignoringCase || PatternSet.hasFlags(pattern) {
        // Literals are in lower case as ASCII has it, and case beyond ASCII is more than a bit.
        if isAtStart(index) { starts.append(index) } else { others.append(index) }
      } else if isAtStart(index), gate.add(pattern, gated.count) {
        gated.append(try SinglePattern(source(index), index))
      } else {
        filtered.append(index)
      }
    }
    gate.close()
    var filter: PatternFilter?
    if !filtered.isEmpty {
      let made = try PatternFilter(filtered.map(source))
      if made.unfiltered.count < filtered.count { filter = made }
      for index in made.unfiltered.map({ filtered[$0] }) {
        if let gate = ByteGate(source(index)) {
          barred.append((gate, try SinglePattern(source(index), index)))
        } else if let gate = FirstBytes(source(index)) {
          opened.append((gate, try SinglePattern(source(index), index)))
        } else if isAtStart(index) {
          starts.append(index)
        } else {
          others.append(index)
        }
      }
      starts.sort()
      others.sort()
    }
    func automaton(_ members: [Int], isAtStart: Bool) throws(PatternError) -> Automaton? {
      if members.isEmpty { return nil }
      return try Automaton(members.map { patterns[$0] }, ignoringCase: ignoringCase, anchored: isAtStart)
    }
    self.filter = filter
    self.filtered = FixedArray(filtered.map(Int32.init))
    self.gate = gate
    gatedCount = gated.count
    barredGates = FixedArray(barred.map(\.gate))
    bar = ByteGate(anyOf: barred.map(\.gate))
    self.opened = FirstByteTable(opened.map(\.gate))
    self.starts = try automaton(starts, isAtStart: true)
    self.others = try automaton(others, isAtStart: false)
    // Nothing is thrown from here on, so that `deinit` gives back what is taken.
    let all = gated + barred.map(\.single) + opened.map(\.single)
    singles = .allocate(capacity: all.count)
    _ = singles.initialize(fromContentsOf: all.map(Unmanaged.passRetained))
    startIndices = FixedArray(starts.map(Int32.init))
    otherIndices = FixedArray(others.map(Int32.init))
  }

  deinit {
    for single in singles { single.release() }
    singles.deallocate()
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

  /// Whether a pattern may switch case on or off, "(?i)"; a named group, "(?P<", doesn't.
  private static func hasFlags(_ pattern: String) -> Bool {
    var before: (UInt8, UInt8) = (0, 0)
    var isEscaped = false
    for byte in pattern.utf8 {
      if before == (UInt8(ascii: "("), UInt8(ascii: "?")), byte != UInt8(ascii: ":"), byte != UInt8(ascii: "P") {
        return true
      }
      // A bracket that may be left out is no flag.
      before = (before.1, isEscaped ? 0 : byte)
      isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
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
    var total = 0
    // Which of a part's patterns matched is made into which of the set's.
    @inline(__always) func take(_ count: Int, _ indices: FixedArray<Int32>) {
      for place in total..<(total + count) { found[place] = indices[Int(found[place])] }
      total += count
    }
    if let filter { take(filter.find(in: text, into: found), filtered) }
    let openedStart = gatedCount + barredGates.count
    if gatedCount > 0 { gate.forEachCandidate(text) { attempt($0, text, &total, into: found) } }
    if bar?.lets(text) ?? true {
      for index in 0..<barredGates.count where barredGates[index].lets(text) {
        attempt(gatedCount + index, text, &total, into: found)
      }
    }
    if let first = text.first {
      opened.forEachPattern(first) { attempt(openedStart + $0, text, &total, into: found) }
    } else {
      for place in openedStart..<singles.count { attempt(place, text, &total, into: found) }
    }
    if let starts { take(starts.find(in: text, into: rest(of: found, total)), startIndices) }
    if let others { take(others.find(in: text, into: rest(of: found, total)), otherIndices) }
    if total > 1 {
      var all = UnsafeMutableBufferPointer(rebasing: found[..<total])
      all.sort()
    }
    return total
  }

  /// Runs a pattern of `singles`; what matches is put behind the `total` that were found, once.
  @inline(__always)
  private func attempt(
    _ place: Int, _ text: UnsafeBufferPointer<UInt8>, _ total: inout Int, into found: UnsafeMutableBufferPointer<Int32>
  ) {
    // It lives as long as this does.
    let isFound = singles[place]._withUnsafeGuaranteedRef { single in
      total < found.count && !found[..<total].contains(single.index) && single.matches(text)
    }
    guard isFound else { return }
    found[total] = singles[place]._withUnsafeGuaranteedRef { $0.index }
    total += 1
  }

  @inline(__always)
  private func rest(of found: UnsafeMutableBufferPointer<Int32>, _ start: Int) -> UnsafeMutableBufferPointer<Int32> {
    UnsafeMutableBufferPointer(rebasing: found[start...])
  }

  /// The indices of the patterns that match somewhere in the string.
  public func matches(in text: String) -> [Int] {
    var result: [Int] = []
    var text = text
    text.withUTF8 { bytes in forEachMatch(in: bytes) { result.append($0) } }
    return result
  }
}
