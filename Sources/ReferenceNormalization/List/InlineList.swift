import FettleKit
import PageZones

/// A list that stands in one block: "1. Smith J … 2. Doe R …", "[1] … [2] …".
enum InlineList {
  /// Byte offsets in the text at which numbered entries begin, at least three in unbroken order; else empty.
  static func cuts(_ text: ArraySlice<UInt8>) -> [Int] {
    guard text.count > 200 else { return [] }
    var cuts: [Int] = []
    var expected = 0
    var at = text.startIndex
    while at < text.endIndex {
      let isBorder = at == text.startIndex || text[at - 1] <= 0x20 || text[at - 1] == UInt8(ascii: "]")
      if isBorder, (0x30...0x39).contains(text[at]) || text[at] == UInt8(ascii: "[") || text[at] == UInt8(ascii: "("),
        let label = ListLabel(text[at...].prefix(24)), label.isMarked, !label.isAlone
      {
        if expected == 0 || label.number == expected {
          if expected == 0, label.number > 1, at > text.startIndex { at += 1; continue }
          cuts.append(at - text.startIndex)
          expected = label.number + 1
          at += label.length
          continue
        }
      }
      at += 1
    }
    guard cuts.count >= 3, text.count / cuts.count < 1200, text.count / cuts.count > 30 else { return [] }
    return cuts
  }
}
