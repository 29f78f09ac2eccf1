import FettleKit
import FettleText
import PageZones

/// Marks what a publisher's site put around an article, each block with the class and the rule that took it out.
public struct BoilerplateStage: Stage {
  let rules: RuleSet

  /// - Throws: `Diagnostics` that point into the rule file that is at fault.
  public init(options: StageOptions) throws(Diagnostics) {
    rules = try RuleLoader.load(options)
  }

  public func process(_ document: inout Document, in context: StageContext) throws(StageError) {
    // The stage 'content' has left nothing but the article.
    if document.markup?.kind == .general { return }
    let zones = ReferenceZones.find(for: &document)
    let memo = context.scratch.value(for: rules.identity) { LineMemo() }
    var page = Page(document, rules: rules, zones: zones, memo: memo)
    CoreFinder.run(on: &page, zones: zones)
    Sections.applyRules(to: &page)
    ContentsLists.remove(from: &page)
    Sections.applyRuns(to: &page)
    Sections.applyCompany(to: &page)
    Sections.sweepBeforeTitle(&page)
    Sections.sweepAfterArticle(&page)
    Sections.applyCompany(to: &page)
    mark(&document, page)
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
