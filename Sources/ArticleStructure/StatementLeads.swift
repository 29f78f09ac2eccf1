import FettleKit

/// How lines begin that are a statement by themselves, from `Data/leads.txt`.
struct StatementLeads: Sendable {
  private struct Lead: Sendable {
    var key: [UInt8]
    /// The first four bytes of the key, and which of them count; most lines are told from a lead by them.
    var head: UInt32
    var mask: UInt32
    var statement: Statement
    var asksForDate: Bool
  }

  static let builtin = StatementLeads(PackageResources.leads_txt)

  /// By their first bytes, and the longest first.
  private let leads: [Lead]
  /// By byte: where in `leads` those begin that begin with it; one element more than there are bytes.
  private let starts: [UInt16]

  init(_ file: [UInt8]) {
    var leads: [Lead] = []
    for (group, entries) in WordLists.groups(file) {
      guard let statement = Statement(rawValue: group) else { continue }
      for entry in entries {
        let asksForDate = entry.hasSuffix("…")
        let text = asksForDate ? String(entry.dropLast()) : entry
        if !text.isEmpty {
          let key = Array(text.utf8)
          let count = min(4, key.count)
          let head = key.prefix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
          leads.append(
            Lead(
              key: key, head: head, mask: UInt32.max >> UInt32(8 * (4 - count)), statement: statement,
              asksForDate: asksForDate))
        }
      }
    }
    leads.sort {
      if $0.key[0] != $1.key[0] { return $0.key[0] < $1.key[0] }
      if $0.key.count != $1.key.count { return $0.key.count > $1.key.count }
      return String(decoding: $0.key, as: UTF8.self) > String(decoding: $1.key, as: UTF8.self)
    }
    self.leads = leads
    starts = (0...256).map { byte in UInt16(leads.prefix { Int($0.key[0]) < byte }.count) }
  }

  /// The statement that a line announces itself to be.
  func statement(_ text: Bytes) -> Statement? {
    guard let first = text.first, text.count > 6, text.count < 4000 else { return nil }
    let start = Int(starts[Int(first)])
    let end = Int(starts[Int(first) + 1])
    guard start < end else { return nil }
    let head = UInt32(text[0]) | UInt32(text[1]) << 8 | UInt32(text[2]) << 16 | UInt32(text[3]) << 24
    for index in start..<end
    where head & leads[index].mask == leads[index].head && text.begins(with: leads[index].key) {
      if leads[index].asksForDate {
        guard text.count < 300, DateReader.first(in: text.head(60)) != nil else { continue }
      }
      return leads[index].statement
    }
    return nil
  }
}
