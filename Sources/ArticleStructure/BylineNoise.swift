/// Phrases that are cut out of bylines before their names are read, such as the text of a button behind each name.
struct BylineNoise: Sendable {
  static let builtin = BylineNoise(WordLists.builtin("byline-noise"))

  /// The longest first.
  private let phrases: [KeySearch]
  private let scan: PhraseScan

  /// - Parameter phrases: of which short ones are left alone, as names may hold them.
  init(_ phrases: Set<String>) {
    let long = phrases.filter { $0.utf8.count > 8 }.sorted { ($0.utf8.count, $1) > ($1.utf8.count, $0) }
      .map { Array($0.utf8) }
    self.phrases = long.map { KeySearch($0) }
    scan = PhraseScan(long)
  }

  /// Whether a phrase stands in the text.
  func isIn(_ text: Bytes) -> Bool { scan.isAnywhere(in: text) }

  /// The text with a comma for each phrase.
  func removed(from text: Bytes) -> [UInt8] {
    var bytes = Array(text)
    var folded = bytes.map(\.small)
    for phrase in phrases {
      while let start = folded.withUnsafeBufferPointer(phrase.place) {
        bytes.replaceSubrange(start..<(start + phrase.key.count), with: [0x20, 0x2C, 0x20])
        folded.replaceSubrange(start..<(start + phrase.key.count), with: [0x20, 0x2C, 0x20])
      }
    }
    return bytes
  }
}
