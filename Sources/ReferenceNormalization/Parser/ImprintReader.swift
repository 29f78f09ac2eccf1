/// Finds the imprint in a range of tokens: "Oxford University Press, New York", "(London: Faber)", "Basel: Birkhäuser".
struct ImprintReader {
  /// A stretch between two stops.
  struct Segment {
    var range: Range<Int>
    /// The mark before it; 0 at the start.
    var before: UInt8
    var isInParentheses: Bool
  }

  let text: ReferenceText

  var lexicon: Lexicon { text.lexicon }

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

  func segments(_ range: Range<Int>) -> [Segment] {
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
}
