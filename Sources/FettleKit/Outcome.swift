/// Why a block was removed. One shared value for each rule, so that marking a block costs a pointer.
public final class Reason: Sendable {
  /// The kind of boilerplate, in the words of the record's `class`: `access`, `newsletter`, `link-crumbs` …
  public let category: String
  /// The rule's name, unique within its stage.
  public let rule: String
  /// The stage's name.
  public let stage: String

  public init(category: String, rule: String, stage: String) {
    self.category = category
    self.rule = rule
    self.stage = stage
  }
}

/// What became of a block. Every block has exactly one outcome, which is where the ledger sends its bytes.
public enum Outcome: Sendable {
  /// It is part of the article: `/body/n`.
  case kept
  /// A named rule took it out: `/removed/n`.
  case removed(Reason)
  /// It was read into `/item/title`.
  case title
  /// It was read into `/item/abstract`.
  case abstract
  /// It is (part of) the figure or table with this index in `Document.figures`: `/figures/n`.
  case figure(Int)
  /// It is kept as a field: `/statements/KEY`, with one of the keys of `Statement`.
  case statement(Statement)
  /// It is (part of) the entry with this index in `Document.references`: `/references/n`.
  case reference(Int)
}

/// The fields that an archive keeps beside the body; the raw value is the record's key.
public enum Statement: String, Sendable, CaseIterable, Comparable {
  case acknowledgements
  case additionalInformation = "additional-information"
  case affiliations
  case authorContributions = "author-contributions"
  case authorInformation = "author-information"
  /// The authors as printed.
  case byline
  /// How the page says that it is to be cited, or the line that states journal, volume, pages and year.
  case citation
  case competingInterests = "competing-interests"
  case correspondence
  case dataAvailability = "data-availability"
  case dates
  case ethics
  case funding
  case identifiers
  case keywords
  case rights
  case supplementary

  public static func < (left: Statement, right: Statement) -> Bool { left.rawValue < right.rawValue }
}
