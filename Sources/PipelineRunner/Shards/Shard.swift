import Digest
import Ingest

/// A part of a run's inputs, so that many machines can do one run: part `number` of `count`, cut along the inputs' order.
public struct Shard: Sendable, Equatable, CustomStringConvertible {
  /// From 1 to `count`.
  public var number: Int
  public var count: Int

  /// - Returns: `nil` unless 1 ≤ number ≤ count.
  public init?(number: Int, of count: Int) {
    guard count >= 1, (1...count).contains(number) else { return nil }
    self.number = number
    self.count = count
  }

  /// "3/16".
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1] else { return nil }
    self.init(number: number, of: count)
  }

  public var description: String { "\(number)/\(count)" }

  /// Which of so many inputs are this shard's. The shards' ranges follow one another and cover all.
  public func range(of inputs: Int) -> Range<Int> {
    // Multiplied in full width: no number of inputs is too large.
    func border(_ number: Int) -> Int {
      let product = inputs.multipliedFullWidth(by: number)
      return count.dividingFullWidth(product).quotient
    }
    return border(number - 1)..<border(number)
  }

  /// One digest over the paths of all inputs: shards of one run have the same.
  static func digest(of inputs: [InputFile]) -> String {
    var digest = SHA256()
    for input in inputs {
      var line = Array(input.path.utf8)
      line.append(0)
      line.withUnsafeBytes { digest.update($0) }
    }
    return digest.hexadecimal()
  }
}
