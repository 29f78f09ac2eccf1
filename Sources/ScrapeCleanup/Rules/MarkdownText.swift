import CByteScan
import FettleKit

/// Takes Markdown's marks out of a block: links and images keep their text, and their addresses become the block's
/// links; emphasis, escapes and the angle brackets of bare addresses go. What stands between back quotes is code.
///
/// The rule runs once in a document's life, and only where the document holds several links in this form, because an
/// asterisk or an underscore alone says nothing.
struct MarkdownText {
  private(set) var edits: [TextEdit] = []
  /// Their offsets count in the text.
  private var links: [Link] = []
  private var brackets: [Bracket] = []
  private var emphasis = MarkdownEmphasis()
  /// Targets that ran to the block's end without closing. A block full of them is no Markdown.
  private var failures = 0

  private struct Bracket {
    var position: Int
    var isImage: Bool
    /// How many edits stood before it.
    var editCount: Int
  }

  /// - Parameter bytes: A block's text. What was found in another one before is forgotten.
  mutating func read(_ bytes: Span<UInt8>) {
    edits.removeAll(keepingCapacity: true)
    links = []
    brackets.removeAll(keepingCapacity: true)
    emphasis.removeAll()
    failures = 0
    var at = heading(bytes)
    while true {
      let start = at
      at = bytes.find(anyOf: MarkdownText.marks, from: at)
      if at >= bytes.count { break }
      switch bytes[at] {
      case UInt8(ascii: "\\"): at = escape(bytes, at: at)
      case UInt8(ascii: "`"): at = code(bytes, at: at)
      case UInt8(ascii: "["):
        let isImage = at > start && bytes[at - 1] == UInt8(ascii: "!")
        brackets.append(Bracket(position: isImage ? at - 1 : at, isImage: isImage, editCount: edits.count))
        at += 1
      case UInt8(ascii: "]"): at = closingBracket(bytes, at: at)
      case UInt8(ascii: "<"): at = autolink(bytes, at: at)
      default: at = emphasis.read(bytes, at: at)
      }
    }
    // All others were found in order.
    if emphasis.isEmpty { return }
    emphasis.edits(into: &edits)
    edits.sort { $0.range.lowerBound < $1.range.lowerBound }
  }

  private static let marks: [UInt8] = Array("\\`[]<*_".utf8)

  /// How many links in Markdown's form a text holds that lead to an address, counted up to `limit`.
  static func linkCount(in bytes: Span<UInt8>, limit: Int) -> Int {
    var count = 0
    var at = bytes.find(UInt8(ascii: "["), from: 0)
    while count < limit {
      at = bytes.find(UInt8(ascii: "]"), from: at)
      guard at + 2 < bytes.count else { break }
      if bytes[at + 1] == UInt8(ascii: "("), isAddressStart(bytes, at: at + 2) { count += 1 }
      at += 1
    }
    at = 0
    while count < limit {
      at = bytes.find(UInt8(ascii: "<"), from: at)
      guard at + 2 < bytes.count else { break }
      if bytes.has("<http", at: at) { count += 1 }
      at += 1
    }
    return count
  }

  /// The links, which it gives away.
  mutating func takeLinks() -> [Link] {
    defer { links = [] }
    return links
  }

  static func isPunctuation(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }

  /// Whether what stands at `index` begins as addresses do.
  static func isAddressStart(_ bytes: Span<UInt8>, at index: Int) -> Bool {
    var at = index
    while at < bytes.count, ASCII.isWhite(bytes[at]) { at += 1 }
    guard at < bytes.count else { return false }
    switch bytes[at] {
    case UInt8(ascii: "/"), UInt8(ascii: "#"), UInt8(ascii: "<"), UInt8(ascii: "."), UInt8(ascii: "?"): return true
    default:
      return schemes.contains { bytes.has($0, at: at) }
    }
  }

  private static let schemes: [StaticString] = [
    "http", "mailto:", "javascript:", "JavaScript:", "ftp:", "data:", "tel:",
  ]

  /// `## Methods ##`; returns where the text begins.
  private mutating func heading(_ bytes: Span<UInt8>) -> Int {
    var at = 0
    while at < bytes.count, at < 7, bytes[at] == UInt8(ascii: "#") { at += 1 }
    guard at > 0, at < 7, at < bytes.count, bytes[at] == 0x20 else { return 0 }
    edits.append(TextEdit(0..<(at + 1), TextEdit.nothing))
    return at + 1
  }

  /// Escapes that the converters write. `\{`, `\,` and their like are LaTeX more often than Markdown, and stay.
  private mutating func escape(_ bytes: Span<UInt8>, at index: Int) -> Int {
    guard index + 1 < bytes.count else { return index + 1 }
    switch bytes[index + 1] {
    case UInt8(ascii: "_"), UInt8(ascii: "*"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "("),
      UInt8(ascii: ")"), UInt8(ascii: "#"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: ">"), UInt8(ascii: "<"), UInt8(ascii: "`"), UInt8(ascii: "~"):
      edits.append(TextEdit(index..<(index + 1), TextEdit.nothing))
      return index + 2
    case UInt8(ascii: "\\"): return index + 2
    default: return index + 1
    }
  }

  private func code(_ bytes: Span<UInt8>, at index: Int) -> Int {
    var at = index
    while at < bytes.count, bytes[at] == UInt8(ascii: "`") { at += 1 }
    let length = at - index
    var close = at
    while close < bytes.count {
      guard bytes[close] == UInt8(ascii: "`") else {
        close += 1
        continue
      }
      let start = close
      while close < bytes.count, bytes[close] == UInt8(ascii: "`") { close += 1 }
      if close - start == length { return close }
    }
    return at
  }

  private mutating func closingBracket(_ bytes: Span<UInt8>, at index: Int) -> Int {
    guard let open = brackets.popLast() else { return index + 1 }
    guard index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "("), failures < 16 else { return index + 1 }
    guard let target = MarkdownTarget.read(bytes, at: index + 1) else {
      failures += 1
      return index + 1
    }
    guard target.isAddress(in: bytes) else { return index + 1 }
    let textStart = open.position + (open.isImage ? 2 : 1)
    let label = label(of: textStart..<index, in: bytes, editsFrom: open.editCount)
    let parts = open.position > 0 && MarkdownText.parts(bytes[open.position - 1], bytes[textStart], open.isImage)
    let opening = TextEdit(open.position..<textStart, parts ? TextEdit.space : TextEdit.nothing)
    if open.editCount == edits.count { edits.append(opening) } else { edits.insert(opening, at: open.editCount) }
    // Brackets that opened inside this one and never closed moved behind one more edit; they are text.
    brackets.removeAll { $0.position > open.position }
    let isParted = isParted(label, bytes, at: target.end, isImage: open.isImage)
    edits.append(TextEdit(index..<target.end, isParted ? TextEdit.space : TextEdit.nothing))
    links.append(Link(label: label, url: target.url(in: bytes), offset: index))
    if let title = target.title {
      // A title that says more than the label is text of the page too.
      let words = MarkdownText.folded(bytes.extracting(title))
      if !words.isEmpty, words != label { links.append(Link(label: words, offset: index)) }
    }
    return target.end
  }

  /// Whether the address was all that parted the label from the next word or the next link's label.
  private func isParted(_ label: String, _ bytes: Span<UInt8>, at next: Int, isImage: Bool) -> Bool {
    guard let last = label.utf8.last, ASCII.isAlphanumeric(last), next < bytes.count else { return false }
    let next = bytes[next]
    if next == UInt8(ascii: "[") || next == UInt8(ascii: "!") || ASCII.isUpper(next) { return true }
    return (isImage && ASCII.isAlphanumeric(next)) || (ASCII.isLower(last) && ASCII.isDigit(next))
  }

  /// Whether the character before a link and its label's first belong to two words: "Sciences[Google Scholar](…)". An
  /// image's text never goes on from the text before it.
  private static func parts(_ left: UInt8, _ right: UInt8, _ isImage: Bool) -> Bool {
    isImage
      ? ASCII.isAlphanumeric(left) && ASCII.isAlphanumeric(right)
      : ASCII.isLower(left) && ASCII.isUpper(right)
  }

  /// A link's text without the marks in it.
  private func label(of range: Range<Int>, in bytes: Span<UInt8>, editsFrom first: Int) -> String {
    let whole = bytes.extracting(range)
    let isMarked = first < edits.count || whole.find(UInt8(ascii: "*"), from: 0) < whole.count
    if !isMarked { return MarkdownText.folded(whole) }
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    var at = range.lowerBound
    for edit in edits[first...] where edit.range.lowerBound >= at {
      bytes.extracting(at..<edit.range.lowerBound).withUnsafeBufferPointer { text.append(contentsOf: $0) }
      text += edit.replacement
      at = edit.range.upperBound
    }
    if at < range.upperBound {
      bytes.extracting(at..<range.upperBound).withUnsafeBufferPointer { text.append(contentsOf: $0) }
    }
    if text.contains(UInt8(ascii: "*")) { text.removeAll { $0 == UInt8(ascii: "*") } }
    return MarkdownText.folded(text.span)
  }

  /// A text with nothing but single spaces between its words.
  private static func folded(_ text: Span<UInt8>) -> String {
    let isPlain = text.withUnsafeBufferPointer { fettle_find_white($0.baseAddress, $0.count, 0) == $0.count }
    if isPlain { return text.string(0..<text.count) }
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var at = 0
    var pending = false
    while at < text.count {
      let length = WhiteSpace.length(in: text, at: at)
      if length > 0 {
        pending = true
        at += length
        continue
      }
      if pending, !result.isEmpty { result.append(0x20) }
      pending = false
      result.append(text[at])
      at += 1
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// `<https://…>`: the address is the text.
  private mutating func autolink(_ bytes: Span<UInt8>, at index: Int) -> Int {
    guard bytes.has("<http", at: index) || bytes.has("<mailto:", at: index) || bytes.has("<ftp:", at: index) else {
      return index + 1
    }
    var at = index + 1
    while at < bytes.count, bytes[at] != UInt8(ascii: ">") {
      if ASCII.isWhite(bytes[at]) || bytes[at] == UInt8(ascii: "<") { return index + 1 }
      at += 1
    }
    guard at < bytes.count else { return index + 1 }
    edits.append(TextEdit(index..<(index + 1), TextEdit.nothing))
    edits.append(TextEdit(at..<(at + 1), TextEdit.nothing))
    return at + 1
  }
}
