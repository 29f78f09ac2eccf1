import FettleKit
import PageZones

/// Cuts the pieces of a reference list into entries.
///
/// A numbered list is cut where its numbers go on. Any other is cut so that the entries, taken together, look most like
/// entries: each with one year, beginning with a name, ending in crumbs or a full stop. Every way to cut is weighed by
/// dynamic programming over the pieces, as in a semi-Markov model with hand-set weights.
struct EntryCutter {
  let pieces: [Piece]
  let layout: LineLayout

  /// Ranges of piece indices, in order and disjoint; what is in none of them is no part of an entry.
  func entries() -> (ranges: [Range<Int>], isNumbered: Bool) {
    guard !pieces.isEmpty else { return ([], false) }
    if let numbered = NumberChain(pieces).starts() { return (numberedEntries(numbered), true) }
    return (trimmed(freeEntries()), false)
  }

  // MARK: - Numbered

  private func numberedEntries(_ starts: [Int]) -> [Range<Int>] {
    var entries: [Range<Int>] = []
    for (position, start) in starts.enumerated() {
      let end = position + 1 < starts.count ? starts[position + 1] : endOfLast(from: start)
      entries.append(start..<end)
    }
    return entries
  }

  /// The last entry of a numbered list ends with its crumbs, or where nothing more speaks of a reference.
  private func endOfLast(from start: Int) -> Int {
    var end = start + 1
    var years = pieces[start].traits.years
    var index = start + 1
    while index < pieces.count {
      let piece = pieces[index]
      if piece.isCrumb {
        end = index + 1
      } else {
        if index > start, pieces[index - 1].isCrumb { break }
        let isWhole = years > 0 && pieces[index - 1].traits.endsWhole
        if isWhole, piece.isAfterGap || !piece.traits.beginsInside, !piece.traits.hasDOI { break }
        years += piece.traits.years
        end = index + 1
      }
      index += 1
    }
    return end
  }

  // MARK: - Without numbers

  private func freeEntries() -> [Range<Int>] {
    let first = best(Weights())
    guard first.count >= 5 else { return first }
    // What most entries of the first pass have in common, the second pass asks of all.
    var weights = Weights()
    let letters = first.compactMap { pieces[$0.lowerBound].firstLetter == 0 ? nil : pieces[$0.lowerBound].firstLetter }
    let ascending = zip(letters, letters.dropFirst()).count { $0 <= $1 }
    weights.isAlphabetical = letters.count >= 8 && ascending * 10 >= (letters.count - 1) * 7
    let named = first.count { beginsWithAuthor($0.lowerBound) }
    weights.wantsAuthors = named * 10 >= first.count * 6
    return best(weights)
  }

  /// What a pass knows of the list.
  private struct Weights {
    var isAlphabetical = false
    var wantsAuthors = false
  }

  private func beginsWithAuthor(_ index: Int) -> Bool {
    let piece = pieces[index]
    if piece.hasEarlyInitials { return true }
    // A family name alone, its initials torn off.
    return piece.beginsLikeName && piece.traits.words <= 2 && piece.traits.length < 30 && index + 1 < pieces.count
      && pieces[index + 1].traits.length <= 8 && pieces[index + 1].traits.initials > 0
  }

  private func best(_ weights: Weights) -> [Range<Int>] {
    let count = pieces.count
    let longest = layout == .textNodes || isTorn ? 90 : 14
    let bullets = pieces.count { $0.hasBullet && !$0.isCrumb && !$0.isContext }
    let hasBullets = bullets >= 3 && bullets * 12 >= count
    let crumbs = pieces.count(where: \.isCrumb)
    let hasCrumbs = crumbs >= 3
    let nameLabels = pieces.count(where: \.isNameLabel) >= 3
    var years = [0]
    var dates = [0]
    var bytes = [0]
    var breaks = [0]
    for (index, piece) in pieces.enumerated() {
      years.append(years[index] + (piece.isNameLabel ? 0 : piece.traits.years))
      dates.append(dates[index] + (piece.isNameLabel ? 0 : piece.traits.dates))
      bytes.append(bytes[index] + (piece.isCrumb ? 0 : piece.traits.length))
      let isBreak = index > 0 && pieces[index - 1].isCrumb && !piece.isCrumb
      breaks.append(breaks[index] + (isBreak ? 1 : 0))
    }
    let startScores = pieces.indices.map {
      startScore($0, weights, hasBullets: hasBullets, hasCrumbs: hasCrumbs, nameLabels: nameLabels)
    }
    var total = [Double](repeating: -.infinity, count: count + 1)
    var from = [Int](repeating: 0, count: count + 1)
    total[0] = 0
    for end in 1...count {
      let endScore = endScore(end - 1, hasCrumbs: hasCrumbs)
      for start in max(0, end - longest)..<end where total[start] > -.infinity {
        // Every entry must be worth more than this, or it is part of its neighbour.
        var score = startScores[start] + endScore - 2
        score +=
          yearScore(years[end] - years[start], dates: dates[end] - dates[start])
          + lengthScore(bytes[end] - bytes[start])
        score -= 3 * Double(breaks[end] - breaks[start + 1])
        if weights.isAlphabetical, start > 0 {
          let before = pieces[from[start]].firstLetter
          let own = pieces[start].firstLetter
          if before > 0, own > 0 { score += own == before || own == before + 1 ? 1 : own < before ? -2 : -0.2 }
        }
        if total[start] + score > total[end] {
          total[end] = total[start] + score
          from[end] = start
        }
      }
    }
    var cuts = [count]
    while let last = cuts.last, last > 0 { cuts.append(from[last]) }
    cuts.reverse()
    return zip(cuts, cuts.dropFirst()).map { $0..<$1 }
  }

  /// Most pieces are a few words or a comma.
  private var isTorn: Bool {
    let tiny = pieces.count { $0.traits.length < 24 && !$0.isCrumb }
    return tiny * 2 > pieces.count
  }

  private func startScore(
    _ index: Int, _ weights: Weights, hasBullets: Bool, hasCrumbs: Bool, nameLabels: Bool
  ) -> Double {
    let piece = pieces[index]
    var score = 0.0
    if piece.isCrumb { score -= 8 }
    if piece.isContext { score -= 8 }
    if piece.traits.beginsInside { score -= 6 }
    if piece.isNumeric || piece.isIdentifier { score -= 5 }
    if nameLabels {
      score += piece.isNameLabel ? 5 : -3
    } else if beginsWithAuthor(index) {
      score += 2.5
    } else {
      if !piece.beginsLikeName { score -= 2 }
      if weights.wantsAuthors { score -= 2.5 }
    }
    if hasBullets { score += piece.hasBullet ? 3 : -2.5 }
    if index > 0 {
      let before = pieces[index - 1]
      if before.isCrumb || before.isContext { score += 2.5 } else if hasCrumbs { score -= 1 }
      if before.traits.endsInside { score -= 4 } else if before.traits.endsWhole { score += 0.7 }
      if layout != .textNodes, piece.isAfterGap { score += 1 }
      if piece.indent < before.indent, !before.isCrumb { score += 0.5 }
    }
    return score
  }

  private func endScore(_ index: Int, hasCrumbs: Bool) -> Double {
    let piece = pieces[index]
    if piece.isCrumb || piece.isContext { return hasCrumbs ? 2 : 1 }
    if piece.traits.endsInside { return -4 }
    return piece.traits.endsWhole ? 1 : piece.traits.hasDOI ? 0.5 : -1
  }

  /// An entry has one date. Titles have years too, so that years only count where no date shows itself as one.
  private func yearScore(_ years: Int, dates: Int) -> Double {
    switch dates {
    case 1: return 2
    case 2: return 0.5
    case 3...: return -1.2 * Double(dates - 2)
    default: break
    }
    switch years {
    case 0: return -4
    case 1: return 2
    case 2: return 0.8
    case 3: return -0.7
    default: return -2 * Double(years - 3) - 0.7
    }
  }

  private func lengthScore(_ bytes: Int) -> Double {
    switch bytes {
    case ..<25: return -4
    case ..<60: return -0.7
    case ...600: return 0
    case ...1000: return -1
    case ...1800: return -2.5
    default: return -6
    }
  }

  /// Entries at either end that nothing speaks for are no entries: a menu behind the list, a note before it.
  private func trimmed(_ entries: [Range<Int>]) -> [Range<Int>] {
    func isSupported(_ entry: Range<Int>) -> Bool {
      var points = 0
      for index in entry {
        let own = pieces[index].traits
        points += min(own.years, 1) * 2 + min(own.initials, 2) + min(own.pageRanges, 1) + (own.hasDOI ? 1 : 0)
        if pieces[index].isCrumb { points += 1 }
      }
      return points >= 3
    }
    var slice = entries[...]
    while let last = slice.last, !isSupported(last) { slice.removeLast() }
    while let first = slice.first, !isSupported(first) { slice.removeFirst() }
    return Array(slice)
  }
}
