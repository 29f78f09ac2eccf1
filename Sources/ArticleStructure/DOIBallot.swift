/// Counts what speaks for each DOI of a page. That it is mentioned again in the same way says little more: a list of other
/// works names each of them several times.
struct DOIBallot {
  /// Ways in which a page mentions a DOI, each with what it is worth.
  struct Ways: OptionSet {
    let rawValue: UInt8
    /// Near the title.
    static let near = Ways(rawValue: 1)
    /// On a line of its own, or nearly.
    static let alone = Ways(rawValue: 2)
    /// In a citation that holds the article's title.
    static let citation = Ways(rawValue: 4)
    /// In a short block.
    static let short = Ways(rawValue: 8)
    /// On a line that begins with "DOI".
    static let labelled = Ways(rawValue: 16)

    var weight: Int {
      (contains(.near) ? 4 : 0) + (contains(.alone) ? 2 : 0) + (contains(.citation) ? 7 : 0)
        + (contains(.short) ? 1 : 0)
        + (contains(.labelled) ? 3 : 0)
    }
  }

  private struct Entry {
    /// Its bytes, in lower case, in those of all.
    var range: Range<Int>
    var digest: UInt64
    var ways: Ways
    /// Mentions, and links that lead to it.
    var count: Int
    /// What figures and supplements add.
    var shared = 0
    /// More than this it can't have.
    var limit: Int

    var votes: Int { min(limit, ways.weight + min(3, count) + shared) }
  }

  /// In the order in which they were met.
  private var entries: [Entry] = []
  private var bytes: [UInt8] = []
  /// Digest → index in `entries`.
  private var places: [UInt64: Int] = [:]

  /// - Parameter limit: the most that the DOI may have for it.
  mutating func vote(_ mention: DOIFinder.Mention, in text: Bytes, _ ways: Ways, limit: Int = .max) {
    if let place = places[mention.digest] {
      entries[place].ways.formUnion(ways)
      entries[place].count += 1
      entries[place].limit = max(entries[place].limit, limit)
      return
    }
    let start = bytes.count
    for byte in text.part(mention.range).head(mention.length) where byte != 0x20 { bytes.append(byte.small) }
    places[mention.digest] = entries.count
    entries.append(
      Entry(range: start..<bytes.count, digest: mention.digest, ways: ways, count: 1, limit: limit))
  }

  /// The DOI with most votes; of equals the one that was met first.
  mutating func result() -> (doi: String, digest: UInt64, isDisputed: Bool)? {
    shareVotes()
    guard let best = entries.indices.max(by: { (entries[$0].votes, -$0) < (entries[$1].votes, -$1) }),
      entries[best].votes >= 3
    else { return nil }
    var second = 0
    for index in entries.indices where index != best { second = max(second, entries[index].votes) }
    let doi = String(decoding: bytes[entries[best].range], as: UTF8.self)
    return (doi, entries[best].digest, second >= 5 && second * 3 > entries[best].votes * 2)
  }

  /// Figures, tables and supplements have the article's DOI and more: they speak for the article.
  private mutating func shareVotes() {
    bytes.withUnsafeBufferPointer { bytes in
      for index in entries.indices {
        let own = bytes.part(entries[index].range)
        for other in entries.indices where other != index {
          let count = entries[other].range.count
          // Most differ in the last byte that counts.
          guard count > 9, count < own.count, own[count - 1] == bytes[entries[other].range.upperBound - 1],
            own.begins(with: bytes.part(entries[other].range))
          else { continue }
          entries[other].shared += min(3, entries[index].votes)
          entries[index].limit = 0
          break
        }
      }
    }
  }
}
