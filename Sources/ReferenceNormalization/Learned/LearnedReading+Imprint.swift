import FettleKit

/// Publisher, place, edition, and what kind of work it is.
extension LearnedReading {
  mutating func readImprint() {
    if var range = segment(.publisher).map(unwrapped), !range.isEmpty {
      if segment(.place) == nil, let colon = placeEnd(range) {
        let place = trimmed(range.prefix(upTo: colon))
        result.item.publisherPlace = text.string(place)
        note(.publisherPlace, place, .publisher)
        range = trimmed(range.suffix(from: colon + 1))
      }
      result.item.publisher = text.string(range)
      note(.publisher, range, .publisher)
    }
    if let range = segment(.place).map(unwrapped), !range.isEmpty {
      result.item.publisherPlace = text.string(range)
      note(.publisherPlace, range, .place)
    }
    if let range = segment(.edition).map(unwrapped), !range.isEmpty {
      result.item.edition = text.string(range)
      note(.edition, range, .edition)
    }
  }

  /// The colon of "Coventry: Warwick UP", where a publisher's place was taken for a part of its name.
  private func placeEnd(_ range: Range<Int>) -> Int? {
    guard let colon = range.first(where: { text.isMark($0, 0x3A) }), colon + 1 < range.upperBound else { return nil }
    let before = range.prefix(upTo: colon)
    let words = before.filter { text.isWord($0) }
    guard (1...4).contains(words.count), text.isWord(colon + 1),
      words.allSatisfy({
        text[$0].isCapitalized && !text.lexicon.publishers.contains(text.bytes($0))
      }), before.allSatisfy({ text.isWord($0) || text.isComma($0) || text.isDot($0) })
    else { return nil }
    return colon
  }

  mutating func setType() {
    let book = result.item.containerTitle != nil && segment(.journal) == nil ? segment(.bookTitle) : nil
    var split = TitleSplit(container: book ?? segment(.journal), isPart: book != nil)
    split.isKnownJournal = result.item.containerTitleShort != nil
    result.item.type = statedType() ?? ItemType.of(result.item, text, split, hasVolume: result.item.volume != nil)
  }

  mutating func setConfidence() {
    let fields: [ReferenceField] = [.author, .editor, .title, .containerTitle, .volume, .page, .issued]
    var product = 1.0
    var hasAny = false
    for field in fields {
      guard let confidence = result.confidences[field] else { continue }
      product *= confidence
      hasAny = true
    }
    result.confidence = hasAny ? product : 0
  }
}
