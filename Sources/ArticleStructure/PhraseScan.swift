/// Tells whether one of many phrases stands in a text, and passes over most of its bytes (Wu and Manber 1994, with blocks of
/// two bytes). Phrases are small; capital letters of the text count as small ones.
struct PhraseScan: Sendable {
  private let phrases: [[UInt8]]
  /// Bytes of the shortest phrase.
  private let shortest: Int
  /// By block: how far the text may be moved on where this block ends the shortest phrase's length.
  private let shift: [UInt8]
  /// By block: the first phrase that has it there, or -1; and by phrase the next one.
  private let first: [Int16]
  private let next: [Int16]

  private static let blocks = 1024

  /// - Parameter phrases: each of two bytes or more.
  init(_ phrases: [[UInt8]]) {
    let phrases = phrases.filter { $0.count >= 2 }
    let shortest = phrases.map(\.count).min() ?? 0
    var shift = [UInt8](repeating: UInt8(clamping: max(1, shortest - 1)), count: PhraseScan.blocks)
    for phrase in phrases {
      for last in 1..<shortest {
        let block = PhraseScan.block(phrase[last - 1], phrase[last])
        shift[block] = min(shift[block], UInt8(clamping: shortest - 1 - last))
      }
    }
    var first = [Int16](repeating: -1, count: PhraseScan.blocks)
    var next = [Int16](repeating: -1, count: phrases.count)
    for (index, phrase) in phrases.enumerated().reversed() {
      let block = PhraseScan.block(phrase[shortest - 2], phrase[shortest - 1])
      next[index] = first[block]
      first[block] = Int16(index)
    }
    self.first = first
    self.next = next
    self.phrases = phrases
    self.shortest = shortest
    self.shift = shift
  }

  @inline(__always)
  private static func block(_ first: UInt8, _ second: UInt8) -> Int {
    // Both cases of a letter have these bits.
    Int(first & 31) << 5 | Int(second & 31)
  }

  func isAnywhere(in text: Bytes) -> Bool {
    guard shortest > 0, text.count >= shortest else { return false }
    // Bound: `at` is at least 1 and below `text.count`; a block's number is below `PhraseScan.blocks`.
    return shift.withUnsafeBufferPointer { shift in
      var at = shortest - 1
      while at < text.count {
        let block = PhraseScan.block(text[at - 1], text[at])
        let step = shift[block]
        if step > 0 {
          at += Int(step)
        } else {
          if stands(text, at - shortest + 1, Int(first[block])) { return true }
          at += 1
        }
      }
      return false
    }
  }

  /// Whether a phrase begins at a byte of the text.
  ///
  /// - Parameter phrase: the first of those that may.
  private func stands(_ text: Bytes, _ start: Int, _ phrase: Int) -> Bool {
    var phrase = phrase
    while phrase >= 0 {
      if text.tail(start).beginsSmall(with: phrases[phrase]) { return true }
      phrase = Int(next[phrase])
    }
    return false
  }
}
