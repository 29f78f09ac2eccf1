/// Values by digest, for tables that are made once and asked for each line of each page. Open addressing: a digest is its
/// own hash.
struct DigestTable<Value: Sendable>: Sendable {
  private var digests: [UInt64]
  private var values: [Value]
  private let mask: Int
  /// A bit for each of eight times as many places: most digests that aren't in the table find none set.
  private var filter: [UInt64]

  /// - Parameter entries: by digest, none of which is 0; of two with the same digest `merge` makes one.
  init(_ entries: [(digest: UInt64, value: Value)], empty: Value, merge: (Value, Value) -> Value) {
    var size = 16
    while size < entries.count * 4 { size *= 2 }
    mask = size - 1
    digests = [UInt64](repeating: 0, count: size)
    values = [Value](repeating: empty, count: size)
    filter = [UInt64](repeating: 0, count: size / 8)
    for entry in entries where entry.digest != 0 {
      let at = slot(entry.digest)
      values[at] = digests[at] == 0 ? entry.value : merge(values[at], entry.value)
      digests[at] = entry.digest
      filter[Int(truncatingIfNeeded: entry.digest &>> 13) & (filter.count - 1)] |= 1 << (entry.digest &>> 7 & 63)
    }
  }

  /// Where the digest is, or would be.
  @inline(__always)
  private func slot(_ digest: UInt64) -> Int {
    var at = Int(truncatingIfNeeded: digest &>> 7) & mask
    while digests[at] != 0, digests[at] != digest { at = (at + 1) & mask }
    return at
  }

  @inline(__always)
  subscript(digest: UInt64) -> Value? {
    guard digest != 0,
      filter[Int(truncatingIfNeeded: digest &>> 13) & (filter.count - 1)] &>> (digest &>> 7 & 63) & 1 != 0
    else { return nil }
    let at = slot(digest)
    return digests[at] == 0 ? nil : values[at]
  }
}
