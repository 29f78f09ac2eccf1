import FettleKit
import Testing

@testable import BoilerplateRemoval

@Suite("The classifier of blocks")
struct BlockClassifierTests {
  private static func values(_ set: [String: Int16]) -> [Int16] {
    BlockFeatures.names.map { set[$0] ?? 0 }
  }

  @Test("the trees that come with the stage can be read")
  func builtin() throws {
    let trees = try #require(BlockClassifier.builtin)
    let few = trees.score(Self.values([:]))
    let many = trees.score(Self.values(["tool-words": 100, "tool-word-count": 4, "removed-4-before": 4]))
    #expect(few != many)
  }

  @Test("a tree's answers are the bits of a leaf's number, the first question's the lowest")
  func trees() throws {
    let text = """
      # two trees
      bias -100
      threshold 5
      words<=3 commas<=0 : 1 20 300 4000
      words<=9 : 0 50000
      """
    let trees = try #require(BlockClassifier(text))
    #expect(trees.score(Self.values(["words": 3])) == -99)
    #expect(trees.score(Self.values(["words": 4])) == -80)
    #expect(trees.score(Self.values(["words": 3, "commas": 1])) == 200)
    #expect(trees.score(Self.values(["words": 10, "commas": 1])) == 53_900)
  }

  @Test(
    "a file with a mistake is no classifier",
    arguments: [
      "bias 1", "bias 1\nthreshold 1\nwords<=3 : 1", "bias 1\nthreshold 1\nwoods<=3 : 1 2",
      "bias 1\nthreshold 1\nwords<=3 1 2", "bias 1\nthreshold 1\nwords<3 : 1 2", "bias x\nthreshold 1",
    ])
  func mistakes(text: String) { #expect(BlockClassifier(text) == nil) }

  @Test("scores become percents")
  func percents() {
    #expect(BlockClassifier.percent(0) == 50)
    #expect(BlockClassifier.percent(-39) == 49)
    #expect(BlockClassifier.percent(1800) == 85)
    #expect(BlockClassifier.percent(5000) == 99)
    #expect(BlockClassifier.percent(-6000) == 0)
  }

  @Test("what it takes out says how sure it was; names, dates and prose aren't for it to decide, however sure it is")
  func tool() throws {
    var document = try TestPage(Self.page, in: nil).document
    let stage = try BoilerplateStage(options: StageOptions())
    var page = stage.applyRules(&document, in: StageContext())
    let before = page.facts.map(\.verdict)
    try #require(BlockClassifier("bias 1800\nthreshold 0")).apply(to: &page)
    var taken: [String: String] = [:]
    for (index, fact) in page.facts.enumerated() where fact.verdict != before[index] {
      taken[document.blocks[index].text.string] = stage.rules.reasons[Int(fact.verdict)].rule
    }
    #expect(taken["Zotero export manager menu options"] == "classifier.85")
    let article = ["Ada Example", "Ben Sample", "Received 3 May 2020"]
    #expect(article.allSatisfy { taken[$0] == nil })
    #expect(taken.keys.allSatisfy { $0.utf8.count < 80 })
  }

  @Test("it can be left out")
  func without() throws {
    let stage = try BoilerplateStage(
      options: StageOptions(values: ["without": OptionValue(value: .array(["classifier"]))]))
    #expect(stage.rules.classifier == nil)
    #expect(try BoilerplateStage(options: StageOptions()).rules.classifier != nil)
  }

  @Test("each block has as many features as there are names")
  func features() throws {
    var document = try TestPage(PositionTests.page, in: nil).document
    let blocks = try BoilerplateStage(options: StageOptions()).examine(&document, in: StageContext())
    #expect(blocks.count == document.blocks.count)
    #expect(blocks.allSatisfy { $0.values.count == BlockFeatures.count })
  }

  private static let page = """
    Skip to main content
    Sign in
    Invented measures of an invented thing in forty places
    Ada Example
    Ben Sample
    Share on Facebook
    Zotero export manager menu options
    Download citation
    Received 3 May 2020
    Abstract
    We measured an invented thing in forty places with three instruments and found, to nobody's surprise, that the thing isn't there at all in any of them.
    1 Introduction
    Invented things have been measured since the earliest days of the field, and those who did so left notes from which this paper takes its methods and words.
    """
}

@Suite("Words of tools, and function words")
struct ToolWordsTests {
  @Test(
    "they are counted apart",
    arguments: [
      ("download the citation", 2, 1), ("the mass of the proton in the core", 0, 5), ("войти на главная", 2, 1),
      ("teilen und drucken", 2, 1), ("", 0, 0),
    ])
  func counts(text: String, tools: Int, function: Int) {
    let bytes = Array(text.utf8)
    let counts = bytes.withUnsafeBufferPointer { ToolWords.builtin.count(in: $0) }
    #expect(counts.tool == tools)
    #expect(counts.function == function)
  }
}
