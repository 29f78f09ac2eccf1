/// Makes a failing input small: the algorithm ddmin (Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing
/// Input", 2002).
struct DeltaDebugging {
  /// How many more times `fails` may be asked.
  var budget: Int

  /// A part of `units` that still fails, from which no unit can be taken away without losing the failure (unless the budget
  /// ran out first). The units keep their order.
  ///
  /// - Parameter fails: whether so many of the units fail as all of them do. All of them must.
  mutating func smallest<Unit>(_ units: [Unit], fails: ([Unit]) -> Bool) -> [Unit] {
    var units = units
    var pieces = 2
    while units.count >= 2 {
      pieces = min(pieces, units.count)
      if let shorter = without(one: pieces, of: units, fails: fails) {
        // Pieces stay as large as they were.
        pieces = shorter.isOnePiece ? 2 : max(2, pieces * shorter.units.count / units.count)
        units = shorter.units
      } else if budget <= 0 || pieces == units.count {
        break
      } else {
        pieces *= 2
      }
    }
    if units.count == 1, ask({ fails([]) }) { return [] }
    return units
  }

  /// The first piece that fails alone, or else all but the first one that isn't needed.
  private mutating func without<Unit>(
    one count: Int, of units: [Unit], fails: ([Unit]) -> Bool
  ) -> (units: [Unit], isOnePiece: Bool)? {
    let ranges = (0..<count).map { ($0 * units.count / count)..<(($0 + 1) * units.count / count) }
    // A piece alone is worth a try only where it is much smaller; later it rarely fails.
    if count <= 4 {
      for range in ranges {
        let piece = Array(units[range])
        if ask({ fails(piece) }) { return (piece, true) }
      }
    }
    if count == 2 { return nil }
    var kept = units
    var taken = 0
    // All that can go at this size goes in one pass, from the end, so that ranges before it stay right.
    for range in ranges.reversed() {
      var shorter = kept
      shorter.removeSubrange(range)
      if shorter.isEmpty { continue }
      if ask({ fails(shorter) }) {
        kept = shorter
        taken += 1
      }
    }
    return taken > 0 ? (kept, false) : nil
  }

  private mutating func ask(_ question: () -> Bool) -> Bool {
    if budget <= 0 { return false }
    budget -= 1
    return question()
  }
}
