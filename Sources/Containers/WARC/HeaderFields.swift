/// Named fields as HTTP and WARC write them: "Name: value", a line each.
struct HeaderFields: Sendable {
  private(set) var fields: [(name: String, value: String)] = []

  /// Lines that hold no colon are passed over; one that begins with white space goes on with the line before.
  init(_ lines: some Sequence<ArraySlice<UInt8>>) {
    for line in lines {
      if let first = line.first, first == 0x20 || first == 0x09, !fields.isEmpty {
        fields[fields.count - 1].value += " " + HeaderFields.trimmed(line)
        continue
      }
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
      fields.append((HeaderFields.trimmed(line[..<colon]).lowercased(), HeaderFields.trimmed(line[(colon + 1)...])))
    }
  }

  /// The first field of this name; names are the same in upper and lower case.
  ///
  /// - Parameter name: in lower case.
  subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
    var bytes = bytes
    while let first = bytes.first, first == 0x20 || first == 0x09 { bytes.removeFirst() }
    while let last = bytes.last, last == 0x20 || last == 0x09 || last == 0x0D { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The lines of a header, without their ends.
  static func lines(_ bytes: UnsafeRawBufferPointer) -> [ArraySlice<UInt8>] {
    Array(bytes).split(separator: 0x0A, omittingEmptySubsequences: true).map { line in
      line.last == 0x0D ? line.dropLast() : line
    }.filter { !$0.isEmpty }
  }

  /// How long a header is with the empty line behind it; `nil` where no such line is there.
  static func length(_ bytes: UnsafeRawBufferPointer) -> Int? {
    var at = 0
    while let next = UnsafeRawBufferPointer(rebasing: bytes[at...]).firstByte(0x0A) {
      let end = at + next
      if end + 1 < bytes.count, bytes[end + 1] == 0x0A { return end + 2 }
      if end + 2 < bytes.count, bytes[end + 1] == 0x0D, bytes[end + 2] == 0x0A { return end + 3 }
      at = end + 1
    }
    return nil
  }
}

/// "text/html; charset=utf-8", taken apart.
struct MediaType: Sendable, Equatable {
  /// In lower case: "text/html".
  var name: String
  var charset: String?

  init?(_ value: String) {
    let parts = value.utf8.split(separator: UInt8(ascii: ";"))
    guard let first = parts.first else { return nil }
    name = MediaType.trimmed(first).lowercased()
    if name.isEmpty { return nil }
    for part in parts.dropFirst() {
      let text = MediaType.trimmed(part)
      guard text.lowercased().hasPrefix("charset=") else { continue }
      let value = text.dropFirst(8).filter { $0 != "\"" && $0 != "'" }
      if charset == nil, !value.isEmpty { charset = value.lowercased() }
    }
  }

  private static func trimmed(_ part: Substring.UTF8View) -> String {
    var text = Substring(part)
    while text.first == " " || text.first == "\t" { text.removeFirst() }
    while text.last == " " || text.last == "\t" { text.removeLast() }
    return String(text)
  }
}
