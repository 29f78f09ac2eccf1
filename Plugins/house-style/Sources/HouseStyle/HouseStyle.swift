import FettleKit

/// Spells words as a house does.
struct HouseStyle: Stage {
  static let manifest = StageManifest(
    name: "house-style",
    version: 1,
    summary: "Spells words as a house does.",
    options: [
      OptionSpec(
        "spellings", .file(or: []), isRequired: true,
        help: "A list of words: as others spell them, '=', and as the house does, on a line each.")
    ],
    rules: [RuleSpec("spelling", "A word is spelled as the house does.")])

  private let spelling: Spelling

  init(options: StageOptions) throws(Diagnostics) {
    let path = options.string("spellings")
    let list: [UInt8]
    do throws(Diagnostic) {
      list = try options.readFile(path)
    } catch {
      throw Diagnostics([error])
    }
    spelling = try Spelling(list, file: path)
  }

  func process(_ document: inout Document, in context: StageContext) throws(StageError) {
    var count = 0
    for index in document.blocks.indices where document.blocks[index].isKept {
      let edits = spelling.edits(in: document.blocks[index].text.bytes)
      document.blocks[index].text.apply(edits)
      count += edits.count
    }
    document.count(stage: "house-style", rule: "spelling", by: count)
  }
}

/// What Fettle calls once it has loaded the library.
@_cdecl("fettle_stage")
public func stage() -> UnsafeMutableRawPointer { StageLibrary.entry(HouseStyle.self) }
