import FettleKit

/// What the readers of a page agreed on, block by block, before anything is changed.
struct StructurePlan {
  struct Cut {
    var block: Int
    /// In bytes of the block's text.
    var offset: Int
    var left: Outcome
    var right: Outcome
  }

  private(set) var outcomes: [Int: Outcome] = [:]
  var roles: [Int: (role: Role, level: UInt8)] = [:]
  private(set) var cuts: [Cut] = []
  var item = Item()
  var figures: [Figure] = []
  var quality: [String: JSONValue] = [:]
  /// Rule → how often it was used.
  var counts: [String: Int] = [:]

  /// Blocks that have an outcome or are to be cut.
  private(set) var taken: BlockSet

  /// - Parameter count: of the page's blocks.
  init(_ count: Int) { taken = BlockSet(count) }

  mutating func set(_ outcome: Outcome, of block: Int) {
    outcomes[block] = outcome
    taken.insert(block)
  }

  mutating func cut(_ cut: Cut) {
    cuts.append(cut)
    taken.insert(cut.block)
  }

  /// Takes a block's removal back, so that it may be given another outcome.
  mutating func restore(_ block: Int) {
    guard case .removed = outcomes[block] else { return }
    outcomes[block] = nil
    if !cuts.contains(where: { $0.block == block }) { taken.remove(block) }
  }

  /// Marks the blocks of the document. Cuts come last, from the end on, so that indices hold.
  func apply(to document: inout Document) {
    for (index, outcome) in outcomes { document.blocks[index].outcome = outcome }
    for (index, role) in roles {
      document.blocks[index].role = role.role
      document.blocks[index].level = role.level
    }
    for cut in cuts.sorted(by: { $0.block > $1.block }) {
      if document.split(block: cut.block, atTextOffset: cut.offset) {
        document.blocks[cut.block].outcome = cut.left
        document.blocks[cut.block + 1].outcome = cut.right
        if case .kept = cut.left { document.blocks[cut.block].role = .heading }
      }
    }
    document.item = item
    document.figures = figures
    for (key, value) in quality { document.quality[key] = value }
  }
}
