/// Finds the name that someone most likely meant.
public enum NearestName {
  /// The nearest of `names` to a misspelled one, where one is near enough to be worth suggesting.
  ///
  /// Nearness is the number of letters to insert, leave out, change or swap with their neighbour (the optimal string
  /// alignment distance; Damerau 1964), at most a third of the word. Case, and `_` for `-`, count nothing. A beginning of
  /// at least three letters that fits one name only is near as well. Of names equally near the first wins.
  public static func find(_ name: String, among names: some Sequence<String>) -> String? {
    let wanted = folded(name)
    guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
    var best: (name: String, distance: Int)?
    var continued: [String] = []
    for candidate in names where candidate != name {
      let letters = folded(candidate)
      if wanted.count >= 3, letters.starts(with: wanted) { continued.append(candidate) }
      let limit = max(1, max(wanted.count, letters.count) / 3)
      guard abs(wanted.count - letters.count) <= limit else { continue }
      let distance = distance(wanted, letters)
      // A word of one or two letters is as near to any other.
      guard distance <= limit, distance < letters.count, distance < wanted.count || distance == 0 else { continue }
      if best.map({ distance < $0.distance }) ?? true { best = (candidate, distance) }
    }
    return best?.name ?? (continued.count == 1 ? continued[0] : nil)
  }

  private static func folded(_ name: String) -> [Unicode.Scalar] {
    name.unicodeScalars.prefix(65).map { scalar in
      switch scalar {
      case "A"..."Z": Unicode.Scalar(UInt8(scalar.value) + 32)
      case "_", " ": "-"
      default: scalar
      }
    }
  }

  /// Insertions, deletions, changes and swaps of neighbours that turn one word into the other.
  static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for i in 1...left.count {
      var row = [i]
      for j in 1...right.count {
        let change = last[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1)
        var least = min(change, last[j] + 1, row[j - 1] + 1)
        if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
          least = min(least, beforeLast[j - 2] + 1)
        }
        row.append(least)
      }
      beforeLast = last
      last = row
    }
    return last[right.count]
  }
}
