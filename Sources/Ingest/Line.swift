import FettleKit

/// A line of the source text that holds something.
struct Line {
  /// What it holds: half-open, in bytes, without separators at either end.
  var range: Range<Int>
  /// `range`, and the line ends around it that somebody must account for: NEL, U+2028 and U+2029 are no separators.
  var account: Range<Int>
  /// Columns of white space before it; a tab goes to the next multiple of 8.
  var indent: Int
  /// Columns from the margin to its last scalar.
  var width: Int
  /// Whether an empty line or the start of the text stands before it.
  var isAfterGap: Bool

  /// Cuts text into lines at LF, CRLF, CR, VT, FF, NEL, U+2028 and U+2029; lines without content become gaps.
  /// Text that holds nothing but white space and line ends has no lines.
  ///
  /// - Parameter limit: beyond so many lines nobody looks any further.
  static func lines(of text: [UInt8], limit: Int = .max) -> [Line] {
    var lines: [Line] = []
    lines.reserveCapacity(text.count / 48 + 8)
    text.withUnsafeBufferPointer { bytes in
      var start = 0
      var isAfterGap = true
      // Where line ends begin that stand before the first line.
      var leading: Int?
      let end = bytes.count
      while start < end, lines.count <= limit {
        var at = start
        var continuations = 0
        var next = end
        scan: while at < end {
          at = Line.plainEnd(in: bytes, from: at)
          if at == end { break }
          let byte = bytes[at]
          switch byte {
          case 0x20...0x7F:
            at += 1
          case 0x0A, 0x0B, 0x0C:
            next = at + 1
            break scan
          case 0x0D:
            next = at + 1 < end && bytes[at + 1] == 0x0A ? at + 2 : at + 1
            break scan
          case 0xC2 where at + 1 < end && bytes[at + 1] == 0x85:
            next = at + 2
            break scan
          case 0xE2 where at + 2 < end && bytes[at + 1] == 0x80 && (bytes[at + 2] == 0xA8 || bytes[at + 2] == 0xA9):
            next = at + 3
            break scan
          default:
            if byte & 0xC0 == 0x80 { continuations += 1 }
            at += 1
          }
        }
        if var line = line(in: bytes, start..<at, continuations: continuations, isAfterGap: isAfterGap) {
          if let first = leading.take() { line.account = first..<line.range.upperBound }
          lines.append(line)
          isAfterGap = false
        } else {
          isAfterGap = true
        }
        if at < end, bytes[at] >= 0x80 {
          if let last = lines.last {
            lines[lines.count - 1].account = last.account.lowerBound..<next
          } else if leading == nil {
            leading = at
          }
        }
        start = next
      }
    }
    return lines
  }

  /// Where the first byte at or after `start` stands that isn't in U+0020…U+007F, or the end: eight bytes at a time. A
  /// byte below 0x20 borrows from its high bit, and one above 0x7F has it already; a borrow can only falsely mark bytes
  /// above a true one, so the lowest mark is exact.
  @inline(__always)
  private static func plainEnd(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    var at = start
    while at &+ 8 <= raw.count {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      let marks = ((word &- 0x2020_2020_2020_2020) | word) & 0x8080_8080_8080_8080
      if marks != 0 { return at &+ (marks.trailingZeroBitCount >> 3) }
      at &+= 8
    }
    while at < raw.count, raw[at] &- 0x20 < 0x60 { at &+= 1 }
    return at
  }

  private static func line(
    in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, continuations: Int, isAfterGap: Bool
  ) -> Line? {
    var start = range.lowerBound
    var indent = 0
    while start < range.upperBound {
      let length = Separator.length(in: bytes, at: start)
      if length == 0 { break }
      // Zero-width ones take no column.
      if bytes[start] == 0x09 {
        indent = (indent / 8 + 1) * 8
      } else if !(bytes[start] == 0xEF || (length == 3 && bytes[start + 2] == 0x8B)) {
        indent += 1
      }
      start += length
    }
    guard start < range.upperBound else { return nil }
    var end = range.upperBound
    while end > start {
      let length = Separator.length(in: bytes, endingAt: end)
      if length == 0 { break }
      end -= length
    }
    let width = indent + (range.upperBound - start - continuations) - (range.upperBound - end)
    return Line(range: start..<end, account: start..<end, indent: indent, width: width, isAfterGap: isAfterGap)
  }
}
