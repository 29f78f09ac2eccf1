/// Finds the run of numbers that says where in its container a work stands.
struct LocatorReader {
  let text: ReferenceText
  /// A year that was read right behind the authors, so that none is missing.
  let hasYear: Bool

  /// - Parameter range: the tokens to look at.
  /// - Returns: the best run with a volume, an issue or pages; `nil` where there is none.
  func best(in range: Range<Int>) -> Locator? {
    var best: Locator?
    var at = range.lowerBound
    while at < range.upperBound {
      guard canStart(at, range) else {
        at += 1
        continue
      }
      let (atoms, end) = run(from: at, to: range.upperBound)
      if !atoms.isEmpty {
        var locator = interpret(atoms, at..<end)
        locator.score = score(locator, atoms, range)
        if locator.score > 0, best.map({ locator.score >= $0.score }) ?? true { best = locator }
      }
      at = max(end, at + 1)
    }
    return best
  }

  private func canStart(_ index: Int, _ range: Range<Int>) -> Bool {
    if isOrdinalMark(index) { return true }
    if isNumberLike(index) { return true }
    if text.isMark(index, 0x28), isNumberLike(index + 1) || labelled(index + 1) != nil || isMonth(index + 1) {
      return true
    }
    if labelled(index) != nil, index == range.lowerBound || text[index].isSpaced || text[index - 1].kind == .mark {
      return true
    }
    if isMonth(index),
      isNumberLike(index + 1) || text.isDot(index + 1) && isNumberLike(index + 2)
        || text.isComma(index + 1) && text.isYear(index + 2)
    {
      return true
    }
    return isRoman(index) && text[index].length >= 2 && (text.isComma(index + 1) || text.isMark(index + 1, 0x28))
      && (isNumberLike(index + 2) || isMonth(index + 2) || labelled(index + 2) != nil)
  }

  /// Reads atoms from `start` on, as long as nothing but parts of a locator comes.
  private func run(from start: Int, to end: Int) -> ([LocatorAtom], Int) {
    var atoms: [LocatorAtom] = []
    var at = start
    var depth = 0
    var last = start
    var before: UInt8 = start > 0 && text[start - 1].kind == .mark ? text[start - 1].byte : 0x20
    var pending = LocatorAtom.Label.none
    while at < end, atoms.count < 12 {
      let token = text[at]
      if isNumberLike(at) || (isRoman(at) && (pending != .none || (atoms.isEmpty && token.length >= 2))) {
        let (atom, past) = atom(at, pending, depth, before, end)
        if !atoms.isEmpty { atoms[atoms.count - 1].after = before }
        atoms.append(atom)
        pending = .none
        at = past
        last = at
        before = 0x20
        continue
      }
      if token.isWord, let counter = counter(at), !atoms.isEmpty, !token.isSpaced {
        atoms[atoms.count - 1].label = counter
        at += 1
        last = at
        continue
      }
      if isOrdinalMark(at) {
        at += 1
        continue
      }
      if token.kind == .mark || token.isDash {
        switch token.byte {
        case 0x28, 0x5B: depth += 1
        case 0x29, 0x5D:
          if depth == 0 { return (atoms, last) }
          depth -= 1
          last = at + 1
        case 0x2E, 0x2C, 0x3A, 0x3B, 0x2F, 0x2D: break
        case 0: break
        default: return (atoms, last)
        }
        if token.byte != 0 { before = token.byte }
        // A full stop ends it, unless numbers go on.
        if token.byte == 0x2E || token.byte == 0x2C || token.byte == 0x3B, depth == 0, !goesOn(at + 1, end) {
          return (atoms, last)
        }
        at += 1
      } else if let label = label(at),
        labelled(at) != nil || (depth > 0 && !atoms.isEmpty) || (text.isDot(at + 1) && labelled(at + 2) != nil)
      {
        pending = label
        at += 1
      } else if isMonth(at),
        depth > 0 || goesOn(at + 1, end) || text.isYear(at + 1)
          || (at + 1 < end && text[at + 1].isDash && isMonth(at + 2))
      {
        at += 1
        before = 0x20
      } else if text.isWord(at, "and") && isNumberLike(at + 1) && !atoms.isEmpty && isNumberLike(at - 1)
        && atoms.count < 2
      {
        at += 1
      } else {
        break
      }
    }
    return (atoms, last)
  }

  private func goesOn(_ index: Int, _ end: Int) -> Bool {
    var at = index
    while at < end, text[at].kind == .mark || text[at].isDash {
      if text[at].isMark(0x28) { return isNumberLike(at + 1) || labelled(at + 1) != nil || isMonth(at + 1) }
      at += 1
    }
    guard at < end else { return false }
    if isOrdinalMark(at) { return true }
    return isNumberLike(at) || labelled(at) != nil
      || (isMonth(at)
        && (isNumberLike(at + 1) || text.isDot(at + 1) && isNumberLike(at + 2) || text[min(at + 1, end - 1)].isDash))
  }
}
