import FettleKit

/// Reads names of persons as bylines and citations print them.
enum PersonName {
  /// Of more words than this with degrees and marks behind them, no one is asked for.
  static let mostWords = 64

  /// A name with the given names first: "Ranga B. Myneni", "Marcus van Lier-Walqui". `nil` for what doesn't
  /// look like one.
  static func parse(_ text: Bytes) -> Name? {
    let whole = trimmed(text, 0..<text.count)
    var words = words(of: text, in: whole)
    return startOfFamily(&words, in: text).map { name(words, familyFrom: $0, text) }
  }

  /// Where the words of a part of a text stand, which spaces part.
  static func words(of text: Bytes, in range: Range<Int>) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var start = range.lowerBound
    for at in range where text[at] == 0x20 {
      if at > start { words.append(start..<at) }
      start = at + 1
    }
    if start < range.upperBound { words.append(start..<range.upperBound) }
    return words
  }

  /// Where among the words of a name the family name begins, once those that hang behind it are left out: degrees,
  /// suffixes, marks. `nil` where they aren't a name.
  ///
  /// - Parameter words: where they stand in the text; no mark hangs on the first or the last of them.
  static func startOfFamily(_ words: inout [Range<Int>], in text: Bytes) -> Int? {
    parts(&words, in: text)?.family
  }

  /// As `startOfFamily`, and whether one of the words may be the name of a place.
  static func parts(_ words: inout [Range<Int>], in text: Bytes) -> (family: Int, isPlace: Bool)? {
    guard words.count <= mostWords else { return nil }
    // A name begins with a capital.
    if let first = words.first, !first.isEmpty, text[first.lowerBound] < 0x80, !text[first.lowerBound].isCapital {
      return nil
    }
    while words.count > 2, let last = words.last, NameWords.builtin.roles(text.part(last)).contains(.degree) {
      words.removeLast()
    }
    // Marks of affiliations and of equal contribution: "Lamm a b", "Lu na".
    while words.count > 2, let last = words.last, last.count <= 2, last.allSatisfy({ text[$0].isSmallLetter }) {
      words.removeLast()
    }
    guard words.count >= 2, words.count <= 6, let end = words.last else { return nil }
    words[words.count - 1] = trimmed(text, end)
    let count = words.count
    var hasFamily = false
    var hasInitials = false
    var hasShortened = false
    var isPlace = false
    // Bits of words that are particles as they are written.
    var particles = 0
    for index in 0..<count {
      let bytes = text.part(words[index])
      let word = NameWord(bytes)
      if index == 0, !word.first.contains(.capital) { return nil }
      let isLast = index + 1 == count
      let isShortened = bytes.last == UInt8(ascii: ".")
      if !word.roles.contains(.particle) || isLast {
        guard word.looksLikeName, !word.roles.contains(.stranger), !NameWords.builtin.endsStrangely(bytes) else {
          return nil
        }
        if word.letters >= 2, !word.isInitials { hasFamily = true }
      } else if word.capitals == 0, word.first.contains(.small) {
        particles |= 1 << index
      }
      if isShortened, word.letters >= 4 { hasShortened = true }
      if word.roles.contains(.place) { isPlace = true }
      if isLast {
        if word.letters < 2 || isShortened { return nil }
        if word.isInitials, !hasInitials, word.scalars <= 2 { return nil }
      } else if word.isInitials {
        hasInitials = true
      }
    }
    guard hasFamily, !hasShortened else { return nil }
    var start = count - 1
    while start > 1, particles & (1 << (start - 1)) != 0 { start -= 1 }
    return (start, isPlace)
  }

  /// The name that the words are.
  static func name(_ words: [Range<Int>], familyFrom start: Int, _ text: Bytes) -> Name {
    var name = Name(family: joined(words[start...], text), given: joined(words[..<start], text))
    if let last = words.last { name.suffix = suffix(behind: last.upperBound, text) }
    return name
  }

  private static let suffixes = ["Jr", "Sr", "III", "II", "IV"].map { Array($0.utf8) }

  /// "Jr" in "William N. William Jr" and "Jr." in "William N. William, Jr.2", before the end or the next name.
  private static func suffix(behind end: Int, _ text: Bytes) -> String? {
    var start = end
    while start < text.count, text[start] == 0x20 || text[start] == UInt8(ascii: ",") { start += 1 }
    guard start > end, start < text.count, text[start].isCapital,
      let suffix = suffixes.first(where: { text.tail(start).begins(with: $0) })
    else { return nil }
    var after = start + suffix.count
    if after < text.count, text[after] == UInt8(ascii: ".") { after += 1 }
    // "IV" may be initials, too: nothing but the next name may follow.
    let rest = text.tail(after)
    if let next = rest.first(where: { $0 != 0x20 }) {
      guard
        next == UInt8(ascii: ",") || next == UInt8(ascii: ";") || next == UInt8(ascii: "*") || next.isDigit
          || rest.begins(with: " and ") || rest.begins(with: " & ")
      else { return nil }
    }
    return text.part(start..<after).string
  }

  /// Words with one space between them.
  private static func joined(_ words: ArraySlice<Range<Int>>, _ text: Bytes) -> String {
    guard let first = words.first, let last = words.last else { return "" }
    var end = first.upperBound
    var isWhole = true
    for word in words.dropFirst() {
      if word.lowerBound != end + 1 { isWhole = false }
      end = word.upperBound
    }
    if isWhole { return text.part(first.lowerBound..<last.upperBound).string }
    var bytes: [UInt8] = []
    for word in words {
      if !bytes.isEmpty { bytes.append(0x20) }
      bytes.append(contentsOf: text.part(word))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A family name and initials, as "Puig" and "S." or "George" and "MS".
  static func inverted(family: Bytes, given: Bytes) -> Name? {
    let family = trimmed(family)
    let given = trimmed(given)
    guard family.count > 0, given.count > 0, isShort(family), isShort(given) else { return nil }
    var words = 0
    var letters = 0
    var hasCapital = false
    var start = 0
    while start < family.count {
      var end = start
      while end < family.count, family[end] != 0x20 { end += 1 }
      if end > start {
        let word = NameWord(family.part(start..<end))
        guard words < 5, word.looksLikeName || word.roles.contains(.particle), !word.roles.contains(.stranger) else {
          return nil
        }
        words += 1
        letters += word.letters
        if word.first.contains(.capital) { hasCapital = true }
      }
      start = end + 1
    }
    return hasCapital && letters >= 2 ? Name(family: family.string, given: given.string) : nil
  }

  /// At most forty letters.
  private static func isShort(_ text: Bytes) -> Bool {
    text.count <= 40 || text.count <= 160 && text.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) } <= 40
  }

  // MARK: - Marks

  /// The text without marks of affiliation, degrees and the like at its ends.
  static func trimmed(_ text: Bytes) -> Bytes { text.part(trimmed(text, 0..<text.count)) }

  static func trimmed(_ text: Bytes, _ range: Range<Int>) -> Range<Int> {
    guard !range.isEmpty else { return range }
    let first = text[range.lowerBound]
    let last = text[range.upperBound - 1]
    if (first | 0x20).isSmallLetter, (last | 0x20).isSmallLetter,
      range.count < 2 || text[range.upperBound - 2] != UInt8(ascii: ",")
    {
      return range
    }
    let end = endOfName(text, range)
    let start = startOfName(text, range.lowerBound..<end)
    guard start < end else { return start..<start }
    // A single letter behind digits and a comma: "Lu1,a".
    let letter = ScalarTraits.start(text, before: end)
    if letter > start + 3, text[letter - 1] == UInt8(ascii: ","),
      ScalarTraits.read(text, letter).traits.contains(.small)
    {
      return start..<endOfName(text, start..<(letter - 1))
    }
    return start..<end
  }

  /// Where marks begin that hang behind a name.
  static func endOfName(_ text: Bytes, _ range: Range<Int>) -> Int {
    var end = range.upperBound
    while end > range.lowerBound {
      let start = max(range.lowerBound, ScalarTraits.start(text, before: end))
      guard ScalarTraits.read(text, start).traits.contains(.mark) else {
        // "Lange1na": marks of a footnote behind those of affiliations.
        var letters = end
        while letters > range.lowerBound, end - letters < 2, text[letters - 1].isSmallLetter { letters -= 1 }
        guard letters < end, letters > range.lowerBound + 1,
          text[letters - 1].isDigit || text[letters - 1] == UInt8(ascii: "*")
        else { break }
        end = letters
        continue
      }
      end = start
    }
    return end
  }

  /// Where marks and periods end that hang before a name.
  static func startOfName(_ text: Bytes, _ range: Range<Int>) -> Int {
    var start = range.lowerBound
    while start < range.upperBound {
      let (traits, length) = ScalarTraits.read(text, start)
      guard traits.contains(.mark) || text[start] == UInt8(ascii: ".") else { break }
      start = min(range.upperBound, start + length)
    }
    return start
  }
}
