/// Reads a pattern from its start to its end; every part is `nil` where it isn't known.
struct PatternReader {
  private let pattern: [Unicode.Scalar]
  private var at = 0

  /// What a pattern that asks for more isn't read for.
  private static let mostRepeats = 200

  init(_ pattern: [Unicode.Scalar]) { self.pattern = pattern }

  mutating func whole() -> PatternTree? {
    guard let tree = choice(), at == pattern.count else { return nil }
    return tree
  }

  private var next: Unicode.Scalar? { at < pattern.count ? pattern[at] : nil }

  /// Takes a character, if it is the next one.
  private mutating func takes(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    at += 1
    return true
  }

  /// Alternatives, up to a closing bracket or the end.
  private mutating func choice() -> PatternTree? {
    var all: [PatternTree] = []
    repeat {
      var parts: [PatternTree] = []
      while let scalar = next, scalar != "|", scalar != ")" {
        guard let part = part(), let repeated = repeated(part) else { return nil }
        parts.append(repeated)
      }
      all.append(.sequence(parts))
    } while takes("|")
    return all.count == 1 ? all[0] : .choice(all)
  }

  private mutating func part() -> PatternTree? {
    guard let scalar = next else { return nil }
    at += 1
    switch scalar {
    case "(":
      if takes("?"), !takes(":") { return nil }
      guard let inner = choice(), takes(")") else { return nil }
      return inner
    case "[": return bracket()
    case "\\": return escape()
    case ".": return .character(.allButLineEnds)
    case "^": return .place(.textStart)
    case "$": return .place(.textEnd)
    case "*", "+", "?", "{": return nil
    default: return .character(ScalarSet(scalar))
    }
  }

  private mutating func escape() -> PatternTree? {
    guard let scalar = next else { return nil }
    at += 1
    if scalar == "b" { return .place(.wordEdge) }
    return PatternReader.escaped(scalar).map(PatternTree.character)
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> ScalarSet? {
    switch scalar {
    case "d": .digits
    case "D": ScalarSet.digits.inverted
    case "s": .spaces
    case "S": ScalarSet.spaces.inverted
    case "w": .words
    case "W": ScalarSet.words.inverted
    case "n": ScalarSet("\n")
    case "t": ScalarSet("\t")
    // Signs stand for themselves; other letters, and digits, mean something.
    case "!"..."/", ":"..."@", "["..."`", "{"..."~": ScalarSet(scalar)
    default: nil
    }
  }

  /// A class of characters, behind its opening bracket.
  private mutating func bracket() -> PatternTree? {
    let isInverted = takes("^")
    var ranges: [ClosedRange<UInt32>] = []
    var isFirst = true
    while let scalar = next, scalar != "]" || isFirst {
      // A class inside of the class, and a bracket that stands for itself.
      if scalar == "[" || scalar == "]" { return nil }
      isFirst = false
      guard let low = member() else { return nil }
      guard at + 1 < pattern.count, pattern[at] == "-", pattern[at + 1] != "]" else {
        ranges += low.ranges
        continue
      }
      at += 1
      guard next != "[", let high = member(), let first = low.single, let last = high.single, first <= last else {
        return nil
      }
      ranges.append(first...last)
    }
    guard takes("]"), !ranges.isEmpty else { return nil }
    let set = ScalarSet(ranges)
    return .character(isInverted ? set.inverted : set)
  }

  private mutating func member() -> ScalarSet? {
    guard let scalar = next else { return nil }
    at += 1
    guard scalar == "\\" else { return ScalarSet(scalar) }
    guard let escaped = next else { return nil }
    at += 1
    return PatternReader.escaped(escaped)
  }

  private mutating func repeated(_ part: PatternTree) -> PatternTree? {
    var tree = part
    var count = 0
    while let scalar = next {
      var least = 0
      var most: Int?
      switch scalar {
      case "*": break
      case "+": least = 1
      case "?": most = 1
      case "{":
        guard let bounds = bounds() else { return nil }
        (least, most) = bounds
      default: return tree
      }
      if scalar != "{" { at += 1 }
      // "+?" asks for less, and matches the same texts; two in a row are for those who know.
      _ = takes("?")
      count += 1
      guard count == 1, least <= PatternReader.mostRepeats, most ?? 0 <= PatternReader.mostRepeats else { return nil }
      tree = .repeated(tree, least: least, most: most)
    }
    return tree
  }

  /// "{2}", "{2,}", "{2,5}".
  private mutating func bounds() -> (Int, Int?)? {
    at += 1
    guard let least = number() else { return nil }
    if takes("}") { return (least, least) }
    guard takes(",") else { return nil }
    if takes("}") { return (least, nil) }
    guard let most = number(), takes("}"), least <= most else { return nil }
    return (least, most)
  }

  private mutating func number() -> Int? {
    var value: Int?
    while let scalar = next, scalar.value &- 0x30 < 10, value ?? 0 < 1000 {
      value = (value ?? 0) * 10 + Int(scalar.value - 0x30)
      at += 1
    }
    return value
  }
}

extension ScalarSet {
  /// The character, where there is just one.
  fileprivate var single: UInt32? {
    guard ranges.count == 1, ranges[0].count == 1 else { return nil }
    return ranges[0].lowerBound
  }
}
