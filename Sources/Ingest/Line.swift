import CByteScan
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
        // Every other line is empty.
        if bytes[start] == 0x0A {
          isAfterGap = true
          start += 1
          continue
        }
        var at = start
        var continuations = 0
        var next = end
        scan: while at < end {
          at = fettle_find_not_plain(bytes.baseAddress, end, at)
          if at == end { break }
          let byte = bytes[at]
          switch byte {
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
            while at < end, bytes[at] & 0xC0 == 0x80 {
              continuations += 1
              at += 1
            }
          }
        }
        let (content, indent) = content(of: start..<at, bytes)
        if content.isEmpty {
          isAfterGap = true
        } else {
          let account = (leading ?? content.lowerBound)..<content.upperBound
          leading = nil
          lines.append(
            Line(
              range: content, account: account, indent: indent, width: indent + content.count - continuations,
              isAfterGap: isAfterGap))
          isAfterGap = false
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

  /// What a line holds between separators, and the columns of those before it.
  @inline(__always)
  private static func content(
    of line: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> (range: Range<Int>, indent: Int) {
    var start = line.lowerBound
    while start < line.upperBound, bytes[start] == 0x20 { start += 1 }
    var indent = start - line.lowerBound
    while start < line.upperBound {
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
    var end = line.upperBound
    while end > start {
      let length = Separator.length(in: bytes, endingAt: end)
      if length == 0 { break }
      end -= length
    }
    return (start..<end, indent)
  }
}
