import CanonicalJSON
import FettleKit

/// The first place in which two files differ, in words.
enum Difference {
  /// - Parameters:
  ///   - found: the file as it is.
  ///   - wanted: as it should be.
  static func text(found: [UInt8], wanted: [UInt8]) -> String {
    let offset = zip(found, wanted).enumerated().first { $0.element.0 != $0.element.1 }?.offset
    guard let offset = offset ?? (found.count == wanted.count ? nil : min(found.count, wanted.count)) else {
      return "no difference"
    }
    let pointer = JSONPlace.pointer(at: offset, in: wanted)
    var text = "first difference at byte \(offset)"
    if !pointer.isEmpty {
      text += ", in \(pointer)"
      if let stage = stage(of: pointer, in: wanted) { text += " (\(stage))" }
    }
    return text + ": “\(excerpt(wanted, offset))” should be there, not “\(excerpt(found, offset))”"
  }

  /// The stage that wrote a part of a record.
  static func stage(of pointer: String, in record: [UInt8]) -> String? {
    let parts = pointer.split(separator: "/").map(String.init)
    switch parts.first {
    case "source", "id": return "ingest"
    case "item", "figures", "statements", "links": return "structure"
    case "references": return "references"
    case "body": return "cleanup"
    case "removed", "changes":
      guard parts.count > 1, let value = try? JSONReader.read(record) else { return nil }
      return value.resolve(pointer: "/\(parts[0])/\(parts[1])/stage")?.string
    case .some: return "export"
    case nil: return nil
    }
  }

  private static func excerpt(_ bytes: [UInt8], _ offset: Int) -> String {
    var start = max(0, offset - 12)
    while start < offset, start < bytes.count, bytes[start] & 0xC0 == 0x80 { start += 1 }
    let end = min(bytes.count, offset + 24)
    guard start < end else { return "" }
    let text = String(decoding: bytes[start..<end].map { $0 < 0x20 ? 0x20 : $0 }, as: UTF8.self)
    return (start > 0 ? "…" : "") + text + (end < bytes.count ? "…" : "")
  }
}
