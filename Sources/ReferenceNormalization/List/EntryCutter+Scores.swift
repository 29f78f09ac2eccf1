/// The weights by which a cut is judged.
extension EntryCutter {
  /// What a pass knows of the list.
  struct Weights {
    var isAlphabetical = false
    var wantsAuthors = false
  }

  func beginsWithAuthor(_ index: Int) -> Bool {
    let piece = pieces[index]
    if piece.hasEarlyInitials { return true }
    // A family name alone, its initials torn off.
    return piece.beginsLikeName && piece.traits.words <= 2 && piece.traits.length < 30 && index + 1 < pieces.count
      && pieces[index + 1].traits.length <= 8 && pieces[index + 1].traits.initials > 0
  }

  func startScore(
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

  func endScore(_ index: Int, hasCrumbs: Bool) -> Double {
    let piece = pieces[index]
    if piece.isCrumb || piece.isContext { return hasCrumbs ? 2 : 1 }
    if piece.traits.endsInside { return -4 }
    return piece.traits.endsWhole ? 1 : piece.traits.hasDOI ? 0.5 : -1
  }

  /// An entry has one date. Titles have years too, so that years only count where no date shows itself as one.
  func yearScore(_ years: Int, dates: Int) -> Double {
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

  func lengthScore(_ bytes: Int) -> Double {
    switch bytes {
    case ..<25: return -4
    case ..<60: return -0.7
    case ...600: return 0
    case ...1000: return -1
    case ...1800: return -2.5
    default: return -6
    }
  }
}
