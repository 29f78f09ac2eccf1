import FettleKit

/// What one look at a block tells of the reference list that it may be in.
struct ZoneFact {
  /// In bytes.
  static let longestHeading = 64

  /// What the block's words say, where it is a heading; known from the start.
  var heading: HeadingWords.Kinds = []
  /// Whether what follows is known.
  private(set) var isKnown = false
  private(set) var isCrumb = false
  /// Where the article cites the entry: "a [...] as was shown before".
  private(set) var isContext = false
  private(set) var traits = BlockTraits()
  private(set) var label: ListLabel?

  mutating func look(at bytes: UnsafeBufferPointer<UInt8>, crumbs: CrumbLabels) {
    isKnown = true
    if bytes.isEmpty { return }
    traits = BlockTraits(bytes)
    isCrumb = bytes.count < 400 && crumbs.isOnlyCrumbs(bytes)
    isContext = CitationContext.isContext(bytes)
    label = ListLabel(bytes)
    // U+00A9.
    if bytes.count > 1, bytes[0] == 0xC2, bytes[1] == 0xA9 { heading.insert(.endsList) }
  }
}
