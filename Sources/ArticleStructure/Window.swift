/// A few blocks put together with the spacing that a reader would give them. One window serves for many places of a page.
struct Window {
  /// Where in the text each block ends.
  private var ends: [Int] = []
  private var plain: [UInt8] = []

  /// Calls `body` with the text of blocks from `start` on, and where in it each of them ends: at most `limit` of them, and no
  /// more behind `bytes` bytes. Removed blocks are as good as others. A publisher's name between the others is left out.
  mutating func withText<Result>(
    _ page: Page, from start: Int, blocks limit: Int, bytes: Int, _ body: (Bytes, [Int]) -> Result
  ) -> Result {
    ends.removeAll(keepingCapacity: true)
    // A piece has twice as many bytes at most, and there are fewer before the last one; spaces come between them.
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 3 * bytes + 1) { text in
      var count = 0
      for index in start..<min(page.count, start + limit) {
        if count >= bytes { break }
        if index == start || !JournalName.isPublisher(page, index) {
          var piece = page.bytes(index).head(bytes * 2)
          if index == start { piece = Markup.withoutButton(piece) }
          if page.facts[index].mayHold(ByteClass.markup), Markup.isIn(piece) {
            plain.removeAll(keepingCapacity: true)
            Markup.plain(piece, to: &plain)
            plain.withUnsafeBufferPointer { Window.append($0, to: text, &count) }
          } else {
            Window.append(piece, to: text, &count)
          }
        }
        ends.append(count)
      }
      return body(Bytes(rebasing: text[..<count]), ends)
    }
  }

  /// As `Spacing.append`.
  ///
  /// - Parameter text: with room for the piece and a space.
  @inline(__always)
  private static func append(_ piece: Bytes, to text: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int) {
    guard let first = piece.first, let from = piece.baseAddress, let base = text.baseAddress else { return }
    if count > 0, Spacing.needsSpace(text[count - 1], first) {
      (base + count).initialize(to: 0x20)
      count += 1
    }
    (base + count).initialize(from: from, count: piece.count)
    count += piece.count
  }
}
