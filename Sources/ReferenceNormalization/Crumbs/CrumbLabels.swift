/// The labels of link crumbs, from `Data/link-crumbs.txt`, ordered for matching from their last byte.
struct CrumbLabels: Sendable {
  struct Label: Sendable {
    /// Lower case, without spaces.
    var bytes: [UInt8]
    /// Whether it is an ordinary word too, and so counts only in company.
    var isWeak: Bool
  }

  static let builtin = CrumbLabels(entries: DataFile.lines("link-crumbs"))

  /// By their last byte; the longest first.
  private let byLastByte: [[Label]]

  init(entries: [String]) {
    var buckets: [[Label]] = Array(repeating: [], count: 256)
    for entry in entries {
      let isWeak = entry.utf8.first == 0x7E
      let bytes = entry.utf8.drop { $0 == 0x7E }.filter { $0 != 0x20 }.map(CrumbLabels.lower)
      if let last = bytes.last { buckets[Int(last)].append(Label(bytes: bytes, isWeak: isWeak)) }
    }
    byLastByte = buckets.map { $0.sorted { $0.bytes.count > $1.bytes.count } }
  }

  static func lower(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }

  /// The longest label that ends right at `end`.
  ///
  /// - Returns: where it begins, and whether it is weak.
  func label(in text: ArraySlice<UInt8>, endingAt end: Int) -> (start: Int, isWeak: Bool)? {
    guard end > text.startIndex else { return nil }
    for label in byLastByte[Int(CrumbLabels.lower(text[end - 1]))] {
      if let start = match(label.bytes, in: text, endingAt: end) { return (start, label.isWeak) }
    }
    return nil
  }

  private func match(_ label: [UInt8], in text: ArraySlice<UInt8>, endingAt end: Int) -> Int? {
    var at = end
    var index = label.count
    var spaces = 0
    while index > 0 {
      guard at > text.startIndex else { return nil }
      let byte = text[at - 1]
      if byte <= 0x20 || byte == 0xA0 || (byte == 0xC2 && text[at] == 0xA0) {
        // A label is wrapped or padded, but not by more than a line's worth of white space.
        guard index < label.count, spaces < 40 else { return nil }
        spaces += 1
        at -= 1
        continue
      }
      guard CrumbLabels.lower(byte) == label[index - 1] else { return nil }
      at -= 1
      index -= 1
      if index == 0 { return at }
    }
    return nil
  }
}
