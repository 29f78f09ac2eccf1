import Foundation
import TestSupport
import Testing

@Suite("fettle references", .enabled(if: Program.isBuilt, "the program isn't built"))
struct ReferencesCommandTests {
  let scratch: ScratchFolder

  private let strings = """
    [6] Wang, Y. et al. Nat. Med. 18, 385–387 (2012). CAS Google Scholar

    Hodgkin, A.L. & Huxley, A.F. J. Physiol. 117, 500–544 (1952).

    """

  init() throws {
    scratch = try ScratchFolder()
    try scratch.write(strings, to: "strings.txt")
    try scratch.write("Naturheilkunde und Medizin;Nat. Med.\n", to: "house.csv")
    try scratch.write("Journal of Gates;J. Gates\nJournal of Doors\n", to: "broken.csv")
  }

  private func fettle(_ arguments: String..., input: String? = nil) throws -> Program.Outcome {
    try Program.run(["references"] + arguments, in: scratch.path, input: input)
  }

  @Test("a line in is a line out, in order, from a file and from a pipe")
  func lines() throws {
    let outcome = try fettle("strings.txt")
    #expect(outcome.code == 0)
    let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 4)
    #expect(lines[0].contains("\"volume\":\"18\"") && lines[1] == "{}" && lines[2].contains("\"volume\":\"117\""))
    #expect(try fettle(input: strings).output == outcome.output)
    #expect(try fettle(input: String(strings.dropLast(1))).output == outcome.output)
    #expect(
      try fettle(input: strings.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n"))
        .output == outcome.output)
  }

  @Test("the same references as BibTeX and as RIS")
  func formats() throws {
    let bibtex = try fettle("strings.txt", "--format", "bibtex").output
    #expect(bibtex.hasPrefix("@article{wang2012,\n  author = {Wang, Y. and others},\n  journal = {Nature Medicine},\n"))
    #expect(bibtex.contains("\n}\n\n@article{hodgkin1952,\n"))
    let ris = try fettle("strings.txt", "--format", "ris").output
    #expect(ris.hasPrefix("TY  - JOUR\r\nAU  - Wang, Y.\r\nT2  - Nature Medicine\r\n"))
    #expect(ris.contains("\r\nER  - \r\nTY  - JOUR\r\n") && ris.hasSuffix("ER  - \r\n"))
  }

  @Test("confidences stand under the one key that CSL-JSON has for them")
  func confidence() throws {
    let plain = try fettle("strings.txt").output.split(separator: "\n")
    let sure = try fettle("strings.txt", "--confidence").output.split(separator: "\n")
    for (line, other) in zip(plain, sure) {
      var item = try #require(
        try JSONSerialization.jsonObject(with: Data(other.utf8)) as? NSDictionary as? [String: Any])
      let custom = item.removeValue(forKey: "custom") as? [String: Any]
      let all = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? NSDictionary)
      #expect(NSDictionary(dictionary: item) == all)
      if line == "{}" { continue }
      let confidences = try #require(custom?["confidence"] as? [String: Double])
      #expect(confidences["reference"] != nil && confidences["volume"] != nil)
      #expect(confidences.values.allSatisfy { (0...1).contains($0) })
    }
  }

  @Test("--explain shows each string with its labels; without colour no escape reaches the terminal")
  func explain() throws {
    let shown = try fettle("strings.txt", "--explain", "--width", "100").output
    #expect(shown.contains("┬") && shown.contains("author") && shown.contains("journal") && shown.contains(" %"))
    #expect(!shown.contains("\u{1B}"))
    #expect(shown.hasPrefix("1  [6] Wang, Y. et al. Nat. Med. 18") && shown.contains("\n3  Hodgkin"))
    #expect(try fettle("strings.txt", "--explain", "--color", "always").output.contains("\u{1B}[36m"))
    #expect(try fettle("strings.txt", "--explain", "--parser", "rules").output.contains("container-title"))
  }

  @Test("lists of journals count before the built-in table")
  func journals() throws {
    #expect(
      try fettle("strings.txt", "--journals", "house.csv").output.contains(
        "\"container-title\":\"Naturheilkunde und Medizin\""))
    let outcome = try fettle(
      "strings.txt", "--journals", "house.csv", "--journals", "broken.csv", "--journals", "none.csv")
    #expect(outcome.code == 1)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("broken.csv:2:1: error: the line has no abbreviation"))
    #expect(outcome.errors.contains("none.csv: error: no such file"))
  }

  @Test(
    "options that don't go together are said so",
    arguments: [
      ["--format", "bib"], ["--confidence", "--format", "ris"], ["--explain", "--format", "bibtex"],
      ["--parser", "magic"], ["none.txt"],
    ])
  func mistakes(arguments: [String]) throws {
    let outcome = try Program.run(["references"] + arguments, in: scratch.path, input: "")
    #expect(outcome.code == 1)
    #expect(outcome.output.isEmpty && !outcome.errors.isEmpty)
  }

  @Test("hostile strings give an answer in every format")
  func hostile() throws {
    let strings = [
      String(repeating: "Wang, Y., ", count: 10_000) + "Nat. Med. 18, 1 (2012).",
      String(repeating: "x", count: 1_000_000),
      String(repeating: ".,;:()[]{}", count: 1000), "\u{1}\u{2}\u{7F}\u{1B}[0m",
      "\u{202E}ابجد 漢字 ᚠᛇᚻ \u{1F469}\u{200D}\u{1F52C}",
    ]
    try scratch.write(strings.joined(separator: "\n") + "\n", to: "hostile.txt")
    #expect(try fettle("hostile.txt").output.split(separator: "\n").count == strings.count)
    #expect(try fettle("hostile.txt", "--confidence").code == 0)
    let bibtex = try fettle("hostile.txt", "--format", "bibtex").output
    #expect(bibtex.utf8.count { $0 == 0x7B } == bibtex.utf8.count { $0 == 0x7D })
    let ris = try fettle("hostile.txt", "--format", "ris").output
    #expect(ris.split(separator: "\r\n").allSatisfy { $0.dropFirst(2).hasPrefix("  - ") })
    let shown = try fettle("hostile.txt", "--explain", "--width", "80")
    #expect(shown.code == 0 && !shown.output.contains("\u{1B}"))
  }

  @Test(
    "a pipeline's lists of journals are read from beside it, are in its account, and are shown where they are broken")
  func pipeline() throws {
    let pipeline =
      "fettle: 1\nname: p\ninput: [page.txt]\nstages:\n  - references: { journals: LIST }\n  - export: { formats: [json, bibtex, ris] }\n"
    let page =
      "A study\n\nReferences\n\n1. Wang, Y. et al. Nat. Med. 18, 385–387 (2012).\n\n2. Moon, A. Nat. Med. 3, 1–9 (1999).\n"
    try scratch.write(page, to: "folder/page.txt")
    try scratch.write("Naturheilkunde und Medizin;Nat. Med.\n", to: "folder/house.csv")
    try scratch.write("A;B\nC\n", to: "folder/broken.csv")
    func named(_ list: String) -> String { pipeline.split(separator: "LIST", maxSplits: 1).joined(separator: list) }
    try scratch.write(named("house.csv"), to: "folder/p.yaml")
    #expect(try Program.run(["run", "folder/p.yaml", "-o", "out", "--quiet"], in: scratch.path).code == 0)
    #expect(try scratch.text(of: "out/articles/page.json").contains("Naturheilkunde und Medizin"))
    #expect(try scratch.text(of: "out/bibtex/page.bib").contains("@article{moon1999,"))
    #expect(try scratch.text(of: "out/ris/page.ris").contains("T2  - Naturheilkunde und Medizin\r\n"))
    #expect(try scratch.text(of: "out/manifest.json").contains("house.csv"))
    for (list, said) in [
      ("broken.csv", "broken.csv:2:1: error: the line has no abbreviation"), ("hause.csv", "did you mean 'house.csv'?"),
    ] {
      try scratch.write(named(list), to: "folder/p.yaml")
      let outcome = try Program.run(["check", "folder/p.yaml"], in: scratch.path)
      #expect(outcome.code == 1)
      #expect(outcome.errors.contains(said), "\(outcome.errors)")
    }
  }
}
