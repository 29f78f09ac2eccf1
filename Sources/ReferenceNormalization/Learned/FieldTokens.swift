/// The tokens that the learned parser labels: those of `Tokenizer`, cut finer, and with the identifiers among them.
package struct FieldTokens {
  let bytes: [UInt8]
  private(set) var tokens: [Token] = []

  package var count: Int { tokens.count }
  package func range(_ index: Int) -> Range<Int> { tokens[index].range }
  package func isIdentifier(_ index: Int) -> Bool { tokens[index].kind == .identifier }

  /// - Parameters:
  ///   - bytes: UTF-8.
  ///   - body: the part of them that is the reference.
  ///   - identifiers: ascending stretches that identifiers and addresses take up; each becomes one token.
  init(_ bytes: [UInt8], _ body: Range<Int>, identifiers: [Range<Int>]) {
    self.bytes = bytes
    let plain = Tokenizer.tokens(of: bytes, in: body, without: identifiers)
    tokens.reserveCapacity(plain.count + plain.count / 8 + identifiers.count)
    var next = 0
    for token in plain {
      while next < identifiers.count, identifiers[next].lowerBound <= Int(token.start) {
        add(identifiers[next])
        next += 1
      }
      if token.kind == .mixed { split(token) } else { tokens.append(token) }
    }
    while next < identifiers.count {
      add(identifiers[next])
      next += 1
    }
  }

  private mutating func add(_ identifier: Range<Int>) {
    guard !identifier.isEmpty else { return }
    tokens.append(
      Token(
        start: Int32(truncatingIfNeeded: identifier.lowerBound), end: Int32(truncatingIfNeeded: identifier.upperBound),
        kind: .identifier, letterCase: .none, byte: 0, isSpaced: true, isAfterLineEnd: false, length: 1, value: -1))
  }

  /// "D85", "4th", "e0133921": digits and letters are tokens of their own.
  private mutating func split(_ token: Token) {
    var start = Int(token.start)
    let end = Int(token.end)
    var isFirst = true
    while start < end {
      let isNumber = Tokenizer.isDigit(bytes[start])
      var at = start + 1
      while at < end, Tokenizer.isDigit(bytes[at]) == isNumber { at += 1 }
      var part = token
      part.start = Int32(truncatingIfNeeded: start)
      part.end = Int32(truncatingIfNeeded: at)
      part.kind = isNumber ? .number : .word
      part.letterCase = isNumber ? .none : letterCase(start..<at)
      part.value = -1
      if isNumber, at - start <= 9 {
        part.value = bytes[start..<at].reduce(0) { $0 * 10 + Int32($1 - 0x30) }
      }
      part.length = UInt8(clamping: at - start)
      part.isSpaced = isFirst && token.isSpaced
      part.isAfterLineEnd = isFirst && token.isAfterLineEnd
      tokens.append(part)
      isFirst = false
      start = at
    }
  }

  private func letterCase(_ range: Range<Int>) -> Token.Case {
    let isLarge = { (byte: UInt8) in byte >= 0x41 && byte <= 0x5A }
    guard isLarge(bytes[range.lowerBound]) else { return .lower }
    if range.count == 1 { return .single }
    let large = bytes[range].count(where: isLarge)
    return large == range.count ? .upper : large == 1 ? .title : .camel
  }
}

extension FieldTokens {
  package func string(_ index: Int) -> String { String(decoding: bytes[range(index)], as: UTF8.self) }
  package func isWord(_ index: Int) -> Bool { tokens[index].isWord || tokens[index].isNumber }
  package func isOpenQuote(_ index: Int) -> Bool { tokens[index].kind == .openQuote }
}
