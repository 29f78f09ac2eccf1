import FettleKit

/// What is believed of the blocks around a block: those before and behind it, those in the same elements or in elements of the
/// same kind, and those under the same heading. Scripts/training/content.py counts the same.
struct Surroundings {
  static let width = 26
  private var values: [Float]

  init(_ beliefs: [Float], _ features: Features) {
    values = [Float](repeating: -1, count: beliefs.count * Surroundings.width)
    let lengths = features.lengths.map(Float.init)
    addNeighbors(beliefs, lengths)
    addElements(beliefs, lengths, features)
    addSections(beliefs, lengths, features)
  }

  func write(_ index: Int, to row: inout [Float], from start: Int) {
    for column in 0..<Surroundings.width { row[start + column] = values[index * Surroundings.width + column] }
  }

  private mutating func set(_ index: Int, _ column: Int, _ value: Float) {
    values[index * Surroundings.width + column] = value
  }

  /// Columns 0 to 12.
  private mutating func addNeighbors(_ beliefs: [Float], _ lengths: [Float]) {
    // Believed bytes, and bytes, before each block and behind the last.
    var believed: [Float] = [0]
    var bytes: [Float] = [0]
    for (belief, length) in zip(beliefs, lengths) {
      believed.append((believed.last ?? 0) + belief * length)
      bytes.append((bytes.last ?? 0) + length)
    }
    let highest = beliefs.max() ?? 0
    let all = (believed.last ?? 0) + 1e-9
    for index in beliefs.indices {
      for offset in -4...4 where beliefs.indices.contains(index + offset) {
        set(index, offset + 4, beliefs[index + offset])
      }
      let lower = max(0, index - 8)
      let upper = min(beliefs.count, index + 9)
      set(index, 9, believed[index] / all)
      set(index, 10, all)
      set(index, 11, (believed[upper] - believed[lower]) / (bytes[upper] - bytes[lower] + 1e-9))
      set(index, 12, highest)
    }
  }

  /// Columns 13 to 19: the mean of the others in the same element, and in elements of the same kind, for the element that the
  /// block stands in and those around it.
  private mutating func addElements(_ beliefs: [Float], _ lengths: [Float], _ features: Features) {
    let table = features.elements
    let ancestry = BlockAncestry(features.blocks, table)
    for level in 0..<BlockAncestry.levels {
      let elements = beliefs.indices.map { ancestry.element(of: $0, level: level) }
      addMeans(of: elements.map { $0 + 1 }, count: table.facts.count + 1, beliefs, lengths, to: 13 + level * 2)
      guard level < KindStatistics.levels else { continue }
      let kinds = elements.map { $0 >= 0 ? table.facts[$0].kind + 1 : 0 }
      addMeans(of: kinds, count: table.kindCount + 1, beliefs, lengths, to: 14 + level * 2)
    }
  }

  private mutating func addMeans(of groups: [Int], count: Int, _ beliefs: [Float], _ lengths: [Float], to column: Int) {
    let sums = Surroundings.sums(of: groups, count: count, beliefs, lengths)
    for (index, group) in groups.enumerated() {
      let others = sums[group].bytes - lengths[index]
      if others > 0 { set(index, column, (sums[group].believed - beliefs[index] * lengths[index]) / others) }
    }
  }

  private static func sums(
    of groups: [Int], count: Int, _ beliefs: [Float], _ lengths: [Float]
  ) -> [(believed: Float, bytes: Float)] {
    var sums = [(believed: Float, bytes: Float)](repeating: (0, 0), count: count)
    for (index, group) in groups.enumerated() {
      sums[group].believed += beliefs[index] * lengths[index]
      sums[group].bytes += lengths[index]
    }
    return sums
  }

  /// Columns 20 to 25: the heading above, the others of the section, the next section and the one before, and how far away the
  /// next sure text is on both sides.
  private mutating func addSections(_ beliefs: [Float], _ lengths: [Float], _ features: Features) {
    var sections = [Int](repeating: 0, count: beliefs.count)
    var section = 0
    var heading = -1
    var sure = -1
    for index in beliefs.indices {
      let isHeading = features.blocks[index].role == .heading
      if isHeading { section += 1 }
      sections[index] = section
      if heading >= 0 { set(index, 20, beliefs[heading]) }
      if isHeading { heading = index }
      set(index, 24, sure >= 0 ? Float(min(60, index - sure)) : 99)
      if beliefs[index] > 0.8, lengths[index] >= 60 { sure = index }
    }
    addMeans(of: sections, count: section + 1, beliefs, lengths, to: 21)
    let sums = Surroundings.sums(of: sections, count: section + 1, beliefs, lengths)
    sure = -1
    for index in beliefs.indices.reversed() {
      let own = sections[index]
      if own < section, sums[own + 1].bytes > 0 { set(index, 22, sums[own + 1].believed / sums[own + 1].bytes) }
      if own > 0, sums[own - 1].bytes > 0 { set(index, 23, sums[own - 1].believed / sums[own - 1].bytes) }
      set(index, 25, sure >= 0 ? Float(min(60, sure - index)) : 99)
      if beliefs[index] > 0.8, lengths[index] >= 60 { sure = index }
    }
  }
}
