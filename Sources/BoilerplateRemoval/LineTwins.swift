/// How often each short line stands on a page, and where it stands next.
struct LineTwins {
  /// A line.
  private struct Entry {
    var hash: UInt64 = 0
    /// The last block that has the line; −1 where the entry is empty.
    var last: Int32 = -1
    var times: Int32 = 0
  }

  /// What is known of a block; −1 where there is none.
  private struct Place {
    /// The next block and the one before with the same line.
    var next: Int32 = -1
    var previous: Int32 = -1
    /// Its line's entry.
    var entry: Int32 = -1
  }

  private var table: [Entry]
  private let mask: Int
  private var places: [Place]

  /// - Parameter facts: of the page's blocks, in order. What stands in a reference list has twins, but doesn't count.
  init(_ facts: [BlockFacts]) {
    var size = 64
    while size < facts.count * 2 { size *= 2 }
    mask = size - 1
    table = [Entry](repeating: Entry(), count: size)
    places = [Place](repeating: Place(), count: facts.count)
    let mask = mask
    table.withUnsafeMutableBufferPointer { table in
      places.withUnsafeMutableBufferPointer { places in
        for index in facts.indices where facts[index].isShort && facts[index].letters >= 3 {
          let hash = facts[index].hash
          let slot = LineTwins.slot(of: hash, in: UnsafeBufferPointer(table), mask)
          let last = table[slot].last
          if last >= 0 {
            places[Int(last)].next = Int32(truncatingIfNeeded: index)
            places[index].previous = last
          } else {
            table[slot].hash = hash
          }
          places[index].entry = Int32(truncatingIfNeeded: slot)
          table[slot].last = Int32(truncatingIfNeeded: index)
          if facts[index].zone != .references { table[slot].times += 1 }
        }
      }
    }
  }

  /// The entry of a hash, or the empty one where it would stand. There are always empty ones.
  @inline(__always)
  private static func slot(of hash: UInt64, in table: UnsafeBufferPointer<Entry>, _ mask: Int) -> Int {
    var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & mask
    while table[slot].last >= 0, table[slot].hash != hash { slot = (slot + 1) & mask }
    return slot
  }

  /// How often a block's text stands on the page as a line that counts.
  @inline(__always)
  func times(of index: Int, _ hash: UInt64) -> Int {
    let known = places[index].entry
    if known >= 0 { return Int(table[Int(known)].times) }
    return table.withUnsafeBufferPointer { Int($0[LineTwins.slot(of: hash, in: $0, mask)].times) }
  }

  /// The block before a block with the same line, or −1.
  func previous(_ index: Int) -> Int { Int(places[index].previous) }

  /// Whether a block with the same line stands behind a block.
  func hasTwin(behind index: Int) -> Bool { places[index].next >= 0 }

  /// The next block behind `position` with the same line as a block, where the line counts more than once.
  func twin(of index: Int, _ hash: UInt64, behind position: Int) -> Int? {
    guard places[index].next >= 0, times(of: index, hash) > 1 else { return nil }
    var twin = Int(places[index].next)
    while twin >= 0, twin <= position { twin = Int(places[twin].next) }
    return twin >= 0 ? twin : nil
  }
}
