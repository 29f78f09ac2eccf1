/// What stands between two marks of a reference, in outline: names are short and hold initials, titles are long and in small
/// letters, journals are capitalized and stand before numbers.
struct TokenClauses {
  /// Of each token: its clause.
  private(set) var clauseOf: [Int32] = []
  private(set) var clauses: [Clause] = []

  struct Clause {
    var start: Int
    var end = 0
    /// What ends the clause before it, and it.
    var opening: UInt8
    var closing: UInt8 = 0
    var words = 0
    var lower = 0
    var initials = 0
    var abbreviations = 0
    var numbers = 0
    var years = 0
    var journalWords = 0
    /// How it is made, in 12 bits.
    var outline: UInt64 = 0
    /// The same in 6 bits.
    var sketch: UInt64 = 0
  }

  /// In the place of a mark's kind.
  private static let lineEnd: UInt8 = 60

  init(_ tokens: [Token], _ traits: [TokenTraits]) {
    cut(tokens, traits)
  }

  private mutating func cut(_ tokens: [Token], _ traits: [TokenTraits]) {
    clauseOf.reserveCapacity(tokens.count)
    var clause = Clause(start: 0, opening: 63)
    for index in tokens.indices {
      let token = tokens[index]
      let trait = traits[index]
      // Where a page has its fields on lines of their own, a line's end is a border like a mark.
      if token.isAfterLineEnd, index > clause.start {
        clause.end = index
        clause.closing = TokenClauses.lineEnd
        close(&clause)
        clause = Clause(start: index, opening: TokenClauses.lineEnd)
      }
      clauseOf.append(Int32(truncatingIfNeeded: clauses.count))
      if token.isWord {
        clause.words += 1
        if token.letterCase == .lower { clause.lower += 1 }
        if token.letterCase == .single { clause.initials += 1 }
        if trait.uses.contains(.journalWord) || trait.uses.contains(.abbreviation) || trait.uses.contains(.link) {
          clause.journalWords += 1
        }
        if token.letterCase != .single, index + 1 < tokens.count, tokens[index + 1].isMark(0x2E) {
          clause.abbreviations += 1
        }
      } else if token.isNumber {
        if token.isYear { clause.years += 1 } else { clause.numbers += 1 }
      } else if TokenClauses.isBorder(index, tokens, traits) {
        clause.end = index
        clause.closing = trait.kind
        close(&clause)
        clause = Clause(start: index, opening: trait.kind)
      }
    }
    clause.end = tokens.count
    clause.closing = 62
    close(&clause)
  }

  private mutating func close(_ clause: inout Clause) {
    let words: UInt64 =
      clause.words < 4 ? UInt64(clause.words) : clause.words < 6 ? 4 : clause.words < 10 ? 5 : clause.words < 16 ? 6 : 7
    let lower: UInt64 =
      clause.lower == 0 ? 0 : clause.lower * 4 < clause.words ? 1 : clause.lower * 2 < clause.words ? 2 : 3
    let isJournal = clause.words > 0 && clause.journalWords == clause.words
    clause.outline =
      words | lower << 3 | UInt64(min(2, clause.initials)) << 5 | UInt64(min(2, clause.abbreviations)) << 7
    clause.outline |=
      UInt64(min(1, clause.numbers)) << 9 | UInt64(min(1, clause.years)) << 10 | (isJournal ? 1 << 11 : 0)
    let size: UInt64 = clause.words == 0 ? 0 : clause.words < 3 ? 1 : clause.words < 6 ? 2 : 3
    clause.sketch = size | (clause.lower > 0 ? 4 : 0) | (clause.initials > 0 ? 8 : 0)
    clause.sketch |= (clause.numbers > 0 ? 16 : 0) | (clause.years > 0 ? 32 : 0)
    clauses.append(clause)
  }

  /// Marks that part fields, and stops that end sentences.
  private static func isBorder(_ index: Int, _ tokens: [Token], _ traits: [TokenTraits]) -> Bool {
    let token = tokens[index]
    switch token.kind {
    case .openQuote, .closeQuote: return token.byte == 0x22 || token.isSpaced
    case .identifier: return true
    case .dash: return token.isSpaced && index + 1 < tokens.count && tokens[index + 1].isSpaced
    case .mark: break
    case .word, .number, .mixed: return false
    }
    switch token.byte {
    case 0x2C, 0x3B, 0x3A, 0x28, 0x29, 0x5B, 0x5D, 0x3F, 0x21: return true
    case 0x2E:
      guard index > 0, index + 1 < tokens.count else { return true }
      let before = tokens[index - 1]
      guard tokens[index + 1].isSpaced else { return before.isNumber }
      return
        !(before.letterCase == .single || before.letterCase == .upper && before.length < 4
        || traits[index - 1].uses.contains(.abbreviation))
    default: return false
    }
  }
}
