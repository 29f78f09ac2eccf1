import FettleKit

/// Finds the headings of the body and their levels: those that the page marks, known names, numbered ones, and short lines
/// between paragraphs.
struct HeadingRecognizer {
  let page: Page
  let title: FoundTitle?
  let taken: BlockSet

  /// Blocks with their levels, 0 where there is no telling.
  func find() -> [(block: Int, level: UInt8)] {
    var found: [(block: Int, level: UInt8)] = []
    let start = title?.blocks.upperBound ?? 0
    for index in 0..<page.count where page.isOpen(index) && !taken.contains(index) {
      let fact = page.facts[index]
      if fact.flags.contains(.heading) {
        found.append((index, page.blocks[index].level))
        continue
      }
      guard fact.length <= 160, fact.words > 0, fact.length >= 3 else { continue }
      if fact.kind != .unknown, fact.kind != .abstractPart {
        if page.blocks[index].role != .listItem { found.append((index, level(index))) }
        continue
      }
      guard index >= start, index < page.firstZone, !fact.flags.contains(.doi) else { continue }
      if let level = numbered(index) {
        found.append((index, level))
      } else if !page.isTorn, isShortLine(index) {
        found.append((index, 3))
      }
    }
    return found
  }

  private func level(_ index: Int) -> UInt8 {
    let number = SectionNumber(page.bytes(index))
    return UInt8(min(6, number.depth > 0 ? number.depth + 1 : 2))
  }

  /// "2.1. Title": a short line with a number, a capital behind it, and a paragraph soon below.
  private func numbered(_ index: Int) -> UInt8? {
    let fact = page.facts[index]
    guard fact.flags.contains(.digit), fact.length <= 140, !fact.flags.contains(.endsSentence), fact.words >= 1
    else { return nil }
    let text = page.bytes(index)
    let number = SectionNumber(text)
    guard number.length > 0, text[number.length].isCapital, page.blocks[index].role != .listItem,
      isProse(behind: index)
    else { return nil }
    return UInt8(min(6, number.depth + 1))
  }

  private func isProse(behind index: Int) -> Bool {
    for next in (index + 1)..<min(page.count, index + 4) where !page.facts[next].isRemoved {
      if page.facts[next].length >= 120 { return true }
      if page.facts[next].words > 14 { return false }
    }
    return false
  }

  /// A short line without a period between two paragraphs.
  private func isShortLine(_ index: Int) -> Bool {
    let fact = page.facts[index]
    guard fact.length <= 110, fact.words >= 1, fact.words <= 14, fact.flags.contains(.beginsNew),
      !fact.flags.contains(.endsSentence)
    else { return false }
    switch fact.last {
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: ")"): return false
    default: break
    }
    var before = index - 1
    while before > 0, page.facts[before].isRemoved { before -= 1 }
    var after = index + 1
    while after < page.count, page.facts[after].isRemoved { after += 1 }
    guard before >= 0, after < page.count else { return false }
    return page.facts[before].length >= 150 && page.facts[after].length >= 150
      && page.facts[before].flags.contains(.endsSentence) && page.blocks[index].role == .line
      && page.blocks[index].isAfterGap
  }
}
