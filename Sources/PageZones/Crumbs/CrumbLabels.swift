import FettleText

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

  /// By their first byte; the longest first.
  let byFirstByte: [[Label]]
  /// By their last byte; the longest first. Without those that count only in lines.
  private let byLastByte: [[Label]]
  /// By the two lower-case bytes that labels begin with: a place in `byPair`, or 0 where there are none, as for hardly any
  /// other line there are.
  let pairs: [UInt16]
  /// The first three lower-case bytes of labels, and the first two of those whose third may be written in other ways: hardly
  /// any text begins so.
  let openings: BeginningSet
  /// Those of one beginning, the longest first.
  let byPair: [[Label]]

  init(_ file: [UInt8]) {
    var first: [[Label]] = Array(repeating: [], count: 256)
    var last: [[Label]] = Array(repeating: [], count: 256)
    var pairs = [UInt16](repeating: 0, count: 65536)
    var byPair: [[Label]] = [[]]
    var openings = BeginningSet()
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
      first[Int(written[0])].append(label)
      openings.insert(CrumbLabels.opening(written))
      let pair = Int(written[0]) << 8 | Int(written[1])
      if pairs[pair] == 0 {
        pairs[pair] = UInt16(byPair.count)
        byPair.append([])
      }
      byPair[Int(pairs[pair])].append(label)
      if kind != .line { last[Int(written[written.count - 1])].append(label) }
    }
    byFirstByte = first.map { $0.sorted { $0.written.count > $1.written.count } }
    byLastByte = last.map { $0.sorted { $0.folded.count > $1.folded.count } }
    self.openings = openings
    self.pairs = pairs
    self.byPair = byPair.map { $0.sorted { $0.written.count > $1.written.count } }
  }

  /// What `openings` holds of a label.
  private static func opening(_ written: [UInt8]) -> UInt64 {
    let two = UInt64(written[0]) | UInt64(written[1]) << 8
    return written.count > 2 && written[2] != 0x20 ? two | UInt64(written[2]) << 16 : two
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
