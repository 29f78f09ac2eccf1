import FettleKit

/// One line of a user's list of journals.
enum JournalLine {
  /// What is wrong with a line, and where in it.
  struct Mistake: Error {
    var message: String
    /// Half-open, in bytes from the line's start.
    var range: Range<Int>
    var expected = "full title;abbreviation"

    func diagnostic(line: ArraySlice<UInt8>, number: Int, file: String) -> Diagnostic {
      // Columns count scalars; a byte that is no UTF-8 is shown as one.
      let scalars = { (bytes: ArraySlice<UInt8>) in String(decoding: bytes, as: UTF8.self).unicodeScalars.count }
      let start = min(line.startIndex + range.lowerBound, line.endIndex)
      let end = min(line.startIndex + range.upperBound, line.endIndex)
      return Diagnostic(
        message,
        at: SourcePlace(
          file: file, line: number, column: scalars(line[..<start]) + 1, length: max(1, scalars(line[start..<end]))),
        expected: expected, sourceLine: String(decoding: line, as: UTF8.self))
    }
  }

  private struct Column {
    var text: [UInt8] = []
    /// In bytes from the line's start.
    var range: Range<Int>
    var isQuoted = false
    var isAfterSpace = false
  }

  /// The full title and its short forms.
  static func columns(_ line: ArraySlice<UInt8>) throws(Mistake) -> [String] {
    let line = Array(line)
    if let at = firstFault(line) {
      throw Mistake(
        message: line[at] < 0x80
          ? "a control character" : "byte 0x\(String(line[at], radix: 16, uppercase: true)) isn't UTF-8",
        range: at..<(at + 1), expected: "a line of text that is saved as UTF-8")
    }
    let separator = separator(of: line)
    let columns = try split(line, at: separator)
    guard columns.count > 1 else {
      throw Mistake(message: "the line has no abbreviation", range: 0..<line.count)
    }
    if separator == 0x2C, columns.count > 2, let loose = columns.first(where: { $0.isAfterSpace && !$0.isQuoted }) {
      throw Mistake(
        message: "a comma that may be a title's own", range: (loose.range.lowerBound)..<loose.range.upperBound,
        expected: "a title that holds a comma in quotation marks: \"Plant, Cell & Environment\",Plant Cell Environ.")
    }
    for (index, column) in columns.prefix(2).enumerated() where column.text.isEmpty {
      throw Mistake(message: index == 0 ? "the full title is empty" : "the abbreviation is empty", range: column.range)
    }
    // JabRef's fourth column says how often a journal is met.
    let shorts = columns[1...].prefix(2).filter { !$0.text.isEmpty }
    return ([columns[0]] + shorts).map { String(decoding: $0.text, as: UTF8.self) }
  }

  /// The first of semicolon, tab and comma that stands outside quotation marks.
  private static func separator(of line: [UInt8]) -> UInt8 {
    for separator: UInt8 in [0x3B, 0x09] {
      var isQuoted = false
      for byte in line {
        if byte == 0x22 { isQuoted.toggle() }
        if byte == separator, !isQuoted { return separator }
      }
    }
    return 0x2C
  }

  private static func split(_ line: [UInt8], at separator: UInt8) throws(Mistake) -> [Column] {
    var columns: [Column] = []
    var at = 0
    while true {
      let start = at
      while at < line.count, line[at] == 0x20 { at += 1 }
      var column = Column(range: at..<at)
      column.isAfterSpace = at > start && !columns.isEmpty
      if at < line.count, line[at] == 0x22 {
        column.isQuoted = true
        let open = at
        at += 1
        while true {
          guard at < line.count else {
            throw Mistake(
              message: "a quotation mark that isn't closed", range: open..<line.count, expected: "\" behind the title")
          }
          if line[at] == 0x22 {
            guard at + 1 < line.count, line[at + 1] == 0x22 else { break }
            at += 1
          }
          column.text.append(line[at])
          at += 1
        }
        at += 1
        while at < line.count, line[at] == 0x20 { at += 1 }
        if at < line.count, line[at] != separator {
          throw Mistake(
            message: "text behind the closing quotation mark", range: at..<line.count,
            expected: "a separator, or \"\" for a quotation mark in a title")
        }
        column.range = open..<at
      } else {
        let first = at
        while at < line.count, line[at] != separator { at += 1 }
        var end = at
        while end > first, line[end - 1] == 0x20 { end -= 1 }
        column.text = Array(line[first..<end])
        column.range = first..<max(end, first)
      }
      columns.append(column)
      guard at < line.count else { return columns }
      at += 1
    }
  }

  /// The first byte that no text has.
  private static func firstFault(_ line: [UInt8]) -> Int? {
    if let control = line.firstIndex(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) { return control }
    if String(validating: line, as: UTF8.self) != nil { return nil }
    var at = 0
    while at < line.count {
      let length = line[at] < 0x80 ? 1 : line[at] < 0xE0 ? 2 : line[at] < 0xF0 ? 3 : 4
      if String(validating: line[at..<min(line.count, at + length)], as: UTF8.self) == nil { return at }
      at += length
    }
    return nil
  }
}
