/// Books, chapters and proceedings: who published them, where, and who edited them.
extension ReferenceReading {
  mutating func withImprint(
    _ split: TitleSplit, _ middle: Range<Int>, _ splitter: TitleSplitter, _ locator: Locator?
  ) -> TitleSplit {
    var split = split
    let reader = ImprintReader(text: text)
    let whole = split.container ?? split.title ?? middle
    // Behind the numbers, or before them.
    let behind = locator.map { $0.tokens.upperBound..<text.count }
    if let behind, !behind.isEmpty {
      // A segment of its own at the very start may be the publisher.
      if let imprint = reader.read((behind.lowerBound == 0 ? 0 : behind.lowerBound - 1)..<behind.upperBound) {
        take(imprint)
      }
    }
    if let imprint = reader.read(whole) {
      if result.item.publisher == nil && result.item.publisherPlace == nil { take(imprint) }
      let kept = splitter.trimmed(whole.lowerBound..<max(whole.lowerBound, imprint.start))
      if split.container != nil {
        split.container = kept.isEmpty ? nil : kept
      } else {
        split.title = kept.isEmpty ? nil : kept
      }
    }
    if split.isPart, let container = split.container {
      split.container = container.isEmpty ? nil : partTitle(container, splitter)
    }
    if split.container == nil, let title = split.title { split.title = bookTitle(title, splitter) }
    return split
  }

  mutating func take(_ imprint: Imprint) {
    if let publisher = imprint.publisher {
      result.item.publisher = text.string(publisher)
      result.ranges[.publisher] = text.extent(publisher)
    }
    if let place = imprint.place {
      result.item.publisherPlace = text.string(place)
      result.ranges[.publisherPlace] = text.extent(place)
    }
    if let edition = imprint.edition {
      result.item.edition = text.string(edition)
      result.ranges[.edition] = text.extent(edition)
    }
  }

  /// The container of a part: without its editors, and up to the place, dates and pages behind it.
  private mutating func partTitle(_ range: Range<Int>, _ splitter: TitleSplitter) -> Range<Int>? {
    var range = range
    let editors = AuthorList.read(text, from: range.lowerBound)
    if !editors.names.isEmpty,
      editors.areEditors || text.isComma(editors.end) && editors.names.count > 1 && editors.end < range.upperBound,
      editors.end < range.upperBound
    {
      if result.item.editor.isEmpty {
        result.item.editor = editors.names
        result.ranges[.editor] = text.extent(range.lowerBound..<editors.namesEnd)
      }
      range = splitter.trimmed(min(editors.end, range.upperBound)..<range.upperBound)
    }
    guard !range.isEmpty else { return nil }
    // Editors behind the title: ", edited by …", ", R. Name, Ed."
    for index in range.dropFirst() {
      if text.isWord(index, "edited") || text.isWord(index, "translated")
        || (text.isWord(index, "ed") && text.isDot(index + 1) && text[index].isLower) || text.isWord(index, "eds")
      {
        if text.isWord(index + 1, "by") || text.isDot(index + 1) {
          let list = AuthorList.read(text, from: text.isDot(index + 1) ? index + 2 : index + 2)
          if text.isWord(index, "edited") || text.isWord(index, "ed"), result.item.editor.isEmpty, !list.names.isEmpty {
            result.item.editor = list.names
            result.ranges[.editor] = text.extent((index + 2)..<list.namesEnd)
          }
        }
        range = splitter.trimmed(range.lowerBound..<index)
        break
      }
    }
    // A stop, a bracket with numbers, a place or a date ends it.
    for index in range.dropFirst() {
      let token = text[index]
      let next = index + 1
      let isStop =
        token.isMark(0x2E) && index > range.lowerBound + 1 && next < range.upperBound && text[next].isSpaced
        && !isShort(index - 1)
      let isBracket =
        token.isMark(0x28) && next < range.upperBound
        && (text[next].isNumber || text.isWord(next, "pp") || text.isWord(next, "vol")
          || text.lexicon.places.contains(text.bytes(next)))
      let isBeforePlace =
        token.isMark(0x2C) && next < range.upperBound && text.isWord(next)
        && (text.lexicon.places.contains(text.bytes(next))
          || next + 1 < range.upperBound && text.lexicon.places.contains(text.bytes(next..<(next + 2)))
          || text.lexicon.months.number(of: text.bytes(next)) != nil && next + 1 < text.count
            && text[next + 1].isNumber)
      let isBeforePages =
        (token.isMark(0x2C) || token.isMark(0x2E))
        && (text.isWord(next, "pp") || text.isWord(next, "pages") || text.isWord(next, "vol")
          || text.isWord(next, "volume"))
      if isStop || isBracket || isBeforePlace || isBeforePages || token.isMark(0x3B) {
        let tail = (index + 1)..<range.upperBound
        if isBeforePlace, result.item.publisherPlace == nil,
          let imprint = ImprintReader(text: text).read((index)..<range.upperBound)
        {
          take(imprint)
        }
        _ = tail
        range = range.lowerBound..<index
        break
      }
    }
    range = splitter.trimmed(range)
    return range.isEmpty ? nil : range
  }

  /// Whether a stop behind this word is an abbreviation's.
  private func isShort(_ index: Int) -> Bool {
    guard text.isWord(index) else { return text[index].isNumber || text[index].kind == .mixed }
    let use = text.lexicon.journals.use(of: text.bytes(index))
    return text[index].letterCase == .single || use.contains(.abbreviation)
      || text[index].length <= 4 && text[index].isCapitalized && !use.contains(.word)
  }

  /// The title of a book: up to a bracket or a remark behind it.
  private mutating func bookTitle(_ range: Range<Int>, _ splitter: TitleSplitter) -> Range<Int> {
    for index in range.dropFirst() {
      let isEditors =
        text.isComma(index)
        && (text.isWord(index + 1, "edited") || text.isWord(index + 1, "trans") || text.isWord(index + 1, "translated")
          || text.isWord(index + 1, "ed"))
      let isEditorsBehindStop =
        text.isDot(index)
        && (text.isWord(index + 1, "edited") || text.isWord(index + 1, "translated") || text.isWord(index + 1, "trans")
          || text.isWord(index + 1, "ed"))
      let isVolume =
        (text.isComma(index) || text.isDot(index))
        && (text.isWord(index + 1, "vol") || text.isWord(index + 1, "volume")) && index + 2 < text.count
      let isEdition =
        text.isMark(index, 0x28) && index + 2 < range.upperBound
        && (text[index + 1].kind == .mixed || text.isWord(index + 1, "rev")) && text.isWord(index + 2, "ed")
      if isEditors || isEditorsBehindStop || isVolume || isEdition {
        let title = splitter.trimmed(range.lowerBound..<index)
        if !title.isEmpty { return title }
      }
    }
    return range
  }
}
