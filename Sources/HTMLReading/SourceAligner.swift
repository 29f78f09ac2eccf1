import FettleKit

/// Walks a text of the tree and its source side by side: each decoded byte with the place it was read at.
///
/// Where they differ the source holds a character reference, a carriage return, a tag that the parser ignored or a byte that
/// it dropped (HTML Standard, chapter 13.2.5).
struct SourceAligner {
  let source: UnsafeBufferPointer<UInt8>
  let text: UnsafeBufferPointer<UInt8>
  /// The next byte of each.
  private(set) var at: Int
  private(set) var next = 0
  private let end: Int
  private var isBehindReference = false
  /// Whether a tag or comment was passed over since this was last set to false.
  var hasPassedMarkup = false
  /// Behind the CDATA section that the next byte is in.
  private var sectionEnd = 0

  init(source: UnsafeBufferPointer<UInt8>, range: Range<Int>, text: UnsafeBufferPointer<UInt8>) {
    self.source = source
    self.text = text
    at = range.lowerBound
    end = range.upperBound
  }

  /// The next bytes of the text that were read in one place: how many there are, and the source range they were read at.
  mutating func step() -> (length: Int, start: Int, end: Int)? {
    guard next < text.count else { return nil }
    let byte = text[next]
    let isBehindReference = isBehindReference
    self.isBehindReference = false
    while at < end {
      let raw = source[at]
      if at < sectionEnd {
        // In a CDATA section all is as it is written.
        if raw == byte { return take(1, 1) }
        if raw == 0x0D, byte == 0x0A { return take(1, at + 1 < end && source[at + 1] == 0x0A ? 2 : 1) }
        if byte == 0xEF, raw == 0 { return take(3, 1) }
        at += 1
        continue
      }
      if raw == 0x26, let reference = CharacterReference.length(in: source, at: at, end: end, decoded: text, next) {
        self.isBehindReference = true
        return take(CharacterReference.firstLength(text, next), reference)
      }
      if raw == byte, raw != 0x3C || !isMarkup() { return take(1, 1) }
      if raw == 0x3C {
        let after = markupEnd()
        hasPassedMarkup = true
        if after == at + 9, source[at + 1] == 0x21 { sectionEnd = endOfSection(after) }
        at = after
        continue
      }
      if raw == 0x0D, byte == 0x0A { return take(1, at + 1 < end && source[at + 1] == 0x0A ? 2 : 1) }
      if byte == 0xEF, next + 2 < text.count, text[next + 1] == 0xBF, text[next + 2] == 0xBD,
        raw >= 0x80 || Control.isC0(raw) || raw == 0 && !isBeforeReference()
      {
        // U+FFFD for a zero byte, a control character, or what is no character.
        return take(3, min(CharacterReference.firstLength(source, at), end - at))
      }
      if raw == 0 {
        at += 1
        continue
      }
      // The second character of a reference that stands for two.
      if isBehindReference { break }
      guard let place = resumption() else { break }
      at = place
    }
    return take(CharacterReference.firstLength(text, next), 0)
  }

  /// Where the source goes on as the text does, where they have come apart.
  private func resumption() -> Int? {
    let reach = min(end, at + 4096)
    var place = at + 1
    while place < reach {
      if source[place] == text[next] || source[place] == 0x26 || source[place] == 0x3C { return place }
      place += 1
    }
    return nil
  }

  private mutating func take(_ length: Int, _ raw: Int) -> (length: Int, start: Int, end: Int) {
    let start = at
    next += length
    at += raw
    return (length, start, at)
  }

  /// Whether a number's reference stands behind the zero bytes at `at`: then those were dropped, and it is what was decoded.
  private func isBeforeReference() -> Bool {
    var index = at
    while index < end, source[index] == 0 { index += 1 }
    return index + 1 < end && source[index] == 0x26 && source[index + 1] == 0x23
  }

  /// Whether the "<" at `at` begins a tag that the parser ignored, and isn't the text's own: then the text would go on as the
  /// source does.
  private func isMarkup() -> Bool {
    guard at + 1 < end, next + 1 < text.count else { return false }
    let following = source[at + 1]
    let mayBegin = (following | 0x20) &- 0x61 < 26 || following == 0x2F || following == 0x21 || following == 0x3F
    return mayBegin && following != text[next + 1]
  }

  /// Where the "]]>" of a CDATA section stands.
  private func endOfSection(_ start: Int) -> Int {
    var index = start
    while index + 2 < end {
      if source[index] == 0x5D, source[index + 1] == 0x5D, source[index + 2] == 0x3E { return index }
      index += 1
    }
    return end
  }

  /// Behind the tag or comment at `at`, or inside of the CDATA section.
  private func markupEnd() -> Int {
    var index = at + 1
    if index + 8 <= end, source[index] == 0x21, source[index + 1] == 0x5B, source[index + 2] == 0x43,
      source[index + 7] == 0x5B
    {
      return index + 8
    }
    if index + 2 < end, source[index] == 0x21, source[index + 1] == 0x2D, source[index + 2] == 0x2D {
      index += 3
      if index < end, source[index] == 0x3E { return index + 1 }
      if index + 1 < end, source[index] == 0x2D, source[index + 1] == 0x3E { return index + 2 }
      while index + 2 < end {
        if source[index] == 0x2D, source[index + 1] == 0x2D {
          if source[index + 2] == 0x3E { return index + 3 }
          if source[index + 2] == 0x21, index + 3 < end, source[index + 3] == 0x3E { return index + 4 }
        }
        index += 1
      }
      return end
    }
    while index < end, source[index] != 0x3E { index += 1 }
    return min(end, index + 1)
  }
}
