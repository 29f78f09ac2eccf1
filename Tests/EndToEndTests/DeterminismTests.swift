import Foundation
import TestSupport
import Testing

@Suite("Same in, same out", .enabled(if: Program.isBuilt, "the program isn't built"))
struct DeterminismTests {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  @Test("workers, order of inputs, time zone, locale and hash seed change no byte of the output")
  func sameBytes() throws {
    let scratch = try ScratchFolder()
    let samples = DeterminismTests.root.appending(path: "Samples/articles").path
    let files = try FileManager.default.contentsOfDirectory(atPath: samples).filter { $0.hasSuffix(".txt") }.sorted()
      .map { samples + "/" + $0 }
    let pipeline = DeterminismTests.root.appending(path: "Pipelines/journal-articles.yaml").path
    let variants: [(arguments: [String], environment: [String: String])] = [
      (files + ["--jobs", "1"], [:]),
      (files.reversed() + ["--jobs", "2"], ["TZ": "Pacific/Chatham", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"]),
      (
        Array(files.dropFirst(7) + files.prefix(7)) + ["--jobs", "8"],
        ["TZ": "UTC", "LANG": "C", "SWIFT_DETERMINISTIC_HASHING": "1"]
      ),
    ]
    var first: [String: Data] = [:]
    for (index, variant) in variants.enumerated() {
      let output = scratch.path + "/out\(index)"
      let outcome = try Program.run(
        ["run", pipeline] + variant.arguments + ["--output", output], in: scratch.path, environment: variant.environment
      )
      #expect(outcome.code == 0, "\(outcome.errors)")
      var files: [String: Data] = [:]
      for name in try FileManager.default.subpathsOfDirectory(atPath: output)
      where name != "run.json" && name != ".receipts" {
        files[name] = FileManager.default.contents(atPath: output + "/" + name)
      }
      if index == 0 { first = files } else { #expect(files == first, "run \(index) differs from the first") }
    }
  }
}
