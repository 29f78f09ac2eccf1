import FettleKit

/// What a plugin answers of one document, checked as far as that goes without the document.
struct PluginAnswer: Sendable {
  struct Edit: Sendable {
    enum Action: Sendable {
      case rewrite([UInt8])
      case remove(category: String)
    }

    var block: Int
    /// Half-open, in bytes of the block's text; `nil` for all of it.
    var range: Range<Int>?
    var action: Action
    var rule: String
  }

  var edits: [Edit] = []
  var fields: [String: JSONValue] = [:]
  var flags: [String: JSONValue] = [:]
  /// Why the document is to be set aside.
  var quarantine: String?

  /// Which kind of plugin may say what.
  private static let members: [(name: String, kind: PluginDescription.Kind)] = [
    ("edits", .edit), ("fields", .fields), ("flags", .flag), ("quarantine", .flag),
  ]

  /// - Throws: what is wrong with the answer, in words that follow the plugin's name.
  init(_ answer: JSONValue, kinds: Set<PluginDescription.Kind>) throws(PluginFailure) {
    guard case .object(let given) = answer else { throw PluginFailure("its answer is no object") }
    if let reason = given["error"] {
      quarantine = "it failed: " + (reason.string ?? "it doesn't say why")
      return
    }
    for name in given.keys.sorted() where name != "id" && name != "type" {
      guard let member = PluginAnswer.members.first(where: { $0.name == name }) else {
        throw PluginFailure("its answer has a member '\(name.prefix(40))' that the protocol doesn't know")
      }
      guard kinds.contains(member.kind) else {
        throw PluginFailure("it answered with '\(name)', but it isn't of the kind '\(member.kind.rawValue)'")
      }
    }
    if let value = given["edits"] {
      guard let edits = value.array else { throw PluginFailure("its 'edits' are no list") }
      for edit in edits { self.edits.append(try Edit(edit)) }
    }
    if let value = given["fields"] {
      guard case .object(let fields) = value else { throw PluginFailure("its 'fields' are no object") }
      self.fields = fields
    }
    if let value = given["flags"] {
      guard case .object(let flags) = value else { throw PluginFailure("its 'flags' are no object") }
      self.flags = flags
    }
    if let value = given["quarantine"], value != .null {
      guard let reason = value.string, !reason.isEmpty else { throw PluginFailure("its 'quarantine' gives no reason") }
      quarantine = reason
    }
  }
}

extension PluginAnswer.Edit {
  init(_ edit: JSONValue) throws(PluginFailure) {
    guard case .object(let members) = edit else { throw PluginFailure("one of its edits is no object") }
    let known: Set<String> = ["block", "range", "action", "rule", "text", "class"]
    if let unknown = members.keys.filter({ !known.contains($0) }).sorted().first {
      throw PluginFailure("one of its edits has a member '\(unknown.prefix(40))' that the protocol doesn't know")
    }
    guard let block = members["block"]?.number.flatMap({ Int(exactly: $0) }) else {
      throw PluginFailure("one of its edits doesn't say of which block")
    }
    guard let rule = members["rule"]?.string, !rule.isEmpty, rule.utf8.count <= 100 else {
      throw PluginFailure("one of its edits gives no rule (at most 100 bytes)")
    }
    self.block = block
    self.rule = rule
    if let value = members["range"], value != .null {
      guard let ends = value.array, ends.count == 2, let start = ends[0].number.flatMap({ Int(exactly: $0) }),
        let end = ends[1].number.flatMap({ Int(exactly: $0) })
      else { throw PluginFailure("the range of one of its edits isn't [start, end]") }
      guard start >= 0, start <= end else {
        throw PluginFailure("the range [\(start), \(end)] of one of its edits is none")
      }
      range = start..<end
    }
    switch members["action"]?.string {
    case "rewrite":
      guard let text = members["text"]?.string else { throw PluginFailure("one of its rewrites gives no text") }
      action = .rewrite(Array(text.utf8))
    case "remove":
      if members["text"] != nil { throw PluginFailure("one of its removals gives a text") }
      action = .remove(category: members["class"]?.string ?? "plugin")
    case let other:
      throw PluginFailure("the action of an edit is 'rewrite' or 'remove', not '\(other ?? "nothing")'")
    }
  }
}
