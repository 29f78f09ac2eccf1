/// Values that several pieces of evidence give a field, and how much speaks for each.
struct Ballot {
  private(set) var values: [(value: String, weight: Int)] = []
  /// Of the values' keys.
  private var digests: [UInt64] = []

  var isEmpty: Bool { values.isEmpty }

  /// Adds to the weight of a value; those that differ only in signs and case are one.
  mutating func vote(_ value: String, _ weight: Int) {
    let digest = TextKey.digest(value)
    guard digest != 0, weight > 0 else { return }
    if let known = digests.firstIndex(of: digest) {
      values[known].weight += weight
    } else {
      digests.append(digest)
      values.append((value, weight))
    }
  }

  /// The value for which most speaks; of equals the one that was met first.
  var best: String? { ranked.first?.value }

  var ranked: [(value: String, weight: Int)] {
    values.enumerated().sorted { ($0.element.weight, -$0.offset) > ($1.element.weight, -$1.offset) }.map(\.element)
  }

  /// Whether another value has nearly as much for it.
  var isDisputed: Bool {
    let ranked = ranked
    return ranked.count > 1 && ranked[1].weight >= 5 && ranked[1].weight * 4 > ranked[0].weight * 3
  }
}
