/// Files that are no text, told by their first bytes.
enum BinarySignature {
  private static let known: [(start: [UInt8], name: String)] = [
    ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "a PNG image"),
    ([0xFF, 0xD8, 0xFF], "a JPEG image"),
    (Array("GIF87a".utf8), "a GIF image"),
    (Array("GIF89a".utf8), "a GIF image"),
    (Array("%PDF-".utf8), "a PDF file"),
    ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive (or an office document)"),
    ([0x1F, 0x8B], "gzip-compressed data"),
    ([0x28, 0xB5, 0x2F, 0xFD], "zstd-compressed data"),
    (Array("BZh".utf8), "bzip2-compressed data"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "xz-compressed data"),
    ([0x7F, 0x45, 0x4C, 0x46], "a program"),
    (Array("SQLite format 3".utf8), "an SQLite database"),
    (Array("RIFF".utf8), "a RIFF media file"),
    ([0xD0, 0xCF, 0x11, 0xE0], "an office document"),
  ]

  /// "a PNG image", or `nil` for what may be text.
  static func name(of bytes: [UInt8]) -> String? {
    known.first { bytes.starts(with: $0.start) && ($0.start != Array("RIFF".utf8) || bytes.prefix(64).contains(0)) }?
      .name
  }

  /// Whether zero bytes and other controls are so frequent that this can't be text with a few of them.
  static func looksBinary(_ bytes: [UInt8]) -> Bool {
    let sample = bytes.prefix(65_536)
    let odd = sample.count { $0 < 0x20 && !(0x09...0x0D).contains($0) && $0 != 0x1B }
    return odd * 10 > sample.count
  }
}
