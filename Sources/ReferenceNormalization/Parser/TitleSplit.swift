/// Where the title of a work ends and that of its container begins.
struct TitleSplit {
  var title: Range<Int>?
  var container: Range<Int>?
  /// Whether the container is one that holds chapters or papers: "In: …".
  var isPart = false
  var isKnownJournal = false
}

/// Splits what stands between the authors (and year) and the locator.
struct TitleSplitter {
  let text: ReferenceText
  /// Whether a volume follows, so that a container is to be expected.
  let hasVolume: Bool
  /// Whether the year stands before, as in styles that always have a title.
  let isAfterYear: Bool

  private var lexicon: Lexicon { text.lexicon }

  func split(_ range: Range<Int>) -> TitleSplit {
    let range = trimmed(range)
    guard !range.isEmpty else { return TitleSplit() }
    if let split = quoted(range) { return split }
    if let split = part(range) { return split }
    return hasVolume ? journal(range) : withoutVolume(range)
  }

  /// Where no numbers follow, a container is only believed if it is known, or if it looks like nothing else.
  private func withoutVolume(_ range: Range<Int>) -> TitleSplit {
    if !isAfterYear || range.count < 8, isKnown(range) { return TitleSplit(container: range, isKnownJournal: true) }
    for index in range.reversed()
    where text.isDot(index) || text[index].isMark(0x3F) || text.isComma(index) || text[index].isMark(0x21) {
      let container = trimmed((index + 1)..<range.upperBound)
      let title = trimmed(range.lowerBound..<index)
      guard !container.isEmpty, title.count >= 2, range.upperBound - index < 20 else { continue }
      if isKnown(container) { return TitleSplit(title: title, container: container, isKnownJournal: true) }
      // "Sloan Management Review": every word large, the first one a journal's.
      let isTitled = container.allSatisfy {
        text[$0].isCapitalized || text[$0].kind == .mark || lexicon.links.contains(text.bytes($0))
      }
      let isLead =
        lexicon.leads.contains(text.bytes(container.lowerBound))
        || container.contains { text.isWord($0, "journal") || text.isWord($0, "review") }
      if isTitled, isLead, container.count >= 2, !text.isComma(index), title.contains(where: { text[$0].isLower }) {
        return TitleSplit(title: title, container: container)
      }
    }
    return TitleSplit(title: range)
  }

  /// Without the marks at both ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var range = range
    while let first = range.first,
      isTrimmable(first) || text[first].isMark(0x29) || text[first].isMark(0x5D) || text[first].isDash
    { range = range.dropFirst() }
    while let last = range.last,
      isTrimmable(last) || text[last].isMark(0x28) || text[last].isMark(0x5B) || text[last].isDash
    { range = range.dropLast() }
    return range
  }

  private func isTrimmable(_ index: Int) -> Bool {
    text.isDot(index) || text.isComma(index) || text.isMark(index, 0x3B) || text.isMark(index, 0x3A)
      || text.isMark(index, 0x2A) || text.isMark(index, 0x5F) || text.isMark(index, 0x7C)
  }

  // MARK: Quotes

  private func quoted(_ range: Range<Int>) -> TitleSplit? {
    guard text[range.lowerBound].kind == .openQuote else { return nil }
    let mark = text[range.lowerBound].byte
    var depth = 0
    var close: Int?
    for index in range {
      if text[index].kind == .openQuote, index > range.lowerBound, mark == 0x22, text[index].byte == 0x22,
        text.isComma(index - 1) || text.isDot(index - 1), text.bytes(index).elementsEqual(text.bytes(range.lowerBound))
      {
        // An opening mark that was printed for a closing one.
        close = index
        break
      }
      if text[index].kind == .openQuote, text[index].byte == mark || index == range.lowerBound { depth += 1 }
      if text[index].kind == .closeQuote, text[index].byte == mark || depth > 1 {
        // An apostrophe inside a word isn't its end.
        if text[index].byte == 0x27, index + 1 < range.upperBound, text[index + 1].isWord, !text[index + 1].isSpaced {
          continue
        }
        depth -= 1
        if depth == 0 {
          close = index
          // "… '90s'": go on to a closing mark that a stop stands at.
          let after = index + 1
          if after >= range.upperBound || text[after].kind == .mark || text[index - 1].kind == .mark || mark == 0x22
            || text[after].isWord && text[after].isCapitalized
          {
            break
          }
          close = nil
          depth = 1
        }
      }
    }
    guard let close, close > range.lowerBound + 1 else { return nil }
    var title = (range.lowerBound + 1)..<close
    while let last = title.last, text.isDot(last) || text.isComma(last) { title = title.dropLast() }
    var rest = trimmed((close + 1)..<range.upperBound)
    if rest.isEmpty { return TitleSplit(title: title) }
    var isPart = false
    if text.isWord(rest.lowerBound, "in") {
      isPart = true
      rest = trimmed((rest.lowerBound + 1)..<rest.upperBound)
    }
    return TitleSplit(title: title, container: rest.isEmpty ? nil : rest, isPart: isPart, isKnownJournal: isKnown(rest))
  }

  private func isKnown(_ range: Range<Int>) -> Bool {
    !range.isEmpty && lexicon.journals.match(text.bytes(range)) != nil
  }

  // MARK: Parts of books and proceedings

  /// "Title. In: Container", "Title, in Container", "Title. Proceedings of …".
  private func part(_ range: Range<Int>) -> TitleSplit? {
    if text.isWord(range.lowerBound, "in"), text.isMark(range.lowerBound + 1, 0x3A) {
      let container = trimmed((range.lowerBound + 1)..<range.upperBound)
      if !container.isEmpty { return TitleSplit(container: container, isPart: true) }
    }
    for index in range.dropFirst() where text.isWord(index, "in") && index + 1 < range.upperBound {
      let isStrong = text.isMark(index + 1, 0x3A) || text[index].letterCase == .title
      let before = text[index - 1]
      let isAfterStop =
        before.isMark(0x2E) || before.isMark(0x3F) || before.isMark(0x21) || before.isMark(0x2C)
        || before.kind == .closeQuote || before.isMark(0x3B) || before.isMark(0x29) || text[index].isAfterLineEnd
      let next = text[index + 1]
      let isBeforeName =
        next.isCapitalized || next.isNumber || next.kind == .openQuote || next.isMark(0x5B) || next.isMark(0x3A)
        || next.kind == .mixed
      guard isBeforeName, isAfterStop || text.isMark(index + 1, 0x3A) else { continue }
      guard isStrong && !before.isMark(0x2C) || before.isMark(0x2C) || before.kind == .closeQuote else { continue }
      // "…, in Drosophila": a title goes on; a container is long or holds a word of its own.
      if !isStrong, !hasEvent(index..<range.upperBound), text.pastEditorMark(index + 3) == nil,
        !(index..<range.upperBound).contains(where: { text.isWord($0, "ed") || text.isWord($0, "eds") }),
        range.upperBound - index < 5
      {
        continue
      }
      let container = trimmed((index + 1)..<range.upperBound)
      let title = trimmed(range.lowerBound..<index)
      if container.isEmpty || title.isEmpty { continue }
      return TitleSplit(title: title, container: container, isPart: true)
    }
    // "Title. Proceedings of …", "Title, Proc. 6th Int'l. Conf. …"
    for index in range.dropFirst() where text[index].isCapitalized && lexicon.events.contains(text.bytes(index)) {
      guard text.isWord(index, "proceedings") || text.isWord(index, "proc") || text.isWord(index, "conference") else {
        continue
      }
      var start = index
      if text.isWord(start - 1, "conference") { start -= 1 }
      while start > range.lowerBound, text[start - 1].isWord, text[start - 1].isCapitalized || text[start - 1].isNumber
      { start -= 1 }
      guard start > range.lowerBound, text.isDot(start - 1) || text.isComma(start - 1) || text[start - 1].isMark(0x3F)
      else { continue }
      let title = trimmed(range.lowerBound..<start)
      guard title.count > 1 else { continue }
      let container = trimmed(start..<range.upperBound)
      return TitleSplit(
        title: title, container: container, isPart: !isKnown(container), isKnownJournal: isKnown(container))
    }
    return nil
  }

  private func hasEvent(_ range: Range<Int>) -> Bool {
    range.contains { text[$0].isWord && lexicon.events.contains(text.bytes($0)) }
  }

  // MARK: Journals

  /// The longest stretch that is looked at as a journal's title.
  private static let longestJournal = 28

  private func journal(_ range: Range<Int>) -> TitleSplit {
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
