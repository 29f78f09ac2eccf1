import ContentWeights

/// How sure it is, block by block, that a block is of the article: trees over the block's features, then trees over the same
/// features and what the first ones said of the blocks around it.
struct ContentModel: Sendable {
  private let first: TreeEnsemble
  private let second: TreeEnsemble

  /// `nil` where the file that comes with the stage is broken.
  static let builtin = ContentModel(file)

  /// The file's bytes.
  static let file = Array(
    UnsafeRawBufferPointer(start: fettle_content_model(), count: fettle_content_model_size()))

  init?(_ bytes: [UInt8]) {
    var reader = ModelReader(bytes)
    guard let first = TreeEnsemble(&reader), let second = TreeEnsemble(&reader) else { return nil }
    self.first = first
    self.second = second
  }

  /// Whether pages' rows have all the features that the trees ask for.
  func fits(width: Int) -> Bool { first.width <= width && second.width <= width + Surroundings.width }

  func probabilities(of features: Features) -> [Float] {
    guard features.count > 0, fits(width: features.width) else { return [Float](repeating: 1, count: features.count) }
    return features.values.withUnsafeBufferPointer { values in
      let rows = (0..<features.count).map {
        UnsafeBufferPointer(rebasing: values[($0 * features.width)..<(($0 + 1) * features.width)])
      }
      let alone = rows.map { first.probability(of: $0) }
      let surroundings = Surroundings(alone, features)
      var row = [Float](repeating: 0, count: features.width + Surroundings.width)
      return rows.indices.map { index in
        for column in 0..<features.width { row[column] = rows[index][column] }
        surroundings.write(index, to: &row, from: features.width)
        return row.withUnsafeBufferPointer { second.probability(of: $0) }
      }
    }
  }
}
