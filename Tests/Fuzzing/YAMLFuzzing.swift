import ArchiveExport
import ArticleStructure
import BoilerplateRemoval
import ContentExtraction
import FettleKit
import PageVerdicts
import PipelineFile
import ReferenceNormalization
import ScrapeCleanup
import YAMLTree

enum YAMLFuzzing {
  /// Those that load tables and rules are known by their manifests alone: a thousand pipelines are read in the time that one of
  /// them takes to be made.
  private static let stages: [any Stage.Type] = [
    DescribedStage<ContentStage>.self, CleanupStage.self, DescribedStage<BoilerplateStage>.self,
    DescribedStage<StructureStage>.self, DescribedStage<ReferencesStage>.self, VerdictStage.self, ExportStage.self,
  ]

  static func run(_ bytes: [UInt8]) throws(FuzzFault) {
    let reading = YAMLTree.read(bytes, file: "fuzz.yaml")
    try check(reading.problems, in: bytes)
    if reading.root == nil, reading.problems.isEmpty { throw FuzzFault("no tree, and no reason") }
    if let root = reading.root { try walk(root, depth: 0) }
  }

  static func runPipeline(_ bytes: [UInt8]) throws(FuzzFault) {
    let reader = PipelineReader(stages: stages, checksInputs: false)
    let problems: [Diagnostic]
    do throws(Diagnostics) {
      _ = try reader.read(bytes, path: "fuzz.yaml")
      return
    } catch {
      problems = error.all
    }
    if problems.isEmpty { throw FuzzFault("refused without a reason") }
    try check(problems.filter { $0.file == "fuzz.yaml" }, in: bytes)
  }

  private static func check(_ problems: [Diagnostic], in bytes: [UInt8]) throws(FuzzFault) {
    let lines = bytes.reduce(1) { $1 == 0x0A || $1 == 0x0D ? $0 + 1 : $0 }
    for problem in problems {
      if problem.message.isEmpty { throw FuzzFault("a diagnostic says nothing") }
      if let place = problem.place, place.line < 1 || place.column < 1 || place.length < 1 || place.line > lines + 1 {
        throw FuzzFault("\(problem.message) points to \(place.line):\(place.column), of \(lines) lines")
      }
    }
    _ = DiagnosticPrinter().text(Diagnostics(problems))
  }

  private static func walk(_ node: YAMLNode, depth: Int) throws(FuzzFault) {
    if depth > 70 { throw FuzzFault("nested deeper than it may be") }
    if node.place.line < 1 || node.place.column < 1 { throw FuzzFault("a node has no place") }
    for child in node.sequence ?? [] { try walk(child, depth: depth + 1) }
    for pair in node.mapping ?? [] {
      try walk(pair.key, depth: depth + 1)
      try walk(pair.value, depth: depth + 1)
    }
  }
}
