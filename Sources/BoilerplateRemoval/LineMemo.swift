import FettleText

/// What was seen of short lines before. The lines around an article stand on every page of its site, and are looked at once.
///
/// An answer from here is the answer that looking anew would give: a line's bytes are compared, and what else an answer
/// depends on is a part of the key. It belongs to one worker and never grows: where two lines want one slot, the later one
/// has it.
final class LineMemo {
  /// In bytes: longer lines seldom come back.
  static let longest = 80
  private static let slotCount = 4096
  private static let mostMatches = 6

  private struct Slot {
    /// 0 where the slot is empty.
    var length: UInt8 = 0
    var kind: UInt8 = 0
    var matchCount: UInt8 = 0
    var fact = BlockFacts()
    var matches = SIMD8<Int16>()
  }

  // No access to these overlaps another: every method takes what it needs and returns.
  /// Of each slot: the hash of its line. Close together, since most lines that aren't known are told by it.
  @exclusivity(unchecked) private var hashes = [UInt64](repeating: 0, count: slotCount)
  @exclusivity(unchecked) private var slots = [Slot](repeating: Slot(), count: slotCount)
  /// Of each slot: the line, and its folded form right behind it, so that both of a short line are close together.
  @exclusivity(unchecked) private var bytes = [UInt8](repeating: 0, count: slotCount * longest * 2)

  /// The slot and the hash of a line.
  ///
  /// - Parameter kind: what an answer depends on beside the bytes, as a number.
  @inline(__always)
  func key(of line: UnsafeBufferPointer<UInt8>, kind: UInt8) -> UInt64 { ByteHash.of(line, seed: UInt64(kind)) }

  /// Gives what is known of a line; false where nothing is.
  ///
  /// - Parameters:
  ///   - line: of 1 to `longest` bytes.
  ///   - out: where the folded text goes, with room for the line's bytes.
  @inline(__always)
  func recall(
    _ line: UnsafeBufferPointer<UInt8>, _ key: UInt64, kind: UInt8, fact: inout BlockFacts,
    foldingInto out: UnsafeMutablePointer<UInt8>,
    matches: inout [Int32]
  ) -> Bool {
    let index = Int(truncatingIfNeeded: key >> 40) & (LineMemo.slotCount - 1)
    guard hashes[index] == key else { return false }
    return slots.withUnsafeBufferPointer { slots in
      guard Int(slots[index].length) == line.count, slots[index].kind == kind else { return false }
      return bytes.withUnsafeBufferPointer { bytes in
        let start = index * LineMemo.longest * 2
        guard ByteHash.areEqual(line, UnsafeBufferPointer(rebasing: bytes[start..<(start + line.count)])) else {
          return false
        }
        fact = slots[index].fact
        // Bound: a line has at most `longest` bytes, and so has what it folds to.
        let folded = UnsafeBufferPointer(rebasing: bytes[(start + line.count)..<(start + 2 * LineMemo.longest)])
        if let first = folded.baseAddress { out.update(from: first, count: Int(fact.length)) }
        for match in 0..<Int(slots[index].matchCount) { matches.append(Int32(slots[index].matches[match])) }
        return true
      }
    }
  }

  /// Remembers what was seen of a line.
  func remember(
    _ line: UnsafeBufferPointer<UInt8>, _ key: UInt64, kind: UInt8, fact: BlockFacts,
    folded: UnsafeBufferPointer<UInt8>,
    matches: ArraySlice<Int32>
  ) {
    guard matches.count <= LineMemo.mostMatches, line.count <= LineMemo.longest, folded.count <= LineMemo.longest,
      matches.allSatisfy({ $0 <= Int16.max })
    else { return }
    let index = Int(truncatingIfNeeded: key >> 40) & (LineMemo.slotCount - 1)
    hashes[index] = key
    slots[index].length = UInt8(line.count)
    slots[index].kind = kind
    slots[index].fact = fact
    slots[index].matchCount = UInt8(matches.count)
    for (offset, match) in matches.enumerated() { slots[index].matches[offset] = Int16(truncatingIfNeeded: match) }
    let start = index * LineMemo.longest * 2
    bytes.withUnsafeMutableBufferPointer { bytes in
      guard let room = bytes.baseAddress, let first = line.baseAddress else { return }
      // Bound: neither the line nor what it folds to has more than `longest` bytes, and a slot has room for two of them.
      (room + start).update(from: first, count: line.count)
      if let first = folded.baseAddress { (room + start + line.count).update(from: first, count: folded.count) }
    }
  }
}
