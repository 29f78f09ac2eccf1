import FettleKit
import FettleText
import YAMLTree

/// The check of one pipeline file: goes through all of it, and notes every mistake.
struct PipelineCheck {
  let reading: YAMLReading
  let path: String
  let stages: [any Stage.Type]
  let checksInputs: Bool
  var checker: OptionChecker
  var made: [PipelineStage] = []

  let surroundings: StageSurroundings

  init(
    _ reading: YAMLReading, path: String, stages: [any Stage.Type], checksInputs: Bool,
    surroundings: StageSurroundings = StageSurroundings()
  ) {
    var surroundings = surroundings
    surroundings.folder = PipelinePath.folder(of: path)
    self.surroundings = surroundings
    self.reading = reading
    self.path = path
    self.stages = stages
    self.checksInputs = checksInputs
    checker = OptionChecker(
      files: NamedFiles(folder: PipelinePath.folder(of: path)), isIncomplete: reading.isIncomplete)
  }

  mutating func pipeline(bytes: [UInt8]) throws(Diagnostics) -> Pipeline {
    var name = PipelinePath.stem(of: path)
    var inputs: [PipelineInput] = []
    var inputOptions: [String: OptionValue] = [:]
    var expectations: [Expectation] = []
    if let root = reading.root, !root.isEmpty {
      if let pairs = root.mapping {
        checkKeys(pairs, root)
        checkFormat(root)
        if let given = value(of: PipelineFormat.name, in: root)?.value.string { name = given }
        (inputs, inputOptions) = checkInputs(root)
        checkStages(root)
        expectations = checkExpectations(root)
      } else if !reading.isIncomplete {
        checker.report(
          root.diagnostic("a pipeline file can't be \(root.found)", expected: "'fettle: 1' on the first line"))
      }
    }
    let problems = reading.problems.map { withExpectation($0) } + checker.problems.filter { !isConsequence($0) }
    guard problems.isEmpty else { throw Diagnostics(finished(problems)) }
    return Pipeline(
      name: name, path: path, bytes: bytes, inputs: inputs, inputOptions: StageOptions(values: inputOptions),
      stages: made, expectations: expectations,
      filesRead: checker.files.all)
  }

  /// What YAML alone doesn't know: what an empty file should hold.
  private func withExpectation(_ problem: Diagnostic) -> Diagnostic {
    var problem = problem
    if problem.place == nil, problem.expected == nil { problem.expected = "'fettle: 1' on the first line" }
    return problem
  }

  /// What can't be read has a message already.
  private func isConsequence(_ problem: Diagnostic) -> Bool {
    reading.problems.contains { other in
      other.place?.line == problem.place?.line && other.place?.column == problem.place?.column
    }
  }

  // MARK: Keys

  /// The pair of a key, also where the key is misspelled but its meaning is clear.
  func pair(of spec: OptionSpec, in root: YAMLNode) -> YAMLPair? {
    let pairs = root.mapping ?? []
    if let pair = pairs.first(where: { $0.name == spec.name }) { return pair }
    let names = PipelineFormat.keys.map(\.name)
    let taken = names + stages.map { $0.manifest.name }
    return pairs.first { !taken.contains($0.name) && NearestName.find($0.name, among: names) == spec.name }
  }

  private mutating func checkKeys(_ pairs: [YAMLPair], _ root: YAMLNode) {
    let names = PipelineFormat.keys.map(\.name)
    for pair in pairs where !names.contains(pair.name) && !checker.isFull {
      let isStage = stages.contains { $0.manifest.name == pair.name }
      checker.report(
        pair.key.diagnostic(
          "unknown key \(YAMLNode.quoted(pair.name))",
          expected: isStage ? "'- \(pair.name)' under 'stages'" : OptionType.oneOf(names),
          suggestion: isStage ? nil : NearestName.find(pair.name, among: names)))
    }
    guard !reading.isIncomplete else { return }
    for spec in PipelineFormat.keys where spec.isRequired && pair(of: spec, in: root) == nil {
      let expected = spec.name == PipelineFormat.fettle.name ? "'fettle: \(PipelineFormat.version)'" : "'\(spec.name):'"
      let start = SourcePlace(file: path, line: root.place.line, column: root.place.column)
      checker.report(root.source.diagnostic("'\(spec.name)' is missing", at: start, expected: expected))
    }
  }

  /// The checked value of a key, where it has one.
  private mutating func value(of spec: OptionSpec, in root: YAMLNode) -> OptionValue? {
    guard let pair = pair(of: spec, in: root) else { return nil }
    if pair.value.isEmpty {
      checker.empty(pair, "'\(spec.name)'", spec.type)
      return nil
    }
    return checker.check(pair.value, as: spec.type, "'\(spec.name)'", owner: "'\(spec.name)'")
  }

  private mutating func checkFormat(_ root: YAMLNode) {
    guard let pair = pair(of: PipelineFormat.fettle, in: root) else { return }
    let node = pair.value
    let version = String(PipelineFormat.version)
    if node.isEmpty {
      if !reading.isIncomplete { checker.report(pair.key.diagnostic("'fettle' has no value", expected: version)) }
      return
    }
    guard let scalar = node.scalar else {
      checker.report(node.diagnostic("'fettle' can't be \(node.found)", expected: version))
      return
    }
    if scalar.isPlain, scalar.text == version { return }
    let isOther = PlainValue.integer(scalar.text).map { $0 != PipelineFormat.version } ?? false
    let message =
      isOther ? "format \(scalar.text) is not known to this version of fettle" : "'fettle' can't be \(node.found)"
    checker.report(node.diagnostic(message, expected: version + (isOther || scalar.isPlain ? "" : ", without quotes")))
  }

  // MARK: Inputs

  /// A list of paths, or a mapping with such a list in it and how archives are read.
  private mutating func checkInputs(_ root: YAMLNode) -> ([PipelineInput], [String: OptionValue]) {
    guard let pair = pair(of: PipelineFormat.input, in: root) else { return ([], [:]) }
    guard let members = pair.value.mapping else { return (checkPaths(pair, named: PipelineFormat.input.name), [:]) }
    let paths = members.first { $0.name == "paths" }
    let options = checker.check(
      members.filter { $0.name != "paths" }, against: PipelineFormat.inputKeys, of: "'input'", at: pair.value)
    return (paths.map { checkPaths($0, named: "paths") } ?? [], options ?? [:])
  }

  private mutating func checkPaths(_ pair: YAMLPair, named name: String) -> [PipelineInput] {
    let expected = "a file, a folder or a glob, by its path from the pipeline file"
    if pair.value.isEmpty {
      if !reading.isIncomplete {
        checker.report(pair.key.diagnostic("'\(name)' has no value", expected: expected))
      }
      return []
    }
    if pair.value.sequence?.isEmpty ?? false, !reading.isIncomplete {
      checker.report(pair.value.diagnostic("'\(name)' names nothing", expected: expected))
    }
    var inputs: [PipelineInput] = []
    for node in pair.value.sequence ?? [pair.value] where !checker.isFull {
      guard let scalar = node.scalar, !scalar.isEmpty else {
        if !(reading.isIncomplete && node.isEmpty) {
          checker.report(node.diagnostic("an input can't be \(node.found)", expected: expected))
        }
        continue
      }
      let folder = checker.files.folder
      let resolved = scalar.text == "-" ? "-" : PipelinePath.resolve(scalar.text, in: folder)
      if checksInputs, scalar.text != "-", let problem = missing(scalar.text, resolved) {
        let near = NearbyFiles.nearest(to: scalar.text, in: folder)
        checker.report(node.diagnostic(problem, expected: expected, suggestion: near))
      }
      inputs.append(PipelineInput(written: scalar.text, place: node.place, resolved: resolved))
    }
    return inputs
  }

  private func missing(_ written: String, _ resolved: String) -> String? {
    if written.isEmpty { return "an input without a path" }
    if NearbyFiles.exists(resolved) { return nil }
    let isGlob = written.utf8.contains { "*?[".utf8.contains($0) }
    if isGlob { return NearbyFiles.matches(resolved) ? nil : "no file matches \(YAMLNode.quoted(written))" }
    return "no such file or folder: \(YAMLNode.quoted(written))"
  }

  // MARK: Expectations

  private mutating func checkExpectations(_ root: YAMLNode) -> [Expectation] {
    guard let value = value(of: PipelineFormat.expect, in: root) else { return [] }
    return Expectation.Measure.allCases.compactMap { measure in
      guard let contract = value.members[measure.rawValue] else { return nil }
      if measure == .fields {
        return Expectation(measure, fields: contract.value.array?.compactMap(\.string) ?? [])
      }
      let expectation = Expectation(
        measure, atLeast: contract.value["at-least"]?.number, atMost: contract.value["at-most"]?.number)
      if let place = contract.place { checkBounds(expectation, contract, place, root.source) }
      return expectation
    }
  }

  private mutating func checkBounds(
    _ expectation: Expectation, _ contract: OptionValue, _ place: SourcePlace, _ source: SourceLines
  ) {
    let name = expectation.measure.rawValue
    switch (expectation.atLeast, expectation.atMost) {
    case (nil, nil):
      if reading.isIncomplete { return }
      checker.report(
        source.diagnostic("expectation '\(name)' has no bound", at: place, expected: "'at-least', 'at-most', or both"))
    case (let least?, let most?) where least > most:
      checker.report(
        source.diagnostic(
          "nothing is at least \(OptionType.words(least)) and at most \(OptionType.words(most))",
          at: contract.members["at-least"]?.place ?? place, expected: "'at-least' no greater than 'at-most'"))
    default: break
    }
  }

  // MARK: Finished diagnostics

  /// Each with its line, by a path that leads to its file; sorted, each once.
  private func finished(_ problems: [Diagnostic]) -> [Diagnostic] {
    var named: [String: SourceLines] = [:]
    for file in checker.files.all { named[file.path] = SourceLines(file: file.path, text: file.bytes) }
    let finished = problems.map { problem in
      var problem = problem
      let source = problem.file == path ? reading.source : named[problem.file]
      if let place = problem.place, problem.sourceLine == nil, let source {
        problem.sourceLine = source.line(place.line)
      }
      if problem.file != path, named[problem.file] != nil {
        problem.file = PipelinePath.resolve(problem.file, in: checker.files.folder)
        problem.place?.file = problem.file
      }
      return problem
    }
    let sorted = finished.enumerated().sorted { left, right in
      let (a, b) = (left.element, right.element)
      if a.file != b.file {
        if a.file == path || b.file == path { return a.file == path }
        return a.file.utf8.lexicographicallyPrecedes(b.file.utf8)
      }
      let first = (a.place?.line ?? 0, a.place?.column ?? 0)
      let second = (b.place?.line ?? 0, b.place?.column ?? 0)
      return first == second ? left.offset < right.offset : first < second
    }
    var result: [Diagnostic] = []
    for (_, problem) in sorted where !result.contains(problem) { result.append(problem) }
    return result
  }
}
