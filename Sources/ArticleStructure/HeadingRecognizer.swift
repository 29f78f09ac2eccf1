import FettleKit

/// Finds the headings of the body and their levels: those that the page marks, known names, numbered ones, and short lines
/// between paragraphs.
struct HeadingRecognizer {
  let page: Page
  let title: FoundTitle?
  let taken: Set<Int>

  /// Block → level, 0 where there is no telling.
  func find() -> [Int: UInt8] {
    var found: [Int: UInt8] = [:]
    let start = title?.blocks.upperBound ?? 0
    for index in page.blocks.indices where page.isOpen(index) && !taken.contains(index) {
      let fact = page.facts[index]
      let block = page.blocks[index]
      if block.role == .heading {
        found[index] = block.level
        continue
      }
      guard fact.length <= 160, fact.words > 0, fact.length >= 3 else { continue }
      if page.kinds[index] == .abstract || page.kinds[index] == .section {
        if block.role != .listItem { found[index] = level(index) }
        continue
      }
      if case .statement = page.kinds[index] {
        if block.role != .listItem { found[index] = level(index) }
        continue
      }
      guard index >= start, index < page.firstZone, !fact.flags.contains(.doi) else { continue }
      if let level = numbered(index) {
        found[index] = level
      } else if !page.isTorn, isShortLine(index) {
        found[index] = 3
      }
    }
    return found
  }

  private func level(_ index: Int) -> UInt8 {
    page.text(index).withUnsafeBufferPointer { bytes in
      let number = Page.sectionNumber(bytes)
      return UInt8(min(6, number.depth > 0 ? number.depth + 1 : 2))
    }
  }

  /// "2.1. Title": a short line with a number, a capital behind it, and a paragraph soon below.
  private func numbered(_ index: Int) -> UInt8? {
    let fact = page.facts[index]
    guard fact.flags.contains(.digit), fact.length <= 140, page.blocks[index].role != .listItem,
      !fact.flags.contains(.endsSentence)
    else { return nil }
    let number = page.text(index).withUnsafeBufferPointer { bytes -> (length: Int, depth: Int) in
      let number = Page.sectionNumber(bytes)
      guard number.length > 0, (0x41...0x5A).contains(bytes[number.length]) else { return (0, 0) }
      return number
    }
    guard number.depth > 0, fact.words >= 1, isProse(behind: index) else { return nil }
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
    guard page.blocks[index].role == .line, fact.length <= 110, fact.words >= 1, fact.words <= 14,
      fact.flags.contains(.beginsNew), !fact.flags.contains(.endsSentence), page.blocks[index].isAfterGap
    else { return false }
    switch page.text(index).last {
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: ")"): return false
    default: break
    }
    var before = index - 1
    while before > 0, page.facts[before].isRemoved { before -= 1 }
    var after = index + 1
    while after < page.count, page.facts[after].isRemoved { after += 1 }
    guard before >= 0, after < page.count else { return false }
    return page.facts[before].length >= 150 && page.facts[after].length >= 150
      && page.facts[before].flags.contains(.endsSentence)
  }
}
