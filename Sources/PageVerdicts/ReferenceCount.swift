import FettleKit

/// Whether a reference list lacks entries: the page says that there are more, or their own numbers do.
enum ReferenceCount {
  static func finding(_ document: borrowing Document) -> Finding? {
    let found = document.references.count
    guard found >= 1 else { return nil }
    if let stated = stated(document), stated.count >= 5, found * 10 < stated.count * 8 {
      return finding(
        "the page says that there are \(stated.count) references, and has \(found)", found, stated.count, stated.range)
    }
    let numbers = document.references.compactMap(\.number)
    // Every entry has a number, and they count up to more than there are.
    if numbers.count == found, let highest = numbers.max(), highest <= 2000, found * 10 < highest * 8,
      highest - found >= 3,
      isAscending(numbers)
    {
      return finding(
        "the references are numbered up to \(highest), and there are \(found)", found, highest,
        document.references[found - 1].range)
    }
    return nil
  }

  private static func finding(_ what: String, _ found: Int, _ stated: Int, _ range: Range<Int>) -> Finding {
    Finding(
      .truncatedReferences, "truncated references: \(what)",
      ["found": .number(Double(found)), "stated": .number(Double(stated))], at: range)
  }

  private static func isAscending(_ numbers: [Int]) -> Bool {
    zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }
  }

  /// The largest number of references that a line states.
  private static func stated(_ document: borrowing Document) -> (count: Int, range: Range<Int>)? {
    var most: (count: Int, range: Range<Int>)?
    for index in document.blocks.indices where (8...48).contains(document.blocks[index].text.count) {
      if case .reference = document.blocks[index].outcome { continue }
      let bytes = document.blocks[index].text.bytes
      guard bytes.contains(where: { $0 &- 0x30 < 10 }),
        bytes.withUnsafeBufferPointer({ PhraseList.builtin.kind(of: $0) }) == .references
      else { continue }
      var count = 0
      for byte in bytes where byte &- 0x30 < 10 { count = min(count * 10 + Int(byte & 15), 99_999) }
      // A year is none.
      if count <= 1500, count > most?.count ?? 0 { most = (count, document.blocks[index].range) }
    }
    return most
  }
}
