/// A name as CSL-JSON has it: `family` and `given`, or `literal` for a group or a name that can't be taken apart.
public struct Name: Sendable, Equatable {
  public var family: String?
  public var given: String?
  /// "van", "de la": a particle that is written but not sorted by.
  public var nonDroppingParticle: String?
  public var suffix: String?
  public var literal: String?

  public init(family: String? = nil, given: String? = nil, literal: String? = nil) {
    self.family = family
    self.given = given
    self.literal = literal
  }
}

/// A date as precise as the source states it.
public struct PartialDate: Sendable, Equatable {
  public var year: Int
  /// 1 to 12.
  public var month: Int?
  /// 1 to 31.
  public var day: Int?

  public init(year: Int, month: Int? = nil, day: Int? = nil) {
    self.year = year
    self.month = month
    self.day = day
  }
}

/// Bibliographic data of an article or of a reference: the variables of CSL-JSON that scrapes state.
/// What the source doesn't state is `nil`, never guessed.
public struct Item: Sendable, Equatable {
  /// A CSL type: `article-journal`, `chapter`, `book`, `paper-conference`, `thesis`, `report`, `webpage`, `dataset`, `article`.
  public var type: String?
  public var title: String?
  public var author: [Name] = []
  public var editor: [Name] = []
  public var containerTitle: String?
  public var containerTitleShort: String?
  public var collectionTitle: String?
  public var volume: String?
  public var issue: String?
  /// "145–161", as printed but with the last page in full; an article number where there are no pages.
  public var page: String?
  public var issued: PartialDate?
  public var accessed: PartialDate?
  public var publisher: String?
  public var publisherPlace: String?
  public var edition: String?
  public var genre: String?
  /// Lower case, without a resolver's address.
  public var DOI: String?
  public var ISSN: String?
  public var ISBN: String?
  public var PMID: String?
  public var PMCID: String?
  public var URL: String?
  /// An identifier of an archive, such as "arXiv:1706.03762".
  public var archiveLocation: String?
  public var language: String?
  public var abstract: String?
  public var note: String?

  public init() {}
}
