import FettleKit
import Foundation
import PipelineFile
import Testing

/// What no golden file can stand for: files that are too large, no files at all, bombs that must be refused in time.
@Suite("Pipeline files that can't be read")
struct UnreadableFiles {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "fettle-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func explanation(of bytes: [UInt8]) throws -> String {
    let file = folder.appending(path: "pipeline.yaml")
    try Data(bytes).write(to: file)
    return try explanation(ofPath: file.path)
  }

  private func explanation(ofPath path: String) throws -> String {
    defer { try? FileManager.default.removeItem(at: folder) }
    do throws(Diagnostics) {
      _ = try PipelineReader(stages: testStages).read(path: path)
      return "nothing is wrong\n"
    } catch {
      return DiagnosticPrinter().text(error).replacingOccurrences(of: folder.path + "/", with: "")
    }
  }

  @Test("a file of 2 MiB is refused before it is read")
  func tooLarge() throws {
    let text = try explanation(of: Array(repeating: UInt8(ascii: "#"), count: 2 << 20))
    #expect(text == "pipeline.yaml: error: the file is larger than 1 MiB\n  expected: a file that a person wrote\n")
  }

  @Test("a folder is no file")
  func aFolder() throws {
    let text = try explanation(ofPath: folder.path)
    #expect(text == "\(folder.path): error: this is a folder\n  expected: a file\n")
  }

  @Test("a missing file is said to be missing")
  func missing() throws {
    let text = try explanation(ofPath: folder.appending(path: "none.yaml").path)
    #expect(text == "none.yaml: error: no such file\n")
  }

  @Test("a pipe is not waited for")
  func aPipe() throws {
    let path = folder.appending(path: "pipe.yaml").path
    try #require(mkfifo(path, 0o600) == 0)
    let text = try explanation(ofPath: path)
    #expect(text == "pipe.yaml: error: this is no regular file\n  expected: a file\n")
  }

  @Test("a picture is no text")
  func aPicture() throws {
    let text = try explanation(of: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D])
    #expect(text == "pipeline.yaml: error: the file is no text\n  expected: YAML in UTF-8\n")
  }

  /// A short text, over and over.
  struct Bomb: Sendable, CustomTestStringConvertible {
    var head = ""
    var part: String
    var count: Int
    var tail = ""
    var testDescription: String { "\(head)\(part) × \(count)" }
    var bytes: [UInt8] { Array((head + String(repeating: part, count: count) + tail).utf8) }
  }

  @Test(
    "bombs are refused in time",
    arguments: [
      Bomb(part: "[", count: 200_000), Bomb(part: "{", count: 200_000), Bomb(part: "- ", count: 200_000),
      Bomb(part: "? ", count: 200_000), Bomb(head: "a: ", part: "{a: ", count: 200_000),
      Bomb(head: "a: [", part: "*b, ", count: 200_000), Bomb(part: "&a ", count: 200_000),
      Bomb(head: "\"", part: "a\n", count: 400_000), Bomb(part: "\u{FEFF}", count: 300_000),
      Bomb(part: "a: b: c\n", count: 100_000), Bomb(part: "\t- a\n", count: 200_000), Bomb(part: "'", count: 1_000_000),
      Bomb(part: "a\n", count: 500_000), Bomb(part: "? a\n", count: 200_000), Bomb(part: "!a ", count: 300_000),
      Bomb(part: "%TAG ! a\n", count: 100_000), Bomb(head: "a: |\n", part: " a\n", count: 300_000),
      Bomb(part: "- ? - ", count: 100_000), Bomb(head: "x: &x a\ny: [", part: "*x,", count: 300_000, tail: "]"),
      Bomb(part: "a: &a {b: c}\n", count: 70_000), Bomb(part: "a", count: 1_000_000),
      Bomb(part: "é: é\n", count: 150_000),
    ])
  func bombs(bomb: Bomb) throws {
    let clock = ContinuousClock()
    var seen = ""
    let time = try clock.measure { seen = try explanation(of: bomb.bytes) }
    #expect(seen.contains("error: "))
    #expect(time < .seconds(3), "\(time)")
  }
}
