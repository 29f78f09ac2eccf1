import FettleKit
import FettleText
import PipelineFile
import YAMLTree

/// Stages with every type of option, which do nothing.
let testStages: [any Stage.Type] = [Cleanup.self, Boilerplate.self, Structure.self, Label.self, Export.self]

struct Cleanup: Stage {
  static let manifest = StageManifest(
    name: "cleanup", version: 3, summary: "Mends what scraping does to text.",
    discussion: "White space, ligatures and the like.\n\nNothing is lost.",
    options: [
      OptionSpec("quotes", .choice(["keep", "straight"]), default: "keep", help: "What becomes of curly quotes."),
      OptionSpec("hyphens", .boolean, default: true, help: "Whether words broken at a line's end are joined."),
      OptionSpec("columns", .integer(20...400), default: 80, help: "How wide wrapped lines are at most."),
    ],
    rules: [
      RuleSpec("ligature", "A ligature as its letters."), RuleSpec("no-break-space", "A space that breaks."),
    ],
    examples: [
      StageExample(
        "A ligature becomes its letters.", options: ["quotes": "keep"], input: "ﬁrst\n",
        outcome: [("/body/0/text", "first"), ("/body/1", nil)])
    ])

  init(options: StageOptions) {}
  func process(_ document: inout Document, in context: StageContext) {}
}

/// Reads its rule files, as the real one does.
struct Boilerplate: Stage {
  static let manifest = StageManifest(
    name: "boilerplate", version: 1, summary: "Takes out what isn't the article.",
    options: [
      OptionSpec(
        "rules", .list(of: .file(or: ["builtin"])), default: ["builtin"], help: "Rule files; 'builtin' stands for ours."
      ),
      OptionSpec(
        "learn",
        .map([
          OptionSpec("minimum-documents", .integer(2...1_000_000), default: 20, help: "How many at least."),
          OptionSpec("minimum-share", .number(0...1), isRequired: true, help: "In which share of them."),
        ]), help: "Learns what is repeated."),
    ])

  let classes: [String]

  init(options: StageOptions) throws(Diagnostics) {
    var classes: [String] = []
    var problems: [Diagnostic] = []
    for path in options.strings("rules") where path != "builtin" {
      do throws(Diagnostics) {
        let bytes: [UInt8]
        do throws(Diagnostic) { bytes = try options.readFile(path) } catch { throw Diagnostics([error]) }
        let root = try YAMLTree.parse(bytes, file: path)
        for rule in root["rules"]?.sequence ?? [] {
          for pair in rule.mapping ?? [] {
            switch pair.name {
            case "name": break
            case "class":
              let known = ["access", "share"]
              let name = pair.value.scalar?.text ?? ""
              if known.contains(name) {
                classes.append(name)
              } else {
                problems.append(
                  pair.value.diagnostic("unknown class '\(name)'", suggestion: NearestName.find(name, among: known)))
              }
            default:
              // Without its line: the reader puts it there.
              problems.append(Diagnostic("unknown key '\(pair.name)'", at: pair.key.place))
            }
          }
        }
      } catch {
        problems += error.all
      }
    }
    if !problems.isEmpty { throw Diagnostics(problems) }
    self.classes = classes
  }

  func process(_ document: inout Document, in context: StageContext) {}
}

struct Structure: Stage {
  static let manifest = StageManifest(name: "structure", version: 1, summary: "Finds title and headings.")

  init(options: StageOptions) {}
  func process(_ document: inout Document, in context: StageContext) {}
}

struct Label: Stage {
  static let manifest = StageManifest(
    name: "label", version: 1, summary: "Puts a label on each record.",
    options: [
      OptionSpec("text", .string, isRequired: true, help: "What it says."),
      OptionSpec("date", .string, help: "When, in any form."),
    ])

  let text: String
  let date: String

  init(options: StageOptions) {
    text = options.string("text")
    date = options.string("date")
  }

  func process(_ document: inout Document, in context: StageContext) {}
}

struct Export: Stage {
  static let manifest = StageManifest(
    name: "export", version: 1, summary: "Writes each record.",
    options: [
      OptionSpec("formats", .list(of: .choice(["json", "csl"])), default: ["json"], help: "What is written."),
      OptionSpec("indent", .integer(0...8), default: 0, help: "Spaces of each level."),
    ])

  init(options: StageOptions) {}
  func process(_ document: inout Document, in context: StageContext) {}
}
