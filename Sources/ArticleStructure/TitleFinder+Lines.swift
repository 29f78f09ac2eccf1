import FettleKit

/// Titles that stand on several lines, or behind the kind of the article.
extension TitleFinder {
  /// More lines than these are no title.
  private static let mostLines = 4

  /// Words behind which a title goes on.
  private static let openWords = WordLists.builtin("goes-on").map { Array((" " + $0).utf8) }

  /// The title with the lines behind and before it that belong to it.
  func continued(_ title: FoundTitle) -> FoundTitle {
    guard title.length == nil else { return title }
    var blocks = title.blocks
    while blocks.count < TitleFinder.mostLines, goesOn(blocks, to: blocks.upperBound, adding: blocks.upperBound) {
      blocks = blocks.lowerBound..<(blocks.upperBound + 1)
    }
    while blocks.count < TitleFinder.mostLines, blocks.lowerBound > 0,
      goesOn(blocks, to: blocks.lowerBound, adding: blocks.lowerBound - 1)
    {
      blocks = (blocks.lowerBound - 1)..<blocks.upperBound
    }
    guard blocks != title.blocks else { return title }
    var longer = title
    longer.blocks = blocks
    let text = page.joined(blocks)
    longer.text = TitleFinder.text(text[...])
    longer.key = TextKey.key(text[...])
    longer.digest = TextKey.digest(text[...])
    return longer
  }

  /// Whether a block belongs to the title that others are.
  ///
  /// - Parameters:
  ///   - right: the later one of the two blocks that are to be joined.
  ///   - added: the one that isn't title yet.
  private func goesOn(_ blocks: Range<Int>, to right: Int, adding added: Int) -> Bool {
    let left = right - 1
    guard left >= 0, right < page.count else { return false }
    let fact = page.facts[added]
    guard fact.flags.intersection([.short, .zone, .doi, .related]) == .short, fact.words >= 1, fact.length < 240,
      page.isOpen(added) || fact.flags.contains(.outside), !fact.kind.isKnown, fact.roles.isEmpty,
      page.facts[blocks.lowerBound].flags.contains(.heading) || !fact.flags.contains(.heading),
      !page.facts[left].flags.contains(.endsSentence),
      !page.blocks[right].isAfterGap || page.isTorn || endsInOpenWord(page.bytes(left))
    else { return false }
    // "aUniversity of …": a mark of an affiliation.
    let text = page.bytes(right)
    if text.count > 1, text[0].isSmallLetter, text[1].isCapital { return false }
    let isWrapped = isWrapped(left, right)
    if isOpen(page.bytes(left)) || page.facts[right].first.isSmallLetter || isWrapped {
      return fact.length < 160
        && (fact.words >= 2 || page.facts[right].first.isSmallLetter && page.facts[left].length >= 60)
        && (isOpen(page.bytes(left)) || page.nameCount(in: added) == 0)
        && (added > left || page.facts[left].length >= 20)
        && (page.blocks[left].role == page.blocks[right].role || page.isHeading(left)) && !isTooMuch(blocks, added)
    }
    // Only where the page has both together in its citation or in the browser's line.
    guard fact.words >= 2, fact.length >= 12 else { return false }
    let joined = page.joined(min(added, blocks.lowerBound)..<max(added + 1, blocks.upperBound))
    return scale.browserParts.contains(TextKey.digest(joined[...])) || isCited(TextKey.key(joined[...]))
  }

  /// "… and", "… :", "… –": more must follow.
  private func isOpen(_ text: Bytes) -> Bool {
    guard let last = text.last else { return false }
    if last == UInt8(ascii: ":") || text.ends(with: Array("–".utf8)) { return true }
    return endsInOpenWord(text)
  }

  private func endsInOpenWord(_ text: Bytes) -> Bool { TitleFinder.openWords.contains { text.ends(with: $0) } }

  /// Whether the right line is the left one's rest: centred as it is, the left one being nearly as long as lines become.
  private func isWrapped(_ left: Int, _ right: Int) -> Bool {
    guard !page.isTorn, page.facts[left].length >= 50, !page.blocks[right].isAfterGap else { return false }
    let one = page.blocks[left].indent
    let other = page.blocks[right].indent
    if one == other { return false }
    let middle = 2 * one + TitleFinder.width(page.bytes(left))
    return abs(middle - (2 * other + TitleFinder.width(page.bytes(right)))) <= 4
  }

  private static func width(_ text: Bytes) -> Int { text.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) } }

  private func isTooMuch(_ blocks: Range<Int>, _ added: Int) -> Bool {
    blocks.reduce(Int(page.facts[added].length)) { $0 + Int(page.facts[$1].length) } > 400
  }

  // MARK: - Two languages

  /// The title in the article's own language, where a line in another one follows it: pages show the translation last, and
  /// the names behind it.
  func original(of title: FoundTitle) -> FoundTitle {
    let index = title.blocks.lowerBound
    guard title.blocks.count == 1, title.length == nil, index > 0 else { return title }
    var before = index - 1
    while before > 0, page.facts[before].words == 0 { before -= 1 }
    let fact = page.facts[before]
    let own = page.facts[index]
    guard fact.flags.intersection([.short, .zone, .doi, .related, .marks]) == .short, fact.words >= 4,
      fact.length >= 30,
      fact.length < own.length * 2, own.length < fact.length * 2, fact.flags.contains(.beginsNew), page.isOpen(before),
      !fact.kind.isKnown, fact.roles.isEmpty, page.isHeading(before) || !page.isHeading(index),
      let language = LanguageReader.language(ofLine: page.bytes(index)),
      let other = LanguageReader.language(ofLine: page.bytes(before)), language != other,
      page.nameCount(in: before) == 0
    else { return title }
    if fact.flags.contains(.digit), CitationReader.looksLikeLocator(page.bytes(before)) { return title }
    return found(before, length: page.text(before).count)
  }

  // MARK: - The kind of the article

  private static let kinds = WordLists.builtin("article-type").filter { $0.utf8.contains(0x20) }
    .map { TextKey.key($0) }.sorted { $0.count > $1.count }

  /// "Research report Compromised functioning …": the title without the kind of the article that is glued before it.
  func withoutLead(_ title: FoundTitle) -> FoundTitle {
    if let lead = dateLength(title) { return shortened(title, by: lead) }
    if let lead = TitleFinder.imageName(page.bytes(title.blocks.lowerBound)) { return shortened(title, by: lead) }
    guard title.blocks.count == 1, title.length == nil,
      let kind = TitleFinder.kinds.first(where: { title.key.starts(with: $0) }), title.key.count > kind.count + 15,
      !isCited(title.key)
    else { return title }
    let text = page.text(title.blocks.lowerBound)
    guard let range = TextKey.range(of: kind, in: text) else { return title }
    let lead = text.withUnsafeBufferPointer { text -> Int? in
      var at = range.upperBound
      while at < text.count, text[at] == 0x20 || text[at] == 0xC2 || text[at] == 0xA0 { at += 1 }
      // "Research Article Processing Charges" may be a title; one that the page repeats without the kind isn't.
      guard at > range.upperBound, at < text.count, text[at].isCapital || text[at] >= 0xC3 else { return nil }
      return at
    }
    return lead.map { shortened(title, by: $0) } ?? title
  }

  /// "[full-A]Slow rivers …": how many bytes a browser's word for an image without a text has.
  private static func imageName(_ text: Bytes) -> Int? {
    guard text.count > 30, text[0] == UInt8(ascii: "["), text[1].isSmallLetter,
      let end = text.head(24).firstIndex(of: UInt8(ascii: "]")), text[end + 1].isCapital,
      !text.head(end).contains(0x20)
    else { return nil }
    return end + 1
  }

  private func shortened(_ title: FoundTitle, by lead: Int) -> FoundTitle {
    guard title.blocks.count == 1, title.length == nil else { return title }
    let text = page.text(title.blocks.lowerBound)
    var shorter = title
    shorter.lead = lead
    shorter.text = TitleFinder.text(text.dropFirst(lead))
    shorter.key = TextKey.key(text.dropFirst(lead))
    shorter.digest = TextKey.digest(text.dropFirst(lead))
    return shorter
  }

  /// "10 June 2016 Tutorial on …": how many bytes are a day, and no title.
  private func dateLength(_ title: FoundTitle) -> Int? {
    let index = title.blocks.lowerBound
    guard title.blocks.count == 1, title.length == nil, page.facts[index].first.isDigit, title.text.utf8.count > 36
    else {
      return nil
    }
    let text = page.bytes(index)
    var words = 0
    var at = 0
    while at < min(text.count, 24), words < 3 {
      if text[at] == 0x20 { words += 1 }
      at += 1
    }
    guard words == 3, at < text.count, text[at].isCapital, text[at - 2].isDigit,
      let date = DateReader.first(in: text.head(at - 1)), date.month != nil, date.day != nil
    else { return nil }
    return at
  }
}
