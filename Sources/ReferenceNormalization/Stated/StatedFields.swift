import FettleKit
import PageMetadata

/// Puts what a page's markup states of an entry beside what was read in its text.
enum StatedFields {
  /// A field that wasn't read is as the markup states it. One that was read is as the markup states it where its words stand
  /// in the entry, too: then the markup says which of the entry's parts it is. In all other cases what a reader sees counts.
  static func put(
    _ stated: StatedReference, into reference: inout Reference, _ text: EntryWords, _ journals: JournalLookup
  ) {
    let known = Set(reference.origins.map(\.field))
    // Of what is surely the same reference the markup also tells apart what the page prints without spaces.
    let isCertain = text.agreement(with: stated.item) >= EntryWords.certain
    func isPrinted(_ words: [UInt8]) -> Bool { text.hold(words: words) || isCertain && text.holdGlued(words: words) }
    var item = reference.item
    var fields: [String] = []
    func settle(_ path: WritableKeyPath<Item, String?>, _ field: String, isVisible: Bool? = nil) {
      guard let value = stated.item[keyPath: path], !known.contains(field) else { return }
      if let read = item[keyPath: path] {
        let words = EntryWords.words(value)
        guard words != EntryWords.words(read), isVisible ?? isPrinted(words) else { return }
      }
      item[keyPath: path] = value
      fields.append(field)
    }
    if let title = stated.item.title, isTitle(title, of: item) { settle(\.title, "title") }
    settle(\.volume, "volume")
    settle(\.issue, "issue")
    if let page = stated.item.page {
      let first = { (pages: String?) in EntryWords.words(String((pages ?? "").prefix { $0 != "–" })) }
      // The first page tells which numbers are the pages; the text may state the last as well.
      if first(page) != first(item.page) { settle(\.page, "page", isVisible: isPrinted(first(page))) }
    }
    settle(\.DOI, "DOI", isVisible: false)
    settle(\.PMID, "PMID", isVisible: false)
    settle(\.ISBN, "ISBN", isVisible: false)
    if let publisher = stated.item.publisher, text.hold(publisher) {
      settle(\.publisher, "publisher", isVisible: false)
    }
    if let issued = stated.item.issued, issued.year != item.issued?.year, !known.contains("issued"),
      item.issued == nil || isPrinted(EntryWords.words(String(issued.year)))
    {
      item.issued = issued
      fields.append("issued")
    }
    if !known.contains("author"), namesAreBetter(stated.item.author, than: item.author, isPrinted) {
      item.author = stated.item.author
      fields.append("author")
    }
    if let container = stated.item.containerTitle, !known.contains("container-title"),
      isAnother(container, than: item, isPrinted)
    {
      if reference.lookedUp.contains(.ISSN) { item.ISSN = nil }
      let match = journals.match(Array(container.utf8)[...])
      reference.lookedUp = ContainerTitle.put(container, match, into: &item)
      fields.append("container-title")
    }
    if fields.isEmpty { return }
    reference.item = item
    reference.origins += fields.map { FieldOrigin(field: $0, origin: stated.origin, range: stated.range) }
    reference.origins.sort { $0.field < $1.field }
  }

  /// Not the journal, which some markup calls the title of what it can't take apart, and not the first words of a title that was
  /// read in full.
  private static func isTitle(_ title: String, of item: Item) -> Bool {
    let words = EntryWords.words(title)
    for journal in [item.containerTitle, item.containerTitleShort] where words == EntryWords.words(journal ?? "") {
      return false
    }
    guard let read = item.title else { return true }
    let length = EntryWords.words(read).count
    return words.count * 5 >= length * 3 || !EntryWords(read).hold(words: words)
  }

  private static func isAnother(_ container: String, than item: Item, _ isPrinted: ([UInt8]) -> Bool) -> Bool {
    guard let read = item.containerTitleShort ?? item.containerTitle else { return item.title != container }
    let words = EntryWords.words(container)
    return words != EntryWords.words(read) && words != EntryWords.words(item.containerTitle ?? "")
      && words != EntryWords.words(item.title ?? "") && isPrinted(words)
  }

  /// Whether names are all in the text, and are other ones than those that were read there.
  private static func namesAreBetter(_ names: [Name], than read: [Name], _ isPrinted: ([UInt8]) -> Bool) -> Bool {
    if names.isEmpty { return false }
    if read.isEmpty { return true }
    let family = { (name: Name) in EntryWords.words(name.family ?? name.literal ?? "") }
    guard names.count >= read.count, names.map(family) != read.map(family) else { return false }
    return names.allSatisfy { isPrinted(family($0)) }
  }
}
