import FettleKit
import PageMetadata

/// Completes the references of an HTML page by what its markup states of them: meta elements `citation_reference`, links that
/// hold an entry's fields, microdata.
///
/// An entry that a reader sees stays what it is; the markup gives it fields that its text doesn't state or that couldn't be read
/// in it, and says of a part of the text what it is where the parser took it for something else. Only where a page shows no
/// list the references are those of the meta elements.
struct MarkupReferences {
  private let parser: any ReferenceParsing
  private let journals: JournalLookup

  init(parser: any ReferenceParsing, journals: JournalLookup) {
    self.parser = parser
    self.journals = journals
  }

  func complete(_ document: inout Document) {
    guard let markup = document.markup, markup.kind != .general else { return }
    let stated = CitationReference.all(in: markup)
    if document.references.isEmpty {
      for reference in stated { document.references.append(entry(reference)) }
      if !stated.isEmpty { document.quality["references-from-markup"] = .bool(true) }
      return
    }
    let texts = document.references.map { EntryWords($0.raw) }
    let pairs = StatedPairing.pairs(of: stated, with: texts)
    let links = EntryLinks(document)
    let described = DescribedReferences(markup)
    for index in document.references.indices {
      var sources: [StatedReference] = []
      if let pair = pairs[index], stated[pair].item != Item() { sources.append(stated[pair]) }
      sources += links.statements(of: index)
      if let reference = described?.reference(in: document.references[index].range) { sources.append(reference) }
      for source in sources where texts[index].agreement(with: source.item) >= EntryWords.enough {
        StatedFields.put(source, into: &document.references[index], texts[index], journals)
      }
    }
  }

  /// A reference that a page states without showing it.
  private func entry(_ stated: StatedReference) -> Reference {
    var reference = Reference(raw: stated.text, range: stated.range)
    reference.statedBy = stated.origin
    if stated.item == Item() {
      let parsed = parser.parse(Array(stated.text.utf8)[...])
      reference.item = parsed.item
      reference.confidence = parsed.confidence
      reference.hasEtAl = parsed.hasEtAl
      reference.lookedUp = parsed.lookedUp
    } else {
      reference.item = stated.item
      // Nothing had to be guessed.
      reference.confidence = 1
      if let written = reference.item.containerTitle, reference.item.containerTitleShort == nil {
        let match = journals.match(Array(written.utf8)[...])
        reference.lookedUp = ContainerTitle.put(written, match, into: &reference.item)
      }
      if reference.item.containerTitle != nil, reference.item.type == nil { reference.item.type = "article-journal" }
    }
    return reference
  }
}

/// What the links of each entry state of it.
private struct EntryLinks {
  private let document: [[StatedReference]]

  init(_ document: borrowing Document) {
    var found = [[StatedReference]](repeating: [], count: document.references.count)
    func add(_ link: Link, _ place: Int, to reference: Int) {
      guard let url = link.url else { return }
      let start = link.offset ?? place
      let range = start..<min(start + link.label.utf8.count, document.text.count)
      guard let stated = ReferenceLink.read(url, range: start..<max(start, range.upperBound)) else { return }
      found[reference].append(stated)
    }
    // Crumbs that stand in blocks of their own behind an entry were taken out, and are the entry's all the same.
    var last: Int?
    for block in document.blocks {
      if case .reference(let reference) = block.outcome {
        last = reference
      } else if !block.isRemoved {
        last = nil
      }
      guard let last, !block.links.isEmpty else { continue }
      for link in block.links { add(link, block.range.lowerBound, to: last) }
    }
    self.document = found.map(EntryLinks.sure)
  }

  func statements(of reference: Int) -> [StatedReference] { document[reference] }

  /// Two links to two things say nothing of one entry.
  private static func sure(_ all: [StatedReference]) -> [StatedReference] {
    let dois = Set(all.compactMap(\.item.DOI))
    let numbers = Set(all.compactMap(\.item.PMID))
    return all.filter { stated in
      if stated.origin == "scholar_lookup" { return true }
      return stated.item.DOI != nil ? dois.count == 1 : numbers.count == 1
    }
  }
}
