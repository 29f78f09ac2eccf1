import PageZones

/// Finds the pieces at which a numbered list's numbers go on, 1, 2, 3 …
struct NumberChain {
  private let pieces: [Piece]

  init(_ pieces: [Piece]) { self.pieces = pieces }

  /// The starts of the entries, or `nil` where the list isn't numbered.
  func starts() -> [Int]? {
    var best: [Int] = []
    var tried: Set<Int> = []
    for (index, piece) in pieces.enumerated() {
      guard let label = piece.label, isStart(index), tried.count < 4 else { continue }
      // A list may begin at any number, but a second list of notes begins at 1 again.
      guard label.number == 1 || tried.isEmpty, tried.insert(index).inserted else { continue }
      let chain = chain(from: index)
      if chain.count > best.count { best = chain }
      if best.count * 2 > pieces.count { break }
    }
    return isConvincing(best) ? best : nil
  }

  private func chain(from first: Int) -> [Int] {
    var chain = [first]
    var expected = (pieces[first].label?.number ?? 0) + 1
    var index = first + 1
    while index < pieces.count {
      if let label = pieces[index].label, isStart(index) {
        if label.number == expected {
          chain.append(index)
          expected += 1
        } else if label.number > expected, label.number <= expected + 2 || goesOn(from: index, label),
          !isNear(expected, after: index)
        {
          chain.append(index)
          expected = label.number + 1
        }
      }
      index += 1
    }
    return chain
  }

  /// Whether a page may have left out the entries before this one: its number is marked, and the next ones follow it.
  private func goesOn(from index: Int, _ label: ListLabel) -> Bool {
    guard label.isMarked, index > 0, pieces[index - 1].isCrumb || pieces[index - 1].traits.endsWhole else {
      return false
    }
    return isNear(label.number + 1, after: index)
  }

  /// Whether the number that was to come stands a little further on.
  private func isNear(_ number: Int, after index: Int) -> Bool {
    for next in (index + 1)..<max(index + 1, min(index + 60, pieces.count))
    where pieces[next].label?.number == number && isStart(next) { return true }
    return false
  }

  /// Whether the piece's number may begin an entry: a bare number may as well be a volume torn from its reference.
  private func isStart(_ index: Int) -> Bool {
    let piece = pieces[index]
    guard let label = piece.label, !piece.isContext else { return false }
    let next = index + 1 < pieces.count ? pieces[index + 1] : nil
    if label.isAlone {
      guard let next else { return false }
      if next.traits.beginsInside || next.isCrumb {
        // "van Leeuwen KG": a particle, right behind the crumbs of the entry before.
        let isParticle =
          (0x61...0x7A).contains(next.firstByte) && index > 0 && pieces[index - 1].isCrumb && !next.isCrumb
        let isLetter = (0x61...0x7A).contains(next.firstByte) && !next.isCrumb
        return isParticle || (label.isMarked && (next.beginsLikeName || isLetter))
      }
      if !label.isMarked {
        if index > 0 {
          let before = pieces[index - 1]
          if before.traits.endsInside || !(before.isCrumb || before.isContext || before.traits.endsWhole) {
            return false
          }
        }
        return next.beginsLikeName || next.traits.length > 30
      }
      return true
    }
    if !label.isMarked { return piece.beginsLikeName && piece.traits.length > 30 }
    return !piece.isNumeric || piece.traits.length > 12
  }

  /// Whether most entries have pages or crumbs, where their years are glued to other numbers.
  private func hasSigns(_ chain: [Int]) -> Bool {
    var signs = 0
    for (position, start) in chain.enumerated() {
      let end = position + 1 < chain.count ? chain[position + 1] : min(start + 8, pieces.count)
      let isSigned = pieces[start..<end].contains { $0.isCrumb || $0.traits.pageRanges > 0 || $0.traits.years > 0 }
      let isNamed = pieces[start..<end].contains { $0.traits.initials > 0 }
      if isSigned && isNamed { signs += 1 }
    }
    return chain.count >= 3 && signs * 10 >= chain.count * 7
  }

  private func isConvincing(_ chain: [Int]) -> Bool {
    guard chain.count >= 2, let first = chain.first else { return false }
    // Most of the list must lie in the chain, and its entries must look like entries.
    var years = 0
    var before = 0
    for (index, piece) in pieces.enumerated() {
      if index < first { before += piece.traits.years } else { years += piece.traits.years }
    }
    guard before * 3 <= years, years * 10 >= chain.count * 4 || hasSigns(chain) else { return false }
    let perEntry = Double(pieces.count - first) / Double(chain.count)
    let yearsPerEntry = Double(years) / Double(chain.count)
    // Bare numbers come by chance, as volumes torn from their references do.
    let bare = chain.count { pieces[$0].label?.isMarked == false }
    if bare * 2 > chain.count, chain.count < 3 || yearsPerEntry > 2.5 { return false }
    return yearsPerEntry <= 4 && perEntry <= 80 && (chain.count >= 4 || yearsPerEntry <= 3)
  }
}
