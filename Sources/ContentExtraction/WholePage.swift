import FettleKit

/// What holds for a page as a whole, and where its core is.
struct WholePage {
  var bytes = 0
  var prose = 0
  var firstProse = 0
  var lastProse = 0
  var coreRange = 0..<0
  /// The blocks of the innermost element that holds most of the prose.
  var bulkRange = 0..<0
  /// Groups of phrases that announce what isn't the article's.
  let badHeadings: UInt32
  /// The same for every block.
  private(set) var values: [Float] = []
  /// The best container of the article, and the innermost that holds most of the page's prose.
  let core: ElementPath
  let bulk: ElementPath

  init(_ blocks: [Block], _ texts: [TextFacts], _ elements: ElementTable, _ markup: PageMarkup) {
    var bad: UInt32 = 0
    for (index, entry) in GroupTable.phrases.entries.enumerated()
    where ["related", "comments", "share", "newsletter", "tags", "note", "account", "advertising"].contains(entry.name)
    {
      bad |= 1 << UInt32(index)
    }
    badHeadings = bad
    var paragraphs = 0
    firstProse = blocks.count
    for (index, text) in texts.enumerated() {
      bytes += text.bytes
      if ElementTable.isProse(blocks[index], text) {
        prose += text.bytes
        paragraphs += 1
        firstProse = min(firstProse, index)
        lastProse = index
      }
    }
    let best = elements.core
    core = ElementPath(elements, to: best)
    let widest = WholePage.bulk(elements)
    bulk = ElementPath(elements, to: widest)
    if widest >= 0 {
      let fact = elements.facts[Int(widest)]
      bulkRange = fact.firstBlock..<max(fact.firstBlock, fact.lastBlock)
    }
    if best >= 0 {
      let fact = elements.facts[Int(best)]
      coreRange = fact.firstBlock..<max(fact.firstBlock, fact.lastBlock)
    }
    let coreFact = best >= 0 ? elements.facts[Int(best)] : ElementFacts()
    values = [
      Float(blocks.count), Float(bytes), Float(paragraphs), bytes > 0 ? Float(prose) / Float(bytes) : 0,
      prose > 0 ? Float(coreFact.prose) / Float(prose) : 0, bytes > 0 ? Float(coreFact.bytes) / Float(bytes) : 0,
      Float(coreFact.blocks),
    ]
  }

  /// The innermost element that holds three fifths of the page's prose, or -1.
  private static func bulk(_ elements: ElementTable) -> Int32 {
    let all = elements.facts.first?.prose ?? 0
    guard all > 0 else { return -1 }
    var found: Int32 = -1
    for index in elements.facts.indices where elements.facts[index].prose * 5 >= all * 3 { found = Int32(index) }
    return found
  }
}

/// The elements from the outermost to one, to measure from how far away others are.
struct ElementPath {
  private var steps: [Int32: Int] = [:]

  init(_ elements: ElementTable, to element: Int32) {
    var at = element
    while at >= 0 {
      steps[at] = steps.count
      at = elements.parent(Int(at))
    }
  }

  /// How many elements up from an element it meets the path, and how many up from the path's end.
  func distance(_ elements: ElementTable, _ element: Int32) -> (up: Int, down: Int) {
    var at = element
    var up = 0
    while at >= 0, up < Features.highest {
      if let down = steps[at] { return (min(up, 30), min(down, 30)) }
      at = elements.parent(Int(at))
      up += 1
    }
    return (30, 30)
  }
}
