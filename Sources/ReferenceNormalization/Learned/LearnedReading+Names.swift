import FettleKit

/// Authors and editors.
extension LearnedReading {
  mutating func readNames() {
    if let range = segment(.author) {
      let (names, hasEtAl, tokens) = names(range)
      if !names.isEmpty {
        result.item.author = names
        result.hasEtAl = hasEtAl
        note(.author, tokens, .author)
      }
    }
    if let range = segment(.editor) {
      let (names, hasEtAl, tokens) = names(withoutEditorWords(range))
      if !names.isEmpty {
        result.item.editor = names
        if result.item.author.isEmpty { result.hasEtAl = hasEtAl }
        note(.editor, tokens, .editor)
      }
    }
  }

  /// "In", "(Eds.)", "edited by".
  private func withoutEditorWords(_ range: Range<Int>) -> Range<Int> {
    var range = trimmed(range)
    let isWord = { (index: Int) in
      text.isWord(index)
        && (text.lexicon.tokens.uses(of: text.bytes(index), text.lexicon.journals).contains(.editorWord)
          || text.isWord(index, "in") || text.isWord(index, "by") || text.isWord(index, "von"))
    }
    while let first = range.first, isWord(first) || text[first].kind == .mark { range = range.dropFirst() }
    while let last = range.last,
      isWord(last) || text[last].kind == .mark && !text.isDot(last) || text.isDot(last) && isWord(last - 1)
    {
      range = range.dropLast()
    }
    return range
  }

  /// "R Core Team": three words or more with nothing between, of which the last is a group's.
  private func group(_ range: Range<Int>) -> Range<Int>? {
    let group = trimmed(range)
    guard group.count >= 3, group.allSatisfy({ text.isWord($0) }), let last = group.last,
      text[last].letterCase == .title, text.lexicon.groups.contains(text.bytes(last))
    else { return nil }
    return group
  }

  /// The names of a stretch that holds nothing else.
  private func names(_ range: Range<Int>) -> (names: [Name], hasEtAl: Bool, tokens: Range<Int>) {
    var range = range
    while let first = range.first, text[first].kind == .mark && !text.isMark(first, 0x28) || text[first].isDash {
      range = range.dropFirst()
    }
    guard !range.isEmpty else { return ([], false, range) }
    if let group = group(range) { return ([Name(literal: text.string(group))], false, group) }
    let part = ReferenceText(bytes: bytes, tokens: Array(text.tokens[range]))
    // "Bugnon (A.-L.), Méloche (P.)"
    if part.count > 3, part.isMark(1, 0x28) || part.isMark(2, 0x28), part[0].isWord,
      range.contains(where: { text.isMark($0, 0x29) }),
      let inner = range.first(where: { text.isMark($0, 0x28) }), inner + 1 < range.upperBound,
      text[inner + 1].letterCase == .single || text[inner + 1].letterCase == .title,
      !text.isWord(inner + 1, "eds"), !text.isWord(inner + 1, "ed"), !text.isWord(inner + 1, "hrsg"),
      !text.isWord(inner + 1, "hg")
    {
      let splitter = NameSplitter(text, range)
      if !splitter.names.isEmpty { return (splitter.names, splitter.hasEtAl, unwrapped(range)) }
    }
    let list = AuthorList.read(part, from: 0)
    var end = part.count
    while end > list.end, part[end - 1].kind == .mark || part[end - 1].isDash { end -= 1 }
    if !list.names.isEmpty, list.end >= end {
      return (list.names, list.hasEtAl, range.lowerBound..<(range.lowerBound + list.namesEnd))
    }
    // What follows may tell how to read the names: a year behind names that nothing parts.
    let whole = AuthorList.read(text, from: range.lowerBound)
    var wholeEnd = range.upperBound
    while wholeEnd > whole.end, text[wholeEnd - 1].kind == .mark || text[wholeEnd - 1].isDash { wholeEnd -= 1 }
    if !whole.names.isEmpty, whole.end >= wholeEnd, whole.namesEnd <= range.upperBound {
      return (whole.names, whole.hasEtAl, range.lowerBound..<whole.namesEnd)
    }
    let splitter = NameSplitter(text, range)
    return (splitter.names, splitter.hasEtAl, unwrapped(range))
  }
}
