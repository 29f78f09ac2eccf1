import CanonicalJSON
import FettleKit
import Foundation
import TestSupport
import Testing

@Suite("Promise 4: one bad document is one bad document", .enabled(if: Program.isBuilt, "the program isn't built"))
struct HostileInputTests {
  let scratch: ScratchFolder

  init() throws {
    scratch = try ScratchFolder()
    try scratch.write("fettle: 1\ninput: [in]\nstages: [export]\n", to: "plain.yaml")
  }

  @Test("each of them is a record or in quarantine; nothing hangs, and the good one is done", .timeLimit(.minutes(1)))
  func hostile() throws {
    try scratch.write("A good page.\n", to: "in/good.txt")
    try scratch.write("", to: "in/empty.txt")
    try scratch.write(" \n\t\u{A0}\n", to: "in/space.txt")
    try scratch.write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13], to: "in/image.png")
    try scratch.write([0x61, 0, 0x62, 0, 0, 0x63, 0x0A], to: "in/nuls.txt")
    try scratch.write([0x62, 0x61, 0x64, 0x20, 0xFF, 0xC3, 0x28, 0x20, 0x74, 0x65, 0x78, 0x74], to: "in/invalid.txt")
    try scratch.write([0xFF, 0xFE] + "wide text".utf8.flatMap { [$0, 0] }, to: "in/utf16.txt")
    try scratch.write([UInt8](repeating: 0x78, count: 70 << 20), to: "in/line.txt")
    try scratch.write(
      "One line of a million words. ".padding(toLength: 8 << 20, withPad: "word ", startingAt: 0), to: "in/long.txt")
    try scratch.write("Same name.\n", to: "in/good.md")
    mkfifo(scratch.path + "/in/pipe.txt", 0o644)
    symlink("loop.txt", scratch.path + "/in/loop.txt")
    symlink(".", scratch.path + "/in/loop")
    symlink("/nowhere/at/all", scratch.path + "/in/gone.txt")

    let outcome = try Program.run(["run", "plain.yaml", "-o", "out"], in: scratch.path)
    #expect(outcome.code == 2)
    let articles = try scratch.contents(of: "out/articles").keys.sorted()
    let quarantine = try scratch.contents(of: "out/quarantine").keys.filter { $0.hasSuffix(".json") }.sorted()
    #expect(articles.contains("in/good.txt.json") && articles.contains("in/good.md.json"))
    for name in ["in/utf16.json", "in/invalid.json", "in/long.json"] { #expect(articles.contains(name)) }
    for name in ["empty", "space", "image", "nuls", "line", "pipe", "loop", "gone"] {
      #expect(quarantine.contains("in/\(name).json"), "\(name)")
    }
    #expect(articles.count + quarantine.count == 13)
    for name in quarantine {
      let note = try JSONReader.read(Array(try scratch.text(of: "out/quarantine/" + name).utf8))
      #expect(note["reason"]?.string?.isEmpty == false)
      #expect(note["stage"] == "input" || note["stage"] == "ingest")
    }
    for name in articles { _ = try JSONReader.read(Array(try scratch.text(of: "out/articles/" + name).utf8)) }
  }

  @Test("ten thousand tiny files are ten thousand records", .timeLimit(.minutes(2)))
  func tiny() throws {
    for index in 0..<10_000 { try scratch.write("Page \(index).\n", to: "in/\(index).txt") }
    #expect(try Program.run(["run", "plain.yaml", "-o", "out"], in: scratch.path).code == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path + "/out/articles/in").count == 10_000)
  }
}
