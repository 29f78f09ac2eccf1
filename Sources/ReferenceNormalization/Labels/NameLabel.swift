/// The label of a list that is sorted by names: "Alary et al., 2013", "Abel and Bell (2019)", "[Abel et al.(2019)Abel, Bell]".
enum NameLabel {
  /// In bytes.
  private static let longest = 140

  /// Finds a label before an entry that says the same again: the name early, the year somewhere.
  ///
  /// - Returns: how many bytes the label takes, and how many it takes with the white space behind it.
  static func find(in entry: ArraySlice<UInt8>) -> (length: Int, past: Int)? {
    var at = entry.startIndex
    let isBracketed = entry.first == 0x5B
    if isBracketed { at += 1 }
    guard let family = firstFamily(entry, at), let year = year(entry, from: at) else { return nil }
    var end = year + 4
    if end < entry.endIndex, entry[end] &- 0x61 < 6 { end += 1 }
    if isBracketed {
      guard let close = entry[end...].prefix(longest).firstIndex(of: 0x5D) else { return nil }
      end = close + 1
    } else if end < entry.endIndex, entry[end] == 0x29 {
      guard entry[..<year].last == 0x28 else { return nil }
      end += 1
    } else {
      guard entry[..<year].hasSuffix(", ") else { return nil }
    }
    var past = end
    while past < entry.endIndex, entry[past] <= 0x20 { past += 1 }
    // Glued names only behind a bracket.
    guard past < entry.endIndex, past > end || isBracketed else { return nil }
    let rest = entry[past...]
    guard occurs(family, in: rest.prefix(100)), occurs(entry[year..<(year + 4)], in: rest.prefix(2000)) else {
      return nil
    }
    return (end - entry.startIndex, past - entry.startIndex)
  }

  /// The first capitalized word.
  private static func firstFamily(_ text: ArraySlice<UInt8>, _ start: Int) -> ArraySlice<UInt8>? {
    var at = NameStart.beginsWithParticle(text[start...]) ? start : nil
    if let first = text[start...].first, first &- 0x41 < 26 || first >= 0xC3 { at = start }
    guard var from = at else { return nil }
    while from < text.endIndex, from - start < 20, !(text[from] &- 0x41 < 26 || text[from] >= 0xC3) { from += 1 }
    var end = from
    while end < text.endIndex,
      (text[end] | 0x20) &- 0x61 < 26 || text[end] >= 0x80 || text[end] == 0x2D || text[end] == 0x27
    {
      end += 1
    }
    return end - from >= 2 ? text[from..<end] : nil
  }

  /// Where the first year stands, if nothing but names stands before it.
  private static func year(_ text: ArraySlice<UInt8>, from start: Int) -> Int? {
    var at = start
    while at + 4 <= text.endIndex, at - start < longest {
      if text[at] &- 0x30 < 10 {
        let isYear =
          (text[at] == 0x31 || text[at] == 0x32)
          && text[at..<(at + 4)].allSatisfy { $0 &- 0x30 < 10 }
          && !(at + 4 < text.endIndex && text[at + 4] &- 0x30 < 10)
        return isYear ? at : nil
      }
      at += 1
    }
    return nil
  }

  private static func occurs(_ part: ArraySlice<UInt8>, in text: ArraySlice<UInt8>) -> Bool {
    guard part.count <= text.count, let first = part.first else { return false }
    for at in text.startIndex...(text.endIndex - part.count)
    where text[at] == first && text[at..<(at + part.count)].elementsEqual(part) { return true }
    return false
  }
}
