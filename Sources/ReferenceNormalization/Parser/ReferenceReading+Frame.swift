import PageZones

/// What stands around the reference itself, and what is read before all else: label, crumbs, a second copy, identifiers,
/// authors.
extension ReferenceReading {
  /// Leaves out the label, the crumbs, white space, and a second copy of the whole.
  mutating func findBody() {
    var start = 0
    while start < bytes.count, bytes[start] <= 0x20 { start += 1 }
    if let label = ReferenceLabel.find(in: bytes[start...]) {
      // Of bytes that are no UTF-8 the text is longer than they are.
      result.ranges[.label] = start..<(start + min(label.text.utf8.count, label.length))
      start += label.length
    }
    var end = bytes.count
    let crumbs = LinkCrumbs.find(in: bytes[start...])
    if let last = crumbs.ranges.last, last.upperBound == bytes.count - start, last.lowerBound > 0 {
      end = start + last.lowerBound
    }
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    body = start..<max(start, end)
    if let again = secondCopy() { body = start..<again }
  }

  /// Some pages print a reference twice in a row, once for a pop-up.
  private func secondCopy() -> Int? {
    let probe = 24
    guard body.count > 4 * probe else { return nil }
    let head = bytes[body.lowerBound..<(body.lowerBound + probe)]
    guard let first = head.first else { return nil }
    // The copies are of about the same length.
    var at = body.lowerBound + body.count * 2 / 5
    while at <= body.lowerBound + body.count * 3 / 5, at + probe <= body.upperBound {
      if bytes[at] == first, bytes[at - 1] <= 0x20, bytes[at..<(at + probe)].elementsEqual(head) { return at }
      at += 1
    }
    return nil
  }

  mutating func take(_ identifiers: [FoundIdentifier]) {
    for found in identifiers where result.ranges[found.field] == nil {
      result.ranges[found.field] = found.extent
      switch found.field {
      case .DOI: result.item.DOI = found.value
      case .URL: result.item.URL = found.value
      case .PMID: result.item.PMID = found.value
      case .PMCID: result.item.PMCID = found.value
      case .ISBN: result.item.ISBN = found.value
      case .arXiv: result.item.archiveLocation = found.value
      default: break
      }
    }
  }

  /// "———." stands for the authors of the entry before.
  func pastRepeatedAuthor() -> Int {
    var at = 0
    while at < text.count, text[at].isDash || text.isMark(at, 0x5F) { at += 1 }
    if at > 0 { while text.isDot(at) || text.isComma(at) { at += 1 } }
    return at
  }

  mutating func takeAuthors(from start: Int) {
    guard !authors.names.isEmpty else { return }
    result.hasEtAl = authors.hasEtAl
    if authors.areEditors {
      result.item.editor = authors.names
      result.ranges[.editor] = text.extent(start..<authors.namesEnd)
    } else {
      result.item.author = authors.names
      result.ranges[.author] = text.extent(start..<authors.namesEnd)
    }
  }
}
