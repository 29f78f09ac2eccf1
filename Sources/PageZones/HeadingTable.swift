/// Known headings by their bytes: an open table that is asked without making an array or a string of the question.
struct HeadingTable: Sendable {
  private struct Slot: Sendable {
    /// In bytes of `bytes`; empty for a free slot.
    var range: Range<Int32> = 0..<0
    var kinds: HeadingWords.Kinds = []
  }

  private var slots: [Slot]
  private var bytes: [UInt8] = []

  init(_ headings: [(heading: [UInt8], kinds: HeadingWords.Kinds)]) {
    var size = 64
    while size < headings.count * 4 { size *= 2 }
    slots = [Slot](repeating: Slot(), count: size)
    for (heading, kinds) in headings {
      let slot = heading.withUnsafeBufferPointer(slot(of:))
      if slots[slot].range.isEmpty {
        slots[slot].range = Int32(bytes.count)..<Int32(bytes.count + heading.count)
        bytes += heading
      }
      slots[slot].kinds.insert(kinds)
    }
  }

  /// What is known of a heading; nothing where it isn't.
  func kinds(of heading: UnsafeBufferPointer<UInt8>) -> HeadingWords.Kinds {
    heading.isEmpty ? [] : slots[slot(of: heading)].kinds
  }

  /// The slot that holds a heading, or the free one where it would stand.
  private func slot(of heading: UnsafeBufferPointer<UInt8>) -> Int {
    let mask = slots.count - 1
    var digest: UInt32 = 0x811C_9DC5
    for byte in heading { digest = (digest ^ UInt32(byte)) &* 0x0100_0193 }
    var slot = Int(digest ^ digest >> 15) & mask
    while !slots[slot].range.isEmpty, !isHeld(heading, by: slots[slot]) { slot = (slot + 1) & mask }
    return slot
  }

  private func isHeld(_ heading: UnsafeBufferPointer<UInt8>, by slot: Slot) -> Bool {
    guard slot.range.count == heading.count else { return false }
    let start = Int(slot.range.lowerBound)
    for index in 0..<heading.count where bytes[start + index] != heading[index] { return false }
    return true
  }
}
