/// Publisher and place, and what else stands behind the title of a book or of proceedings.
struct Imprint {
  var publisher: Range<Int>?
  var place: Range<Int>?
  var edition: Range<Int>?
  /// The index at which they begin.
  var start: Int
}

/// A stretch between two stops.
private struct Segment {
  var range: Range<Int>
  /// The mark before it; 0 at the start.
  var before: UInt8
  var isInParentheses: Bool
}

/// Finds the imprint in a range of tokens: "Oxford University Press, New York", "(London: Faber)", "Basel: Birkhäuser".
struct ImprintReader {
  let text: ReferenceText

  private var lexicon: Lexicon { text.lexicon }

  /// - Returns: `nil` where neither publisher nor place was seen.
  func read(_ range: Range<Int>) -> Imprint? {
    let segments = segments(range)
    var imprint = Imprint(start: range.upperBound)
    // From the end: the imprint stands behind everything else, but for a remark or two.
    var first = segments.count
    var passed = 0
    for index in segments.indices.reversed() {
      let segment = segments[index]
      if index == 0, segment.range.lowerBound == range.lowerBound, !segment.isInParentheses { break }
      if kind(segments, index) != .other {
        if kind(segments, index) != .note || first < segments.count { first = index }
      } else if first < segments.count || passed == 2 {
        break
      } else {
        passed += 1
      }
    }
    for index in first..<max(first, segments.count) {
      let segment = segments[index]
      switch kind(segments, index) {
      case .note:
        if imprint.edition == nil,
          segment.range.contains(where: {
            text.isWord($0, "ed") || text.isWord($0, "edn") || text.isWord($0, "edition")
          })
        {
          imprint.edition = segment.range
        }
      case .place:
        if let place = imprint.place, place.upperBound + 1 == segment.range.lowerBound, segment.before == 0x2C {
          imprint.place = place.lowerBound..<segment.range.upperBound
        } else if imprint.place == nil {
          imprint.place = segment.range
        }
      case .publisher: imprint.publisher = imprint.publisher ?? segment.range
      case .other: continue
      }
    }
    if first < segments.count { imprint.start = segments[first].range.lowerBound }
    if imprint.publisher == nil, first > 0, let tail = trailingPublisher(segments[first - 1].range) {
      imprint.publisher = tail
      imprint.start = tail.lowerBound
    }
    guard imprint.publisher != nil || imprint.place != nil else { return nil }
    return imprint
  }

  private enum Kind { case place, publisher, note, other }

  private func kind(_ segments: [Segment], _ index: Int) -> Kind {
    let range = segments[index].range
    if isNote(range) { return .note }
    if isPlace(range) || isUnknownPlace(segments, index) { return .place }
    return isPublisher(range) || isUnknownPublisher(segments, index) ? .publisher : .other
  }

  /// "… of children with cerebral deficits Harvard University Press": the stop before the publisher was lost.
  private func trailingPublisher(_ range: Range<Int>) -> Range<Int>? {
    guard let lower = range.last(where: { text[$0].isLower && !lexicon.links.contains(text.bytes($0)) }),
      lower + 1 < range.upperBound
    else { return nil }
    let tail = (lower + 1)..<range.upperBound
    return tail.count <= 6 && tail.count >= 2 && isPublisher(tail) ? tail : nil
  }

  private func segments(_ range: Range<Int>) -> [Segment] {
    var segments: [Segment] = []
    var start = range.lowerBound
    var before: UInt8 = 0
    var depth = 0
    func add(_ end: Int) {
      if end > start { segments.append(Segment(range: start..<end, before: before, isInParentheses: depth > 0)) }
    }
    for index in range {
      let token = text[index]
      guard token.kind == .mark else { continue }
      switch token.byte {
      case 0x2C, 0x3B, 0x3A:
        add(index)
      case 0x2E:
        // "N.Y.", "St. Louis", "J. Wiley": not the end of anything.
        if index > start, text[index - 1].isWord,
          text[index - 1].letterCase == .single
            || (text[index - 1].letterCase == .title && text[index - 1].length <= 2), index + 1 < range.upperBound
        {
          continue
        }
        add(index)
      case 0x28, 0x5B:
        add(index)
        depth += 1
      case 0x29, 0x5D:
        add(index)
        depth = max(0, depth - 1)
      default: continue
      }
      start = index + 1
      before = token.byte
    }
    add(range.upperBound)
    return segments
  }

  private func isPlace(_ range: Range<Int>) -> Bool {
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

  private func isPublisher(_ range: Range<Int>) -> Bool {
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
  private func isNote(_ range: Range<Int>) -> Bool {
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
  private func isUnknownPublisher(_ segments: [Segment], _ index: Int) -> Bool {
    guard index > 0 else { return false }
    let segment = segments[index]
    guard segment.range.count <= 8, isTitled(segment.range) else { return false }
    if segment.before == 0x3A, isPlace(segments[index - 1].range) { return true }
    // "IEEE: New York, NY": a place behind it.
    return index + 1 < segments.count && segments[index + 1].before == 0x3A && isPlace(segments[index + 1].range)
      && segment.before == 0x3B
  }

  /// "Edinburgh, U.K.: Edinburgh University Press": before a colon and a publisher stands a place.
  private func isUnknownPlace(_ segments: [Segment], _ index: Int) -> Bool {
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
