/// Values by digest, for tables that are made once and asked for each line of each page. Open addressing: a digest is its
/// own hash.
struct DigestTable<Value: Sendable>: Sendable {
  private var digests: [UInt64]
  private var values: [Value]
  private let mask: Int

  /// - Parameter entries: by digest, none of which is 0; of two with the same digest `merge` makes one.
  init(_ entries: [(digest: UInt64, value: Value)], empty: Value, merge: (Value, Value) -> Value) {
    var size = 16
    while size < entries.count * 4 { size *= 2 }
    mask = size - 1
    digests = [UInt64](repeating: 0, count: size)
    values = [Value](repeating: empty, count: size)
    for entry in entries where entry.digest != 0 {
      let at = slot(entry.digest)
      values[at] = digests[at] == 0 ? entry.value : merge(values[at], entry.value)
      digests[at] = entry.digest
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
    guard digest != 0 else { return nil }
    let at = slot(digest)
    return digests[at] == 0 ? nil : values[at]
  }
}
