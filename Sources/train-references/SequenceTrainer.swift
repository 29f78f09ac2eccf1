import SequenceLabeling

/// Fits the weights of a conditional random field by stochastic gradients (AdaGrad: Duchi, Hazan, Singer 2011), with L2 and
/// L1 priors. One thread, a fixed order, and no function of the mathematics library but the square root: the same data give
/// the same weights, bit for bit.
///
/// A token may be allowed several labels; then the sum over them is made likely.
struct SequenceTrainer {
  struct Options {
    var epochs = 12
    var rate: Float = 0.25
    var l2: Float = 0.5
    var l1: Float = 0.3
    var minimumCount = 3
    var minimumWideCount = 3
    /// The share of attributes, and of words with all that is lexical of them, that a pass doesn't look at.
    var drop = 0.0
    var dropWords = 0.0
    /// How many of the last passes the weights are averaged over.
    var averaged = 1
    /// What every wrong label of a token is given in advance, so that the right ones must win by so much (softmax-margin:
    /// Gimpel, Smith 2010).
    var margin: Float = 0
  }

  struct Sequence {
    /// Row and whether it is wide, of all attributes of all tokens.
    var attributes: [Int32] = []
    /// Where each token's attributes begin; one more at the end.
    var starts: [Int32] = [0]
    /// `tables` of each token.
    var classes: [UInt16]
    /// What the model may answer, and what is right.
    var allowed: [UInt16]
    var right: [UInt16]
    var count: Int { right.count }
  }

  static let window = SequenceWeights.window
  static let lanes = SequenceWeights.lanes
  static let tables = SequenceWeights.tables

  let options: Options
  let labels: Int
  let classCount: Int
  /// How many of them are a token's first ones.
  let firstTableSize: Int
  var sequences: [Sequence] = []
  /// By row: where its vectors are, and its key.
  var rows: [UInt64: Int32] = [:]
  var keys: [(key: UInt64, isWide: Bool, isLexical: Bool, first: Int)] = []
  var vectorCount = 0

  let weights: UnsafeMutablePointer<SIMD16<Float>>
  let squares: UnsafeMutablePointer<SIMD16<Float>>
  var transitions: [SIMD16<Float>]
  private var sums: [SIMD16<Float>] = []
  private var transitionSums: [SIMD16<Float>] = []
  private var summed = 0
  var transitionSquares: [SIMD16<Float>]
  var odds: [SIMD16<Float>]
  /// Transitions that no right labelling holds.
  var isPossible: [SIMD16<Float>]

  /// - Parameter keys: attributes in the order in which they were first seen, with how often.
  init(
    _ counted: [(key: UInt64, isWide: Bool, isLexical: Bool, count: Int)], labels: Int, classes: Int,
    firstTableSize: Int, options: Options
  ) {
    self.firstTableSize = firstTableSize
    self.options = options
    self.labels = labels
    classCount = classes
    var vectors = 0
    for (key, isWide, isLexical, count) in counted
    where count >= (isWide ? options.minimumWideCount : options.minimumCount) {
      rows[key] = Int32(keys.count)
      keys.append((key, isWide, isLexical, vectors))
      vectors += isWide ? SequenceTrainer.window : 1
    }
    vectorCount = vectors
    weights = .allocate(capacity: vectors + 1)
    squares = .allocate(capacity: vectors + 1)
    weights.initialize(repeating: SIMD16(), count: vectors + 1)
    squares.initialize(repeating: SIMD16(repeating: 1e-2), count: vectors + 1)
    transitions = Array(repeating: SIMD16(), count: classes * 16)
    transitionSquares = Array(repeating: SIMD16(repeating: 1e-1), count: classes * 16)
    odds = Array(repeating: SIMD16(repeating: 1), count: classes * 16)
    isPossible = Array(repeating: SIMD16(repeating: 1), count: 16)
  }

  // MARK: - Scores

  func scores(_ sequence: Sequence) -> [SIMD16<Float>] {
    let count = sequence.count
    var scores = [SIMD16<Float>](repeating: SIMD16(), count: count)
    scores.withUnsafeMutableBufferPointer { scores in
      for token in 0..<count {
        for at in Int(sequence.starts[token])..<Int(sequence.starts[token + 1]) {
          let (_, isWide, _, first) = keys[Int(sequence.attributes[at])]
          if isWide {
            let low = max(0, token - 3)
            let high = min(count - 1, token + 3)
            var vector = weights + first + (low - token + 3)
            for target in low...high {
              scores[target] += vector.pointee
              vector += 1
            }
          } else {
            scores[token] += weights[first]
          }
        }
      }
    }
    return scores
  }

  private static let bits = SIMD16<UInt32>(
    1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768)

  private static func lanes(_ mask: UInt16) -> SIMDMask<SIMD16<Int32>> {
    (SIMD16<UInt32>(repeating: UInt32(mask)) & bits) .!= 0
  }

  /// Forward–backward under masks.
  ///
  /// - Returns: marginals, and, added into `pairs`, the expected transitions times `sign`.
  func expect(
    _ scores: [SIMD16<Float>], _ classes: [UInt16], _ odds: [SIMD16<Float>], _ masks: [UInt16], sign: Float,
    pairs: inout [SIMD16<Float>]
  ) -> [SIMD16<Float>] {
    let tables = SequenceTrainer.tables
    let count = scores.count
    var emissions: [SIMD16<Float>] = []
    emissions.reserveCapacity(count)
    for token in 0..<count {
      let allowed = SequenceTrainer.lanes(masks[token])
      let score = SIMD16<Float>(repeating: -1e6).replacing(with: scores[token], where: allowed)
      emissions.append(SIMD16<Float>().replacing(with: Exponential.of(score - score.max()), where: allowed))
    }
    var forward: [SIMD16<Float>] = []
    forward.reserveCapacity(count)
    var state = emissions[0] / emissions[0].sum()
    forward.append(state)
    for token in 1..<max(1, count) {
      let rows = token * 16
      var next = SIMD16<Float>()
      for label in 0..<labels where state[label] > 0 { next += odds[rows + label] * state[label] }
      next *= emissions[token]
      let sum = next.sum()
      state = sum > 1e-30 ? next / sum : emissions[token] / emissions[token].sum()
      forward.append(state)
    }
    var marginals = forward
    var backward = SIMD16<Float>(repeating: 1)
    for token in (0..<(count - 1)).reversed() {
      let rows = (token + 1) * 16
      let ahead = backward * emissions[token + 1]
      var before = SIMD16<Float>()
      for label in 0..<labels { before[label] = (odds[rows + label] * ahead).sum() }
      var total: Float = 0
      for label in 0..<labels { total += forward[token][label] * before[label] }
      if total > 1e-30 {
        for label in 0..<labels where forward[token][label] > 1e-6 {
          let pair = odds[rows + label] * ahead * (forward[token][label] / total * sign)
          for table in 0..<tables { pairs[Int(classes[(token + 1) * tables + table]) * 16 + label] += pair }
        }
      }
      let largest = before.max()
      backward = largest > 0 ? before / largest : SIMD16(repeating: 1)
      let product = forward[token] * backward
      let sum = product.sum()
      marginals[token] = sum > 1e-30 ? product / sum : forward[token]
    }
    return marginals
  }

  mutating func refreshOdds(_ classes: some Swift.Sequence<Int>) {
    for kind in classes {
      for label in 0..<16 {
        odds[kind * 16 + label] = Exponential.of(transitions[kind * 16 + label]) * isPossible[label]
      }
    }
  }

  /// Of each token, the odds of its transitions: a row for each label before.
  private func allOdds(_ sequence: Sequence) -> [SIMD16<Float>] {
    var all: [SIMD16<Float>] = []
    all.reserveCapacity(sequence.count * 16)
    for token in 0..<sequence.count {
      for label in 0..<16 {
        var product = SIMD16<Float>(repeating: 1)
        for table in 0..<SequenceTrainer.tables {
          product *= odds[Int(sequence.classes[token * SequenceTrainer.tables + table]) * 16 + label]
        }
        all.append(product)
      }
    }
    return all
  }

  // MARK: - Learning

  /// One pass over the sequences in this order.
  mutating func epoch(_ order: [Int], rate: Float, shuffler: inout Shuffler) {
    let gain = Float(1 / (1 - options.drop))
    var pairs = [SIMD16<Float>](repeating: SIMD16(), count: classCount * 16)
    for index in order {
      let sequence = thinned(sequences[index], &shuffler)
      let count = sequence.count
      var scores = scores(sequence)
      if gain != 1 { for token in 0..<count { scores[token] *= gain } }
      var isTouched = [Bool](repeating: false, count: classCount)
      for kind in sequence.classes.dropFirst(SequenceTrainer.tables) { isTouched[Int(kind)] = true }
      let touched = (0..<classCount).filter { isTouched[$0] }
      let odds = allOdds(sequence)
      let handicap = handicapped(scores, sequence)
      let model = expect(handicap, sequence.classes, odds, sequence.allowed, sign: 1, pairs: &pairs)
      let right = expect(scores, sequence.classes, odds, sequence.right, sign: -1, pairs: &pairs)
      var errors: [SIMD16<Float>] = []
      errors.reserveCapacity(count)
      var isWrong: [Bool] = []
      isWrong.reserveCapacity(count)
      for token in 0..<count {
        let error = model[token] - right[token]
        errors.append(error)
        isWrong.append((error * error).sum() > 1e-5)
      }
      for token in 0..<count {
        let low = max(0, token - 3)
        let high = min(count - 1, token + 3)
        guard (low...high).contains(where: { isWrong[$0] }) else { continue }
        for at in Int(sequence.starts[token])..<Int(sequence.starts[token + 1]) {
          let (_, isWide, _, first) = keys[Int(sequence.attributes[at])]
          if isWide {
            for target in low...high where isWrong[target] {
              step(first + target - token + 3, errors[target], rate)
            }
          } else if isWrong[token] {
            step(first, errors[token], rate)
          }
        }
      }
      for kind in touched {
        for row in (kind * 16)..<(kind * 16 + 16) {
          let gradient = pairs[row]
          transitionSquares[row] += gradient * gradient
          transitions[row] -= gradient * rate / transitionSquares[row].squareRoot()
          pairs[row] = SIMD16()
        }
      }
      refreshOdds(touched)
    }
  }

  /// The scores with the margin added to what is wrong.
  private func handicapped(_ scores: [SIMD16<Float>], _ sequence: Sequence) -> [SIMD16<Float>] {
    guard options.margin > 0 else { return scores }
    let margin = SIMD16<Float>(repeating: options.margin)
    return zip(scores, sequence.right).map { score, right in
      score + margin.replacing(with: 0, where: SequenceTrainer.lanes(right))
    }
  }

  /// A sequence without some of its attributes, so that no weight relies on others, nor on knowing the word.
  private func thinned(_ sequence: Sequence, _ shuffler: inout Shuffler) -> Sequence {
    guard options.drop > 0 || options.dropWords > 0 else { return sequence }
    let threshold = UInt32(options.drop * 65536)
    let wordThreshold = UInt64(options.dropWords * 65536)
    var thin = sequence
    thin.attributes.removeAll(keepingCapacity: true)
    thin.starts = [0]
    for token in 0..<sequence.count {
      let isUnknown = shuffler.next() & 0xFFFF < wordThreshold
      var random: UInt64 = 0
      var left = 0
      for at in Int(sequence.starts[token])..<Int(sequence.starts[token + 1]) {
        if left == 0 {
          random = shuffler.next()
          left = 4
        }
        let isDropped = UInt32(random & 0xFFFF) < threshold
        random >>= 16
        left -= 1
        let row = sequence.attributes[at]
        if isDropped || isUnknown && keys[Int(row)].isLexical { continue }
        thin.attributes.append(row)
      }
      thin.starts.append(Int32(thin.attributes.count))
    }
    return thin
  }

  @inline(__always)
  private func step(_ vector: Int, _ gradient: SIMD16<Float>, _ rate: Float) {
    let square = squares[vector] + gradient * gradient
    squares[vector] = square
    weights[vector] -= gradient * rate / square.squareRoot()
  }

  /// The priors' share of one pass: weights shrink, and vectors whose weights are all small become nothing.
  mutating func shrink(rate: Float) {
    for vector in 0..<vectorCount {
      let weight = weights[vector]
      if weight == SIMD16() { continue }
      let metric = rate / squares[vector].squareRoot()
      let shrunk = weight / (1 + metric * options.l2)
      let threshold = metric * options.l1
      let size = pointwiseMax(shrunk, -shrunk) - threshold
      let kept = pointwiseMax(size, SIMD16()).replacing(with: -pointwiseMax(size, SIMD16()), where: shrunk .< 0)
      weights[vector] = kept
    }
    for row in transitions.indices {
      let metric = rate / transitionSquares[row].squareRoot()
      transitions[row] /= 1 + metric * options.l2
    }
    refreshOdds(0..<classCount)
  }

  /// Begins anew; what was added to the average stays.
  mutating func forgetWeights() {
    weights.update(repeating: SIMD16(), count: vectorCount + 1)
    squares.update(repeating: SIMD16(repeating: 1e-2), count: vectorCount + 1)
    transitions = Array(repeating: SIMD16(), count: transitions.count)
    transitionSquares = Array(repeating: SIMD16(repeating: 1e-1), count: transitions.count)
    refreshOdds(0..<classCount)
  }

  mutating func addToAverage() {
    if sums.isEmpty {
      sums = Array(repeating: SIMD16(), count: vectorCount)
      transitionSums = Array(repeating: SIMD16(), count: transitions.count)
    }
    for vector in 0..<vectorCount { sums[vector] += weights[vector] }
    for row in transitions.indices { transitionSums[row] += transitions[row] }
    summed += 1
  }

  /// The mean of the weights that were summed takes the place of the last ones.
  mutating func takeAverage() {
    guard summed > 0 else { return }
    for vector in 0..<vectorCount { weights[vector] = sums[vector] / Float(summed) }
    for row in transitions.indices { transitions[row] = transitionSums[row] / Float(summed) }
    refreshOdds(0..<classCount)
  }

  // MARK: - Answers

  func decode(_ sequence: Sequence) -> [UInt8] {
    let scores = scores(sequence)
    let count = sequence.count
    var back: [SIMD16<Int32>] = [SIMD16()]
    let low = SIMD16<Float>(repeating: -1e9)
    var best = low.replacing(with: scores[0], where: SequenceTrainer.lanes(sequence.allowed[0]))
    for token in 1..<max(1, count) {
      var top = SIMD16<Float>(repeating: -Float.infinity)
      var from = SIMD16<Int32>()
      for label in 0..<labels {
        var row = SIMD16<Float>()
        for table in 0..<SequenceTrainer.tables {
          row += transitions[Int(sequence.classes[token * SequenceTrainer.tables + table]) * 16 + label]
        }
        let sum = (row + best[label]).replacing(with: low, where: isPossible[label] .== 0)
        let isBetter = sum .> top
        top.replace(with: sum, where: isBetter)
        from.replace(with: SIMD16(repeating: Int32(label)), where: isBetter)
      }
      best = low.replacing(with: top + scores[token], where: SequenceTrainer.lanes(sequence.allowed[token]))
      back.append(from)
    }
    var label = 0
    for candidate in 1..<labels where best[candidate] > best[label] { label = candidate }
    var answer = [UInt8](repeating: 0, count: count)
    for token in (0..<count).reversed() {
      answer[token] = UInt8(label)
      label = Int(back[token][label])
    }
    return answer
  }

  /// The shares of tokens and of whole sequences that are labelled rightly.
  func accuracy(_ sequences: [Sequence]) -> (tokens: Double, sequences: Double) {
    var tokens = 0
    var rightTokens = 0
    var right = 0
    for sequence in sequences {
      let answer = decode(sequence)
      let count = answer.indices.count { sequence.right[$0] >> UInt16(answer[$0]) & 1 == 1 }
      tokens += answer.count
      rightTokens += count
      if count == answer.count { right += 1 }
    }
    return (Double(rightTokens) / Double(max(1, tokens)), Double(right) / Double(max(1, sequences.count)))
  }
}
