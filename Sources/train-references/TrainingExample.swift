import ReferenceNormalization

/// A reference whose parts are known, as the model sees it.
struct TrainingExample {
  var isHeldBack: Bool
  var source: String
  var text: [UInt8]
  var tokens: FieldTokens
  /// Of each token, a bit for each label that it may rightly have.
  var allowed: [UInt16]

  /// - Parameter line: held back (1) or not (0), source, text, and the parts ("0-12-author,14-18-date", in bytes), parted by
  ///   tabs.
  init?(line: ArraySlice<UInt8>) {
    let columns = line.split(separator: 0x09, omittingEmptySubsequences: false)
    guard columns.count == 4 else { return nil }
    isHeldBack = columns[0].first == 0x31
    source = String(decoding: columns[1], as: UTF8.self)
    // A line end is written as a vertical tab, since a line end ends the example.
    text = columns[2].map { $0 == 0x0B ? 0x0A : $0 }
    tokens = FieldTokens(ofReference: text)
    var spans: [(Range<Int>, FieldLabel?)] = []
    for part in String(decoding: columns[3], as: UTF8.self).split(separator: ",") {
      let values = part.split(separator: "-")
      guard values.count == 3, let start = Int(values[0]), let end = Int(values[1]), start < end else { return nil }
      spans.append((start..<end, TrainingExample.labels[String(values[2])]))
    }
    guard tokens.count > 0, !spans.isEmpty else { return nil }
    allowed = TrainingExample.allowed(tokens, spans)
  }

  private static let labels: [String: FieldLabel] = Dictionary(
    uniqueKeysWithValues: FieldLabel.allCases.map { ("\($0)", $0) })

  /// Words that announce or join parts, and that sources label as they like.
  private static let joints: Set<String> = [
    "in", "pp", "p", "page", "pages", "vol", "volume", "no", "nr", "num", "number", "issue", "art", "article", "ed",
    "eds",
    "editor", "editors", "edited", "by", "and", "et", "al", "id", "bd", "n", "pg", "pgs", "iss", "s", "doi", "from",
    "available",
    "at", "see", "also", "hg", "hrsg", "publisher", "press", "the", "ser", "series", "e",
  ]

  /// A span without label: anything is right. What no span covers belongs to the part before it if it is a mark that closes,
  /// to the next one if it is a bracket.
  private static func allowed(_ tokens: FieldTokens, _ spans: [(Range<Int>, FieldLabel?)]) -> [UInt16] {
    let all = ~FieldLabel.identifier.bit
    var allowed: [UInt16] = []
    var before: UInt16 = 0
    var next = 0
    var isBehindJoint = false
    for index in 0..<tokens.count {
      let range = tokens.range(index)
      while next < spans.count, spans[next].0.upperBound <= range.lowerBound { next += 1 }
      if tokens.isIdentifier(index) {
        allowed.append(FieldLabel.identifier.bit)
        isBehindJoint = false
        continue
      }
      if next < spans.count, spans[next].0.contains(range.lowerBound) {
        before = spans[next].1.map { $0 == .identifier ? FieldLabel.note.bit : $0.bit } ?? all
        allowed.append(before)
        isBehindJoint = false
        continue
      }
      let ahead = next < spans.count ? spans[next].1.map { $0 == .identifier ? FieldLabel.note.bit : $0.bit } ?? all : 0
      let text = tokens.string(index)
      let note = FieldLabel.note.bit
      if tokens.isWord(index) {
        allowed.append(joints.contains(text.lowercased()) ? (before | ahead | note) : note)
        isBehindJoint = true
      } else if isBehindJoint {
        allowed.append(before | ahead | note)
      } else if text == "(" || text == "[" || tokens.isOpenQuote(index) {
        allowed.append(ahead != 0 ? ahead | note : note | before)
      } else {
        let isAfterIdentifier = index > 0 && tokens.isIdentifier(index - 1)
        allowed.append(before == 0 ? ahead | note : isAfterIdentifier ? before | ahead | note : before)
      }
    }
    return allowed
  }
}
