/// What a block is, in the words of the record's `role`.
public enum Role: String, Sendable {
  case heading
  case paragraph
  /// One short line that is no sentence and not yet known to be a heading.
  case line
  case listItem = "list-item"
  case caption
  case quote
  case code
  case table
}

/// A link that the scrape holds beside a text, as in `[PubMed](https://…)`.
public struct Link: Sendable, Equatable {
  /// The text it was put on: "CAS", "Google Scholar". Empty for a bare address.
  public var label: String
  /// As the scrape has it; relative ones stay relative.
  public var url: String?
  /// Where its address or mark begins, in bytes of the source text, so that a block that is cut takes its own links along;
  /// `nil` where that isn't known.
  public var offset: Int?

  public init(label: String, url: String? = nil, offset: Int? = nil) {
    self.label = label
    self.url = url
    self.offset = offset
  }

  /// Links are equal that say the same, wherever they stand.
  public static func == (left: Link, right: Link) -> Bool { left.label == right.label && left.url == right.url }
}

/// A run of the source text that is judged as one thing: a paragraph, a list item, a heading, a line.
///
/// Blocks of a document stand in source order and are disjoint; what lies between them is white space. A stage never
/// deletes a block: it marks its `outcome`, rewrites its `text`, or cuts it in two (`Document.split`).
public struct Block: Sendable {
  /// Half-open, in bytes of the source text; never begins or ends in white space.
  @inlinable public var range: Range<Int> { text.sourceRange }
  /// The text, without a list marker's bullet.
  public var text: BlockText
  /// Links whose addresses were taken out of the text.
  public var links: [Link]
  // Small fields share words here: a page has hundreds of blocks, which every stage walks through.
  public var outcome: Outcome
  public var role: Role
  /// 1 to 6 for a heading whose depth the layout shows; 0 where it doesn't.
  public var level: UInt8
  /// Whether an empty line (or the start of the text) stands before it.
  public var isAfterGap: Bool
  /// Where in a page's markup it stands.
  public var markup = BlockMarkup()
  /// Columns of white space before the first byte.
  public var indent: Int
  /// For a list item: how many bytes at the start of the source range are its marker ("•", "1.", "[6]").
  public var markerLength: Int

  public init(text: BlockText, role: Role, level: UInt8 = 0, indent: Int = 0, isAfterGap: Bool = false) {
    self.text = text
    self.role = role
    self.level = level
    self.indent = indent
    self.isAfterGap = isAfterGap
    markerLength = 0
    links = []
    outcome = .kept
  }

  /// A block of the source's own bytes.
  ///
  /// - Parameters:
  ///   - range: what it accounts for.
  ///   - start: where its text begins, behind marks that belong to the block: a bullet, a heading's marks.
  public init(
    source: [UInt8], range: Range<Int>, textFrom start: Int, role: Role, level: UInt8, indent: Int, isAfterGap: Bool,
    markerLength: Int
  ) {
    text = BlockText(source: source, range: range, from: start)
    self.role = role
    self.level = level
    self.indent = indent
    self.isAfterGap = isAfterGap
    self.markerLength = markerLength
    links = []
    outcome = .kept
  }

  @inlinable public var isKept: Bool {
    if case .kept = outcome { return true }
    return false
  }

  @inlinable public var isRemoved: Bool {
    if case .removed = outcome { return true }
    return false
  }
}
