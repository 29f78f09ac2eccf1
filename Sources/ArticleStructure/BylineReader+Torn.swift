import FettleKit

/// Names whose words stand on lines of their own: "Junhong", "Lee", "and", "Cathy", "Hohenegger", with signs, marks of
/// affiliations and texts of links between them.
private struct TornNames {
  let page: Page
  var byline = Byline()
  /// Names that are put together of several blocks.
  private(set) var torn = 0
  /// Parts before the first name that are no names.
  private(set) var strangers = 0
  private var part: [UInt8] = []
  private var blocks: [Int] = []
  private var isWholeName = false

  /// With so many parts before the first name that are no names, none is expected.
  private static let mostStrangers = 9

  init(page: Page) { self.page = page }

  /// Takes a piece of a name; returns whether the list may go on.
  mutating func take(_ piece: Bytes, of block: Int) -> Bool {
    let words = piece.reduce(1) { $0 + ($1 == 0x20 ? 1 : 0) }
    // Whole names without a sign between them are told apart by the reader of whole lines.
    if isWholeName, words > 1 {
      if byline.names.isEmpty { strangers = TornNames.mostStrangers } else { _ = end() }
      return false
    }
    Spacing.append(piece, to: &part)
    blocks.append(block)
    isWholeName = words > 1 && PersonName.parse(piece) != nil
    return true
  }

  /// A sign stands between names; returns whether the list may go on.
  mutating func end() -> Bool {
    defer {
      part.removeAll(keepingCapacity: true)
      blocks.removeAll(keepingCapacity: true)
      isWholeName = false
    }
    guard !part.isEmpty else { return true }
    let name = part.withUnsafeBufferPointer { PersonName.parse($0) }
    if let name {
      byline.names.append(name)
      byline.blocks += blocks
      if blocks.count > 1 { torn += 1 }
      return true
    }
    if part.withUnsafeBufferPointer({ BylineScan.isMark($0) }) { return true }
    strangers += 1
    return byline.names.isEmpty && strangers < TornNames.mostStrangers
  }
}

extension BylineReader {
  func tornNames(after start: Int) -> Byline {
    guard page.isTorn, start + 2 < page.count else { return Byline() }
    var list = TornNames(page: page)
    var removed = 0
    for index in start..<min(page.count, start + 900) {
      let fact = page.facts[index]
      if fact.isInZone || fact.flags.contains(.doi) || fact.kind.isKnown && !isAuthorHeading(index) && !isDates(index) {
        break
      }
      if fact.words == 0 || isNoise(index) || isAuthorHeading(index) {
        if !list.end() { break }
        continue
      }
      if fact.isRemoved {
        removed += list.byline.names.isEmpty ? 0 : 1
        if !list.end() || removed > 4 { break }
        continue
      }
      if isAddress(page.bytes(index)) {
        if !list.end() { break }
        continue
      }
      if fact.length >= 80 || fact.flags.contains(.heading) { break }
      removed = 0
      let trimmed = PersonName.trimmed(page.bytes(index))
      // "fewer", but not the family name "Ma".
      if trimmed.isEmpty || trimmed[0].isSmallLetter && !trimmed.contains(0x20) && BylineScan.isMark(trimmed) {
        if !list.end() { break }
        continue
      }
      if !take(index, to: &list) { break }
    }
    _ = list.end()
    guard list.torn > 0, list.torn * 2 >= list.byline.names.count else { return Byline() }
    var byline = list.byline
    if let first = byline.blocks.first, let last = byline.blocks.last {
      byline.blocks = (first...last).filter { index in
        page.isOpen(index) && (byline.blocks.contains(index) || page.facts[index].length < 24 || isNoise(index))
      }
    }
    return byline
  }

  /// An ORCID, an e-mail address: one word that no name has.
  private func isAddress(_ text: Bytes) -> Bool {
    !text.contains(0x20) && (text.begins(with: "http") || text.contains(UInt8(ascii: "@")) || text.holds("orcid.org"))
  }

  /// Takes a line apart at commas and at words such as "and"; returns whether the list may go on.
  private func take(_ index: Int, to list: inout TornNames) -> Bool {
    let text = page.bytes(index)
    var start = 0
    func piece(_ end: Int) -> Bool {
      let range = PersonName.trimmed(text, start..<end)
      guard !range.isEmpty else { return true }
      return list.take(text.part(range), of: index)
    }
    if text.count <= 2, text.allSatisfy(\.isSmallLetter) { return list.end() }
    var at = 0
    while at < text.count {
      let isSign = text[at] == UInt8(ascii: ",") || text[at] == UInt8(ascii: ";")
      var word = 0
      if at == 0 || text[at - 1] == 0x20 {
        for connector in BylineScan.connectors where text.tail(at).begins(with: connector) {
          let next = at + connector.count
          if next == text.count || text[next] == 0x20 { word = connector.count }
        }
      }
      if isSign || word > 0 {
        if !piece(at) || !list.end() { return false }
        at += max(1, word)
        start = at
      } else {
        at += 1
      }
    }
    return piece(text.count)
  }
}
