/// Gradient-boosted decision trees: a probability from a row of features.
///
/// The file holds little-endian numbers: the count of trees, then for each tree the count of its nodes, the nodes (feature,
/// threshold, left, right), the count of its leaves and their values. A child below 0 is the leaf with the index -1 - child.
/// A row goes left where its feature is at most the threshold.
struct TreeEnsemble: Sendable {
  private struct Node {
    var threshold: Float
    var feature: UInt16
    var left: Int16
    var right: Int16
  }

  private var nodes: [Node] = []
  private var leaves: [Float] = []
  /// Of each tree: where its nodes and its leaves begin.
  private var trees: [(node: Int, leaf: Int, isLeafOnly: Bool)] = []

  /// `nil` where the bytes are cut off, or a tree leads out of itself.
  init?(_ reader: inout ModelReader) {
    guard let count = reader.integer() else { return nil }
    for _ in 0..<count {
      guard let nodeCount = reader.integer() else { return nil }
      trees.append((nodes.count, leaves.count, nodeCount == 0))
      for _ in 0..<nodeCount {
        guard let feature = reader.integer(), let threshold = reader.float(), let left = reader.signed(),
          let right = reader.signed()
        else { return nil }
        nodes.append(Node(threshold: threshold, feature: UInt16(feature), left: left, right: right))
      }
      guard let leafCount = reader.integer() else { return nil }
      let allowed = -leafCount..<nodeCount
      for node in nodes.suffix(nodeCount) where !allowed.contains(Int(node.left)) || !allowed.contains(Int(node.right))
      {
        return nil
      }
      for _ in 0..<leafCount {
        guard let value = reader.float() else { return nil }
        leaves.append(value)
      }
    }
  }

  /// The highest feature that a tree asks for.
  var width: Int { nodes.reduce(0) { max($0, Int($1.feature) + 1) } }

  /// - Parameter row: as many features as `width`, at least.
  func probability(of row: UnsafeBufferPointer<Float>) -> Float {
    var sum: Float = 0
    nodes.withUnsafeBufferPointer { nodes in
      for tree in trees {
        var at = tree.isLeafOnly ? -1 : 0
        while at >= 0 {
          let node = nodes[tree.node + at]
          at = row[Int(node.feature)] <= node.threshold ? Int(node.left) : Int(node.right)
        }
        sum += leaves[tree.leaf - 1 - at]
      }
    }
    return Logistic.of(sum)
  }
}

/// Reads the numbers of a model's file.
struct ModelReader {
  private let bytes: [UInt8]
  private var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Two bytes, unsigned.
  mutating func integer() -> Int? {
    guard at + 2 <= bytes.count else { return nil }
    defer { at += 2 }
    return Int(bytes[at]) | Int(bytes[at + 1]) << 8
  }

  /// Two bytes.
  mutating func signed() -> Int16? { integer().map { Int16(truncatingIfNeeded: $0) } }

  /// Four bytes, IEEE 754.
  mutating func float() -> Float? {
    guard at + 4 <= bytes.count else { return nil }
    defer { at += 4 }
    let bits = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[at + $1]) << (8 * UInt32($1)) }
    return Float(bitPattern: bits)
  }
}

/// The logistic function without a library's exponential, which may differ in its last bit from machine to machine.
enum Logistic {
  static func of(_ x: Float) -> Float {
    let limited = max(-20, min(20, x))
    return 1 / (1 + exponential(-limited))
  }

  /// e^x as 2^n · e^r with r in ±ln 2 / 2, by its series.
  private static func exponential(_ x: Float) -> Float {
    let n = (x * 1.442_695).rounded()
    let r = x - n * 0.693_147_2
    let series = 1 + r * (1 + r * (0.5 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120)))))
    return series * Float(sign: .plus, exponent: Int(n), significand: 1)
  }
}
