import FettleKit
import Foundation

/// The headings that begin and end reference lists, from `Data/reference-headings.txt`.
public struct HeadingWords: Sendable {
  private let begins: Set<[UInt8]>
  private let ends: Set<[UInt8]>
  private let fronts: Set<[UInt8]>
  private let longest: Int

  /// The list that comes with Fettle.
  public static let builtin: HeadingWords = {
    let url = Bundle.module.url(forResource: "reference-headings", withExtension: "txt", subdirectory: "Data")
    let bytes = url.flatMap { try? Data(contentsOf: $0) }.map { [UInt8]($0) } ?? []
    return HeadingWords(bytes)
  }()

  init(_ file: [UInt8]) {
    var begins: Set<[UInt8]> = []
    var ends: Set<[UInt8]> = []
    var fronts: Set<[UInt8]> = []
    var part = 0
    for line in file.split(separator: 0x0A) where line.first != UInt8(ascii: "#") {
      if line.elementsEqual("[end]".utf8) {
        part = 1
      } else if line.elementsEqual("[front]".utf8) {
        part = 2
      } else if part == 0 {
        begins.insert(Array(line))
      } else if part == 1 {
        ends.insert(Array(line))
      } else {
        fronts.insert(Array(line))
      }
    }
    self.begins = begins
    self.fronts = fronts
    self.ends = ends
    longest = (begins.union(ends)).map(\.count).max() ?? 0
  }

  public func beginsList(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.count <= longest + 16 else { return false }
    return begins.contains(HeadingWords.fold(text))
  }

  public func endsList(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.count <= longest + 16 else { return false }
    return ends.contains(HeadingWords.fold(text))
  }

  /// Whether the text is the name of an article's section, such as "Abstract" or "Methods".
  public func isSection(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.count <= longest + 16 else { return false }
    return fronts.contains(HeadingWords.fold(text))
  }

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
    let isEdge: (UInt8) -> Bool = { byte in
      (byte < 0x61 && byte != 0x26) || (byte > 0x7A && byte < 0x80)
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
