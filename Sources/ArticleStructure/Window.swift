/// A few blocks put together with the spacing that a reader would give them. One window serves for many places of a page.
struct Window {
  private(set) var text: [UInt8] = []
  /// Where in the text each block ends.
  private(set) var ends: [Int] = []
  private var plain: [UInt8] = []

  /// Takes blocks from `start` on: at most `limit` of them, and no more behind `bytes` bytes. Removed blocks are as good as
  /// others. A publisher's name between the others is left out.
  mutating func fill(_ page: Page, from start: Int, blocks limit: Int, bytes: Int) {
    text.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    for index in start..<min(page.count, start + limit) {
      if text.count >= bytes { break }
      if index > start, JournalName.isPublisher(page, index) {
        ends.append(text.count)
        continue
      }
      let piece = page.bytes(index).head(bytes * 2)
      if page.facts[index].mayHold(ByteClass.markup), Markup.isIn(piece) {
        plain.removeAll(keepingCapacity: true)
        Markup.plain(piece, to: &plain)
        plain.withUnsafeBufferPointer { Spacing.append($0, to: &text) }
      } else {
        Spacing.append(piece, to: &text)
      }
      ends.append(text.count)
    }
  }
}
