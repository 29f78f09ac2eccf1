import CByteScan

/// A run of UTF-8 bytes that something else keeps: a page for the time of its reading, an array for that of a closure.
typealias Bytes = UnsafeBufferPointer<UInt8>

extension Bytes {
  /// At most so many bytes from the start.
  @inline(__always)
  func head(_ count: Int) -> Bytes { Bytes(start: baseAddress, count: Swift.min(count, self.count)) }

  /// What is left behind the first `start` bytes; empty where there are no more.
  @inline(__always)
  func tail(_ start: Int) -> Bytes { start < count ? Bytes(rebasing: self[start...]) : head(0) }

  @inline(__always)
  func part(_ range: Range<Int>) -> Bytes { Bytes(rebasing: self[range]) }

  @inline(__always)
  func begins(with other: Bytes) -> Bool {
    guard other.count <= count else { return false }
    for index in 0..<other.count where self[index] != other[index] { return false }
    return true
  }

  @inline(__always)
  func begins(with other: [UInt8]) -> Bool { other.withUnsafeBufferPointer { begins(with: $0) } }

  @inline(__always)
  func ends(with other: [UInt8]) -> Bool {
    guard other.count <= count else { return false }
    let start = count - other.count
    for index in 0..<other.count where self[start + index] != other[index] { return false }
    return true
  }

  /// Whether the text begins with other bytes, which are small, in any case of ASCII.
  @inline(__always)
  func beginsSmall(with other: [UInt8]) -> Bool {
    guard other.count <= count else { return false }
    for index in other.indices where self[index].small != other[index] { return false }
    return true
  }

  /// Whether the text ends with other bytes, which are small, in any case of ASCII.
  @inline(__always)
  func endsSmall(with other: [UInt8]) -> Bool {
    other.count <= count && tail(count - other.count).beginsSmall(with: other)
  }

  /// Whether both are the same bytes.
  @inline(__always)
  func equals(_ other: Bytes) -> Bool { count == other.count && begins(with: other) }

  func equals(_ other: [UInt8]) -> Bool { count == other.count && begins(with: other) }

  /// Whether the byte stands in the text.
  func holds(byte: UInt8) -> Bool { Int(fettle_find(baseAddress, count, 0, byte)) < count }

  /// Where the byte first stands from `start` on, or the text's end.
  @inline(__always)
  func place(of byte: UInt8, from start: Int) -> Int { Int(fettle_find(baseAddress, count, start, byte)) }

  /// Where the first digit stands from `start` on, or the text's end.
  @inline(__always)
  func digit(from start: Int) -> Int { Int(fettle_find_digit(baseAddress, count, start)) }

  /// Whether the literal stands in the text.
  func holds(_ literal: StaticString) -> Bool { firstPlace(of: literal) != nil }

  /// Where the literal, which isn't empty, first stands.
  func firstPlace(of literal: StaticString) -> Int? {
    let length = literal.utf8CodeUnitCount
    // A static string's bytes are there for good, and `length` of them are read.
    let place = fettle_search(baseAddress, count, literal.utf8Start, length)
    return place >= 0 ? Int(place) : nil
  }

  /// Whether the text, in small letters, is another.
  func equalsSmall(_ other: [UInt8]) -> Bool {
    count == other.count && other.indices.allSatisfy { self[$0].small == other[$0] }
  }

  /// Where the literal, which isn't empty, stands last.
  func lastPlace(of literal: StaticString) -> Int? {
    var at = count - literal.utf8CodeUnitCount
    while at >= 0 {
      if tail(at).begins(with: literal) { return at }
      at -= 1
    }
    return nil
  }

  /// Whether the text begins with a literal.
  @inline(__always)
  func begins(with literal: StaticString) -> Bool {
    begins(with: Bytes(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  var string: String { String(decoding: self, as: UTF8.self) }
}

extension UInt8 {
  @inline(__always) var isDigit: Bool { self &- 0x30 < 10 }
  @inline(__always) var isCapital: Bool { self &- 0x41 < 26 }
  @inline(__always) var isSmallLetter: Bool { self &- 0x61 < 26 }
  @inline(__always) var isAlphanumeric: Bool { isDigit || (self | 0x20).isSmallLetter }
  @inline(__always) var isPeriod: Bool { self == UInt8(ascii: ".") || self == UInt8(ascii: ",") }
  /// A small letter for a capital one, any other byte as it is.
  @inline(__always) var small: UInt8 { isCapital ? self | 0x20 : self }
}
