/// Finds the best labels of a sequence of tokens, and how sure each is. Meant to be used again for sequence after sequence.
///
/// First `start`, then an `add` for each attribute of each token, then `decode`, and `marginals` if they are wanted.
public struct SequenceDecoder {
  let weights: SequenceWeights
  var scores: [SIMD16<Int16>] = []
  var classes: [UInt8] = []
  private var allowed: [UInt16] = []
  private var back: [SIMD16<UInt8>] = []
  private var forward: [SIMD16<Float>] = []
  private var emissions: [SIMD16<Float>] = []

  public init(_ weights: SequenceWeights) { self.weights = weights }

  /// Begins a sequence.
  ///
  /// - Parameters:
  ///   - classes: of each token, the class whose transitions lead to it.
  ///   - allowed: of each token, a bit for each label that it may have.
  public mutating func start(classes: [UInt8], allowed: [UInt16]) {
    self.classes = classes
    self.allowed = allowed
    scores.removeAll(keepingCapacity: true)
    scores.append(contentsOf: repeatElement(SIMD16<Int16>(), count: classes.count))
  }

  private static let bits = SIMD16<UInt16>(
    1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768)

  /// Hands the scores out for attributes to be added.
  public mutating func add(_ body: (inout Attributes) -> Void) {
    let weights = weights
    scores.withUnsafeMutableBufferPointer { scores in
      var attributes = Attributes(weights: weights, scores: scores)
      body(&attributes)
    }
  }

  /// Takes attributes.
  public struct Attributes: AttributeSink {
    let weights: SequenceWeights
    let scores: UnsafeMutableBufferPointer<SIMD16<Int16>>

    @inline(__always)
    public mutating func add(_ key: UInt64, at token: Int, isWide: Bool, isLexical: Bool) {
      weights.add(key, at: token, to: scores)
    }
  }

  /// The best labels (Viterbi 1967), in integers.
  public mutating func decode() -> [UInt8] {
    let count = scores.count
    guard count > 0 else { return [] }
    for token in 0..<count where allowed[token] != 0xFFFF {
      scores[token].replace(
        with: Int16.min, where: (SIMD16<UInt16>(repeating: allowed[token]) & SequenceDecoder.bits) .== 0)
    }
    back.removeAll(keepingCapacity: true)
    back.reserveCapacity(count)
    var best = SIMD16<Int32>(truncatingIfNeeded: scores[0]).replacing(
      with: -1 << 28, where: SequenceDecoder.unused(weights.labels))
    back.append(SIMD16())
    for token in 1..<max(1, count) {
      let rows = weights.transitions + Int(classes[token]) * 256
      var top = SIMD16<Int32>(repeating: Int32.min)
      var from = SIMD16<Int32>()
      for label in 0..<weights.labels {
        let row = UnsafeRawPointer(rows + label * 16).load(as: SIMD16<Int16>.self)
        let sum = SIMD16<Int32>(truncatingIfNeeded: row) &+ SIMD16<Int32>(repeating: best[label])
        let isBetter = sum .> top
        top.replace(with: sum, where: isBetter)
        from.replace(with: SIMD16<Int32>(repeating: Int32(label)), where: isBetter)
      }
      best = top &+ SIMD16<Int32>(truncatingIfNeeded: scores[token])
      // Sums stay small, however long the sequence.
      best &-= SIMD16(repeating: best.max())
      best = pointwiseMax(best, SIMD16(repeating: -1 << 28))
      back.append(SIMD16<UInt8>(truncatingIfNeeded: from))
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

  private static func unused(_ labels: Int) -> SIMDMask<SIMD16<Int32>> {
    SIMD16<Int32>(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15) .>= SIMD16<Int32>(repeating: Int32(labels))
  }

  /// The probability of every label at every token (forward–backward). To be asked for after `decode`.
  public mutating func marginals() -> [SIMD16<Float>] {
    let count = scores.count
    guard count > 0 else { return [] }
    let unused = SequenceDecoder.unused(weights.labels)
    emissions.removeAll(keepingCapacity: true)
    forward.removeAll(keepingCapacity: true)
    for token in 0..<count {
      let score = SIMD16<Int32>(truncatingIfNeeded: scores[token]).replacing(with: -32768, where: unused)
      let shifted = SIMD16<Float>(score &- SIMD16(repeating: score.max()))
      emissions.append(Exponential.of(shifted * weights.scale))
    }
    var state = emissions[0] / emissions[0].sum()
    forward.append(state)
    for token in 1..<max(1, count) {
      let rows = Int(classes[token]) * 16
      var next = SIMD16<Float>()
      for label in 0..<weights.labels { next += weights.odds[rows + label] * state[label] }
      next *= emissions[token]
      let sum = next.sum()
      state = sum > 0 ? next / sum : emissions[token] / emissions[token].sum()
      forward.append(state)
    }
    var marginals = forward
    var backward = SIMD16<Float>(repeating: 1)
    for token in (0..<(count - 1)).reversed() {
      let rows = Int(classes[token + 1]) * 16
      let ahead = backward * emissions[token + 1]
      var before = SIMD16<Float>()
      for label in 0..<weights.labels { before[label] = (weights.odds[rows + label] * ahead).sum() }
      let largest = before.max()
      backward = largest > 0 ? before / largest : SIMD16(repeating: 1)
      let product = forward[token] * backward
      let sum = product.sum()
      marginals[token] = sum > 0 ? product / sum : forward[token]
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
  ///   - isLexical: whether it tells this word from others that look like it.
  mutating func add(_ key: UInt64, at token: Int, isWide: Bool, isLexical: Bool)
}
