import CanonicalJSON
import FettleKit

/// What the entries of `removed` say of their reason, written once for each reason that a worker meets.
struct ReasonPieces {
  private struct Entry {
    var reason: Reason
    /// From an entry's bracket to the first number of its range.
    var opening: [UInt8]
    /// From behind the last number of its range to the begin of its text.
    var middle: [UInt8]
  }

  private var entries: [Entry] = []
  private var places: [ObjectIdentifier: Int] = [:]
  /// By the last bits of a reason's address: the place of the one that was met there last. A page's reasons are few.
  private var recent = [Int](repeating: 0, count: 64)

  /// Rules are fewer; but a stage may make a reason anew for each document, and what it made is kept as long as its entry.
  private static let most = 1024

  /// Writes an entry up to the begin of its text.
  mutating func write(_ reason: Reason, _ range: Range<Int>, to json: inout JSONWriter) {
    let place = place(of: reason)
    json.piece(canonical: entries[place].opening, range: range, canonical: entries[place].middle)
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
      places.removeAll()
    }
    places[ObjectIdentifier(reason)] = entries.count
    entries.append(ReasonPieces.entry(reason))
    return entries.count - 1
  }

  private static func entry(_ reason: Reason) -> Entry {
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
    return Entry(reason: reason, opening: opening.bytes, middle: middle.bytes)
  }
}
