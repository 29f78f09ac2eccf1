/// What a look at the facts and the digits of a few lines tells of them, before they are put to the patterns.
extension CitationReader {
  /// Whether a line or one of those that belong to it has a number.
  func mayBegin(_ index: Int) -> Bool {
    let fact = page.facts[index]
    guard
      fact.flags.contains(.beginsNew) || fact.first == UInt8(ascii: ".") || fact.first == UInt8(ascii: "p")
        || fact.first == UInt8(ascii: "e") || fact.first == UInt8(ascii: "(") || fact.first == UInt8(ascii: "*")
        || fact.first == UInt8(ascii: "_")
    else {
      return false
    }
    for next in index..<min(page.count, index + (page.isTorn ? 4 : 2)) where page.facts[next].flags.contains(.digit) {
      return true
    }
    return fact.words < 12 && fact.length < 90 && near.contains(index)
  }

  /// Whether a number stands where each form has its first: behind the journal's name, which ends with its line at the
  /// latest, and a few words at most, as in "Published online September". One form has no number, but a link.
  func reachesNumber(_ index: Int, _ limit: Int) -> Bool {
    let fact = page.facts[index]
    let isMarked = fact.mayHold(ByteClass.markup)
    if fact.flags.contains(.digit) {
      return isMarked || beginsAsName(page.bytes(index)) || isLink(index)
    }
    if isMarked || fact.length <= CitationReader.longestLead && fact.words <= CitationReader.mostWords,
      isNumber(soonBehind: index, limit)
    {
      return true
    }
    return isLink(index)
  }

  /// Whether what stands before the first digit of a line may be a journal's name and a few words.
  private func beginsAsName(_ text: Bytes) -> Bool {
    switch text[0] {
    // "Volume", "Articles | Volume", "Published on", "Page(s)".
    case UInt8(ascii: "V"), UInt8(ascii: "v"), UInt8(ascii: "A"), UInt8(ascii: "P"): return true
    default: break
    }
    var words = 1
    for at in 0..<text.count {
      switch text[at] {
      case 0x30...0x39: return true
      case 0x20:
        words += 1
        if words > CitationReader.mostWords || at > CitationReader.longestLead { return false }
      case UInt8(ascii: "|"), UInt8(ascii: ";"), UInt8(ascii: "["): return false
      default: break
      }
    }
    return false
  }

  /// Whether a number follows in the next lines, with three words at most before it.
  private func isNumber(soonBehind index: Int, _ limit: Int) -> Bool {
    let lines = (index + 1)..<max(index + 1, min(page.count, index + limit))
    guard lines.contains(where: { page.facts[$0].mayHold(ByteClass.digit) }) else { return false }
    var between = 0
    var words = 0
    for next in lines {
      if JournalName.isPublisher(page, next) { continue }
      let rest = page.bytes(next).head(CitationReader.farthest - between)
      let isMarked = page.facts[next].mayHold(ByteClass.markup)
      words += 1
      for byte in rest {
        if byte.isDigit { return true }
        if byte == 0x20 { words += 1 }
        if words > 4, !isMarked { return false }
      }
      between += rest.count + 1
      if between >= CitationReader.farthest { break }
    }
    return false
  }

  /// Bytes and words before the first number: a journal's name has 110 and 14 at most.
  private static let longestLead = 150
  private static let mostWords = 18

  /// Each form has two numbers, but for one that is nothing but pages, and one that is a link.
  func holdsNumbers(_ index: Int, _ limit: Int) -> Bool {
    var numbers = 0
    var bytes = 0
    for next in index..<min(page.count, index + limit) {
      if bytes >= CitationReader.windowLength { break }
      if page.facts[next].mayHold(ByteClass.digit) {
        let text = page.bytes(next).head(CitationReader.windowLength * 2)
        var at = text.digit(from: 0)
        while at < text.count {
          numbers += 1
          if numbers > 1 { return true }
          while at < text.count, text[at].isDigit { at += 1 }
          at = text.digit(from: at)
        }
      }
      bytes += Int(page.facts[next].length)
    }
    return isLabelOfPages(page.bytes(index)) || isLink(index)
      || CitationReader.looksLikeLocator(page.bytes(index))
  }

  /// "Pages: 145", "eLocator: e55", "pp. 7": a form with one number.
  private func isLabelOfPages(_ text: Bytes) -> Bool {
    text.begins(with: "Page")
      || text.count < 60
        && (text.begins(with: "pp.") || text.begins(with: "eLocator") || text.begins(with: "Article "))
  }

  /// Whether a line is the link to a journal, or one stands behind it that leads to what belongs to a journal.
  private func isLink(_ index: Int) -> Bool {
    if index + 1 < page.count, page.facts[index + 1].roles.contains(.journalMark) { return true }
    return page.bytes(index).holds("Link to") || index + 1 < page.count && page.bytes(index + 1).begins(with: "Link to")
  }

  /// Bytes between the journal's line and the first number.
  private static let farthest = 64
}
