import FettleKit
import JournalTable

/// Chooses the journal among the names that speak for it, and finds the other form of its name: in the table, or on the
/// page.
struct JournalReader {
  let page: Page

  func read(_ votes: Ballot) -> (full: String?, short: String?) {
    // Names that the table knows to be one journal's vote together.
    var groups: [(key: String, weight: Int, names: [String])] = []
    for (name, weight) in votes.ranked {
      let key = JournalReader.full(name) ?? name
      if let known = groups.firstIndex(where: {
        $0.key == key || JournalName.abbreviates(name, $0.key) || JournalName.abbreviates($0.key, name)
      }) {
        groups[known].weight += weight
        groups[known].names.append(name)
      } else {
        groups.append((key, weight, [name]))
      }
    }
    guard let best = groups.enumerated().max(by: { ($0.element.weight, -$0.offset) < ($1.element.weight, -$1.offset) })
    else { return (nil, nil) }
    var full: String?
    var short: String?
    for name in best.element.names {
      switch JournalTable.builtin.match(Array(name.utf8)[...]) {
      case .full, .both: if full == nil { full = name }
      case .short(let journal):
        if short == nil { short = name }
        if full == nil { full = journal.full }
      case .ambiguous: if short == nil { short = name }
      case nil: break
      }
    }
    if full == nil, short == nil {
      // Unknown: of two forms the longer one is the full one.
      let names = best.element.names.sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }
      full = names.first
      if names.count > 1 { short = names.last }
    } else {
      for name in best.element.names where name != full && short == nil && name.utf8.count < (full?.utf8.count ?? 0) {
        short = name
      }
    }
    if let name = full, JournalTable.builtin.match(Array(name.utf8)[...]) == nil, let written = written(name) {
      short = name
      full = written
    } else if let short, full == nil {
      full = written(short)
    } else if let name = full, JournalReader.full(name) != nil, let short, let written = written(short) {
      // As the page has it rather than as the table has it.
      full = written
    }
    return (full, short)
  }

  private static func full(_ name: String) -> String? {
    JournalTable.builtin.match(Array(name.utf8)[...])?.journal?.full
  }

  /// A line of the page that the short name is short for.
  private func written(_ short: String) -> String? {
    guard let initial = short.utf8.first else { return nil }
    let left = JournalName.Words(short)
    var right = JournalName.Words()
    for index in 0..<page.count {
      let fact = page.facts[index]
      guard fact.isShort, fact.words >= 2, fact.words < 14, fact.capitals >= 2, !fact.isInZone, fact.length < 100,
        fact.first == initial, !fact.flags.contains(.endsSentence)
      else { continue }
      right.fill(page.bytes(index))
      if JournalName.abbreviates(left, right) { return page.string(index) }
    }
    return nil
  }
}
