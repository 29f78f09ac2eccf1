/// Finds the best labels of a sequence of tokens, and how sure each is. Meant to be used again for sequence after sequence.
///
/// First `start`, then an `add` for each attribute of each token, then `decode`, and `marginals` if they are wanted.
public struct SequenceDecoder {
  let weights: SequenceWeights
  private var halves: [SIMD8<Int16>] = []
  var scores: [SIMD16<Int16>] = []
  var classes: [UInt16] = []
  private var allowed: [UInt16] = []
  private var back: [SIMD16<Int16>] = []
  private var forward: [SIMD16<Float>] = []
  private var emissions: [SIMD16<Float>] = []

  public init(_ weights: SequenceWeights) { self.weights = weights }

  /// Begins a sequence.
  ///
  /// - Parameters:
  ///   - classes: of each token, `SequenceWeights.tables` classes; the transitions of all of them lead to it.
  ///   - allowed: of each token, a bit for each label that it may have.
  public mutating func start(classes: [UInt16], allowed: [UInt16]) {
    self.classes = classes
    self.allowed = allowed
    halves.removeAll(keepingCapacity: true)
    halves.append(contentsOf: repeatElement(SIMD8<Int16>(), count: 2 * allowed.count))
  }

  private static let bits = SIMD16<Int16>(
    1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, Int16.min)

  /// Hands the scores out for attributes to be added.
  public mutating func add(_ body: (inout Attributes) -> Void) {
    let weights = weights
    halves.withUnsafeMutableBufferPointer { halves in
      withUnsafeTemporaryAllocation(of: Attributes.Pending.self, capacity: Attributes.most) { pending in
        var attributes = Attributes(weights: weights, scores: halves, pending: pending)
        body(&attributes)
        attributes.look()
      }
    }
  }

  /// Takes attributes. They are looked up many at a time: the table of weights is larger than what lies near the processor,
  /// and looks that don't wait for one another take little more time together than one alone.
  public struct Attributes: AttributeSink {
    struct Pending {
      var key: UInt64
      var entry: UInt64
      var token: Int
    }

    static let most = 48

    let weights: SequenceWeights
    let scores: UnsafeMutableBufferPointer<SIMD8<Int16>>
    let pending: UnsafeMutableBufferPointer<Pending>
    private var count = 0

    init(
      weights: SequenceWeights, scores: UnsafeMutableBufferPointer<SIMD8<Int16>>,
      pending: UnsafeMutableBufferPointer<Pending>
    ) {
      self.weights = weights
      self.scores = scores
      self.pending = pending
    }

    @inline(__always)
    public mutating func add(_ key: UInt64, at token: Int, isWide: Bool, family: UInt64) {
      if count == Attributes.most { look() }
      // Bound: `count` is below `most` here, which is how many there is room for.
      pending.initializeElement(at: count, to: Pending(key: key, entry: 0, token: token))
      count += 1
    }

    /// Looks up what has come together.
    @inline(never)
    mutating func look() {
      for index in 0..<count { pending[index].entry = weights.firstEntry(of: pending[index].key) }
      for index in 0..<count where pending[index].entry != 0 {
        weights.add(pending[index].key, from: pending[index].entry, at: pending[index].token, to: scores)
      }
      count = 0
    }
  }

  /// The scores of each token's labels, less those of the best one, so that sums stay small.
  private mutating func weigh() {
    let lowest = SIMD16<Int16>(repeating: -16_000)
    scores.removeAll(keepingCapacity: true)
    scores.reserveCapacity(allowed.count)
    for token in allowed.indices {
      var score = Lanes.woven(halves[2 * token], halves[2 * token + 1])
      let isForbidden =
        (SIMD16<Int16>(repeating: Int16(bitPattern: allowed[token])) & SequenceDecoder.bits) .== SIMD16<Int16>()
      score = score.replacing(with: lowest, where: isForbidden)
      score = score.replacing(with: lowest, where: weights.unusedLabels)
      let best = Lanes.max(score)
      score = Lanes.larger(score, SIMD16(repeating: max(best, -4000) - 12_000))
      scores.append(score &- SIMD16(repeating: best))
    }
  }

  /// The best labels (Viterbi 1967), in integers of 16 bits: states are counted from the best one.
  public mutating func decode() -> [UInt8] {
    let count = allowed.count
    guard count > 0 else { return [] }
    weigh()
    back.removeAll(keepingCapacity: true)
    back.reserveCapacity(count)
    var best = Lanes.larger(scores[0], SIMD16(repeating: SequenceDecoder.hopeless))
    back.append(SIMD16())
    for token in 1..<max(1, count) {
      var top = SIMD16<Int16>(repeating: -12_000)
      var from = SIMD16<Int16>()
      for label in 0..<weights.labels where best[label] > SequenceDecoder.hopeless {
        let sum = transitions(token, label) &+ SIMD16<Int16>(repeating: best[label])
        let isBetter = sum .> top
        top.replace(with: sum, where: isBetter)
        from.replace(with: SIMD16<Int16>(repeating: Int16(label)), where: isBetter)
      }
      let reached = top &+ scores[token]
      let highest = Lanes.max(reached)
      best = Lanes.larger(reached, SIMD16(repeating: highest &+ SequenceDecoder.hopeless)) &- SIMD16(repeating: highest)
      back.append(from)
    }
    var label = 0
    for candidate in 1..<weights.labels where best[candidate] > best[label] { label = candidate }
    var labels = [UInt8](repeating: 0, count: count)
    for token in (0..<count).reversed() {
      labels[token] = UInt8(label)
      label = Int(back[token][label])
    }
    return labels
  }

  /// Labels that lie this far behind the best one lead to nothing (in units of the weights' scale, about 25 nats).
  static let hopeless: Int16 = -900
  /// Labels less probable than this count for nothing.
  private static let negligible: Float = 1e-4

  /// What the labels of a token weigh behind this one.
  @inline(__always)
  func transitions(_ token: Int, _ label: Int) -> SIMD16<Int16> {
    var sum = SIMD16<Int16>()
    for table in 0..<SequenceWeights.tables {
      sum &+= weights.transitionRow(Int(classes[token * SequenceWeights.tables + table]), label)
    }
    return sum
  }

  @inline(__always)
  private func odds(_ token: Int, _ label: Int) -> SIMD16<Float> {
    let first = token * SequenceWeights.tables
    var product = weights.odds[Int(classes[first]) * 16 + label]
    for table in 1..<SequenceWeights.tables { product *= weights.odds[Int(classes[first + table]) * 16 + label] }
    return product
  }

  /// The probability of every label at every token (forward–backward). To be asked for after `decode`.
  public mutating func marginals() -> [SIMD16<Float>] {
    let count = scores.count
    guard count > 0 else { return [] }
    emissions.removeAll(keepingCapacity: true)
    forward.removeAll(keepingCapacity: true)
    for token in 0..<count {
      emissions.append(Exponential.of(Lanes.floats(scores[token]) * weights.scale))
    }
    var state = emissions[0] / Lanes.sum(emissions[0])
    forward.append(state)
    for token in 1..<max(1, count) {
      var next = SIMD16<Float>()
      for label in 0..<weights.labels where state[label] > SequenceDecoder.negligible {
        next += odds(token, label) * state[label]
      }
      next *= emissions[token]
      let sum = Lanes.sum(next)
      state = sum > 0 ? next / sum : emissions[token] / Lanes.sum(emissions[token])
      forward.append(state)
    }
    var marginals = forward
    var backward = SIMD16<Float>(repeating: 1)
    for token in (0..<(count - 1)).reversed() {
      let ahead = backward * emissions[token + 1]
      let reached = forward[token]
      var before = SIMD16<Float>()
      for label in 0..<weights.labels where reached[label] > SequenceDecoder.negligible {
        before[label] = Lanes.sum(odds(token + 1, label) * ahead)
      }
      let largest = Lanes.max(before)
      backward = largest > 0 ? before / largest : SIMD16(repeating: 1)
      let product = reached * backward
      let sum = Lanes.sum(product)
      marginals[token] = sum > 0 ? product / sum : reached
    }
    return marginals
  }
}

/// Takes the attributes of tokens: a decoder, or something that counts or prints them.
public protocol AttributeSink {
  /// - Parameters:
  ///   - key: the attribute's, of 64 bits that are all well mixed.
  ///   - token: the token that has it.
  ///   - isWide: whether it speaks for the tokens around as well.
  ///   - family: what kind of attribute it is.
  mutating func add(_ key: UInt64, at token: Int, isWide: Bool, family: UInt64)
}
