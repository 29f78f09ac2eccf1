import Foundation
import TestSupport
import Testing

@testable import Ingest

@Suite("Inputs lead to files")
struct InputFinderTests {
  let scratch: ScratchFolder

  init() throws {
    scratch = try ScratchFolder()
    for name in [
      "pages/b.txt", "pages/a.txt", "pages/B.txt", "pages/deep/er/c.txt", "pages/deep/d.md", "pages/.hidden.txt",
      "pages/.git/e.txt", "pages/a/f.txt", "pages/a-f.txt", "other/g.txt",
    ] {
      try scratch.write("x", to: name)
    }
  }

  private func find(_ patterns: String...) throws -> [String] {
    try InputFinder.find(patterns, in: scratch.path).map(\.path)
  }

  private func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: scratch.path + "/" + name, withDestinationPath: target)
  }

  @Test("a folder leads to everything below it but what is hidden, in the order of the paths' bytes")
  func folder() throws {
    let all = [
      "pages/B.txt", "pages/a-f.txt", "pages/a.txt", "pages/a/f.txt", "pages/b.txt", "pages/deep/d.md",
      "pages/deep/er/c.txt",
    ]
    #expect(try find("pages") == all)
    #expect(try find("pages/") == all)
    #expect(try find("./other/../pages") == all)
    #expect(try InputFinder.find([scratch.path + "/pages"]).map(\.path) == all)
  }

  @Test("a file is named as the user named it, without steps up and down")
  func file() throws {
    #expect(try find("pages/a.txt") == ["pages/a.txt"])
    #expect(try find("./pages/deep/../a.txt") == ["pages/a.txt"])
    #expect(
      try find("../\(URL(filePath: scratch.path).lastPathComponent)/other/g.txt").first?.hasSuffix("other/g.txt")
        == true)
    #expect(try InputFinder.find([scratch.path + "/pages/a.txt"]).map(\.path) == ["a.txt"])
  }

  @Test("a hidden file that is named is read")
  func hidden() throws {
    #expect(try find("pages/.hidden.txt") == ["pages/.hidden.txt"])
  }

  @Test(
    "a glob leads to the files that it matches",
    arguments: [
      ("pages/*.txt", ["pages/B.txt", "pages/a-f.txt", "pages/a.txt", "pages/b.txt"]),
      ("pages/?.txt", ["pages/B.txt", "pages/a.txt", "pages/b.txt"]),
      ("pages/[ab].txt", ["pages/a.txt", "pages/b.txt"]),
      ("pages/[!a].txt", ["pages/B.txt", "pages/b.txt"]),
      ("pages/[a-c]*", ["pages/a-f.txt", "pages/a.txt", "pages/b.txt"]),
      (
        "pages/**/*.txt",
        ["pages/B.txt", "pages/a-f.txt", "pages/a.txt", "pages/a/f.txt", "pages/b.txt", "pages/deep/er/c.txt"]
      ),
      ("pages/**/er/**", ["pages/deep/er/c.txt"]),
      ("pages/*/*", ["pages/a/f.txt", "pages/deep/d.md"]),
      ("./pages/./*.txt", ["pages/B.txt", "pages/a-f.txt", "pages/a.txt", "pages/b.txt"]),
    ])
  func globs(_ pattern: String, _ paths: [String]) throws {
    #expect(try find(pattern) == paths)
  }

  @Test("a file whose name looks like a glob can be named")
  func literalGlob() throws {
    try scratch.write("x", to: "pages/[a].txt")
    #expect(try find("pages/[a].txt") == ["pages/[a].txt"])
  }

  @Test("the same files come in the same order, however and however often they are named")
  func order() throws {
    let expected = try find("pages", "other/g.txt")
    #expect(try find("other/g.txt", "pages") == expected)
    #expect(
      try find("pages", "pages/a.txt", "other/g.txt", "pages/*.txt", "./pages/", "other/g.txt").count == expected.count)
    #expect(try find("-", "pages", "-").filter { $0 == "-" }.count == 1)
  }

  @Test("links that loop do no harm, links to folders aren't followed, links to files are")
  func links() throws {
    try link("pages/loop", to: ".")
    try link("pages/up", to: "..")
    try link("pages/self", to: "self")
    try link("pages/linked.txt", to: "../other/g.txt")
    let found = try find("pages")
    #expect(found.contains("pages/linked.txt"))
    #expect(found.contains("pages/self"))
    #expect(!found.contains { $0.hasPrefix("pages/loop") || $0.hasPrefix("pages/up") })
    #expect(try find("pages/**/c.txt") == ["pages/deep/er/c.txt"])
  }

  @Test("a file that is there under two names is read once")
  func linkedTwice() throws {
    try link("pages/again.txt", to: "a.txt")
    #expect(try find("pages/a.txt", "pages/again.txt") == ["pages/a.txt"])
  }

  @Test("a name that is no UTF-8 is written with %XX, and can be read and matched")
  func oddNames() throws {
    let name = Array(scratch.path.utf8) + Array("/pages/caf".utf8) + [0xE9] + Array(".txt".utf8)
    let descriptor = (name + [0]).withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { open($0.baseAddress!, O_CREAT | O_WRONLY, 0o644) }
    }
    try #require(descriptor >= 0)
    _ = "odd".withCString { write(descriptor, $0, 3) }
    close(descriptor)
    let file = try #require(try InputFinder.find(["pages/caf?.txt"], in: scratch.path).first)
    #expect(file.path == "pages/caf%E9.txt")
    #expect(try InputReader.read(file) == Array("odd".utf8))
    #expect(try find("pages").contains("pages/caf%E9.txt"))
  }

  @Test(
    "what leads nowhere is an error that names it",
    arguments: [
      ("nowhere", "no such file or folder"), ("nowhere/*.txt", "no file matches"), ("pages/*.pdf", "no file matches"),
      ("pages/a.txt\u{0}", "a name can't hold a zero byte"),
    ])
  func nothing(_ pattern: String, _ reason: String) {
    #expect(throws: InputError(pattern: pattern, reason: reason)) { try find("pages", pattern) }
  }

  @Test(
    "a folder that may not be read is there, so that its files aren't lost without a word",
    .enabled(if: geteuid() != 0, "runs as root"))
  func unreadableFolder() throws {
    chmod(scratch.path + "/pages/deep", 0)
    defer { chmod(scratch.path + "/pages/deep", 0o755) }
    let files = try InputFinder.find(["pages"], in: scratch.path)
    let folder = try #require(files.first { $0.path == "pages/deep" })
    let error = #expect(throws: IngestError.self) { try InputReader.read(folder) }
    #expect(error?.reason == "cannot be opened: permission denied")
  }
}

@Suite("Globs")
struct GlobTests {
  private func matches(_ pattern: String, _ path: String) -> Bool {
    let parts: (String) -> [[UInt8]] = { $0.split(separator: "/").map { Array($0.utf8) } }
    return Glob.matches(parts(pattern)[...], parts(path)[...])
  }

  @Test(
    "match as a shell's do",
    arguments: [
      ("*", "a.txt", true), ("*.txt", "a.txt.gz", false), ("a*b*c", "aXXbYYbc", true), ("**", "a/b/c", true),
      ("**/c", "c", true), ("a/**/c", "a/c", true), ("a/*/c", "a/c", false), ("[", "[", true), ("[]", "[]", true),
      ("[!]", "[!]", true), ("[a-]x", "-x", true), ("[^a]", "b", true), ("?", "", false), ("a**", "abc", true),
    ])
  func shell(_ pattern: String, _ path: String, _ isMatch: Bool) {
    #expect(matches(pattern, path) == isMatch)
  }

  @Test("take no time for patterns that are made to", .timeLimit(.minutes(1)))
  func hostile() {
    let name = [UInt8](repeating: UInt8(ascii: "a"), count: 4000)
    #expect(!Glob.matches(component: Array((String(repeating: "a*", count: 200) + "b").utf8), name))
    let deep = [[UInt8]](repeating: Array("a".utf8), count: 30)
    let pattern = [[UInt8]](repeating: Array("**".utf8), count: 30) + [Array("b".utf8)]
    #expect(!Glob.matches(pattern[...], deep[...]))
  }
}
