import FettleKit

/// The headings that begin and end reference lists, from `Data/reference-headings.txt`.
public struct HeadingWords: Sendable {
  /// What a heading's words say.
  public struct Kinds: OptionSet, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let beginsList = Kinds(rawValue: 1)
    public static let endsList = Kinds(rawValue: 2)
    /// The name of an article's section, such as "Abstract" or "Methods".
    public static let section = Kinds(rawValue: 4)
  }

  private let kinds: [[UInt8]: Kinds]
  /// First and last bytes of the headings, as pairs: hardly any other line has them.
  private let ends: [Bool]
  private let longest: Int

  /// The list that comes with Fettle.
  public static let builtin = HeadingWords(PackageResources.reference_headings_txt)

  init(_ file: [UInt8]) {
    var kinds: [[UInt8]: Kinds] = [:]
    var ends = [Bool](repeating: false, count: 65536)
    var part = Kinds.beginsList
    var longest = 0
    for line in file.split(separator: 0x0A) where line.first != UInt8(ascii: "#") {
      if line.elementsEqual("[end]".utf8) {
        part = .endsList
      } else if line.elementsEqual("[front]".utf8) {
        part = .section
      } else if let first = line.first, let last = line.last {
        kinds[Array(line), default: []].insert(part)
        ends[Int(first) << 8 | Int(last)] = true
        if part != .section { longest = max(longest, line.count) }
      }
    }
    self.kinds = kinds
    self.ends = ends
    self.longest = longest
  }

  public func beginsList(_ text: ArraySlice<UInt8>) -> Bool { kinds(of: text).contains(.beginsList) }

  public func endsList(_ text: ArraySlice<UInt8>) -> Bool { kinds(of: text).contains(.endsList) }

  public func isSection(_ text: ArraySlice<UInt8>) -> Bool { kinds(of: text).contains(.section) }

  /// What a line says as a heading; nothing where it is none that is known.
  public func kinds(of text: ArraySlice<UInt8>) -> Kinds {
    guard text.count > 1, text.count <= longest + 16, text.withUnsafeBufferPointer(mayBeHeading) else { return [] }
    return kinds[HeadingWords.fold(text)] ?? []
  }

  /// Whether the first and last letters are those of a heading, as `fold` leaves them; true where only `fold` can tell.
  private func mayBeHeading(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var start = 0
    while start < text.count, HeadingWords.isEdge(HeadingWords.small(text[start])) {
      if HeadingWords.isBracket(text[start]) { return true }
      start += 1
    }
    var end = text.count
    while end > start, HeadingWords.isEdge(HeadingWords.small(text[end - 1])) {
      if HeadingWords.isBracket(text[end - 1]) { return true }
      end -= 1
    }
    guard start < end else { return false }
    let first = HeadingWords.small(text[start])
    let last = HeadingWords.small(text[end - 1])
    if ends[Int(first) << 8 | Int(last)] { return true }
    // An apostrophe, a Roman number, or a bracket that takes more with it.
    return last == 0x99 || first == 0xE2 || first == UInt8(ascii: "i") || first == UInt8(ascii: "v")
      || first == UInt8(ascii: "x") || text[start..<end].contains(where: HeadingWords.isBracket)
  }

  private static func small(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

  private static func isBracket(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]")
  }

  /// Whether a byte is taken from the ends of a folded line.
  private static func isEdge(_ byte: UInt8) -> Bool { (byte < 0x61 && byte != 0x26) || (byte > 0x7A && byte < 0x80) }

  /// Lower case (ASCII, and what a byte table can do of Latin-1 and Cyrillic is left to the data), one space between
  /// words, without section numbers, counts in brackets, and punctuation at the ends.
  static func fold(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    var depth = 0
    for byte in text {
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): depth = max(0, depth - 1)
      case _ where depth > 0: break
      case 0x41...0x5A: out.append(byte | 0x20)
      case 0x09, 0x0A, 0x0D, 0x20: if out.last != 0x20, !out.isEmpty { out.append(0x20) }
      default: out.append(byte)
      }
    }
    while let last = out.last, isEdge(last) { out.removeLast() }
    let start = out.firstIndex { !isEdge($0) } ?? out.endIndex
    var folded = Array(out[start...])
    // "VII. References": a Roman section number.
    if let space = folded.firstIndex(of: 0x20), space >= 2, space <= 6, folded[space - 1] == UInt8(ascii: "."),
      folded[..<(space - 1)].allSatisfy({
        $0 == UInt8(ascii: "i") || $0 == UInt8(ascii: "v") || $0 == UInt8(ascii: "x")
      })
    {
      folded.removeFirst(space + 1)
    }
    // U+2019 in "authors’" is written as an apostrophe in the data.
    var index = 0
    while index + 2 < folded.count {
      if folded[index] == 0xE2, folded[index + 1] == 0x80, folded[index + 2] == 0x99 {
        folded.replaceSubrange(index...(index + 2), with: [UInt8(ascii: "'")])
      }
      index += 1
    }
    return folded
  }
}
