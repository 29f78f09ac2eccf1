import FettleKit

/// The references that microdata or RDFa describes where they stand, each as an article of its own.
public struct DescribedReferences {
  private let markup: PageMarkup
  private let article: DescribedArticle
  /// Statements about things, by where they stand.
  private let places: [(start: Int, statement: Int)]

  /// `nil` where a page describes none.
  public init?(_ markup: PageMarkup) {
    guard markup.things.contains(where: { DescribedArticle.isArticle($0) && $0.owner >= 0 }) else { return nil }
    self.markup = markup
    article = DescribedArticle(markup)
    places = markup.statements.indices.filter { markup.statements[$0].thing >= 0 }
      .map { (markup.statements[$0].range.lowerBound, $0) }.sorted { $0.start < $1.start }
  }

  /// What is said of the reference that stands in a range of the source; `nil` where nothing is.
  public func reference(in range: Range<Int>) -> StatedReference? {
    var low = 0
    var high = places.count
    while low < high {
      let middle = (low + high) / 2
      if places[middle].start < range.lowerBound { low = middle + 1 } else { high = middle }
    }
    // What belongs to something else than the page's own article, and is an article: the cited one.
    var cited: Int32 = -1
    let first = low
    while low < places.count, places[low].start < range.upperBound, cited < 0 {
      var thing = markup.statements[places[low].statement].thing
      // Deeper than any article is described.
      for _ in 0..<8 where thing >= 0 {
        let described = markup.things[Int(thing)]
        if DescribedArticle.isArticle(described), described.owner >= 0 { cited = thing }
        thing = described.owner
      }
      low += 1
    }
    guard cited >= 0 else { return nil }
    var article = article
    article.read(cited)
    var item = Item()
    for field in article.fields {
      switch field.field {
      case "container": item.state("journal", field.value)
      case "first-page": item.state("firstpage", field.value)
      case "last-page": item.state("lastpage", field.value)
      case "title", "date", "author", "volume", "issue", "doi": item.state(Substring(field.field), field.value)
      default: break
      }
    }
    let statement = markup.statements[places[first].statement]
    return item == Item()
      ? nil : StatedReference(item: item, text: "", origin: statement.kind.rawValue, range: statement.range)
  }
}
