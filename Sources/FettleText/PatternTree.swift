/// A regular expression as a tree.
///
/// Reads as much of RE2's syntax as patterns of rules are made of, and gives up on the rest.
indirect enum PatternTree {
  /// One character of several.
  case character(ScalarSet)
  case sequence([PatternTree])
  case choice([PatternTree])
  /// As often as the range says; without an upper bound where that is `nil`.
  case repeated(PatternTree, least: Int, most: Int?)
  case place(Place)

  /// Where a match may go on, whatever stands there.
  enum Place {
    case textStart, textEnd, wordEdge
  }

  /// - Returns: `nil` where the pattern has something in it that isn't known here, flags above all.
  static func read(_ pattern: String) -> PatternTree? {
    var reader = PatternReader(Array(pattern.unicodeScalars))
    return reader.whole()
  }

  /// The pattern without the upper bounds of long repetitions: it matches wherever this one does, and makes a small table
  /// where "up to ninety characters" would make a large one.
  ///
  /// - Returns: `nil` where nothing is left out.
  func loosened() -> PatternTree? {
    var isLoosened = false
    let loose = loosened(&isLoosened)
    return isLoosened ? loose : nil
  }

  private func loosened(_ isLoosened: inout Bool) -> PatternTree {
    switch self {
    case .character, .place: return self
    case .sequence(let parts): return .sequence(parts.map { $0.loosened(&isLoosened) })
    case .choice(let parts): return .choice(parts.map { $0.loosened(&isLoosened) })
    case .repeated(let part, let least, let most):
      let part = part.loosened(&isLoosened)
      guard max(least, most ?? 0) > 3 else { return .repeated(part, least: least, most: most) }
      isLoosened = true
      return .repeated(part, least: min(least, 3), most: nil)
    }
  }
}

/// Characters by their numbers.
struct ScalarSet: Equatable {
  /// In order, none touching the next.
  private(set) var ranges: [ClosedRange<UInt32>]

  init(_ ranges: [ClosedRange<UInt32>]) {
    self.ranges = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = self.ranges.last, range.lowerBound <= last.upperBound + 1 {
        self.ranges[self.ranges.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        self.ranges.append(range)
      }
    }
  }

  init(_ scalar: Unicode.Scalar) { ranges = [scalar.value...scalar.value] }

  /// All others.
  var inverted: ScalarSet {
    var gaps: [ClosedRange<UInt32>] = []
    var from: UInt32 = 0
    for range in ranges {
      if range.lowerBound > from { gaps.append(from...(range.lowerBound - 1)) }
      from = range.upperBound + 1
    }
    if from <= 0x10FFFF { gaps.append(from...0x10FFFF) }
    return ScalarSet(gaps)
  }

  static let digits = ScalarSet([0x30...0x39])
  static let spaces = ScalarSet([0x09...0x0A, 0x0C...0x0D, 0x20...0x20])
  static let words = ScalarSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
  /// What a period stands for.
  static let allButLineEnds = ScalarSet([0x0A...0x0A]).inverted
}
