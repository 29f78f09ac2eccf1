import FettleKit

/// The CSL type of what was read.
enum ItemType {
  static func of(_ item: Item, _ text: ReferenceText, _ split: TitleSplit, hasVolume: Bool) -> String? {
    let hasWord = { (word: StaticString) in (0..<text.count).contains { text.isWord($0, word) } }
    if hasWord("thesis") || hasWord("dissertation") || hasWord("doctoral") { return "thesis" }
    if item.containerTitle != nil {
      if split.isKnownJournal || (hasVolume && !split.isPart) { return "article-journal" }
      if split.isPart {
        let isEvent =
          split.container.map { range in
            range.contains { text.isWord($0) && text.lexicon.events.contains(text.bytes($0)) }
          } ?? false
        return isEvent ? "paper-conference" : "chapter"
      }
      return "article-journal"
    }
    if item.archiveLocation != nil { return "article" }
    if item.publisher != nil || item.publisherPlace != nil || item.ISBN != nil {
      return hasWord("report") && item.publisher == nil ? "report" : "book"
    }
    if hasWord("report") { return "report" }
    if item.DOI != nil { return hasVolume ? "article-journal" : "article" }
    if item.URL != nil { return "webpage" }
    if item.title == nil { return nil }
    return item.editor.isEmpty ? "document" : "book"
  }
}
