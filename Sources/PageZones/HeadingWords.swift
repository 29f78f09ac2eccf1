import CByteScan
import FettleKit
import FettleText

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

  /// Folded headings, found by their digest.
  private let table: HeadingTable
  /// First and last bytes of the headings, as pairs: few other lines have them.
  private let ends: [Bool]
  /// Digests of the first three bytes and the last one of each heading: hardly any other line has these.
  private let outlines: BeginningSet
  /// Their first three bytes.
  private let openings: BeginningSet
  private let longest: Int

  /// The list that comes with Fettle.
  public static let builtin = HeadingWords(PackageResources.reference_headings_txt)

  init(_ file: [UInt8]) {
    var kinds: [(heading: [UInt8], kinds: Kinds)] = []
    var ends = [Bool](repeating: false, count: 65536)
    var outlines = BeginningSet()
    var openings = BeginningSet()
    var part = Kinds.beginsList
    var longest = 0
    for line in file.split(separator: 0x0A) where line.first != UInt8(ascii: "#") {
      if line.elementsEqual("[end]".utf8) {
        part = .endsList
      } else if line.elementsEqual("[front]".utf8) {
        part = .section
      } else if let first = line.first, let last = line.last {
        kinds.append((Array(line), part))
        ends[Int(first) << 8 | Int(last)] = true
        if line.count >= 3 {
          line.withUnsafeBufferPointer { line in
            outlines.insert(HeadingWords.outline(line, last: last))
            openings.insert(BeginningSet.three(line, at: 0))
          }
        }
        if part != .section { longest = max(longest, line.count) }
      }
    }
    table = HeadingTable(kinds)
    self.ends = ends
    self.outlines = outlines
    self.openings = openings
    self.longest = longest
  }

  public func beginsList(_ text: ArraySlice<UInt8>) -> Bool { kinds(of: text).contains(.beginsList) }

  public func endsList(_ text: ArraySlice<UInt8>) -> Bool { kinds(of: text).contains(.endsList) }

  public func isSection(_ text: ArraySlice<UInt8>) -> Bool { kinds(of: text).contains(.section) }

  /// What a line says as a heading; nothing where it is none that is known.
  public func kinds(of text: ArraySlice<UInt8>) -> Kinds { text.withUnsafeBufferPointer(kinds(of:)) }

  func kinds(of text: UnsafeBufferPointer<UInt8>) -> Kinds {
    guard text.count > 1, text.count <= longest + 16, mayBeHeading(text) else { return [] }
    return foldedKinds(of: text)
  }

  /// The same for any line; costs more.
  func foldedKinds(of text: UnsafeBufferPointer<UInt8>) -> Kinds {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.count) { scratch in
      table.kinds(of: HeadingWords.fold(text, into: scratch))
    }
  }

  /// Whether the first and last letters are those of a heading, as `fold` leaves them; true where only `fold` can tell.
  @inline(__always)
  private func mayBeHeading(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    // Most lines begin with three letters that no heading begins with.
    if text.count >= 3 {
      let opening = BeginningSet.three(text, at: 0) | 0x20_2020
      if HeadingWords.isLetters(opening), !openings.mayHold(opening) { return HeadingWords.isRoman(text) }
    }
    return mayBeHeadingWithin(text)
  }

  /// The same for a line that may have signs before its first letter.
  private func mayBeHeadingWithin(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    // What stands in brackets goes, and so do signs before the first letter.
    var start = 0
    var depth = 0
    while start < text.count {
      let byte = text[start]
      if byte == UInt8(ascii: "(") || byte == UInt8(ascii: "[") {
        depth += 1
      } else if byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]") {
        depth = max(0, depth - 1)
      } else if depth == 0, !HeadingWords.isEdge(HeadingWords.small(byte)) {
        break
      }
      start += 1
    }
    guard start < text.count else { return false }
    // What begins with three letters begins so when it is folded.
    if start + 3 <= text.count {
      let opening = HeadingWords.outline(UnsafeBufferPointer(rebasing: text[start...]), last: 0)
      if HeadingWords.isLetters(opening), !openings.mayHold(opening) {
        return HeadingWords.isRoman(UnsafeBufferPointer(rebasing: text[start...]))
      }
    }
    var end = text.count
    while end > start, HeadingWords.isEdge(HeadingWords.small(text[end - 1])) {
      if HeadingWords.isBracket(text[end - 1]) { return true }
      end -= 1
    }
    guard start < end else { return false }
    let first = HeadingWords.small(text[start])
    let last = HeadingWords.small(text[end - 1])
    let line = UnsafeBufferPointer(rebasing: text[start..<end])
    let hasOutline =
      line.count >= 3 && HeadingWords.isPlain(line[1]) && HeadingWords.isPlain(line[2])
      && (line[1] != 0x20 || line[2] != 0x20)
    if hasOutline ? outlines.mayHold(HeadingWords.outline(line, last: last)) : ends[Int(first) << 8 | Int(last)] {
      return true
    }
    // An apostrophe, a Roman number, or a bracket that takes more with it.
    return last == 0x99 || first == 0xE2 || HeadingWords.isRoman(line) || HeadingWords.hasBracket(line)
  }

  /// Whether the three lowest bytes are small letters of ASCII; the others are 0.
  @inline(__always)
  private static func isLetters(_ three: UInt64) -> Bool {
    // Adding sets a byte's highest bit from "a" on, and from behind "z" on.
    three & 0x80_8080 == 0 && (three &+ 0x1F_1F1F) & ~(three &+ 0x05_0505) & 0x80_8080 == 0x80_8080
  }

  private static func hasBracket(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    brackets.withUnsafeBufferPointer { brackets in
      // Bound: there are four of them.
      fettle_holds_any(line.baseAddress, line.count, brackets.baseAddress!, brackets.count)
    }
  }

  private static let brackets = Array("()[]".utf8)

  private static func outline(_ line: UnsafeBufferPointer<UInt8>, last: UInt8) -> UInt64 {
    UInt64(small(line[0])) | UInt64(small(line[1])) << 8 | UInt64(small(line[2])) << 16 | UInt64(last) << 24
  }

  /// Whether `fold` leaves a byte where it stands: a letter of ASCII, and most signs.
  private static func isPlain(_ byte: UInt8) -> Bool { byte >= 0x20 && byte < 0x80 && !isBracket(byte) }

  /// Whether a line may begin with a Roman number, a period and white space, as in "IV. ".
  private static func isRoman(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    var at = 0
    while at < line.count, line[at] | 0x20 == 0x69 || line[at] | 0x20 == 0x76 || line[at] | 0x20 == 0x78 { at += 1 }
    return at > 0 && at + 1 < line.count && line[at] == UInt8(ascii: ".") && line[at + 1] <= 0x20
  }

  static func small(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

  private static func isBracket(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]")
  }

  /// Whether a byte is taken from the ends of a folded line.
  static func isEdge(_ byte: UInt8) -> Bool { (byte < 0x61 && byte != 0x26) || (byte > 0x7A && byte < 0x80) }
}
