import CanonicalJSON
import FettleKit
import PipelineFile

/// Holds what came of a page against what a case expects.
public enum CaseCheck {
  /// Something that doesn't hold: what was expected, and what is there.
  public struct Failure: Sendable, Equatable {
    public var what: String
    public var expected: String
    public var found: String
    public var place: SourcePlace?
  }

  public static func failures(of page: PipelineCase, _ outcome: Trial.Outcome) -> [Failure] {
    switch outcome {
    case .quarantined(let quarantine):
      let reason = quarantine.reason
      let found = "it is in quarantine (\(quarantine.stage)): \(reason)"
      guard let wanted = page.expected["quarantined"] else {
        return [Failure(what: "the page", expected: "a record", found: found, place: page.place)]
      }
      if reason.contains(wanted.value.string ?? "") { return [] }
      return [Failure(what: "quarantined", expected: wanted.value.string ?? "", found: found, place: wanted.place)]
    case .record(let record):
      return CaseFile.assertions.flatMap { spec -> [Failure] in
        page.expected[spec.name].map { failures(spec.name, $0, record) } ?? []
      }
    }
  }

  private static func failures(_ name: String, _ value: OptionValue, _ record: JSONValue) -> [Failure] {
    switch name {
    case "quarantined":
      return [
        Failure(what: name, expected: value.value.string ?? "", found: "it isn't in quarantine", place: value.place)
      ]
    case "fields":
      return value.members.sorted { $0.key < $1.key }.compactMap { name, wanted in
        let found = record.resolve(pointer: pointer(name))
        if isSame(found, wanted) { return nil }
        return Failure(
          what: name, expected: text(wanted.value), found: found.map(text) ?? "nothing", place: wanted.place)
      }
    case "absent":
      return value.elements.compactMap { element in
        guard let name = element.value.string, let found = record.resolve(pointer: pointer(name)) else { return nil }
        return Failure(what: name, expected: "nothing", found: text(found), place: element.place)
      }
    case "kept":
      let kept = self.kept(record)
      return value.elements.compactMap { element in
        guard let wanted = element.value.string, !kept.contains(where: { $0.contains(wanted) }) else { return nil }
        return Failure(what: "kept", expected: wanted, found: whereabouts(wanted, record), place: element.place)
      }
    case "removed":
      return value.elements.compactMap { element in removal(element, record) }
    case "references":
      let count = record["references"]?.array?.count ?? 0
      if value.value == .number(Double(count)) { return [] }
      return [Failure(what: name, expected: text(value.value), found: String(count), place: value.place)]
    case "flags":
      return value.elements.compactMap { element in
        guard let flag = element.value.string, record["quality"]?[flag] == nil else { return nil }
        return Failure(what: "flags", expected: flag, found: text(record["quality"] ?? .null), place: element.place)
      }
    default: return []
    }
  }

  /// "title" is the article's own; what begins with a slash is a JSON Pointer into the record.
  static func pointer(_ name: String) -> String { name.hasPrefix("/") ? name : "/item/" + name }

  private static func isSame(_ found: JSONValue?, _ wanted: OptionValue) -> Bool {
    guard let found else { return wanted.value == .null }
    // `volume: 12` is the text "12" where the record has text.
    if let text = found.string, let written = wanted.written { return text == written }
    return found == wanted.value
  }

  private static func removal(_ wanted: OptionValue, _ record: JSONValue) -> Failure? {
    let words = wanted.value.string ?? wanted.value["text"]?.string ?? ""
    let removed = record["removed"]?.array ?? []
    let matches = removed.filter { entry in
      (entry["text"]?.string ?? "").contains(words)
        && ["rule", "class"].allSatisfy { wanted.value[$0] == nil || wanted.value[$0] == entry[$0] }
    }
    if !matches.isEmpty { return nil }
    return Failure(
      what: "removed", expected: text(wanted.value), found: whereabouts(words, record), place: wanted.place)
  }

  static func kept(_ record: JSONValue) -> [String] {
    var texts = (record["body"]?.array ?? []).compactMap { $0["text"]?.string }
    if case .object(let statements)? = record["statements"] {
      texts += statements.sorted { $0.key < $1.key }.compactMap { $0.value["text"]?.string }
    }
    return texts
  }

  /// What became of a text.
  private static func whereabouts(_ words: String, _ record: JSONValue) -> String {
    for entry in record["removed"]?.array ?? [] where (entry["text"]?.string ?? "").contains(words) {
      return "it was removed by \(entry["rule"]?.string ?? "") (\(entry["class"]?.string ?? ""), "
        + "\(entry["stage"]?.string ?? ""))"
    }
    if kept(record).contains(where: { $0.contains(words) }) { return "it was kept" }
    if let title = record["item"]?["title"]?.string, title.contains(words) { return "it became the title" }
    if let abstract = record["item"]?["abstract"]?.string, abstract.contains(words) { return "it became the abstract" }
    for (index, reference) in (record["references"]?.array ?? []).enumerated()
    where (reference["raw"]?.string ?? "").contains(words) {
      return "it is part of reference \(index)"
    }
    return "it is nowhere in the record as it stands here"
  }

  private static func text(_ value: JSONValue) -> String {
    String(decoding: JSONWriter.bytes(of: value), as: UTF8.self)
  }

  // MARK: What is so

  /// What a case that was written today says of an outcome.
  public static func expectations(from outcome: Trial.Outcome) -> [String: OptionValue] {
    guard case .record(let record) = outcome else {
      guard case .quarantined(let quarantine) = outcome else { return [:] }
      return ["quarantined": OptionValue(value: .string(quarantine.reason))]
    }
    var fields: [String: JSONValue] = [:]
    for name in ["title", "DOI", "container-title", "volume", "page"] { fields[name] = record["item"]?[name] }
    var expected: [String: OptionValue] = [
      "references": OptionValue(value: .number(Double(record["references"]?.array?.count ?? 0)))
    ]
    if !fields.isEmpty { expected["fields"] = OptionValue(value: .object(fields)) }
    if let first = record["body"]?[0]?["text"]?.string {
      expected["kept"] = OptionValue(value: [.string(start(first))])
    }
    var seen: Set<String> = []
    let removed = (record["removed"]?.array ?? []).filter { seen.insert($0["rule"]?.string ?? "").inserted }.prefix(5)
    if !removed.isEmpty {
      expected["removed"] = OptionValue(
        value: .array(
          removed.map { ["text": .string(start($0["text"]?.string ?? "")), "rule": $0["rule"] ?? .null] }))
    }
    return expected
  }

  /// The start of a text, as far as its first line goes, and not within a word.
  private static func start(_ text: String) -> String {
    let line = text.prefix { $0 != "\n" }
    if line.count <= 60 { return String(line) }
    let cut = line.prefix(60)
    return String(cut.lastIndex(of: " ").map { cut[..<$0] } ?? cut)
  }

  /// A case with what is so in place of what it expected.
  public static func updated(_ page: PipelineCase, _ outcome: Trial.Outcome) -> PipelineCase {
    var page = page
    guard case .record(let record) = outcome else {
      page.expected = expectations(from: outcome)
      return page
    }
    page.expected["quarantined"] = nil
    let wrong = Set(failures(of: page, outcome).map(\.what))
    if case .object(var fields)? = page.expected["fields"]?.value {
      for name in fields.keys where wrong.contains(name) { fields[name] = record.resolve(pointer: pointer(name)) }
      page.expected["fields"] = fields.isEmpty ? nil : OptionValue(value: .object(fields))
    }
    if page.expected["references"] != nil {
      page.expected["references"] = OptionValue(value: .number(Double(record["references"]?.array?.count ?? 0)))
    }
    // What isn't so any more can't be mended by guessing: it goes.
    for name in ["absent", "kept", "removed", "flags"] {
      guard let value = page.expected[name] else { continue }
      let held = value.elements.filter {
        failures(name, OptionValue(value: [$0.value], elements: [$0]), record).isEmpty
      }
      page.expected[name] = held.isEmpty ? nil : OptionValue(value: .array(held.map(\.value)), elements: held)
    }
    if page.expected.isEmpty { page.expected = expectations(from: outcome) }
    return page
  }
}
