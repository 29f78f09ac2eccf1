import FettleKit

/// What the blocks have in common whose element is of the same kind: tag and names.
///
/// The paragraphs of an article stand in elements of one kind, the teasers beside it in elements of another, wherever on the
/// page they are. That is counted for the element that a block stands in, for the one around that, and for the next.
struct KindStatistics {
  static let levels = 3

  /// Of all blocks whose element at a level is of one kind.
  struct Sum {
    var blocks = 0
    var bytes = 0
    var linkBytes = 0
    var prose = 0
    var elements = 0
  }

  private let sums: [Sum]
  /// Of each block and level, in `sums`.
  private let places: [Int32]

  init(_ blocks: [Block], _ texts: [TextFacts], _ elements: ElementTable) {
    let ancestry = BlockAncestry(blocks, elements)
    var sums: [Sum] = []
    var places = [Int32](repeating: 0, count: blocks.count * KindStatistics.levels)
    for level in 0..<KindStatistics.levels {
      let first = sums.count
      sums.append(contentsOf: repeatElement(Sum(), count: elements.kindCount + 1))
      var isCounted = [Bool](repeating: false, count: elements.facts.count + 1)
      for (index, block) in blocks.enumerated() {
        let element = ancestry.element(of: index, level: level)
        let place = first + (element >= 0 ? elements.facts[element].kind : elements.kindCount)
        places[index * KindStatistics.levels + level] = Int32(place)
        sums[place].blocks += 1
        sums[place].bytes += texts[index].bytes
        sums[place].linkBytes += Int(block.markup.linkBytes)
        if ElementTable.isProse(block, texts[index]) { sums[place].prose += texts[index].bytes }
        if !isCounted[element + 1] {
          isCounted[element + 1] = true
          sums[place].elements += 1
        }
      }
    }
    self.sums = sums
    self.places = places
  }

  func sum(of block: Int, level: Int) -> Sum { sums[Int(places[block * KindStatistics.levels + level])] }
}

/// The elements that blocks stand in: the innermost, the one around it, and so on.
struct BlockAncestry {
  static let levels = 4
  private let elements: [Int32]

  init(_ blocks: [Block], _ table: ElementTable) {
    var elements: [Int32] = []
    elements.reserveCapacity(blocks.count * BlockAncestry.levels)
    for block in blocks {
      var element = block.markup.element
      for _ in 0..<BlockAncestry.levels {
        elements.append(element)
        element = element >= 0 ? table.parent(Int(element)) : -1
      }
    }
    self.elements = elements
  }

  /// -1 where there is none.
  func element(of block: Int, level: Int) -> Int { Int(elements[block * BlockAncestry.levels + level]) }
}
