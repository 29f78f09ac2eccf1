import FettleKit

/// The abstract: its text, and the blocks that it stands in.
struct FoundAbstract {
  var blocks: [Int]
  /// Blocks that begin with a heading of their own ("Abstract. The …"): how many bytes that is.
  var leads: [Int: Int] = [:]
  /// A heading that was taken for a link, and is none.
  var heading: Int?
}

/// Finds the abstract under its heading, behind an inline "Abstract.", or, on a page that shows hardly more, behind the
/// title.
struct AbstractFinder {
  let page: Page
  let title: FoundTitle?
  /// Blocks that are spoken for.
  let taken: BlockSet

  private static let longest = 7000
  private static let leads = ["abstract", "summary", "zusammenfassung", "résumé", "resumen", "resumo"].map {
    TextKey.key($0)
  }
  /// The capitals that they begin with.
  private static let firsts = leads.compactMap { $0.first.map { $0 & 0xDF } }

  func find() -> FoundAbstract? {
    for index in page.blocks.indices where page.facts[index].kind == .abstract {
      if page.facts[index].isRemoved, index != page.abstractHeading { continue }
      if var found = under(index) {
        if page.facts[index].isRemoved { found.heading = index }
        return found
      }
    }
    if let found = inline() { return found }
    return behindTitle()
  }

  private func under(_ heading: Int) -> FoundAbstract? {
    var blocks: [Int] = []
    var bytes = 0
    var index = heading + 1
    let hasOwnIntroduction = continues(behind: heading)
    while index < page.count, bytes < AbstractFinder.longest {
      let fact = page.facts[index]
      if fact.isInZone || page.facts[index].kind == .abstract { break }
      if page.isHeading(index) {
        // A part of a structured abstract, if what it heads comes again as a section of the article.
        guard isPart(index), hasOwnIntroduction, bytes < 5000 else { break }
        if page.isOpen(index) { blocks.append(index) }
        index += 1
        continue
      }
      if fact.isRemoved || taken.contains(index) || !page.isOpen(index) {
        if !blocks.isEmpty, fact.length > 200 { break }
        index += 1
        if index - heading > 60, blocks.isEmpty { return nil }
        continue
      }
      if !page.isTorn {
        if StatementReader.inlineKey(page.bytes(index)) != nil || FigureLabel.isCaptionStart(page.bytes(index)) {
          break
        }
        // Lists of links and single words aren't an abstract.
        if fact.length < 60, !fact.flags.contains(.endsSentence) {
          if blocks.isEmpty {
            index += 1
            continue
          }
          break
        }
        // Without a heading behind it, the abstract is one paragraph, or the parts of a structured one.
        if !blocks.isEmpty, !AbstractFinder.isLabelled(page.bytes(index)), !isOneOf(blocks, index) { break }
      } else if StatementReader.inlineKey(page.bytes(index)) != nil {
        break
      }
      blocks.append(index)
      bytes += Int(fact.length)
      index += 1
    }
    while let last = blocks.last, page.isHeading(last) { blocks.removeLast() }
    if page.isTorn {
      // Without a known heading behind it there is no telling where it ends.
      if bytes >= AbstractFinder.longest || bytes < 80 { return nil }
    }
    return bytes >= 60 ? FoundAbstract(blocks: blocks) : nil
  }

  /// Whether more paragraphs may follow the first: up to the next heading, if that comes soon.
  private func isOneOf(_ blocks: [Int], _ index: Int) -> Bool {
    var bytes = 0
    for next in index..<min(page.count, index + 6) {
      if page.isHeading(next) || StatementReader.inlineKey(page.bytes(next)) != nil { return bytes < 3500 }
      bytes += Int(page.facts[next].length)
    }
    return false
  }

  private func isPart(_ index: Int) -> Bool { page.facts[index].roles.contains(.abstractPart) }

  private func digest(_ index: Int) -> UInt64 { page.facts[index].digest }

  /// Whether a section begins behind the abstract that can only be the article's.
  private func continues(behind heading: Int) -> Bool {
    var parts: Set<UInt64> = []
    for index in (heading + 1)..<min(page.count, heading + 40) {
      if page.facts[index].kind == .statement(.keywords) { return !parts.isEmpty }
      guard page.isHeading(index) else {
        if StatementReader.inlineKey(page.bytes(index)) == .keywords { return !parts.isEmpty }
        continue
      }
      let own = digest(index)
      if isPart(index) {
        if !parts.insert(own).inserted { return true }
      } else if page.facts[index].kind == .section {
        return !parts.isEmpty
      }
    }
    return false
  }

  /// "Background: …", "Methods …": a paragraph of a structured abstract.
  private static func isLabelled(_ text: Bytes) -> Bool {
    let head = text.head(60)
    if let colon = head.firstIndex(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }),
      isPart(head.head(colon))
    {
      return true
    }
    let start = head.firstIndex { $0 != 0x20 } ?? 0
    return isPart(head.part(start..<(head[start...].firstIndex(of: 0x20) ?? head.count)))
  }

  private static func isPart(_ text: Bytes) -> Bool {
    KnownLines.builtin[TextKey.digest(text)]?.roles.contains(.abstractPart) ?? false
  }

  /// "Abstract. The importance of …" in one block.
  private func inline() -> FoundAbstract? {
    for index in 0..<min(page.count, page.firstZone) where page.isOpen(index) {
      let fact = page.facts[index]
      guard fact.length > 150, !taken.contains(index) else { continue }
      guard AbstractFinder.firsts.contains(fact.first) else { continue }
      let text = page.bytes(index)
      for lead in AbstractFinder.leads where TextKey.key(text.head(lead.count)) == lead {
        let after = lead.count
        guard text[after] == UInt8(ascii: ".") || text[after] == UInt8(ascii: ":") || text[after] == 0xE2 else {
          continue
        }
        return FoundAbstract(blocks: [index], leads: [index: lead.count + (text[after] == 0xE2 ? 3 : 1)])
      }
    }
    return nil
  }

  /// On a page that shows hardly any prose: the paragraph right behind the title.
  private func behindTitle() -> FoundAbstract? {
    guard let title, !page.isTorn else { return nil }
    var prose = 0
    for index in page.blocks.indices
    where page.isOpen(index) && page.facts[index].length > 250 && !taken.contains(index) {
      prose += 1
    }
    guard prose <= 2 else { return nil }
    for index in title.blocks.upperBound..<min(page.count, title.blocks.upperBound + 12) {
      if page.isHeading(index) { return nil }
      guard page.isOpen(index), !taken.contains(index), page.facts[index].length >= 100,
        page.facts[index].flags.contains(.endsSentence), !FigureLabel.isCaptionStart(page.bytes(index))
      else { continue }
      return FoundAbstract(blocks: [index])
    }
    return nil
  }
}
