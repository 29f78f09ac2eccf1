import FettleKit

/// Names the kind of thing that a removed block is, by what its own text and the elements around it are called.
struct RemovalReasons: Sendable {
  private struct Line: Sendable {
    var reason: Reason
    var names: UInt32 = 0
    var phrases: UInt32 = 0
    var elements: Set<MarkupTag> = []
  }

  static let builtin = RemovalReasons(PackageResources.reasons_txt)

  private var lines: [Line] = []
  let outside: Reason
  let hidden: Reason
  let repeated: Reason

  private init(_ file: [UInt8]) {
    func reason(_ name: String) -> Reason {
      Reason(category: name, rule: "content." + name, stage: ContentStage.name)
    }
    outside = reason("outside")
    hidden = reason("hidden")
    repeated = reason("repeated")
    for text in String(decoding: file, as: UTF8.self).split(separator: "\n") where !text.hasPrefix("#") {
      let parts = text.split(separator: "\t")
      guard parts.count == 2 else { continue }
      var line = Line(reason: reason(String(parts[0])))
      for clause in parts[1].split(separator: " ") {
        let words = clause.drop { $0 != ":" }.dropFirst().split(separator: ",").map(String.init)
        switch clause.prefix(while: { $0 != ":" }) {
        case "names": line.names = RemovalReasons.bits(words, in: .names)
        case "phrases": line.phrases = RemovalReasons.bits(words, in: .phrases)
        default: line.elements = Set(MarkupTag.allCases.filter { words.contains("\($0)") })
        }
      }
      lines.append(line)
    }
  }

  private static func bits(_ words: [String], in table: GroupTable) -> UInt32 {
    table.entries.enumerated().reduce(0) { words.contains($1.element.name) ? $0 | 1 << UInt32($1.offset) : $0 }
  }

  var all: [Reason] { lines.map(\.reason) + [outside, hidden, repeated] }

  /// - Parameters:
  ///   - elements: how many elements up a name counts.
  func reason(for block: Block, _ text: TextFacts, _ table: ElementTable, elements reach: Int = 8) -> Reason {
    if block.markup.traits.contains(.hidden) { return hidden }
    if text.bytes <= 120, let line = lines.first(where: { $0.phrases & text.phrases != 0 }) { return line.reason }
    var element = block.markup.element
    var distance = 0
    while element >= 0, distance < reach {
      let groups = table.facts[Int(element)].groups
      let tag = table.markup.elements[Int(element)].tag
      if table.facts[Int(element)].bytes * 10 < (table.facts.first?.bytes ?? 0) * 9,
        let line = lines.first(where: { $0.names & groups != 0 || $0.elements.contains(tag) })
      {
        // A banner about cookies is a popup as well.
        let closer = lines.first { $0.names & line.names & groups != 0 && $0.phrases & text.phrases != 0 }
        return (closer ?? line).reason
      }
      element = table.parent(Int(element))
      distance += 1
    }
    return outside
  }
}
