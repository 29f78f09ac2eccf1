import FettleKit
import FettleText
import YAMLTree

extension PipelineCheck {
  /// What an item of `stages` says.
  private struct Entry {
    var name: YAMLNode
    /// What stands under the name; `nil` where nothing does.
    var options: YAMLNode?
  }

  /// Checks the list of stages, and makes those that are without mistakes.
  mutating func checkStages(_ root: YAMLNode) {
    guard let pair = pair(of: PipelineFormat.stages, in: root) else { return }
    var entries: [Entry] = []
    switch pair.value.content {
    case .scalar(let scalar):
      if scalar.isEmpty {
        if !reading.isIncomplete {
          checker.report(
            pair.key.diagnostic("'stages' has no value", expected: "a list of stages: '- cleanup' and so on"))
        }
        return
      }
      entries = [Entry(name: pair.value)]
    case .sequence(let items):
      entries = items.compactMap { entry($0) }
    case .mapping(let pairs):
      checker.report(
        pairs.first?.key.diagnostic("'stages' can't be a mapping", expected: "a list: '-' before each stage's name")
          ?? pair.value.diagnostic("'stages' can't be a mapping", expected: "a list: '-' before each stage's name"))
      entries = pairs.map { Entry(name: $0.key, options: $0.value.isEmpty ? nil : $0.value) }
    }
    for entry in entries where !checker.isFull { check(entry) }
    checkExport(entries, pair, root)
  }

  // MARK: The shape of an item

  private mutating func entry(_ item: YAMLNode) -> Entry? {
    switch item.content {
    case .scalar(let scalar):
      if !scalar.isEmpty { return Entry(name: item) }
      if !reading.isIncomplete {
        checker.report(item.diagnostic("'-' without a stage", expected: expectedStages))
      }
      return nil
    case .sequence:
      checker.report(item.diagnostic("a stage can't be a list", expected: "a stage's name, with its options under it"))
      return nil
    case .mapping(let pairs):
      guard let first = pairs.first else {
        checker.report(item.diagnostic("a stage without a name", expected: expectedStages))
        return nil
      }
      for other in pairs.dropFirst() where !checker.isFull { reportSibling(other, of: first) }
      return Entry(name: first.key, options: first.value.isEmpty ? nil : first.value)
    }
  }

  /// A key beside a stage's name, where only one may stand.
  private mutating func reportSibling(_ other: YAMLPair, of first: YAMLPair) {
    let name = YAMLNode.quoted(other.name)
    if stages.contains(where: { $0.manifest.name == other.name }) {
      checker.report(other.key.diagnostic("a '-' is missing before stage \(name)", expected: "'- \(other.name)'"))
      return
    }
    checker.report(
      other.key.diagnostic(
        "\(name) stands beside \(YAMLNode.quoted(first.name)), not under it",
        expected: "options indented further than their stage's name"))
  }

  // MARK: One stage

  private mutating func check(_ entry: Entry) {
    let name = entry.name.scalar?.text ?? ""
    let meant = meant(entry)
    if meant != name || meant == nil { reportUnknown(entry.name, meant: meant) }
    guard let type = stages.first(where: { $0.manifest.name == meant }) else { return }
    let manifest = type.manifest
    let owner = "stage '\(manifest.name)'"
    var pairs: [YAMLPair] = []
    if let options = entry.options {
      guard let given = options.mapping else {
        checker.report(
          options.diagnostic(
            "the options of \(owner) can't be \(options.found)",
            expected: manifest.options.isEmpty
              ? "no options" : "a mapping with " + OptionType.oneOf(manifest.options.map(\.name))))
        return
      }
      pairs = given
    }
    guard let values = checker.check(pairs, against: manifest.options, of: owner, at: entry.name), meant == name else {
      return
    }
    let options = StageOptions(
      values: values, place: entry.name.place, readFile: checker.files.reader, surroundings: surroundings)
    do throws(Diagnostics) {
      let stage = try type.init(options: options)
      var manifest = manifest
      let identity = (stage as? any BatchStage)?.identity
      if let identity { manifest.name = identity.name }
      made.append(
        PipelineStage(
          manifest: manifest, stage: stage, options: identity?.options ?? .object(values.mapValues(\.value)),
          place: entry.name.place))
    } catch {
      for problem in error.all { checker.report(placed(problem, at: entry.name)) }
    }
  }

  /// The stage that an item names, or the one that it most likely means.
  private func meant(_ entry: Entry) -> String? {
    let name = entry.name.scalar?.text ?? ""
    let names = stages.map { $0.manifest.name }
    return names.contains(name) ? name : NearestName.find(name, among: names)
  }

  private mutating func reportUnknown(_ name: YAMLNode, meant: String?) {
    if name.scalar?.text == "plugin" {
      checker.report(name.diagnostic("this version has no plugin stage", expected: expectedStages))
    } else {
      checker.report(
        name.diagnostic("unknown stage \(name.found)", expected: expectedStages, suggestion: meant))
    }
  }

  /// A stage's own diagnostic; one that points nowhere gets the stage's place, unless it is about a file that was read.
  private func placed(_ problem: Diagnostic, at name: YAMLNode) -> Diagnostic {
    var problem = problem
    if problem.place == nil, !checker.files.isNamed(problem.file) {
      problem.place = name.place
      problem.file = path
    }
    return problem
  }

  // MARK: Export

  /// Exactly one export, at the end.
  private mutating func checkExport(_ entries: [Entry], _ pair: YAMLPair, _ root: YAMLNode) {
    let export = PipelineFormat.exportStage
    let places = entries.indices.filter { meant(entries[$0]) == export }
    guard let first = places.first else {
      if reading.isIncomplete || pair.name != PipelineFormat.stages.name || root[export] != nil { return }
      checker.report(
        pair.key.diagnostic("no stage writes anything: 'export' is missing", expected: "'- export' as the last stage"))
      return
    }
    let line = entries[first].name.place.line
    for other in places.dropFirst() {
      checker.report(
        entries[other].name.diagnostic(
          "'export' is already on line \(line)", expected: "'export' once, as the last stage"))
    }
    if places.count == 1, entries[(first + 1)...].contains(where: { !mayFollowExport($0) }) {
      checker.report(entries[first].name.diagnostic("'export' isn't the last stage", expected: "'export' at the end"))
    }
    for early in entries[..<first] where followsExport(early) == true {
      checker.report(
        early.name.diagnostic(
          "this plugin takes finished records, but stands before 'export'", expected: "it behind 'export'"))
    }
  }

  /// Whether a stage takes finished records; `nil` where it could not be made.
  private func followsExport(_ entry: Entry) -> Bool? {
    guard let stage = made.first(where: { $0.place == entry.name.place })?.stage else { return nil }
    return (stage as? any BatchStage)?.identity.followsExport ?? false
  }

  /// One that could not be made has a message already, and may be meant to stand there.
  private func mayFollowExport(_ entry: Entry) -> Bool {
    followsExport(entry) ?? stages.contains { $0.manifest.name == meant(entry) && $0 is any BatchStage.Type }
  }

  private var expectedStages: String { OptionType.oneOf(stages.map { $0.manifest.name }) }
}
