import FettleKit

/// What was seen of a document's blocks, for when some of them have been cut or joined: what is known of the others holds.
struct SeenBlocks: Sendable {
  /// Where a block begins and ends in the source, and how long its text is: cutting, joining or rewriting changes it.
  private struct Place: Equatable {
    var start: UInt32
    var end: UInt32
    var count: UInt32

    @inline(__always)
    init(_ range: Range<Int>, _ count: Int) {
      start = UInt32(truncatingIfNeeded: range.lowerBound)
      end = UInt32(truncatingIfNeeded: range.upperBound)
      self.count = UInt32(truncatingIfNeeded: count)
    }
  }

  private let places: [Place]
  /// By block: what its words say, where it is a heading.
  let headings: [HeadingWords.Kinds]
  /// What is known of the blocks that were looked at, and by block, where that stands; −1 where it wasn't.
  let facts: [ZoneFact]
  let numbers: [Int32]

  init(
    _ document: borrowing Document, headings: [HeadingWords.Kinds], facts: [ZoneFact], numbers: [Int32]
  ) {
    var places: [Place] = []
    places.reserveCapacity(document.blocks.count)
    for index in document.blocks.indices {
      places.append(Place(document.blocks[index].text.sourceRange, document.blocks[index].text.count))
    }
    self.places = places
    self.headings = headings
    self.facts = facts
    self.numbers = numbers
  }

  /// Calls `body` with each block of a document that is as it was, and the number that it had.
  func forEachUnchanged(in document: borrowing Document, _ body: (_ block: Int, _ number: Int) -> Void) {
    var number = 0
    for index in document.blocks.indices {
      let place = Place(document.blocks[index].text.sourceRange, document.blocks[index].text.count)
      while number < places.count, places[number].start < place.start { number += 1 }
      if number < places.count, places[number] == place { body(index, number) }
    }
  }
}
