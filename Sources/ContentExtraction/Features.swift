import FettleKit
import FettleText

/// What is known of each block of a page, as numbers: a row for each block, a column for each feature.
struct Features {
  private(set) var values: [Float] = []
  private(set) var width = 0
  let count: Int

  let texts: [TextFacts]
  let elements: ElementTable
  let blocks: [Block]
  let title: PageTitle
  let whole: WholePage
  let posts: PagePosts
  private var row: [Float] = []

  static let tags: [MarkupTag] = [
    .nav, .header, .footer, .aside, .article, .main, .section, .form, .figure, .table, .ul, .ol, .li, .blockquote, .dl,
    .noscript, .button, .details,
  ]

  /// How many elements up a page is looked at: a page that is nested thousands deep must not cost thousands of steps a block.
  static let highest = 200

  init(_ document: borrowing Document, _ markup: PageMarkup) {
    blocks = document.blocks
    count = blocks.count
    var scratch: [UInt8] = []
    texts = blocks.map { block in block.text.bytes.withUnsafeBufferPointer { TextFacts($0, scratch: &scratch) } }
    elements = ElementTable(markup, blocks, texts)
    title = PageTitle(markup, blocks, texts)
    posts = PagePosts(markup)
    let body = ArticleBody(markup)
    whole = WholePage(blocks, texts, elements, markup)
    var seen: [UInt64: Int] = [:]
    for text in texts { seen[text.hash, default: 0] += 1 }
    let kinds = KindStatistics(blocks, texts, elements)
    let toHeading = distancesToHeadings()
    var heading = -1
    var since = [Int](repeating: -1, count: Features.openings.count)
    var bytesBefore = 0
    var proseBefore = 0
    for index in 0..<count {
      row.removeAll(keepingCapacity: true)
      let text = texts[index]
      let block = blocks[index]
      addText(index)
      addMarkup(index)
      addGroups(index)
      addContainers(index, whole)
      addNeighbors(index)
      // Place.
      add(Float(index) / Float(max(1, count)))
      add(Float(bytesBefore) / Float(max(1, whole.bytes)))
      add(Float(proseBefore) / Float(max(1, whole.prose)))
      add(title.block < 0 ? -999 : Float(max(-200, min(200, index - title.block))))
      add(flag(title.isLike(text.hash)))
      add(Float(min(seen[text.hash] ?? 1, 9)))
      add(body.holds(block.text.bytes, text))
      // The heading above.
      add(heading < 0 ? 99 : Float(min(99, index - heading)))
      add(heading < 0 ? 0 : Float(blocks[heading].level))
      add(heading < 0 ? 0 : flag(texts[heading].phrases & whole.badHeadings != 0))
      add(heading < 0 ? 0 : flag(isNamedForeign(heading)))
      add(heading < 0 ? -1 : Float(texts[heading].bytes))
      add(Float(toHeading[index]))
      add(heading < 0 ? -1 : Float(commonDepth(index, heading)))
      // How long ago something began that isn't the article's.
      for group in since.indices { add(since[group] < 0 ? 100 : Float(min(100, index - since[group]))) }
      add(flag(title.isDescription(text.hash)))
      add(Float(max(0, whole.prose - proseBefore - (ElementTable.isProse(block, text) ? text.bytes : 0))))
      add(flag(text.endsOpen))
      addKinds(index, kinds)
      whole.values.forEach { add($0) }
      if block.role == .heading { heading = index }
      if text.bytes <= 60 {
        for (position, group) in Features.openings.enumerated() where text.phrases & (1 << UInt32(group)) != 0 {
          since[position] = index
        }
      }
      bytesBefore += text.bytes
      if ElementTable.isProse(block, text) { proseBefore += text.bytes }
      if width == 0 {
        width = row.count
        values.reserveCapacity(width * count)
      }
      values += row
    }
  }

  /// Whether a page's own names say of a heading that what follows isn't the article's.
  private func isNamedForeign(_ heading: Int) -> Bool {
    let element = blocks[heading].markup.element
    return element >= 0 && elements.facts[Int(element)].groups & Features.foreignNames != 0
  }

  private static let foreignNames = GroupTable.names.entries.enumerated().reduce(UInt32(0)) {
    ["comments", "share", "related", "newsletter", "tags", "account", "advertising"].contains($1.element.name)
      ? $0 | 1 << UInt32($1.offset) : $0
  }

  /// Groups of phrases that open parts of a page.
  private static let openings = GroupTable.phrases.entries.indices.filter {
    ["related", "comments", "share", "newsletter", "tags", "note", "byline"].contains(
      GroupTable.phrases.entries[$0].name)
  }

  mutating func add(_ value: Float) { row.append(value) }
  func flag(_ value: Bool) -> Float { value ? 1 : 0 }
  func share(_ part: Int, _ whole: Int) -> Float { whole > 0 ? Float(part) / Float(whole) : 0 }

  // MARK: - The block

  private mutating func addText(_ index: Int) {
    let text = texts[index]
    add(Float(text.bytes))
    add(Float(text.words))
    add(share(text.letters, text.words))
    add(share(text.digits, text.bytes))
    add(share(text.capitals, text.letters))
    add(share(text.capitalWords, text.words))
    add(Float(text.commas))
    add(Float(text.sentences))
    add(share(text.functionWords, text.words))
    add(flag(text.endsSentence))
    add(flag(text.startsLower))
    add(flag(text.hasBar))
    add(share(Int(blocks[index].markup.linkBytes), text.bytes))
    add(Float(min(blocks[index].links.count, 50)))
    for group in 0..<GroupTable.phrases.count { add(flag(text.phrases & (1 << UInt32(group)) != 0)) }
  }

  private mutating func addMarkup(_ index: Int) {
    let block = blocks[index]
    switch block.role {
    case .heading: add(0)
    case .paragraph: add(1)
    case .line: add(2)
    case .listItem: add(3)
    case .caption: add(4)
    case .quote: add(5)
    case .code: add(6)
    case .table: add(7)
    }
    add(Float(block.level))
    for trait: BlockMarkup.Traits in [.hidden, .noscript, .control, .brokenLine, .paragraphElement, .emphasized] {
      add(flag(block.markup.traits.contains(trait)))
    }
  }

  /// For each group of names, and each tag: how many elements up it is met first. Elements that hold all of the page say
  /// nothing.
  private mutating func addGroups(_ index: Int) {
    let base = row.count
    let groups = GroupTable.names.count
    for _ in 0..<(groups + Features.tags.count) { add(20) }
    var element = blocks[index].markup.element
    var distance = 0
    let whole = elements.facts.first?.bytes ?? 0
    while element >= 0, distance < Features.highest {
      let fact = elements.facts[Int(element)]
      let tag = elements.markup.elements[Int(element)].tag
      if fact.bytes * 10 < whole * 9 || tag == .article {
        var bits = fact.groups
        while bits != 0 {
          let group = bits.trailingZeroBitCount
          bits &= bits - 1
          if row[base + group] > Float(distance) { row[base + group] = Float(min(distance, 19)) }
        }
      }
      if let position = Features.position[Int(tag.rawValue)], row[base + groups + position] > Float(distance) {
        row[base + groups + position] = Float(min(distance, 19))
      }
      element = elements.parent(Int(element))
      distance += 1
    }
    add(Float(min(distance, 60)))
  }

  private static let position: [Int?] = MarkupTag.allCases.map { tag in tags.firstIndex(of: tag) }

  // MARK: - Containers

  private mutating func addContainers(_ index: Int, _ whole: WholePage) {
    var element = blocks[index].markup.element
    for level in 0..<4 {
      guard element >= 0 else {
        for _ in 0..<(level == 0 ? 8 : 7) { add(-1) }
        continue
      }
      let fact = elements.facts[Int(element)]
      add(share(fact.bytes, whole.bytes))
      add(share(fact.linkBytes, fact.bytes))
      add(share(fact.prose, fact.bytes))
      add(share(fact.prose, whole.prose))
      add(Float(min(fact.blocks, 200)))
      add(share(fact.bytes, fact.blocks))
      add(Float(min(fact.twins, 60)))
      if level == 0 { add(Float(elements.markup.elements[Int(element)].tag.rawValue)) }
      element = elements.parent(Int(element))
    }
    // The core: how far out of it, and how far from its edges.
    for path in [whole.core, whole.bulk] {
      let (up, down) = path.distance(elements, blocks[index].markup.element)
      add(Float(up))
      add(Float(down))
    }
    add(
      whole.coreRange.contains(index)
        ? 0
        : Float(
          index < whole.coreRange.lowerBound
            ? max(-50, index - whole.coreRange.lowerBound) : min(50, index - whole.coreRange.upperBound + 1)))
    add(Float(min(200, index - whole.firstProse)))
    add(Float(min(200, whole.lastProse - index)))
  }

  private func commonDepth(_ left: Int, _ right: Int) -> Int {
    var a = blocks[left].markup.element
    var b = blocks[right].markup.element
    var steps = 0
    var rounds = 0
    while a != b {
      rounds += 1
      guard a >= 0, b >= 0, steps < 20, rounds < Features.highest else { return 20 }
      if elements.facts[Int(a)].depth >= elements.facts[Int(b)].depth {
        a = elements.parent(Int(a))
        steps += 1
      } else {
        b = elements.parent(Int(b))
      }
    }
    return min(steps, 20)
  }

  // MARK: - Neighbors

  private mutating func addNeighbors(_ index: Int) {
    for offset in [-3, -2, -1, 1, 2, 3] {
      let other = index + offset
      guard blocks.indices.contains(other) else {
        for _ in 0..<6 { add(-1) }
        continue
      }
      add(Float(min(texts[other].bytes, 2000)))
      add(share(Int(blocks[other].markup.linkBytes), texts[other].bytes))
      add(flag(texts[other].endsSentence))
      add(blocks[other].role == .heading ? Float(blocks[other].level) : 0)
      add(share(texts[other].functionWords, texts[other].words))
      add(Float(commonDepth(index, other)))
    }
  }
}

extension Features {
  /// Bytes of each block.
  var lengths: [Int] { texts.map(\.bytes) }

  /// Whether a block is part of a post that a page's own post stands beside.
  func isOfAnotherPost(_ index: Int) -> Bool {
    let element = blocks[index].markup.element
    return element >= 0 && posts.standings[Int(element)] == .other
  }
}
