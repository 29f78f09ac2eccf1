extension HeadingWords {
  /// Lower case (ASCII, and what a byte table can do of Latin-1 and Cyrillic is left to the data), one space between
  /// words, without section numbers, counts in brackets, and punctuation at the ends.
  ///
  /// - Parameter scratch: room for as many bytes as `text` has.
  /// - Returns: a part of `scratch`.
  static func fold(
    _ text: UnsafeBufferPointer<UInt8>, into scratch: UnsafeMutableBufferPointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8> {
    var end = 0
    var depth = 0
    for byte in text {
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): depth = max(0, depth - 1)
      case _ where depth > 0: break
      case 0x09, 0x0A, 0x0D, 0x20:
        if end > 0, scratch[end - 1] != 0x20 {
          scratch[end] = 0x20
          end += 1
        }
      default:
        scratch[end] = small(byte)
        end += 1
      }
    }
    while end > 0, isEdge(scratch[end - 1]) { end -= 1 }
    var start = 0
    while start < end, isEdge(scratch[start]) { start += 1 }
    start += romanNumber(scratch, start..<end)
    return UnsafeBufferPointer(rebasing: scratch[start..<straightened(scratch, start..<end)])
  }

  /// "VII. References": how many bytes a Roman section number takes at the start, with the space behind it; 0 for none.
  private static func romanNumber(_ text: UnsafeMutableBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
    let start = range.lowerBound
    for at in range.prefix(7) where text[at] == 0x20 {
      guard at >= start + 2, text[at - 1] == UInt8(ascii: ".") else { return 0 }
      for digit in text[start..<(at - 1)]
      where digit != UInt8(ascii: "i") && digit != UInt8(ascii: "v") && digit != UInt8(ascii: "x") {
        return 0
      }
      return at + 1 - start
    }
    return 0
  }

  /// U+2019 in "authors’" is written as an apostrophe in the data.
  ///
  /// - Returns: where the text now ends.
  private static func straightened(_ text: UnsafeMutableBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
    var to = range.lowerBound
    var at = range.lowerBound
    while at < range.upperBound {
      if text[at] == 0xE2, at + 2 < range.upperBound, text[at + 1] == 0x80, text[at + 2] == 0x99 {
        text[to] = UInt8(ascii: "'")
        at += 3
      } else {
        text[to] = text[at]
        at += 1
      }
      to += 1
    }
    return to
  }
}
