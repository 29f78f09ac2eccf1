import FettleKit

/// A stage for the tests: does what its option `mode` says, good or bad.
final class Counter: @unchecked Sendable {
  // Unchecked: that it isn't safe is what one of the modes is for.
  var count = 0
}

struct TroubledStage: Stage {
  static let manifest = StageManifest(
    name: "troubled", version: 7, summary: "Does what the tests want.",
    options: [
      OptionSpec(
        "mode", .choice(["good", "throws", "exchanges", "loses", "counts", "empties", "pretends"]), default: "good",
        help: "What it does."),
      OptionSpec("words", .file(or: []), help: "A file."),
      OptionSpec("many", .list(of: .integer(1...3)), help: "Numbers."),
    ],
    examples: [
      StageExample(
        "a paragraph in capitals", input: "The river was brown in spring, and nobody could say why.\n",
        outcome: [("/body/0/text", "THE RIVER WAS BROWN IN SPRING, AND NOBODY COULD SAY WHY.")])
    ])

  private let mode: String
  private let counter = Counter()

  init(options: StageOptions) throws(Diagnostics) {
    mode = options.string("mode")
    if let words = options["words"] {
      let bytes: [UInt8]
      do throws(Diagnostic) {
        bytes = try options.readFile(words.value.string ?? "")
      } catch { throw Diagnostics([error]) }
      if bytes.starts(with: "wrong".utf8) {
        throw Diagnostics([Diagnostic("these words are wrong", at: words.place)])
      }
    }
  }

  func process(_ document: inout Document, in context: StageContext) throws(StageError) {
    let isThree = document.blocks.first?.text.string.contains("number 3 ") == true
    for index in document.blocks.indices where document.blocks[index].isKept {
      document.rewrite(
        block: index, as: document.blocks[index].text.string.uppercased(), stage: "troubled", rule: "capitals")
    }
    guard isThree || mode == "counts" else { return }
    switch mode {
    case "throws": throw StageError(stage: "troubled", reason: "three is right out")
    case "exchanges": document = Document(paragraphs: ["Another page."])
    case "loses": document.blocks.removeLast()
    case "counts":
      counter.count += 1
      document.plugins["troubled"] = .number(Double(counter.count))
    case "empties": document.blocks[0].text.apply([TextEdit(0..<document.blocks[0].text.count, [])])
    case "pretends":
      document.blocks[0].outcome = .removed(Reason(category: "access", rule: "access.options", stage: "boilerplate"))
      document.count(stage: "cleanup", rule: "entities", by: 2)
    default: break
    }
  }
}

@_cdecl("fettle_stage")
public func stage() -> UnsafeMutableRawPointer {
  #if IMPURE
    StageLibrary.entry(TroubledStage.self, isPure: false)
  #else
    StageLibrary.entry(TroubledStage.self)
  #endif
}
