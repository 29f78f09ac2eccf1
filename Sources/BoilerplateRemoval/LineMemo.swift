import CByteScan
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

  // Memory of its own rather than arrays: an array that a class holds is retained whenever it is looked at.
  /// Of each slot: the hash of its line. Close together, since most lines that aren't known are told by it.
  private let hashes = UnsafeMutablePointer<UInt64>.allocate(capacity: slotCount)
  private let slots = UnsafeMutablePointer<Slot>.allocate(capacity: slotCount)
  /// Of each slot: the line, and its folded form right behind it, so that both of a short line are close together.
  private let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: slotCount * longest * 2)

  init() {
    hashes.initialize(repeating: 0, count: LineMemo.slotCount)
    slots.initialize(repeating: Slot(), count: LineMemo.slotCount)
    bytes.initialize(repeating: 0, count: LineMemo.slotCount * LineMemo.longest * 2)
  }

  deinit {
    hashes.deallocate()
    slots.deallocate()
    bytes.deallocate()
  }

  /// What a line is asked for by.
  struct Line {
    /// A hash of its bytes and of `kind`.
    var key: UInt64 = 0
    /// What an answer depends on beside the bytes, as a number.
    var kind: UInt8 = 0
    /// Whether it is one that is remembered: of 1 to `longest` bytes.
    var mayBeKnown = false

    init() {}

    @inline(__always)
    init(_ text: UnsafeBufferPointer<UInt8>, kind: UInt8) {
      self.kind = kind
      mayBeKnown = text.count > 0 && text.count <= LineMemo.longest
      if mayBeKnown { key = ByteHash.of(text, seed: UInt64(kind)) }
    }

    @inline(__always)
    fileprivate var slot: Int { Int(truncatingIfNeeded: key >> 40) & (LineMemo.slotCount - 1) }
  }

  /// Has the place where a line's hash would stand on its way into the processor's cache.
  @inline(__always)
  func prefetchHash(_ line: Line) { fettle_prefetch(hashes + line.slot, 1) }

  /// The same for what is known of a line: it is read where the line is known, and written where it isn't.
  @inline(__always)
  func prefetch(_ line: Line) {
    guard line.mayBeKnown else { return }
    fettle_prefetch(slots + line.slot, MemoryLayout<Slot>.stride)
    fettle_prefetch(room(line.slot), LineMemo.longest * 2)
  }

  /// Where a slot's bytes are.
  @inline(__always)
  private func room(_ slot: Int) -> UnsafeMutablePointer<UInt8> { bytes + slot * LineMemo.longest * 2 }

  /// Gives what is known of a line; false where nothing is.
  ///
  /// - Parameters:
  ///   - text: the line's bytes.
  ///   - out: where the folded text goes, with room for the line's bytes.
  @inline(__always)
  func recall(
    _ text: UnsafeBufferPointer<UInt8>, _ line: Line, fact: inout BlockFacts,
    foldingInto out: UnsafeMutablePointer<UInt8>,
    matches: inout [Int32]
  ) -> Bool {
    // Bound: of a slot's number there are as many as there are slots.
    let index = line.slot
    guard hashes[index] == line.key, Int(slots[index].length) == text.count, slots[index].kind == line.kind,
      ByteHash.areEqual(text, UnsafeBufferPointer(start: room(index), count: text.count))
    else { return false }
    fact = slots[index].fact
    // Bound: a line has at most `longest` bytes, and so has what it folds to.
    out.update(from: room(index) + text.count, count: Int(fact.length))
    for match in 0..<Int(slots[index].matchCount) { matches.append(Int32(slots[index].matches[match])) }
    return true
  }

  /// Remembers what was seen of a line.
  func remember(
    _ text: UnsafeBufferPointer<UInt8>, _ line: Line, fact: BlockFacts, folded: UnsafeBufferPointer<UInt8>,
    matches: ArraySlice<Int32>
  ) {
    guard matches.count <= LineMemo.mostMatches, text.count <= LineMemo.longest, folded.count <= LineMemo.longest,
      matches.allSatisfy({ $0 <= Int16.max })
    else { return }
    let index = line.slot
    hashes[index] = line.key
    slots[index].length = UInt8(text.count)
    slots[index].kind = line.kind
    slots[index].fact = fact
    slots[index].matchCount = UInt8(matches.count)
    for (offset, match) in matches.enumerated() { slots[index].matches[offset] = Int16(truncatingIfNeeded: match) }
    // Bound: neither the line nor what it folds to has more than `longest` bytes, and a slot has room for two of them.
    if let first = text.baseAddress { room(index).update(from: first, count: text.count) }
    if let first = folded.baseAddress { (room(index) + text.count).update(from: first, count: folded.count) }
  }
}
