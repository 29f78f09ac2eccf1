import FettleKit

/// What a plugin says of itself in the handshake.
struct PluginDescription: Sendable, Equatable {
  enum Kind: String, Sendable, CaseIterable {
    case edit
    case fields
    case flag
    case export
  }

  /// What a plugin wants to know of a document.
  enum Need: String, Sendable, CaseIterable {
    /// Kept blocks, and those that are kept as statements.
    case blocks
    /// Removed ones and those that were read into fields as well.
    case allBlocks = "all-blocks"
    /// The source text.
    case text
    /// The article record as it is now.
    case record
  }

  var name: String
  var version: String
  var summary: String
  var kinds: Set<Kind>
  var isPure: Bool
  var needs: Set<Need>
  /// In documents.
  var batch: Int
  /// In batches.
  var inFlight: Int
  /// Relative to the folder of the plugin's program.
  var files: [String]
  var options: [OptionSpec] = []

  static func == (left: PluginDescription, right: PluginDescription) -> Bool {
    left.name == right.name && left.version == right.version && left.kinds == right.kinds
      && left.isPure == right.isPure && left.needs == right.needs && left.files == right.files
  }

  private static let members: Set<String> = [
    "type", "protocol", "name", "version", "summary", "kind", "answers", "needs", "batch", "in-flight", "files",
    "options",
  ]

  /// Reads the plugin's `hello`.
  ///
  /// - Throws: what is wrong with it.
  init(hello: JSONValue) throws(PluginFailure) {
    guard case .object(let members) = hello, hello["type"] == "hello" else {
      throw PluginFailure("it answered with '\(hello["type"]?.string ?? "nothing")' where 'hello' was due")
    }
    if let unknown = members.keys.filter({ !PluginDescription.members.contains($0) }).sorted().first {
      throw PluginFailure("its hello has a member '\(unknown.prefix(40))' that the protocol doesn't know")
    }
    guard let spoken = hello["protocol"]?.number else { throw PluginFailure("its hello doesn't say which protocol") }
    guard spoken == Double(PluginMessage.version) else {
      throw PluginFailure(
        "it speaks version \(OptionSchema.text(spoken)) of the protocol, and this fettle version \(PluginMessage.version)"
      )
    }
    name = try PluginDescription.text(hello, "name", limit: 60)
    guard PluginDescription.isName(name) else {
      throw PluginFailure("its name must be lower-case letters, digits and hyphens, not '\(name)'")
    }
    version = try PluginDescription.text(hello, "version", limit: 60)
    summary = hello["summary"]?.string.map { String($0.prefix(200)) } ?? ""
    kinds = Set(try PluginDescription.words(hello, "kind", Kind.self))
    if kinds.isEmpty { throw PluginFailure("its hello doesn't say of what kind it is") }
    if kinds.contains(.export), kinds.count > 1 { throw PluginFailure("a plugin that exports can do nothing else") }
    switch hello["answers"]?.string {
    case "pure": isPure = true
    case "impure": isPure = false
    default: throw PluginFailure("its hello must say 'answers': 'pure' or 'impure'")
    }
    needs = Set(try PluginDescription.words(hello, "needs", Need.self))
    if needs.isEmpty { needs = kinds.contains(.export) ? [.record] : [.blocks] }
    batch = try PluginDescription.whole(hello, "batch", 1...1024, 16)
    inFlight = try PluginDescription.whole(hello, "in-flight", 1...64, 4)
    files = []
    for file in hello["files"]?.array ?? [] {
      guard let path = file.string else { throw PluginFailure("its hello names a file that is no text") }
      files.append(path)
    }
    if let schema = hello["options"] {
      do throws(PluginFailure) {
        options = try OptionSchema.specs(schema, at: "/options")
      } catch {
        throw PluginFailure("its schema of options: \(error)")
      }
    }
  }

  static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.first != UInt8(ascii: "-")
      && name.utf8.allSatisfy { ($0 >= 0x61 && $0 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == UInt8(ascii: "-") }
  }

  private static func text(_ hello: JSONValue, _ member: String, limit: Int) throws(PluginFailure) -> String {
    guard let text = hello[member]?.string, !text.isEmpty, text.utf8.count <= limit else {
      throw PluginFailure("its hello must give a '\(member)' of at most \(limit) bytes")
    }
    return text
  }

  private static func whole(
    _ hello: JSONValue, _ member: String, _ range: ClosedRange<Int>, _ fallback: Int
  ) throws(PluginFailure) -> Int {
    guard let value = hello[member] else { return fallback }
    guard let number = value.number.flatMap({ Int(exactly: $0) }), range.contains(number) else {
      throw PluginFailure("its '\(member)' must be from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  private static func words<Word: RawRepresentable & CaseIterable>(
    _ hello: JSONValue, _ member: String, _ type: Word.Type
  ) throws(PluginFailure) -> [Word] where Word.RawValue == String {
    guard let value = hello[member] else { return [] }
    var words: [Word] = []
    for element in value.array ?? [value] {
      guard let word = element.string.flatMap({ Word(rawValue: $0) }) else {
        let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
        throw PluginFailure("its '\(member)' can't be '\(element.string ?? "that")'; it is one of \(known)")
      }
      words.append(word)
    }
    return words
  }

  /// For the manifest: what determines the output.
  func details(files: [JSONValue]) -> JSONValue {
    [
      "name": .string(name), "version": .string(version),
      "kind": .array(kinds.map(\.rawValue).sorted().map { .string($0) }), "answers": isPure ? "pure" : "impure",
      "protocol": .number(Double(PluginMessage.version)), "files": .array(files),
    ]
  }
}
