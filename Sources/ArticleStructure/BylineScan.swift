import FettleKit

/// Reads a run of names of a byline: "Sjoerd J. H. Ebisch1, Francesca Ferri2,3, and Vittorio Gallese2". Works on the bytes,
/// and gives a text up as soon as it can't be one: most lines of a page are asked, and few are names.
struct BylineScan {
  /// The names of the last text.
  private(set) var names: [Name] = []

  /// Of the part that is read: where its words stand.
  private var words: [Range<Int>] = []
  private var found = 0
  private var failures = 0
  /// Of the names found: those that may be names of places.
  private var places = 0
  private var wantsNames = false
  /// More names than these the text can't have, as each begins with a capital; counted when a part isn't one.
  private var most = 0
  /// Where it was clear that the text can't be names, if that came before its end.
  private var givenUp: Int?

  private static let space: UInt8 = 1
  private static let separator: UInt8 = 2
  private static let at: UInt8 = 4
  private static let hyphen: UInt8 = 8
  private static let period: UInt8 = 16
  private static let caret: UInt8 = 32
  private static let digit: UInt8 = 64

  /// What a byte may be between names. 0xE2 may begin a bullet, 0xC2 a middle dot.
  private static let classes: [UInt8] = (0...255).map { (byte: UInt8) -> UInt8 in
    switch byte {
    case 0x20: space
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|"), 0, 0xC2, 0xE2: separator
    case UInt8(ascii: "@"): at
    case UInt8(ascii: "-"): hyphen
    case UInt8(ascii: "."): period
    case UInt8(ascii: "^"): caret
    case 0x30...0x39: digit
    default: 0
    }
  }

  /// Bytes of a list with the family names first.
  private static let longestInverted = 4000

  static let connectors: [[UInt8]] = ["and", "&", "und", "et", "with"].map { Array($0.utf8) }
  private static let noise = BylineNoise.builtin

  /// How many names the text is; 0 where a part of it is neither a name nor a mark.
  mutating func count(_ text: Bytes) -> Int {
    wantsNames = false
    return readWithoutNoise(text)
  }

  /// The names that the text is; `nil` where a part of it is neither a name nor a mark.
  mutating func read(_ text: Bytes) -> [Name]? {
    wantsNames = true
    return readWithoutNoise(text) > 0 ? names : nil
  }

  private mutating func readWithoutNoise(_ text: Bytes) -> Int {
    let label = BylineLabel.length(of: text)
    let isAnnounced = label > 0 && text.head(label).contains(UInt8(ascii: ":"))
    let text = BylineScan.withoutPlace(text.tail(label))
    var count = readParts(text)
    let isInvertible = count == 0 && text.holds(byte: UInt8(ascii: ";"))
    // Most texts are no names, and show it early: noise behind that takes nothing back, as it adds no names.
    if let end = givenUp, !isInvertible, !isAnnounced, !BylineScan.noise.isIn(text.head(end + BylineScan.noise.reach)) {
      return readGlued(text)
    }
    if BylineScan.noise.isIn(text) {
      count = BylineScan.noise.removed(from: text).withUnsafeBufferPointer { text in
        let count = readParts(text)
        return count > 0 ? count : readUnparted(text)
      }
    } else if count == 0 {
      count = readUnparted(text)
    }
    guard count == 0, isAnnounced, text.count < 4000, let list = AuthorList.cited(text), !list.isCut else {
      return count
    }
    // "Authors: Ravi Kumar H, Prema Kumar W P"
    names = list.names
    return names.count
  }

  /// "Gemma Hollis (Business School, University of Leicester, UK)": where somebody works, in brackets behind the name.
  private static func withoutPlace(_ text: Bytes) -> Bytes {
    guard text.last == UInt8(ascii: ")"), text.count < 400, let start = text.firstIndex(of: UInt8(ascii: "(")),
      start >= 6, text.count - start > 24, text.tail(start).contains(UInt8(ascii: ","))
    else { return text }
    return text.head(start)
  }

  private mutating func readUnparted(_ text: Bytes) -> Int {
    if text.count > BylineScan.longestInverted { return 0 }
    return text.holds(byte: UInt8(ascii: ";")) ? readInverted(text) : readGlued(text)
  }

  /// "Ada LindqvistTomás FerreiraNoor van Dijk": a list that lost what parted its names. A name that stands twice in a row
  /// (as text and as a link) is one.
  private mutating func readGlued(_ text: Bytes) -> Int {
    guard let parted = GluedNames.parted(text) else { return 0 }
    let wanted = wantsNames
    wantsNames = true
    let count = parted.withUnsafeBufferPointer { readParts($0) }
    wantsNames = wanted
    guard count > 2, failures == 0 else { return 0 }
    var unique: [Name] = []
    for name in names where name != unique.last { unique.append(name) }
    names = unique
    found = unique.count
    return found
  }

  /// "Thompson, Sarah E. MD; Iqbal, Hamza PhD": family names first, and a semicolon between persons.
  private mutating func readInverted(_ text: Bytes) -> Int {
    names.removeAll(keepingCapacity: true)
    found = 0
    var start = 0
    for at in 0...text.count where at == text.count || text[at] == UInt8(ascii: ";") {
      defer { start = at + 1 }
      let part = text.part(PersonName.trimmed(text, start..<at))
      if part.isEmpty { continue }
      guard let comma = part.firstIndex(of: UInt8(ascii: ",")), comma + 2 < part.count else { return 0 }
      let rest = part.tail(comma + 1)
      let given = rest.head(rest.firstIndex(of: UInt8(ascii: ",")) ?? rest.count)
      guard let name = BylineScan.inverted(family: part.head(comma), given: given) else { return 0 }
      found += 1
      if wantsNames { names.append(name) }
    }
    return found > 1 ? found : 0
  }

  private static func words(of text: Bytes, in range: Range<Int>) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var start = range.lowerBound
    for at in range.lowerBound...range.upperBound where at == range.upperBound || text[at] == 0x20 {
      if at > start { words.append(start..<at) }
      start = at + 1
    }
    return words
  }

  /// A family name, and given names with degrees behind them.
  private static func inverted(family: Bytes, given: Bytes) -> Name? {
    var both = Array(PersonName.trimmed(given))
    both.append(0x20)
    let given = both.count
    both.append(contentsOf: PersonName.trimmed(family))
    return both.withUnsafeBufferPointer { both in
      var words: [Range<Int>] = []
      for word in BylineScan.words(of: both, in: 0..<given) {
        if words.count > 0, NameWords.builtin.roles(both.part(word)).contains(.degree) { break }
        words.append(word)
      }
      let firsts = words.count
      words += BylineScan.words(of: both, in: given..<both.count)
      guard firsts > 0, words.count > firsts, words.count - firsts <= 3, PersonName.parts(&words, in: both) != nil,
        words.count > firsts
      else { return nil }
      return PersonName.name(words, familyFrom: firsts, both)
    }
  }

  private mutating func readParts(_ text: Bytes) -> Int {
    names.removeAll(keepingCapacity: true)
    words.removeAll(keepingCapacity: true)
    found = 0
    failures = 0
    places = 0
    givenUp = nil
    let isWhole = BylineScan.classes.withUnsafeBufferPointer { classes -> Bool in
      var at = 0
      while at < text.count {
        if text[at] == UInt8(ascii: "f") || text[at] == UInt8(ascii: "o"), found + words.count > 1,
          BylineLabel.isGroup(text.tail(at))
        {
          return endPart(text, at)
        }
        let start = at
        var seen: UInt8 = 0
        while at < text.count {
          let own = classes[Int(text[at])]
          if own == BylineScan.space { break }
          seen |= own
          at += 1
        }
        if at > start, !take(start..<at, seen, of: text) { return false }
        at += 1
      }
      return endPart(text, text.count)
    }
    // A line of many names may have a stranger among them (a group, a name of one word).
    return isWhole && places < found && (failures == 0 || found >= 6 && failures * 8 <= found) ? found : 0
  }

  /// Takes what stands between two spaces; returns whether the text may still be names.
  @inline(__always)
  private mutating func take(_ word: Range<Int>, _ seen: UInt8, of text: Bytes) -> Bool {
    if BylineScan.isAddress(word, seen, text) {
      // The comma behind an address parts the names.
      let last = text[word.upperBound - 1]
      return last != UInt8(ascii: ",") && last != UInt8(ascii: ";") || endPart(text, word.upperBound)
    }
    if word.count <= 5, BylineScan.isConnector(word, text) { return endPart(text, word.upperBound) }
    // "Иванова А.Б. 1 Petrov C.D. 2": a number of its own ends a name.
    if seen == BylineScan.digit, words.count > 1, text.part(word).allSatisfy({ $0.isDigit }) {
      return endPart(text, word.upperBound)
    }
    guard seen & (BylineScan.separator | BylineScan.caret | BylineScan.digit) != 0 else {
      words.append(word)
      return true
    }
    var start = word.lowerBound
    var at = start
    while at < word.upperBound {
      let length = BylineScan.separatorLength(text, at, word.upperBound)
      if length > 0 {
        if at > start { words.append(start..<at) }
        if !endPart(text, at) { return false }
        at += length
        start = at
      } else if text[at] == UInt8(ascii: "^") {
        // What was printed above the line is a mark: "Baragaña^†,".
        if at > start { words.append(start..<at) }
        while at < word.upperBound, BylineScan.separatorLength(text, at, word.upperBound) == 0,
          !BylineScan.beginsName(text, at, word.upperBound)
        { at += 1 }
        // "Solberg^1*Marco": the next name is glued to the marks.
        if at < word.upperBound, BylineScan.beginsName(text, at, word.upperBound), !endPart(text, at) { return false }
        start = at
      } else if at > start, !text[at].isDigit, text[at - 1].isDigit || text[at - 1] == UInt8(ascii: "*"),
        text[start..<at].contains(where: { $0.isDigit }), (text[start] | 0x20).isSmallLetter,
        BylineScan.beginsName(text, at, word.upperBound)
      {
        words.append(start..<at)
        if !endPart(text, at) { return false }
        start = at
        at += 1
      } else {
        at += 1
      }
    }
    if start < word.upperBound { words.append(start..<word.upperBound) }
    return true
  }

  /// Judges the words that stand before a separator; returns whether the text may still be names.
  private mutating func endPart(_ text: Bytes, _ end: Int) -> Bool {
    guard !words.isEmpty else { return true }
    defer { words.removeAll(keepingCapacity: true) }
    // "[IMG]", "*[ORCID]": an image behind a name.
    if words.count == 1, found > 0, let word = words.first, word.count < 20,
      text[word.upperBound - 1] == UInt8(ascii: "]"),
      text.part(word).contains(UInt8(ascii: "["))
    {
      return true
    }
    trim(text)
    if found > 0, words.count > 2, let mark = words.first, isMarkBehind(mark, text) { words.removeFirst() }
    guard let first = words.first else { return true }
    if found > 0, text[first.lowerBound].isSmallLetter, BylineLabel.isJob(words, in: text) { return true }
    if words.count == 1 {
      if BylineScan.isMark(text.part(first)) { return true }
    } else if let (family, isPlace) = PersonName.parts(&words, in: text) {
      found += 1
      if isPlace { places += 1 }
      if wantsNames { names.append(PersonName.name(words, familyFrom: family, text)) }
      return true
    }
    if words.count > 1, let name = BylineScan.initialsLast(words, in: text) {
      found += 1
      if wantsNames { names.append(name) }
      return true
    }
    failures += 1
    if failures == 1 { most = BylineScan.capitals(in: text) }
    // A name has four bytes or more, and a separator behind it.
    if min(most, found + (text.count - end + 1) / 5) >= max(6, failures * 8) { return true }
    givenUp = end
    return false
  }

  /// Bytes that may begin a capital letter.
  private static func capitals(in text: Bytes) -> Int {
    var capitals = 0
    for byte in text { capitals &+= byte.isCapital || byte >= 0xC3 ? 1 : 0 }
    return capitals
  }

  /// "Иванова А.Б.", "Kowalski J. A.": a family name and two initials or more behind it.
  private static func initialsLast(_ words: [Range<Int>], in text: Bytes) -> Name? {
    guard words.count <= 4, let first = words.first, let last = words.last,
      text[last.upperBound - 1] == UInt8(ascii: ".")
    else { return nil }
    let family = NameWord(text.part(first))
    guard family.looksLikeName, !family.isInitials, family.letters >= 3, family.roles.isEmpty else { return nil }
    var capitals = 0
    for word in words.dropFirst() {
      let own = NameWord(text.part(word))
      guard own.isInitials, text[word.upperBound - 1] == UInt8(ascii: ".") else { return nil }
      capitals += own.capitals
    }
    guard capitals > 1 else { return nil }
    return Name(family: text.part(first).string, given: text.part(words[1].lowerBound..<last.upperBound).string)
  }

  /// "Kaori Tanabe,a Luis Ortega,b", "Kaori Tanabe , a Luis": whether a part's first word is the mark of the name before.
  private func isMarkBehind(_ word: Range<Int>, _ text: Bytes) -> Bool {
    guard word.count <= 2, word.allSatisfy({ text[$0].isSmallLetter }) else { return false }
    var at = word.lowerBound
    if word.count == 1 { while at > 0, text[at - 1] == 0x20 { at -= 1 } }
    return at > 0 && text[at - 1] == UInt8(ascii: ",")
      && !(word.count == 1 && text[word.lowerBound] == UInt8(ascii: "y"))
  }

  /// Texts of buttons behind the last name: "+3 authors +1 authors fewer".
  private static let tails = ["authors", "author", "fewer", "more"].map { Array($0.utf8) }

  /// Takes marks away from both ends of the words.
  private mutating func trim(_ text: Bytes) {
    while let last = words.last {
      // "Peter J. Quill *a": a star and a letter behind a name.
      if words.count > 1, last.count <= 3, text[last.lowerBound] == UInt8(ascii: "*") {
        words.removeLast()
        continue
      }
      if (text[last.upperBound - 1] | 0x20).isSmallLetter {
        guard words.count > 1, last.count <= 7, text[last.lowerBound].isSmallLetter,
          BylineScan.tails.contains(where: { text.part(last).equals($0) })
        else { break }
        words.removeLast()
        continue
      }
      let end = PersonName.endOfName(text, last)
      if end > last.lowerBound {
        words[words.count - 1] = last.lowerBound..<end
        break
      }
      words.removeLast()
    }
    while let first = words.first {
      if (text[first.lowerBound] | 0x20).isSmallLetter { break }
      let start = PersonName.startOfName(text, first)
      if start < first.upperBound {
        words[0] = start..<first.upperBound
        break
      }
      words.removeFirst()
    }
  }

  // MARK: - Words

  /// A capital letter with a small one behind it.
  @inline(__always)
  private static func beginsName(_ text: Bytes, _ at: Int, _ end: Int) -> Bool {
    at + 1 < end && text[at].isCapital && text[at + 1].isSmallLetter
  }

  /// A letter, "na" or "ab" for a footnote, a degree, "+3 authors", "fewer": no name, and no stranger.
  static func isMark(_ text: Bytes) -> Bool {
    if text.count == 1 || text[0] >= 0x80 && text.count < 16 && text.string.count == 1 { return true }
    if text.count <= 3, text.allSatisfy({ $0.isSmallLetter }) { return true }
    if NameWords.builtin.roles(text).contains(.degree) { return true }
    let roles = KnownLines.builtin[TextKey.digest(text)]?.roles ?? []
    return !roles.isDisjoint(with: [.bylineNoise, .bylineLead]) && !roles.contains(.articleType)
  }

  /// Comma, semicolon, bar, U+0000, bullet: how many bytes it has; 0 for another byte.
  @inline(__always)
  private static func separatorLength(_ text: Bytes, _ at: Int, _ end: Int) -> Int {
    switch text[at] {
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|"), 0: return 1
    case 0xE2: return at + 2 < end && isBullet(text[at + 1], text[at + 2]) ? 3 : 0
    case 0xC2: return at + 1 < end && text[at + 1] == 0xB7 ? 2 : 0
    default: return 0
    }
  }

  /// Of U+2022, U+2026 (which stands for names that are left out), U+2219 and U+22C5: the bytes behind the first.
  private static func isBullet(_ second: UInt8, _ third: UInt8) -> Bool {
    second == 0x80 ? third == 0xA2 || third == 0xA6 : second == 0x88 ? third == 0x99 : second == 0x8B && third == 0x85
  }

  /// " and ", " & ", " und " between names, with or without a comma.
  private static func isConnector(_ word: Range<Int>, _ text: Bytes) -> Bool {
    let first = text[word.lowerBound]
    guard first == UInt8(ascii: "&") || first.isSmallLetter else { return false }
    let hasComma = text[word.upperBound - 1] == UInt8(ascii: ",")
    let own = text.part(word.lowerBound..<(word.upperBound - (hasComma ? 1 : 0)))
    return connectors.contains { $0.count == own.count && own.begins(with: $0) }
  }

  /// Addresses and ORCIDs, which may stand between names.
  @inline(__always)
  private static func isAddress(_ word: Range<Int>, _ seen: UInt8, _ text: Bytes) -> Bool {
    if seen & at != 0 { return true }
    guard word.count >= 4 else { return false }
    let own = text.part(word)
    switch own[0] {
    // "(baep-author-id6)"
    case UInt8(ascii: "("):
      if own.last == UInt8(ascii: ")"), own.count > 8, own.contains(where: { $0.isDigit }) { return true }
    case UInt8(ascii: "h"): if own.begins(with: "http") { return true }
    case UInt8(ascii: "O"):
      if own.begins(with: "ORCID"), own.count == 5 || own.count == 6 && own[5] == 0x3A { return true }
    case UInt8(ascii: "o"): if own.begins(with: "orcid"), own.count == 5 { return true }
    default: break
    }
    if seen & period != 0, own.count >= 9, own.holds("orcid.org") { return true }
    return seen & hyphen != 0 && own.count >= 19 && isORCID(own)
  }

  /// "0000-0001-6459-9284", with or without brackets.
  private static func isORCID(_ word: Bytes) -> Bool {
    var count = 0
    for byte in word where byte != UInt8(ascii: "(") && byte != UInt8(ascii: ")") {
      if count == 4 || count == 9, byte != UInt8(ascii: "-") { return false }
      count += 1
    }
    return count == 19
  }
}
