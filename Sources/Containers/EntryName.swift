/// What a document in an archive is called: a path that leads nowhere else, whatever the archive says.
enum EntryName {
  /// Of a file in an archive: without empty parts and `.`; `..` is written `%2E%2E`, and bytes that are no UTF-8 or are
  /// controls are written `%XX`.
  static func path(_ bytes: [UInt8]) -> String {
    let parts = bytes.split(separator: UInt8(ascii: "/")).filter { !$0.elementsEqual(".".utf8) }
      .map { $0.elementsEqual("..".utf8) ? "%2E%2E" : printable($0) }
    return parts.isEmpty ? "unnamed" : parts.joined(separator: "/")
  }

  /// Of a record or a line: one component.
  static func component(_ name: String) -> String {
    if name == "." || name == ".." { return name.utf8.map { _ in "%2E" }.joined() }
    let text = printable(Array(name.utf8)[...])
    guard text.utf8.contains(UInt8(ascii: "/")) else { return text.isEmpty ? "unnamed" : text }
    // By bytes: a slash with a combining mark behind it is another character, and a slash all the same.
    return text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }.joined(separator: "%2F")
  }

  /// Whether a file is one that folders would hide: a part of its path begins with a dot.
  static func isHidden(_ bytes: [UInt8]) -> Bool {
    bytes.split(separator: UInt8(ascii: "/")).contains { part in
      part.first == UInt8(ascii: ".") && !part.elementsEqual(".".utf8) && !part.elementsEqual("..".utf8)
    }
  }

  private static func printable(_ part: ArraySlice<UInt8>) -> String {
    if let valid = String(validating: part, as: UTF8.self), !valid.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
      return valid
    }
    var out = ""
    for byte in part {
      if byte >= 0x20, byte < 0x7F {
        out.unicodeScalars.append(UnicodeScalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        out += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
      }
    }
    return out
  }
}
