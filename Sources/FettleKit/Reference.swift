/// One entry of a reference list.
public struct Reference: Sendable {
  /// Its number, where the list is numbered.
  public var number: Int?
  /// As printed: "[6]", "1. 1".
  public var label: String?
  /// The entry without its label and its link crumbs, white space folded.
  public var raw: String
  /// The crumbs: "CAS", "Google Scholar", in the order in which they stand.
  public var links: [Link] = []
  /// From the first to the last byte of the entry in the source text, half-open; of an entry that the markup states, the
  /// statement's.
  public var range: Range<Int>
  public var item = Item()
  /// How sure the parser is of the fields as a whole, 0 to 1.
  public var confidence: Double = 0
  /// Whether the entry's authors end in "et al.".
  public var hasEtAl = false
  /// Which of the item's fields a page's markup stated, and where: a link's address, a meta element.
  public var origins: [FieldOrigin] = []
  /// Which of the item's fields are from a table of journals, where the title that the entry states was looked up. All that
  /// neither these nor `origins` name were read from the entry's text.
  public var lookedUp: [LookedUpField] = []
  /// What stated the whole entry, where the page has no list to see: "citation_reference". `nil` for an entry of the page's
  /// text.
  public var statedBy: String?

  public init(raw: String, range: Range<Int>) {
    self.raw = raw
    self.range = range
  }
}

/// What a table of journals tells of one whose title is stated. In the order of their names.
public enum LookedUpField: String, Sendable, CaseIterable {
  case ISSN
  case containerTitle = "container-title"
  case containerTitleShort = "container-title-short"
}

/// A figure or a table: its label ("Figure 1"), caption and credit, as printed.
public struct Figure: Sendable {
  public var label: String?
  public var caption: String?
  public var credit: String?
  /// Half-open, in bytes of the source text.
  public var range: Range<Int>
  public var isTable = false

  public init(range: Range<Int>) { self.range = range }
}
