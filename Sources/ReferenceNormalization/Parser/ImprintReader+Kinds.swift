/// What a segment is: a publisher, a place, a note.
extension ImprintReader {
  /// "… of children with cerebral deficits Harvard University Press": the stop before the publisher was lost.
  func trailingPublisher(_ range: Range<Int>) -> Range<Int>? {
    guard let lower = range.last(where: { text[$0].isLower && !lexicon.links.contains(text.bytes($0)) }),
      lower + 1 < range.upperBound
    else { return nil }
    let tail = (lower + 1)..<range.upperBound
    return tail.count <= 6 && tail.count >= 2 && isPublisher(tail) ? tail : nil
  }

  func isPlace(_ range: Range<Int>) -> Bool {
    guard range.count <= 6, text.isWord(range.lowerBound) else { return false }
    if lexicon.places.contains(text.bytes(range)) { return true }
    // "New York & London", "Ithaca-London", "Cambridge MA"
    guard range.count >= 2 || text.bytes(range).contains(0x2D) else { return false }
    let first = text.bytes(range).split { $0 == 0x20 || $0 == 0x2D || $0 == 0x26 || $0 == 0x2F }
    guard let head = first.first, range.count <= 5 else { return false }
    let two = first.count > 1 ? lexicon.places.contains(text.bytes(range).prefix(upTo: first[1].endIndex)) : false
    let tail = first.last.map { lexicon.places.contains($0) } ?? false
    return (lexicon.places.contains(head) || two) && tail
  }

  func isPublisher(_ range: Range<Int>) -> Bool {
    guard range.count <= 12, text.isWord(range.lowerBound) || text[range.lowerBound].kind == .openQuote,
      text[range.lowerBound].isCapitalized
    else { return false }
    var hasWord = false
    var lower = 0
    for index in range where text.isWord(index) {
      if text[index].isLower { lower += lexicon.links.contains(text.bytes(index)) ? 0 : 1 }
      if text[index].isCapitalized, lexicon.publishers.contains(text.bytes(index)) { hasWord = true }
    }
    return (hasWord || lexicon.publishers.contains(text.bytes(range))) && lower == 0
  }

  /// "2nd ed", "753 pp", "vol. 2", months and years.
  func isNote(_ range: Range<Int>) -> Bool {
    var says = false
    for index in range {
      let token = text[index]
      if token.isNumber || token.kind == .mixed || token.isDash { says = says || token.isYear; continue }
      guard token.isWord else { continue }
      let isEdition =
        text.isWord(index, "ed") || text.isWord(index, "edn") || text.isWord(index, "edition")
        || text.isWord(index, "rev")
      let isOrdinal =
        text.isWord(index, "second") || text.isWord(index, "third") || text.isWord(index, "first")
        || text.isWord(index, "fourth") || text.isWord(index, "revised")
      let isPages =
        text.isWord(index, "pp") || text.isWord(index, "p") || text.isWord(index, "pages") || text.isWord(index, "vol")
        || text.isWord(index, "vols")
      guard isEdition || isPages || isOrdinal || lexicon.months.number(of: text.bytes(index)) != nil else {
        return false
      }
      says = says || !isOrdinal
    }
    return says
  }

  /// "New York: Duckworth Ltd": behind a place and a colon stands a publisher, whatever it is called.
  func isUnknownPublisher(_ segments: [Segment], _ index: Int) -> Bool {
    guard index > 0 else { return false }
    let segment = segments[index]
    guard segment.range.count <= 8, isTitled(segment.range) else { return false }
    if segment.before == 0x3A, isPlace(segments[index - 1].range) { return true }
    // "IEEE: New York, NY": a place behind it.
    return index + 1 < segments.count && segments[index + 1].before == 0x3A && isPlace(segments[index + 1].range)
      && segment.before == 0x3B
  }

  /// "Edinburgh, U.K.: Edinburgh University Press": before a colon and a publisher stands a place.
  func isUnknownPlace(_ segments: [Segment], _ index: Int) -> Bool {
    guard index + 1 < segments.count, segments[index].range.count <= 4, isTitled(segments[index].range) else {
      return false
    }
    let next = segments[index + 1]
    return next.before == 0x3A && isPublisher(next.range)
      && (segments[index].before == 0x2E || segments[index].before == 0x28 || segments[index].before == 0x2C)
  }

  private func isTitled(_ range: Range<Int>) -> Bool {
    range.allSatisfy { !text[$0].isLower || lexicon.links.contains(text.bytes($0)) }
      && text[range.lowerBound].isCapitalized
  }
}
