/// The line that a browser shows above its window: "Title | Site", "Site - Title", "Title in: Journal".
enum BrowserLine {
  private static let marks = [" | ", " - ", " – ", " — ", " in: ", " [", " :: "].map { Array($0.utf8) }

  /// The line, and everything before or behind such a sign.
  static func parts(_ line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var parts: [ArraySlice<UInt8>] = [line]
    for mark in marks {
      var at = line.startIndex
      while at + mark.count < line.endIndex {
        if line[at] == 0x20, line[at..<(at + mark.count)].elementsEqual(mark) {
          parts.append(line[..<at])
          parts.append(line[(at + mark.count)...])
        }
        at += 1
      }
    }
    return parts.filter { $0.count >= 6 }
  }
}
