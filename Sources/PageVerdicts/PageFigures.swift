import FettleKit
import FettleText

/// How much of an article stands on a page.
struct PageFigures: Sendable {
  /// Nothing more is counted beyond this many words of text.
  static let enough = 1000

  /// Words of prose in blocks that stay, abstract, captions and statements left out; where a page's sentences are torn into
  /// lines, words of all of its lines that stay.
  var body = 0
  var abstract = 0
  /// Words of all blocks, removed ones too; as long as the body isn't long enough.
  var all = 0
  /// Whether a section that only an article has stands there with a text under it.
  var hasSection = false

  init(_ document: borrowing Document) {
    let isTorn = document.layout == .textNodes
    var isUnderHeading = false
    for index in document.blocks.indices where body < PageFigures.enough {
      let shape = ProseShape(document.blocks[index].text.bytes)
      all += shape.words
      switch document.blocks[index].outcome {
      case .abstract:
        abstract += shape.words
        isUnderHeading = false
      case .kept where document.blocks[index].role != .caption:
        if isTorn || shape.isProse { body += shape.words }
        if shape.isProse, isUnderHeading { hasSection = true }
        isUnderHeading =
          shape.words <= 8 && PhraseList.builtin.kind(ofHeading: document.blocks[index].text.bytes) == .section
      default:
        isUnderHeading = false
      }
    }
  }
}
