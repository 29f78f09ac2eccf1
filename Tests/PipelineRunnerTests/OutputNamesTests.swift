import Ingest
import TestSupport
import Testing

@testable import PipelineRunner

@Suite("Names of output files")
struct OutputNamesTests {
  private func names(_ paths: [String]) -> [String] {
    OutputNames.names(for: paths.map { InputFile(path: $0, location: Array($0.utf8)) })
  }

  @Test("follow the input's path, without its ending")
  func plain() {
    #expect(names(["a.txt", "folder/b.c.txt", "-", "noending"]) == ["a", "folder/b.c", "standard-input", "noending"])
  }

  @Test("keep the ending where two would be the same without it")
  func endings() {
    #expect(names(["a.txt", "a.md", "b.txt"]) == ["a.txt", "a.md", "b"])
  }

  @Test("hold nothing that leads out of the folder or that a file system refuses")
  func unsafe() {
    let made = names(["../../etc/passwd", "/abs/x.txt", "a:b?.txt", ".hidden", "-rf.txt", "a/../b.txt", "tab\there"])
    #expect(made == ["etc/passwd", "abs/x", "a_b_", "_hidden", "_rf", "a/b", "tab_here"])
  }

  @Test("are short enough for a file system, and still different")
  func long() {
    let long = String(repeating: "é", count: 150)
    let made = names([long + "1.txt", long + "2.txt"])
    #expect(Set(made).count == 2)
    for name in made { #expect(name.utf8.count <= 200) }
  }

  @Test("are different for every input, on file systems without letter case too")
  func different() {
    let paths = [
      "a.txt", "A.txt", "a.TXT", "a", "a.md", "a:.txt", "a?.txt", "a_.txt", "x/a.json/b.txt", "x/a.txt", "x/a.json",
      "a.txt", "x/b", "x//b", "./x/b",
    ]
    #expect(Set(names(paths).map { $0.lowercased() }).count == paths.count)
  }

  @Test("depend on the paths, not on their order")
  func order() {
    var random = SplitMix(seed: 3)
    let paths = (0..<300).map { "f\($0 % 90)/A\($0 % 7).\($0 % 3)" }
    let unique = Array(Set(paths)).sorted()
    let first = Dictionary(uniqueKeysWithValues: zip(unique, names(unique)))
    let shuffled = unique.shuffled(using: &random)
    #expect(Dictionary(uniqueKeysWithValues: zip(shuffled, names(shuffled))) == first)
  }
}
