import CanonicalJSON
import FettleKit
import Foundation
import TestSupport
import Testing

/// The samples through the pipeline that the README runs, compared with the records beside them. With
/// FETTLE_RECORD_GOLDENS=1 in the environment the records are written anew; read what changed before it is committed.
@Suite("The samples' records", .enabled(if: Program.isBuilt, "the program isn't built"))
struct SampleRecordTests {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  @Test("each sample gives the record that stands in Samples/records")
  func records() throws {
    let scratch = try ScratchFolder()
    let root = SampleRecordTests.root
    let outcome = try Program.run(
      ["run", root.appending(path: "Pipelines/journal-articles.yaml").path, "--output", scratch.path + "/out"],
      in: scratch.path)
    #expect(outcome.code == 0, "\(outcome.errors)")
    let articles = scratch.path + "/out/articles"
    let names = try FileManager.default.subpathsOfDirectory(atPath: articles).filter { $0.hasSuffix(".json") }.sorted()
    #expect(names.count >= 12)
    let goldens = root.appending(path: "Samples/records")
    var expected = Set((try? FileManager.default.contentsOfDirectory(atPath: goldens.path)) ?? [])
    for name in names {
      let bytes = [UInt8](try Data(contentsOf: URL(filePath: articles + "/" + name)))
      let got = ReadableJSON.text(try JSONReader.read(bytes))
      let file = goldens.appending(path: (name as NSString).lastPathComponent)
      if ProcessInfo.processInfo.environment["FETTLE_RECORD_GOLDENS"] == "1" {
        try FileManager.default.createDirectory(at: goldens, withIntermediateDirectories: true)
        try Data(got.utf8).write(to: file)
      }
      expected.remove(file.lastPathComponent)
      let want = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
      if got != want {
        let difference = firstDifference(want, got)
        Issue.record("\(name) differs from its record: \(difference)")
      }
    }
    expected = expected.filter { $0.hasSuffix(".json") }
    #expect(expected.isEmpty, "records without a sample: \(expected.sorted())")
  }

  private func firstDifference(_ want: String, _ got: String) -> String {
    let wanted = want.split(separator: "\n", omittingEmptySubsequences: false)
    let given = got.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, pair) in zip(wanted, given).enumerated() where pair.0 != pair.1 {
      return "line \(index + 1): expected \(pair.0.prefix(200)), got \(pair.1.prefix(200))"
    }
    return "expected \(wanted.count) lines, got \(given.count)"
  }
}
