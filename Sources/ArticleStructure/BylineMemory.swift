import FettleKit

/// What was found out about a page's lines already: how many names each is.
final class BylineMemory {
  private static let unknown: Int16 = -1

  /// By block: 0 for what is more than names.
  @exclusivity(unchecked) private var counts: [Int16]
  @exclusivity(unchecked) private var scan = BylineScan()

  /// - Parameter count: of the page's blocks.
  init(_ count: Int) { counts = [Int16](repeating: BylineMemory.unknown, count: count) }

  /// How many names the text of a block is.
  fileprivate func count(_ index: Int, _ text: Bytes) -> Int {
    if counts[index] == BylineMemory.unknown { counts[index] = Int16(clamping: scan.count(text)) }
    return Int(counts[index])
  }

  /// How many names a text is that isn't a whole block.
  fileprivate func count(_ text: Bytes) -> Int { scan.count(text) }

  /// The names that a text is.
  func read(_ text: Bytes) -> [Name]? { scan.read(text) }
}

extension Page {
  /// How many names the first `limit` bytes of a block are, 0 where there is anything else in them. Several readers ask for
  /// the same lines, so that what was found is remembered.
  func nameCount(in index: Int, limit: Int = .max) -> Int {
    // A name has two words, and begins with a capital.
    let fact = facts[index]
    if fact.flags.intersection([.short, .zone]) == .short, fact.words < 2 { return 0 }
    if !fact.mayHold(ByteClass.capital | ByteClass.lead) { return 0 }
    let text = bytes(index)
    return text.count > limit ? bylines.count(text.head(limit)) : bylines.count(index, text)
  }

  /// The names in the first `limit` bytes of a block, where these are nothing else.
  func names(in index: Int, limit: Int = .max) -> [Name]? {
    nameCount(in: index, limit: limit) > 0 ? bylines.read(bytes(index).head(limit)) : nil
  }
}
