import FettleKit

/// The `articleBody` that a page's JSON-LD holds, as letters and digits alone. Found without reading the JSON around it,
/// which on many pages is broken.
struct ArticleBody {
  /// The hashes of all its windows; empty where the page states no body.
  private var windows: Set<UInt64> = []

  /// In bytes: a shorter body is a summary.
  private static let shortest = 300
  /// In letters and digits: how much of a block's beginning is looked for.
  private static let reach = 24
  private static let base: UInt64 = 0x0000_0100_0000_01B3

  init(_ markup: PageMarkup) {
    var squeezed: [UInt8] = []
    for statement in markup.statements where statement.kind == .linkedData {
      let body = ArticleBody.find(Array(statement.value.utf8))
      if body.count > squeezed.count { squeezed = body }
    }
    guard squeezed.count >= ArticleBody.shortest else { return }
    var leaving: UInt64 = 1
    for _ in 0..<(ArticleBody.reach - 1) { leaving = leaving &* ArticleBody.base }
    var hash: UInt64 = 0
    windows.reserveCapacity(squeezed.count)
    for (index, byte) in squeezed.enumerated() {
      if index >= ArticleBody.reach { hash = hash &- UInt64(squeezed[index - ArticleBody.reach]) &* leaving }
      hash = hash &* ArticleBody.base &+ UInt64(byte)
      if index >= ArticleBody.reach - 1 { windows.insert(hash) }
    }
  }

  /// 1 for a text that is part of it, 0 for one that isn't, -1 where the page states no body or the text is too short to say.
  func holds(_ text: ArraySlice<UInt8>, _ facts: TextFacts) -> Float {
    if windows.isEmpty || facts.letters < ArticleBody.reach { return -1 }
    var hash: UInt64 = 0
    var count = 0
    for byte in text {
      guard let folded = ArticleBody.folded(byte) else { continue }
      hash = hash &* ArticleBody.base &+ UInt64(folded)
      count += 1
      if count == ArticleBody.reach { break }
    }
    return count == ArticleBody.reach && windows.contains(hash) ? 1 : 0
  }

  private static func folded(_ byte: UInt8) -> UInt8? {
    if byte &- 0x61 < 26 || byte &- 0x30 < 10 { return byte }
    return byte &- 0x41 < 26 ? byte | 0x20 : nil
  }

  private static func find(_ json: [UInt8]) -> [UInt8] {
    let key = Array("\"articleBody\"".utf8)
    var out: [UInt8] = []
    var start = -1
    var index = 0
    while index + key.count < json.count {
      if json[index + 1] == key[1], json[index..<(index + key.count)].elementsEqual(key) {
        start = index + key.count
        break
      }
      index += 1
    }
    guard start >= 0 else { return [] }
    var at = start
    while at < json.count, json[at] != UInt8(ascii: "\"") { at += 1 }
    at += 1
    while at < json.count, json[at] != UInt8(ascii: "\"") {
      if json[at] == UInt8(ascii: "\\"), at + 1 < json.count {
        at += json[at + 1] == UInt8(ascii: "u") ? 6 : 2
        continue
      }
      if json[at] == UInt8(ascii: "&"), let end = json[at...].prefix(10).firstIndex(of: UInt8(ascii: ";")) {
        at = end + 1
        continue
      }
      if json[at] == UInt8(ascii: "<") {
        while at < json.count, json[at] != UInt8(ascii: ">"), json[at] != UInt8(ascii: "\"") { at += 1 }
        continue
      }
      if let byte = folded(json[at]) { out.append(byte) }
      at += 1
    }
    return out
  }
}
