import FettleKit

/// What the blocks below an element and its names say of it.
struct ElementFacts {
  var groups: UInt32 = 0
  var depth: Int32 = 0
  var bytes = 0
  var linkBytes = 0
  /// Of paragraphs that read like prose.
  var prose = 0
  var blocks = 0
  /// In the order of blocks, half-open.
  var firstBlock = Int.max
  var lastBlock = 0
  /// How well it would do as the article's container.
  var score: Float = 0
  /// Those of the page's elements have the same whose tag and names are the same, numbers aside.
  var kind = 0
  /// How many elements of the page are of the same kind.
  var twins = 0
}

/// The elements of a page with what is below them.
struct ElementTable {
  private(set) var facts: [ElementFacts]
  let markup: PageMarkup
  /// The best container of the article, or -1.
  private(set) var core: Int32 = -1
  private(set) var kindCount = 0

  init(_ markup: PageMarkup, _ blocks: [Block], _ texts: [TextFacts]) {
    self.markup = markup
    facts = [ElementFacts](repeating: ElementFacts(), count: markup.elements.count)
    var kinds: [UInt64: Int] = [:]
    var twins: [Int] = []
    markup.names.withUnsafeBufferPointer { names in
      for index in facts.indices {
        let element = markup.elements[index]
        let range = Int(element.names.lowerBound)..<Int(element.names.upperBound)
        let own = UnsafeBufferPointer(rebasing: names[range])
        if !own.isEmpty { facts[index].groups = GroupTable.names.groups(in: own) }
        var hash = UInt64(element.tag.rawValue) &+ 0xCBF2_9CE4_8422_2325
        for byte in own where byte &- 0x30 >= 10 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        let kind = kinds[hash] ?? twins.count
        if kind == twins.count {
          kinds[hash] = kind
          twins.append(0)
        }
        facts[index].kind = kind
        twins[kind] += 1
        facts[index].depth = element.parent >= 0 ? facts[Int(element.parent)].depth + 1 : 0
      }
    }
    kindCount = twins.count
    for index in facts.indices { facts[index].twins = twins[facts[index].kind] }
    add(blocks, texts)
    var best: Float = 0
    for index in facts.indices {
      let fact = facts[index]
      let density = fact.bytes > 0 ? Float(fact.linkBytes) / Float(fact.bytes) : 0
      let score = fact.score * (1 - density)
      if score > best {
        best = score
        core = Int32(index)
      }
    }
  }

  private mutating func add(_ blocks: [Block], _ texts: [TextFacts]) {
    for (index, block) in blocks.enumerated() where block.markup.element >= 0 {
      let element = Int(block.markup.element)
      let text = texts[index]
      let isProse = ElementTable.isProse(block, text)
      facts[element].bytes += text.bytes
      facts[element].linkBytes += Int(block.markup.linkBytes)
      facts[element].blocks += 1
      facts[element].prose += isProse ? text.bytes : 0
      facts[element].firstBlock = min(facts[element].firstBlock, index)
      facts[element].lastBlock = max(facts[element].lastBlock, index + 1)
      if isProse {
        // As readability scores paragraphs: their containers, and half as much those around them.
        let points = 1 + Float(text.commas) + min(Float(text.bytes) / 100, 5)
        let container = block.markup.traits.contains(.paragraphElement) ? parent(element) : Int32(element)
        if container >= 0 {
          facts[Int(container)].score += points
          let outer = parent(Int(container))
          if outer >= 0 { facts[Int(outer)].score += points / 2 }
        }
      }
    }
    for index in facts.indices.reversed() {
      let parent = markup.elements[index].parent
      guard parent >= 0 else { continue }
      let fact = facts[index]
      facts[Int(parent)].bytes += fact.bytes
      facts[Int(parent)].linkBytes += fact.linkBytes
      facts[Int(parent)].blocks += fact.blocks
      facts[Int(parent)].prose += fact.prose
      facts[Int(parent)].firstBlock = min(facts[Int(parent)].firstBlock, fact.firstBlock)
      facts[Int(parent)].lastBlock = max(facts[Int(parent)].lastBlock, fact.lastBlock)
    }
  }

  static func isProse(_ block: Block, _ text: TextFacts) -> Bool {
    text.bytes >= 80 && (text.endsSentence || text.bytes > 200) && Int(block.markup.linkBytes) * 3 < text.bytes
      && block.role != .heading && !block.markup.traits.contains(.hidden)
  }

  func parent(_ element: Int) -> Int32 { markup.elements[element].parent }
}
