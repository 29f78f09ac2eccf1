import FettleKit

extension Features {
  /// What is known of the elements of the same kind, and of the post that the block stands in.
  mutating func addKinds(_ index: Int, _ kinds: KindStatistics) {
    for level in 0..<KindStatistics.levels {
      let sum = kinds.sum(of: index, level: level)
      add(Float(sum.blocks))
      add(share(sum.bytes, whole.bytes))
      add(share(sum.linkBytes, sum.bytes))
      add(share(sum.prose, whole.prose))
      add(Float(sum.elements))
      add(share(sum.prose, sum.bytes))
      add(share(sum.bytes, sum.elements))
    }
    let element = Int(blocks[index].markup.element)
    add(element >= 0 ? Float(posts.standings[element].rawValue) : 0)
    add(element >= 0 ? Float(min(posts.ordinals[element], 20)) : -1)
    add(Float(min(posts.articles, 20)))
  }

  /// How many blocks there are up to each next heading, at most 99.
  func distancesToHeadings() -> [Int] {
    var distances = [Int](repeating: 99, count: count)
    var next = -1
    for index in (0..<count).reversed() {
      if next >= 0 { distances[index] = min(99, next - index) }
      if blocks[index].role == .heading { next = index }
    }
    return distances
  }
}
