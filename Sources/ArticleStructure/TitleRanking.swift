/// The lines of a page that most look like a title. Lines that say the same are one candidate. A candidate's score has a
/// bound that facts tell; only those are weighed that may still come out best.
struct TitleRanking {
  struct Candidate {
    var index: Int
    var digest: UInt64
    var score: Int
    /// Bytes of the block that are title.
    var length: Int
    /// How often the line stands on the page.
    var count = 1
  }

  /// Lines of the same digest.
  private struct Group {
    var first: Int32
    var last: Int32
    var count = 1
    var ceiling: Int
    var place: Int

    /// No less than the candidate's score: what comes back has two points more at most.
    var bound: Int { ceiling + place + (count > 1 ? 2 : 0) }
  }

  /// Blocks that are looked at.
  private static let limit = 8000

  private let scale: TitleScale
  private var lines: [TitleScale.Line] = []
  /// By line: the next of its group, or -1.
  private var next: [Int32] = []
  private var groups: [Group] = []

  init(_ scale: TitleScale) {
    self.scale = scale
    let limit = min(scale.page.count, TitleRanking.limit)
    for index in 0..<limit where scale.mayBeLine(index) {
      if let line = scale.line(index) { lines.append(line) }
    }
    next = [Int32](repeating: -1, count: lines.count)
    group()
  }

  /// Puts lines with the same digest together, in their order.
  private mutating func group() {
    var size = 64
    while size < lines.count * 2 { size *= 2 }
    var slots = [Int32](repeating: -1, count: size)
    for (number, line) in lines.enumerated() {
      let place = scale.place(line.index)
      var slot = Int(truncatingIfNeeded: line.digest &>> 7) & (size - 1)
      while slots[slot] >= 0, lines[Int(groups[Int(slots[slot])].first)].digest != line.digest {
        slot = (slot + 1) & (size - 1)
      }
      if slots[slot] < 0 {
        slots[slot] = Int32(groups.count)
        groups.append(Group(first: Int32(number), last: Int32(number), ceiling: line.ceiling, place: place))
      } else {
        let known = Int(slots[slot])
        next[Int(groups[known].last)] = Int32(number)
        groups[known].last = Int32(number)
        groups[known].count += 1
        groups[known].ceiling = max(groups[known].ceiling, line.ceiling)
        groups[known].place = max(groups[known].place, place)
      }
    }
  }

  /// The best candidates with all that speaks for them, at most `count`. One that can't come within `margin` points of the
  /// best is left out.
  ///
  /// - Parameters:
  ///   - highest: what `evidence` gives at most.
  ///   - evidence: what the rest of the page says of a candidate; takes long.
  func best(_ count: Int, margin: Int, highest: Int, evidence: (Candidate) -> Int) -> [Candidate] {
    var best: [Candidate] = []
    // Scores from here on matter, once something is known of the best.
    var floor = Int.min
    var leader: Candidate?
    for number in byBound() {
      let group = groups[Int(number)]
      if group.bound < floor { break }
      if best.count == count {
        if group.bound < best[count - 1].score { break }
        // Of equals the one that stands first is better.
        if group.bound == best[count - 1].score, lines[Int(group.first)].index > best[count - 1].index { continue }
      }
      guard let candidate = candidate(group) else { continue }
      let place =
        best.firstIndex { ($0.score, -$0.index) < (candidate.score, -candidate.index) } ?? best.count
      best.insert(candidate, at: place)
      if best.count > count { best.removeLast() }
      if place == 0 {
        var first = candidate
        first.score += evidence(candidate)
        leader = first
        floor = max(floor, first.score - highest - margin)
      }
    }
    var weighed: [Candidate] = []
    for candidate in best where candidate.score >= floor {
      var own = candidate
      if let leader, leader.index == own.index { own.score = leader.score } else { own.score += evidence(own) }
      floor = max(floor, own.score - highest - margin)
      weighed.append(own)
    }
    return weighed
  }

  /// The numbers of the groups, those with the highest bounds first; of equals the one that stands first.
  private func byBound() -> [Int32] {
    guard let low = groups.lazy.map(\.bound).min(), let high = groups.lazy.map(\.bound).max() else { return [] }
    // Bounds are a few dozen points apart: one place for each.
    var starts = [Int32](repeating: 0, count: high - low + 2)
    for group in groups { starts[high - group.bound + 1] += 1 }
    for place in 1..<starts.count { starts[place] += starts[place - 1] }
    var order = [Int32](repeating: 0, count: groups.count)
    for (number, group) in groups.enumerated() {
      order[Int(starts[high - group.bound])] = Int32(number)
      starts[high - group.bound] += 1
    }
    return order
  }

  /// What the lines of a group are worth together: `nil` where none of them is a candidate.
  private func candidate(_ group: Group) -> Candidate? {
    var best: Candidate?
    var number = Int(group.first)
    while number >= 0 {
      let line = lines[number]
      number = Int(next[number])
      guard let score = scale.score(line) else { continue }
      guard var known = best else {
        best = Candidate(index: line.index, digest: line.digest, score: score, length: line.length)
        continue
      }
      known.count += 1
      if known.count <= 6 {
        if isBetter(line, score, than: known) {
          known.index = line.index
          known.length = line.length
        }
        known.score = max(known.score, score)
      }
      best = known
    }
    guard var best else { return nil }
    best.score += scale.place(best.index)
    // A title comes back once or twice, what belongs to the site on and on.
    switch best.count {
    case 1: break
    case 2...4: best.score += 2
    default: best.score -= 2 * best.count
    }
    return best
  }

  private func isBetter(_ line: TitleScale.Line, _ score: Int, than known: Candidate) -> Bool {
    if scale.firstAbstract >= 0, line.index > scale.firstAbstract { return false }
    if score > known.score { return true }
    if score == known.score, scale.place(line.index) > scale.place(known.index) { return true }
    let bylines = BylineReader(scale.page)
    return score + 6 > known.score && bylines.beginsByline(after: known.index) == nil
      && bylines.beginsByline(after: line.index) != nil
  }
}
