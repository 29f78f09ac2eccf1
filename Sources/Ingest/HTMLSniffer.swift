/// Tells an HTML page from plain text.
enum HTMLSniffer {
  /// - Parameters:
  ///   - path: its ending counts.
  ///   - mediaType: as a transport states it.
  static func isHTML(_ bytes: [UInt8], path: String, mediaType: String?) -> Bool {
    if let mediaType = mediaType?.lowercased() {
      if mediaType.hasPrefix("text/html") || mediaType.hasPrefix("application/xhtml") { return true }
      if mediaType.hasPrefix("text/plain") { return false }
    }
    var name = path.lowercased()
    for packed in [".gz", ".zst", ".bz2", ".xz"] where name.hasSuffix(packed) { name.removeLast(packed.count) }
    if name.hasSuffix(".html") || name.hasSuffix(".htm") || name.hasSuffix(".xhtml") { return true }
    return startsLikeHTML(bytes)
  }

  /// Whether the first thing that isn't white space, a mark, a comment or an XML declaration is a tag that pages begin with
  /// (MIME Sniffing Standard, chapter 7.1).
  static func startsLikeHTML(_ bytes: [UInt8]) -> Bool {
    var at = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let end = min(bytes.count, 4096)
    while at < end {
      if bytes[at] <= 0x20 {
        at += 1
      } else if starts(bytes, at, "<!--") {
        guard let close = find("-->", in: bytes, from: at + 4, end) else { return false }
        at = close + 3
      } else if starts(bytes, at, "<?xml") {
        guard let close = find("?>", in: bytes, from: at + 5, end) else { return false }
        at = close + 2
      } else {
        return ["<!doctype html", "<html", "<head", "<body"].contains { starts(bytes, at, $0) }
      }
    }
    return false
  }

  static func starts(_ bytes: [UInt8], _ at: Int, _ word: String) -> Bool {
    guard at + word.utf8.count <= bytes.count else { return false }
    return zip(bytes[at...], word.utf8).allSatisfy { byte, wanted in
      byte == wanted || (byte &- 0x41 < 26 && byte | 0x20 == wanted)
    }
  }

  static func find(_ word: String, in bytes: [UInt8], from start: Int, _ end: Int) -> Int? {
    var at = start
    while at + word.utf8.count <= end {
      if starts(bytes, at, word) { return at }
      at += 1
    }
    return nil
  }
}
