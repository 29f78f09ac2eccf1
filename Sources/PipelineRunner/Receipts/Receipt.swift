/// What a run notes of a document that it finished, so that the next run need not do it again.
struct Receipt: Sendable, Equatable {
  /// What a file's inode says, apart from its content: as long as that is the same, nobody has written to the file. The
  /// time is that of the last change of any kind, which no program can set.
  struct Mark: Sendable, Equatable {
    var inode: UInt64
    var changeSeconds: Int
    var changeNanoseconds: Int
  }

  struct Output: Sendable, Equatable {
    /// Relative to the output folder.
    var path: String
    var size: Int
    var sha256: String
    var mark: Mark?
  }

  /// Bytes in a file that all documents share.
  struct Part: Sendable, Equatable {
    var container: String
    var offset: Int
    var size: Int
    var sha256: String
  }

  /// Of the input, as the manifest names it.
  var path: String
  /// What the document's files are called: different for every input.
  var name: String
  var size: Int
  var sha256: String
  /// Of what was known of the document beside its bytes; empty where nothing was.
  var circumstances = ""
  /// Of the input, where its next change can't have the same.
  var mark: Mark?
  var isQuarantined = false
  /// The stage that a document in quarantine failed at, from 1; 0 where it was none yet, `nil` where it was none any more.
  var failedStage: Int?
  var outputs: [Output] = []
  var parts: [Part] = []
}

extension Receipt {
  // A line is fields parted by tabs: the document's own, then "c" and the digest of its circumstances where it has any, "i"
  // and the input's mark where there is one, then for each output "o" and its fields, for each part "p" and its fields. Tabs,
  // line ends and backslashes in names are escaped.

  func append(to bytes: inout [UInt8]) {
    // Lines that begin with these say something of the run.
    if let first = path.utf8.first, first == ReceiptFile.settingsMark || first == ReceiptFile.sealMark {
      bytes.append(0x5C)
    }
    Receipt.append(path, to: &bytes)
    let kind = isQuarantined ? "q" + (failedStage.map { String($0) } ?? "") : "a"
    for field in [name, String(size), sha256, kind] { Receipt.append(tab: field, to: &bytes) }
    if !circumstances.isEmpty {
      for field in ["c", circumstances] { Receipt.append(tab: field, to: &bytes) }
    }
    if let mark {
      Receipt.append(tab: "i", to: &bytes)
      Receipt.append(mark, to: &bytes)
    }
    for output in outputs {
      for field in ["o", output.path, String(output.size), output.sha256] { Receipt.append(tab: field, to: &bytes) }
      Receipt.append(output.mark ?? Mark(inode: 0, changeSeconds: 0, changeNanoseconds: 0), to: &bytes)
    }
    for part in parts {
      for field in ["p", part.container, String(part.offset), String(part.size), part.sha256] {
        Receipt.append(tab: field, to: &bytes)
      }
    }
    bytes.append(0x0A)
  }

  private static func append(tab field: String, to bytes: inout [UInt8]) {
    bytes.append(0x09)
    append(field, to: &bytes)
  }

  private static func append(_ mark: Mark, to bytes: inout [UInt8]) {
    for number in [Int(truncatingIfNeeded: mark.inode), mark.changeSeconds, mark.changeNanoseconds] {
      append(tab: String(number), to: &bytes)
    }
  }

  /// A field as it is written.
  static func escaped(_ field: String) -> [UInt8] {
    var bytes: [UInt8] = []
    append(field, to: &bytes)
    return bytes
  }

  /// The name in a line, as it is written.
  static func name(of line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let tab = line.firstIndex(of: 0x09) else { return nil }
    let rest = line[(tab + 1)...]
    return rest.firstIndex(of: 0x09).map { rest[..<$0] }
  }

  private static func append(_ field: String, to bytes: inout [UInt8]) {
    for byte in field.utf8 {
      switch byte {
      case 0x09: bytes += [0x5C, 0x74]
      case 0x0A: bytes += [0x5C, 0x6E]
      case 0x5C: bytes += [0x5C, 0x5C]
      default: bytes.append(byte)
      }
    }
  }

  /// Reads a line without its end; `nil` where it isn't whole.
  init?(_ line: ArraySlice<UInt8>) {
    var fields = FieldReader(line)
    guard let path = fields.text(), let name = fields.text(), let size = fields.number(), let sha256 = fields.text(),
      let kind = fields.text()
    else { return nil }
    self.init(path: path, name: name, size: size, sha256: sha256, isQuarantined: kind.hasPrefix("q"))
    failedStage = Int(kind.dropFirst())
    while let kind = fields.text() {
      switch kind {
      case "c":
        guard let digest = fields.text() else { return nil }
        circumstances = digest
      case "i":
        guard let mark = fields.mark() else { return nil }
        self.mark = mark
      case "o":
        guard let path = fields.text(), let size = fields.number(), let sha256 = fields.text(),
          let mark = fields.mark()
        else { return nil }
        outputs.append(Output(path: path, size: size, sha256: sha256, mark: mark.inode == 0 ? nil : mark))
      case "p":
        guard let container = fields.text(), let offset = fields.number(), let size = fields.number(),
          let sha256 = fields.text()
        else { return nil }
        parts.append(Part(container: container, offset: offset, size: size, sha256: sha256))
      default: return nil
      }
    }
  }

  /// Takes a line apart.
  struct FieldReader {
    private var rest: ArraySlice<UInt8>
    private var isAtEnd = false

    init(_ line: ArraySlice<UInt8>) { rest = line }

    mutating func text() -> String? {
      if isAtEnd { return nil }
      let field = rest.prefix { $0 != 0x09 }
      isAtEnd = field.endIndex == rest.endIndex
      rest = rest[(isAtEnd ? field.endIndex : field.endIndex + 1)...]
      guard field.contains(0x5C) else { return String(decoding: field, as: UTF8.self) }
      var bytes: [UInt8] = []
      var isEscaped = false
      for byte in field {
        if isEscaped {
          bytes.append(byte == 0x74 ? 0x09 : byte == 0x6E ? 0x0A : byte)
          isEscaped = false
        } else if byte == 0x5C {
          isEscaped = true
        } else {
          bytes.append(byte)
        }
      }
      return String(decoding: bytes, as: UTF8.self)
    }

    mutating func number() -> Int? { text().flatMap { Int($0) } }

    mutating func mark() -> Mark? {
      guard let inode = number(), let seconds = number(), let nanoseconds = number() else { return nil }
      return Mark(inode: UInt64(truncatingIfNeeded: inode), changeSeconds: seconds, changeNanoseconds: nanoseconds)
    }
  }
}
