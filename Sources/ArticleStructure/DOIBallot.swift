/// Counts what speaks for each DOI of a page.
struct DOIBallot {
  private struct Entry {
    /// Its bytes, in lower case, in those of all.
    var range: Range<Int>
    var digest: UInt64
    var votes: Int
  }

  /// In the order in which they were met.
  private var entries: [Entry] = []
  private var bytes: [UInt8] = []
  /// Digest → index in `entries`.
  private var places: [UInt64: Int] = [:]

  mutating func vote(_ mention: DOIFinder.Mention, in text: Bytes, _ weight: Int) {
    if let place = places[mention.digest] {
      entries[place].votes += weight
      return
    }
    let start = bytes.count
    for byte in text.part(mention.range).head(mention.length) { bytes.append(byte.small) }
    places[mention.digest] = entries.count
    entries.append(Entry(range: start..<bytes.count, digest: mention.digest, votes: weight))
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
          entries[other].votes += min(3, entries[index].votes)
          entries[index].votes = 0
          break
        }
      }
    }
  }
}
