/// By the first byte of a text: which of many patterns may match it at its start.
struct FirstByteTable: Sendable {
  /// By byte: where in `members` its patterns begin; one more than there are bytes.
  private let starts: [UInt16]
  private let members: [UInt16]

  /// - Parameter gates: by pattern.
  init(_ gates: [FirstBytes]) {
    var starts: [UInt16] = [0]
    var members: [UInt16] = []
    for byte in 0...UInt8.max {
      for (pattern, gate) in gates.enumerated() where gate.holds(byte) { members.append(UInt16(pattern)) }
      starts.append(UInt16(members.count))
    }
    self.starts = starts
    self.members = members
  }

  /// Calls `body` with each pattern that may match a text with such a beginning, ascending.
  @inline(__always)
  func forEachPattern(_ first: UInt8, _ body: (Int) -> Void) {
    var at = Int(starts[Int(first)])
    let end = Int(starts[Int(first) + 1])
    while at < end {
      body(Int(members[at]))
      at += 1
    }
  }
}
