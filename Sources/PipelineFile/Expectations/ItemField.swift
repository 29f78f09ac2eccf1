import FettleKit

/// A field of the article's own bibliographic data that a contract can ask for; the raw value is the CSL-JSON variable.
enum ItemField: String, CaseIterable, Sendable {
  case title, author, abstract
  case containerTitle = "container-title"
  case issued, volume, issue, page, publisher, language
  case DOI, ISSN, URL

  func stands(in item: Item) -> Bool {
    switch self {
    case .title: item.title != nil
    case .author: !item.author.isEmpty
    case .abstract: item.abstract != nil
    case .containerTitle: item.containerTitle != nil || item.containerTitleShort != nil
    case .issued: item.issued != nil
    case .volume: item.volume != nil
    case .issue: item.issue != nil
    case .page: item.page != nil
    case .publisher: item.publisher != nil
    case .language: item.language != nil
    case .DOI: item.DOI != nil
    case .ISSN: item.ISSN != nil
    case .URL: item.URL != nil
    }
  }
}
