import FettleKit
import JournalTable

/// Chooses the journal among the names that speak for it, and finds the other form of its name: in the table, or on the
/// page.
struct JournalReader {
  let page: Page

  func read(_ votes: Ballot) -> (full: String?, short: String?, isDisputed: Bool) {
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
    else { return (nil, nil, false) }
    let second = groups.enumerated().lazy.filter { $0.offset != best.offset }.map(\.element.weight).max() ?? 0
    let isDisputed = second >= 7 && second * 4 > best.element.weight * 3
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
    if let name = full, !JournalTable.knows(name), let written = written(name) {
      short = name
      full = written
    } else if let short, full == nil {
      full = written(short)
    } else if let name = full, JournalReader.full(name) != nil, let short, let written = line(short) {
      // As the page has it rather than as the table has it.
      full = written
    }
    return (full, short, isDisputed)
  }

  private static func full(_ name: String) -> String? {
    JournalTable.builtin.match(Array(name.utf8)[...])?.journal?.full
  }

  /// What the short name is short for, as the page has it: a line, or a part of one.
  private func written(_ short: String) -> String? { line(short) ?? part(short) ?? acronym(short) }

  /// "CP": a line that the table knows as a journal's full name, and whose words have these initials.
  private func acronym(_ short: String) -> String? {
    let letters = Array(short.utf8)
    guard (2...6).contains(letters.count), letters.allSatisfy(\.isCapital) else { return nil }
    var words = JournalName.Words()
    for index in 0..<page.count {
      let fact = page.facts[index]
      guard fact.isShort, fact.words >= letters.count, fact.words < 10, fact.first == letters[0], fact.length < 90
      else {
        continue
      }
      words.fill(page.bytes(index))
      if words.initials == letters.map(\.small), JournalReader.full(page.string(index)) != nil {
        return page.string(index)
      }
    }
    return nil
  }

  /// A line of the page that the short name is short for.
  private func line(_ short: String) -> String? {
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

  private func part(_ short: String) -> String? {
    let left = JournalName.Words(short)
    guard left.count >= 2, let initial = short.utf8.first else { return nil }
    for index in 0..<page.count {
      let fact = page.facts[index]
      guard fact.flags.intersection([.short, .zone]) == .short, fact.words >= 2, fact.length < 300 else { continue }
      if let name = part(of: page.bytes(index), for: left, initial) { return name.string }
    }
    return nil
  }

  /// The part of a line that the short name is short for: words that begin with capitals, as many as it has.
  private func part(of text: Bytes, for short: JournalName.Words, _ initial: UInt8) -> Bytes? {
    var words = JournalName.Words()
    for start in 0..<text.count where text[start] == initial && (start == 0 || text[start - 1] == 0x20) {
      var end = start
      var last = start
      while end < text.count, end - start < 110 {
        last = end
        while end < text.count, text[end] != 0x20, text[end] != UInt8(ascii: ","), text[end] != UInt8(ascii: "|") {
          end += 1
        }
        guard text[last].isCapital || end - last <= 4 else { break }
        words.fill(text.part(start..<end))
        if words.count > short.count { break }
        if words.count == short.count, text[last].isCapital, JournalName.abbreviates(short, words),
          words.letters > short.letters
        {
          return text.part(start..<end)
        }
        guard end < text.count, text[end] == 0x20 else { break }
        end += 1
      }
    }
    return nil
  }
}
