import CanonicalJSON
import FettleKit

/// What the entries of `removed` say of their reason, written once for each reason that a worker meets.
struct ReasonPieces {
  private struct Entry {
    var reason: Reason
    /// Where in `bytes` it begins: what stands from an entry's bracket to the first number of its range.
    var opening: Int
    /// The same of what stands from behind the last number of its range to the begin of its text.
    var middle: Int
    var end: Int
  }

  private var entries: [Entry] = []
  private var bytes: [UInt8] = []
  private var places: [ObjectIdentifier: Int] = [:]
  /// By the last bits of a reason's address: the place of the one that was met there last. A page's reasons are few.
  private var recent = [Int](repeating: 0, count: 64)

  /// Rules are fewer; but a stage may make a reason anew for each document, and what it made is kept as long as its entry.
  private static let most = 1024

  /// Writes an entry up to the begin of its text.
  mutating func write(_ reason: Reason, _ range: Range<Int>, to json: inout JSONWriter) {
    let place = place(of: reason)
    let (opening, middle, end) = (entries[place].opening, entries[place].middle, entries[place].end)
    bytes.withUnsafeBufferPointer { bytes in
      json.piece(
        canonical: UnsafeBufferPointer(rebasing: bytes[opening..<middle]), range: range,
        canonical: UnsafeBufferPointer(rebasing: bytes[middle..<end]))
    }
  }

  private mutating func place(of reason: Reason) -> Int {
    // Objects lie 16 bytes apart at least.
    let slot = Int(bitPattern: ObjectIdentifier(reason)) >> 4 & (recent.count - 1)
    let last = recent[slot]
    if last < entries.count, entries[last].reason === reason { return last }
    let place = places[ObjectIdentifier(reason)] ?? add(reason)
    recent[slot] = place
    return place
  }

  private mutating func add(_ reason: Reason) -> Int {
    if entries.count >= ReasonPieces.most {
      entries.removeAll()
      bytes.removeAll()
      places.removeAll()
    }
    places[ObjectIdentifier(reason)] = entries.count
    var opening = JSONWriter(capacity: 64)
    opening.piece("{\"class\":")
    opening.string(reason.category)
    opening.piece(",\"range\":[")
    var middle = JSONWriter(capacity: 128)
    middle.piece("],\"rule\":")
    middle.string(reason.rule)
    middle.piece(",\"stage\":")
    middle.beginValue()
    middle.string(reason.stage)
    middle.piece(",\"text\":\"")
    let start = bytes.count
    bytes += opening.bytes
    let middleStart = bytes.count
    bytes += middle.bytes
    entries.append(Entry(reason: reason, opening: start, middle: middleStart, end: bytes.count))
    return entries.count - 1
  }
}
