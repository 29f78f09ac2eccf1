import FettleKit
import Foundation

/// The options of a stage that is loaded, as every stage gets them: checked against its manifest, with defaults, and each
/// with its place in the pipeline file.
struct LoadedOptions {
  private(set) var made: StageOptions
  /// Files that the options name, as written.
  private(set) var files: [String] = []

  /// - Throws: what is wrong with the options, at line and column.
  init(_ call: PluginCall, _ manifest: StageManifest) throws(Diagnostics) {
    let written = call.options["options"]
    var check = PluginOptions()
    let checked = check.check(written, against: manifest.options)
    if !check.mistakes.isEmpty {
      throw Diagnostics(
        check.mistakes.map { mistake in
          Diagnostic(
            mistake.message, at: PluginOptions.place(of: mistake.pointer, in: written) ?? call.options.place,
            expected: mistake.expected, suggestion: mistake.suggestion)
        })
    }
    let value = LoadedOptions.placed(checked, as: written)
    made = StageOptions(values: value.members, place: call.options.place, surroundings: call.surroundings)
    var problems: [Diagnostic] = []
    var contents: [String: [UInt8]] = [:]
    for (path, place) in LoadedOptions.paths(in: value.members, manifest.options) where contents[path] == nil {
      if let bytes = FileManager.default.contents(atPath: PluginFiles.resolved(path, in: call.folder)) {
        contents[path] = [UInt8](bytes)
        files.append(path)
      } else {
        problems.append(
          Diagnostic(
            "no file can be read here: '\(path)'", at: place ?? call.options.place,
            expected: "a file, by its path from the pipeline file"))
      }
    }
    if !problems.isEmpty { throw Diagnostics(problems) }
    let named = contents
    let others = call.options.readFile
    made.readFile = { path throws(Diagnostic) in
      if let bytes = named[path] { return bytes }
      return try others(path)
    }
  }

  /// A checked value with the places at which its parts were written.
  private static func placed(_ value: JSONValue, as written: OptionValue?) -> OptionValue {
    switch value {
    case .object(let members):
      var parts: [String: OptionValue] = [:]
      for (name, member) in members { parts[name] = placed(member, as: written?.members[name]) }
      return OptionValue(value: value, place: written?.place, members: parts)
    case .array(let elements):
      let parts = elements.enumerated().map { index, element in
        // A single value stands for a list of one.
        let part = written.flatMap { $0.elements.isEmpty ? $0 : $0.elements[safe: index] }
        return placed(element, as: part)
      }
      return OptionValue(value: value, place: written?.place, elements: parts)
    default: return OptionValue(value: value, place: written?.place, written: written?.written)
    }
  }

  /// The files that options name.
  private static func paths(in values: [String: OptionValue], _ specs: [OptionSpec]) -> [(String, SourcePlace?)] {
    specs.flatMap { spec in values[spec.name].map { paths(in: $0, spec.type) } ?? [] }
  }

  private static func paths(in value: OptionValue, _ type: OptionType) -> [(String, SourcePlace?)] {
    switch type {
    case .file(let words): value.value.string.map { words.contains($0) ? [] : [($0, value.place)] } ?? []
    case .list(let element): value.elements.flatMap { paths(in: $0, element) }
    case .map(let specs): paths(in: value.members, specs)
    default: []
    }
  }
}

extension Array {
  fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
