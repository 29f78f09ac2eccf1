import FettleKit
import Testing

@testable import Ingest

@Suite("Bytes are read as text")
struct TextDecoderTests {
  static let sentence = "Zo\u{EB} \u{2019}s na\u{EF}ve caf\u{E9} sold 12 \u{B5}l of tea."

  private func decode(_ bytes: [UInt8]) throws -> DecodedText { try TextDecoder.decode(bytes) }

  private func utf16(_ text: String, isBigEndian: Bool) -> [UInt8] {
    text.utf16.flatMap { unit in
      let high = UInt8(unit >> 8)
      let low = UInt8(unit & 0xFF)
      return isBigEndian ? [high, low] : [low, high]
    }
  }

  @Test("UTF-8 stays as it is")
  func plainUTF8() throws {
    let decoded = try decode(Array(Self.sentence.utf8))
    #expect(decoded.bytes == Array(Self.sentence.utf8))
    #expect(decoded.charset == "UTF-8")
    #expect(decoded.replacements == 0)
  }

  @Test("a byte order mark is no part of the text")
  func byteOrderMark() throws {
    let decoded = try decode([0xEF, 0xBB, 0xBF] + Array(Self.sentence.utf8))
    #expect(decoded.bytes == Array(Self.sentence.utf8))
    #expect(decoded.charset == "UTF-8")
  }

  @Test("UTF-16 is told by its byte order mark, or by its zero bytes", arguments: [true, false], [true, false])
  func utf16(_ isBigEndian: Bool, _ hasMark: Bool) throws {
    let mark: [UInt8] = !hasMark ? [] : isBigEndian ? [0xFE, 0xFF] : [0xFF, 0xFE]
    let decoded = try decode(mark + utf16(Self.sentence + " \u{1D49C}", isBigEndian: isBigEndian))
    #expect(String(decoding: decoded.bytes, as: UTF8.self) == Self.sentence + " \u{1D49C}")
    #expect(decoded.charset == (isBigEndian ? "UTF-16BE" : "UTF-16LE"))
    #expect(decoded.replacements == 0)
  }

  @Test("UTF-16 that is cut in the middle of a unit, or of a pair, says so")
  func cutUTF16() throws {
    let whole = [0xFF, 0xFE] + utf16("Half a word", isBigEndian: false)
    let cut = try decode(whole.dropLast())
    #expect(String(decoding: cut.bytes, as: UTF8.self) == "Half a wor\u{FFFD}")
    #expect(cut.replacements == 1)
    let pair = try decode([0xFF, 0xFE] + utf16("A\u{1D49C}", isBigEndian: false).dropLast(2))
    #expect(String(decoding: pair.bytes, as: UTF8.self) == "A\u{FFFD}")
    #expect(pair.replacements == 1)
  }

  @Test("bytes that are no UTF-8 are ISO-8859-1, or windows-1252 where they use what only that has")
  func western() throws {
    let latin = try decode(
      Array("R\u{E9}sum\u{E9} d\u{2019}un ".utf8.prefix(0)) + latin1("Le caf\u{E9} de Zo\u{EB} \u{E0} Orl\u{E9}ans"))
    #expect(String(decoding: latin.bytes, as: UTF8.self) == "Le caf\u{E9} de Zo\u{EB} \u{E0} Orl\u{E9}ans")
    #expect(latin.charset == "ISO-8859-1")
    let quoted =
      latin1("Le caf\u{E9} de Zo\u{EB}, ") + [0x93] + latin1("d\u{E9}j\u{E0} vu") + [0x94, 0x20, 0x96, 0x20, 0x80]
    let windows = try decode(quoted)
    #expect(
      String(decoding: windows.bytes, as: UTF8.self)
        == "Le caf\u{E9} de Zo\u{EB}, \u{201C}d\u{E9}j\u{E0} vu\u{201D} \u{2013} \u{20AC}")
    #expect(windows.charset == "windows-1252")
  }

  private func latin1(_ text: String) -> [UInt8] { text.unicodeScalars.map { UInt8($0.value) } }

  @Test("Cyrillic text is told by the detector")
  func cyrillic() throws {
    let text = "Список литературы к статье о свойствах воды и льда, написанной для широкого круга читателей."
    // windows-1251 has the letters of the alphabet in order, but for ё.
    let bytes = text.unicodeScalars.map { scalar in
      (0x410...0x44F).contains(scalar.value) ? UInt8(scalar.value - 0x410 + 0xC0) : UInt8(scalar.value)
    }
    let decoded = try decode(bytes)
    #expect(String(decoding: decoded.bytes, as: UTF8.self) == text)
    #expect(decoded.charset.uppercased() == "WINDOWS-1251")
  }

  @Test("Japanese text is told by the detector")
  func japanese() throws {
    let text = "これはみずとこおりについてのながいはなしです。ひとはそれをよんで、わらいました。"
    // EUC-JP has hiragana in the order of Unicode, from A4 A1; the comma and the full stop are A1 A2 and A1 A3.
    let bytes = text.unicodeScalars.flatMap { scalar -> [UInt8] in
      scalar.value >= 0x3041
        ? [0xA4, UInt8(scalar.value - 0x3041 + 0xA1)] : [0xA1, UInt8(scalar.value - 0x3001 + 0xA2)]
    }
    let decoded = try decode(bytes)
    #expect(String(decoding: decoded.bytes, as: UTF8.self) == text)
    #expect(decoded.charset == "EUC-JP")
  }

  @Test("a character that is torn at the end becomes one mark, and the rest stays UTF-8")
  func tornCharacter() throws {
    let text = String(repeating: "An even line without anything odd. ", count: 3)
    let decoded = try decode(Array(text.utf8) + [0xE2, 0x80])
    #expect(String(decoding: decoded.bytes, as: UTF8.self) == text + "\u{FFFD}")
    #expect(decoded.charset == "UTF-8")
    #expect(decoded.replacements == 1)
  }

  @Test("a stray byte among much UTF-8 becomes one mark and is counted")
  func strayByte() throws {
    let text = String(repeating: "\u{E9}t\u{E9} ", count: 30)
    let decoded = try decode(Array(text.utf8) + [0xFF] + Array(text.utf8))
    #expect(String(decoding: decoded.bytes, as: UTF8.self) == text + "\u{FFFD}" + text)
    #expect(decoded.replacements == 1)
    let document = try Ingest.document(bytes: Array(text.utf8) + [0xFF] + Array(text.utf8), path: "a.txt")
    #expect(document.quality["undecodable-bytes"] == 1)
  }

  @Test("a few zero bytes in a text stay in it")
  func zeroBytes() throws {
    let bytes = Array("A sentence with a hole".utf8) + [0] + Array("in it, and nothing else wrong.".utf8)
    #expect(try decode(bytes).bytes == bytes)
  }

  @Test(
    "a file that is no text is refused in words that say what it is",
    arguments: [
      ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13], "PNG"),
      (Array("%PDF-1.7\n".utf8), "PDF"),
      ([0x50, 0x4B, 0x03, 0x04, 0x14, 0], "ZIP"),
      ([0x1F, 0x8B, 0x08, 0], "gzip"),
      ([0x28, 0xB5, 0x2F, 0xFD, 4], "zstd"),
      ([0xFF, 0xD8, 0xFF, 0xE0], "JPEG"),
      ([UInt8](repeating: 0, count: 4096), "zero byte"),
    ] as [([UInt8], String)])
  func signatures(_ bytes: [UInt8], _ word: String) throws {
    let error = #expect(throws: IngestError.self) { try Ingest.document(bytes: bytes, path: "a.txt") }
    #expect(error?.reason.contains(word) == true, "\(error?.reason ?? "no error")")
    #expect(error?.offset == 0)
  }

  @Test(
    "a file without content is refused",
    arguments: [
      "", " ", "\n\n\r\n\t ", "\u{FEFF}", "\u{FEFF}\n", "\u{A0}\u{2003}\u{200B}", "\u{85}\u{85}", "\u{2028}\n\u{2029}",
    ])
  func empty(_ text: String) throws {
    let error = #expect(throws: IngestError.self) { try Ingest.document(bytes: Array(text.utf8), path: "a.txt") }
    let reason = text.isEmpty ? "the file is empty" : "the file holds nothing but white space"
    #expect(error?.reason == reason)
  }

  @Test("the source is described as it was read, and the text's digest is of the decoded text")
  func source() throws {
    let bytes = [0xEF, 0xBB, 0xBF] + Array("One line of text.\n".utf8)
    let source = try Ingest.document(bytes: bytes, path: "in/a.txt").source
    #expect(source.path == "in/a.txt")
    #expect(source.bytes == 21)
    #expect(source.mediaType == "text/plain")
    #expect(source.sha256 != source.textSHA256)
    #expect(source.textSHA256 == (try Ingest.document(bytes: Array(bytes.dropFirst(3)), path: "b").source.sha256))
  }
}
