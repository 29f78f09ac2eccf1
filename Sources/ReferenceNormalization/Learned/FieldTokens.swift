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
      if token.kind == .mixed {
        split(token)
      } else if let seam = seam(token) {
        add(token, Int(token.start)..<seam, isFirst: true)
        add(token, seam..<Int(token.end), isFirst: false)
      } else {
        tokens.append(token)
      }
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
      add(token, start..<at, isFirst: isFirst)
      isFirst = false
      start = at
    }
  }

  /// A part of a token as a token: all digits or none.
  private mutating func add(_ token: Token, _ range: Range<Int>, isFirst: Bool) {
    let isNumber = Tokenizer.isDigit(bytes[range.lowerBound])
    var part = token
    part.start = Int32(truncatingIfNeeded: range.lowerBound)
    part.end = Int32(truncatingIfNeeded: range.upperBound)
    part.kind = isNumber ? .number : .word
    part.letterCase = isNumber ? .none : letterCase(range)
    part.value = -1
    if isNumber, range.count <= 9 {
      part.value = bytes[range].reduce(0) { $0 * 10 + Int32($1 - 0x30) }
    }
    part.length = UInt8(clamping: range.count)
    part.isSpaced = isFirst && token.isSpaced
    part.isAfterLineEnd = isFirst && token.isAfterLineEnd
    tokens.append(part)
  }

  /// Where two words were run together, as text layers of PDF have them: "andG. Pedersen", "space-timeProc. R. Soc.",
  /// "BrooksA.".
  private func seam(_ token: Token) -> Int? {
    guard token.kind == .word, token.letterCase == .camel else { return nil }
    let range = token.range
    let isSmall = { (byte: UInt8) in byte >= 0x61 && byte <= 0x7A }
    let isLarge = { (byte: UInt8) in byte >= 0x41 && byte <= 0x5A }
    if isSmall(bytes[range.lowerBound]) {
      guard let large = range.first(where: { isLarge(bytes[$0]) }) else { return nil }
      let isGlued = large - range.lowerBound >= 3 && bytes[(large - 3)..<large].allSatisfy(isSmall)
      return isGlued ? large : nil
    }
    let last = range.upperBound - 1
    guard range.count >= 4, isLarge(bytes[range.lowerBound]), isLarge(bytes[last]),
      bytes[(range.lowerBound + 1)..<last].allSatisfy(isSmall)
    else { return nil }
    var next = range.upperBound
    while next < bytes.count, bytes[next] == 0x20 { next += 1 }
    return next < bytes.count && bytes[next] == 0x2E ? last : nil
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
