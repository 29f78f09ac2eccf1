import Digest

/// WARC records as crawlers write them.
public enum WrittenWARC {
  public static func record(
    _ type: String, id: String, fields: [(String, String)] = [], block: [UInt8], digest: Bool = false,
    length: Int? = nil
  ) -> [UInt8] {
    var header = "WARC/1.0\r\nWARC-Type: \(type)\r\nWARC-Record-ID: <\(id)>\r\n"
    header += "WARC-Date: 2024-05-01T10:20:30Z\r\n"
    for (name, value) in fields { header += "\(name): \(value)\r\n" }
    if digest {
      let value = block.withUnsafeBytes { DigestAlgorithm.sha256.digest(of: $0) }
      header += "WARC-Block-Digest: sha256:\(value.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())\r\n"
    }
    header += "Content-Length: \(length ?? block.count)\r\n\r\n"
    return Array(header.utf8) + block + Array("\r\n\r\n".utf8)
  }

  public static func response(
    _ number: Int, body: [UInt8], status: String = "200 OK", http: [(String, String)] = [("Content-Type", "text/html")],
    fields: [(String, String)] = [], digest: Bool = false
  ) -> [UInt8] {
    var head = "HTTP/1.1 \(status)\r\n"
    for (name, value) in http { head += "\(name): \(value)\r\n" }
    return record(
      "response", id: id(number),
      fields: [
        ("WARC-Target-URI", "https://example.org/page/\(number)"),
        ("Content-Type", "application/http; msgtype=response"),
      ] + fields, block: Array((head + "\r\n").utf8) + body, digest: digest)
  }

  public static func request(_ number: Int) -> [UInt8] {
    record(
      "request", id: "urn:uuid:request-\(number)",
      fields: [
        ("WARC-Target-URI", "https://example.org/page/\(number)"),
        ("Content-Type", "application/http; msgtype=request"),
      ], block: Array("GET /page/\(number) HTTP/1.1\r\nHost: example.org\r\n\r\n".utf8))
  }

  public static func id(_ number: Int) -> String {
    "urn:uuid:00000000-0000-4000-8000-\(String(100_000_000_000 + number))"
  }

  public static let info = record(
    "warcinfo", id: "urn:uuid:info", fields: [("Content-Type", "application/warc-fields")],
    block: Array("software: test\r\n".utf8))

  public static func page(_ number: Int) -> [UInt8] {
    let words = (0..<(20 + number * 7 % 50)).map { "word\(($0 * 31 + number * 17) % 997)" }.joined(separator: " ")
    return Array("<html><head><title>Page \(number)</title></head><body><p>\(words).</p></body></html>\n".utf8)
  }

  /// Information, then for each page a request and a response: each as one piece.
  public static func crawl(_ pages: Int, digests: Bool = true) -> [[UInt8]] {
    [info] + (0..<pages).flatMap { [request($0), response($0, body: page($0), digest: digests)] }
  }
}
