import BoilerplateRemoval
import FettleKit
import Ingest
import ScrapeCleanup

// block-features FILE…: what the classifier of blocks sees, a line a block: the file, the rule that removes the block or
// "-", zone, "title" or "-", "open" where the classifier may decide, the features, the text; tabs between.

/// Prints all blocks of a file.
func show(_ path: String, _ cleanup: CleanupStage, _ boilerplate: BoilerplateStage, _ context: StageContext) throws {
  let file = InputFile(path: path, location: Array(path.utf8))
  var document = try Ingest.document(bytes: try InputReader.read(file), path: path)
  try cleanup.process(&document, in: context)
  let blocks = boilerplate.examine(&document, in: context)
  for (index, block) in blocks.enumerated() {
    let text = document.blocks[index].text.string.replacing("\t", with: " ").replacing("\n", with: " ")
    print(
      path, block.rule.isEmpty ? "-" : block.rule, block.zone, block.isTitle ? "title" : "-",
      block.isOpen ? "open" : "-", block.values.map(String.init).joined(separator: " "), text, separator: "\t")
  }
}

let context = StageContext()
let cleanup = try CleanupStage(options: StageOptions(values: [:]))
let boilerplate = try BoilerplateStage(options: StageOptions(values: [:]))
print("#", BoilerplateStage.featureNames.joined(separator: " "))
for path in CommandLine.arguments.dropFirst() { try show(path, cleanup, boilerplate, context) }
