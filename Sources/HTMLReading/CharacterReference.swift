/// Character references ("&amp;", "&#8211;") as they stand in a source, measured against what they were decoded to.
enum CharacterReference {
  /// The length in bytes of the reference that begins with the "&" at `at`, or `nil` where that is just an ampersand.
  ///
  /// - Parameters:
  ///   - decoded: the text as the parser decoded it.
  ///   - next: where in it the reference's character stands.
  static func length(
    in source: UnsafeBufferPointer<UInt8>, at: Int, end: Int, decoded: UnsafeBufferPointer<UInt8>, _ next: Int
  ) -> Int? {
    var index = at + 1
    guard index < end else { return nil }
    let isAmpersand = decoded[next] == 0x26
    if source[index] == 0x23 {
      index += 1
      let isHexadecimal = index < end && source[index] | 0x20 == 0x78
      if isHexadecimal { index += 1 }
      let digits = index
      var number = 0
      while index < end, let digit = digit(source[index], isHexadecimal) {
        number = min(number * (isHexadecimal ? 16 : 10) + digit, 0x11_0000)
        index += 1
      }
      guard index > digits, !isAmpersand || number == 0x26 else { return nil }
      return (index < end && source[index] == 0x3B ? index + 1 : index) - at
    }
    while index < end, isAlphanumeric(source[index]) { index += 1 }
    let name = UnsafeBufferPointer(rebasing: source[(at + 1)..<index])
    if isAmpersand {
      guard name.count >= 3, name[0] | 0x20 == 0x61, name[1] | 0x20 == 0x6D, name[2] | 0x20 == 0x70 else { return nil }
      return at + 4 < end && source[at + 4] == 0x3B ? 5 : 4
    }
    let legacy = legacyLength(name)
    guard index < end, source[index] == 0x3B else { return legacy > 0 ? legacy + 1 : nil }
    // "&notit;" is "¬it;": the text then goes on with the rest of the name.
    if legacy > 0, legacy < name.count {
      let rest = (at + 1 + legacy)..<(index + 1)
      let behind = next + firstLength(decoded, next)
      if behind + rest.count <= decoded.count,
        (0..<rest.count).allSatisfy({ source[rest.lowerBound + $0] == decoded[behind + $0] })
      {
        return legacy + 1
      }
    }
    return index + 1 - at
  }

  /// The length in bytes of the character at an offset of valid UTF-8.
  static func firstLength(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
    let length = text[at] < 0x80 ? 1 : text[at] < 0xE0 ? 2 : text[at] < 0xF0 ? 3 : 4
    return min(length, text.count - at)
  }

  private static func digit(_ byte: UInt8, _ isHexadecimal: Bool) -> Int? {
    switch byte {
    case 0x30...0x39: Int(byte) - 0x30
    case 0x61...0x66 where isHexadecimal: Int(byte) - 0x57
    case 0x41...0x46 where isHexadecimal: Int(byte) - 0x37
    default: nil
    }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
  }

  /// The longest name that needs no semicolon at the beginning of `name`, in bytes, or 0.
  private static func legacyLength(_ name: UnsafeBufferPointer<UInt8>) -> Int {
    for length in stride(from: min(name.count, 6), through: 2, by: -1)
    where legacyNames.contains(Array(name.prefix(length))) { return length }
    return 0
  }

  private static let legacyNames = Set(
    PackageResources.legacy_references_txt.split(whereSeparator: { $0 <= 0x20 }).map(Array.init))
}
