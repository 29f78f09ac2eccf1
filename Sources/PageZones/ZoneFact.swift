import CByteScan
import FettleKit

/// What one look at a block tells of the reference list that it may be in.
struct ZoneFact: Sendable {
  /// In bytes.
  static let longestHeading = 64

  /// Whether its words are a heading that lists end at, or a copyright line, which stands behind every list.
  private(set) var endsList = false
  private(set) var isCrumb = false
  /// Where the article cites the entry: "a [...] as was shown before".
  private(set) var isContext = false
  private(set) var traits = BlockTraits()
  private(set) var label: ListLabel?
  /// In bytes, without the addresses of Markdown's links.
  var visibleLength: Int { Int(visible) }
  private var visible: Int32 = 0

  private static let linkMark = Array("](".utf8)

  /// Of no block.
  init() {}

  /// Looks at a block; of none before. In place, since copying what was written a moment ago in small pieces makes a
  /// processor wait.
  ///
  /// - Parameter heading: what the block's words say, where it is a heading.
  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, heading: HeadingWords.Kinds) {
    endsList = heading.contains(.endsList)
    if bytes.isEmpty { return }
    traits.read(bytes)
    visible = Int32(clamping: traits.length > 200 ? ZoneFact.visibleLength(bytes) : traits.length)
    isCrumb = visibleLength < 400 && bytes.count < 16_384 && CrumbLabels.builtin.isOnlyCrumbs(bytes)
    isContext = CitationContext.isContext(bytes)
    label = ListLabel(bytes)
    // U+00A9.
    if bytes.count > 1, bytes[0] == 0xC2, bytes[1] == 0xA9 { endsList = true }
    // "Citation: Abbot A (2020) …", "Keywords: …": the article's own, behind its references.
    if bytes.count > 24, bytes[0] == 0x43 || bytes[0] == 0x4B, ZoneFact.isLabelled(bytes) { endsList = true }
  }

  private static func visibleLength(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    // Most texts have no link.
    guard fettle_search(bytes.baseAddress, bytes.count, linkMark, linkMark.count) >= 0 else { return bytes.count }
    var hidden = 0
    var at = 1
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "("), bytes[at - 1] == UInt8(ascii: "]") {
        let start = at
        while at < bytes.count, bytes[at] != UInt8(ascii: ")"), bytes[at] > 0x20 { at += 1 }
        hidden += at - start
      }
      at += 1
    }
    return bytes.count - hidden
  }

  private static let labels = ["Citation: ", "Keywords: "].map { Array($0.utf8) }

  private static func isLabelled(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    labels.contains { label in bytes.count > label.count && label.indices.allSatisfy { bytes[$0] == label[$0] } }
  }
}
