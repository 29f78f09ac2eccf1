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

  private func isNumberLike(_ index: Int) -> Bool {
    guard index < text.count else { return false }
    let token = text[index]
    if token.isNumber { return true }
    guard token.kind == .mixed, token.length <= 14 else { return false }
    // "e0133921", "L08402", "23a", "S12"; no "4th", "2-deoxyglucose", "Ca2".
    let bytes = text.bytes(index)
    var letters = 0
    for byte in bytes where !Tokenizer.isDigit(byte) { letters += 1 }
    guard letters <= 3 || bytes.count > 6 else { return false }
    if Tokenizer.isDigit(bytes.last ?? 0) { return true }
    return letters == 1 && Tokenizer.isDigit(bytes.first ?? 0) && bytes.count >= 2
  }

  private func isRoman(_ index: Int) -> Bool {
    guard text.isWord(index), text[index].letterCase == .upper || text[index].letterCase == .single,
      text[index].length <= 7
    else { return false }
    return text.bytes(index).allSatisfy { [0x49, 0x56, 0x58, 0x4C, 0x43].contains($0) }
  }

  private func label(_ index: Int) -> LocatorAtom.Label? {
    guard text.isWord(index) else { return nil }
    return LocatorWords.builtin.label(text.bytes(index))
  }

  /// The index of the number that the label at `index` is for, if it is one.
  private func labelled(_ index: Int) -> Int? {
    guard label(index) != nil else { return nil }
    var at = index + 1
    while text.isDot(at) || text.isMark(at, 0x3A) || (text.isComma(at) && isNumberLike(at + 1))
      || (at < text.count && text[at].kind == .mark && text[at].byte == 0)
    { at += 1 }
    if isNumberLike(at) || isRoman(at) && at > index + 1 || isRoman(at) && label(index) == .volume { return at }
    // "Suppl. (2)", "no. 3-4"
    return nil
  }

  /// "권", "호": a counter behind its number.
  private func counter(_ index: Int) -> LocatorAtom.Label? {
    text.bytes[Int(text[index].start)] >= 0xE3 ? LocatorWords.builtin.counters[Array(text.bytes(index))] : nil
  }

  /// "제", "第" before a number.
  private func isOrdinalMark(_ index: Int) -> Bool {
    guard text.isWord(index), text.bytes[Int(text[index].start)] >= 0xE3, isNumberLike(index + 1),
      !text[index + 1].isSpaced
    else { return false }
    return LocatorWords.builtin.ordinals.contains(Array(text.bytes(index)))
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

  private func isMonth(_ index: Int) -> Bool {
    text.isWord(index) && text[index].length >= 3 && text.lexicon.months.number(of: text.bytes(index)) != nil
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

  private func atom(_ at: Int, _ label: LocatorAtom.Label, _ depth: Int, _ before: UInt8, _ end: Int) -> (
    LocatorAtom, Int
  ) {
    var atom = LocatorAtom(
      first: at..<(at + 1), last: nil, label: label, isInParentheses: depth > 0,
      isYear: text[at].isYear || isLetteredYear(at), before: before,
      hasLetters: !text[at].isNumber)
    var past = at + 1
    var dash = past
    while dash < end, dash < past + 2, text[dash].isDash { dash += 1 }
    if dash > past, dash < end, isNumberLike(dash) || isRoman(dash) {
      atom.last = dash..<(dash + 1)
      atom.isYear = false
      past = dash + 1
      // "119-120-121" is nothing we know.
    } else if past < end, text.isMark(past, 0x2F), past + 1 < end, isNumberLike(past + 1), !text[past].isSpaced,
      text[past + 1].length <= 3
    {
      // "15/1": a double issue or volume.
      atom.first = at..<(past + 2)
      atom.isYear = false
      past += 2
    }
    return (atom, past)
  }

  /// "1991a"
  private func isLetteredYear(_ index: Int) -> Bool {
    guard text[index].kind == .mixed, text[index].length == 5 else { return false }
    let bytes = text.bytes(index)
    return bytes.dropLast().allSatisfy(Tokenizer.isDigit) && (bytes.first == 0x31 || bytes.first == 0x32)
      && (bytes.last ?? 0) >= 0x61
  }

  // MARK: What the numbers mean

  private func interpret(_ atoms: [LocatorAtom], _ tokens: Range<Int>) -> Locator {
    var locator = Locator(tokens: tokens)
    var rest: [LocatorAtom] = []
    for atom in atoms {
      switch atom.label {
      case .volume where locator.volume == nil: locator.volume = atom.tokens
      case .issue where locator.issue == nil: locator.issue = atom.tokens
      case .page where locator.pageFirst == nil:
        locator.pageFirst = atom.first
        locator.pageLast = atom.last
      default: rest.append(atom)
      }
    }
    if let index = yearIndex(rest, hasLabels: rest.count < atoms.count) {
      locator.year = rest[index].first.lowerBound
      let year = rest.remove(at: index)
      // Months and days go with their year: "14 June 2004".
      if index > 0, rest[index - 1].before != 0x3A, text.isWord(rest[index - 1].tokens.upperBound),
        isMonth(rest[index - 1].tokens.upperBound), rest[index - 1].tokens.upperBound < year.first.lowerBound
      {
        rest.remove(at: index - 1)
      }
    }
    if locator.pageFirst == nil, let index = pageIndex(rest, locator) {
      locator.pageFirst = rest[index].first
      locator.pageLast = rest[index].last
      glue(&locator, rest[index])
      rest.remove(at: index)
    }
    if locator.volume == nil, let index = rest.firstIndex(where: { !$0.isInParentheses }) {
      locator.volume = rest[index].tokens
      rest.remove(at: index)
    }
    if locator.issue == nil, locator.volume != nil, let atom = rest.first(where: \.isInParentheses) ?? rest.first {
      locator.issue = atom.tokens
    }
    if locator.gluedPageAt != nil { locator.volume = nil }
    return locator
  }

  private func yearIndex(_ atoms: [LocatorAtom], hasLabels: Bool) -> Int? {
    if hasYear { return atoms.firstIndex { $0.isYear && $0.isInParentheses && $0.last == nil } }
    let years = atoms.indices.filter { atoms[$0].isYear && $0 >= 0 }
    guard let first = years.first else { return nil }
    if let index = years.first(where: { atoms[$0].isInParentheses }) { return index }
    if atoms.count == 1 { return atoms[0].before == 0x3A ? nil : 0 }
    if first == 0, atoms[0].after == 0x3B || atoms.count >= 3 { return 0 }
    if let last = years.last, last == atoms.count - 1, atoms[last].before != 0x3A { return last }
    return years.first { atoms[$0].before != 0x3A }
  }

  private func pageIndex(_ atoms: [LocatorAtom], _ locator: Locator) -> Int? {
    let open = atoms.indices.filter { !atoms[$0].isInParentheses }
    guard let last = open.last else { return nil }
    if let index = open.last(where: { atoms[$0].last != nil }) {
      // "119-120 (2006) 277"
      if index != last, atoms[last].last == nil, locator.volume == nil, index == open.first { return last }
      return index
    }
    if locator.volume != nil || locator.issue != nil {
      return atoms[last].before == 0x3A || atoms[last].hasLetters || open.count > 0 ? last : nil
    }
    if open.count >= 2 { return last }
    return atoms[last].before == 0x3A
      || (atoms[last].hasLetters
        && text.bytes[atoms[last].first.lowerBound < text.count ? Int(text[atoms[last].first.lowerBound].start) : 0]
          == 0x65)
      ? last : nil
  }

  /// "1995;1992- 99": pages of JAMA's archive stand glued to the volume, and the last page tells how long the first is.
  private func glue(_ locator: inout Locator, _ atom: LocatorAtom) {
    guard locator.volume == nil, atom.before == 0x3B, let last = atom.last, text[last.lowerBound].isSpaced,
      text[atom.first.lowerBound].isNumber, text[last.lowerBound].isNumber
    else { return }
    let firstLength = Int(text[atom.first.lowerBound].length)
    let lastLength = Int(text[last.lowerBound].length)
    guard firstLength > lastLength, lastLength > 0 else { return }
    locator.gluedPageAt = Int(text[atom.first.lowerBound].end) - lastLength
  }

  /// How much a run looks like the locator; 0 for none.
  private func score(_ locator: Locator, _ atoms: [LocatorAtom], _ range: Range<Int>) -> Int {
    var score = 0
    let hasVolume = locator.volume != nil || locator.gluedPageAt != nil
    if hasVolume { score += 2 }
    if locator.pageFirst != nil { score += 2 }
    if locator.pageLast != nil { score += 2 }
    if hasVolume, locator.pageFirst != nil { score += 3 }
    if locator.issue != nil { score += 1 }
    if locator.year != nil { score += 2 }
    if atoms.contains(where: { $0.label != .none }) { score += 2 }
    if locator.volume == nil, locator.pageFirst == nil, locator.issue == nil { return 0 }
    // "1815-1909": years in a title.
    if atoms.count == 1, atoms[0].label == .none, let last = locator.pageLast, let first = locator.pageFirst,
      text[first.lowerBound].isYear, text[last.lowerBound].isYear
    {
      return 0
    }
    // A lone number among words is a part of the title.
    let end = locator.tokens.upperBound
    let isFollowedByLower =
      end < text.count && text[end].isLower && !text.isWord(end, "in") && !text.isWord(end, "pp")
      && !text.isWord(end, "p")
    if isFollowedByLower, atoms.count < 3 { score -= 4 }
    if atoms.count == 1, atoms[0].label == .none {
      // "Brain Res. 1982", "of 36"
      if !hasYear || end + 1 < range.upperBound { score -= 2 }
      if locator.tokens.lowerBound > range.lowerBound,
        text[locator.tokens.lowerBound - 1].isLower || text[locator.tokens.lowerBound - 1].isDash
      {
        score -= 2
      }
    }
    return score
  }
}
