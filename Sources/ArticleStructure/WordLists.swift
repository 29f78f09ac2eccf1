/// The lists of `Data/phrases.txt`, by their names.
struct WordLists: Sendable {
  private let lists: [String: Set<String>]

  static let builtin = WordLists(PackageResources.phrases_txt)

  init(_ file: [UInt8]) {
    lists = WordLists.groups(file).mapValues { Set($0) }
  }

  /// Lower-case entries; empty for a list that the file doesn't have.
  func callAsFunction(_ name: String) -> Set<String> { lists[name] ?? [] }

  /// The groups of a file of this form: a line in brackets begins a group, a line with "#" is a remark.
  static func groups(_ file: [UInt8]) -> [String: [String]] {
    var groups: [String: [String]] = [:]
    var name = ""
    for line in file.split(separator: 0x0A) where line.first != UInt8(ascii: "#") {
      let text = String(decoding: line, as: UTF8.self)
      if text.hasPrefix("["), text.hasSuffix("]"), text.count > 2, text != "[...]" {
        name = String(text.dropFirst().dropLast())
      } else {
        groups[name, default: []].append(text)
      }
    }
    return groups
  }
}
