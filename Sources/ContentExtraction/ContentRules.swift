import FettleKit

/// Which blocks are the article's by rules alone: the core container's, without what is hidden, linked or called something
/// else; headings where something follows them.
struct ContentRules {
  /// Names that say that a part isn't the article's, met at most this many elements up.
  private static let reach = 6
  private static let foreign = [
    "comments", "share", "related", "navigation", "footer", "advertising", "newsletter", "consent", "account", "tags",
  ]

  static func beliefs(of features: Features) -> [Float] {
    let foreign = GroupTable.names.entries.enumerated().reduce(UInt32(0)) {
      ContentRules.foreign.contains($1.element.name) ? $0 | 1 << UInt32($1.offset) : $0
    }
    var beliefs = [Float](repeating: 0, count: features.count)
    let region = features.whole.bulkRange.isEmpty ? 0..<features.count : features.whole.bulkRange
    var follows = false
    for index in (0..<features.count).reversed() {
      let block = features.blocks[index]
      guard region.contains(index), !isForeign(block, features.elements, foreign),
        block.markup.traits.isDisjoint(with: [.hidden, .noscript, .control])
      else { continue }
      let bytes = features.texts[index].bytes
      let density = bytes > 0 ? Float(block.markup.linkBytes) / Float(bytes) : 1
      if block.role == .heading {
        beliefs[index] = follows && index != features.title.block ? 0.9 : 0
        follows = false
      } else if density < 0.4, bytes >= 25 || features.texts[index].endsSentence || block.role != .line {
        beliefs[index] = 0.9
        follows = true
      } else {
        beliefs[index] = density < 0.6 ? 0.4 : 0.1
      }
    }
    return beliefs
  }

  private static func isForeign(_ block: Block, _ table: ElementTable, _ foreign: UInt32) -> Bool {
    var element = block.markup.element
    var distance = 0
    while element >= 0, distance < reach, element != table.core {
      let fact = table.facts[Int(element)]
      // What holds much of the prose isn't a part beside it, whatever it is called.
      if fact.prose * 4 >= table.facts[0].prose { return false }
      if fact.groups & foreign != 0 { return true }
      switch table.markup.elements[Int(element)].tag {
      case .nav, .footer, .aside, .form: return true
      default: break
      }
      element = table.parent(Int(element))
      distance += 1
    }
    return false
  }
}
