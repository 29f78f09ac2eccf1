import SequenceLabeling

/// What is looked at to tell where one field ends and the next begins.
extension TokenAttributes {
  /// Of each token, `SequenceWeights.tables` classes, each of another table.
  package var transitionClasses: [UInt16] {
    var classes: [UInt16] = []
    classes.reserveCapacity(tokens.count * SequenceWeights.tables)
    for index in tokens.indices {
      var table: UInt16 = 0
      func add(_ view: UInt16) {
        classes.append(table + min(view, 63))
        table += UInt16(TokenAttributes.firstClasses)
      }
      add(UInt16(traits[index].kind))
      add(before(index))
      add(journal(index))
      add(clause(index))
      add(ahead(index))
      add(meaning(index))
    }
    return classes
  }

  private func before(_ index: Int) -> UInt16 {
    guard index > 0 else { return 60 }
    let kind = traits[index - 1].kind
    // A stop that ends a sentence, and one that doesn't.
    if kind == TokenTraits.Kind.dot { return isStop(index - 1) ? 50 : tokens[index].isSpaced ? 51 : 52 }
    if kind == TokenTraits.Kind.comma { return tokens[index].isSpaced ? 53 : 54 }
    return UInt16(kind)
  }

  private func ahead(_ index: Int) -> UInt16 { index + 1 < tokens.count ? UInt16(traits[index + 1].kind) : 61 }

  private func journal(_ index: Int) -> UInt16 {
    let place = UInt16(journals[index] & 3)
    let isBehind: UInt16 = index > 0 && journals[index - 1] & 3 == 3 ? 4 : 0
    let isBeforeNumber: UInt16 = journals[index] & 16 != 0 ? 8 : 0
    let isEnclosed: UInt16 = enclosures[index] & 4 != 0 ? 32 : enclosures[index] != 0 ? 16 : 0
    return place | isBehind | isBeforeNumber | isEnclosed
  }

  private func clause(_ index: Int) -> UInt16 {
    let clause = clauses.clauses[Int(clauses.clauseOf[index])]
    return UInt16(clause.sketch & 31) | (index == clause.start + 1 ? 32 : 0)
  }

  /// The first of them that a word has.
  private static let meanings: [TokenLexicon.Uses] = [
    .publisher, .place, .group, .event, .lead, .editorWord, .degreeWord, .month, .editionWord, .journalFirst,
    .abbreviation, .journalWord, .particle, .link, .given,
  ]

  private func meaning(_ index: Int) -> UInt16 {
    let uses = traits[index].uses
    let isLower: UInt16 = tokens[index].isLower ? 32 : 0
    for number in TokenAttributes.meanings.indices where uses.contains(TokenAttributes.meanings[number]) {
      return UInt16(number + 1) | isLower
    }
    return isLower | (tokens[index].isWord ? 0 : 31)
  }
}
