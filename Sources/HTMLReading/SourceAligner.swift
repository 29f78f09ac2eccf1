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
    while at < end {
      let raw = source[at]
      if raw == 0x26, let reference = CharacterReference.length(in: source, at: at, end: end, decoded: text, next) {
        return take(CharacterReference.firstLength(text, next), reference)
      }
      if raw == byte { return take(1, 1) }
      if raw == 0x3C {
        at = markupEnd()
      } else if raw == 0x0D, byte == 0x0A {
        return take(1, at + 1 < end && source[at + 1] == 0x0A ? 2 : 1)
      } else if byte == 0xEF, next + 2 < text.count, text[next + 1] == 0xBF, text[next + 2] == 0xBD {
        // U+FFFD for a zero byte, or for a control character.
        return take(3, min(CharacterReference.firstLength(source, at), end - at))
      } else if resumes(behind: 1) {
        at += 1
      } else {
        // The second character of a reference that stands for two.
        return take(CharacterReference.firstLength(text, next), 0)
      }
    }
    return take(text.count - next, 0)
  }

  private mutating func take(_ length: Int, _ raw: Int) -> (length: Int, start: Int, end: Int) {
    let start = at
    next += length
    at += raw
    return (length, start, at)
  }

  /// Whether the source goes on as the text does if some of its bytes are passed over.
  private func resumes(behind skipped: Int) -> Bool {
    at + skipped < end && (source[at + skipped] == text[next] || source[at] < 0x20)
  }

  /// Behind the tag or comment at `at`.
  private func markupEnd() -> Int {
    var index = at + 1
    if index + 2 < end, source[index] == 0x21, source[index + 1] == 0x2D, source[index + 2] == 0x2D {
      index += 3
      while index + 2 < end {
        if source[index] == 0x2D, source[index + 1] == 0x2D, source[index + 2] == 0x3E { return index + 3 }
        index += 1
      }
      return end
    }
    while index < end, source[index] != 0x3E { index += 1 }
    return min(end, index + 1)
  }
}
