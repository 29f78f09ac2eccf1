import SequenceLabeling

/// Writes weights as `SequenceWeights` reads them.
extension SequenceTrainer {
  /// - Parameter smallest: vectors without a weight of at least this are left out.
  /// - Parameter temperature: what probabilities are softened by; the best labels stay the same.
  func file(smallest: Float, temperature: Float) -> [UInt8] {
    var largest: Float = 0
    for vector in 0..<vectorCount { largest = max(largest, pointwiseMax(weights[vector], -weights[vector]).max()) }
    let scale = min(largest, 3.5) / 127
    var kept: [(key: UInt64, offsets: UInt64, first: Int)] = []
    var vectors: [SIMD16<Int8>] = []
    for (key, isWide, _, first) in keys {
      var offsets: UInt64 = 0
      let start = vectors.count
      for offset in 0..<(isWide ? SequenceTrainer.window : 1) {
        let weight = weights[first + offset]
        guard pointwiseMax(weight, -weight).max() >= smallest else { continue }
        offsets |= 1 << UInt64(isWide ? offset : 3)
        var vector = SIMD16<Int8>()
        for lane in 0..<16 { vector[lane] = Int8(max(-127, min(127, (weight[lane] / scale).rounded()))) }
        vectors.append(vector)
      }
      if offsets != 0 { kept.append((key, offsets, start)) }
    }
    var bits = 4
    while (1 << bits) * 7 < kept.count * 10 { bits += 1 }
    var slots = [UInt64](repeating: 0, count: 1 << bits)
    for (key, offsets, first) in kept {
      var slot = Int(truncatingIfNeeded: key) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = (key >> 32) << 32 | UInt64(first) << 7 | offsets
    }
    var bytes = SequenceWeights.header(
      labels: labels, classes: classCount, slotBits: bits, vectors: vectors.count,
      scale: scale / temperature)
    for kind in 0..<classCount {
      let isFirst = kind < firstTableSize
      for before in 0..<16 {
        for label in 0..<16 {
          let weight = transitions[kind * 16 + before][label] / scale
          let isAllowed = before < labels && label < labels && isPossible[before][label] > 0
          let value = Int16(max(-2000, min(2000, weight.rounded())))
          let written = isAllowed ? value : isFirst ? SequenceWeights.forbidden : 0
          withUnsafeBytes(of: written.littleEndian) { bytes += $0 }
        }
      }
    }
    for slot in slots { withUnsafeBytes(of: slot.littleEndian) { bytes += $0 } }
    for vector in vectors { for lane in 0..<16 { bytes.append(UInt8(bitPattern: vector[lane])) } }
    return bytes
  }
}
