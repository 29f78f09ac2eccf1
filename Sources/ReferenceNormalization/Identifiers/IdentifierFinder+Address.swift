/// Addresses, and the resolvers of DOIs among them.
extension IdentifierFinder {
  /// "https://…", "http ://…", "www.…": a DOI where it leads to a resolver, else an address.
  mutating func address(_ start: Int, extentStart: Int) -> Int? {
    var at = start
    if has("http", at: at) {
      at += has("https", at: at) ? 5 : 4
      at = pastSpace(at)
      guard byte(at) == 0x3A, byte(at + 1) == 0x2F else { return nil }
      at += 3
      at = pastSpace(at)
    }
    let host = at
    while at < end, text[at] > 0x20, text[at] != 0x2F, at - host < 256 { at += 1 }
    let isResolver = hostResolves(host, at)
    if isResolver, byte(at) == 0x2F || byte(at) <= 0x20 {
      var next = pastSpace(at + 1)
      if has("doi:", at: next) { next += 4 }
      if let end = doi(next, extentStart: extentStart) { return end }
    }
    at = host
    var depth = 0
    while at < end, at - host < IdentifierFinder.longest {
      let next = text[at]
      if next <= 0x20 || next == 0x22 || next == 0x3E || next == 0x3C || next == 0x7C { break }
      if next == 0xE2, byte(at + 1) == 0x80, byte(at + 2) >= 0x98, byte(at + 2) <= 0x9F { break }
      if next == 0xC2, byte(at + 1) == 0xA0 { break }
      if next == 0x28 { depth += 1 }
      if next == 0x29 {
        if depth == 0 { break }
        depth -= 1
      }
      if next == 0x5D { break }
      if at > host + 4, has("http://", at: at) || has("https://", at: at), text[at - 1] != 0x2F, text[at - 1] != 0x3D {
        break
      }
      at += 1
    }
    while at > host, [0x2E, 0x2C, 0x3B, 0x3A, 0x27].contains(text[at - 1]) { at -= 1 }
    guard at > host + 3 else { return nil }
    let value = text[start..<at].filter { $0 > 0x20 }
    if has("arxiv.org/abs/", at: host) {
      return add(.arXiv, "arXiv:" + String(decoding: text[(host + 14)..<at], as: UTF8.self), extentStart..<at)
    }
    return add(.URL, String(decoding: value, as: UTF8.self), extentStart..<at)
  }

  private func hostResolves(_ host: Int, _ hostEnd: Int) -> Bool {
    has("doi.org", at: host) || has("dx.doi.org", at: host) || has("www.doi.org", at: host)
      || has("doi.acm.org", at: host)
      || has("doi.ieeecomputersociety.org", at: host) || has("doi.apa.org", at: host)
  }
}
