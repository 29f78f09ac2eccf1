import Containers
import Ingest
import FettleKit
import PipelineFile
import Testing

@testable import PipelineRunner

@Suite("Options of archives")
struct ContainerOptionsTests {
  private func options(_ input: String) throws -> ContainerOptions {
    let text = "fettle: 1\ninput:\n  paths: a\n\(input)\nstages: [keep]\n"
    let stages: [any Stage.Type] = [KeepingExport.self]
    let pipeline = try PipelineReader(stages: stages, checksInputs: false).read(
      Array(text.replacing("keep", with: "export").utf8), path: "test.yaml")
    return RunPlan(pipeline, inputs: []).containers
  }

  private struct KeepingExport: Stage {
    static let manifest = StageManifest(name: "export", version: 1, summary: "Writes nothing.")
    init(options: StageOptions) throws(Diagnostics) {}
    func process(_ document: inout Document, in context: StageContext) throws(StageError) {}
  }

  @Test("have the same defaults in a pipeline file and in a program")
  func defaults() throws {
    #expect(try options("") == ContainerOptions())
    #expect(try options("  fields: {}\n  records: {}\n  limits: {}") == ContainerOptions())
  }

  @Test("arrive where they are used")
  func all() throws {
    var expected = ContainerOptions()
    expected.fields.text = ["a", "b"]
    expected.fields.html = []
    expected.fields.url = ["u"]
    expected.fields.id = ["i"]
    expected.fields.date = ["d"]
    expected.records.mediaTypes = ["text/html"]
    expected.records.statuses = [200, 203]
    expected.records.checksDigests = false
    expected.limits.ratio = 9
    expected.limits.depth = 8
    expected.limits.entries = 7
    expected.limits.entryBytes = 6
    let read = try options(
      """
        fields: { text: [a, b], html: [], url: u, id: i, date: d }
        records: { media-types: Text/HTML, statuses: [200, 203], check-digests: no }
        limits: { ratio: 9, depth: 8, documents: 7, document-bytes: 6 }
      """)
    #expect(read == expected)
  }
}
