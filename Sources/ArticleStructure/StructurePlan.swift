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

  private var outcomes: [(block: Int, outcome: Outcome?)] = []
  /// By block: where in `outcomes` its own stands, or -1.
  private var places: [Int32]
  /// Of two for the same block the later one counts.
  private(set) var roles: [(block: Int, role: Role, level: UInt8)] = []
  private(set) var cuts: [Cut] = []
  var item = Item()
  var figures: [Figure] = []
  var quality: [String: JSONValue] = [:]
  /// Rule → how often it was used.
  var counts: [String: Int] = [:]

  /// Blocks that have an outcome or are to be cut.
  private(set) var taken: BlockSet

  /// - Parameter count: of the page's blocks.
  init(_ count: Int) {
    taken = BlockSet(count)
    places = [Int32](repeating: -1, count: count)
  }

  func outcome(of block: Int) -> Outcome? { places[block] < 0 ? nil : outcomes[Int(places[block])].outcome }

  mutating func set(_ outcome: Outcome, of block: Int) {
    if places[block] < 0 {
      places[block] = Int32(truncatingIfNeeded: outcomes.count)
      outcomes.append((block, outcome))
    } else {
      outcomes[Int(places[block])].outcome = outcome
    }
    taken.insert(block)
  }

  mutating func set(_ role: Role, _ level: UInt8, of block: Int) { roles.append((block, role, level)) }

  /// Leaves a block in the body, as a caption.
  mutating func setCaption(_ block: Int) {
    set(.caption, 0, of: block)
    taken.insert(block)
  }

  mutating func cut(_ cut: Cut) {
    cuts.append(cut)
    taken.insert(cut.block)
  }

  /// Takes a block's removal back, so that it may be given another outcome.
  mutating func restore(_ block: Int) {
    guard case .removed = outcome(of: block) else { return }
    outcomes[Int(places[block])].outcome = nil
    if !cuts.contains(where: { $0.block == block }) { taken.remove(block) }
  }

  /// Marks the blocks of the document. Cuts come last, from the end on, so that indices hold.
  func apply(to document: inout Document) {
    for (block, outcome) in outcomes { if let outcome { document.blocks[block].outcome = outcome } }
    for (block, role, level) in roles {
      document.blocks[block].role = role
      document.blocks[block].level = level
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
