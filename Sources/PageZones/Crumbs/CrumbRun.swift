import FettleKit

/// Reads a run of link crumbs from the end of a text towards its start.
struct CrumbRun {
  let text: ArraySlice<UInt8>
  /// Whether the text is a line that may be nothing but crumbs; then an ordinary word may stand alone.
  var isWholeLine = false
  /// Where the run begins, with the white space before it; `text.endIndex` where there is none.
  private(set) var start: Int
  private(set) var links: [Link] = []

  private struct Crumb {
    var start: Int
    var label: Range<Int>
    var url: Range<Int>?
    var isWeak: Bool
    var isBracketed: Bool
  }

  /// No link of a page is longer.
  private static let longestURL = 4096
  /// No entry has more links.
  private static let most = 64

  init(text: ArraySlice<UInt8>) {
    self.text = text
    start = text.endIndex
  }

  /// What may stand around and between crumbs.
  static func isDecoration(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x09...0x0D, 0x20, 0x28, 0x29, 0x2A, 0x2B, 0x2C, 0x2D, 0x2E, 0x2F, 0x3A, 0x3B, 0x5B, 0x5D, 0x5F, 0x7C, 0xA0,
      0xC2:
      true
    default: false
    }
  }

  mutating func read() {
    var crumbs: [Crumb] = []
    var at = text.endIndex
    while crumbs.count < CrumbRun.most, let crumb = crumb(before: at) {
      crumbs.append(crumb)
      at = crumb.start
    }
    crumbs.reverse()
    // An ordinary word needs company, a bracket, or a line of its own.
    while let first = crumbs.first, !stands(first, among: crumbs) { crumbs.removeFirst() }
    guard let first = crumbs.first else { return }
    start = first.start
    while start > text.startIndex, text[start - 1] <= 0x20 { start -= 1 }
    links = crumbs.map { crumb in
      Link(label: trimmed(crumb.label), url: crumb.url.map { String(decoding: text[$0], as: UTF8.self) })
    }
  }

  private func stands(_ crumb: Crumb, among crumbs: [Crumb]) -> Bool {
    if !crumb.isWeak || crumb.isBracketed || crumb.url != nil { return true }
    if isWholeLine { return text[text.startIndex..<crumb.start].allSatisfy(CrumbRun.isDecoration) }
    var before = crumb.start
    while before > text.startIndex, text[before - 1] <= 0x20 { before -= 1 }
    guard before > text.startIndex else { return crumbs.count > 1 }
    let gap = text[before..<crumb.start]
    let isApart = gap.contains(0x0A) || gap.count > 1
    let endsSentence =
      [0x2E, 0x29, 0x5D].contains(text[before - 1]) || (text[before - 1] >= 0x30 && text[before - 1] <= 0x39)
    return crumbs.count > 1
      ? isApart || endsSentence || crumbs.contains { !$0.isWeak } : isApart || text[before - 1] == 0x2E
  }

  /// The crumb that ends at `end`, but for decoration.
  private func crumb(before end: Int) -> Crumb? {
    var at = end
    var brackets = 0
    var hasTriedLink = false
    while at > text.startIndex, CrumbRun.isDecoration(text[at - 1]) {
      if text[at - 1] == 0x29, !hasTriedLink {
        hasTriedLink = true
        if let crumb = markdown(endingAt: at) { return crumb }
        // "Crossref (DOI)" is a label as a whole.
        if let (start, isWeak) = CrumbLabels.builtin.label(in: text, endingAt: at), isFree(start, isWeak: isWeak) {
          return Crumb(start: start, label: start..<at, url: nil, isWeak: isWeak, isBracketed: false)
        }
        if let open = count(endingAt: at) {
          at = open
          continue
        }
      }
      if text[at - 1] == 0x5D {
        brackets += 1
        if let before = linkMark(endingAt: at) { at = before + 1 }
      }
      at -= 1
    }
    guard let (labelStart, isWeak) = CrumbLabels.builtin.label(in: text, endingAt: at) else { return nil }
    var first = labelStart
    while first > text.startIndex, text[first - 1] == 0x20 { first -= 1 }
    var isBracketed = false
    if brackets > 0, first > text.startIndex, text[first - 1] == 0x5B {
      isBracketed = true
      first -= 1
    } else if brackets > 0, let mark = linkMark(endingAt: first), mark > text.startIndex, text[mark - 1] == 0x5B {
      isBracketed = true
      first = mark - 1
    } else {
      first = labelStart
      guard isFree(labelStart, isWeak: isWeak) else { return nil }
    }
    // "[187]View PDF": a text browser's number of the link.
    if let before = linkMark(endingAt: first) { first = before }
    return Crumb(start: first, label: labelStart..<at, url: nil, isWeak: isWeak, isBracketed: isBracketed)
  }

  /// Whether a label may begin here: behind anything but a letter, or glued to a word that it can't be part of.
  private func isFree(_ index: Int, isWeak: Bool) -> Bool {
    guard index > text.startIndex else { return true }
    let before = text[index - 1]
    if before == 0x2D || before == 0x27 { return false }
    let isLetter = (before >= 0x41 && before <= 0x5A) || (before >= 0x61 && before <= 0x7A) || before >= 0x80
    if !isLetter || before == 0xA0 { return true }
    if CrumbLabels.builtin.label(in: text, endingAt: index) != nil { return true }
    return !isWeak && before >= 0x61 && text[index] >= 0x41 && text[index] <= 0x5A
  }

  /// "(123)" or "(957K)" that ends at `end`, a label's count: where it begins.
  private func count(endingAt end: Int) -> Int? {
    var at = end - 1
    while at > text.startIndex, text[at - 1] == 0x4B || text[at - 1] == 0x42 { at -= 1 }
    let past = at
    while at > text.startIndex, end - at < 8, text[at - 1] &- 0x30 < 10 { at -= 1 }
    guard at < past, at > text.startIndex, text[at - 1] == 0x28 else { return nil }
    // A year is no count.
    if past - at == 4, text[at] == 0x32 || text[at] == 0x31 { return nil }
    return at - 1
  }

  /// "[187]" that ends at `end`: where it begins.
  private func linkMark(endingAt end: Int) -> Int? {
    guard end > text.startIndex, text[end - 1] == 0x5D else { return nil }
    var at = end - 1
    while at > text.startIndex, end - at < 8, text[at - 1] >= 0x30, text[at - 1] <= 0x39 { at -= 1 }
    guard at < end - 1, at > text.startIndex, text[at - 1] == 0x5B else { return nil }
    return at - 1
  }

  /// `[label](address "title")` that ends at `end`, perhaps in brackets.
  private func markdown(endingAt end: Int) -> Crumb? {
    let floor = max(text.startIndex, end - CrumbRun.longestURL)
    var open = end - 1
    while open > floor, !(text[open] == 0x28 && text[open - 1] == 0x5D) { open -= 1 }
    guard open > floor else { return nil }
    var labelEnd = open - 1
    while labelEnd > floor, CrumbRun.isDecoration(text[labelEnd - 1]) {
      if text[labelEnd - 1] == 0x29 {
        if CrumbLabels.builtin.label(in: text, endingAt: labelEnd) != nil { break }
        if let count = count(endingAt: labelEnd) { labelEnd = count + 1 }
      }
      labelEnd -= 1
    }
    guard let (labelStart, isWeak) = CrumbLabels.builtin.label(in: text, endingAt: labelEnd) else { return nil }
    var first = labelStart
    while first > floor, text[first - 1] == 0x20 || text[first - 1] == 0x5F { first -= 1 }
    guard first > floor || first > text.startIndex, text[first - 1] == 0x5B else { return nil }
    first -= 1
    if first > text.startIndex, text[first - 1] == 0x5B { first -= 1 }
    var urlEnd = open + 1
    while urlEnd < end - 1, text[urlEnd] != 0x20 { urlEnd += 1 }
    return Crumb(
      start: first, label: labelStart..<labelEnd, url: (open + 1)..<urlEnd, isWeak: isWeak, isBracketed: true)
  }

  /// The label as written, with white space folded.
  private func trimmed(_ range: Range<Int>) -> String {
    var out: [UInt8] = []
    for byte in text[range] {
      let isSpace = byte <= 0x20 || byte == 0xA0
      if byte == 0xC2 || (isSpace && out.last == 0x20) { continue }
      out.append(isSpace ? 0x20 : byte)
    }
    if text[range].contains(0xAE) { return String(decoding: text[range], as: UTF8.self) }
    return String(decoding: out, as: UTF8.self)
  }
}
