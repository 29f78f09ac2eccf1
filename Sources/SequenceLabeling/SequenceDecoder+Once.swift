/// Decoding where some labels may stand in one place only.
extension SequenceDecoder {
  /// The best labels among those in which every group of labels has at most one run of one of its labels: Viterbi's
  /// algorithm over labels and the set of the groups whose run is over. To be asked for after `start` and `add`.
  ///
  /// - Parameter groups: at most three disjoint sets, a bit for each label.
  /// - Returns: the labels, or `nil` if there are none.
  public mutating func decode(once groups: [UInt16]) -> [UInt8]? {
    let count = scores.count
    let labels = weights.labels
    guard count > 0, groups.count <= 3 else { return nil }
    let low: Int32 = -1 << 28
    let sets = 1 << groups.count
    let group = (0..<labels).map { label in groups.firstIndex { $0 >> UInt16(label) & 1 == 1 } }
    // Of each set of groups, the lanes that may still begin.
    let closed: [SIMDMask<SIMD16<Int32>>] = (0..<sets).map { set in
      var mask = SIMDMask<SIMD16<Int32>>(repeating: false)
      for label in 0..<16 where label >= labels || group[label].map({ set >> $0 & 1 == 1 }) ?? false {
        mask[label] = true
      }
      return mask
    }
    var best = [SIMD16<Int32>](repeating: SIMD16(repeating: low), count: sets)
    best[0] = SIMD16<Int32>(truncatingIfNeeded: scores[0]).replacing(with: low, where: closed[0])
    var next = best
    // Which label and which set a state was come to from: the set in the high half.
    var back = [SIMD16<UInt8>](repeating: SIMD16(), count: count * sets)
    var from = [SIMD16<Int32>](repeating: SIMD16(), count: sets)
    var rows = [SIMD16<Int16>](repeating: SIMD16(), count: 16)
    // What is worse by this much isn't followed, unless nothing else is left.
    let hopeless = 3 * Int32(SequenceDecoder.hopeless)
    for token in 1..<max(1, count) {
      for set in 0..<sets {
        next[set] = SIMD16(repeating: low)
        from[set] = SIMD16()
      }
      for label in 0..<labels { rows[label] = transitions(token, label) }
      for set in 0..<sets {
        let state = best[set]
        for label in 0..<labels where state[label] > hopeless {
          let row = rows[label]
          let sum = SIMD16<Int32>(truncatingIfNeeded: row) &+ SIMD16<Int32>(repeating: state[label])
          let source = SIMD16<Int32>(repeating: Int32(set << 4 | label))
          if let group = group[label] {
            // On in the same run.
            if sum[label] > next[set][label] {
              next[set][label] = sum[label]
              from[set][label] = source[label]
            }
            let left = set | 1 << group
            let isBetter = (sum .> next[left]) .& .!closed[left]
            next[left].replace(with: sum, where: isBetter)
            from[left].replace(with: source, where: isBetter)
          } else {
            let isBetter = (sum .> next[set]) .& .!closed[set]
            next[set].replace(with: sum, where: isBetter)
            from[set].replace(with: source, where: isBetter)
          }
        }
      }
      var top = low
      for set in 0..<sets {
        next[set] &+= SIMD16<Int32>(truncatingIfNeeded: scores[token])
        top = max(top, next[set].max())
      }
      for set in 0..<sets {
        best[set] = pointwiseMax(next[set] &- SIMD16(repeating: top), SIMD16(repeating: low))
        back[token * sets + set] = SIMD16<UInt8>(truncatingIfNeeded: from[set])
      }
    }
    var set = 0
    var label = 0
    for candidate in 0..<sets {
      for lane in 0..<labels where best[candidate][lane] > best[set][label] {
        set = candidate
        label = lane
      }
    }
    guard best[set][label] > low / 2 else { return nil }
    var answer = [UInt8](repeating: 0, count: count)
    for token in (0..<count).reversed() {
      answer[token] = UInt8(label)
      let source = back[token * sets + set][label]
      label = Int(source & 15)
      set = Int(source >> 4)
    }
    return answer
  }
}
