import FettleKit

/// What an HTML page's head states of the article, weighed against what its visible text says.
public enum PageMetadata {
  /// Completes a document's item from the head of its page, and makes the block that shows the stated title the title. Does
  /// nothing to plain text.
  ///
  /// What the head states counts more than what was read from the visible page, except for a title that only a tab's caption
  /// or a share button states. Where both state a DOI, a volume, an issue, a page or a year, and not the same, the field is
  /// listed under the quality `disputed`.
  public static func complete(_ document: inout Document) {
    guard let markup = document.markup else { return }
    let stated = StatedItem(HeadStatementReader.read(markup))
    var origins = stated.origins
    var disputed: Set<String> = []
    let visible = document.item
    settleTitle(stated, in: &document, &origins)
    func settle(_ path: WritableKeyPath<Item, String?>, _ field: String, mayDispute: Bool = false) {
      guard let value = stated.item[keyPath: path] else { return }
      if mayDispute, let other = visible[keyPath: path], TextKey.of(other) != TextKey.of(value) {
        disputed.insert(field)
      }
      document.item[keyPath: path] = value
    }
    settle(\.DOI, "DOI", mayDispute: true)
    settle(\.volume, "volume", mayDispute: true)
    settle(\.issue, "issue", mayDispute: true)
    settle(\.publisher, "publisher")
    settle(\.ISSN, "ISSN")
    settle(\.language, "language")
    settle(\.URL, "URL")
    settle(\.PMID, "PMID")
    if let page = stated.item.page {
      let first = { (text: String) in TextKey.of(String(text.prefix { $0 != "–" && $0 != "-" })) }
      if let other = visible.page, first(other) != first(page) { disputed.insert("page") }
      // The visible page may know the last page as well.
      if visible.page.map({ first($0) != first(page) || !$0.contains("–") }) ?? true { document.item.page = page }
    }
    if let issued = stated.item.issued {
      if let other = visible.issued, other.year != issued.year { disputed.insert("issued") }
      document.item.issued = issued
    }
    if !stated.item.author.isEmpty { document.item.author = stated.item.author }
    settleContainer(stated, visible, in: &document)
    if document.item.type == nil || document.item.type == "article" { document.item.type = type(of: document, markup) }
    if document.item.DOI == nil, markup.kind == .scholarly { ArXivStamp.read(&document) }
    document.markup?.origins = origins
    note(disputed, in: &document)
  }

  private static func settleContainer(_ stated: StatedItem, _ visible: Item, in document: inout Document) {
    guard let container = stated.item.containerTitle else { return }
    document.item.containerTitle = container
    let shorts = [stated.item.containerTitleShort, visible.containerTitleShort].compactMap { $0 }
    document.item.containerTitleShort = shorts.first { TextKey.of($0) != TextKey.of(container) }
  }

  private static func type(of document: borrowing Document, _ markup: PageMarkup) -> String? {
    if document.item.containerTitle != nil { return "article-journal" }
    if markup.kind == .scholarly { return document.item.title == nil ? nil : "article" }
    let types = markup.statements.filter { $0.kind == .linkedData }.map(\.value).joined()
    if types.contains("NewsArticle") { return "article-newspaper" }
    if types.contains("BlogPosting") { return "post-weblog" }
    return document.item.title == nil ? nil : "webpage"
  }

  private static func note(_ fields: Set<String>, in document: inout Document) {
    guard !fields.isEmpty else { return }
    var all = fields
    if case .array(let known)? = document.quality["disputed"] {
      for case .string(let name) in known { all.insert(name) }
    }
    document.quality["disputed"] = .array(all.sorted().map { .string($0) })
  }

  // MARK: - Title

  /// Titles of tabs and share buttons: often with something of the site's in them.
  private static let weak: Set<String> = ["title", "og:title", "twitter:title", "microdata", "rdfa"]

  private static func settleTitle(
    _ stated: StatedItem, in document: inout Document, _ origins: inout [FieldOrigin]
  ) {
    guard let title = stated.item.title else { return }
    let key = TextKey.of(title)
    guard !key.isEmpty, TextKey.of(document.item.title ?? "") != key else { return }
    let shown = document.blocks.indices.filter { index in
      let block = document.blocks[index]
      if case .reference = block.outcome { return false }
      return block.text.count < title.utf8.count * 2 + 20 && TextKey.of(block.text.string) == key
    }
    let best =
      shown.first { document.blocks[$0].role == .heading && document.blocks[$0].level == 1 }
      ?? shown.first { document.blocks[$0].role == .heading } ?? shown.first
    let origin = origins.first { $0.field == "title" }?.origin ?? ""
    // Off journals' pages the headline that a reader sees counts more than the one for machines, too.
    let isWeak = weak.contains(origin) || (origin == "json-ld" && document.markup?.kind == .general)
    if best == nil, document.item.title != nil, isWeak {
      origins.removeAll { $0.field == "title" }
      return
    }
    for index in document.blocks.indices {
      if case .title = document.blocks[index].outcome { document.blocks[index].outcome = .kept }
    }
    document.item.title = best.map { document.blocks[$0].text.string } ?? title
    if let best { document.blocks[best].outcome = .title }
  }
}

enum TextKey {
  /// Letters and digits alone, in lower case: what two spellings of one thing share.
  static func of(_ text: String) -> String {
    var key = String.UnicodeScalarView()
    for scalar in text.lowercased().unicodeScalars
    where scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
      key.append(scalar)
    }
    return String(key)
  }
}
