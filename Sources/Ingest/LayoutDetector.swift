import CByteScan
import FettleKit

/// Tells how the lines of a text came about, and at which column they were wrapped.
struct LayoutDetector {
  var layout: LineLayout
  /// The last column that wrapped lines reach; 0 where they weren't wrapped.
  var wrapColumn = 0

  init(lines: [Line], text: [UInt8]) {
    self = text.withUnsafeBufferPointer { LayoutDetector(lines, $0) }
  }

  private init(_ lines: [Line], _ text: UnsafeBufferPointer<UInt8>) {
    if LayoutDetector.isOneLine(lines, text) {
      layout = .oneLine
    } else if let column = LayoutDetector.wrapColumn(lines, text) {
      layout = .hardWrapped
      wrapColumn = column
    } else if LayoutDetector.isTextNodes(lines, text) {
      layout = .textNodes
    } else {
      layout = .lines
    }
  }

  /// Very few lines for much text.
  private static func isOneLine(_ lines: [Line], _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var longest = 0
    for line in lines { longest = max(longest, line.range.count) }
    return longest > 3000 && longest * 2 > text.count
  }

  /// Whoever wraps at a column puts a word on the next line only where it wouldn't fit: a line's width is at most the
  /// column, and with the next line's first word it would be more. Each pair of neighbouring lines so votes for the
  /// columns between the two figures; the column with the most votes wins, if most pairs agree.
  private static func wrapColumn(_ lines: [Line], _ text: UnsafeBufferPointer<UInt8>) -> Int? {
    let narrowest = 56
    let widest = 180
    var change = [Int](repeating: 0, count: widest + 2)
    var pairs = 0
    for index in lines.indices.dropLast() {
      let line = lines[index]
      let next = lines[index + 1]
      guard !next.isAfterGap, line.width >= narrowest, hasSpaces(line, text, atLeast: 4) else { continue }
      pairs += 1
      let needed = line.width + 1 + firstWordWidth(next, text)
      guard line.width <= widest else { continue }
      change[line.width] += 1
      change[min(needed, widest + 1)] -= 1
    }
    guard pairs >= 4 else { return nil }
    var votes = 0
    var best = (column: 0, votes: 0)
    for column in narrowest...widest {
      votes += change[column]
      if votes > best.votes { best = (column, votes) }
    }
    guard best.votes * 3 > pairs else { return nil }
    // Lines with spaces that go far beyond the column show that nobody wrapped there; those of a list of addresses don't.
    var beyond = 0
    var upTo = 0
    for line in lines where line.width >= narrowest {
      if line.width > best.column + 2, hasSpaces(line, text, atLeast: 8), !holdsAddress(line, text) {
        beyond += 1
      } else {
        upTo += 1
      }
    }
    // Where hardly a line goes beyond, lists and tables with margins of their own may outvote the rest; and where nearly
    // all agree, lines that go beyond are formulas, tables and code, which some browsers don't wrap.
    let isSure = best.votes * 2 > pairs
    let areAgreed = best.votes * 20 > pairs * 13 && pairs >= 40
    return beyond * (areAgreed ? 2 : isSure ? 6 : 40) < upTo && (isSure || pairs >= 20) ? best.column : nil
  }

  /// Whether "://" stands near the line's start.
  private static func holdsAddress(_ line: Line, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = line.range.lowerBound
    for index in start..<min(line.range.upperBound - 2, start + 24)
    where text[index] == UInt8(ascii: ":") && text[index + 1] == UInt8(ascii: "/")
      && text[index + 2] == UInt8(ascii: "/")
    {
      return true
    }
    return false
  }

  static func firstWordWidth(_ line: Line, _ text: UnsafeBufferPointer<UInt8>) -> Int {
    var width = 0
    for index in line.range {
      let byte = text[index]
      if byte <= 0x20 { break }
      if byte & 0xC0 != 0x80 { width += 1 }
    }
    return width
  }

  /// In most lines the beginning has enough of them.
  private static func hasSpaces(_ line: Line, _ text: UnsafeBufferPointer<UInt8>, atLeast wanted: Int) -> Bool {
    guard let start = text.baseAddress.map({ $0 + line.range.lowerBound }) else { return false }
    let first = min(line.range.count, 64)
    let count = fettle_count(start, first, 0x20)
    if count >= wanted { return true }
    return count + fettle_count(start + first, line.range.count - first, 0x20) >= wanted
  }

  /// One text node a line: hardly an empty line, and again and again a line that begins in the middle of a sentence.
  private static func isTextNodes(_ lines: [Line], _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard lines.count >= 30 else { return false }
    var gaps = 0
    var torn = 0
    for line in lines {
      if line.isAfterGap { gaps += 1 }
      switch text[line.range.lowerBound] {
      case UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: ")"),
        UInt8(ascii: "]"):
        torn += 1
      default:
        break
      }
    }
    return gaps * 8 < torn && torn * 66 > lines.count
  }
}
