import FettleKit

/// Cards of authors that a converter put into one text: "Ada Lindqvist ORCID Icon Department of … View further author
/// information, Tomás Ferreira …". Each ends with the text of a button, and begins with a name.
extension BylineReader {
  private static let ends = WordLists.builtin("card-end").sorted().map { KeySearch(Array($0.utf8)) }
  private static let scan = PhraseScan(ends.map(\.key))
  /// Blocks and bytes in which the cards stand.
  private static let mostBlocks = 24
  private static let mostBytes = 12_000

  private static let owners = WordLists.builtin("card-of").sorted().map { Array($0.utf8) }
  private static let ownerBytes = Set(owners.compactMap(\.first))
  private static let mostOwnerBlocks = 400

  /// The author on whose card a line stands: "Search for other papers by Ada Lindqvist in".
  private func owner(_ index: Int) -> Name? {
    let fact = page.facts[index]
    guard fact.length < 120, fact.words > 3, BylineReader.ownerBytes.contains(fact.first.small) else { return nil }
    let text = page.bytes(index)
    guard
      let lead = BylineReader.owners.first(where: { $0.count + 4 < text.count && text.head($0.count).equalsSmall($0) })
    else { return nil }
    var name = PersonName.trimmed(text.tail(lead.count))
    if name.ends(with: Array(" in".utf8)) { name = name.head(name.count - 3) }
    return PersonName.parse(name)
  }

  /// Whether the first author's card stands soon behind a title.
  func beginsCards(after index: Int) -> Bool {
    (index + 1..<max(index + 1, min(page.count, index + 8))).contains { owner($0) != nil }
  }

  /// The authors whose cards name them again.
  func owners(after start: Int) -> Byline {
    var byline = Byline()
    var seen: Set<UInt64> = []
    for index in start..<max(start, min(page.count, start + BylineReader.mostOwnerBlocks)) {
      if page.facts[index].isInZone { break }
      guard let name = owner(index) else {
        if byline.names.isEmpty, index > start + 8 { break }
        continue
      }
      if seen.insert(TextKey.digest(((name.given ?? "") + " " + (name.family ?? "")))).inserted {
        byline.names.append(name)
      }
    }
    byline.shown = byline.names.count
    return byline
  }

  func cards(after start: Int) -> Byline {
    var text: [UInt8] = []
    var last: Int?
    for index in start..<min(page.count, start + BylineReader.mostBlocks) where text.count < BylineReader.mostBytes {
      let fact = page.facts[index]
      if fact.isInZone || fact.kind.isKnown && !isAuthorHeading(index) && !isDates(index) { break }
      if BylineReader.scan.isAnywhere(in: page.bytes(index)) { last = index }
      Spacing.append(page.bytes(index), to: &text)
    }
    guard let last else { return Byline() }
    var byline = Byline()
    let folded = text.map(\.small)
    text.withUnsafeBufferPointer { text in
      folded.withUnsafeBufferPointer { folded in
        var at = 0
        while at < text.count, let end = nextEnd(in: folded, from: at) {
          let words = PersonName.words(of: text, in: at..<end.lowerBound)
          guard let name = BylineReader.leadingName(words, in: text) else {
            if byline.names.isEmpty, at == 0 { break }
            at = end.upperBound
            continue
          }
          byline.names.append(name)
          at = end.upperBound
        }
      }
    }
    guard byline.names.count > 0 else { return Byline() }
    byline.shown = byline.names.count
    byline.blocks = (start...last).filter { page.isOpen($0) && !page.isHeading($0) }
    return byline
  }

  private func nextEnd(in folded: Bytes, from start: Int) -> Range<Int>? {
    var best: Range<Int>?
    for end in BylineReader.ends {
      guard let place = end.place(in: folded.tail(start)) else { continue }
      let range = (start + place)..<(start + place + end.key.count)
      if best.map({ range.lowerBound < $0.lowerBound }) ?? true { best = range }
    }
    return best
  }

  /// The name that the words begin with: up to a mark, a known word or an address; behind a sign or "and".
  private static func leadingName(_ all: [Range<Int>], in text: Bytes) -> Name? {
    var words: [Range<Int>] = []
    for word in all {
      let own = text.part(word)
      if words.isEmpty {
        let isConnector = BylineScan.connectors.contains { own.equals($0) }
        if isConnector || PersonName.trimmed(own).isEmpty { continue }
      }
      let trimmed = PersonName.trimmed(text, word)
      if trimmed.isEmpty { break }
      // "LindholmORCID": the text of an icon is glued to the name.
      if let icon = text.part(trimmed).firstPlace(of: "ORCID") {
        if icon > 0 { words.append(trimmed.lowerBound..<(trimmed.lowerBound + icon)) }
        break
      }
      // "Lindholm^a"
      if let caret = text.part(trimmed).firstIndex(of: UInt8(ascii: "^")) {
        if caret > 0 { words.append(trimmed.lowerBound..<(trimmed.lowerBound + caret)) }
        break
      }
      let traits = NameWord(text.part(trimmed))
      guard traits.looksLikeName || traits.isInitials || traits.roles.contains(.particle),
        !traits.roles.contains(.stranger), words.count < 6
      else { break }
      if own.count == 1, own[0].isSmallLetter { break }
      words.append(trimmed)
      if trimmed.upperBound < word.upperBound { break }
    }
    return PersonName.startOfFamily(&words, in: text).map { PersonName.name(words, familyFrom: $0, text) }
  }
}
