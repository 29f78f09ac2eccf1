import CByteScan
import FettleKit

/// What is known of each of a document's blocks, and their keys: two runs of memory for a page. The texts stay where they are.
struct PageIndex {
  private let blocks: [Block]
  private var keys: [UInt8] = []
  private var facts: [BlockFact] = []

  /// - Parameter zones: of reference lists, as ranges of blocks, ascending.
  init(_ document: borrowing Document, zones: [Range<Int>]) {
    blocks = document.blocks
    var size = 0
    for index in blocks.indices { size += blocks[index].text.bytes.count }
    var facts = [BlockFact](repeating: BlockFact(), count: blocks.count)
    facts.withUnsafeMutableBufferPointer { facts in
      keys = [UInt8](unsafeUninitializedCapacity: size + KeyScan.slack) { keys, end in
        guard let key = keys.baseAddress else { return }
        end = PageIndex.look(at: blocks, zones: zones, key: key, facts: facts)
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
    at blocks: [Block], zones: [Range<Int>], key: UnsafeMutablePointer<UInt8>,
    facts: UnsafeMutableBufferPointer<BlockFact>
  ) -> Int {
    let known = KnownLines.builtin
    var end = 0
    var zone = 0
    var reasons = ReasonMemory()
    ByteClass.table.withUnsafeBufferPointer { table in
      blocks.withUnsafeBufferPointer { blocks in
        for index in blocks.indices {
          if index + ahead < blocks.count {
            let next = text(of: blocks[index + ahead])
            fettle_prefetch_text(next.baseAddress, next.count)
          }
          while zone < zones.count, zones[zone].upperBound <= index { zone += 1 }
          facts[index].keyStart = Int32(truncatingIfNeeded: end)
          let text = text(of: blocks[index])
          facts[index].lookAtEnds(of: text)
          if zone < zones.count, zones[zone].contains(index) {
            facts[index].flags.formUnion([.zone, .digit])
          } else {
            facts[index].scan(text, key: key + end, table: table)
            facts[index].recognize(text, known)
          }
          if blocks[index].role == .heading { facts[index].flags.insert(.heading) }
          if case .kept = blocks[index].outcome {
            facts[index].flags.insert(.kept)
          } else if case .removed(let reason) = blocks[index].outcome {
            facts[index].flags.formUnion(reasons.flags(reason))
          }
          end += Int(facts[index].keyLength)
        }
      }
    }
    return end
  }

  /// So many blocks before a text is read, it is asked for: other stages' work has driven it out of the processor's caches.
  private static let ahead = 6

  /// The block's text, which is there as long as `withContents` says.
  @inline(__always)
  private static func text(of block: borrowing Block) -> Bytes { block.text.bytes.span.withUnsafeBufferPointer { $0 } }

  /// Calls `body` with the blocks, their keys and their facts, which are there until it returns.
  ///
  /// Facts point at the blocks' texts. That is safe as long as an array keeps its bytes in one place, which it does while
  /// something holds it and nobody writes to it: the blocks hold theirs, and stay as they are until `body` returns.
  func withContents<Result>(_ body: ([Block], Bytes, UnsafeBufferPointer<BlockFact>) -> Result) -> Result {
    withExtendedLifetime(blocks) {
      keys.withUnsafeBufferPointer { keys in facts.withUnsafeBufferPointer { body(blocks, keys, $0) } }
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
    // Most lines begin with a word.
    if text[1].isSmallLetter { return }
    let number = SectionNumber(text)
    if number.length > 0, let line = known[TextKey.digest(text.tail(number.length))] { kind = line.kind }
  }
}

/// What reasons of removal say. A page has few of them, and blocks of one often stand in a row.
private struct ReasonMemory {
  /// The blocks hold the reasons, so that no other object takes the place of one.
  private var known: [(reason: ObjectIdentifier, flags: BlockFact.Flags)] = []
  private var last = 0
  /// Of more reasons than these nothing is remembered.
  private static let most = 32

  mutating func flags(_ reason: Reason) -> BlockFact.Flags {
    let own = ObjectIdentifier(reason)
    if last < known.count, known[last].reason == own { return known[last].flags }
    if let place = known.firstIndex(where: { $0.reason == own }) {
      last = place
      return known[place].flags
    }
    let flags = ReasonMemory.flags(of: reason)
    if known.count < ReasonMemory.most {
      last = known.count
      known.append((own, flags))
    }
    return flags
  }

  private static func flags(of reason: Reason) -> BlockFact.Flags {
    var flags: BlockFact.Flags = .removed
    if reason.rule.hasPrefix("outside.") || reason.rule.hasPrefix("company.") { flags.insert(.outside) }
    if reason.category == "related" || reason.category == "ads" { flags.insert(.related) }
    return flags
  }
}
