import JournalTable
import PageZones

/// What speaks for and against a line as the title. What speaks for it, facts tell; what speaks against it, the text does,
/// and is asked for only where the rest makes it worth while.
struct TitleScale {
  let page: Page
  /// Digests of what a browser's title line may hold as the title.
  let browserParts: [UInt64]
  /// The abstract's heading, or -1.
  let firstAbstract: Int

  /// A line that may be a title.
  struct Line {
    var index: Int
    var digest: UInt64
    /// Bytes of the block that are title.
    var length: Int
    /// Its score where nothing in the text speaks against it.
    var ceiling: Int
  }

  /// Lines of a lower score are no candidates.
  private static let lowest = -2

  private static let tails = WordLists.builtin("title-tail").map { TextKey.key($0) }.sorted { $0.count > $1.count }
  /// By byte: whether one of `tails` ends with it.
  private static let tailEnds: [Bool] = (0...255).map { byte in tails.contains { $0.last == byte } }
  private static let institutions = PhraseScan(WordLists.builtin("institution-word").map { Array($0.utf8) })
  /// How lines begin that are no title, by their first bytes.
  private static let strangers: [[[UInt8]]] = {
    let all = WordLists.builtin("not-a-title").map { Array($0.utf8) }
    return (0...255).map { (byte: UInt8) in all.filter { $0.first == byte } }
  }()
  private static let strangeEnds = WordLists.builtin("not-a-title-end").sorted().map { Array($0.utf8) }
  /// By byte: whether one of `strangeEnds` ends with it.
  private static let strangeEndBytes: [Bool] = (0...255).map { byte in strangeEnds.contains { $0.last == byte } }

  init(_ page: Page) {
    self.page = page
    firstAbstract = page.abstractHeading ?? -1
    var parts: [UInt64] = []
    for index in 0..<min(3, page.count) where page.facts[index].length < 400 && page.facts[index].words >= 3 {
      for part in BrowserLine.parts(page.text(index)) {
        let digest = TextKey.digest(part)
        if digest != page.facts[index].digest || index == 0, !parts.contains(digest) { parts.append(digest) }
      }
    }
    browserParts = parts
  }

  // MARK: - What facts tell

  /// Whether a block may be a line that may be a title. Most are none.
  @inline(__always)
  func mayBeLine(_ index: Int) -> Bool {
    let flags = page.facts[index].flags
    guard flags.intersection([.short, .zone, .marks]) == .short, page.facts[index].length >= 6 else { return false }
    let words = page.facts[index].words
    return words >= 4 || words >= 1 && flags.contains(.heading) || words >= 2 && index < 3
  }

  /// - Parameter index: of a block that may be one.
  func line(_ index: Int) -> Line? {
    let fact = page.facts[index]
    let isHeading = fact.flags.contains(.heading)
    // Only a browser's line makes a title of a line of this kind, and it has four words or more.
    let opens = !isHeading && fact.words < 4
    if opens, !isFirst(index) { return nil }
    var line = Line(index: index, digest: fact.digest, length: Int(fact.length), ceiling: 0)
    if fact.words > 3, TitleScale.tailEnds[Int(fact.last | 0x20)] || fact.last >= 0x80 || !fact.last.isAlphanumeric,
      let shorter = withoutTail(index)
    {
      line.length = shorter
      line.digest = TextKey.digest(page.bytes(index).head(shorter))
    }
    let level = isHeading ? page.blocks[index].level : 0
    if fact.last == UInt8(ascii: "]") || fact.length > 40 && fact.flags.contains(.doi)
      || fact.length > 60 && fact.mayHold(ByteClass.colon),
      let end = TitleScale.endBeforeAddress(page.bytes(index), fact)
    {
      line.length = end
      line.digest = TextKey.digest(page.bytes(index).head(end))
    }
    let isInBrowser = index > 0 && fact.words >= 4 && browserParts.contains(line.digest)
    if fact.kind.isKnown, !(isInBrowser && level == 1) { return nil }
    if !isHeading, !isInBrowser, fact.length < 24 { return nil }
    var score = 0
    if isInBrowser { score += 7 }
    if isHeading { score += level == 1 ? 7 : level == 2 ? 2 : 1 }
    if line.length >= 40 { score += 1 }
    if line.length >= 60 { score += 1 }
    if fact.words >= 6 { score += 1 }
    if fact.words <= 3, isHeading { score -= 2 }
    if line.length > 280 { score -= 3 }
    if fact.last == UInt8(ascii: ".") { score -= 3 }
    if !fact.flags.contains(.beginsNew) { score -= 3 }
    if fact.flags.contains(.doi), line.length == fact.length { score -= 8 }
    if fact.isRemoved, !opens { score -= isInBrowser || level == 1 || fact.flags.contains(.outside) ? 3 : 6 }
    if fact.flags.contains(.related) { score -= 6 }
    if index == 0, browserParts.count > 1 { score -= 4 }
    // "2018", ".", title, ".": a torn citation.
    if page.isTorn, index > 0, page.facts[index - 1].first == UInt8(ascii: "."), page.facts[index - 1].length < 3 {
      score -= 5
    }
    line.ceiling = score
    return score < TitleScale.lowest ? nil : line
  }

  /// Whether nothing stands before it on the page, and a line of two names or more right behind it.
  private func isFirst(_ index: Int) -> Bool {
    guard !(0..<index).contains(where: { page.facts[$0].words > 0 }),
      let next = ((index + 1)..<min(page.count, index + 3)).first(where: { page.facts[$0].words > 0 })
    else { return false }
    return page.nameCount(in: next, limit: 4000) > 1
  }

  /// "… study https://doi.org/…": how many bytes are title.
  private static func endBeforeAddress(_ text: Bytes, _ fact: BlockFact) -> Int? {
    // "… Cohort Subject Area: Gastroenterology"
    if fact.mayHold(ByteClass.colon), fact.length > 60, let place = text.firstPlace(of: "Subject Area"), place >= 25 {
      var start = place
      while start > 0,
        text[start - 1] == 0x20 || text[start - 1] == UInt8(ascii: "_") || text[start - 1] == UInt8(ascii: "*")
      {
        start -= 1
      }
      return start
    }
    // "… small data [version 2; peer review: 2 approved]"
    if fact.last == UInt8(ascii: "]"), let start = text.firstPlace(of: " [version "), start >= 24 { return start }
    guard fact.flags.contains(.doi), fact.length > 40, let start = text.firstPlace(of: " http"), start >= 24 else {
      return nil
    }
    return start
  }

  /// How well the place suits a title.
  func place(_ index: Int) -> Int {
    var score = 0
    if firstAbstract >= 0 {
      if index > firstAbstract {
        score -= 5
      } else if firstAbstract - index < (page.isTorn ? 500 : 160) {
        score += 3
        // The title is the last line of its kind before the abstract.
        let distance = firstAbstract - index
        if distance < (page.isTorn ? 150 : 50) {
          score += 2
        } else if distance < (page.isTorn ? 300 : 100) {
          score += 1
        }
      }
    }
    let end = min(page.count, index + (page.isTorn ? 200 : 70))
    if let next = page.shortDOIs.first(where: { $0 > index }), next < end { score += 2 }
    var back = index - 1
    var seen = 0
    while back >= 0, seen < 3 {
      if page.facts[back].roles.contains(.articleType) { return score + (seen == 0 ? 4 : 3) }
      if page.facts[back].words > 0 { seen += 1 }
      back -= 1
    }
    return score
  }

  /// "… Open Access" glued behind the title: how many bytes are title.
  private func withoutTail(_ index: Int) -> Int? {
    let key = page.key(index)
    guard let last = key.last, TitleScale.tailEnds[Int(last)] else { return nil }
    let text = page.bytes(index)
    for tail in TitleScale.tails where key.count > tail.count + 12 && key.ends(with: tail) {
      var left = tail.count
      var at = text.count
      while at > 0, left > 0 {
        at -= 1
        if text[at].isAlphanumeric { left -= 1 }
      }
      // The crumb begins with a capital.
      guard text[at] < 0x60 else { continue }
      var end = at
      while end > 0, text[end - 1] == 0x20 || text[end - 1] == 0xA0 || text[end - 1] == 0xC2 { end -= 1 }
      return end
    }
    return nil
  }

  // MARK: - What the text tells

  /// The line's score; `nil` for one that is no title.
  func score(_ line: Line) -> Int? {
    let fact = page.facts[line.index]
    let text = page.bytes(line.index)
    // What takes longest is asked last: all of it speaks against the line.
    var score = line.ceiling
    if repeatsLine(line.index) { score -= 8 }
    if isAnnounced(line.index) { score -= 9 }
    guard score >= TitleScale.lowest else { return nil }
    score -= TitleScale.oddities(text, fact.seen, limit: score - TitleScale.lowest)
    guard score >= TitleScale.lowest else { return nil }
    if fact.flags.contains(.digit) {
      if CitationReader.looksLikeLocator(text) { score -= 8 }
      // "Band 33 (2019), Heft 1, S. 5–28": a date and pages.
      if TitleScale.mayHoldDateAndPages(text) {
        let traits = BlockTraits(page.text(line.index))
        if traits.dates > 1 || traits.dates > 0 && traits.pageRanges > 0 { score -= 8 }
      }
    }
    guard score >= TitleScale.lowest else { return nil }
    if fact.words < 12,
      JournalTable.knows(text.head(line.length))
    {
      score -= 8
    }
    guard score >= TitleScale.lowest else { return nil }
    if isBehindName(line.index) { score -= 5 }
    return score < TitleScale.lowest ? nil : score
  }

  /// What has a comma and follows the name of a person says where they work.
  private func isBehindName(_ index: Int) -> Bool {
    guard page.facts[index].mayHold(ByteClass.comma), !page.facts[index].flags.contains(.heading) else { return false }
    var back = index - 1
    while back >= 0, page.facts[back].words == 0 { back -= 1 }
    return back >= 0 && page.facts[back].length < 80 && page.nameCount(in: back) == 1
  }

  /// "Next article" stands right before it, or is how it begins.
  private func isAnnounced(_ index: Int) -> Bool {
    var back = index - 1
    while back >= 0, page.facts[back].words == 0 { back -= 1 }
    guard back >= 0, page.facts[back].roles.contains(.neighbour) else { return false }
    // "Previous article", "Next article": a pair of buttons announces nothing.
    return back == 0 || !page.facts[back - 1].roles.contains(.neighbour)
  }

  /// An author's card: the line before it again, with an address behind it.
  private func repeatsLine(_ index: Int) -> Bool {
    guard index > 0, page.facts[index - 1].length < page.facts[index].length,
      page.facts[index - 1].first == page.facts[index].first
    else { return false }
    let before = page.bytes(index - 1)
    let end = before.firstIndex { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") } ?? before.count
    return end >= 6 && page.bytes(index).begins(with: before.head(end))
  }

  /// A year has four digits, and pages have one.
  private static func mayHoldDateAndPages(_ text: Bytes) -> Bool {
    var digits = 0
    var run = 0
    var longest = 0
    for byte in text {
      run = byte.isDigit ? run + 1 : 0
      digits += byte.isDigit ? 1 : 0
      longest = max(longest, run)
    }
    return longest >= 4 && digits > 4
  }

  /// What a byte of a title is worth against it; `comma` and `maybe` are asked about.
  private static let comma: UInt8 = 128
  private static let maybe: UInt8 = 64
  private static let signs: [UInt8] = (0...255).map { (byte: UInt8) -> UInt8 in
    switch byte {
    case UInt8(ascii: "@"), UInt8(ascii: "|"), UInt8(ascii: "{"), UInt8(ascii: "="), UInt8(ascii: "\\"): 4
    // The way through a site: "Journals > Computing > Volume 12".
    case UInt8(ascii: ">"): 3
    case UInt8(ascii: ","), UInt8(ascii: ";"): comma
    case 0xC2, UInt8(ascii: "h"): maybe
    default: 0
    }
  }

  /// Signs that titles don't have.
  ///
  /// - Parameters:
  ///   - seen: the classes of the text's bytes.
  ///   - limit: of more, it doesn't matter how many there are; what takes longest is asked last.
  private static func oddities(_ text: Bytes, _ seen: UInt32, limit: Int) -> Int {
    var odd = 0
    if strangers[Int(text[0].small)].contains(where: { text.head(24).beginsSmall(with: $0) }) { odd += 9 }
    if text[0].isDigit {
      let letter = text.first { !$0.isDigit } ?? 0
      odd += letter.isCapital || letter == UInt8(ascii: ".") && SectionNumber(text).length > 0 ? 6 : 2
    }
    if odd > limit { return odd }
    if FigureLabel.isCaptionStart(text) { odd += 8 }
    if strangeEndBytes[Int((text.last ?? 0).small)], strangeEnds.contains(where: { isEnd($0, of: text) }) { odd += 9 }
    if odd > limit { return odd }
    var commas = 0
    // An address has a colon in it.
    let mayBeOdd = seen & (ByteClass.odd | ByteClass.comma | ByteClass.colon | ByteClass.lead) != 0
    signs.withUnsafeBufferPointer { signs in
      if !mayBeOdd { return }
      for at in 0..<text.count {
        let sign = signs[Int(text[at])]
        if sign == 0 { continue }
        if sign == comma {
          commas += 1
        } else if sign != maybe {
          odd += Int(sign)
        } else if text[at] == 0xC2 {
          if at + 1 < text.count, text[at + 1] == 0xA9 { odd += 8 }
        } else if at + 4 < text.count, text.tail(at).begins(with: "http") {
          odd += 6
        }
      }
    }
    // "* Email to a colleague * Add to favourites": a list that a converter put on one line.
    if text[0] == UInt8(ascii: "*"), text.tail(1).firstPlace(of: " * ") != nil { odd += 9 }
    if commas > 5 { odd += commas - 5 }
    if commas > 0 {
      if let last = text.last, last == UInt8(ascii: ",") || last == UInt8(ascii: ";") { odd += 6 }
      // "CREAF, Bellaterra, Spain": titles end so, too, but seldom behind two commas.
      if endsWithCountry(text) { odd += commas > 1 ? 7 : 4 }
    }
    if odd > limit { return odd }
    if holdsSentenceEnd(text) { odd += 5 }
    if odd <= limit, commas > 0 || text[0].isDigit, institutions.isAnywhere(in: text) { odd += 7 }
    return odd
  }

  /// Whether a text, in small letters, has an end and something before it.
  private static func isEnd(_ end: [UInt8], of text: Bytes) -> Bool {
    end.count < text.count && text.endsSmall(with: end)
  }

  /// "… the writing. This …": a word of four small letters, a period, and a capital.
  private static func holdsSentenceEnd(_ text: Bytes) -> Bool {
    var at = text.place(of: UInt8(ascii: "."), from: 4)
    while at + 2 < text.count {
      if text[at + 1] == 0x20, text[at + 2].isCapital, (1...4).allSatisfy({ text[at - $0].isSmallLetter }) {
        return true
      }
      at = text.place(of: UInt8(ascii: "."), from: at + 1)
    }
    return false
  }

  private static let countries = Set(WordLists.builtin("country").map { TextKey.digest($0) })

  private static func endsWithCountry(_ text: Bytes) -> Bool {
    guard let comma = text.lastIndex(of: UInt8(ascii: ",")), text.count - comma < 32 else { return false }
    return countries.contains(TextKey.digest(text.tail(comma + 1)))
  }
}
