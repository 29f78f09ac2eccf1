import FettleKit

/// Finds tables of contents: lists whose items are the headings that stand elsewhere on the page.
enum ContentsLists {
  static func remove(from page: inout Page) {
    guard let lastStart = lastStart(page) else { return }
    var index = 0
    // A list has two of the headings in it.
    while index <= lastStart {
      guard isItem(page, index), page.facts[index].zone != .references,
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

  /// The last but one of the headings that stand on the page more than once, behind which no list begins; `nil` where they
  /// are too few for a list and what it lists.
  private static func lastStart(_ page: Page) -> Int? {
    var count = 0
    var last = (-1, -1)
    for index in page.facts.indices where page.facts[index].kept & headings != 0 && page.times(index) > 1 {
      count += 1
      last = (last.1, index)
    }
    return count >= 4 ? last.0 : nil
  }

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
    while index < page.count, misses <= 3 {
      let fact = page.facts[index]
      guard fact.isShort, fact.zone != .references else { break }
      let isNew = page.twins.previous[index] < start
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
