import Compression

/// What holds several documents.
enum ContainerFormat: Equatable {
  case tar
  case zip
  case warc
  case jsonLines
  case table

  /// What a stream's first bytes say, and its name where they don't.
  ///
  /// - Parameter name: without the endings of compressions.
  static func detect(_ stream: ByteStream, name: String) -> ContainerFormat? {
    stream.require(1024)
    let byContent = stream.withBytes { bytes -> ContainerFormat? in
      if bytes.starts(with: "WARC/".utf8), bytes.count > 6, (0x30...0x39).contains(bytes[5]) { return .warc }
      if isZip(bytes) { return isOfficeDocument(bytes) ? nil : .zip }
      if isTar(bytes) { return .tar }
      return nil
    }
    if let byContent { return byContent }
    let lower = name.lowercased()
    if isWebArchive(lower) { return .warc }
    if [".jsonl", ".ndjson"].contains(where: lower.hasSuffix) { return .jsonLines }
    if [".csv", ".tsv"].contains(where: lower.hasSuffix) { return .table }
    return nil
  }

  private static func isZip(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06])
  }

  /// Office documents and e-books are zip archives that begin with an entry of a name that stands for all of them.
  private static func isOfficeDocument(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count > 30 else { return false }
    let name = UnsafeRawBufferPointer(rebasing: bytes[30...])
    return ["mimetype", "[Content_Types].xml", "_rels/.rels", "META-INF/MANIFEST.MF"].contains {
      name.starts(with: $0.utf8)
    }
  }

  /// POSIX's tar says so; older ones have a header whose checksum is right.
  private static func isTar(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count >= 512, bytes[0] != 0 else { return false }
    var sum = 0
    for index in 0..<512 { sum += (148..<156).contains(index) ? 0x20 : Int(bytes[index]) }
    var written = 0
    var hasDigits = false
    for byte in bytes[148..<156] {
      if (0x30...0x37).contains(byte) {
        written = written * 8 + Int(byte - 0x30)
        hasDigits = true
      } else if hasDigits || byte != 0x20 {
        break
      }
    }
    return hasDigits && written == sum
  }

  /// A name counts where the first record is damaged.
  static func isWebArchive(_ name: String) -> Bool {
    let lower = name.lowercased()
    return [".warc", ".wet"].contains(where: lower.hasSuffix)
  }

  /// What compressed a stream, as its first bytes say, or, of a web archive whose first bytes are damaged, its name.
  static func compression(_ stream: ByteStream, name: String) -> CompressionFormat? {
    stream.require(1024)
    if let format = stream.withBytes({ CompressionFormat.detect($0) }) { return format }
    guard stream.available > 0, detect(stream, name: "") == nil else { return nil }
    return CompressionFormat.allCases.first { format in
      let inner = inner(name, format)
      return inner != name && isWebArchive(inner)
    }
  }

  /// Names that stand for plain text or pages: a file with such a name is not looked into.
  static func isPlain(_ path: String) -> Bool {
    let lower = path.lowercased()
    return [".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".xml"].contains(where: lower.hasSuffix)
  }

  /// A name without the ending of its compression: "a.tar" of "a.tar.gz" and "a.tgz".
  static func inner(_ name: String, _ format: CompressionFormat) -> String {
    let lower = name.lowercased()
    guard let ending = format.endings.first(where: { lower.hasSuffix($0) }) else { return name }
    return name.dropLast(ending.utf8.count) + (ending == ".tgz" ? ".tar" : "")
  }
}
