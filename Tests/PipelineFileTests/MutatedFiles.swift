import FettleKit
import PipelineFile
import TestSupport
import Testing

@Suite("Mutated pipeline files")
struct MutatedFiles {
  static let good = """
    fettle: 1                                # format version
    name: "journal articles – Ærø 統計"
    input: ['-']
    stages:
      - cleanup: &tidy
          quotes: keep
          hyphens: no
      - boilerplate:
          rules: [builtin]
          learn: { minimum-documents: 20, minimum-share: 0.3 }
      - cleanup: *tidy
      - structure
      - label:
          text: |
            several
              lines
          date: 2024-01-01
      - export:
          formats: [json, csl]
          <<: { indent: 2 }
    expect:
      removed-share: { at-most: 0.7 }
      fields: [title, DOI]

    """

  static let pieces =
    [
      "\t", "\n", "\r\n", "  ", "- ", ": ", "[", "]", "{", "}", "'", "\"", "#", "&a ", "*a", "|", ">", "%", "@", "!",
      "?", "---\n",
      "...\n", "\u{85}", "\u{2028}", "\u{FEFF}", "\0", "é", "🙂", "\\", ",", "<<: ", "x", "1", "\u{301}",
    ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xE2, 0x80], [0xF4, 0x90, 0x80, 0x80]]

  @Test("the file is good to begin with")
  func isGood() throws {
    _ = try PipelineReader(stages: testStages).read(Array(MutatedFiles.good.utf8), path: "good.yaml")
  }

  @Test("however a file is damaged, it is explained in time, and each place lies in the file", arguments: 0..<20)
  func mutations(seed: UInt64) {
    var numbers = SplitMix(seed: seed)
    let reader = PipelineReader(stages: testStages)
    let clock = ContinuousClock()
    for _ in 0..<150 {
      var bytes = Array(MutatedFiles.good.utf8)
      for _ in 0..<Int.random(in: 1...4, using: &numbers) { mutate(&bytes, &numbers) }
      var found: [Diagnostic] = []
      let time = clock.measure {
        do throws(Diagnostics) { _ = try reader.read(bytes, path: "good.yaml") } catch { found = error.all }
      }
      #expect(time < .seconds(5), "\(String(decoding: bytes, as: UTF8.self))")
      for diagnostic in found { check(diagnostic, bytes) }
      var last = 0
      for line in found.compactMap({ $0.place?.line }) {
        #expect(line >= last, "sorted by place")
        last = line
      }
    }
  }

  private func mutate(_ bytes: inout [UInt8], _ numbers: inout SplitMix) {
    guard !bytes.isEmpty else { return }
    let at = Int.random(in: 0..<bytes.count, using: &numbers)
    let end = min(bytes.count, at + Int.random(in: 1...12, using: &numbers))
    switch Int.random(in: 0..<5, using: &numbers) {
    case 0: bytes.removeSubrange(at..<end)
    case 1: bytes.insert(contentsOf: MutatedFiles.pieces.randomElement(using: &numbers)!, at: at)
    case 2: bytes.replaceSubrange(at..<end, with: MutatedFiles.pieces.randomElement(using: &numbers)!)
    case 3: bytes.insert(contentsOf: bytes[at..<end], at: Int.random(in: 0...bytes.count, using: &numbers))
    default: bytes.removeLast(bytes.count - at)
    }
  }

  private func check(_ diagnostic: Diagnostic, _ bytes: [UInt8]) {
    guard let place = diagnostic.place else {
      #expect(diagnostic.file == "good.yaml")
      return
    }
    // Lines as an editor counts them; columns with each ill-formed part as one character.
    var lines = [0]
    var index = 0
    while index < bytes.count {
      if bytes[index] == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { index += 1 }
      if bytes[index] == 0x0A || bytes[index] == 0x0D {
        lines.append(0)
      } else {
        lines[lines.count - 1] += 1
      }
      index += 1
    }
    #expect(place.line >= 1 && place.line <= lines.count, "\(diagnostic)")
    guard place.line >= 1, place.line <= lines.count else { return }
    #expect(place.column >= 1 && place.column <= lines[place.line - 1] + 1, "\(diagnostic)")
    let shown = diagnostic.sourceLine?.unicodeScalars.count
    #expect(shown != nil, "\(diagnostic)")
    #expect(place.column <= (shown ?? 0) + 1, "\(diagnostic)")
    #expect(place.length >= 1, "\(diagnostic)")
    #expect(!DiagnosticPrinter().text(diagnostic).isEmpty)
  }
}
