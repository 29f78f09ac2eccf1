import CByteScan
import FettleText

/// Words that say something about a line whatever the line is: those of a site's tools ("download", "alerts", "login"),
/// and function words, which sentences have and menus don't.
struct ToolWords: Sendable {
  static let builtin = ToolWords(
    tools: String(decoding: PackageResources.tool_words_txt, as: UTF8.self),
    function: String(decoding: PackageResources.function_words_txt, as: UTF8.self))

  private var table: [UInt64]
  private let mask: Int
  /// By length and first letter, a bit for each second letter of a word: most words of a text have others. Whatever is beyond
  /// ASCII counts as one letter, and so do all great lengths.
  private var outlines = [UInt32](repeating: 0, count: 16 * 32)
  private static let tool: UInt64 = 1
  private static let function: UInt64 = 2

  /// - Parameters: each list as its file has it: words with white space between, comments behind `#`.
  init(tools: String, function: String) {
    let function = ToolWords.words(function)
    let tools = ToolWords.words(tools).subtracting(function)
    var size = 256
    while size < (tools.count + function.count) * 3 { size *= 2 }
    mask = size - 1
    table = [UInt64](repeating: 0, count: size)
    insert(tools, Self.tool)
    insert(function, Self.function)
  }

  private static func words(_ list: String) -> Set<[UInt8]> {
    var words: Set<[UInt8]> = []
    for line in list.split(separator: "\n") where !line.hasPrefix("#") {
      for word in line.split(separator: " ") { words.insert(Folding.fold(String(word), keepingMarks: true)) }
    }
    return words
  }

  private mutating func insert(_ words: Set<[UInt8]>, _ kind: UInt64) {
    for word in words where word.count >= 2 {
      word.withUnsafeBufferPointer { word in
        let (place, bit) = ToolWords.outline(word, 0, word.count)
        outlines[place] |= bit
      }
    }
    for hash in Set(words.map(ByteHash.of)).sorted() { insert(hash, kind) }
  }

  /// - Parameter length: of the word, at least 2.
  @inline(__always)
  private static func outline(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ length: Int
  ) -> (place: Int, bit: UInt32) {
    let first = text[start] < 0x80 ? Int(text[start] & 0x1F) : 0
    let second = text[start + 1] < 0x80 ? UInt32(text[start + 1] & 0x1F) : 0
    return (min(length, 15) << 5 | first, 1 << second)
  }

  /// The two lowest bits of an entry say what the word is; the others are the hash's.
  private mutating func insert(_ hash: UInt64, _ kind: UInt64) {
    var slot = Int(truncatingIfNeeded: hash >> 32) & mask
    while table[slot] != 0 { slot = (slot + 1) & mask }
    table[slot] = hash & ~3 | kind
  }

  @inline(__always)
  private func kind(of hash: UInt64) -> UInt64 {
    var slot = Int(truncatingIfNeeded: hash >> 32) & mask
    while table[slot] != 0 {
      if table[slot] & ~3 == hash & ~3 { return table[slot] & 3 }
      slot = (slot + 1) & mask
    }
    return 0
  }

  /// How many words of a folded text are of either kind.
  ///
  /// - Parameter text: at most 65,535 bytes.
  func count(in text: UnsafeBufferPointer<UInt8>) -> (tool: Int, function: Int) {
    precondition(text.count <= Int(UInt16.max))
    return withUnsafeTemporaryAllocation(of: UInt16.self, capacity: text.count + 1) { edges in
      var result = (tool: 0, function: 0)
      // Bound: there is room for one more than there are bytes.
      guard let room = edges.baseAddress else { return result }
      for run in 0..<fettle_letter_runs(text.baseAddress, text.count, room) {
        let start = Int(edges[2 * run])
        let end = Int(edges[2 * run + 1])
        guard end - start >= 2 else { continue }
        let (place, bit) = ToolWords.outline(text, start, end - start)
        guard outlines[place] & bit != 0 else { continue }
        switch kind(of: ByteHash.of(UnsafeBufferPointer(rebasing: text[start..<end]))) {
        case Self.tool: result.tool += 1
        case Self.function: result.function += 1
        default: break
        }
      }
      return result
    }
  }
}

extension ByteHash {
  fileprivate static func of(_ bytes: [UInt8]) -> UInt64 { bytes.withUnsafeBufferPointer { of($0) } }
}
