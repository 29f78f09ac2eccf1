import FettleKit

/// A text of the tree, or a mark between two, on its way into a block.
struct TextRun {
  enum Kind: UInt8 {
    case text
    /// A space that the page shows without having it: a line break, two links that touch.
    case space
    /// What parts two cells of a row.
    case cell
    /// What parts the two sides of a fraction.
    case fraction
  }

  var kind = Kind.text
  var isPreformatted = false
  var isEmphasized = false
  /// Whether it is written small and high, as the power of the number before it.
  var isExponent = false
  /// Whether it says a second time what stands beside it: a reader sees only one of them.
  var isRepeated = false
  /// The decoded text.
  var bytes: UnsafeBufferPointer<UInt8>
  /// Where it stands in the source, half-open.
  var start: Int32
  var end: Int32
  /// In the list of drafts.
  var draft: Int32
  /// In the list of links, or -1.
  var link: Int32
}

/// A block that is being put together.
struct BlockDraft {
  var role: Role
  var level: UInt8 = 0
  /// Whether the role follows from the length of the text.
  var isRoleOpen = false
  var markup = BlockMarkup()
}

/// A link of the page.
struct PageLink {
  var url: UnsafeBufferPointer<UInt8>
  /// Whether it stands raised, as the mark of a footnote or a reference does.
  var isMark: Bool
}
