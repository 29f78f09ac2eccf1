import CanonicalJSON
import FettleKit

/// What two runs decided differently: rule by rule, field by field, document by document.
public struct RunDifference: Sendable {
  public struct Rule: Sendable, Equatable {
    public var name: String
    /// Blocks that only the second run removed by this rule, and those that only the first did.
    public var added = 0
    public var gone = 0
  }

  public struct Field: Sendable, Equatable {
    public var name: String
    /// In how many records it is; for fields of references, in how many references.
    public var before = 0
    public var after = 0
    /// In how many it says something else.
    public var changed = 0
  }

  /// What determines the output and isn't the same: "stage references: version 1 → 2".
  public var settings: [String] = []
  public var onlyBefore: [String] = []
  public var onlyAfter: [String] = []
  /// Documents that one run put in quarantine and the other didn't.
  public var quarantined: [String] = []
  public var released: [String] = []
  /// How many documents both runs have, and how many of them have the same bytes.
  public var common = 0
  public var same = 0
  public var rules: [Rule] = []
  public var fields: [Field] = []
  /// Largest first.
  public var documents: [RecordDifference] = []

  public var isEmpty: Bool {
    settings.isEmpty && onlyBefore.isEmpty && onlyAfter.isEmpty && quarantined.isEmpty && released.isEmpty
      && same == common
  }

  /// Compares two output folders.
  ///
  /// - Throws: `RunFailure`, where one of them isn't the output of a complete run with article records.
  public init(before: String, after: String) throws(RunFailure) {
    let old = try RecordFolder(before)
    let new = try RecordFolder(after)
    settings = RunDifference.settings(old.manifest, new.manifest)
    onlyBefore = old.inputs.subtracting(new.inputs).sorted()
    onlyAfter = new.inputs.subtracting(old.inputs).sorted()
    var rules: [String: Rule] = [:]
    var fields: [String: Field] = [:]
    for path in old.inputs.intersection(new.inputs).sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      common += 1
      let (first, second) = (old.bytes(of: path), new.bytes(of: path))
      if first == nil, second != nil { released.append(path) }
      if first != nil, second == nil { quarantined.append(path) }
      if first == second { same += 1 }
      let was = try old.record(first, path)
      let now = first == second ? was : try new.record(second, path)
      RunDifference.count(was, now, &fields)
      guard first != second, let was, let now else { continue }
      let difference = RecordDifference(path: path, was, now)
      for block in difference.blocks {
        if let rule = block.after { rules[rule, default: Rule(name: rule)].added += 1 }
        if let rule = block.before { rules[rule, default: Rule(name: rule)].gone += 1 }
      }
      documents.append(difference)
    }
    self.rules = rules.values.sorted { ($1.added + $1.gone, $0.name) < ($0.added + $0.gone, $1.name) }
    self.fields = fields.values.filter { $0.before != $0.after || $0.changed > 0 }.sorted { $0.name < $1.name }
    documents.sort { ($1.size, $0.path) < ($0.size, $1.path) }
  }

  private static func count(_ before: JSONValue?, _ after: JSONValue?, _ fields: inout [String: Field]) {
    let was = before.map(RecordDifference.fields) ?? [:]
    let now = after.map(RecordDifference.fields) ?? [:]
    for name in Set(was.keys).union(now.keys) {
      let general = kind(name)
      var field = fields[general] ?? Field(name: general)
      if was[name] != nil { field.before += 1 }
      if now[name] != nil { field.after += 1 }
      if let old = was[name], let new = now[name], old != new { field.changed += 1 }
      fields[general] = field
    }
  }

  /// "references/12/volume" is a "references/volume".
  private static func kind(_ name: String) -> String {
    name.split(separator: "/").filter { !$0.allSatisfy(\.isNumber) }.joined(separator: "/")
  }

  private static func settings(_ before: JSONValue, _ after: JSONValue) -> [String] {
    var lines: [String] = []
    if before["fettle"] != after["fettle"] {
      lines.append("fettle: \(before["fettle"]?.string ?? "") → \(after["fettle"]?.string ?? "")")
    }
    let (old, new) = (before["stages"]?.array ?? [], after["stages"]?.array ?? [])
    let names = { (stages: [JSONValue]) in stages.compactMap { $0["name"]?.string } }
    if names(old) != names(new) {
      lines.append("stages: \(names(old).joined(separator: ", ")) → \(names(new).joined(separator: ", "))")
    } else {
      for (was, now) in zip(old, new) where was != now {
        let name = was["name"]?.string ?? ""
        if was["version"] != now["version"] {
          lines.append(
            "stage \(name): version \(Int(was["version"]?.number ?? 0)) → \(Int(now["version"]?.number ?? 0))")
        }
        guard case .object(let before)? = was["options"], case .object(let after)? = now["options"] else { continue }
        for option in Set(before.keys).union(after.keys).sorted() where before[option] != after[option] {
          let text = { (value: JSONValue?) in
            value.map { String(decoding: JSONWriter.bytes(of: $0), as: UTF8.self) } ?? "absent"
          }
          lines.append("stage \(name), \(option): \(text(before[option])) → \(text(after[option]))")
        }
      }
    }
    let files = { (manifest: JSONValue) in
      Dictionary(
        (manifest["pipeline"]?["files"]?.array ?? []).compactMap { file in
          file["path"]?.string.map { ($0, file["sha256"]?.string ?? "") }
        }, uniquingKeysWith: { first, _ in first })
    }
    let (was, now) = (files(before), files(after))
    for path in Set(was.keys).union(now.keys).sorted() where was[path] != now[path] {
      lines.append("file \(path): \(was[path] == nil ? "new" : now[path] == nil ? "gone" : "changed")")
    }
    return lines
  }
}
