import FettleKit

/// A list of words with their spellings: "e-mail = email" on a line each, `#` before a remark.
struct Spelling: Sendable {
  private struct Word {
    var found: [UInt8]
    var replacement: [UInt8]
  }

  private var words: [Word] = []

  /// - Throws: the lines that can't be read, each with its place.
  init(_ list: [UInt8], file: String) throws(Diagnostics) {
    var mistakes: [Diagnostic] = []
    for (index, line) in list.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      let text = String(decoding: line.prefix { $0 != UInt8(ascii: "#") }, as: UTF8.self)
      let sides = text.split(separator: "=", omittingEmptySubsequences: false).map { Spelling.trimmed($0) }
      if sides == [""] { continue }
      if sides.count == 2, !sides.contains("") {
        add(sides[0], sides[1])
      } else {
        mistakes.append(
          Diagnostic(
            "this is no spelling", at: SourcePlace(file: file, line: index + 1, column: 1, length: max(1, text.count)),
            expected: "a word as others spell it, '=', and as the house does",
            sourceLine: String(decoding: line, as: UTF8.self)))
      }
    }
    if !mistakes.isEmpty { throw Diagnostics(mistakes) }
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first == " " { text = text.dropFirst() }
    while text.last == " " || text.last == "\r" { text = text.dropLast() }
    return String(text)
  }

  /// A word, and the same with a capital at its start.
  private mutating func add(_ found: String, _ replacement: String) {
    words.append(Word(found: Array(found.utf8), replacement: Array(replacement.utf8)))
    let capital = found.prefix(1).uppercased() + found.dropFirst()
    if capital != found {
      let other = replacement.prefix(1).uppercased() + replacement.dropFirst()
      words.append(Word(found: Array(capital.utf8), replacement: Array(other.utf8)))
    }
  }

  /// Where a text is to be rewritten: in order and disjoint. A word counts where no letter stands before it; what follows
  /// doesn't matter, so that "co-operat" is in "co-operated".
  func edits(in text: ArraySlice<UInt8>) -> [TextEdit] {
    var edits: [TextEdit] = []
    var at = text.startIndex
    while at < text.endIndex {
      if at == text.startIndex || !Spelling.isLetter(text[at - 1]),
        let word = words.first(where: { text[at...].starts(with: $0.found) })
      {
        let start = at - text.startIndex
        edits.append(TextEdit(start..<(start + word.found.count), word.replacement))
        at += word.found.count
      } else {
        at += 1
      }
    }
    return edits
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
  }
}
