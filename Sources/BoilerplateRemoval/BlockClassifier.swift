import FettleKit

/// Boosted trees over `BlockFeatures`. Each tree asks the same question of all blocks on a level, so that a tree of depth
/// four is four comparisons and one look into a table (Kohavi 1994, "oblivious" decision trees). All of it is whole
/// numbers: the same on every machine.
struct BlockClassifier: Sendable {
  /// How many questions a tree asks; one that asks fewer is filled up with questions that all answer no to.
  private static let depth = 4

  /// The questions of all trees, one tree behind the other: a feature, and what its value must pass.
  private var features: [UInt8] = []
  private var limits: [Int16] = []
  /// The answers of all trees: by a tree's questions, the first one's as the lowest bit; in thousandths of a logit.
  private var answers: [Int32] = []
  private var bias: Int32 = 0
  /// From how many thousandths on a block is taken out.
  private var threshold: Int32 = 0

  /// The one that comes with the stage; `nil` where its file can't be read, which a test watches over.
  static let builtin = BlockClassifier(String(decoding: PackageResources.blocks_trees_txt, as: UTF8.self))

  /// Reads what `Scripts/train-blocks` writes: `bias N`, `threshold N`, and a line a tree: `name<=N … : value …`.
  init?(_ text: String) {
    var bias: Int32?
    var threshold: Int32?
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let words = line.split(separator: " ")
      guard words.count >= 2 else { return nil }
      if words[0] == "bias" {
        bias = Int32(words[1])
      } else if words[0] == "threshold" {
        threshold = Int32(words[1])
      } else if !addTree(words) {
        return nil
      }
    }
    guard let bias, let threshold else { return nil }
    self.bias = bias
    self.threshold = threshold
  }

  private mutating func addTree(_ words: [Substring]) -> Bool {
    guard let colon = words.firstIndex(of: ":"), colon <= BlockClassifier.depth else { return false }
    for word in words[..<colon] {
      guard let sign = word.firstIndex(of: "<"), word[sign...].hasPrefix("<="),
        let feature = BlockFeatures.names.firstIndex(of: String(word[..<sign])),
        let limit = Int16(word[word.index(sign, offsetBy: 2)...])
      else { return false }
      features.append(UInt8(feature))
      limits.append(limit)
    }
    for _ in colon..<BlockClassifier.depth {
      features.append(0)
      limits.append(.max)
    }
    let values = words[(colon + 1)...].compactMap { Int32($0) }
    guard values.count == 1 << colon, values.count == words.count - colon - 1 else { return false }
    answers += values + [Int32](repeating: 0, count: (1 << BlockClassifier.depth) - values.count)
    return true
  }

  /// How sure it is that a block is boilerplate: thousandths of the logarithm of the odds.
  ///
  /// - Parameter values: all features of the block.
  func score(_ values: [Int16]) -> Int32 {
    precondition(values.count == BlockFeatures.count)
    var sum = bias
    values.withUnsafeBufferPointer { values in
      features.withUnsafeBufferPointer { features in
        limits.withUnsafeBufferPointer { limits in
          answers.withUnsafeBufferPointer { answers in
            for tree in 0..<(answers.count >> BlockClassifier.depth) {
              var leaf = tree << BlockClassifier.depth
              for level in 0..<BlockClassifier.depth {
                let question = tree &* BlockClassifier.depth &+ level
                if values[Int(features[question])] > limits[question] { leaf |= 1 << level }
              }
              sum &+= answers[leaf]
            }
          }
        }
      }
    }
    return sum
  }

  /// The logistic function in percent, by a table of where each percent begins.
  static func percent(_ score: Int32) -> Int {
    var low = 0
    var high = 100
    while low < high {
      let middle = (low + high + 1) / 2
      if score >= beginnings[middle] { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// 1000 · ln(p / (1 − p)) for p of 0, 1, … 100 %, rounded.
  private static let beginnings: [Int32] = [
    -100000, -4595, -3892, -3476, -3178, -2944, -2752, -2587, -2442, -2314, -2197, -2091, -1992, -1901, -1815, -1735,
    -1658, -1586, -1516, -1450, -1386, -1325, -1266, -1208, -1153, -1099, -1046, -995, -944, -895, -847, -800, -754,
    -708, -663, -619, -575, -532, -490, -447, -405, -364, -323, -282, -241, -201, -160, -120, -80, -40, 0, 40, 80, 120,
    160, 201, 241, 282, 323, 364, 405, 447, 490, 532, 575, 619, 663, 708, 754, 800, 847, 895, 944, 995, 1046, 1099,
    1153, 1208, 1266, 1325, 1386, 1450, 1516, 1586, 1658, 1735, 1815, 1901, 1992, 2091, 2197, 2314, 2442, 2587, 2752,
    2944, 3178, 3476, 3892, 4595, 100000,
  ]

  /// Whether a block is one that rules left, and that may be taken out without a rule of its own: paragraphs, captions,
  /// bibliographic data and references may not.
  static func mayDecide(_ page: Page, _ index: Int) -> Bool {
    let fact = page.facts[index]
    guard fact.verdict < 0, !fact.isProse, fact.zone != .references, index != page.title else { return false }
    if fact.kept & (Kept.caption.bit | Kept.metadata.bit | Kept.articleType.bit) != 0 { return false }
    if fact.isKept(.affiliation), fact.toolWords == 0 { return false }
    return !isName(fact)
  }

  /// Whether a line near the title is nothing but a name, as authors' names are where each has a line.
  private static func isName(_ fact: BlockFacts) -> Bool {
    fact.zone == .front && fact.words >= 2 && fact.words <= 5 && fact.small == 0 && fact.digits <= 3
      && fact.toolWords == 0 && fact.functionWords == 0
  }

  /// Decides on all blocks that rules left.
  func apply(to page: inout Page) {
    guard page.facts.contains(where: { $0.verdict >= 0 }) else { return }
    for decision in decisions(on: page) {
      page.remove(decision.block, by: page.rules.builtin.classified(BlockClassifier.percent(decision.score)))
    }
  }

  private func decisions(on page: Page) -> [(block: Int, score: Int32)] {
    let features = BlockFeatures(page)
    var values = [Int16](repeating: 0, count: BlockFeatures.count)
    var decisions: [(block: Int, score: Int32)] = []
    for index in 0..<page.count where BlockClassifier.mayDecide(page, index) && !features.isRemote(index) {
      features.values(index, into: &values)
      let score = score(values)
      if score >= threshold { decisions.append((index, score)) }
    }
    return decisions
  }
}
