import FettleKit
import FettleText
import PageZones
import RepeatedLines

/// Marks what a publisher's site put around an article, each block with the class and the rule that took it out.
public struct BoilerplateStage: SurveyingStage {
  let rules: RuleSet
  /// How the stage learns from the batch; `nil` where it doesn't.
  let learning: Learning?

  /// - Throws: `Diagnostics` that point into the rule file that is at fault.
  public init(options: StageOptions) throws(Diagnostics) {
    rules = try RuleLoader.load(options)
    learning = Learning(options)
  }

  public func process(_ document: inout Document, in context: StageContext) throws(StageError) {
    remove(from: &document, knowing: nil, in: context)
  }

  private func remove(from document: inout Document, knowing repeated: RepeatedLines?, in context: StageContext) {
    // The stage 'content' has left nothing but the article.
    if document.markup?.kind == .general { return }
    let page = judge(&document, knowing: repeated, in: context)
    mark(&document, page)
  }

  /// The page with what becomes of each of its blocks.
  func judge(_ document: inout Document, knowing repeated: RepeatedLines? = nil, in context: StageContext) -> Page {
    var page = applyRules(&document, knowing: repeated, in: context)
    rules.classifier?.apply(to: &page)
    return page
  }

  /// The page with what the rules say of each of its blocks.
  func applyRules(_ document: inout Document, knowing repeated: RepeatedLines? = nil, in context: StageContext) -> Page
  {
    let zones = ReferenceZones.find(for: &document)
    let memo = context.scratch.value(for: rules.identity) { LineMemo() }
    var page = Page(document, rules: rules, zones: zones, memo: memo)
    CoreFinder.run(on: &page, zones: zones)
    Sections.applyRules(to: &page)
    ContentsLists.remove(from: &page)
    Sections.applyRuns(to: &page)
    Sections.applyCompany(to: &page)
    if let repeated { RepeatedLineRule.apply(repeated.lines(for: document), to: &page) }
    Sections.sweepBeforeTitle(&page)
    Sections.sweepAfterArticle(&page)
    Sections.applyCompany(to: &page)
    return page
  }

  private func mark(_ document: inout Document, _ page: Page) {
    let cuts = Cutting.find(in: document, page)
    for index in page.facts.indices where page.facts[index].verdict >= 0 {
      guard document.blocks[index].isKept else { continue }
      document.blocks[index].outcome = .removed(rules.reasons[Int(page.facts[index].verdict)])
    }
    for cut in cuts.reversed() where document.blocks[cut.block].isKept {
      guard document.split(block: cut.block, atTextOffset: cut.offset) else { continue }
      document.blocks[cut.removesFirst ? cut.block : cut.block + 1].outcome = .removed(rules.reasons[cut.rule])
    }
  }
}

extension BoilerplateStage {
  public var isSurveying: Bool { learning != nil }

  public func survey(_ document: borrowing Document) throws(StageError) -> LineSurvey { LineSurvey(document) }

  public func conclude(_ survey: LineSurvey) -> RepeatedLines {
    guard let learning else { return RepeatedLines() }
    return RepeatedLines(
      survey, minimumDocuments: learning.minimumDocuments, minimumShare: learning.minimumShare)
  }

  public func process(
    _ document: inout Document, knowing repeated: RepeatedLines, in context: StageContext
  ) throws(StageError) {
    remove(from: &document, knowing: repeated, in: context)
  }
}
