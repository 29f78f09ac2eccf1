import FettleKit

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

  private func numberedEntries(_ starts: [Int]) -> [Range<Int>] {
    var entries: [Range<Int>] = []
    for (position, start) in starts.enumerated() {
      let end = position + 1 < starts.count ? starts[position + 1] : endOfLast(from: start, after: entries)
      entries.append(start..<end)
    }
    return entries
  }

  /// The last entry of a numbered list ends with its crumbs, or where nothing more speaks of a reference. It has as many
  /// pieces as the others.
  private func endOfLast(from start: Int, after others: [Range<Int>]) -> Int {
    let sizes = others.map(\.count).sorted()
    let least = others.count < 3 ? 1 : sizes[sizes.count / 4]
    let most = sizes.last ?? 0
    let crumbed = others.count { pieces[$0.upperBound - 1].isCrumb }
    if others.count >= 3, crumbed * 3 >= others.count * 2,
      let crumb = (start..<min(pieces.count, start + most)).first(where: { pieces[$0].isCrumb })
    {
      return (crumb..<pieces.count).first { !pieces[$0].isCrumb } ?? pieces.count
    }
    var end = start + 1
    var years = pieces[start].saysNameLabel ? 0 : pieces[start].traits.years
    var index = start + 1
    while index < pieces.count {
      let piece = pieces[index]
      if piece.isCrumb {
        end = index + 1
      } else {
        if pieces[index - 1].isCrumb { break }
        let isWhole = years > 0 && pieces[index - 1].traits.endsWhole && index - start >= least
        if isWhole, piece.isAfterGap || !piece.traits.beginsInside, !piece.traits.hasDOI { break }
        if !piece.saysNameLabel { years += piece.traits.years }
        end = index + 1
      }
      index += 1
    }
    return end
  }

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

  /// Entries at either end that nothing speaks for are no entries: a menu behind the list, a note before it.
  private func trimmed(_ entries: [Range<Int>]) -> [Range<Int>] {
    func isSupported(_ entry: Range<Int>) -> Bool {
      var points = 0
      for index in entry {
        let own = pieces[index].traits
        points += min(own.years, 1) * 2 + min(own.initials, 2) + min(own.pageRanges, 1) + (own.hasDOI ? 1 : 0)
        if pieces[index].isCrumb || pieces[index].hasAddress { points += 1 }
      }
      return points >= 3
    }
    var slice = entries[...]
    while let last = slice.last, !isSupported(last) { slice.removeLast() }
    while let first = slice.first, !isSupported(first) { slice.removeFirst() }
    return Array(slice)
  }
}
