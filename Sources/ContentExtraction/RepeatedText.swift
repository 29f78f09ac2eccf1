import FettleKit

/// Finds what a page shows again: the same article for small screens, a pull quote, a second copy that scripts exchange.
enum RepeatedText {
  /// In bytes: a shorter text may stand on a page twice by right.
  private static let shortest = 100

  /// - Parameters:
  ///   - kept: indices of the blocks that are left, ascending.
  /// - Returns: those of them whose text stands in a block before, with the short ones between them.
  static func find(among kept: [Int], _ texts: [TextFacts]) -> [Int] {
    var seen: Set<UInt64> = []
    var isRepeated = [Bool](repeating: false, count: kept.count)
    var wasSeen = isRepeated
    for (position, index) in kept.enumerated() {
      wasSeen[position] = !seen.insert(texts[index].hash).inserted
      isRepeated[position] = wasSeen[position] && texts[index].bytes >= shortest
    }
    // A heading or a short item goes with what follows it, or with what it follows.
    for position in kept.indices.reversed().dropFirst() where wasSeen[position] && isRepeated[position + 1] {
      isRepeated[position] = true
    }
    for position in kept.indices.dropFirst() where wasSeen[position] && isRepeated[position - 1] {
      isRepeated[position] = true
    }
    return kept.indices.filter { isRepeated[$0] }.map { kept[$0] }
  }
}
