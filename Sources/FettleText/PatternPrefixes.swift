/// What texts begin with that a pattern matches at their start: its possible first few bytes.
///
/// Reads as much of RE2's syntax as patterns of rules are made of, and gives up on the rest: `nil` means that nothing is
/// known, never that something was left out.
struct PatternPrefixes {
  /// How many bytes of a text are asked for, at most, and at least.
  private let length: Int
  private let shortest: Int
  private let most: Int
  private var bytes: [UInt8]
  private var at = 0
  private var found: Set<[UInt8]> = []
  private var wholes: Set<[UInt8]> = []
  private var budget = 40_000

  /// What texts of `length` bytes or more can begin with, `shortest` bytes or more and no more than `length`; and the texts
  /// of fewer bytes that match as a whole. It is `nil` where there is more of either than `most`, where less than `shortest`
  /// bytes are known, or where it can't be told.
  static func of(
    _ pattern: String, length: Int, shortest: Int = 3, most: Int = 6000
  ) -> (beginnings: Set<[UInt8]>, wholes: Set<[UInt8]>)? {
    var reader = PatternPrefixes(
      bytes: Array(pattern.utf8), length: length, shortest: min(shortest, length), most: most)
    if reader.bytes.first == UInt8(ascii: "^") { reader.at = 1 }
    guard let choice = reader.choice(), reader.at == reader.bytes.count else { return nil }
    let isKnown = reader.walk(choice, []) { prefix, reader in reader.take(prefix) }
    return isKnown ? (reader.found, reader.wholes) : nil
  }

  /// Takes a beginning that is long enough; false where it isn't, or where there are too many.
  private mutating func take(_ prefix: [UInt8]) -> Bool {
    guard prefix.count >= shortest else { return false }
    found.insert(prefix)
    return found.count <= most
  }

  private init(bytes: [UInt8], length: Int, shortest: Int, most: Int) {
    self.bytes = bytes
    self.length = length
    self.shortest = shortest
    self.most = most
  }

  // MARK: the pattern as a tree

  private indirect enum Node {
    /// One of several strings of bytes; an empty one where only a place is meant. None at all where it may be anything.
    case strings([[UInt8]])
    case choice([[Item]])
    /// The end of the text.
    case end
  }

  private struct Item {
    var node: Node
    var isOptional: Bool
    var mayRepeat: Bool
  }

  /// Alternatives, up to a closing bracket or the end.
  private mutating func choice() -> [[Item]]? {
    var all: [[Item]] = [[]]
    while at < bytes.count, bytes[at] != UInt8(ascii: ")") {
      if bytes[at] == UInt8(ascii: "|") {
        at += 1
        all.append([])
        continue
      }
      guard let node = node(), let item = quantified(node) else { return nil }
      all[all.count - 1].append(item)
    }
    return all
  }

  private mutating func node() -> Node? {
    let byte = bytes[at]
    at += 1
    switch byte {
    case UInt8(ascii: "("):
      if at < bytes.count, bytes[at] == UInt8(ascii: "?") {
        guard at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: ":") else { return nil }
        at += 2
      }
      guard let inner = choice(), at < bytes.count else { return nil }
      at += 1
      return .choice(inner)
    case UInt8(ascii: "["): return byteClass()
    case UInt8(ascii: "\\"): return escape()
    case UInt8(ascii: "."): return .strings([])
    case UInt8(ascii: "$"): return .end
    case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"), UInt8(ascii: "{"), UInt8(ascii: "^"): return nil
    default:
      var string = [byte]
      while at < bytes.count, bytes[at] & 0xC0 == 0x80 {
        string.append(bytes[at])
        at += 1
      }
      return .strings([string])
    }
  }

  private mutating func escape() -> Node? {
    guard at < bytes.count else { return nil }
    let byte = bytes[at]
    at += 1
    switch byte {
    case UInt8(ascii: "b"): return .strings([[]])
    case UInt8(ascii: "d"): return .strings((0x30...0x39).map { [$0] })
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: return .strings([[byte]])
    default: return nil
    }
  }

  /// Bytes between brackets: ASCII only, and not all others.
  private mutating func byteClass() -> Node? {
    var members: [[UInt8]] = []
    guard at < bytes.count else { return nil }
    if bytes[at] == UInt8(ascii: "^") { return anythingElse() }
    while at < bytes.count, bytes[at] != UInt8(ascii: "]") {
      var first = bytes[at]
      if first == UInt8(ascii: "\\") {
        at += 1
        guard at < bytes.count, !(bytes[at] | 0x20).isLetterOrDigit else { return nil }
        first = bytes[at]
      }
      guard first < 0x80, first != UInt8(ascii: "[") else { return nil }
      at += 1
      if at + 1 < bytes.count, bytes[at] == UInt8(ascii: "-"), bytes[at + 1] != UInt8(ascii: "]") {
        let last = bytes[at + 1]
        guard last < 0x80, last >= first, last != UInt8(ascii: "\\") else { return nil }
        members += (first...last).map { [$0] }
        at += 2
      } else {
        members.append([first])
      }
    }
    guard at < bytes.count, !members.isEmpty else { return nil }
    at += 1
    return .strings(members)
  }

  /// A class of all bytes but some: what they are doesn't matter.
  private mutating func anythingElse() -> Node? {
    at += 1
    // A bracket at the start, and a class inside of the class, are left to those who know.
    guard at < bytes.count, bytes[at] != UInt8(ascii: "]") else { return nil }
    while at < bytes.count, bytes[at] != UInt8(ascii: "]") {
      if bytes[at] == UInt8(ascii: "[") { return nil }
      at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard at < bytes.count else { return nil }
    at += 1
    return .strings([])
  }

  private mutating func quantified(_ node: Node) -> Item? {
    var item = Item(node: node, isOptional: false, mayRepeat: false)
    guard at < bytes.count else { return item }
    switch bytes[at] {
    case UInt8(ascii: "?"): item.isOptional = true
    case UInt8(ascii: "*"): (item.isOptional, item.mayRepeat) = (true, true)
    case UInt8(ascii: "+"): item.mayRepeat = true
    case UInt8(ascii: "{"):
      item.isOptional = at + 1 < bytes.count && bytes[at + 1] == UInt8(ascii: "0")
      item.mayRepeat = true
      while at < bytes.count, bytes[at] != UInt8(ascii: "}") { at += 1 }
      guard at < bytes.count else { return nil }
    default: return item
    }
    at += 1
    // "+?" asks for less, and matches the same texts.
    if at < bytes.count, bytes[at] == UInt8(ascii: "?") { at += 1 }
    return item
  }

  // MARK: its beginnings

  /// Tries every way through the alternatives from a beginning on; `then` gets what each makes of it. False where there
  /// are too many, or where nothing can be said.
  private mutating func walk(
    _ choice: [[Item]], _ prefix: [UInt8], _ then: ([UInt8], inout PatternPrefixes) -> Bool
  ) -> Bool {
    for items in choice {
      guard walk(items[...], prefix, then) else { return false }
    }
    return true
  }

  private mutating func walk(
    _ items: ArraySlice<Item>, _ prefix: [UInt8], _ then: ([UInt8], inout PatternPrefixes) -> Bool
  ) -> Bool {
    budget -= 1
    guard budget > 0 else { return false }
    guard prefix.count < length, let item = items.first else { return then(prefix, &self) }
    let rest = items.dropFirst()
    if item.isOptional, !walk(rest, prefix, then) { return false }
    switch item.node {
    case .end:
      wholes.insert(prefix)
      return wholes.count <= most
    case .strings(let strings):
      // Whatever goes on here, what stands before it is known.
      if strings.isEmpty { return take(prefix) }
      for string in strings {
        let longer = Array((prefix + string).prefix(length))
        if !walk(rest, longer, then) { return false }
        if item.mayRepeat, !string.isEmpty, longer.count < length, !walk(items, longer, then) {
          return false
        }
      }
      return true
    case .choice(let inner):
      let length = length
      return walk(inner, prefix) { longer, reader in
        guard reader.walk(rest, longer, then) else { return false }
        guard item.mayRepeat, longer.count > prefix.count, longer.count < length else { return true }
        return reader.walk(items, longer, then)
      }
    }
  }
}

extension UInt8 {
  /// Of a byte in lower case.
  fileprivate var isLetterOrDigit: Bool { self &- 0x61 < 26 || self &- 0x30 < 10 }
}
