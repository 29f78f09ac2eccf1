import FettleKit

/// What libyaml couldn't read, in words for the person who wrote it, and which lines to leave out to read on.
struct YAMLSyntaxError {
  var diagnostic: Diagnostic
  /// The line where the damage begins: it and what is indented under it are left out.
  var line: Int
  /// The same mistake on neighbouring lines has the same kind, and is reported once.
  var kind: Kind

  enum Kind {
    case tab, indentation, unclosed, missingColon, other
  }

  init(_ failure: YAMLFailure, source: SourceLines, lastQuoted: (start: Int, end: Int)?) {
    let reading = Reading(failure, source: source, lastQuoted: lastQuoted)
    let text = reading.explain()
    let place = source.place(from: text.start, to: text.start + max(1, text.length))
    diagnostic = source.diagnostic(text.message, at: place, expected: text.expected)
    line = place.line
    kind = text.kind
  }
}

/// What an explanation is made of.
private struct Explanation {
  var message: String
  var expected: String?
  /// In scalars.
  var start: Int
  var length = 1
  var kind = YAMLSyntaxError.Kind.other
}

/// A failure together with the lines around it.
private struct Reading {
  let failure: YAMLFailure
  let source: SourceLines
  let lastQuoted: (start: Int, end: Int)?
  let line: Int
  let column: Int
  /// The line of `failure`, as scalars.
  let text: [Unicode.Scalar]
  let contextLine: Int
  let contextColumn: Int
  let contextStart: Int

  init(_ failure: YAMLFailure, source: SourceLines, lastQuoted: (start: Int, end: Int)?) {
    self.failure = failure
    self.source = source
    self.lastQuoted = lastQuoted
    (line, column) = source.position(ofScalar: failure.position)
    text = Array(source.line(line).unicodeScalars)
    contextStart = failure.contextPosition ?? failure.position
    (contextLine, contextColumn) = source.position(ofScalar: contextStart)
  }

  private func here(
    _ message: String, expected: String? = nil, length: Int = 1, kind: YAMLSyntaxError.Kind = .other
  ) -> Explanation {
    Explanation(message: message, expected: expected, start: failure.position, length: length, kind: kind)
  }

  private func there(
    _ message: String, expected: String? = nil, length: Int = 1, kind: YAMLSyntaxError.Kind = .other
  ) -> Explanation {
    Explanation(message: message, expected: expected, start: contextStart, length: length, kind: kind)
  }

  /// Where the line's indentation has a tab, in columns from 1.
  private var tabColumn: Int? {
    let indentation = text.prefix { $0 == " " || $0 == "\t" }
    return indentation.firstIndex(of: "\t").map { $0 + 1 }
  }

  private var isFirstOnLine: Bool {
    text.prefix(max(0, column - 1)).allSatisfy { $0 == " " || $0 == "\t" || $0 == "-" }
  }

  private var character: String {
    guard column <= text.count else { return "the end of the line" }
    return YAMLNode.quoted(String(Character(text[column - 1])))
  }

  /// The word that stands here, or what else does.
  private var word: String {
    guard column <= text.count else { return "the end of the line" }
    let word = text[(column - 1)...].prefix { !" \t,:[]{}".unicodeScalars.contains($0) }
    return word.isEmpty ? character : YAMLNode.quoted(String(String.UnicodeScalarView(word)))
  }

  // MARK: Each of libyaml's failures

  func explain() -> Explanation {
    if let tabColumn, failure.context != "while scanning a quoted scalar" {
      let tabs = text[(tabColumn - 1)...].prefix { $0 == "\t" }.count
      return Explanation(
        message: "a tab in the indentation", expected: "spaces", start: failure.position - column + tabColumn,
        length: tabs, kind: .tab)
    }
    switch failure.problem {
    case "found character that cannot start any token": return strayCharacter()
    case "mapping values are not allowed in this context": return strayColon()
    case "block sequence entries are not allowed in this context":
      return here("a list item can't start here", expected: "'-' at the beginning of a line of its own")
    case "mapping keys are not allowed in this context":
      return here("a key can't start here", expected: "a line of its own for the key")
    case "could not find expected ':'": return missingColon()
    case "did not find expected key", "did not find expected '-' indicator": return misplaced()
    case "did not find expected ',' or ']'": return unclosedFlow("[", "]")
    case "did not find expected ',' or '}'": return unclosedFlow("{", "}")
    case "found unexpected end of stream", "found unexpected document indicator":
      return there("this quote isn't closed", expected: "the same quote at the end of the value", kind: .unclosed)
    case "did not find expected <document start>":
      return here("this can't stand behind the end of the document", expected: "one document in a file")
    default: return lesser()
    }
  }

  private func strayCharacter() -> Explanation {
    if column <= text.count, text[column - 1] == "\t" {
      return here("a tab where the indentation is not finished", expected: "spaces", kind: .tab)
    }
    return here("a value can't begin with \(character)", expected: "quotes around the value")
  }

  private func strayColon() -> Explanation {
    let before = text.prefix(max(0, column - 1))
    let hasEarlierColon = zip(before, before.dropFirst()).contains { $0 == ":" && $1 == " " }
    if hasEarlierColon {
      return here("a second ':' on the line", expected: "quotes around a value that holds ': '")
    }
    let first = text.firstIndex { $0 != " " } ?? 0
    return Explanation(
      message: "this key is indented deeper than the line above allows",
      expected: "the indentation of the keys above, or a ':' at the end of the line above",
      start: failure.position - column + 1 + first, length: max(1, column - 1 - first), kind: .indentation)
  }

  private func missingColon() -> Explanation {
    let written = source.line(contextLine).unicodeScalars.dropFirst(contextColumn - 1)
    let length = max(1, written.count)
    if let colon = written.firstIndex(of: ":"), colon != written.startIndex,
      written.index(after: colon) != written.endIndex
    {
      let key = YAMLNode.quoted(String(written[...colon]))
      return there("a space is missing after \(key)", expected: "'key: value'", length: length, kind: .missingColon)
    }
    return there(
      "this is neither a key nor part of the value above", expected: "'key: value', or '- ' before an item of a list",
      length: length, kind: .missingColon)
  }

  private func misplaced() -> Explanation {
    if !isFirstOnLine {
      if let quote = lastQuoted, quote.end <= failure.position {
        let start = source.position(ofScalar: quote.start)
        if source.position(ofScalar: quote.end).line == line {
          if start.line < line {
            return Explanation(
              message: "this quote isn't closed on its line", expected: "the same quote at the end of the value",
              start: quote.start, kind: .unclosed)
          }
          return here(
            "text behind the closing quote", expected: "nothing more, or quotes around the whole value",
            length: text.count - column + 1)
        }
      }
      return here("\(word) can't stand here", expected: "nothing more on this line")
    }
    let isItem = column <= text.count && text[column - 1] == "-"
    let wanted = failure.problem == "did not find expected key" ? "a key" : "'-'"
    var expected = "\(wanted) in column \(contextColumn), as on line \(contextLine)"
    if isItem, column != contextColumn, let above = itemAbove() {
      expected = "'-' in column \(above.column), as on line \(above.line)"
    }
    if column == contextColumn {
      return here(isItem ? "a list item among keys" : "a key among list items", expected: expected, kind: .indentation)
    }
    return here("this line's indentation fits nothing above it", expected: expected, kind: .indentation)
  }

  /// The list item that comes last before this line.
  private func itemAbove() -> (line: Int, column: Int)? {
    for number in stride(from: line - 1, to: max(0, line - 100), by: -1) {
      let scalars = source.line(number).unicodeScalars
      let indentation = scalars.prefix { $0 == " " }.count
      if scalars.dropFirst(indentation).first == "-" { return (number, indentation + 1) }
    }
    return nil
  }

  private func unclosedFlow(_ opening: String, _ closing: String) -> Explanation {
    if line == contextLine, column <= text.count {
      return here("a ',' is missing before \(word)", expected: "',' or '\(closing)'")
    }
    return there(
      "'\(opening)' isn't closed", expected: "',' between the parts and '\(closing)' at the end", kind: .unclosed)
  }

  private func lesser() -> Explanation {
    switch failure.problem {
    case "found unknown escape character":
      return here(
        "this escape means nothing", expected: "'\\\\' for a backslash, or single quotes around the value")
    case "did not find expected hexdecimal number", "found invalid Unicode character escape code":
      return here("this escape isn't a Unicode character", expected: "\\x41, \\u0041 or \\U00000041")
    case "did not find expected alphabetic or numeric character":
      let isAnchor = failure.context.hasSuffix("anchor")
      return there(
        isAnchor ? "'&' begins an anchor, but no name follows" : "'*' begins an alias, but no name follows",
        expected: "quotes around the value, if \(isAnchor ? "'&'" : "'*'") is part of it")
    case "found undefined tag handle", "did not find expected tag URI", "did not find the expected '>'",
      "did not find expected '!'", "did not find URI escaped octet", "found an incorrect leading UTF-8 octet",
      "found an incorrect trailing UTF-8 octet", "did not find expected whitespace or line break":
      return there(
        "'!' begins a tag, which means nothing here", expected: "quotes around the value, if '!' is part of it")
    case "found an indentation indicator equal to 0", "did not find expected comment or line break":
      return here("this can't stand behind '|' or '>'", expected: "the text on the next line, indented further")
    case "found a tab character where an indentation space is expected":
      return here("a tab in the indentation", expected: "spaces", kind: .tab)
    case "found a tab character that violates indentation":
      return here("a tab in the indentation", expected: "spaces", kind: .tab)
    case "found incompatible YAML document": return here("only YAML 1.1 and 1.2 can be read")
    case "did not find expected node content":
      return here("a value is missing before \(character)", expected: "a value, or quotes around \(character)")
    default:
      if failure.context.contains("directive") || failure.problem.contains("directive") {
        return here("'%' at the beginning of a line means nothing here", expected: "quotes around the value")
      }
      return here("this can't be read as YAML")
    }
  }
}
