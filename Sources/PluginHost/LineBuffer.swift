#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Bytes as they come, given out line by line.
struct LineBuffer {
  private var bytes: [UInt8] = []
  private var start = 0
  /// Up to where there is no line end.
  private var searched = 0

  /// Bytes of the line that has no end yet.
  var unfinished: Int { bytes.count - start }

  mutating func append(_ more: UnsafeRawBufferPointer) {
    if start > 1 << 16, start * 2 > bytes.count {
      bytes.removeSubrange(..<start)
      searched -= start
      start = 0
    }
    bytes.append(contentsOf: more)
  }

  /// The next line without its end; `nil` until there is a whole one.
  mutating func next() -> [UInt8]? {
    let from = searched
    let end = bytes.withUnsafeBytes { raw -> Int? in
      guard from < raw.count, let base = raw.baseAddress else { return nil }
      return memchr(base + from, 0x0A, raw.count - from).map { UnsafeRawPointer($0) - base }
    }
    guard let end else {
      searched = bytes.count
      return nil
    }
    let line = Array(bytes[start..<end])
    start = end + 1
    searched = start
    if start == bytes.count {
      bytes.removeAll(keepingCapacity: bytes.capacity <= 1 << 20)
      start = 0
      searched = 0
    }
    return line
  }

  /// What stands behind the last line end.
  mutating func rest() -> [UInt8]? {
    guard start < bytes.count else { return nil }
    defer { self = LineBuffer() }
    return Array(bytes[start...])
  }
}
