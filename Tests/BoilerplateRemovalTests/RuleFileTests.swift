import FettleKit
import Testing

@testable import BoilerplateRemoval

@Suite("Rule files")
struct RuleFileTests {
  /// "line:column message" of each mistake.
  private func mistakes(_ text: String) -> [String] {
    do {
      _ = try RuleFile([UInt8](text.utf8), file: "house-rules.yaml")
      return []
    } catch {
      return error.all.map { "\($0.place?.line ?? 0):\($0.place?.column ?? 0) \($0.message)" }
    }
  }

  @Test("a user's own rule takes out what it names")
  func ownRule() throws {
    let page = try TestPage(
      "A title of some words\n\nBrought to you by the Library of Babel\n",
      rules: "class: house\nrules:\n  - name: house.library\n    phrases: [Brought to you by the Library of Babel]\n")
    #expect(page.rule(of: "Brought to you by the Library of Babel") == "house.library")
  }

  @Test("a misspelled key points at itself and names the nearest")
  func misspelled() throws {
    let text = "class: house\nrules:\n  - name: house.x\n    phrase: [a]\n"
    #expect(
      mistakes(text) == [
        "4:5 unknown key 'phrase' of a rule",
        "3:11 a rule needs 'phrases', 'patterns', 'starts' or 'contains'",
      ])
    do {
      _ = try RuleFile([UInt8](text.utf8), file: "house-rules.yaml")
    } catch {
      #expect(error.all.first?.suggestion == "phrases")
      #expect(error.all.first?.file == "house-rules.yaml")
    }
  }

  @Test("a pattern that can't be read points at the pattern")
  func brokenPattern() {
    #expect(
      mistakes("class: house\nrules:\n  - name: house.x\n    patterns:\n      - fine\n      - '(abc'\n") == [
        "6:9 this pattern can't be read: missing ): (abc"
      ])
  }

  @Test("an unknown position says which there are")
  func unknownPosition() {
    #expect(
      mistakes("class: house\nrules:\n  - name: house.x\n    phrases: [a]\n    where: befor-title\n") == [
        "5:12 unknown position 'befor-title'"
      ])
  }

  @Test("all mistakes of a file are told in one go")
  func several() {
    #expect(mistakes("rules:\n  - name: x\n").count == 1)
    #expect(mistakes("class: house\nrules:\n  - phrases: [a]\n  - name: b\n    prose: maybe\n").count == 3)
  }

  @Test("classes and rules can be left out")
  func without() throws {
    let stage = try BoilerplateStage(
      options: StageOptions(values: ["without": OptionValue(value: .array(["figure-crumbs"]))]))
    #expect(!stage.rules.rules.contains { $0.category == "figure-crumbs" })
    #expect(stage.rules.rules.contains { $0.category == "share" })
  }
}
