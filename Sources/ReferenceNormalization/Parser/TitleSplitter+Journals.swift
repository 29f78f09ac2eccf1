/// Articles: the stretch before the volume that looks most like a journal's title.
extension TitleSplitter {
  /// The longest stretch that is looked at as a journal's title.
  private static let longestJournal = 28

  func journal(_ range: Range<Int>) -> TitleSplit {
    var best = range.lowerBound
    var bestScore = -1000
    let floor = max(range.lowerBound, range.upperBound - TitleSplitter.longestJournal)
    for start in (floor..<range.upperBound).reversed() {
      guard text[start].isWord || text[start].kind == .openQuote || text[start].kind == .mixed else { continue }
      if start > range.lowerBound, !canBegin(start, range) { continue }
      let score = score(container: start..<range.upperBound, title: range.lowerBound..<start)
      if score > bestScore {
        bestScore = score
        best = start
      }
    }
    let container = trimmed(best..<range.upperBound)
    let title = trimmed(range.lowerBound..<best)
    if bestScore < -20 { return TitleSplit(title: range) }
    return TitleSplit(
      title: title.isEmpty ? nil : title, container: container.isEmpty ? nil : container,
      isKnownJournal: isKnown(container))
  }

  /// A container begins behind a stop, or, where the layout lost the stop, with a large letter.
  private func canBegin(_ start: Int, _ range: Range<Int>) -> Bool {
    let before = text[start - 1]
    if before.isMark(0x28) || before.isMark(0x5B) || before.isMark(0x26) || before.isDash || before.isMark(0x2F) {
      return false
    }
    if !text[start].isSpaced, !before.isMark(0x2E), !before.isMark(0x2C) { return false }
    return text[start].isCapitalized || text[start].letterCase == .camel || before.isMark(0x2E)
      || lexicon.journals.use(of: text.bytes(start)).contains(.first)
  }

  private func score(container: Range<Int>, title: Range<Int>) -> Int {
    let words = container.filter { text[$0].isWord }
    guard let first = words.first else { return -1000 }
    var score = 0
    if lexicon.journals.match(text.bytes(trimmed(container))) != nil {
      score += standsFree(container.lowerBound, title) ? 24 + 3 * words.count : 4
    }
    if lexicon.leads.contains(text.bytes(first)) || lexicon.journals.use(of: text.bytes(first)).contains(.first) {
      score += 4
    }
    for index in words {
      let token = text[index]
      if token.isLower {
        if !lexicon.links.contains(text.bytes(index)) { score -= index == first ? 6 : 4 }
      } else {
        score += 1
      }
      let use = lexicon.journals.use(of: text.bytes(index))
      if use.contains(.abbreviation) && !token.isLower {
        score += text.isDot(index + 1) ? 3 : 2
      } else if use.contains(.word) {
        score += 1
      } else if text.isDot(index + 1), token.isCapitalized, index + 1 < container.upperBound {
        score += 1
      }
    }
    if words.count > 9 { score -= 2 * (words.count - 9) }
    // Stops inside that are no abbreviation's.
    for index in container.dropLast() {
      if text[index].isMark(0x3F) || text[index].isMark(0x3B) { score -= 8 }
      if text.isDot(index), index > container.lowerBound, text[index + 1].isSpaced { score -= stopCost(index - 1) }
      if text[index].kind == .closeQuote, text[index].byte == 0x22 { score -= 8 }
    }
    guard let before = title.last else {
      // No title at all: only for a container that looks like nothing else.
      if isAfterYear { score -= 8 }
      return score - 2
    }
    // What stands between title and container.
    let stop = text[before]
    if stop.isMark(0x2E) {
      let isAbbreviation = before > title.lowerBound && isAbbreviated(before - 1)
      score += isAbbreviation ? -8 : 9
    } else if stop.isMark(0x3F) || stop.isMark(0x21) {
      score += 8
    } else if stop.kind == .closeQuote {
      score += 8
    } else if stop.isMark(0x2C) {
      score += 4
    } else if text[container.lowerBound].isAfterLineEnd {
      score += 8
    } else if stop.isMark(0x3A) || stop.isMark(0x29) {
      score -= 1
    } else {
      score -= stop.isLower ? (lexicon.links.contains(text.bytes(before)) ? 14 : 3) : 7
    }
    let titleWords = title.filter { text[$0].isWord }.count
    if titleWords < 2 { score -= 4 }
    if !title.contains(where: { text[$0].isLower || text[$0].kind == .mixed }), titleWords < 4 { score -= 3 }
    // A title doesn't end in an abbreviation.
    if let last = title.last(where: { text[$0].isWord }), text.isDot(last + 1), isAbbreviated(last) { score -= 3 }
    return score
  }

  /// Whether a known title that begins here can't be the end of a longer one.
  private func standsFree(_ start: Int, _ title: Range<Int>) -> Bool {
    guard let before = title.last else { return true }
    let stop = text[before]
    if stop.isWord {
      return text[start].isAfterLineEnd || (stop.isLower && !lexicon.links.contains(text.bytes(before)))
    }
    if stop.isMark(0x2E) { return before == title.lowerBound || !isAbbreviated(before - 1) }
    return !stop.isMark(0x26) && !stop.isDash
  }

  /// How little a full stop behind this word befits the inside of a journal's title.
  private func stopCost(_ index: Int) -> Int {
    guard text.isWord(index) else { return 0 }
    if text[index].isLower { return 6 }
    if text[index].letterCase == .single { return 0 }
    let use = lexicon.journals.use(of: text.bytes(index))
    if use.contains(.abbreviation) { return 0 }
    if use.contains(.word) { return 8 }
    return text[index].length > 7 ? 6 : 1
  }

  private func isAbbreviated(_ index: Int) -> Bool {
    guard text.isWord(index), !text[index].isLower else { return false }
    if text[index].letterCase == .single { return true }
    return lexicon.journals.use(of: text.bytes(index)).contains(.abbreviation)
  }
}
