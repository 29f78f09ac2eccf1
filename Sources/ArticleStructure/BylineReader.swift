import FettleKit
import JournalTable

/// The names under the title, and the blocks that hold them.
struct Byline {
  var names: [Name] = []
  /// How many names were read under the title itself, before the citation was asked.
  var shown = 0
  /// Blocks that are names and signs between them.
  var blocks: [Int] = []
  /// Blocks that say where the authors work.
  var affiliations: [Int] = []
}

extension Byline {
  /// Whether the page's own citation gives a whole list of fewer names than stand under the title. Of more it is no dispute: a
  /// page may hide most of them.
  func disagrees(with cited: AuthorList) -> Bool { !cited.isCut && cited.names.count > 1 && shown > cited.names.count }
}

/// Reads the byline: the names that stand behind the title, in a line, one a line, or with a card for each author.
struct BylineReader {
  let page: Page

  private static let institutions = PhraseScan(WordLists.builtin("affiliation-word").map { Array($0.utf8) })

  init(_ page: Page) { self.page = page }

  private struct Hit {
    var block: Int
    var names: [Name]
    /// Of the names, for comparison.
    var keys: [UInt64]
    /// How many blocks that say something else stand between the hit before and this one.
    var gap: Int
  }

  /// The first block of names soon behind a title that ends in block `index`.
  func beginsByline(after index: Int) -> Int? {
    var strangers = 0
    var at = index + 1
    while at < min(page.count, index + (page.isTorn ? 60 : 40)), strangers < 7 {
      let fact = page.facts[at]
      let isLabel = fact.roles.contains(.citeLabel)
      // Whom to write to is one of the authors, and not the list of them.
      if fact.kind == .statement(.correspondence) { return nil }
      if fact.kind.isKnown, !isAuthorHeading(at), !isLabel, !isDates(at) {
        guard isMenuEntry(at) else { return nil }
        at += 1
        continue
      }
      if fact.words == 0 || isNoise(at) || isLabel {
        at += 1
        continue
      }
      let names = page.nameCount(in: at, limit: 4000)
      // "Climatic Change" looks like a name.
      if names > 1 || names == 1 && !isJournal(at) { return at }
      if fact.length > 500 { return nil }
      // Dates, identifiers and volumes may stand between title and names, and links anywhere.
      let text = page.bytes(at)
      if !fact.isRemoved || fact.flags.contains(.outside), StatementReader.inlineKey(text) == nil,
        !page.isTorn || !fact.flags.contains(.digit) || fact.words > 6,
        !fact.mayHold(ByteClass.digit) || !CitationReader.looksLikeLocator(text)
      {
        strangers += 1
      }
      at += 1
    }
    return nil
  }

  /// - Parameter cited: the list of authors in the article's citation, where there is one.
  func read(after title: Range<Int>, titleDigest: UInt64, cited: AuthorList?) -> Byline {
    let torn = tornNames(after: title.upperBound)
    if torn.names.count > 1 {
      var byline = torn
      byline.shown = torn.names.count
      if let cited { byline.names = BylineReader.reconcile(torn.names, all: torn.names, with: cited) }
      return byline
    }
    guard let first = beginsByline(after: title.upperBound - 1) else {
      let owners = self.owners(after: title.upperBound)
      if !owners.names.isEmpty { return owners }
      let cards = self.cards(after: title.upperBound)
      if !cards.names.isEmpty { return cards }
      return torn.names.isEmpty ? Byline(names: cited?.names ?? []) : torn
    }
    let hits = self.hits(from: first, titleDigest: titleDigest)
    var byline = Byline()
    byline.names = choose(hits, cited: cited)
    byline.shown = byline.names.count
    if let cited { byline.names = BylineReader.reconcile(byline.names, all: hits.flatMap(\.names), with: cited) }
    let keys = Set(byline.names.map(BylineReader.key))
    var last = first
    // Blocks that are names of the byline, and no others.
    var own = BlockSet(page.count)
    for hit in hits {
      let count = hit.keys.reduce(0) { $0 + (keys.contains($1) ? 1 : 0) }
      if count > 0 { last = hit.block }
      if count == hit.keys.count { own.insert(hit.block) }
    }
    for index in first..<min(page.count, last + (page.isTorn ? 12 : 8) + 1) {
      guard page.isOpen(index), page.facts[index].digest != titleDigest else { continue }
      if page.isHeading(index) {
        if index > last { break } else { continue }
      }
      if own.contains(index) {
        byline.blocks.append(index)
      } else if index < last, page.facts[index].words == 0 || (page.facts[index].isShort && isNoise(index)) {
        byline.blocks.append(index)
      } else if isAffiliation(index) {
        byline.affiliations.append(index)
      } else if index > last, !page.facts[index].flags.contains(.marks) {
        break
      }
    }
    return byline
  }

  /// Whether the heading of a section is an entry of a menu here: "Article", "Metrics", "Peer review".
  private func isMenuEntry(_ index: Int) -> Bool {
    if page.facts[index].isRemoved, !page.facts[index].flags.contains(.outside) { return true }
    guard page.blocks[index].role == .listItem, index + 1 < page.count else { return false }
    return page.blocks[index + 1].role == .listItem && page.facts[index + 1].length < 80
  }

  /// "N Engl J Med 2020;382:1911-1921" looks like a name with marks behind it.
  private func isJournal(_ index: Int) -> Bool {
    let text = page.bytes(index)
    if JournalTable.knows(text) { return true }
    guard page.facts[index].flags.contains(.digit), page.facts[index].isShort else { return false }
    return JournalTable.knows(PersonName.trimmed(text))
  }

  func isNoise(_ index: Int) -> Bool {
    !page.facts[index].roles.isDisjoint(with: [.bylineNoise, .bylineLead])
  }

  private static let published = TextKey.digest("published")

  /// "Published:", "History": may stand between title and names.
  func isDates(_ index: Int) -> Bool {
    page.facts[index].kind == .statement(.dates) || page.facts[index].digest == BylineReader.published
  }

  func isAuthorHeading(_ index: Int) -> Bool {
    switch page.facts[index].kind {
    case .statement(.authorInformation), .statement(.affiliations), .statement(.correspondence), .statement(.rights):
      return true
    default: return page.facts[index].roles.contains(.bylineLead)
    }
  }

  private func hits(from first: Int, titleDigest: UInt64) -> [Hit] {
    var hits: [Hit] = []
    var gap = 0
    var drought = 0
    for index in first..<min(page.count, first + (page.isTorn ? 2500 : 900)) {
      let fact = page.facts[index]
      if fact.isInZone { break }
      if page.facts[index].kind.isKnown, !isAuthorHeading(index), !isDates(index) {
        if isMenuEntry(index) { continue }
        break
      }
      if fact.words == 0 || isNoise(index) || fact.digest == titleDigest { continue }
      if let names = page.names(in: index, limit: 9000),
        names.count > 1 || !isJournal(index)
      {
        hits.append(Hit(block: index, names: names, keys: names.map(BylineReader.key), gap: gap))
        gap = 0
        drought = 0
        continue
      }
      if fact.length > 600, !isAffiliation(index) { break }
      gap += 1
      drought += 1
      if drought > (page.isTorn ? 60 : 40) { break }
    }
    return hits
  }

  private func choose(_ hits: [Hit], cited: AuthorList?) -> [Name] {
    guard let first = hits.first else { return [] }
    var names: [Name] = []
    var seen: Set<UInt64> = []
    func add(_ hit: Hit) {
      for (index, key) in hit.keys.enumerated() where seen.insert(key).inserted { names.append(hit.names[index]) }
    }
    if first.names.count > 1 {
      add(first)
      for hit in hits.dropFirst() {
        guard hit.gap <= 1, hit.names.count > 1 || endsOpen(hit.block) || names.count < 3 && hit.gap == 0 else { break }
        add(hit)
      }
      return names
    }
    // A card for each author repeats the name.
    if hits.count > 1, hits[1...].prefix(2).contains(where: { $0.keys == first.keys }) {
      var counts: [UInt64: Int] = [:]
      for hit in hits { for key in hit.keys { counts[key, default: 0] += 1 } }
      for hit in hits {
        for (index, key) in hit.keys.enumerated() where (counts[key] ?? 0) > 1 && seen.insert(key).inserted {
          names.append(hit.names[index])
        }
      }
      return names
    }
    add(first)
    var step = 0
    var last = first.block
    for hit in hits.dropFirst() {
      if names.count == 2 { step = max(step, hits[1].gap) }
      guard
        hit.gap <= max(step + 1, names.count == 1 ? 6 : 2)
          || hit.gap < 12 && (hasCard(hit.block) || endsInComma(last))
      else { break }
      // One line of many names behind single ones is the list again.
      if hit.names.count > 1, hit.keys.contains(where: { seen.contains($0) }) { continue }
      add(hit)
      last = hit.block
    }
    return names
  }

  /// Whether the next block begins with the same name and goes on with an address.
  private func hasCard(_ index: Int) -> Bool {
    guard index + 1 < page.count else { return false }
    let name = page.key(index)
    let next = page.key(index + 1)
    return name.count >= 5 && next.count > name.count && next.begins(with: name)
  }

  /// Whether a line of a name says itself that another name follows.
  private func endsInComma(_ index: Int) -> Bool { page.facts[index].last == UInt8(ascii: ",") }

  private func endsOpen(_ index: Int) -> Bool {
    guard index > 0 else { return false }
    let last = page.facts[index - 1].last
    return last == UInt8(ascii: ",") || last == UInt8(ascii: "&") || last == UInt8(ascii: ";")
      || page.layout == .hardWrapped && !page.blocks[index].isAfterGap
  }

  private func isAffiliation(_ index: Int) -> Bool {
    let fact = page.facts[index]
    guard fact.length >= 3, fact.length < 700, !fact.flags.contains(.heading) else { return false }
    let text = page.bytes(index)
    // "Edited by Anny Cazenave, Centre National …"
    if StatementReader.inlineKey(text) != nil { return false }
    return fact.words < 14 && fact.mayHold(ByteClass.odd) && text.contains(UInt8(ascii: "@"))
      || BylineReader.institutions.isAnywhere(in: text)
  }

  /// The digest of a name without what is between its words, for comparison.
  private static func key(_ name: Name) -> UInt64 {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(40)
    for part in [name.given, name.family, name.literal] { if let part { bytes.append(contentsOf: part.utf8) } }
    return TextKey.digest(bytes[...])
  }
}
