import CanonicalJSON
import FettleKit

/// What the entries of `removed` say of their reason, written once for each reason that a worker meets.
final class ReasonPieces {
  private struct Entry {
    var reason: Reason
    var opening: [UInt8]
    var middle: [UInt8]
  }

  private var entries: [Entry] = []
  private var places: [ObjectIdentifier: Int] = [:]
  private var current = 0

  /// Rules are fewer; but a stage may make a reason anew for each document, and what it made is kept as long as its entry.
  private static let most = 1024

  /// What a worker's pieces are kept under.
  final class Identity: Sendable {}
  static let identity = Identity()

  /// From an entry's bracket to its range.
  func writeOpening(to json: inout JSONWriter) { json.piece(canonical: entries[current].opening) }

  /// From behind an entry's range to the begin of its text.
  func writeMiddle(to json: inout JSONWriter) { json.piece(canonical: entries[current].middle) }

  /// Must come before anything of an entry is written. Blocks of one reason mostly follow each other.
  func prepare(_ reason: Reason) {
    if current < entries.count, entries[current].reason === reason { return }
    if let known = places[ObjectIdentifier(reason)] {
      current = known
      return
    }
    if entries.count >= ReasonPieces.most {
      entries.removeAll()
      places.removeAll()
    }
    current = entries.count
    places[ObjectIdentifier(reason)] = current
    entries.append(ReasonPieces.entry(reason))
  }

  private static func entry(_ reason: Reason) -> Entry {
    var opening = JSONWriter(capacity: 64)
    opening.piece("{\"class\":")
    opening.string(reason.category)
    opening.piece(",")
    var middle = JSONWriter(capacity: 128)
    middle.piece(",\"rule\":")
    middle.string(reason.rule)
    middle.piece(",\"stage\":")
    middle.beginValue()
    middle.string(reason.stage)
    middle.piece(",\"text\":\"")
    return Entry(reason: reason, opening: opening.bytes, middle: middle.bytes)
  }
}
