import FettleKit

/// Takes out what lynx writes before the text of a link ("[307]About us") and of a button ("(BUTTON) Search").
///
/// A page's own numbers in brackets look the same: citations, labels of a reference list, formulas. Marks differ in that
/// they count up one by one through the whole page and stand right before the text they belong to.
struct LinkMarks {
  /// The marks to take out, in ascending order.
  private var marks: [Mark] = []

  private struct Mark {
    var block: Int
    /// In bytes of the block's text.
    var range: Range<Int>
  }

  private struct Bracket {
    var block: Int
    var range: Range<Int>
    var number: Int
    /// Whether text follows without a space.
    var isAttached: Bool
    var isAtStart: Bool
  }

  init() {}

  /// Finds the marks of a document; none where it isn't lynx's.
  init(in document: borrowing Document, features: [ByteFeatures]) {
    var brackets: [Bracket] = []
    for index in document.blocks.indices where features[index].contains(.bracket) {
      let bytes = document.blocks[index].text.bytes
      LinkMarks.collect(from: bytes.span, block: index, into: &brackets)
    }
    guard brackets.count >= 8 else { return }
    let chain = LinkMarks.chain(of: brackets)
    let attached = chain.count { brackets[$0].isAttached }
    let inside = chain.count { !brackets[$0].isAtStart }
    guard chain.count >= 8, attached * 10 >= chain.count * 6,
      LinkMarks.hasLinkList(document) || inside * 4 >= chain.count
    else { return }
    marks = chain.map { Mark(block: brackets[$0].block, range: brackets[$0].range) }
    let count = marks.count
    for index in document.blocks.indices where features[index].contains(.parenthesis) {
      let bytes = document.blocks[index].text.bytes
      LinkMarks.collectButtons(from: bytes.span, block: index, into: &marks)
    }
    if marks.count > count {
      marks.sort { ($0.block, $0.range.lowerBound) < ($1.block, $1.range.lowerBound) }
    }
  }

  var isEmpty: Bool { marks.isEmpty }

  /// The edits for one block, and the marks as links: their numbers are words of the source, so the record keeps them.
  /// Their offsets count in the block's text.
  func edits(block: Int, in bytes: Span<UInt8>, into edits: inout [TextEdit], links: inout [Link]) {
    var next = firstMark(of: block)
    while next < marks.count, marks[next].block == block {
      let range = marks[next].range
      next += 1
      var end = range.upperBound
      if bytes[range.lowerBound] == UInt8(ascii: "("), end < bytes.count, bytes[end] == 0x20 { end += 1 }
      edits.append(TextEdit(range.lowerBound..<end, LinkMarks.parts(bytes, range) ? TextEdit.space : TextEdit.nothing))
      links.append(Link(label: bytes.string(range), offset: range.lowerBound))
    }
  }

  /// The place of the first mark that isn't in a block before this one.
  private func firstMark(of block: Int) -> Int {
    var low = 0
    var high = marks.count
    while low < high {
      let middle = (low + high) / 2
      if marks[middle].block < block { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Whether a mark was all that parted two words: "Sciences[281]Google Scholar".
  private static func parts(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard range.lowerBound > 0, range.upperBound < bytes.count else { return false }
    let before = bytes[range.lowerBound - 1]
    return (ASCII.isAlphanumeric(before) || before == UInt8(ascii: ")")) && ASCII.isLetter(bytes[range.upperBound])
  }

  private static func collect(from bytes: Span<UInt8>, block: Int, into brackets: inout [Bracket]) {
    var at = 0
    while true {
      at = bytes.find(UInt8(ascii: "["), from: at)
      if at >= bytes.count { break }
      var end = at + 1
      var number = 0
      while end < bytes.count, end - at < 7, ASCII.isDigit(bytes[end]) {
        number = number * 10 + Int(bytes[end] - 0x30)
        end += 1
      }
      guard end > at + 1, end < bytes.count, bytes[end] == UInt8(ascii: "]") else {
        at += 1
        continue
      }
      end += 1
      // "[2](/authors#Aff2)" is Markdown's.
      if end < bytes.count, bytes[end] == UInt8(ascii: "("), MarkdownText.isAddressStart(bytes, at: end + 1) {
        at = end
        continue
      }
      brackets.append(
        Bracket(
          block: block, range: at..<end, number: number, isAttached: end < bytes.count && beginsText(bytes[end]),
          isAtStart: at == 0))
      at = end
    }
  }

  private static func beginsText(_ byte: UInt8) -> Bool {
    if ASCII.isAlphanumeric(byte) || byte >= 0x80 { return true }
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "\""), UInt8(ascii: "#"), UInt8(ascii: "@"),
      UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "+"):
      return true
    default: return false
    }
  }

  /// The brackets that count up through the page. A number may be left out here and there: lynx counts links that it
  /// doesn't show. A bracket without text behind it counts only where no other one with its number is near.
  private static func chain(of brackets: [Bracket]) -> [Int] {
    guard let first = brackets.firstIndex(where: \.isAttached) else { return [] }
    var chain: [Int] = []
    var last = brackets[first].number - 1
    for index in first..<brackets.count {
      let bracket = brackets[index]
      guard bracket.number > last, bracket.number <= last + (bracket.isAttached ? 4 : 1) else { continue }
      if !bracket.isAttached || bracket.number > last + 1 {
        let window = (index + 1)..<min(index + 40, brackets.count)
        let wanted = last + 1
        if window.contains(where: { brackets[$0].isAttached && brackets[$0].number == wanted }) { continue }
      }
      chain.append(index)
      last = bracket.number
    }
    return chain
  }

  /// lynx ends a page with the addresses of its links, under this line.
  private static func hasLinkList(_ document: borrowing Document) -> Bool {
    for block in document.blocks.reversed().prefix(20_000) {
      let text = block.text.bytes
      let bytes = text.span
      if bytes.has("Visible links:", at: 0) || bytes.has("Hidden links:", at: 0) { return true }
    }
    return false
  }

  private static func collectButtons(from bytes: Span<UInt8>, block: Int, into marks: inout [Mark]) {
    var at = 0
    while at + 8 <= bytes.count {
      at = bytes.find(UInt8(ascii: "("), from: at)
      if at >= bytes.count { break }
      if bytes.has("(BUTTON)", at: at) {
        marks.append(Mark(block: block, range: at..<(at + 8)))
        at += 8
      } else {
        at += 1
      }
    }
  }
}
