/// The labels of the links that publishers put behind a reference, from `Data/link-crumbs.txt`.
public struct CrumbLabels: Sendable {
  /// Where a label counts.
  enum Kind: Sendable {
    case anywhere
    /// It is an ordinary word too, and so counts only in company.
    case word
    /// It counts only in a line that holds labels and nothing else.
    case line
  }

  struct Label: Sendable {
    /// Lower case, one space between words.
    var written: [UInt8]
    /// Lower case, without spaces.
    var folded: [UInt8]
    var kind: Kind
  }

  /// The labels that come with Fettle.
  public static let builtin = CrumbLabels(PackageResources.link_crumbs_txt)

  /// By how they begin.
  let beginnings: LabelTable
  /// By their last byte; the longest first. Without those that count only in lines.
  private let byLastByte: [[Label]]

  init(_ file: [UInt8]) {
    var all: [Label] = []
    var last: [[Label]] = Array(repeating: [], count: 256)
    for line in file.split(separator: 0x0A) where line.first != UInt8(ascii: "#") {
      let kind: Kind =
        switch line[line.startIndex] {
        case UInt8(ascii: "~"): .word
        case UInt8(ascii: "="): .line
        default: .anywhere
        }
      let written = (kind == .anywhere ? line : line.dropFirst()).map(CrumbLabels.lower)
      guard written.count >= 2 else { continue }
      let label = Label(written: written, folded: written.filter { $0 != 0x20 }, kind: kind)
      all.append(label)
      if kind != .line { last[Int(written[written.count - 1])].append(label) }
    }
    beginnings = LabelTable(all)
    byLastByte = last.map { $0.sorted { $0.folded.count > $1.folded.count } }
  }

  static func lower(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }

  /// The longest label that ends right at `end`, of those that count behind a reference.
  ///
  /// - Returns: where it begins, and whether it is an ordinary word too.
  func label(in text: ArraySlice<UInt8>, endingAt end: Int) -> (start: Int, isWeak: Bool)? {
    guard end > text.startIndex else { return nil }
    for label in byLastByte[Int(CrumbLabels.lower(text[end - 1]))] {
      if let start = match(label.folded, in: text, endingAt: end) { return (start, label.kind == .word) }
    }
    return nil
  }

  private func match(_ label: [UInt8], in text: ArraySlice<UInt8>, endingAt end: Int) -> Int? {
    var at = end
    var index = label.count
    var spaces = 0
    while index > 0 {
      guard at > text.startIndex else { return nil }
      let byte = text[at - 1]
      if byte <= 0x20 || byte == 0xA0 || (byte == 0xC2 && text[at] == 0xA0) {
        // A label is wrapped or padded, but not by more than a line's worth of white space.
        guard index < label.count, spaces < 40 else { return nil }
        spaces += 1
        at -= 1
        continue
      }
      guard CrumbLabels.lower(byte) == label[index - 1] else { return nil }
      at -= 1
      index -= 1
      if index == 0 { return at }
    }
    return nil
  }
}
