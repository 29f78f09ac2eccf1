/// By the first byte of a text: which of many patterns may match it at its start.
struct FirstByteTable: Sendable {
  /// By byte: where in `members` its patterns begin; one more than there are bytes.
  private let starts: FixedArray<UInt16>
  private let members: FixedArray<UInt16>

  /// - Parameter gates: by pattern.
  init(_ gates: [FirstBytes]) {
    var starts: [UInt16] = [0]
    var members: [UInt16] = []
    for byte in 0...UInt8.max {
      for (pattern, gate) in gates.enumerated() where gate.holds(byte) { members.append(UInt16(pattern)) }
      starts.append(UInt16(members.count))
    }
    self.starts = FixedArray(starts)
    self.members = FixedArray(members)
  }

  /// Calls `body` with each pattern that may match a text with such a beginning, ascending.
  @inline(__always)
  func forEachPattern(_ first: UInt8, _ body: (Int) -> Void) {
    // Bound: there is one start more than there are bytes, and none is behind the members.
    var at = Int(starts[Int(first)])
    let end = Int(starts[Int(first) + 1])
    while at < end {
      body(Int(members[at]))
      at += 1
    }
  }
}
