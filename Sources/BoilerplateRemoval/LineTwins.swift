/// How often each short line stands on a page, and where it stands next.
struct LineTwins {
  private struct Entry {
    var hash: UInt64 = 0
    /// The last block that has the line; −1 where the entry is empty.
    var last: Int32 = -1
    var times: Int32 = 0
  }

  private var table: [Entry]
  private let mask: Int
  /// Of each block: the next and the one before with the same line, or −1.
  private(set) var next: [Int32]
  private(set) var previous: [Int32]
  /// Of each block: the entry of its line, or −1 for a block that isn't one of the lines.
  private var slots: [Int32]

  /// - Parameter count: of the page's blocks.
  init(_ count: Int) {
    var size = 64
    while size < count * 2 { size *= 2 }
    table = [Entry](repeating: Entry(), count: size)
    mask = size - 1
    next = [Int32](repeating: -1, count: count)
    previous = next
    slots = next
  }

  @inline(__always)
  private func slot(_ hash: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & mask
    while table[slot].last >= 0, table[slot].hash != hash { slot = (slot + 1) & mask }
    return slot
  }

  /// Blocks come in order.
  ///
  /// - Parameter counts: whether it counts as one of the times that the line stands on the page.
  mutating func add(_ index: Int, _ hash: UInt64, counts: Bool) {
    let slot = slot(hash)
    slots[index] = Int32(truncatingIfNeeded: slot)
    let last = table[slot].last
    if last >= 0 {
      next[Int(last)] = Int32(index)
      previous[index] = last
    } else {
      table[slot].hash = hash
    }
    table[slot].last = Int32(index)
    if counts { table[slot].times += 1 }
  }

  /// How often a block's text stands on the page as a line that counts.
  @inline(__always)
  func times(of index: Int, _ hash: UInt64) -> Int {
    let slot = slots[index] >= 0 ? Int(slots[index]) : slot(hash)
    return Int(table[slot].times)
  }

  /// The next block behind `position` with the same line as a block, where the line counts more than once.
  func twin(of index: Int, _ hash: UInt64, behind position: Int) -> Int? {
    guard next[index] >= 0, times(of: index, hash) > 1 else { return nil }
    var twin = Int(next[index])
    while twin >= 0, twin <= position { twin = Int(next[twin]) }
    return twin >= 0 ? twin : nil
  }
}
