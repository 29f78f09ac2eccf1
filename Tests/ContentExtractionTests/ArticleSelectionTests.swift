import Testing

@testable import ContentExtraction

@Suite("Which blocks are the article, by how much they are believed to be")
struct ArticleSelectionTests {
  private func chosen(_ beliefs: [Float], length: Int = 200) -> [Int] {
    let chosen = ArticleSelection.chosen(beliefs, lengths: [Int](repeating: length, count: beliefs.count))
    return chosen.indices.filter { chosen[$0] }
  }

  @Test("what is likely stays between what is sure, and goes where it stands apart")
  func between() {
    #expect(chosen([0.5, 0.9, 0.5, 0.2, 0.9, 0.9, 0.5, 0.6]) == [1, 2, 4, 5])
  }

  @Test("what is sure but far away makes nothing between likely")
  func far() {
    let beliefs: [Float] = [0.9, 0.9, 0.9] + [Float](repeating: 0.5, count: 12) + [0.9]
    #expect(chosen(beliefs) == [0, 1, 2] + [7, 8, 9, 10].filter { $0 - 2 <= 8 && 15 - $0 <= 8 } + [15])
  }

  @Test("with next to nothing sure, what is likely must do")
  func little() {
    #expect(chosen([0.5, 0.9, 0.3], length: 20) == [0, 1])
    #expect(chosen([0.5, 0.45, 0.3]) == [0, 1])
    #expect(chosen([]) == [])
  }
}
