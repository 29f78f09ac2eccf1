/// The difference between two runs as a person reads it.
public struct DifferenceText: Sendable {
  public var isColoured: Bool
  /// How many documents to show.
  public var documents: Int

  public init(isColoured: Bool, documents: Int) {
    self.isColoured = isColoured
    self.documents = documents
  }

  /// In scalars: of a longer text the beginning is shown.
  private static let longest = 100
  /// Of one document.
  private static let mostLines = 12

  public func text(_ difference: RunDifference) -> String {
    if difference.isEmpty { return "no difference: \(difference.common) documents, the same bytes" }
    var lines = [summary(difference)]
    section("settings", difference.settings, &lines)
    section("only in the first run", difference.onlyBefore, &lines)
    section("only in the second run", difference.onlyAfter, &lines)
    section("in quarantine now", difference.quarantined, &lines)
    section("in quarantine no more", difference.released, &lines)
    let widest = difference.rules.map(\.name.count).max() ?? 0
    section(
      "rules (blocks removed by them in one run only)",
      difference.rules.map { rule in
        let name = rule.name + String(repeating: " ", count: widest - rule.name.count)
        return "\(name)  \(plus("+\(rule.added)"))  \(minus("−\(rule.gone)"))"
      }, &lines, most: 40)
    let longest = difference.fields.map(\.name.count).max() ?? 0
    section(
      "fields (how many there are)",
      difference.fields.map { field in
        let name = field.name + String(repeating: " ", count: longest - field.name.count)
        return "\(name)  \(field.before) → \(field.after)" + (field.changed > 0 ? ", \(field.changed) changed" : "")
      }, &lines, most: 40)
    if !difference.documents.isEmpty, documents > 0 {
      lines.append("documents, the largest change first:")
      for document in difference.documents.prefix(documents) { append(document, to: &lines) }
      let left = difference.documents.count - documents
      if left > 0 { lines.append("  … and \(left) more; --documents shows more of them") }
    }
    return lines.joined(separator: "\n")
  }

  private func summary(_ difference: RunDifference) -> String {
    let differing = difference.common - difference.same
    return "\(difference.common) documents in both, \(differing) of them with another record"
  }

  private func section(_ title: String, _ items: [String], _ lines: inout [String], most: Int = 20) {
    if items.isEmpty { return }
    lines.append("\(title):")
    for item in items.prefix(most) { lines.append("  \(item)") }
    if items.count > most { lines.append("  … and \(items.count - most) more") }
  }

  private func append(_ document: RecordDifference, to lines: inout [String]) {
    lines.append("  \(document.path)")
    var shown: [String] = []
    for field in document.fields {
      switch (field.before, field.after) {
      case (nil, let after?): shown.append("\(field.name): \(plus("“\(short(after))”")) is new")
      case (let before?, nil): shown.append("\(field.name): \(minus("“\(short(before))”")) is gone")
      case (let before?, let after?):
        let (old, new) = DifferenceText.parted(before, after)
        shown.append("\(field.name): \(minus("“\(old)”")) → \(plus("“\(new)”"))")
      case (nil, nil): break
      }
    }
    for block in document.blocks {
      let text = "“\(short(block.text))”"
      switch (block.before, block.after) {
      case (nil, let rule?): shown.append("\(minus("− removed now by \(rule):")) \(text)")
      case (let rule?, nil): shown.append("\(plus("+ kept now, was removed by \(rule):")) \(text)")
      case (let before?, let after?): shown.append("~ removed by \(after), was by \(before): \(text)")
      case (nil, nil): break
      }
    }
    if shown.isEmpty { shown.append("the same decisions; the bytes differ elsewhere") }
    for line in shown.prefix(DifferenceText.mostLines) { lines.append("    \(line)") }
    if shown.count > DifferenceText.mostLines {
      lines.append("    … and \(shown.count - DifferenceText.mostLines) more")
    }
  }

  private func plus(_ text: String) -> String { isColoured ? "\u{1B}[32m\(text)\u{1B}[0m" : text }
  private func minus(_ text: String) -> String { isColoured ? "\u{1B}[31m\(text)\u{1B}[0m" : text }

  private func short(_ text: String) -> String { DifferenceText.short(text) }

  private static func short(_ text: String) -> String {
    let line = String(text.unicodeScalars.map { $0.value < 0x20 ? " " : Character($0) })
    return line.unicodeScalars.count > longest ? String(line.unicodeScalars.prefix(longest)) + "…" : line
  }

  /// Two texts without what both begin with, where that is long.
  private static func parted(_ before: String, _ after: String) -> (String, String) {
    let (old, new) = (Array(before.unicodeScalars), Array(after.unicodeScalars))
    var same = 0
    while same < min(old.count, new.count), old[same] == new[same] { same += 1 }
    guard same > 40 else { return (short(before), short(after)) }
    let start = same - 20
    func tail(_ scalars: [Unicode.Scalar]) -> String {
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars[start...])
      return "…" + short(String(text))
    }
    return (tail(old), tail(new))
  }
}
