import FettleKit

/// Splits a stretch that is known to hold names and nothing else: what `AuthorList` can't take for names by itself.
struct NameSplitter {
  let text: ReferenceText
  private(set) var names: [Name] = []
  private(set) var hasEtAl = false

  /// - Parameter range: tokens; marks at its ends don't count.
  init(_ text: ReferenceText, _ range: Range<Int>) {
    self.text = text
    let pieces = pieces(range)
    read(pieces)
  }

  /// A stretch between separators.
  private struct Piece {
    var range: Range<Int>
    /// What stands before it: "," or something stronger.
    var isAfterComma: Bool
  }

  private mutating func pieces(_ range: Range<Int>) -> [Piece] {
    var pieces: [Piece] = []
    var start = range.lowerBound
    var isAfterComma = false
    let hasSemicolons = range.contains { text.isMark($0, 0x3B) }
    func close(_ end: Int) {
      let piece = trimmed(start..<end)
      if !piece.isEmpty { pieces.append(Piece(range: piece, isAfterComma: isAfterComma)) }
    }
    var index = range.lowerBound
    while index < range.upperBound {
      if let past = text.pastEtAl(index) {
        close(index)
        hasEtAl = true
        // What follows "et al." is no name.
        start = min(past, range.upperBound)
        return pieces
      }
      let isAnd =
        text.isMark(index, 0x26) || text.isWord(index, "and") || text.isWord(index, "und") || text.isWord(index, "et")
        || text.isWord(index, "y") && text[index].isLower || text.isWord(index, "with")
        || text.isWord(index, "e") && text[index].isLower || text.isWord(index, "och") || text.isWord(index, "og")
      let isBetweenEastAsian =
        index > range.lowerBound && index + 1 < range.upperBound && text[index].kind == .mark
        && isEastAsian(index - 1) && isEastAsian(index + 1)
      let isStrong =
        isBetweenEastAsian || isAnd || text.isMark(index, 0x3B) || text.isMark(index, 0x2F)
        || text[index].isDash && text[index].isSpaced
      if isStrong || text.isComma(index) {
        close(index)
        // A comma before "and" is no weaker than that.
        if !(isAfterComma == false && start == index) { isAfterComma = !isStrong }
        if isStrong { isAfterComma = false }
        start = index + 1
      }
      index += 1
    }
    _ = hasSemicolons
    close(range.upperBound)
    return pieces
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var range = range
    while let first = range.first, text[first].kind == .mark || text[first].kind == .closeQuote || text[first].isDash {
      range = range.dropFirst()
    }
    while let last = range.last, text[last].kind == .mark || text[last].isDash || text[last].kind == .openQuote {
      range = range.dropLast()
    }
    return range
  }

  private mutating func read(_ pieces: [Piece]) {
    if readChain(pieces) { return }
    var index = 0
    while index < pieces.count {
      let piece = pieces[index].range
      let next = index + 1 < pieces.count && pieces[index + 1].isAfterComma ? pieces[index + 1].range : nil
      if let next, isSuffix(next) {
        var name = name(piece)
        name.suffix = text.string(next)
        names.append(name)
        index += 2
      } else if let next, isInitials(next), !isInitials(piece), words(piece) <= 4 {
        let past = index + 2 < pieces.count && pieces[index + 2].isAfterComma ? pieces[index + 2].range : nil
        var name = inverted(piece, next)
        index += 2
        if let past, isSuffix(past) {
          name.suffix = text.string(past)
          index += 1
        }
        names.append(name)
      } else if let next, isFullGiven(piece, next, index, pieces) {
        names.append(inverted(piece, next))
        index += 2
      } else {
        names.append(name(piece))
        index += 1
      }
    }
  }

  /// "Langdon, R. Coltheart, M. Ward, PB.": inverted names with nothing but a space between them.
  private mutating func readChain(_ pieces: [Piece]) -> Bool {
    guard pieces.count > 2, let last = pieces.last, isInitials(last.range),
      pieces.dropFirst().allSatisfy(\.isAfterComma),
      let first = pieces.first, words(first.range) <= 2, text[first.range.lowerBound].letterCase == .title
    else { return false }
    var families = [first.range]
    var givens: [Range<Int>] = []
    for piece in pieces.dropFirst().dropLast() {
      // Where the initials end and the next family begins.
      let seam = piece.range.dropFirst().first { index in
        text.isWord(index) && text[index].letterCase != .single && text[index].length > 2
          && text.isDot(index - 1) && isInitials(piece.range.lowerBound..<index)
      }
      guard let seam, words(seam..<piece.range.upperBound) <= 2 else { return false }
      givens.append(piece.range.lowerBound..<(seam - 1))
      families.append(seam..<piece.range.upperBound)
    }
    givens.append(last.range)
    names += zip(families, givens).map(inverted)
    return true
  }

  /// Whether these words are a name by themselves, as "Klar J" is.
  private func isFamilyFirst(_ range: Range<Int>) -> Bool {
    guard range.count == 2, text.isWord(range.lowerBound), text[range.lowerBound].letterCase == .title,
      text[range.lowerBound].length > 2
    else { return false }
    let given = text[range.lowerBound + 1]
    return given.letterCase == .single || given.letterCase == .upper && given.length <= 3
  }

  private func words(_ range: Range<Int>) -> Int { range.count { text[$0].isWord } }

  private func isSuffix(_ range: Range<Int>) -> Bool {
    range.count <= 2 && text.lexicon.suffixes.contains(text.bytes(range.lowerBound..<(range.lowerBound + 1)))
  }

  /// "J. B.", "JB", "J.-P.", "B van".
  private func isInitials(_ range: Range<Int>) -> Bool {
    var letters = 0
    for index in range {
      let token = text[index]
      if token.isWord {
        let isInitial =
          token.letterCase == .single || token.letterCase == .upper && token.length <= 3
          || token.letterCase == .title && token.length == 2 && text.isDot(index + 1)
          || letters > 0 && token.isLower && text.lexicon.particles.contains(text.bytes(index))
          || letters > 0 && token.isLower && token.length == 1
          || token.letterCase == .camel && token.length <= 4
          || letters > 0 && text[index - 1].isDash && token.length <= 2
        guard isInitial else { return false }
        letters += 1
      } else if !(token.kind == .mark || token.isDash) {
        return false
      }
    }
    return letters > 0 && letters <= 6
  }

  /// "Renfrew, Colin": a family name alone, then given names, at the start or where each name is like that.
  private func isFullGiven(_ piece: Range<Int>, _ next: Range<Int>, _ index: Int, _ pieces: [Piece]) -> Bool {
    guard words(piece) <= 2, words(next) <= 3, !isInitials(piece) else { return false }
    let family = piece.last.map { text[$0].isWord } ?? false
    // "T. Smith" has none, though "'t" is one.
    let hasParticle =
      piece.first.map { text[$0].letterCase != .single && text.lexicon.particles.contains(text.bytes($0)) } ?? false
    guard family, words(piece) == 1 || hasParticle || index == 0 && words(next) == 1 && pieces.count == 2 else {
      return false
    }
    // "LeGall JR, Leleug, Klar J": as are those around it.
    if isFamilyFirst(next), pieces.count(where: { isFamilyFirst($0.range) }) > 2 { return false }
    // "Niyti, R.K. Gupta, W. Greiner": a name of its own.
    if pieces.count > 2, let first = next.first, isInitial(first, before: true), text.isDot(first + 1),
      let last = next.last, text[last].letterCase == .title, text[last].length > 2
    {
      return false
    }
    return next.allSatisfy {
      !text[$0].isWord || text[$0].isCapitalized || text.lexicon.particles.contains(text.bytes($0))
    }
  }

  private func inverted(_ family: Range<Int>, _ given: Range<Int>) -> Name {
    var name = Name(given: text.string(given.lowerBound..<pastDot(given.upperBound)))
    setFamily(&name, family)
    return name
  }

  private func pastDot(_ index: Int) -> Int {
    text.isDot(index) && index > 0 && text[index - 1].length <= 2 ? index + 1 : index
  }

  private func setFamily(_ name: inout Name, _ range: Range<Int>) {
    var start = range.lowerBound
    while start + 1 < range.upperBound, text[start].isLower, text.lexicon.particles.contains(text.bytes(start)) {
      start += 1
    }
    if start > range.lowerBound { name.nonDroppingParticle = text.string(range.lowerBound..<start) }
    name.family = text.string(start..<range.upperBound)
  }

  /// A name without a comma in it.
  private func name(_ range: Range<Int>) -> Name {
    if range.count > 2, let last = range.last, isSuffix(last..<range.upperBound), text[last].isSpaced,
      text[last - 1].isWord && text[last - 1].letterCase != .single || text.isDot(last - 1)
    {
      var name = name(trimmed(range.lowerBound..<last))
      name.suffix = text.string(last..<range.upperBound)
      return name
    }
    // "T. Yoshie (PACS": who they are with.
    if let open = range.first(where: { text.isMark($0, 0x28) }), open > range.lowerBound + 1,
      text[range.lowerBound].letterCase == .single, open + 1 < range.upperBound,
      text[open + 1].letterCase == .upper && text[open + 1].length > 3
    {
      return name(trimmed(range.lowerBound..<open))
    }
    if let name = bracketed(range) { return name }
    if isEastAsian(range.lowerBound) { return Name(literal: text.string(range)) }
    let isGroup = range.contains { index in
      text[index].isWord
        && (text.lexicon.groups.contains(text.bytes(index)) || text.isWord(index, "of") || text.isWord(index, "for")
          || text.isWord(index, "the") && index == range.lowerBound)
    }
    if isGroup || text[range.lowerBound].isNumber { return Name(literal: text.string(range)) }
    // "J. B. Smith"
    var at = range.lowerBound
    while at < range.upperBound, isInitial(at, before: at + 1 < range.upperBound) {
      at += 1
      while at < range.upperBound, text.isDot(at) || text[at].isDash { at += 1 }
    }
    if at > range.lowerBound, at < range.upperBound, text[range.lowerBound].letterCase == .single || text.isDot(at - 1)
    {
      // A second given name written out: "J. Brian Smith".
      return full(range, givenAtLeast: at)
    }
    // "Smith JB", "Smith J. B."
    if let first = (range.lowerBound + 1..<max(range.upperBound, range.lowerBound + 1)).first(where: {
      text[$0].isWord && isInitials($0..<range.upperBound)
    }),
      text[first - 1].isWord || text.isDot(first - 1) && range.lowerBound + 2 == first
    {
      var name = Name(given: text.string(first..<pastDot(range.upperBound)))
      setFamily(&name, range.lowerBound..<(text[first - 1].isWord ? first : first - 1))
      return name
    }
    return full(range, givenAtLeast: range.lowerBound)
  }

  /// "Bugnon (A.-L.": a family name and given names in brackets, whose last one was trimmed off.
  private func bracketed(_ range: Range<Int>) -> Name? {
    guard let open = range.first(where: { text.isMark($0, 0x28) }), open > range.lowerBound,
      open + 1 < range.upperBound,
      words(range.lowerBound..<open) <= 3, words((open + 1)..<range.upperBound) <= 3,
      text[open + 1].isCapitalized, !range.contains(where: { text[$0].isNumber })
    else { return nil }
    var name = Name(given: text.string((open + 1)..<pastDot(range.upperBound)))
    setFamily(&name, trimmed(range.lowerBound..<open))
    return name
  }

  private func isEastAsian(_ index: Int) -> Bool {
    let first = text.bytes[Int(text[index].start)]
    return text[index].isWord && first >= 0xE3 && first <= 0xED
  }

  private func isInitial(_ index: Int, before: Bool) -> Bool {
    let token = text[index]
    guard token.isWord, before else { return false }
    if token.letterCase == .single { return true }
    return text.isDot(index + 1) && (token.length <= 2 || token.letterCase == .upper && token.length <= 3)
  }

  /// Given names first; the family name is the last word, with the particles before it.
  private func full(_ range: Range<Int>, givenAtLeast: Int) -> Name {
    var start = range.upperBound - 1
    while start > givenAtLeast, !text[start].isWord { start -= 1 }
    // "Smith-Jones" in two, with the hyphen between.
    while start - 2 >= givenAtLeast, text[start - 1].isDash, !text[start].isSpaced { start -= 2 }
    if let particle = (givenAtLeast..<start).first(where: {
      text[$0].isLower && text.lexicon.particles.contains(text.bytes($0))
    }) {
      start = particle
    }
    var name = Name()
    if start > range.lowerBound {
      let given = trimmedGiven(range.lowerBound..<start)
      if !given.isEmpty { name.given = text.string(given) }
    }
    setFamily(&name, start..<range.upperBound)
    return name
  }

  private func trimmedGiven(_ range: Range<Int>) -> Range<Int> {
    var range = range
    while let last = range.last, text[last].isDash { range = range.dropLast() }
    return range
  }
}
