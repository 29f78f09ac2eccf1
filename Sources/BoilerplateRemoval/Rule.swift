import FettleKit

/// The part of a page that a block stands in.
enum Zone: UInt8, CaseIterable, Sendable {
  /// Before the article's title.
  case beforeTitle
  /// From the title to the first heading or paragraph behind the abstract.
  case front
  /// The article's sections.
  case body
  /// The list of references.
  case references
  /// Behind the references, or behind the last paragraph where there are none.
  case after

  var bit: UInt8 { 1 << rawValue }
}

/// Where on the page a rule counts; the raw value is the word of a rule file.
enum Position: String, CaseIterable, Sendable {
  case anywhere
  case beforeTitle = "before-title"
  case front
  case body
  case references
  case afterReferences = "after-references"
  /// Before the title or behind the references.
  case outsideArticle = "outside-article"
  /// Anywhere but among the article's sections and references.
  case outsideBody = "outside-body"

  /// The zones, one bit each.
  var zones: UInt8 {
    switch self {
    case .anywhere: Zone.beforeTitle.bit | Zone.front.bit | Zone.body.bit | Zone.after.bit
    case .beforeTitle: Zone.beforeTitle.bit
    case .front: Zone.front.bit
    case .body: Zone.body.bit
    case .references: Zone.references.bit
    case .afterReferences: Zone.after.bit
    case .outsideArticle: Zone.beforeTitle.bit | Zone.after.bit
    case .outsideBody: Zone.beforeTitle.bit | Zone.front.bit | Zone.after.bit
    }
  }
}

/// What a `keep` rule says a block is; the raw value is the word of a rule file.
enum Kept: String, CaseIterable, Sendable {
  /// "Abstract", "Summary".
  case abstract
  /// A heading that only an article has: "Methods", "Results".
  case heading
  /// "References", "Bibliography".
  case references
  /// The heading of a statement that an archive keeps: "Funding", "Competing interests".
  case statement
  /// A statement heading under which short lines stand: "Keywords", "Author information".
  case list
  /// "Figure 3", "Table 1".
  case caption
  /// A line of bibliographic data: DOI, volume and pages, dates, licence.
  case metadata
  /// A line that names an institution or identifies a person.
  case affiliation
  /// What kind of article it is, printed above a title: "Research Article".
  case articleType = "article-type"

  /// A switch, since blocks are asked for it again and again.
  var bit: UInt16 {
    switch self {
    case .abstract: 1
    case .heading: 2
    case .references: 4
    case .statement: 8
    case .list: 16
    case .caption: 32
    case .metadata: 64
    case .affiliation: 128
    case .articleType: 256
    }
  }
}

/// What a removed heading takes with it.
enum Run: String, CaseIterable, Sendable {
  /// The short blocks behind it, up to the next heading of the article or paragraph.
  case items
  /// Everything up to the next heading of the article; in front and body, up to the next paragraph.
  case section
}

/// One rule of a rule file, as read.
struct Rule: Sendable {
  enum Action: Sendable {
    case remove
    case keep(Kept)
  }

  struct Company: Sendable {
    var categories: [String]
    var within: Int
  }

  var name: String
  var category: String
  var summary: String
  var action: Action = .remove
  /// Whole blocks, after folding.
  var phrases: [String] = []
  /// RE2, on the folded block.
  var patterns: [Located] = []
  var zones: UInt8 = Position.anywhere.zones
  var near: Company?
  var atMostWords: Int?
  /// How often the line must stand on the page.
  var atLeastTimes: Int?
  var needsListItem = false
  /// Whether it may take out a block that is prose.
  var takesProse = false
  /// Whether its phrases are cut off a block that they are glued to.
  var cuts = false
  /// Whether its phrases may stand in a row in one block.
  var joins = true
  var run: Run?
  var matches: [Located] = []
  var ignores: [Located] = []
  var place: SourcePlace?

  /// A text of a rule file, and where it stands.
  struct Located: Sendable {
    var text: String
    var place: SourcePlace?
  }
}
