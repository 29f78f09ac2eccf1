/// Phrases that are cut out of bylines before their names are read, such as the text of a button behind each name.
struct BylineNoise: Sendable {
  static let builtin = BylineNoise(WordLists.builtin("byline-noise"))

  /// The longest first.
  private let phrases: [KeySearch]
  private let scan: PhraseScan
  /// Bytes of the longest of them, or of an ORCID's address with what stands before it.
  let reach: Int

  /// - Parameter phrases: of which short ones are left alone, as names may hold them.
  init(_ phrases: Set<String>) {
    let long = phrases.filter { $0.utf8.count > 8 }.sorted { ($0.utf8.count, $1) > ($1.utf8.count, $0) }
      .map { Array($0.utf8) }
    self.phrases = long.map { KeySearch($0) }
    scan = PhraseScan(long)
    reach = max(long.first?.count ?? 0, BylineNoise.leads.reduce(BylineNoise.orcid.key.count) { $0 + $1.count })
  }

  /// Whether a phrase or an ORCID's address stands in the text.
  func isIn(_ text: Bytes) -> Bool { scan.isAnywhere(in: text) || BylineNoise.orcid.isIn(text) }

  private static let orcid = KeySearch(Array("orcid.org/".utf8))
  /// What may stand before it, each of them once and in reverse order.
  private static let leads = ["www.", " ", "http://", "https://"].map { Array($0.utf8) }

  /// "https://orcid.org/0000-0002-1825-0097", glued to a name or broken at a line's end, gives way to a comma.
  private static func removeORCIDs(from bytes: inout [UInt8]) {
    while let place = bytes.withUnsafeBufferPointer({ orcid.place(in: $0) }) {
      var start = place
      for lead in leads
      where start >= lead.count && bytes[(start - lead.count)..<start].elementsEqual(lead) {
        start -= lead.count
      }
      var end = place + orcid.key.count
      if end < bytes.count, bytes[end] == 0x20 { end += 1 }
      while end < bytes.count, bytes[end].isDigit || bytes[end] == UInt8(ascii: "-") || bytes[end] == UInt8(ascii: "X")
      {
        end += 1
      }
      bytes.replaceSubrange(start..<end, with: [0x20, 0x2C, 0x20])
    }
  }

  /// The text with a comma for each phrase.
  func removed(from text: Bytes) -> [UInt8] {
    var bytes = Array(text)
    BylineNoise.removeORCIDs(from: &bytes)
    guard bytes.withUnsafeBufferPointer(scan.isAnywhere) else { return bytes }
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
