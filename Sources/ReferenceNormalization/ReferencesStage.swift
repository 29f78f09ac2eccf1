import FettleKit
import PageZones

/// Finds the reference lists of a page, cuts them into entries, and reads each into CSL-JSON.
public struct ReferencesStage: Stage {
  public static let manifest = StageManifest(
    name: "references", version: 8,
    summary: "Finds the reference list, cuts it into entries, and reads each into CSL-JSON.",
    discussion: """
      A list is found by its heading or, without one, by what reference lists are made of. Numbered lists are cut at their \
      numbers; all others so that every entry looks most like one. Labels ("[6]") and link crumbs ("CAS  Article  Google \
      Scholar") are taken off the entry and kept beside it.

      A list that a page shows twice is kept once; the second one is removed as a duplicate.

      Where an HTML page's markup states a reference as well (meta elements citation_reference, links to Google Scholar with \
      the entry's fields, to its DOI or to PubMed, microdata), it gives the fields that the entry's text doesn't, and each \
      says so in the reference's origins. Where the page shows no list, the references are those of the meta elements, and \
      the quality references-from-markup says so.

      A journal's abbreviated title that is known becomes container-title-short, as written, and container-title the full \
      one; a full title gets the usual abbreviation beside it, and both the ISSN that the journal bears today. The \
      reference's looked-up names the fields that are from the table. What isn't known, and what is short for several \
      journals, stays as written. Lists of your own hold one journal a line, "full title;abbreviation", as JabRef's do; they \
      count before the built-in table.
      """,
    options: [
      OptionSpec(
        "minimum-entries", .integer(1...1000), default: 1,
        help: "A list with fewer entries than this is left in the body."),
      OptionSpec(
        "parser", .choice(["learned", "rules"]), default: "learned",
        help: "What takes the entries apart: a model learned from annotated references, or rules alone."),
      OptionSpec(
        "journals", .list(of: .file(or: [])),
        help:
          "Lists of journals of your own, one a line: full title;abbreviation. They count before the built-in table."),
    ],
    rules: [
      RuleSpec("repeated-list", "removes a reference list that stands on the page a second time"),
      RuleSpec("repeated-entry", "removes an entry that is printed twice in a row"),
      RuleSpec("citation-context", "removes the words with which a page shows where an entry is cited"),
      RuleSpec("indexed-record", "removes a database's record of an entry, printed under it"),
    ],
    examples: [
      StageExample(
        "a numbered list with link crumbs",
        input: """
          References

            1. 1

              Watson, J. D. & Crick, F. H. C. Nature 171, 737–738 (1953).

              CAS  Article  Google Scholar

            2. 2

              Hershey, A. D. & Chase, M. J. Gen. Physiol. 36, 39–56 (1952).

              Article  Google Scholar

            3. 3

              Sanger, F. & Coulson, A. R. J. Mol. Biol. 94, 441–448 (1975).

              PubMed  Google Scholar
          """,
        outcome: [
          ("/references/0/number", 1), ("/references/0/label", "1. 1"),
          ("/references/0/raw", "Watson, J. D. & Crick, F. H. C. Nature 171, 737–738 (1953)."),
          ("/references/0/links/2/label", "Google Scholar"), ("/references/1/item/volume", "36"),
          ("/references/2/number", 3), ("/references/3", nil),
        ])
    ])

  private let minimumEntries: Int
  private let parser: any ReferenceParsing
  private let markup: MarkupReferences

  static let repeatedList = Reason(category: "duplicate", rule: "repeated-list", stage: manifest.name)
  static let repeatedEntry = Reason(category: "duplicate", rule: "repeated-entry", stage: manifest.name)
  static let citationContext = Reason(category: "link-crumbs", rule: "citation-context", stage: manifest.name)
  static let indexedRecord = Reason(category: "link-crumbs", rule: "indexed-record", stage: manifest.name)

  public init(options: StageOptions) throws(Diagnostics) {
    minimumEntries = options.int("minimum-entries", default: 1)
    let parser: any ReferenceParsing =
      options.string("parser", default: "learned") == "rules" ? ReferenceParser() : LearnedReferenceParser()
    let journals = try JournalList.load(options)
    self.parser = journals.map { ListedJournalParser(parser, journals: $0) } ?? parser
    markup = MarkupReferences(parser: self.parser, journals: JournalLookup(listed: journals))
  }

  public func process(_ document: inout Document, in context: StageContext) throws(StageError) {
    EntryParting.part(&document)
    var seen: Set<[UInt8]> = []
    var lists: [ReferenceList] = []
    for zone in ReferenceZones.find(for: &document) {
      if ReferenceList.isRepeated(document, zone: zone, seen: seen) {
        for block in zone where document.blocks[block].isKept {
          document.blocks[block].outcome = .removed(ReferencesStage.repeatedList)
        }
        continue
      }
      let list = ReferenceList(document, zone: zone)
      guard list.entries.count >= minimumEntries else { continue }
      seen.formUnion(list.longKeys)
      lists.append(list)
    }
    // Before the main list, only a list that is long, or about as long as that, is one; a few lines under "References"
    // there are a page's own head, with its dates and names.
    let largest = lists.map(\.entries.count).max() ?? 0
    let main = lists.firstIndex { $0.entries.count == largest } ?? 0
    for (index, list) in lists.enumerated()
    where index >= main || list.entries.count >= 8 || list.entries.count * 10 >= largest * 6 {
      for entry in list.entries { add(entry, to: &document) }
      list.mark(&document)
    }
    markup.complete(&document)
  }

  private func add(_ entry: ReferenceList.Entry, to document: inout Document) {
    let index = document.references.count
    var parts: [ArraySlice<UInt8>] = []
    var links: [Link] = []
    var label: String?
    var number: Int?
    for (position, block) in entry.blocks.enumerated() {
      let bytes = document.blocks[block].text.bytes
      document.blocks[block].outcome = .reference(index)
      if position == 0, let nameLabel = entry.nameLabel {
        label = nameLabel
      } else if position > 0, entry.crumbs.contains(block) {
        links += LinkCrumbs.links(ofLine: bytes) ?? [Link(label: document.blocks[block].text.string)]
        links = links.withAddresses(document.blocks[block].links)
      } else {
        if !Piece.isEmptyBox(bytes) { parts.append(bytes) }
        links = links.withAddresses(document.blocks[block].links)
      }
    }
    var (text, borders) = EntryText.join(parts)
    if label == nil, let found = ReferenceLabel.find(in: text[...]) {
      label = found.text
      number = found.number
      text.removeFirst(found.length)
      borders = borders.map { $0 - found.length }
    }
    if entry.nameLabel == nil, let found = NameLabel.find(in: text[...]) {
      let name = String(decoding: text[..<found.length], as: UTF8.self)
      label = label.map { $0 + " " + name } ?? name
      text.removeFirst(found.past)
    }
    let crumbs = LinkCrumbs.find(in: text[...])
    for range in crumbs.ranges.reversed() {
      text.removeSubrange(range)
      borders = borders.map { $0 < range.lowerBound ? $0 : $0 - range.count }
    }
    // The parser may see where the page began a line; a reader of the record needs not.
    for border in borders where text.indices.contains(border) && text[border] == 0x20 { text[border] = 0x0A }
    let lines = EntryText.folded(text)
    links = crumbs.links.isEmpty ? links : crumbs.links + links
    let first = document.blocks[entry.blocks[0]].range.lowerBound
    let last = document.blocks[entry.blocks[entry.blocks.count - 1]].range.upperBound
    var reference = Reference(
      raw: String(decoding: lines.map { $0 == 0x0A ? 0x20 : $0 }, as: UTF8.self), range: first..<last)
    reference.label = label
    reference.number = number
    reference.links = links
    let parsed = parser.parse(lines[...])
    reference.item = parsed.item
    reference.confidence = parsed.confidence
    reference.hasEtAl = parsed.hasEtAl
    reference.lookedUp = parsed.lookedUp
    document.references.append(reference)
  }
}

extension [Link] {
  /// Adds links that the scrape holds with their addresses, or gives their addresses to crumbs of the same name.
  func withAddresses(_ others: [Link]) -> [Link] {
    var links = self
    for other in others {
      if let index = links.firstIndex(where: { $0.url == nil && $0.label == other.label && !other.label.isEmpty }) {
        links[index].url = other.url
      } else {
        links.append(other)
      }
    }
    return links
  }
}
