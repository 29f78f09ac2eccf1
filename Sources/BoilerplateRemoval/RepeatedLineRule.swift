import FettleKit
import FettleText
import JournalTable
import RepeatedLines

/// Removes lines that come back on many pages of the source, where they can't be the article's.
///
/// What comes back may be the article's own even so: "Introduction", "Table 1", the journal's name, an author who writes
/// often. So nothing goes that a keep rule holds, that heads a text, that names a journal or is a part of the page's own
/// citation; no sentence, no title, no reference; and the fewer of the pages a line stands on, the more must stand around
/// it that goes as well.
struct RepeatedLineRule {
  /// By block: how often its line comes back; `nil` where it doesn't, or must stay.
  private var standing: [RepeatedLines.Standing?]

  static func apply(_ lines: RepeatedLines.PageLines, to page: inout Page) {
    if lines.isEmpty { return }
    let rule = RepeatedLineRule(lines, page)
    let removed = page.facts.indices.filter { rule.standing[$0] != nil && rule.isFurniture($0, page) }
    for index in removed { page.remove(index, by: page.rules.builtin.repeated) }
  }

  private init(_ lines: RepeatedLines.PageLines, _ page: Page) {
    standing = [RepeatedLines.Standing?](repeating: nil, count: page.count)
    for index in page.facts.indices where RepeatedLineRule.mayGo(index, page) {
      guard let line = page.withText(index, { LineFingerprint(folded: $0) }), let known = lines.standing(of: line),
        !RepeatedLineRule.isOwn(index, page)
      else { continue }
      standing[index] = known
    }
  }

  private static func mayGo(_ index: Int, _ page: Page) -> Bool {
    let fact = page.facts[index]
    guard fact.verdict < 0, index != page.title, fact.zone != .references, fact.kept == 0 else { return false }
    if fact.isSentence || fact.isProse || !fact.flags.isDisjoint(with: [.titleLike, .colon]) { return false }
    guard fact.flags.contains(.whole), fact.bytes <= LineFingerprint.longest else { return false }
    // Where sentences are torn into lines, a line of one word may be a part of one.
    return fact.words >= (page.isTextNodes ? 2 : 1)
  }

  /// Whether a line is the article's although it comes back.
  private static func isOwn(_ index: Int, _ page: Page) -> Bool {
    let fact = page.facts[index]
    switch fact.zone {
    case .beforeTitle: if page.isTitleSure { return false }
    case .front: if isName(fact) || headsText(index, page) { return true }
    case .body, .after: if headsText(index, page) { return true }
    case .references: return true
    }
    return isCited(index, page) || JournalTable.builtin.match(page.text(index)) != nil
  }

  /// Whether it may be a person's name: two to four words with capitals, and nothing else.
  private static func isName(_ fact: BlockFacts) -> Bool {
    (2...4).contains(fact.words) && fact.capitals == fact.words && fact.digits == 0
  }

  /// Whether a text stands under it.
  private static func headsText(_ index: Int, _ page: Page) -> Bool {
    guard index + 1 < page.count else { return false }
    let next = page.facts[index + 1]
    return next.verdict < 0 && (next.isSentence || next.isProse || next.isKept(.metadata) || next.isKept(.caption))
  }

  /// Whether a line of bibliographic data holds it: the journal's name, an author's.
  private static func isCited(_ index: Int, _ page: Page) -> Bool {
    let line = page.text(index)
    for other in page.facts.indices where other != index && page.facts[other].isKept(.metadata) {
      let fact = page.facts[other]
      if fact.bytes > line.count, page.text(other).contains(line) { return true }
    }
    return false
  }

  /// Whether what stands around a line lets it go.
  private func isFurniture(_ index: Int, _ page: Page) -> Bool {
    let fact = page.facts[index]
    switch fact.zone {
    case .references: return false
    case .body:
      // A table's cells come back as well.
      return !page.isTextNodes && fact.words >= 4 && !fact.flags.contains(.heading) && page.times(index) >= 2
        && standing[index] == .usual
    case .beforeTitle: return true
    case .front, .after:
      let before = goes(index - 1, page) || goes(index - 2, page)
      let behind = goes(index + 1, page) || goes(index + 2, page)
      if page.isTextNodes { return before && behind }
      return before || behind || (standing[index] == .usual && fact.words >= 2)
    }
  }

  private func goes(_ index: Int, _ page: Page) -> Bool {
    page.facts.indices.contains(index) && (page.facts[index].isRemoved || standing[index] != nil)
  }
}

extension ArraySlice<UInt8> {
  /// Whether a run of bytes stands somewhere in these.
  fileprivate func contains(_ part: ArraySlice<UInt8>) -> Bool {
    guard let first = part.first, part.count <= count else { return false }
    return withUnsafeBufferPointer { whole in
      part.withUnsafeBufferPointer { part in
        for at in 0...(whole.count - part.count) where whole[at] == first {
          let piece = UnsafeBufferPointer(rebasing: whole[at..<(at + part.count)])
          if ByteHash.areEqual(piece, part) { return true }
        }
        return false
      }
    }
  }
}
