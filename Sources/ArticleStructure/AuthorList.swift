import FettleKit

/// Reads lists of authors as citations print them, in one run of text.
struct AuthorList: Equatable {
  var names: [Name] = []
  /// Whether the list says that it leaves names out: "et al."
  var isCut = false

  /// The longest first.
  private static let others = WordLists.builtin("and-others").sorted { ($0.utf8.count, $1) > ($1.utf8.count, $0) }
    .map { Array($0.utf8) }
  private static let connectors: [[UInt8]] = ["and", "&", "und", "et", "with", "and,", "&,"].map { Array($0.utf8) }

  /// A list as it stands before the title in a citation: "Puig, S., Gutstein, H.", "George MS, Anton RF, et al.",
  /// "Liu, C.; Lu, J.", "Zara M. Bergström, David A. Vogelsang". `nil` where a part isn't a name.
  static func cited(_ text: Bytes) -> AuthorList? {
    guard !BylineNoise.builtin.isIn(text) else {
      return BylineNoise.builtin.removed(from: text).withUnsafeBufferPointer { citedAlone($0) }
    }
    return citedAlone(text)
  }

  private static func citedAlone(_ text: Bytes) -> AuthorList? {
    var list = AuthorList()
    var text = PersonName.trimmed(text.head(endWithoutYear(text)))
    if let mark = others.first(where: { text.endsSmall(with: $0) }) {
      text = text.head(text.count - mark.count)
      list.isCut = true
    }
    return separated(text).withUnsafeBufferPointer { whole in
      let isRead = whole.contains(UInt8(ascii: ";")) ? list.readInverted(whole) : list.readParts(whole)
      return isRead && !list.names.isEmpty ? list : nil
    }
  }

  /// "Liu, C.; Lu, J."
  private mutating func readInverted(_ whole: Bytes) -> Bool {
    var isRead = true
    AuthorList.forEachPart(of: whole, at: UInt8(ascii: ";")) { range in
      let part = whole.part(range)
      let start = part.firstIndex { $0 != UInt8(ascii: ",") } ?? part.count
      let comma = part[start...].firstIndex(of: UInt8(ascii: ",")) ?? part.count
      if comma + 1 < part.count,
        let name = PersonName.inverted(family: part.part(start..<comma), given: part.tail(comma + 1))
      {
        names.append(name)
      } else if let name = PersonName.parse(part) ?? AuthorList.vancouver(part) {
        names.append(name)
      } else if PersonName.trimmed(part).count > 0 {
        isRead = false
      }
      return isRead
    }
    return isRead
  }

  /// Names with commas between them, or family names and initials by turns.
  private mutating func readParts(_ whole: Bytes) -> Bool {
    var parts: [Range<Int>] = []
    AuthorList.forEachPart(of: whole, at: UInt8(ascii: ",")) { range in
      let part = PersonName.trimmed(whole, range)
      if !part.isEmpty, part.count > 1 || whole[part.lowerBound] != UInt8(ascii: ".") { parts.append(part) }
      return parts.count < 3000
    }
    guard !parts.isEmpty, parts.count < 3000 else { return false }
    if parts.count >= 2, NameWord(whole.part(parts[1])).isInitials {
      var index = 0
      while index < parts.count {
        guard index + 1 < parts.count, NameWord(whole.part(parts[index + 1])).isInitials,
          let name = PersonName.inverted(family: whole.part(parts[index]), given: whole.part(parts[index + 1]))
        else {
          isCut = true
          break
        }
        names.append(name)
        index += 2
      }
      return true
    }
    if readFullInverted(parts, of: whole) { return true }
    for part in parts {
      guard let name = AuthorList.vancouver(whole.part(part)) ?? PersonName.parse(whole.part(part)) else {
        return false
      }
      names.append(name)
    }
    return true
  }

  /// "Power, Sally, Rees, Gareth": family names and given names by turns, of which none is a whole name.
  private mutating func readFullInverted(_ parts: [Range<Int>], of whole: Bytes) -> Bool {
    guard parts.count % 2 == 0, parts.count <= 60 else { return false }
    var names: [Name] = []
    for index in stride(from: 0, to: parts.count, by: 2) {
      let family = whole.part(parts[index])
      let given = whole.part(parts[index + 1])
      guard AuthorList.vancouver(family) == nil, PersonName.parse(family) == nil,
        let name = PersonName.inverted(family: family, given: given),
        NameWord(given.head(given.firstIndex(of: 0x20) ?? given.count)).looksLikeName
      else { return false }
      names.append(name)
    }
    self.names += names
    return true
  }

  /// "Gutstein HB".
  private static func vancouver(_ text: Bytes) -> Name? {
    var words: [Range<Int>] = []
    forEachPart(of: text, at: 0x20) { word in
      words.append(word)
      return words.count <= 5
    }
    guard words.count >= 2, words.count <= 5, let last = words.last else { return nil }
    let isClosed = last.count > 1 && text[last.upperBound - 1] == UInt8(ascii: ".")
    let given = text.part(isClosed ? last.lowerBound..<(last.upperBound - 1) : last)
    var scalars = 0
    var at = 0
    while at < given.count {
      let (traits, length) = ScalarTraits.read(given, at)
      guard traits.contains(.capital) || given[at] == UInt8(ascii: "-") else { return nil }
      scalars += 1
      at += length
    }
    guard scalars <= 4, !NameWord(text.part(words[0])).isInitials else { return nil }
    return PersonName.inverted(
      family: text.part(words[0].lowerBound..<words[words.count - 2].upperBound), given: given)
  }

  // MARK: - Bytes

  /// Calls `body` with what stands between separators, where that isn't empty, until it answers no.
  private static func forEachPart(of text: Bytes, at separator: UInt8, _ body: (Range<Int>) -> Bool) {
    var start = 0
    for at in 0...text.count where at == text.count || text[at] == separator {
      if at > start, !body(start..<at) { return }
      start = at + 1
    }
  }

  /// One space between words, and a comma for " and ", " & ", " und ".
  private static func separated(_ text: Bytes) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    forEachPart(of: text, at: 0x20) { range in
      let word = text.part(range)
      // "Sally ORCID: https://orcid.org/…", the address left out.
      if word.equals(Array("ORCID:".utf8)) || word.equals(Array("ORCID".utf8)) { return true }
      if word.count <= 4, connectors.contains(where: { $0.count == word.count && word.begins(with: $0) }) {
        out.append(UInt8(ascii: ","))
      } else {
        if !out.isEmpty { out.append(0x20) }
        out.append(contentsOf: word)
      }
      return true
    }
    return out
  }

  /// Where the text ends without a year: "(2019)", "2018."
  private static func endWithoutYear(_ text: Bytes) -> Int {
    var end = text.count
    loop: while end > 0 {
      switch text[end - 1] {
      case UInt8(ascii: "."):
        if end >= 2,
          ScalarTraits.read(text, ScalarTraits.start(text, before: end - 1)).traits.contains(.capital)
        {
          break loop
        }
        end -= 1
      case 0x20, UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "("), UInt8(ascii: "\""): end -= 1
      case 0x9C where end >= 3 && text[end - 2] == 0x80 && text[end - 3] == 0xE2: end -= 3
      default: break loop
      }
    }
    var year = end
    if year > 0, text[year - 1] == UInt8(ascii: ")") { year -= 1 }
    guard year >= 5, text[year - 4] <= UInt8(ascii: "2"), (1...4).allSatisfy({ text[year - $0].isDigit }) else {
      return end
    }
    year -= 4
    if text[year - 1] == UInt8(ascii: "(") { year -= 1 }
    return year
  }
}
