/// Says which value of a JSON text a byte belongs to.
public enum JSONPlace {
  /// The JSON Pointer (RFC 6901) of the innermost value that the byte at `offset` is a part of: a member's key counts to
  /// its value, a bracket or a comma to the value that it holds together. Of text that is no JSON, the value that was being
  /// read when it stopped being so.
  public static func pointer(at offset: Int, in bytes: [UInt8]) -> String {
    var scan = Scan(bytes: bytes, offset: offset)
    scan.value()
    return scan.path.map { "/" + $0 }.joined()
  }

  private struct Scan {
    let bytes: [UInt8]
    let offset: Int
    var path: [String] = []
    private var at = 0
    /// Whether the byte is behind us, so that `path` is the answer.
    private var isFound = false

    init(bytes: [UInt8], offset: Int) {
      self.bytes = bytes
      self.offset = offset
    }

    mutating func value() {
      guard at < bytes.count, path.count <= JSONReader.maximumDepth else { return stop() }
      switch bytes[at] {
      case UInt8(ascii: "{"): members(UInt8(ascii: "}"), areNamed: true)
      case UInt8(ascii: "["): members(UInt8(ascii: "]"), areNamed: false)
      case UInt8(ascii: "\""): _ = string()
      default:
        while at < bytes.count, !",]}".utf8.contains(bytes[at]) { step() }
      }
    }

    private mutating func members(_ end: UInt8, areNamed: Bool) {
      step()
      var index = 0
      while !isFound, at < bytes.count, bytes[at] != end {
        let before = at
        // A key's own bytes are its value's.
        path.append(areNamed ? "" : String(index))
        if areNamed {
          let start = at
          let name = key()
          path[path.count - 1] = name
          if offset >= start, offset < at { return stop() }
        }
        value()
        if isFound { return }
        path.removeLast()
        if at < bytes.count, bytes[at] == UInt8(ascii: ",") { step() }
        // What is no JSON must not keep us here.
        if at == before { return stop() }
        index += 1
      }
      step()
    }

    /// A key and the colon behind it.
    private mutating func key() -> String {
      let start = at
      var inner = self
      let text = inner.string()
      at = inner.at
      if at < bytes.count, bytes[at] == UInt8(ascii: ":") { at += 1 }
      if at == start { stop() }
      return text.replacing("~", with: "~0").replacing("/", with: "~1")
    }

    private mutating func string() -> String {
      guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else {
        stop()
        return ""
      }
      step()
      let start = at
      while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
        if bytes[at] == UInt8(ascii: "\\") { step() }
        step()
      }
      let text = String(decoding: bytes[min(start, bytes.count)..<min(at, bytes.count)], as: UTF8.self)
      step()
      return text
    }

    private mutating func step() {
      if at == offset { stop() }
      at += 1
    }

    private mutating func stop() { isFound = true }
  }
}
