import CanonicalJSON
import FettleKit
import Testing

@testable import ArchiveExport

/// Checks a record against its source knowing nothing of how it was made: as a reader would who has the two files.
struct OutsideCheck {
  var record: JSONValue
  var source: [UInt8]

  /// What is wrong, or `nil`.
  func fault() -> String? {
    guard let ledger = record["ledger"]?.array else { return "there is no ledger" }
    var covered = [Bool](repeating: false, count: source.count)
    var end = 0
    var parts: [String: [UInt8]] = [:]
    for entry in ledger {
      guard let start = entry[0]?.number.map({ Int($0) }), let stop = entry[1]?.number.map({ Int($0) }),
        let pointer = entry[2]?.string
      else { return "an entry is no triple" }
      if start < end || stop <= start || stop > source.count { return "[\(start), \(stop)] is out of order" }
      if record.resolve(pointer: pointer) == nil { return "\(pointer) leads nowhere" }
      for byte in start..<stop { covered[byte] = true }
      parts[pointer, default: []] += source[start..<stop] + [0x20]
      end = stop
    }
    var isSeparator = [Bool](repeating: false, count: source.count)
    var at = 0
    for scalar in String(decoding: source, as: UTF8.self).unicodeScalars {
      let length = UTF8.encode(scalar)?.count ?? 0
      let separators: [UInt32] = [0xA0, 0x2002, 0x2003, 0x2009, 0x200B, 0x202F, 0xFEFF]
      let isSpace = scalar.value == 0x20 || (0x09...0x0D).contains(scalar.value) || separators.contains(scalar.value)
      for byte in at..<(at + length) { isSeparator[byte] = isSpace }
      at += length
    }
    if let lost = source.indices.first(where: { !covered[$0] && !isSeparator[$0] }) {
      return "byte \(lost) is not accounted for"
    }
    for (pointer, bytes) in parts {
      let held = strings(record.resolve(pointer: pointer) ?? .null).joined(separator: " ")
      for word in words(String(decoding: bytes, as: UTF8.self)) where !squeezed(held).contains(word) {
        return "\(pointer) lacks '\(word)'"
      }
      guard pointer.hasPrefix("/body/") || pointer.hasPrefix("/removed/") else { continue }
      let text = record.resolve(pointer: pointer + "/text")?.string ?? ""
      let from = squeezed(String(decoding: bytes, as: UTF8.self))
      for word in words(text) where !from.contains(word) { return "\(pointer) has '\(word)', which its bytes lack" }
    }
    return nil
  }

  private func strings(_ value: JSONValue) -> [String] {
    switch value {
    case .string(let text): return [text]
    case .array(let elements): return elements.flatMap(strings)
    case .object(let members): return members.values.flatMap(strings)
    default: return []
    }
  }

  private func words(_ text: String) -> [String] {
    text.split { !$0.isLetter && !$0.isNumber }.filter { $0.count >= 3 }.map(String.init)
  }

  private func squeezed(_ text: String) -> String { String(text.filter { $0.isLetter || $0.isNumber }) }
}

@Suite("Promise 1: nothing is lost")
struct LedgerPropertyTests {
  @Test("every byte of a random document with random outcomes is found again in its record", arguments: 0..<200)
  func random(seed: Int) throws {
    var random = RandomDocument(seed: UInt64(seed))
    let document = random.document()
    let bytes = try ArticleRecord.bytes(of: document)
    let fault = OutsideCheck(record: try JSONReader.read(bytes), source: document.text).fault()
    #expect(fault == nil)
  }

  @Test("the check from outside sees what is missing")
  func canFail() throws {
    let document = SampleDocument.full()
    let record = try JSONReader.read(try ArticleRecord.bytes(of: document))
    #expect(OutsideCheck(record: record, source: document.text).fault() == nil)
    guard case .object(let members) = record else { return }

    var shorter = members
    shorter["ledger"] = .array(Array((members["ledger"]?.array ?? []).dropLast()))
    #expect(OutsideCheck(record: .object(shorter), source: document.text).fault()?.contains("not accounted") == true)

    var empty = members
    empty["removed"] = []
    #expect(OutsideCheck(record: .object(empty), source: document.text).fault()?.contains("leads nowhere") == true)

    var other = members
    other["body"] = .array((members["body"]?.array ?? []).map { _ in ["text": "something else"] })
    #expect(OutsideCheck(record: .object(other), source: document.text).fault()?.contains("lacks") == true)
  }
}
