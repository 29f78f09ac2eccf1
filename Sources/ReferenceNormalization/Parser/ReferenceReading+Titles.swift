import JournalTable

/// Title and container as they go into the item.
extension ReferenceReading {
  mutating func take(_ split: TitleSplit, _ splitter: TitleSplitter, hasVolume: Bool, _ locator: Locator?) {
    if let title = split.title.map(splitter.trimmed), !title.isEmpty {
      result.item.title = text.string(title)
      result.ranges[.title] = text.extent(title)
    }
    guard let container = split.container.map(splitter.trimmed), !container.isEmpty else {
      setType(split, hasVolume: hasVolume)
      return
    }
    var match = JournalTable.lookUp(text.bytes(container))
    var written = ContainerTitle.string(text, container)
    result.ranges[.containerTitle] = text.extent(container)
    if let letter = sectionLetter(container, locator) {
      match = text.lexicon.journals.match(bytes[letter])
      written = String(decoding: bytes[letter], as: UTF8.self)
      result.ranges[.containerTitle] = letter
      if let volume = result.ranges[.volume] {
        result.ranges[.volume] = letter.upperBound..<volume.upperBound
        result.item.volume = String(decoding: bytes[letter.upperBound..<volume.upperBound], as: UTF8.self)
      }
    }
    result.lookedUp = ContainerTitle.put(written, match, into: &result.item)
    setType(split, hasVolume: hasVolume)
  }

  /// "Phys. Lett. B511": the letter is the journal's, where the table knows a journal of that name.
  private func sectionLetter(_ container: Range<Int>, _ locator: Locator?) -> Range<Int>? {
    guard let volume = locator?.volume, volume.count == 1, text[volume.lowerBound].kind == .mixed else { return nil }
    let extent = text.extent(volume)
    guard extent.count > 1, Tokenizer.isLetter(bytes[extent.lowerBound]),
      Tokenizer.isDigit(bytes[extent.lowerBound + 1])
    else { return nil }
    let named = text.extent(container).lowerBound..<(extent.lowerBound + 1)
    let gap = text.extent(container).upperBound..<extent.lowerBound
    guard bytes[gap].allSatisfy({ $0 == 0x20 || $0 == 0x2E }) else { return nil }
    return text.lexicon.journals.match(bytes[named]) != nil ? named : nil
  }

  private mutating func setType(_ split: TitleSplit, hasVolume: Bool) {
    result.item.type = ItemType.of(result.item, text, split, hasVolume: hasVolume)
  }
}
