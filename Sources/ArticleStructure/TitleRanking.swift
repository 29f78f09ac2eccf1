/// The lines of a page that most look like a title. Lines that say the same are one candidate. A candidate's score has a
/// bound that facts tell; only those are weighed whose bound reaches the best that were weighed already.
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
    for index in 0..<limit { if let line = scale.line(index) { lines.append(line) } }
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

  /// The best candidates, the best first; of equals the one that stands first.
  func best(_ count: Int) -> [Candidate] {
    var best: [Candidate] = []
    for group in groups.sorted(by: { ($0.bound, -$0.first) > ($1.bound, -$1.first) }) {
      if best.count == count, group.bound < best[count - 1].score { break }
      guard let candidate = candidate(group) else { continue }
      let place =
        best.firstIndex { ($0.score, -$0.index) < (candidate.score, -candidate.index) } ?? best.count
      best.insert(candidate, at: place)
      if best.count > count { best.removeLast() }
    }
    return best
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
