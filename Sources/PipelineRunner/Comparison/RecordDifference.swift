import FettleKit

/// What two runs made of one document otherwise.
public struct RecordDifference: Sendable {
  /// A block that one run removed and the other kept, or that both removed by different rules.
  public struct Block: Sendable, Equatable {
    /// In bytes of the source text.
    public var start: Int
    public var end: Int
    public var text: String
    /// The rule that removed it; `nil` where the run kept it.
    public var before: String?
    public var after: String?
  }

  public struct Field: Sendable, Equatable {
    /// "title", "references/12/volume", "statements/funding".
    public var name: String
    public var before: String?
    public var after: String?
  }

  /// As the manifest names it.
  public var path: String
  public var blocks: [Block] = []
  public var fields: [Field] = []
  /// Whether anything else of the record's bytes differs.
  public var hasOther = false

  /// How much: bytes that went from kept to removed or back, and words of fields.
  public var size: Int {
    blocks.reduce(0) { $0 + ($1.before == nil || $1.after == nil ? $1.end - $1.start : 4) }
      + fields.reduce(0) { $0 + 40 + abs(($1.before?.utf8.count ?? 0) - ($1.after?.utf8.count ?? 0)) }
  }

  /// - Parameters: two article records of one document.
  init(path: String, _ before: JSONValue, _ after: JSONValue) {
    self.path = path
    let (old, new) = (RecordDifference.removed(before), RecordDifference.removed(after))
    for key in Set(old.keys).union(new.keys).sorted(by: <) where old[key]?.rule != new[key]?.rule {
      blocks.append(
        Block(
          start: key.start, end: key.end, text: old[key]?.text ?? new[key]?.text ?? "", before: old[key]?.rule,
          after: new[key]?.rule))
    }
    let (was, now) = (RecordDifference.fields(before), RecordDifference.fields(after))
    for name in Set(was.keys).union(now.keys).sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    where was[name] != now[name] {
      fields.append(Field(name: name, before: was[name], after: now[name]))
    }
    hasOther = before != after
  }

  private struct Place: Hashable, Comparable {
    var start: Int
    var end: Int

    static func < (left: Place, right: Place) -> Bool { (left.start, left.end) < (right.start, right.end) }
  }

  private static func removed(_ record: JSONValue) -> [Place: (rule: String, text: String)] {
    var blocks: [Place: (rule: String, text: String)] = [:]
    for block in record["removed"]?.array ?? [] {
      guard let start = block["range"]?[0]?.number, let end = block["range"]?[1]?.number else { continue }
      blocks[Place(start: Int(start), end: Int(end))] = (block["rule"]?.string ?? "", block["text"]?.string ?? "")
    }
    return blocks
  }

  /// Fields that a reader would ask for, each as text.
  static func fields(_ record: JSONValue) -> [String: String] {
    var fields: [String: String] = [:]
    add(record["item"], "", &fields)
    for (index, reference) in (record["references"]?.array ?? []).enumerated() {
      add(reference["item"], "references/\(index + 1)/", &fields)
    }
    if case .object(let statements)? = record["statements"] {
      for (name, statement) in statements { fields["statements/" + name] = text(statement["text"] ?? statement) }
    }
    for (index, figure) in (record["figures"]?.array ?? []).enumerated() {
      fields["figures/\(index + 1)"] = [figure["label"]?.string, figure["caption"]?.string].compactMap { $0 }.joined(
        separator: ": ")
    }
    return fields
  }

  private static func add(_ item: JSONValue?, _ prefix: String, _ fields: inout [String: String]) {
    guard case .object(let members)? = item else { return }
    for (name, value) in members { fields[prefix + name] = text(value) }
  }

  /// A value as a person reads it: names with commas, dates with hyphens.
  private static func text(_ value: JSONValue) -> String {
    switch value {
    case .null: return ""
    case .bool(let value): return value ? "yes" : "no"
    case .number(let value): return value == value.rounded() ? String(Int(value)) : String(value)
    case .string(let value): return value
    case .array(let values): return values.map(text).joined(separator: "; ")
    case .object(let members):
      if let parts = members["date-parts"]?.array?.first?.array { return parts.map(text).joined(separator: "-") }
      let order = ["literal", "non-dropping-particle", "dropping-particle", "family", "given", "suffix", "text"]
      let known = order.compactMap { members[$0].map(text) }
      if !known.isEmpty { return known.joined(separator: ", ") }
      return members.keys.sorted().compactMap { members[$0].map(text) }.joined(separator: ", ")
    }
  }
}
