import FettleKit

/// The texts of a document's blocks, their keys, and what is known of each: three runs of memory for a page.
struct PageIndex {
  private var texts: [UInt8] = []
  private var keys: [UInt8] = []
  private var facts: [BlockFact] = []

  /// - Parameter zones: of reference lists, as ranges of blocks, ascending.
  init(_ document: borrowing Document, zones: [Range<Int>]) {
    let blocks = document.blocks
    var size = 0
    for index in blocks.indices { size += blocks[index].text.bytes.count }
    texts = [UInt8](unsafeUninitializedCapacity: size + KeyScan.slack) { texts, end in
      guard let base = texts.baseAddress else { return }
      blocks.withUnsafeBufferPointer { blocks in
        for index in blocks.indices {
          blocks[index].text.bytes.withUnsafeBufferPointer { bytes in
            // All texts together have `size` bytes.
            guard let from = bytes.baseAddress else { return }
            (base + end).update(from: from, count: bytes.count)
            end += bytes.count
          }
        }
      }
      (base + end).initialize(repeating: 0, count: KeyScan.slack)
    }
    var facts = [BlockFact](repeating: BlockFact(), count: blocks.count)
    texts.withUnsafeBufferPointer { texts in
      facts.withUnsafeMutableBufferPointer { facts in
        keys = [UInt8](unsafeUninitializedCapacity: size + KeyScan.slack) { keys, end in
          guard let key = keys.baseAddress else { return }
          end = PageIndex.look(at: blocks, zones: zones, texts: texts, key: key, facts: facts)
        }
      }
    }
    self.facts = facts
  }

  /// Finds out what is known of each block, in its place: to copy facts takes longer than to find most of them out.
  ///
  /// - Parameter key: takes the keys one after the other. A key is never longer than its text; so are all of them together,
  ///   and the bytes that a scan may touch behind one.
  /// - Returns: the bytes of all keys.
  private static func look(
    at blocks: [Block], zones: [Range<Int>], texts: Bytes, key: UnsafeMutablePointer<UInt8>,
    facts: UnsafeMutableBufferPointer<BlockFact>
  ) -> Int {
    let known = KnownLines.builtin
    return ByteClass.table.withUnsafeBufferPointer { table in
      var start = 0
      var end = 0
      var zone = 0
      var reasons = ReasonMemory()
      for index in blocks.indices {
        while zone < zones.count, zones[zone].upperBound <= index { zone += 1 }
        let text = texts.part(start..<(start + blocks[index].text.bytes.count))
        facts[index].lookAtEnds(of: text, start: start)
        facts[index].keyStart = Int32(truncatingIfNeeded: end)
        if zone < zones.count, zones[zone].contains(index) {
          facts[index].flags.formUnion([.zone, .digit])
        } else {
          facts[index].scan(text, key: key + end, table: table)
          facts[index].recognize(text, known)
        }
        if blocks[index].role == .heading { facts[index].flags.insert(.heading) }
        if !blocks[index].links.isEmpty { facts[index].flags.insert(.links) }
        facts[index].flags.formUnion(reasons.flags(blocks[index].outcome))
        end += Int(facts[index].keyLength)
        start += text.count
      }
      return end
    }
  }

  /// Calls `body` with the texts, the keys and the facts, which are there until it returns.
  func withContents<Result>(_ body: (Bytes, Bytes, UnsafeBufferPointer<BlockFact>) -> Result) -> Result {
    texts.withUnsafeBufferPointer { texts in
      keys.withUnsafeBufferPointer { keys in facts.withUnsafeBufferPointer { body(texts, keys, $0) } }
    }
  }
}

extension BlockFact {
  /// Looks a short line up among those that are known.
  fileprivate mutating func recognize(_ text: Bytes, _ known: KnownLines) {
    guard isShort, keyLength > 0, Int(keyLength) <= known.longest + 12 else { return }
    let line = known[digest]
    if let line { roles = line.roles }
    guard text.count <= HeadingList.longest + 12, text.count > 2, words > 0, words < 10 else { return }
    if let line, line.kind.isKnown {
      kind = line.kind
      return
    }
    let number = SectionNumber(text)
    if number.length > 0, let line = known[TextKey.digest(text.tail(number.length))] { kind = line.kind }
  }
}

/// What reasons of removal say, looked up once for a run of blocks with the same.
private struct ReasonMemory {
  private var last: Reason?
  private var flags: BlockFact.Flags = []

  mutating func flags(_ outcome: Outcome) -> BlockFact.Flags {
    switch outcome {
    case .kept: return .kept
    case .removed(let reason):
      if reason !== last {
        last = reason
        flags = .removed
        if reason.rule.hasPrefix("outside.") || reason.rule.hasPrefix("company.") { flags.insert(.outside) }
        if reason.category == "related" || reason.category == "ads" { flags.insert(.related) }
      }
      return flags
    default: return []
    }
  }
}
