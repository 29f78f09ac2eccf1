import FettleKit

/// Finds tables of contents: lists whose items are the headings that stand elsewhere on the page.
enum ContentsLists {
  static func remove(from page: inout Page) {
    guard let headings = headingsAhead(page) else { return }
    var index = 0
    while index < page.count {
      guard headings[index] >= 2, isItem(page, index), page.facts[index].zone != .references,
        page.facts[index].zone != .body, page.times(index) > 1,
        let run = run(page, from: index)
      else {
        index += 1
        continue
      }
      for member in run where page.facts[member].verdict < 0 && page.facts[member].isShort {
        page.remove(member, by: page.rules.builtin.contents)
      }
      // What announces the list goes with it.
      let head = run.lowerBound - 1
      if head >= 0, page.facts[head].words <= 4, page.rule(for: head, inCompany: true) >= 0,
        page.facts[head].verdict < 0
      {
        page.remove(head, by: page.rules.builtin.contents)
      }
      index = run.upperBound
    }
  }

  /// What only headings of sections are, not of lists: authors' cards repeat those.
  private static let headings = Kept.abstract.bit | Kept.heading.bit | Kept.references.bit | Kept.statement.bit

  /// By block: how many of the headings that stand on the page more than once come from it on, up to the first block that is
  /// in no list, or up to more blocks in a row than a list has that come back nowhere; `nil` where all of them are too few
  /// for a list and what it lists.
  private static func headingsAhead(_ page: Page) -> [Int32]? {
    var total = 0
    for index in page.facts.indices where isRepeatedHeading(page, index) { total += 1 }
    guard total >= 4 else { return nil }
    var ahead: Int32 = 0
    var misses = 0
    var all = [Int32](repeating: 0, count: page.count)
    for index in page.facts.indices.reversed() {
      misses = page.twins.hasTwin(behind: index) && isItem(page, index) && page.times(index) > 1 ? 0 : misses + 1
      if !page.facts[index].isShort || page.facts[index].zone == .references || misses > mostMisses {
        ahead = 0
      } else if isRepeatedHeading(page, index) {
        ahead += 1
      }
      all[index] = ahead
    }
    return all
  }

  private static func isRepeatedHeading(_ page: Page, _ index: Int) -> Bool {
    page.facts[index].kept & headings != 0 && page.times(index) > 1
  }

  /// So many lines in a row may stand in a list that come back nowhere.
  private static let mostMisses = 3

  private static func isItem(_ page: Page, _ index: Int) -> Bool {
    let fact = page.facts[index]
    return fact.isShort && fact.flags.contains(.whole) && fact.letters >= 3 && fact.length > 0
  }

  /// A run of lines from `start` most of which come back in the same order, among them two headings that only articles
  /// have.
  private static func run(_ page: Page, from start: Int) -> Range<Int>? {
    guard page.twin(of: start, behind: start) != nil else { return nil }
    var end = start
    var hits = 0
    var headings = 0
    var misses = 0
    var last = start
    var distance = Int.max
    var index = start
    while index < page.count, misses <= mostMisses {
      let fact = page.facts[index]
      guard fact.isShort, fact.zone != .references else { break }
      let isNew = page.twins.previous(index) < start
      if isNew, isItem(page, index), let twin = page.twin(of: index, behind: max(last, index)) {
        // Where an item stands right beside what it leads to, the list is over.
        distance = min(distance, twin - index)
        if twin <= index + 1 || twin < end { break }
        hits += 1
        if fact.kept & Self.headings != 0 { headings += 1 }
        last = twin
        misses = 0
        end = index + 1
      } else if !isNew, fact.isArticleHeading {
        break
      } else {
        misses += 1
      }
      index += 1
    }
    guard hits >= 3, headings >= 2, hits * 3 >= (end - start) * 2 else { return nil }
    // The list must be over before what it lists begins.
    let firstTwin = (start..<end).compactMap { page.twin(of: $0, behind: end - 1) }.min() ?? Int.max
    guard firstTwin >= end else { return nil }
    return start..<end
  }
}
