import FettleKit
import FettleText

/// Groups of patterns over names or texts: which of them match, as bits.
struct GroupTable: Sendable {
  struct Entry: Sendable {
    var name: String
    var pattern: String
    var examples: [String]
  }

  let entries: [Entry]
  private let patterns: PatternSet?

  /// What class names and the like say.
  static let names = GroupTable(PackageResources.names_txt, separator: " ")
  /// What short texts say.
  static let phrases = GroupTable(PackageResources.phrases_txt, separator: "|")

  /// - Parameter file: lines of group, pattern and examples, with tabs between them.
  init(_ file: [UInt8], separator: Character) {
    var entries: [Entry] = []
    for line in String(decoding: file, as: UTF8.self).split(separator: "\n") where !line.hasPrefix("#") {
      let parts = line.split(separator: "\t")
      guard parts.count >= 2 else { continue }
      entries.append(
        Entry(
          name: String(parts[0]), pattern: String(parts[1]),
          examples: parts.count > 2 ? parts[2].split(separator: separator).map(String.init) : []))
    }
    self.entries = entries
    patterns = try? PatternSet(entries.map(\.pattern))
  }

  var count: Int { entries.count }

  /// Bit n for group n.
  func groups(in text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var bits: UInt32 = 0
    patterns?.forEachMatch(in: text) { bits |= 1 << UInt32($0) }
    return bits
  }
}
