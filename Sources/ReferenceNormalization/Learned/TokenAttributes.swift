import JournalTable
import SequenceLabeling

/// The attributes of the tokens of one reference: what the model looks at.
///
/// Each is a 64-bit mix of what kind of attribute it is and what was seen. Most speak for the labels of the tokens around as
/// well; `reach` says how far.
package struct TokenAttributes {
  let tokens: [Token]
  private(set) var traits: [TokenTraits] = []
  /// Whether a token is in quotation marks or brackets.
  private(set) var enclosures: [UInt8] = []
  /// Where a token stands in regard to the first quotation of three words or more: 0 there is none, 1 before it, 2 in it, 3
  /// behind it, with how many clauses behind in the bits above.
  private(set) var quotation: [UInt8] = []
  /// Of a known journal's title: 0 none, else the place in it and how many words it has.
  private(set) var journals: [UInt8] = []
  /// Where the first year stands that may be the date; the count of tokens if there is none.
  private var firstYear = 0
  private var style: UInt64 = 0
  let clauses: TokenClauses

  /// The classes of transitions, and how many of them are tokens' first ones.
  package static let classes = TokenAttributes.firstClasses * SequenceWeights.tables
  package static let firstClasses = 64

  package init(_ tokens: FieldTokens) {
    self.tokens = tokens.tokens
    let lexicon = Lexicon.builtin
    traits.reserveCapacity(tokens.count)
    for token in tokens.tokens { traits.append(TokenTraits(token, tokens.bytes, lexicon)) }
    for index in traits.indices.dropFirst() {
      let before = traits[index - 1].kind
      if traits[index].kind == TokenTraits.Kind.title {
        if before == TokenTraits.Kind.dot { traits[index].kind = TokenTraits.Kind.titleAfterStop }
        if before == TokenTraits.Kind.comma { traits[index].kind = TokenTraits.Kind.titleAfterComma }
      }
    }
    clauses = TokenClauses(self.tokens, traits)
    findEnclosures()
    findQuotation()
    findJournals(tokens.bytes, lexicon)
    findStyle()
  }

  /// Of each token, the labels that it may have.
  package var allowed: [UInt16] {
    tokens.map { $0.kind == .identifier ? FieldLabel.identifier.bit : ~FieldLabel.identifier.bit }
  }

  private mutating func findEnclosures() {
    var depth: UInt8 = 0
    var isQuoted = false
    enclosures.reserveCapacity(tokens.count)
    for token in tokens {
      if token.isMark(0x28) || token.isMark(0x5B) { depth = min(depth + 1, 2) }
      if token.kind == .openQuote, token.byte == 0x22 || token.isSpaced { isQuoted = true }
      enclosures.append(depth | (isQuoted ? 4 : 0))
      if token.isMark(0x29) || token.isMark(0x5D) { depth = depth > 0 ? depth - 1 : 0 }
      if token.kind == .closeQuote { isQuoted = false }
    }
  }

  /// Where titles are quoted, what stands behind the quotation is no title any more.
  private mutating func findQuotation() {
    quotation = [UInt8](repeating: 0, count: tokens.count)
    var start = 0
    while start < tokens.count {
      guard enclosures[start] & 4 != 0 else {
        start += 1
        continue
      }
      var end = start
      var words = 0
      while end < tokens.count, enclosures[end] & 4 != 0 {
        if tokens[end].isWord { words += 1 }
        end += 1
      }
      if words > 2, end < tokens.count || tokens[end - 1].kind == .closeQuote {
        for index in 0..<start { quotation[index] = 1 }
        for index in start..<end { quotation[index] = 2 }
        for index in end..<tokens.count {
          let clauses = self.clauses.clauseOf[index] - self.clauses.clauseOf[end]
          quotation[index] = 3 | UInt8(min(clauses, 3)) << 2
        }
        return
      }
      start = end
    }
  }

  private mutating func findJournals(_ bytes: [UInt8], _ lexicon: Lexicon) {
    journals = [UInt8](repeating: 0, count: tokens.count)
    var start = 0
    while start < tokens.count {
      guard traits[start].uses.contains(.journalFirst), tokens[start].letterCase != .lower else {
        start += 1
        continue
      }
      var digest = JournalKey.Digest()
      var at = start
      var end = start
      var words = 0
      while at < tokens.count, at < start + 24 {
        let token = tokens[at]
        guard
          token.isWord || token.isMark(0x2E) || token.isMark(0x26) || token.isMark(0x2C) || token.isDash
            || token.isMark(0x28)
            || token.isMark(0x29) || token.isMark(0x3A)
        else { break }
        if at > start, token.isSpaced { digest.add(0x20) }
        for byte in bytes[token.range] { digest.add(byte) }
        at += 1
        if token.isWord {
          words += 1
          if at == tokens.count || !tokens[at].isWord || words > 1, lexicon.journals.holds(digest.key) { end = at }
        }
      }
      guard end > start else {
        start += 1
        continue
      }
      let size = UInt8(min(3, (start..<end).count { tokens[$0].isWord }))
      let isBeforeNumber =
        end < tokens.count && (tokens[end].isNumber || end + 1 < tokens.count && tokens[end + 1].isNumber)
      for index in start..<end {
        let place: UInt8 = index == start ? 1 : index == end - 1 ? 3 : 2
        journals[index] = place | size << 2 | (isBeforeNumber ? 16 : 0)
      }
      start = end
    }
  }

  private mutating func findStyle() {
    firstYear = tokens.count
    var quotes = 0
    var semicolons = 0
    var hasIn = false
    var hasEditors = false
    var numbers = 0
    for (index, token) in tokens.enumerated() {
      if token.isYear, firstYear == tokens.count { firstYear = index }
      if token.kind == .openQuote, token.byte == 0x22 { quotes += 1 }
      if token.isMark(0x3B) { semicolons += 1 }
      if token.isNumber { numbers += 1 }
      if traits[index].kind == TokenTraits.Kind.inWord, index > 0,
        token.letterCase == .title || index + 1 < tokens.count && tokens[index + 1].isMark(0x3A)
      {
        hasIn = true
      }
      if traits[index].kind == TokenTraits.Kind.editorWord { hasEditors = true }
    }
    let isBracketed = firstYear > 0 && firstYear < tokens.count && (tokens[firstYear - 1].isMark(0x28))
    let place = firstYear == tokens.count ? 3 : firstYear * 3 / max(1, tokens.count)
    style = UInt64(min(quotes, 1)) | (semicolons > 0 ? 2 : 0) | (hasIn ? 4 : 0) | (hasEditors ? 8 : 0)
    style |= (isBracketed ? 16 : 0) | UInt64(place) << 5 | UInt64(min(numbers, 4)) << 7
  }

  /// Whether a kind of attribute tells a word from others that look like it.
  package static func isLexical(_ family: UInt64) -> Bool {
    family == 11 || family >= 14 && family < 20 || family == 21 || family == 22
  }

  /// Hands the attributes of every token over.
  @inline(__always)
  package func add(to sink: inout some AttributeSink) {
    let count = tokens.count
    var numbersAhead = tokens.count { $0.isNumber }
    var numbersBehind = 0
    var stops = 0
    var hasIn: UInt64 = 0
    var lastMark: UInt64 = 0
    let lineCount = tokens.count { $0.isAfterLineEnd }
    let hasLines = lineCount > 0
    var line: UInt64 = 0
    var sinceMark = 0
    // The next mark ahead, read from behind.
    var nextMarks = [UInt8](repeating: 0, count: count)
    var nextMark: UInt8 = 63
    for index in (0..<count).reversed() {
      nextMarks[index] = nextMark
      if !tokens[index].isWord { nextMark = traits[index].kind }
    }
    for index in 0..<count {
      let token = tokens[index]
      let trait = traits[index]
      let kind = UInt64(trait.kind)
      if token.isNumber { numbersAhead -= 1 }
      @inline(__always) func wide(_ family: UInt64, _ seen: UInt64) {
        sink.add(Hash.mix(seen, family), at: index, isWide: true, family: family)
      }
      @inline(__always) func local(_ family: UInt64, _ seen: UInt64) {
        sink.add(Hash.mix(seen, family), at: index, isWide: false, family: family)
      }
      let before = index > 0 ? traits[index - 1].shape : 7
      let after = index + 1 < count ? traits[index + 1].shape : 9
      let kindBefore = UInt64(index > 0 ? traits[index - 1].kind : 60)
      let kindAfter = UInt64(index + 1 < count ? traits[index + 1].kind : 61)
      let kindBefore2 = UInt64(index > 1 ? traits[index - 2].kind : 60)
      let kindAfter2 = UInt64(index + 2 < count ? traits[index + 2].kind : 61)
      let spacing: UInt64 = (token.isSpaced ? 1 : 0) | (index + 1 < count && tokens[index + 1].isSpaced ? 2 : 0)

      // The token itself.
      wide(11, trait.word)
      wide(12, trait.shape)
      wide(13, kind << 2 | spacing)
      if token.isWord {
        if trait.length > 2 {
          wide(14, trait.head & 0xFFFF)
          wide(15, trait.tail & 0xFFFF)
        }
        if trait.length > 3 {
          wide(16, trait.head & 0xFF_FFFF)
          wide(17, trait.tail & 0xFF_FFFF)
        }
        if trait.length > 4 {
          wide(18, trait.head & 0xFFFF_FFFF)
          wide(19, trait.tail & 0xFFFF_FFFF)
        }
        wide(20, UInt64(trait.uses.rawValue) << 3 | UInt64(token.letterCase.rawValue))
        if index + 1 < count { local(21, trait.word &+ Hash.mix(traits[index + 1].word, 5)) }
        if index > 0 { local(22, trait.word &+ Hash.mix(traits[index - 1].word, 5)) }
      }
      if journals[index] != 0 { wide(23, UInt64(journals[index])) }

      // Its neighbours.
      wide(31, trait.shape &+ Hash.mix(after, 5))
      wide(32, (before &+ Hash.mix(trait.shape, 5)) ^ Hash.mix(after, 6))
      wide(33, kindBefore << 18 | kind << 12 | kindAfter << 6 | kindAfter2)
      local(34, kindBefore2 << 24 | kindBefore << 18 | kind << 12 | kindAfter << 6 | kindAfter2)
      local(35, kindBefore << 6 | kindAfter)

      // Where in the string it stands.
      let relative = UInt64(index * 12 / count)
      local(41, UInt64(min(index, 20)) << 6 | kind)
      local(42, UInt64(min(count - index, 12)) << 6 | kind)
      local(43, relative << 6 | kind)
      let fromYear = max(-6, min(6, index - firstYear))
      local(44, UInt64(fromYear + 8) << 6 | kind)
      local(45, UInt64(enclosures[index]) << 6 | kind)
      local(46, UInt64(min(numbersBehind, 4)) << 9 | UInt64(min(numbersAhead, 4)) << 6 | kind)
      local(47, UInt64(min(numbersBehind, 4)) << 9 | UInt64(min(numbersAhead, 4)) << 6 | style << 16)
      local(48, UInt64(min(stops, 5)) << 6 | kind | hasIn << 10)
      local(49, lastMark << 20 | UInt64(min(sinceMark, 6)) << 12 | UInt64(nextMarks[index]) << 6 | kind)
      local(50, style << 6 | kind)
      local(51, style << 8 | relative)
      local(52, style << 10 | UInt64(min(stops, 5)) << 4 | hasIn << 1 | (firstYear < index ? 1 : 0))
      local(
        53,
        UInt64(min(stops, 5)) << 20 | UInt64(min(numbersBehind, 3)) << 16 | UInt64(trait.uses.rawValue & 0x7) << 8
          | kind)

      // Which line it stands on, and whether at its start or its end.
      if hasLines {
        if token.isAfterLineEnd, line < 7 { line += 1 }
        let atStart: UInt64 = token.isAfterLineEnd ? 1 : 0
        let atEnd: UInt64 = index + 1 == count || tokens[index + 1].isAfterLineEnd ? 2 : 0
        let lines = line << 2 | atStart | atEnd
        local(54, lines << 6 | kind)
        local(55, (atStart | atEnd) << 12 | kind << 6 | kindAfter)
        local(56, lines << 24 | style << 8 | UInt64(min(lineCount, 7)))
        wide(57, atStart << 6 | kind)
      }

      // What stands between the marks around it.
      let number = Int(clauses.clauseOf[index])
      let clause = clauses.clauses[number]
      let beforeClause = number > 0 ? clauses.clauses[number - 1].sketch : 64
      let nextClause = number + 1 < clauses.clauses.count ? clauses.clauses[number + 1].sketch : 64
      let isBehindYear: UInt64 = firstYear < index ? 1 : 0
      let place: UInt64 = index <= clause.start + 1 ? 1 : index + 1 >= clause.end ? 2 : 0
      local(61, clause.outline << 12 | UInt64(clause.opening) << 6 | UInt64(clause.closing))
      local(62, clause.outline << 14 | nextClause << 7 | UInt64(clause.closing) << 1 | isBehindYear)
      local(63, clause.outline << 14 | beforeClause << 7 | UInt64(clause.opening) << 1 | isBehindYear)
      local(64, clause.outline << 12 | UInt64(min(number, 7)) << 8 | kind << 2 | place)
      local(65, beforeClause << 21 | clause.sketch << 14 | nextClause << 7 | isBehindYear)
      if quotation[index] != 0 {
        let quotation = UInt64(quotation[index])
        local(66, quotation << 6 | kind)
        local(67, quotation << 20 | clause.outline << 6 | UInt64(clause.closing))
        local(68, quotation << 7 | nextClause)
      }
      if token.isNumber { numbersBehind += 1 }
      if trait.kind == TokenTraits.Kind.inWord, token.letterCase == .title { hasIn = 1 }
      if isStop(index) { stops += 1 }
      if token.isWord {
        sinceMark += 1
      } else {
        lastMark = kind
        sinceMark = 0
      }
    }
  }

  /// Whether a sentence may end here: a stop that doesn't look like an abbreviation's.
  @inline(__always)
  func isStop(_ index: Int) -> Bool {
    guard tokens[index].isMark(0x2E) || traits[index].kind == TokenTraits.Kind.question, index > 0,
      index + 1 < tokens.count, tokens[index + 1].isSpaced
    else { return false }
    let before = tokens[index - 1]
    return
      !(before.letterCase == .single || before.letterCase == .upper && before.length < 4
      || traits[index - 1].uses.contains(.abbreviation))
  }
}
