/// A way to make bytes fewer.
public enum CompressionFormat: String, Sendable, CaseIterable {
  case gzip
  case zstd
  case bzip2
  case xz
  /// RFC 1950; in HTTP called "deflate".
  case zlib
  /// RFC 1951, with nothing round it.
  case deflate
  case brotli

  /// What a file of this kind begins with; empty where nothing tells.
  var signature: [UInt8] {
    switch self {
    case .gzip: [0x1F, 0x8B, 0x08]
    case .zstd: [0x28, 0xB5, 0x2F, 0xFD]
    case .bzip2: [0x42, 0x5A, 0x68]
    case .xz: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]
    case .zlib, .deflate, .brotli: []
    }
  }

  /// Endings of file names, with the dot.
  public var endings: [String] {
    switch self {
    case .gzip: [".gz", ".tgz"]
    case .zstd: [".zst", ".zstd"]
    case .bzip2: [".bz2"]
    case .xz: [".xz"]
    case .zlib, .deflate, .brotli: []
    }
  }

  /// What a file's first bytes (six are enough) say; `nil`: not compressed.
  public static func detect(_ start: UnsafeRawBufferPointer) -> CompressionFormat? {
    for format in [CompressionFormat.gzip, .zstd, .xz] where start.starts(with: format.signature) { return format }
    // Behind bzip2's letters comes the block size, and then a block or the end.
    if start.count >= 10, start.starts(with: CompressionFormat.bzip2.signature), (0x31...0x39).contains(start[3]),
      start[4] == 0x31 || start[4] == 0x17
    {
      return .bzip2
    }
    // A skippable frame of zstd: a WARC's dictionary, say.
    if isSkippableFrame(start) { return .zstd }
    return nil
  }

  static func isSkippableFrame(_ start: UnsafeRawBufferPointer) -> Bool {
    start.count >= 8 && start[0] & 0xF0 == 0x50 && start[1] == 0x2A && start[2] == 0x4D && start[3] == 0x18
  }

  func makeDecoder(dictionary: [UInt8] = []) throws(StreamFault) -> any StreamDecoder {
    switch self {
    case .gzip: try ZlibDecoder(.gzip)
    case .zlib: try ZlibDecoder(.zlib)
    case .deflate: try ZlibDecoder(.deflate)
    case .zstd: try ZstdDecoder(dictionary: dictionary)
    case .bzip2: try BzipDecoder()
    case .xz: try XZDecoder()
    case .brotli: try BrotliDecoder()
    }
  }
}

/// Decodes one member: a piece of compressed data that is whole by itself.
protocol StreamDecoder: AnyObject {
  /// Takes what it can of `input` and writes what it can to `output`.
  func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(StreamFault) -> DecodingStep
}

struct DecodingStep {
  var consumed: Int
  var produced: Int
  var isAtEnd: Bool
}
