import FettleKit

/// Shrinks a document to the smallest one that goes to quarantine for the same reason: first line by line, then word by
/// word, then character by character (byte by byte where it is no UTF-8).
public struct Minimizer: Sendable {
  /// How often the document may be tried.
  public var budget = 20_000

  public init() {}

  public struct Result: Sendable {
    public var bytes: [UInt8]
    public var quarantine: Quarantine
    /// How often it was tried.
    public var trials: Int
    /// Whether no line, word or character can go without losing the failure; not so where the budget ran out.
    public var isSmallest: Bool
  }

  /// - Returns: `nil` where the document isn't put in quarantine.
  public func minimize(_ bytes: [UInt8], path: String, in trial: Trial) -> Result? {
    guard let first = trial.quarantine(of: bytes, path: path) else { return nil }
    var search = DeltaDebugging(budget: budget)
    var smallest = bytes
    let fails = { (pieces: [ArraySlice<UInt8>]) -> Bool in
      trial.quarantine(of: Array(pieces.joined()), path: path).map { $0.isLike(first) } ?? false
    }
    var before = Int.max
    while smallest.count < before, search.budget > 0 {
      before = smallest.count
      for cut in [Minimizer.lines, Minimizer.words, Minimizer.characters] {
        smallest = Array(search.smallest(cut(smallest), fails: fails).joined())
      }
    }
    return Result(
      bytes: smallest, quarantine: trial.quarantine(of: smallest, path: path) ?? first,
      trials: budget - search.budget, isSmallest: search.budget > 0)
  }

  static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] { pieces(bytes) { $0 == 0x0A && $1 != 0x0A } }

  static func words(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] { pieces(bytes) { $0 <= 0x20 && $1 > 0x20 } }

  static func characters(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    let isText = String(validating: bytes, as: UTF8.self) != nil
    return pieces(bytes) { _, next in !isText || next & 0xC0 != 0x80 }
  }

  private static func pieces(_ bytes: [UInt8], cut: (UInt8, UInt8) -> Bool) -> [ArraySlice<UInt8>] {
    var pieces: [ArraySlice<UInt8>] = []
    var start = 0
    for index in bytes.indices.dropFirst() where cut(bytes[index - 1], bytes[index]) {
      pieces.append(bytes[start..<index])
      start = index
    }
    if start < bytes.count { pieces.append(bytes[start...]) }
    return pieces
  }
}

extension Quarantine {
  /// Whether two documents failed for the same reason: at the same stage with the same words, whatever the numbers in them.
  func isLike(_ other: Quarantine) -> Bool {
    stage == other.stage && Quarantine.withoutNumbers(reason) == Quarantine.withoutNumbers(other.reason)
  }

  private static func withoutNumbers(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      let isInside = byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",")
      if isDigit {
        if bytes.last != UInt8(ascii: "#") { bytes.append(UInt8(ascii: "#")) }
      } else if !(isInside && bytes.last == UInt8(ascii: "#")) {
        bytes.append(byte)
      }
    }
    return bytes
  }
}
