import FettleKit

/// Figures and tables, and the blocks that their captions stand in.
struct FoundFigures {
  var figures: [Figure] = []
  /// Blocks that hold labels and captions, ascending: they stay in the body, where they stand.
  var captions: [Int] = []
  /// Block that holds a credit → index in `figures`.
  var credits: [Int: Int] = [:]
  /// Captions that were printed before.
  var repeated: [Int] = []
}

/// Reads captions: "Figure 1: …", a label alone with the caption behind it, and a line of credit behind that.
struct FigureReader {
  let page: Page
  let taken: BlockSet

  private static let tails = WordLists.builtin("caption-tail").map { TextKey.key($0) }

  func read() -> FoundFigures {
    var found = FoundFigures()
    var captions: [String: [[UInt8]]] = [:]
    var index = 0
    while index < page.count {
      defer { index += 1 }
      guard FigureLabel.mayBegin(page.facts[index].first), page.isOpen(index), !taken.contains(index),
        page.facts[index].length < 6000,
        let label = FigureLabel(page.bytes(index)), isCaption(index, label)
      else { continue }
      var figure = Figure(range: page.blocks[index].range)
      figure.label = label.text
      figure.isTable = label.isTable
      var used = [index]
      var caption = page.bytes(index).tail(label.length)
      if label.isAlone {
        guard let next = captionBehind(index) else { continue }
        caption = page.bytes(next)
        used.append(next)
      }
      let key = TextKey.key(caption)
      let known = captions[label.text] ?? []
      if let first = known.first(where: { FigureReader.isSame($0, key) }), !key.isEmpty {
        if label.isAlone {
          found.repeated += used
        } else if key.count <= first.count || FigureReader.hasOnlyTail(key, behind: first) {
          found.repeated.append(index)
        } else {
          continue
        }
        index = used.last ?? index
        continue
      }
      figure.caption = caption.string
      found.captions += used
      if let next = creditBehind(used.last ?? index) {
        figure.credit = page.string(next)
        found.credits[next] = found.figures.count
        used.append(next)
      }
      figure.range = page.blocks[index].range.lowerBound..<page.blocks[used.last ?? index].range.upperBound
      captions[label.text, default: []].append(key)
      found.figures.append(figure)
      index = used.last ?? index
    }
    return found
  }

  private static func isSame(_ first: [UInt8], _ second: [UInt8]) -> Bool {
    first == second || first.count > 15 && second.starts(with: first) && hasOnlyTail(second, behind: first)
  }

  private static func hasOnlyTail(_ key: [UInt8], behind first: [UInt8]) -> Bool {
    tails.contains { $0.elementsEqual(key.dropFirst(first.count)) }
  }

  /// Prose that begins with a mention of a figure, and a mention torn out of a sentence, are no captions.
  private func isCaption(_ index: Int, _ label: FigureLabel) -> Bool {
    if index > 0 {
      let last = page.facts[index - 1].last
      if last == UInt8(ascii: "(") || last == UInt8(ascii: ",") { return false }
      if page.isTorn, !page.facts[index - 1].isRemoved, page.facts[index - 1].length > 30,
        !page.facts[index - 1].flags.contains(.endsSentence), !page.isHeading(index - 1)
      {
        return false
      }
    }
    if page.isTorn, label.isAlone {
      guard index + 1 < page.count, page.facts[index + 1].flags.contains(.beginsNew) else { return false }
    }
    return true
  }

  private func captionBehind(_ index: Int) -> Int? {
    var next = index + 1
    while next < min(page.count, index + 5) {
      let fact = page.facts[next]
      if fact.isRemoved {
        next += 1
        continue
      }
      guard page.isOpen(next), !taken.contains(next), !page.isHeading(next), fact.length >= 12, fact.length < 2500,
        fact.words >= 2, fact.flags.contains(.beginsNew), FigureLabel(page.bytes(next)) == nil,
        page.blocks[next].role != .table, page.blocks[next].role != .listItem
      else { return nil }
      // A long paragraph behind a table's label is the article's text.
      return fact.length < 1200 || !page.isTorn ? next : nil
    }
    return nil
  }

  /// "Credit: …", or names and an agency with a slash between them; particles ("van", "of") are small.
  private func creditBehind(_ index: Int) -> Int? {
    guard index + 1 < page.count, page.isOpen(index + 1), !taken.contains(index + 1), !page.isTorn else { return nil }
    let fact = page.facts[index + 1]
    guard fact.length >= 6, fact.length < 120, !page.isHeading(index + 1), page.blocks[index + 1].role != .listItem
    else { return nil }
    let text = page.bytes(index + 1)
    if text.begins(with: "Credit:") || text.begins(with: "Image credit:") || text.begins(with: "Photo:") {
      return index + 1
    }
    guard text.holds("/"), !text.holds("//"), !fact.flags.contains(.endsSentence), !fact.flags.contains(.digit),
      fact.words >= 3, fact.words < 10, fact.capitals * 10 >= fact.words * 6
    else { return nil }
    return index + 1
  }
}
