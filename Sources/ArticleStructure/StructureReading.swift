import FettleKit
import JournalTable

/// Lets the readers look at a page one after the other, and puts together what they found.
struct StructureReading {
  let page: Page
  let patterns: CitationPatterns

  func plan() -> StructurePlan {
    var plan = StructurePlan(page.count)
    guard page.count > 0 else { return plan }
    let title = TitleFinder(page, patterns).find()
    if let title { place(title, in: &plan) }
    let near = nearTitle(title)
    let forms = title.map { CitedFormFinder(page: page, title: $0).find() } ?? []
    let finder = DOIFinder(page: page, title: title)
    let doi = finder.find(near: near)
    plan.item.DOI = doi?.doi
    let citation = CitationReader(
      page: page, title: title, forms: forms, patterns: patterns, holders: doi.map { finder.holders(of: $0.digest) },
      near: near
    ).read()
    var disputed = fill(citation, &plan, isDOIDisputed: doi?.isDisputed ?? false)
    if let title {
      let cited = StructureReading.cited(forms)
      let reader = BylineReader(page)
      let byline = reader.read(after: title.blocks, titleDigest: title.digest, cited: cited)
      if let cited, byline.disagrees(with: cited) { disputed.append("author") }
      let names = reader.whole(byline.names, cited: cited, behind: title.blocks, digest: title.digest)
      plan.item.author = reader.withFamilies(withoutMarks(names, of: byline, behind: title.blocks.upperBound))
      for block in byline.blocks { mark(block, .statement(.byline), &plan) }
      for block in byline.affiliations { mark(block, .statement(.affiliations), &plan) }
    }
    if !disputed.isEmpty { plan.quality["disputed"] = .array(disputed) }
    markCitation(forms, citation, &plan)
    let abstract = AbstractFinder(page: page, title: title, taken: plan.taken).find()
    if let abstract { place(abstract, in: &plan) }
    plan.item.language = language(plan)
    let figures = FigureReader(page: page, taken: plan.taken).read()
    plan.figures = figures.figures
    for block in figures.captions where page.isOpen(block) && !plan.taken.contains(block) { plan.setCaption(block) }
    for (block, figure) in figures.credits { mark(block, .figure(figure), &plan) }
    for block in figures.repeated { mark(block, .removed(StructureManifest.repeatedCaption), &plan) }
    for (block, statement) in StatementReader(page: page, taken: plan.taken).read() {
      mark(block, .statement(statement), &plan)
    }
    for (block, level) in HeadingRecognizer(page: page, title: title, taken: plan.taken).find() {
      plan.set(.heading, level, of: block)
    }
    return plan
  }

  /// Of the abstract, or of the first paragraphs where there is none.
  private func language(_ plan: StructurePlan) -> String? {
    if var abstract = plan.item.abstract, abstract.utf8.count > 300 {
      return abstract.withUTF8 { LanguageReader.language(of: $0) }
    }
    var text: [UInt8] = []
    for index in 0..<page.count where page.isOpen(index) && page.facts[index].length > 200 {
      Spacing.append(page.bytes(index).head(LanguageReader.longest), to: &text)
      if text.count >= LanguageReader.longest { break }
    }
    return text.withUnsafeBufferPointer { LanguageReader.language(of: $0) }
  }

  /// Gives a kept block an outcome, if it has none yet.
  private func mark(_ block: Int, _ outcome: Outcome, _ plan: inout StructurePlan) {
    if page.isOpen(block), !plan.taken.contains(block) { plan.set(outcome, of: block) }
  }

  /// The names without letters for affiliations that a converter glued to them.
  private func withoutMarks(_ names: [Name], of byline: Byline, behind title: Int) -> [Name] {
    guard let first = byline.blocks.first, names.count > 1 else { return GluedMarks.removed(from: names) }
    var labels: Set<UInt8> = []
    for index in title..<min(page.count, first + 24) {
      let text = page.bytes(index)
      guard text.count > 8, text[0].isSmallLetter else { continue }
      if text[1].isCapital || text[1] == 0x20 && text[2].isCapital { labels.insert(text[0]) }
    }
    let shorter = GluedMarks.removed(from: names, labels: labels, in: page.bytes(first))
    return shorter == names ? GluedMarks.removed(from: names) : shorter
  }

  // MARK: - Title

  private func place(_ title: FoundTitle, in plan: inout StructurePlan) {
    plan.item.title = title.text
    if title.lead > 0 {
      plan.cut(
        .init(
          block: title.blocks.lowerBound, offset: title.lead, left: .removed(StructureManifest.titleLead), right: .title
        ))
    } else if let length = title.length, title.blocks.count == 1 {
      let tail = title.isFromBrowserLine ? StructureManifest.repeatedTitle : StructureManifest.titleTail
      let isAddress = page.text(title.blocks.lowerBound).dropFirst(length).starts(with: " http".utf8)
      plan.cut(
        .init(
          block: title.blocks.lowerBound, offset: length, left: .title,
          right: isAddress ? .statement(.identifiers) : .removed(tail)))
    } else {
      for block in title.blocks { plan.set(.title, of: block) }
    }
    guard title.key.count >= 15 else { return }
    for index in 0..<page.count where page.isOpen(index) {
      let fact = page.facts[index]
      guard fact.isShort, fact.words > 0, Int(fact.length) >= title.key.count, !title.blocks.contains(index) else {
        continue
      }
      if fact.digest == title.digest {
        // A piece of a torn citation is left to its reader.
        if !page.isTorn || !fact.last.isPeriod {
          plan.set(.removed(StructureManifest.repeatedTitle), of: index)
        }
      } else if index < 3, fact.length < title.text.utf8.count + 90,
        BrowserLine.parts(page.text(index)).contains(where: { TextKey.digest($0) == title.digest })
      {
        plan.set(.removed(StructureManifest.repeatedTitle), of: index)
      }
    }
  }

  /// The blocks around the title in which what is said is said of the article.
  private func nearTitle(_ title: FoundTitle?) -> Range<Int> {
    let start = title?.blocks.lowerBound ?? 0
    let back = page.isTorn ? 90 : 45
    var end = min(page.count, start + (page.isTorn ? 1500 : 520))
    for index in start..<end
    where page.facts[index].kind == .section && page.facts[index].words <= 4 && index > start + 3 {
      // The first section of the article.
      if index + 1 < page.count, page.facts[index + 1].length > 250 {
        end = index
        break
      }
    }
    return max(0, start - back)..<max(end, min(page.count, start + 1))
  }

  // MARK: - Citation

  private static func cited(_ forms: [CitedForm]) -> AuthorList? {
    let lists = forms.compactMap(\.authors)
    return lists.filter { !$0.isCut }.max { $0.names.count < $1.names.count }
      ?? lists.max { $0.names.count < $1.names.count }
  }

  /// - Returns: the fields for which pieces of evidence disagree.
  private func fill(_ citation: Citation, _ plan: inout StructurePlan, isDOIDisputed: Bool) -> [JSONValue] {
    plan.item.volume = citation.volumes.best
    plan.item.issue = citation.issues.best.map(StructureReading.dashed)
    plan.item.page = citation.pages.best.map(StructureReading.dashed)
    if let year = citation.years.best.flatMap({ Int($0) }) {
      plan.item.issued = citation.dates.first { $0.year == year } ?? PartialDate(year: year)
    }
    let journal = JournalReader(page: page).read(citation.journals)
    plan.item.containerTitle = journal.full
    plan.item.containerTitleShort = journal.short
    if journal.full != nil || journal.short != nil {
      plan.item.type = "article-journal"
    } else if plan.item.title != nil {
      plan.item.type = "article"
    }
    var disputed: [JSONValue] = []
    if isDOIDisputed { disputed.append("DOI") }
    if citation.issues.isDisputed { disputed.append("issue") }
    if citation.pages.isDisputed { disputed.append("page") }
    if citation.volumes.isDisputed { disputed.append("volume") }
    if citation.years.isDisputed { disputed.append("issued") }
    if journal.isDisputed { disputed.append("container-title") }
    return disputed
  }

  /// One kind of dash, without spaces.
  private static func dashed(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars
    where scalar != " " || !text.unicodeScalars.contains(where: { ("0"..."9").contains($0) }) {
      switch scalar {
      case "-", "\u{2010}", "\u{2011}", "\u{2012}", "\u{2014}", "\u{2212}": out.append("–")
      default: out.append(scalar)
      }
    }
    return String(out)
  }

  private func markCitation(_ forms: [CitedForm], _ citation: Citation, _ plan: inout StructurePlan) {
    if let form = forms.first(where: { form in form.blocks.allSatisfy { page.isOpen($0) } }) {
      for block in form.blocks {
        plan.restore(block)
        mark(block, .statement(.citation), &plan)
      }
    }
    for line in citation.lines where page.isOpen(line.block) && plan.outcome(of: line.block) == nil {
      let text = page.text(line.block)
      guard page.facts[line.block].isShort else { continue }
      if line.length >= text.count || text.count - line.length < 4 {
        mark(line.block, .statement(.citation), &plan)
        continue
      }
      let rest = text.dropFirst(line.length)
      if CitedFormFinder.isLabel(TextKey.digest(rest)), !plan.taken.contains(line.block) {
        plan.cut(
          .init(
            block: line.block, offset: line.length, left: .statement(.citation),
            right: .removed(StructureManifest.citationTail)))
      } else if rest.count < 160 {
        // A DOI, a date or the journal's name again: part of the statement.
        mark(line.block, .statement(.citation), &plan)
      }
    }
  }

  // MARK: - Abstract

  private func place(_ abstract: FoundAbstract, in plan: inout StructurePlan) {
    if let heading = abstract.heading {
      plan.set(.kept, of: heading)
      plan.set(.heading, 2, of: heading)
    }
    var text: [UInt8] = []
    for block in abstract.blocks {
      let lead = abstract.leads[block] ?? 0
      let own = page.text(block).dropFirst(lead)
      if !page.isTorn, !text.isEmpty {
        text += [0x0A, 0x0A]
        text += own
      } else {
        Spacing.append(own, to: &text)
      }
      if lead > 0 {
        plan.cut(.init(block: block, offset: lead, left: .kept, right: .abstract))
      } else {
        mark(block, .abstract, &plan)
      }
    }
    while let first = text.first, first == 0x20 || first == 0x0A { text.removeFirst() }
    plan.item.abstract = String(decoding: text, as: UTF8.self)
  }
}
