import FettleKit

/// What came of doing documents twice, of a plugin that says that it does the same each time.
struct Replays {
  private var count = 0
  private var unsteady: [String] = []

  /// Whether a document is among those that are done twice without being asked for: one in 64, by the first digits of its
  /// digest, and so whatever the order and the number of workers.
  static func isChosen(_ document: Document) -> Bool {
    (UInt8(document.source.sha256.prefix(2), radix: 16) ?? 0) < 4
  }

  mutating func note(isSame: Bool, path: String) {
    count += 1
    if !isSame { unsteady.append(path) }
  }

  /// What is to be said at the end of the run; `nil` where all was the same.
  func notice(of name: String) -> StageNotice? {
    unsteady.sorted().first.map { path in
      StageNotice(
        "the plugin '\(name)' calls itself pure, but answered otherwise when it was asked again, for \(unsteady.count) of "
          + "\(count) documents (\(path)); the next run does everything anew", endsTrust: true)
    }
  }
}

extension Document {
  /// Says in the record that a plugin took part that may answer otherwise another time.
  mutating func noteImpurity(of plugin: String) {
    var names = quality["impure-plugins"]?.array?.compactMap(\.string) ?? []
    if !names.contains(plugin) { names.append(plugin) }
    quality["impure-plugins"] = .array(names.sorted().map { .string($0) })
  }
}
