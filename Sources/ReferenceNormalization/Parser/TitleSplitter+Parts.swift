/// Parts of books and proceedings.
extension TitleSplitter {
  /// "Title. In: Container", "Title, in Container", "Title. Proceedings of …".
  func part(_ range: Range<Int>) -> TitleSplit? {
    if text.isWord(range.lowerBound, "in"), text.isMark(range.lowerBound + 1, 0x3A) {
      let container = trimmed((range.lowerBound + 1)..<range.upperBound)
      if !container.isEmpty { return TitleSplit(container: container, isPart: true) }
    }
    for index in range.dropFirst() where text.isWord(index, "in") && index + 1 < range.upperBound {
      let isStrong = text.isMark(index + 1, 0x3A) || text[index].letterCase == .title
      let before = text[index - 1]
      let isAfterStop =
        before.isMark(0x2E) || before.isMark(0x3F) || before.isMark(0x21) || before.isMark(0x2C)
        || before.kind == .closeQuote || before.isMark(0x3B) || before.isMark(0x29) || text[index].isAfterLineEnd
      let next = text[index + 1]
      let isBeforeName =
        next.isCapitalized || next.isNumber || next.kind == .openQuote || next.isMark(0x5B) || next.isMark(0x3A)
        || next.kind == .mixed
      guard isBeforeName, isAfterStop || text.isMark(index + 1, 0x3A) else { continue }
      guard isStrong && !before.isMark(0x2C) || before.isMark(0x2C) || before.kind == .closeQuote else { continue }
      // "…, in Drosophila": a title goes on; a container is long or holds a word of its own.
      if !isStrong, !hasEvent(index..<range.upperBound), text.pastEditorMark(index + 3) == nil,
        !(index..<range.upperBound).contains(where: { text.isWord($0, "ed") || text.isWord($0, "eds") }),
        range.upperBound - index < 5
      {
        continue
      }
      let container = trimmed((index + 1)..<range.upperBound)
      let title = trimmed(range.lowerBound..<index)
      if container.isEmpty || title.isEmpty { continue }
      return TitleSplit(title: title, container: container, isPart: true)
    }
    // "Title. Proceedings of …", "Title, Proc. 6th Int'l. Conf. …"
    for index in range.dropFirst() where text[index].isCapitalized && lexicon.events.contains(text.bytes(index)) {
      guard text.isWord(index, "proceedings") || text.isWord(index, "proc") || text.isWord(index, "conference") else {
        continue
      }
      var start = index
      if text.isWord(start - 1, "conference") { start -= 1 }
      while start > range.lowerBound, text[start - 1].isWord, text[start - 1].isCapitalized || text[start - 1].isNumber
      { start -= 1 }
      guard start > range.lowerBound, text.isDot(start - 1) || text.isComma(start - 1) || text[start - 1].isMark(0x3F)
      else { continue }
      let title = trimmed(range.lowerBound..<start)
      guard title.count > 1 else { continue }
      let container = trimmed(start..<range.upperBound)
      return TitleSplit(
        title: title, container: container, isPart: !isKnown(container), isKnownJournal: isKnown(container))
    }
    return nil
  }

  private func hasEvent(_ range: Range<Int>) -> Bool {
    range.contains { text[$0].isWord && lexicon.events.contains(text.bytes($0)) }
  }
}
