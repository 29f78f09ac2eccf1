import FettleKit

/// Publisher, place, edition, and what kind of work it is.
extension LearnedReading {
  mutating func readImprint() {
    if let range = segment(.publisher).map(unwrapped), !range.isEmpty {
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
