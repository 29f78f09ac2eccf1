import CByteScan
import CRE2

/// Says of most texts that a pattern doesn't match them: none of the bytes stands there of which the pattern needs one.
struct ByteGate: Sendable {
  /// At most `most` of them, each once.
  private let needed: [UInt8]

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
    var needed: [UInt8] = []
    for index in 0..<atoms {
      var length = 0
      let start = fettle_re2_filter_atom(filter, index, &length)
      let atom = UnsafeBufferPointer(start: start, count: length)
      // Literals have small letters, and a text may have others in their place.
      guard let rarest = atom.min(by: { ByteGate.commonness($0) < ByteGate.commonness($1) }), rarest < 0x80,
        ByteGate.commonness(rarest) < 2
      else { return nil }
      if !needed.contains(rarest) { needed.append(rarest) }
    }
    guard !needed.isEmpty, needed.count <= ByteGate.most else { return nil }
    self.needed = needed
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
    needed.withUnsafeBufferPointer { needed in
      // Bound: there is at least one.
      fettle_holds_any(text.baseAddress, text.count, needed.baseAddress!, needed.count)
    }
  }
}
