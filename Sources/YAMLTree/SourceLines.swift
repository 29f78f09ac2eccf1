import FettleKit

/// The text of a file that a user wrote, and where its lines begin: turns offsets into places that an editor shows.
///
/// Lines end with LF, CRLF or CR, as in editors. Offsets count in Unicode scalars, as libyaml's marks do.
public final class SourceLines: Sendable {
  /// As the user named it.
  public let file: String
  /// Valid UTF-8, without a byte order mark.
  public let text: [UInt8]
  /// Of each line: where it begins, in bytes and in scalars.
  private let starts: [(byte: Int, scalar: Int)]
  private let scalarCount: Int
  /// Of each line: its scalars without the line end.
  private let lengths: [Int]

  /// - Parameter text: valid UTF-8.
  public init(file: String, text: [UInt8]) {
    self.file = file
    self.text = text
    var starts: [(byte: Int, scalar: Int)] = [(0, 0)]
    var scalars = 0
    for index in text.indices {
      let byte = text[index]
      if byte & 0xC0 == 0x80 { continue }
      scalars += 1
      let isLineEnd =
        byte == 0x0A || (byte == 0x0D && !(index + 1 < text.count && text[index + 1] == 0x0A))
      if isLineEnd { starts.append((index + 1, scalars)) }
    }
    // What follows the last line end is a line only where it holds something.
    if starts.count > 1, starts[starts.count - 1].byte == text.count { starts.removeLast() }
    self.starts = starts
    scalarCount = scalars
    lengths = starts.indices.map { index in
      let next = index + 1 < starts.count ? starts[index + 1] : (byte: text.count, scalar: scalars)
      var end = next.byte
      while end > starts[index].byte, text[end - 1] == 0x0A || text[end - 1] == 0x0D { end -= 1 }
      return next.scalar - starts[index].scalar - (next.byte - end)
    }
  }

  /// At least 1: an empty file has one empty line.
  public var count: Int { starts.count }

  /// A line without its line end; empty where there is no such line. Lines count from 1.
  public func line(_ number: Int) -> String {
    String(decoding: text[bytes(ofLine: number)], as: UTF8.self)
  }

  /// The bytes of a line without its line end.
  func bytes(ofLine number: Int) -> Range<Int> {
    guard starts.indices.contains(number - 1) else { return text.count..<text.count }
    let start = starts[number - 1].byte
    var end = number < starts.count ? starts[number].byte : text.count
    while end > start, text[end - 1] == 0x0A || text[end - 1] == 0x0D { end -= 1 }
    return start..<end
  }

  /// How many scalars a line has, without its line end.
  public func length(ofLine number: Int) -> Int {
    lengths.indices.contains(number - 1) ? lengths[number - 1] : 0
  }

  /// How many spaces and tabs a line begins with; `nil` where it holds nothing else, or only a comment.
  func indentation(ofLine number: Int) -> Int? {
    let range = bytes(ofLine: number)
    let first = text[range].firstIndex { $0 != 0x20 && $0 != 0x09 }
    guard let first, text[first] != UInt8(ascii: "#") else { return nil }
    return first - range.lowerBound
  }

  /// The line and column of an offset in scalars; both count from 1. What lies behind the last line is its end.
  func position(ofScalar offset: Int) -> (line: Int, column: Int) {
    if offset >= scalarCount {
      // Without trailing empty lines: the end of the last line that says something.
      var line = count
      while line > 1, text[bytes(ofLine: line)].allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { line -= 1 }
      return (line, length(ofLine: line) + 1)
    }
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle].scalar <= offset { low = middle } else { high = middle }
    }
    return (low + 1, min(offset - starts[low].scalar, length(ofLine: low + 1)) + 1)
  }

  /// The place of a half-open range of scalars; as far as its first line goes, without white space at that line's end.
  func place(from start: Int, to end: Int) -> SourcePlace {
    let from = position(ofScalar: start)
    var length = 1
    if end > start + 1 {
      let to = position(ofScalar: end)
      if to.line == from.line {
        length = max(1, to.column - from.column)
      } else {
        let range = bytes(ofLine: from.line)
        let trimmed = text[range].reversed().drop { $0 == 0x20 || $0 == 0x09 }
        length = max(1, trimmed.count { $0 & 0xC0 != 0x80 } + 1 - from.column)
      }
    }
    return SourcePlace(file: file, line: from.line, column: from.column, length: length)
  }

  /// A mistake in this file, with the line that it is in.
  public func diagnostic(
    _ message: String, at place: SourcePlace, expected: String? = nil, suggestion: String? = nil
  ) -> Diagnostic {
    Diagnostic(message, at: place, expected: expected, suggestion: suggestion, sourceLine: line(place.line))
  }
}
