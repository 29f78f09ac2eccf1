import CanonicalJSON
import FettleKit
import TestSupport
import Testing

@Suite("Canonical JSON (RFC 8785)")
struct JSONWriterTests {
  private func text(_ value: JSONValue) -> String { String(decoding: JSONWriter.bytes(of: value), as: UTF8.self) }

  @Test(
    "a number is printed as ECMAScript prints it",
    arguments: [
      (0.0, "0"), (-0.0, "0"), (1, "1"), (-1, "-1"), (0.5, "0.5"), (100, "100"), (123.456, "123.456"),
      (1e-6, "0.000001"), (1.5e-6, "0.0000015"), (1e-7, "1e-7"), (-1.25e-9, "-1.25e-9"), (1e16, "10000000000000000"),
      (1e20, "100000000000000000000"), (1e21, "1e+21"), (1.5e300, "1.5e+300"), (.leastNonzeroMagnitude, "5e-324"),
      (1.7976931348623157e308, "1.7976931348623157e+308"), (9_007_199_254_740_992, "9007199254740992"),
      (0.1 + 0.2, "0.30000000000000004"), (4.35, "4.35"), (2e-3, "0.002"), (333_333_333.33333329, "333333333.3333333"),
      (123_456_789_012_345_683_968, "123456789012345680000"), (0.94, "0.94"),
    ] as [(Double, String)])
  func numbers(value: Double, printed: String) {
    #expect(text(.number(value)) == printed)
  }

  @Test("what JSON has no number for is null", arguments: [Double.nan, .infinity, -.infinity])
  func notFinite(value: Double) {
    #expect(text(.number(value)) == "null")
  }

  @Test(
    "an integer is printed with all its digits",
    arguments: [0, 7, 10, 99_999_999, 100_000_000, 123_456_789_012, -1, -42, Int.max, Int.min])
  func integers(value: Int) {
    var json = JSONWriter()
    json.integer(value)
    #expect(String(decoding: json.bytes, as: UTF8.self) == String(value))
  }

  @Test("a range is printed with all its digits, however many they are", arguments: 0..<200)
  func ranges(seed: Int) {
    var random = SplitMix(seed: UInt64(seed))
    let most = [9, 99, 999, 9_999, 99_999, 999_999, 9_999_999, 99_999_999, 100_000_010, Int.max][seed % 10]
    let low = Int.random(in: 0...most, using: &random)
    let high = Int.random(in: low...most, using: &random)
    var json = JSONWriter()
    json.piece("[", range: low..<high, "]")
    Array(",[]".utf8).withUnsafeBufferPointer { pieces in
      json.piece(
        canonical: UnsafeBufferPointer(rebasing: pieces[..<2]), range: low..<high,
        canonical: UnsafeBufferPointer(rebasing: pieces[2...]))
    }
    #expect(String(decoding: json.bytes, as: UTF8.self) == "[\(low),\(high)],[\(low),\(high)]")
    var range = JSONWriter()
    range.range(low..<high)
    #expect(String(decoding: range.bytes, as: UTF8.self) == "[\(low),\(high)]")
  }

  @Test("what is written is the same however much room was made for it", arguments: [0, 1, 40, 63, 64, 65, 5000])
  func room(capacity: Int) {
    let bytes = JSONWriter.bytes(capacity: capacity) { json in
      var json = json
      json.beginArray()
      for number in 0..<300 { json.integer(number) }
      json.endArray()
      return json
    }
    #expect(bytes == Array("[\((0..<300).map(String.init).joined(separator: ","))]".utf8))
  }

  @Test("keys are sorted by UTF-16 code units, so a character beyond the first plane stands before U+FB33")
  func surrogateOrder() {
    let value: JSONValue = [
      "\u{FB33}": 1, "\u{1F600}": 2, "\u{20AC}": 3, "\r": 4, "1": 5, "\u{80}": 6, "\u{F6}": 7, "": 8, "a": 9, "B": 10,
    ]
    #expect(
      text(value)
        == "{\"\":8,\"\\r\":4,\"1\":5,\"B\":10,\"a\":9,\"\u{80}\":6,\"\u{F6}\":7,\"\u{20AC}\":3,\"\u{1F600}\":2,\"\u{FB33}\":1}"
    )
  }

  @Test("only what must be escaped is escaped, the short way where there is one")
  func escapes() {
    var every = ""
    for value in 0..<0x20 { every.unicodeScalars.append(Unicode.Scalar(UInt8(value))) }
    #expect(
      text(.string(every + "\"\\/\u{7F}é\u{2028}😀"))
        == "\"\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n\\u000b\\f\\r\\u000e\\u000f"
        + "\\u0010\\u0011\\u0012\\u0013\\u0014\\u0015\\u0016\\u0017\\u0018\\u0019\\u001a\\u001b\\u001c\\u001d\\u001e\\u001f"
        + "\\\"\\\\/\u{7F}é\u{2028}😀\"")
  }

  @Test("an escape is found at every place of a long string")
  func escapeAtEveryPlace() throws {
    for count in 0..<40 {
      for place in 0...count {
        for odd in ["\"", "\\", "\n", "\u{1}", "é", "\u{7F}", "!", "#", "]", "["] {
          let value = JSONValue.string(
            String(repeating: "x", count: place) + odd + String(repeating: "é", count: count - place))
          #expect(try JSONReader.read(JSONWriter.bytes(of: value)) == value)
        }
      }
    }
  }

  @Test("nothing stands between the parts of a value")
  func structure() {
    #expect(
      text(["b": [1, true, nil, [], [:]], "a": ["x": "y"], "c": false])
        == #"{"a":{"x":"y"},"b":[1,true,null,[],{}],"c":false}"#)
  }

  @Test("writing piece by piece gives the same bytes as writing the value")
  func pieces() {
    var json = JSONWriter()
    json.beginObject()
    json.key("a")
    json.beginArray()
    json.piece("[1,\"")
    Array("x\ny".utf8).withUnsafeBufferPointer { json.piece(text: $0) }
    json.piece("\"]")
    json.endPieces()
    json.range(3..<12)
    json.endArray()
    json.key(named: "b\n")
    json.null()
    json.key("c")
    json.beginString()
    json.continueString(utf8: Array("p".utf8)[...])
    json.continueString(utf8: Array("\"q".utf8)[...])
    json.endString()
    json.endObject()
    #expect(json.bytes == JSONWriter.bytes(of: ["a": [[1, "x\ny"], [3, 12]], "b\n": nil, "c": "p\"q"]))
  }

  @Test("what was written is read back as it was, and written again as the same bytes")
  func roundTrip() throws {
    var random = SplitMix(seed: 7)
    for _ in 0..<500 {
      let value = random.value(depth: 4)
      let bytes = JSONWriter.bytes(of: value)
      let again = try JSONReader.read(bytes)
      #expect(again == value)
      #expect(JSONWriter.bytes(of: again) == bytes)
    }
  }
}

extension SplitMix {
  mutating func text() -> String {
    let scalars: [Unicode.Scalar] = ["a", "\"", "\\", "\n", "\u{0}", "é", "€", "\u{FB33}", "😀", "z", " ", "/"]
    var text = ""
    for _ in 0..<Int.random(in: 0...12, using: &self) {
      text.unicodeScalars.append(scalars[Int.random(in: 0..<scalars.count, using: &self)])
    }
    return text
  }

  mutating func value(depth: Int) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &self) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &self))
    case 2: return .string(text())
    case 3:
      let bits = Double(bitPattern: next())
      return .number(bits.isFinite && bits != 0 ? bits : 17)
    case 4: return .number(Double(Int.random(in: 1...1_000_000, using: &self)) / 1000)
    case 5: return .array((0..<Int.random(in: 0...4, using: &self)).map { _ in value(depth: depth - 1) })
    default:
      var members: [String: JSONValue] = [:]
      for _ in 0..<Int.random(in: 0...5, using: &self) { members[text()] = value(depth: depth - 1) }
      return .object(members)
    }
  }
}
