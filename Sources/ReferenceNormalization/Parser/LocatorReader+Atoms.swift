/// What a number, a label, a counter, a month looks like.
extension LocatorReader {
  func isNumberLike(_ index: Int) -> Bool {
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

  func isRoman(_ index: Int) -> Bool {
    guard text.isWord(index), text[index].letterCase == .upper || text[index].letterCase == .single,
      text[index].length <= 7
    else { return false }
    return text.bytes(index).allSatisfy { [0x49, 0x56, 0x58, 0x4C, 0x43].contains($0) }
  }

  func label(_ index: Int) -> LocatorAtom.Label? {
    guard text.isWord(index) else { return nil }
    return LocatorWords.builtin.label(text.bytes(index))
  }

  /// The index of the number that the label at `index` is for, if it is one.
  func labelled(_ index: Int) -> Int? {
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
  func counter(_ index: Int) -> LocatorAtom.Label? {
    text.bytes[Int(text[index].start)] >= 0xE3 ? LocatorWords.builtin.counters[Array(text.bytes(index))] : nil
  }

  /// "제", "第" before a number.
  func isOrdinalMark(_ index: Int) -> Bool {
    guard text.isWord(index), text.bytes[Int(text[index].start)] >= 0xE3, isNumberLike(index + 1),
      !text[index + 1].isSpaced
    else { return false }
    return LocatorWords.builtin.ordinals.contains(Array(text.bytes(index)))
  }

  func isMonth(_ index: Int) -> Bool {
    text.isWord(index) && text[index].length >= 3 && text.lexicon.months.number(of: text.bytes(index)) != nil
  }

  func atom(_ at: Int, _ label: LocatorAtom.Label, _ depth: Int, _ before: UInt8, _ end: Int) -> (
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
}
