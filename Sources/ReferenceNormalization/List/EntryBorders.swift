import FettleKit
import PageZones

/// Where a block of a list without numbers holds several entries: on one line, or wrapped so that the last line of one
/// was as full as any other.
enum EntryBorders {
  private enum Border {
    case links
    case sentence
  }

  /// Byte offsets in the text at which entries begin, the first left out.
  ///
  /// A border stands where a name with initials begins behind link crumbs, or behind the end of a sentence, if there is a
  /// year on both sides of it up to the next border.
  static func cuts(_ text: ArraySlice<UInt8>, tail: RepeatedTail, layout: LineLayout) -> [Int] {
    guard text.count > 120 else { return [] }
    let years = BlockTraits(text).years
    guard years > 0 else { return [] }
    // Where entries stand on lines of their own, only links between two show that a line holds more.
    let onlyLinks = (layout == .lines || layout == .textNodes) && (years < 6 || text.count < 900)
    var candidates: [(at: Int, border: Border)] = []
    var at = text.startIndex + 12
    while at < text.endIndex - 12 {
      if text[at - 1] == 0x20, mayBegin(text[at]), let border = border(text, at, tail),
        border == .links || !onlyLinks
      {
        candidates.append((at, border))
      }
      at += 1
    }
    var cuts: [Int] = []
    var start = text.startIndex
    for (index, candidate) in candidates.enumerated() {
      if candidate.border == .sentence {
        let end = index + 1 < candidates.count ? candidates[index + 1].at : text.endIndex
        // A line that was cut at ends of sentences begins and ends inside of entries.
        let isOpen = layout == .oneLine && (start == text.startIndex || end == text.endIndex)
        guard BlockTraits(text[start..<candidate.at]).years > 0 || (isOpen && start == text.startIndex),
          BlockTraits(text[candidate.at..<end]).years > 0 || (isOpen && end == text.endIndex)
        else { continue }
      }
      cuts.append(candidate.at - text.startIndex)
      start = candidate.at
    }
    return cuts
  }

  private static func mayBegin(_ byte: UInt8) -> Bool {
    byte &- 0x41 < 26 || byte &- 0x61 < 26 || (0xC3...0xD5).contains(byte)
  }

  private static func border(_ text: ArraySlice<UInt8>, _ at: Int, _ tail: RepeatedTail) -> Border? {
    var end = at
    while end > text.startIndex, text[end - 1] <= 0x20 { end -= 1 }
    guard end > text.startIndex else { return nil }
    let last = text[end - 1]
    if last == 0x2C || last == 0x26 || last == 0x3B || last == 0x3A { return nil }
    guard NameStart.matches(text[at...].prefix(90)) else { return nil }
    let before = text[max(text.startIndex, end - 160)..<end]
    if tail.start(in: before) != nil { return .links }
    if LinkCrumbs.find(in: before).ranges.last?.upperBound == before.count { return .links }
    if last == 0x2E {
      // Not behind an initial: "Abel, J. Bell, K."
      let isInitial = end - 2 >= text.startIndex && text[end - 2] &- 0x41 < 26 && isLone(text, end - 2)
      return isInitial ? nil : .sentence
    }
    if last == 0x29 || last == 0x5D || last &- 0x30 < 10 { return .sentence }
    // An address may end in anything.
    var word = end
    while word > text.startIndex, text[word - 1] > 0x20 { word -= 1 }
    return ["http", "10.", "doi"].contains { text[word..<end].starts(with: $0.utf8) } ? .sentence : nil
  }

  /// A letter that no other letter stands before.
  private static func isLone(_ text: ArraySlice<UInt8>, _ at: Int) -> Bool {
    guard at > text.startIndex else { return true }
    let before = text[at - 1]
    return before <= 0x20 || before == 0x2E || before == 0x2D
  }
}
