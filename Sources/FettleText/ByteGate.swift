import CByteScan
import CRE2

/// Says of most texts that a pattern doesn't match them: none of the bytes stands there of which the pattern needs one.
struct ByteGate: Sendable, BitwiseCopyable {
  /// At most `most` of them, each once.
  var needed: [UInt8] { withUnsafeBytes(of: packed) { Array($0.prefix(count)) } }

  /// The needed bytes as they stand in memory.
  private let packed: UInt64
  private let count: Int

  private static let most = 6

  /// - Parameter pattern: one that heeds case.
  /// - Returns: `nil` where it needs no byte, or one of too many.
  init?(_ pattern: String) {
    guard let filter = fettle_re2_filter_create(1) else { return nil }
    defer { fettle_re2_filter_destroy(filter) }
    var error = [CChar](repeating: 0, count: 256)
    let index = Array(pattern.utf8).withUnsafeBufferPointer { bytes in
      fettle_re2_filter_add(filter, bytes.baseAddress, bytes.count, &error, error.count)
    }
    if index < 0 { return nil }
    let atoms = fettle_re2_filter_compile(filter)
    var potential: Int32 = 0
    // What may match without any literal needs no byte.
    guard atoms > 0, fettle_re2_filter_potentials(filter, nil, 0, &potential, 1) == 0 else { return nil }
    let literals: [[UInt8]] = (0..<atoms).map { index in
      var length = 0
      let start = fettle_re2_filter_atom(filter, index, &length)
      return Array(UnsafeBufferPointer(start: start, count: length))
    }
    /// Whether the pattern may match a text with all of the literals but those that have a byte.
    func mayMatch(without byte: UInt8) -> Bool {
      let others = literals.indices.filter { !literals[$0].contains(byte) }.map(Int32.init)
      return fettle_re2_filter_potentials(filter, others, others.count, &potential, 1) > 0
    }
    // One byte that no match goes without is better than one of several.
    let bytes = Set(literals.joined()).filter { $0 < 0x80 && ByteGate.commonness($0) < 2 }
    let required = bytes.filter { !mayMatch(without: $0) }
    if let rarest = required.min(by: { (ByteGate.commonness($0), $0) < (ByteGate.commonness($1), $1) }) {
      self.init(needed: [rarest])
      return
    }
    var needed: [UInt8] = []
    for atom in literals {
      // Literals have small letters, and a text may have others in their place.
      guard let rarest = atom.min(by: { ByteGate.commonness($0) < ByteGate.commonness($1) }), rarest < 0x80,
        ByteGate.commonness(rarest) < 2
      else { return nil }
      if !needed.contains(rarest) { needed.append(rarest) }
    }
    self.init(needed: needed)
  }

  /// Lets through what one of the gates does; `nil` where there are none, or where they need too many bytes.
  init?(anyOf gates: [ByteGate]) {
    var needed: [UInt8] = []
    for byte in gates.flatMap(\.needed) where !needed.contains(byte) { needed.append(byte) }
    self.init(needed: needed)
  }

  /// - Returns: `nil` where these are none, or too many.
  private init?(needed: [UInt8]) {
    guard !needed.isEmpty, needed.count <= ByteGate.most else { return nil }
    var packed: UInt64 = 0
    withUnsafeMutableBytes(of: &packed) { $0.copyBytes(from: needed) }
    self.packed = packed
    count = needed.count
  }

  private static func commonness(_ byte: UInt8) -> Int {
    switch byte {
    case 0x80...: 5
    case UInt8(ascii: "a")...UInt8(ascii: "z"): 4
    case UInt8(ascii: " "), UInt8(ascii: "0")...UInt8(ascii: "9"): 3
    case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "-"): 2
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ":"): 1
    default: 0
    }
  }

  @inline(__always)
  func lets(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    withUnsafeBytes(of: packed) { needed in
      // Bound: there are eight bytes, of which `count` count.
      fettle_holds_any(
        text.baseAddress, text.count, needed.baseAddress!.assumingMemoryBound(to: UInt8.self), count)
    }
  }
}
