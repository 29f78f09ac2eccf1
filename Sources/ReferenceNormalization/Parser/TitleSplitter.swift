/// Splits what stands between the authors (and year) and the locator.
struct TitleSplitter {
  let text: ReferenceText
  /// Whether a volume follows, so that a container is to be expected.
  let hasVolume: Bool
  /// Whether the year stands before, as in styles that always have a title.
  let isAfterYear: Bool

  var lexicon: Lexicon { text.lexicon }

  func split(_ range: Range<Int>) -> TitleSplit {
    let range = trimmed(range)
    guard !range.isEmpty else { return TitleSplit() }
    if let split = quoted(range) { return split }
    if let split = part(range) { return split }
    return hasVolume ? journal(range) : withoutVolume(range)
  }

  /// Where no numbers follow, a container is only believed if it is known, or if it looks like nothing else.
  private func withoutVolume(_ range: Range<Int>) -> TitleSplit {
    if !isAfterYear || range.count < 8, isKnown(range) { return TitleSplit(container: range, isKnownJournal: true) }
    for index in range.reversed()
    where text.isDot(index) || text[index].isMark(0x3F) || text.isComma(index) || text[index].isMark(0x21) {
      let container = trimmed((index + 1)..<range.upperBound)
      let title = trimmed(range.lowerBound..<index)
      guard !container.isEmpty, title.count >= 2, range.upperBound - index < 20 else { continue }
      if isKnown(container) { return TitleSplit(title: title, container: container, isKnownJournal: true) }
      // "Sloan Management Review": every word large, the first one a journal's.
      let isTitled = container.allSatisfy {
        text[$0].isCapitalized || text[$0].kind == .mark || lexicon.links.contains(text.bytes($0))
      }
      let isLead =
        lexicon.leads.contains(text.bytes(container.lowerBound))
        || container.contains { text.isWord($0, "journal") || text.isWord($0, "review") }
      if isTitled, isLead, container.count >= 2, !text.isComma(index), title.contains(where: { text[$0].isLower }) {
        return TitleSplit(title: title, container: container)
      }
    }
    return TitleSplit(title: range)
  }

  /// Without the marks at both ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var range = range
    while let first = range.first,
      isTrimmable(first) || text[first].isMark(0x29) || text[first].isMark(0x5D) || text[first].isDash
    { range = range.dropFirst() }
    while let last = range.last,
      isTrimmable(last) || text[last].isMark(0x28) || text[last].isMark(0x5B) || text[last].isDash
    { range = range.dropLast() }
    return range
  }

  private func isTrimmable(_ index: Int) -> Bool {
    text.isDot(index) || text.isComma(index) || text.isMark(index, 0x3B) || text.isMark(index, 0x3A)
      || text.isMark(index, 0x2A) || text.isMark(index, 0x5F) || text.isMark(index, 0x7C)
  }

  func isKnown(_ range: Range<Int>) -> Bool {
    !range.isEmpty && lexicon.journals.match(text.bytes(range)) != nil
  }
}
