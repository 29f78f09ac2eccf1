import CanonicalJSON
import FettleKit

/// What the entries of `removed` say of their reason, written once for each reason of a document.
struct ReasonPieces {
  private struct Entry {
    var reason: Reason
    var opening: [UInt8]
    var middle: [UInt8]
  }

  private var entries: [Entry] = []
  private var current = 0

  /// From an entry's bracket to its range, and from behind its range to the begin of its text.
  var opening: [UInt8] { entries[current].opening }
  var middle: [UInt8] { entries[current].middle }

  /// Must come before `opening` and `middle` are asked for. Blocks of one reason mostly follow each other.
  mutating func prepare(_ reason: Reason) {
    if current < entries.count, entries[current].reason === reason { return }
    if let known = entries.firstIndex(where: { $0.reason === reason }) {
      current = known
      return
    }
    current = entries.count
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
