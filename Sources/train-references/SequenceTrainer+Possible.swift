extension SequenceTrainer {
  /// Forbids the transitions that no reference of the training data holds for sure.
  mutating func forbidUnseen() {
    var counts = [[Int]](repeating: [Int](repeating: 0, count: 16), count: 16)
    for sequence in sequences {
      for token in 1..<max(1, sequence.count) {
        let before = sequence.right[token - 1]
        let now = sequence.right[token]
        // Where several labels are right, each pair of them may be.
        for first in 0..<labels where before >> UInt16(first) & 1 == 1 {
          for second in 0..<labels where now >> UInt16(second) & 1 == 1 { counts[first][second] += 1 }
        }
      }
    }
    for first in 0..<16 {
      for second in 0..<16 { isPossible[first][second] = counts[first][second] > 0 ? 1 : 0 }
    }
    refreshOdds(0..<classCount)
  }
}
