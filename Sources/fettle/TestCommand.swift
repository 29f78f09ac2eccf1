import ArchiveExport
import ArgumentParser
import FettleKit
import Foundation
import PipelineFile
import PipelineRunner

struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run the cases written beside a pipeline.",
    discussion: """
      The cases of NAME.yaml stand in NAME.cases.yaml: pages, and what must hold of their records. What doesn't hold is \
      shown with what is there instead; the exit code is 1 then.

        cases:
          - name: the title is found, and the access box is gone
            file: pages/one.txt             # or input: with the page itself
            expect:
              fields: { title: Itch, volume: 12, /plugins/shout/words: 3 }
              absent: [DOI]
              kept: [Many skin conditions itch]
              removed: [{ text: Access options, rule: access.options }]
              references: 3
              flags: [paywalled]
              # or quarantined: a part of the reason

      Examples:

        fettle test Pipelines/journal-articles.yaml
        fettle test Pipelines/*.yaml
        fettle test journals.yaml --cases cases/page-17/case.yaml
        fettle test journals.yaml --new scrapes/page.txt
        fettle test journals.yaml --update && git diff
      """)

  @Argument(help: "Pipeline files.", completion: .file(extensions: ["yaml", "yml"]))
  var pipelines: [String]

  @Flag(help: "Write what is so in place of what was expected, for review.")
  var update = false

  @Option(help: "Add a case for this page, which expects what is so now.", completion: .file())
  var new: String?

  @Option(
    help: "Run the cases of this file instead of those beside the pipeline; may be repeated.",
    completion: .file(extensions: ["yaml", "yml"]))
  var cases: [String] = []

  @Flag(name: .shortAndLong, help: "Say nothing of what holds.")
  var quiet = false

  @OptionGroup(title: "Plugins") var plugins: PluginOptions

  func validate() throws {
    if new != nil, pipelines.count > 1 { throw ValidationError("--new takes one pipeline") }
    if !cases.isEmpty, pipelines.count > 1 { throw ValidationError("--cases takes one pipeline") }
    if new != nil, cases.count > 1 { throw ValidationError("--new adds to one file of cases") }
  }

  func run() throws {
    var count = 0
    var failed = 0
    for path in pipelines where !path.hasSuffix(".cases.yaml") {
      let loaded = try LoadedPipeline(path: path, namesInputs: true, surroundings: plugins.surroundings)
      let trial = Trial(RunPlan(loaded.pipeline, inputs: []))
      defer { trial.finish() }
      if let new {
        try add(new, to: cases.first ?? CaseFile.path(besidePipeline: path), trial)
        continue
      }
      for casesPath in cases.isEmpty ? [CaseFile.path(besidePipeline: path)] : cases {
        let (all, wrong) = try check(casesPath, path, trial)
        count += all
        failed += wrong
      }
    }
    if new != nil { return }
    if update, failed > 0 {
      print("\(failed) of \(count) cases now expect what is so; read what changed before you keep it")
      return
    }
    if !quiet || failed > 0 {
      print("\(count) \(count == 1 ? "case" : "cases"), \(failed == 0 ? "all hold" : "\(failed) fail")")
    }
    if failed > 0 { throw ExitCode(1) }
  }

  /// - Returns: how many cases there are in a file, and how many of them fail.
  private func check(_ casesPath: String, _ pipeline: String, _ trial: Trial) throws -> (count: Int, failed: Int) {
    var file = try TestCommand.read(casesPath)
    var failed = 0
    for index in file.cases.indices {
      let page = file.cases[index]
      let outcome = TestCommand.outcome(
        of: try TestCommand.bytes(of: page, beside: casesPath), TestCommand.name(page), trial)
      let failures = CaseCheck.failures(of: page, outcome)
      if failures.isEmpty {
        if !quiet { print("\(pipeline): \(page.name): holds") }
        continue
      }
      if update { file.cases[index] = CaseCheck.updated(page, outcome) }
      failed += 1
      for failure in failures { print(TestCommand.text(failure, page, casesPath)) }
    }
    if update { try TestCommand.write(file) }
    return (file.cases.count, failed)
  }

  private static func outcome(of bytes: [UInt8], _ path: String, _ trial: Trial) -> Trial.Outcome {
    trial.outcome(of: bytes, path: path) { document throws(StageError) in try ArticleRecord.bytes(of: document) }
  }

  private static func read(_ path: String) throws(ExitCode) -> CaseFile {
    do throws(Diagnostics) {
      return try CaseFile(reading: path)
    } catch {
      LoadedPipeline.show(error)
      throw ExitCode(1)
    }
  }

  private static func text(_ failure: CaseCheck.Failure, _ page: PipelineCase, _ path: String) -> String {
    let place = failure.place ?? page.place
    return """
      \(path):\(place.line):\(place.column): \(page.name): \(failure.what)
          expected: \(failure.expected)
          found:    \(failure.found)
      """
  }

  private static func name(_ page: PipelineCase) -> String {
    if case .file(let path) = page.input { return String(path.split(separator: "/").last ?? "page") }
    return "page.txt"
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  private static func bytes(of page: PipelineCase, beside path: String) throws(ExitCode) -> [UInt8] {
    switch page.input {
    case .text(let text): return Array(text.utf8)
    case .file(let file):
      let place = file.hasPrefix("/") ? file : folder(of: path) + file
      guard let data = FileManager.default.contents(atPath: place) else {
        StandardError.print("error: \(path):\(page.place.line): there is no file \(place)")
        throw ExitCode(1)
      }
      return [UInt8](data)
    }
  }

  private func add(_ input: String, to path: String, _ trial: Trial) throws {
    guard let data = FileManager.default.contents(atPath: input) else {
      StandardError.print("error: there is no file \(input)")
      throw ExitCode(1)
    }
    var file = CaseFile(path: path)
    if FileManager.default.fileExists(atPath: path) { file = try TestCommand.read(path) }
    let name = String(input.split(separator: "/").last ?? "page")
    let outcome = TestCommand.outcome(of: [UInt8](data), name, trial)
    file.cases.append(
      PipelineCase(
        name: name, input: .file(TestCommand.relative(input, to: TestCommand.folder(of: path))),
        expected: CaseCheck.expectations(from: outcome), place: SourcePlace(file: path, line: 1, column: 1)))
    try TestCommand.write(file)
    print("\(path): a case for \(input) was added; take out what needn't hold")
  }

  private static func write(_ file: CaseFile) throws(ExitCode) {
    do {
      try Data(file.text.utf8).write(to: URL(filePath: file.path))
    } catch {
      StandardError.print("error: cannot write \(file.path): \(error.localizedDescription)")
      throw ExitCode(3)
    }
  }

  /// A path as it is from a folder.
  private static func relative(_ path: String, to folder: String) -> String {
    func parts(_ path: String) -> [Substring] {
      URL(filePath: path.isEmpty ? "." : path).standardizedFileURL.path.split(separator: "/")
    }
    let (target, base) = (parts(path), parts(folder))
    let common = zip(target, base).prefix { $0 == $1 }.count
    return (Array(repeating: "..", count: base.count - common) + target[common...]).joined(separator: "/")
  }
}
