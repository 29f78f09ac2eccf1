import FettleKit

/// Writes JSON in the canonical form of RFC 8785 straight into bytes, with no tree in between.
///
/// The caller gives members in the order of their keys (UTF-16 code units, which for ASCII keys is the order of bytes);
/// `value(_:)` sorts for itself. Commas are the writer's business: `key`, `beginObject` and the rest put them where they
/// belong.
public struct JSONWriter: ~Copyable, Sendable {
  /// What was written so far.
  public var bytes: [UInt8] { out.bytes }

  private var out: ByteBuffer
  /// Whether the next key or element needs a comma before it.
  private var needsComma = false

  /// - Parameter capacity: bytes to make room for at once.
  public init(capacity: Int = 0) { out = ByteBuffer(capacity: capacity) }

  private init(_ out: consuming ByteBuffer) { self.out = out }

  /// What `write` writes: it is given the writer, and gives it back.
  ///
  /// - Parameter capacity: bytes to make room for at once; where they are enough, nothing is copied.
  public static func bytes(capacity: Int, _ write: (consuming JSONWriter) -> JSONWriter) -> [UInt8] {
    var overflow: [UInt8]?
    let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { room, count in
      let writer = write(JSONWriter(ByteBuffer(in: room)))
      if writer.out.isInLentMemory { count = writer.out.count } else { overflow = writer.bytes }
    }
    return overflow ?? bytes
  }

  // MARK: Structure

  public mutating func beginObject() {
    separate()
    out.append(UInt8(ascii: "{"))
    needsComma = false
  }

  public mutating func endObject() {
    out.append(UInt8(ascii: "}"))
    needsComma = true
  }

  public mutating func beginArray() {
    separate()
    out.append(UInt8(ascii: "["))
    needsComma = false
  }

  public mutating func endArray() {
    out.append(UInt8(ascii: "]"))
    needsComma = true
  }

  /// A member's key. Its value must follow.
  public mutating func key(_ key: StaticString) {
    separate()
    out.append(UInt8(ascii: "\""))
    // A static string is UTF-8 that lives as long as the program; keys of Fettle's own hold nothing that needs an escape.
    out.append(key)
    out.append("\":")
    needsComma = false
  }

  /// A member's key that isn't known before. Its value must follow.
  public mutating func key(named key: String) {
    string(key)
    out.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// A line end: after a record, or between records of JSON lines.
  public mutating func newline() {
    out.append(0x0A)
    needsComma = false
  }

  // MARK: Values

  public mutating func null() { word("null") }

  public mutating func bool(_ value: Bool) { word(value ? "true" : "false") }

  public mutating func integer(_ value: Int) {
    separate()
    appendDigits(value)
    needsComma = true
  }

  /// A number in ECMAScript's format, as RFC 8785 §3.2.2.3 asks for. What JSON can't say (an infinity, not-a-number)
  /// becomes `null`.
  public mutating func number(_ value: Double) {
    guard value.isFinite else { return null() }
    separate()
    var digits: [UInt8] = []
    ECMAScriptNumber.append(value, to: &digits)
    out.append(digits)
    needsComma = true
  }

  /// A half-open range as `[start, end]`.
  public mutating func range(_ range: Range<Int>) {
    beginArray()
    appendDigits(range.lowerBound)
    out.append(UInt8(ascii: ","))
    appendDigits(range.upperBound)
    endArray()
  }

  public mutating func string(_ text: String) {
    var text = text
    text.withUTF8 { string(utf8: $0) }
  }

  /// A string from UTF-8 bytes, which must be valid.
  public mutating func string(utf8 text: ArraySlice<UInt8>) {
    text.withUnsafeBufferPointer { string(utf8: $0) }
  }

  /// A string from UTF-8 bytes, which must be valid.
  public mutating func string(utf8 text: UnsafeBufferPointer<UInt8>) {
    beginString()
    continueString(utf8: text)
    endString()
  }

  /// Starts a string that is put together from parts.
  public mutating func beginString() {
    separate()
    out.append(UInt8(ascii: "\""))
  }

  public mutating func endString() {
    out.append(UInt8(ascii: "\""))
    needsComma = true
  }

  /// A part of a string, as valid UTF-8.
  public mutating func continueString(utf8 text: ArraySlice<UInt8>) {
    text.withUnsafeBufferPointer { continueString(utf8: $0) }
  }

  /// A part of a string, as valid UTF-8.
  public mutating func continueString(utf8 text: UnsafeBufferPointer<UInt8>) {
    var rest = text
    while true {
      let plain = out.append(unescaped: rest)
      if plain >= rest.count { return }
      appendEscape(of: rest[plain])
      rest = UnsafeBufferPointer(rebasing: rest[(plain + 1)...])
    }
  }

  /// Any value, with the members of objects sorted.
  public mutating func value(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .bool(let value): bool(value)
    case .number(let value): number(value)
    case .string(let value): string(value)
    case .array(let elements):
      beginArray()
      for element in elements { self.value(element) }
      endArray()
    case .object(let members):
      beginObject()
      for (key, member) in members.sorted(by: { JSONWriter.precedes($0.key, $1.key) }) {
        self.key(named: key)
        self.value(member)
      }
      endObject()
    }
  }

  /// Puts in a piece of canonical JSON as it is: for places where a call for every bracket and comma would cost more than
  /// the values between them. Brackets and commas around the piece are the caller's.
  public mutating func piece(_ json: StaticString) {
    out.append(json)
  }

  /// The same for a piece that was made before.
  public mutating func piece(canonical json: [UInt8]) { out.append(json) }

  /// An integer as a part of a piece.
  public mutating func piece(integer value: Int) { appendDigits(value) }

  /// Two integers with a comma between them, and the pieces around them: `before` has the bracket that opens a range.
  public mutating func piece(_ before: StaticString, range: Range<Int>, _ after: StaticString) {
    piece(
      UnsafeBufferPointer(start: before.utf8Start, count: before.utf8CodeUnitCount), range,
      UnsafeBufferPointer(start: after.utf8Start, count: after.utf8CodeUnitCount))
  }

  /// The same between pieces that were made before.
  public mutating func piece(
    canonical before: UnsafeBufferPointer<UInt8>, range: Range<Int>, canonical after: UnsafeBufferPointer<UInt8>
  ) {
    piece(before, range, after)
  }

  @inline(__always)
  private mutating func piece(
    _ before: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ after: UnsafeBufferPointer<UInt8>
  ) {
    if let low = DecimalDigits(range.lowerBound), let high = DecimalDigits(range.upperBound) {
      out.append(before, low, high, after)
    } else {
      out.append(before)
      appendDigits(range.lowerBound)
      out.append(UInt8(ascii: ","))
      appendDigits(range.upperBound)
      out.append(after)
    }
  }

  /// The inside of a string as a part of a piece, as valid UTF-8.
  public mutating func piece(text: UnsafeBufferPointer<UInt8>) { continueString(utf8: text) }

  /// Between pieces: says that a value is to be written next.
  public mutating func beginValue() { needsComma = false }

  /// After pieces: says that a value has just ended.
  public mutating func endPieces() { needsComma = true }

  /// Puts in bytes that already are canonical JSON: one value, without a line end.
  public mutating func canonical(_ json: [UInt8]) {
    separate()
    out.append(json)
    needsComma = true
  }

  /// The order of keys in RFC 8785 §3.2.3: by UTF-16 code units.
  public static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf16.lexicographicallyPrecedes(right.utf16)
  }

  /// A value's canonical bytes, without a line end.
  public static func bytes(of value: JSONValue) -> [UInt8] {
    var writer = JSONWriter()
    writer.value(value)
    return writer.bytes
  }

  // MARK: Parts

  private mutating func separate() {
    if needsComma { out.append(UInt8(ascii: ",")) }
  }

  private mutating func word(_ word: StaticString) {
    separate()
    out.append(word)
    needsComma = true
  }

  private mutating func appendDigits(_ value: Int) {
    if let digits = DecimalDigits(value) { return out.append(digits) }
    if value < 0 { out.append(UInt8(ascii: "-")) }
    var digits: [UInt8] = []
    var rest = value.magnitude
    while rest > 0 {
      digits.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    }
    out.append(digits.reversed())
  }

  /// RFC 8785 §3.2.2.2: the short escapes where JSON has them, else `\u00xx` in lower case.
  private mutating func appendEscape(of byte: UInt8) {
    out.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x08: out.append(UInt8(ascii: "b"))
    case 0x09: out.append(UInt8(ascii: "t"))
    case 0x0A: out.append(UInt8(ascii: "n"))
    case 0x0C: out.append(UInt8(ascii: "f"))
    case 0x0D: out.append(UInt8(ascii: "r"))
    case 0x22, 0x5C: out.append(byte)
    default:
      out.append("u00")
      out.append(UInt8(ascii: "0") + (byte >> 4))
      let low = byte & 0xF
      out.append(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + (low - 10))
    }
  }
}
