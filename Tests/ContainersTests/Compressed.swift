import CBzip2
import CLZMA
import CZlib
import CZstd

/// Bytes as compression programs write them.
enum Compressed {
  static func gzip(_ bytes: [UInt8]) -> [UInt8] { deflated(bytes, windowBits: 31) }
  static func zlib(_ bytes: [UInt8]) -> [UInt8] { deflated(bytes, windowBits: 15) }
  static func deflate(_ bytes: [UInt8]) -> [UInt8] { deflated(bytes, windowBits: -15) }

  private static func deflated(_ bytes: [UInt8], windowBits: CInt) -> [UInt8] {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    defer { stream.deallocate() }
    deflateInit2_(
      stream, 6, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size))
    defer { deflateEnd(stream) }
    var (input, output) = (bytes, [UInt8](repeating: 0, count: bytes.count + bytes.count / 10 + 128))
    let room = output.count
    input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        stream.pointee.next_in = input.baseAddress
        stream.pointee.avail_in = UInt32(input.count)
        stream.pointee.next_out = output.baseAddress
        stream.pointee.avail_out = UInt32(room)
        _ = CZlib.deflate(stream, Z_FINISH)
      }
    }
    return Array(output[..<(room - Int(stream.pointee.avail_out))])
  }

  static func zstd(_ bytes: [UInt8], dictionary: [UInt8] = []) -> [UInt8] {
    let context = ZSTD_createCCtx()
    defer { ZSTD_freeCCtx(context) }
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
    if !dictionary.isEmpty { ZSTD_CCtx_loadDictionary(context, dictionary, dictionary.count) }
    var output = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
    let count = ZSTD_compress2(context, &output, output.count, bytes, bytes.count)
    return Array(output[..<count])
  }

  /// A dictionary as the first frame of a compressed WARC holds it.
  static func zstdDictionaryFrame(_ dictionary: [UInt8]) -> [UInt8] {
    let size = UInt32(dictionary.count)
    return [0x5D, 0x2A, 0x4D, 0x18] + (0..<4).map { UInt8(truncatingIfNeeded: size >> (8 * $0)) } + dictionary
  }

  static func bzip2(_ bytes: [UInt8]) -> [UInt8] {
    var input = bytes.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: bytes.count + bytes.count / 50 + 700)
    var count = UInt32(output.count)
    BZ2_bzBuffToBuffCompress(&output, &count, &input, UInt32(input.count), 9, 0, 0)
    return output[..<Int(count)].map { UInt8(bitPattern: $0) }
  }

  static func xz(_ bytes: [UInt8]) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: lzma_stream_buffer_bound(bytes.count))
    var count = 0
    _ = lzma_easy_buffer_encode(1, LZMA_CHECK_CRC32, nil, bytes, bytes.count, &output, &count, output.count)
    return Array(output[..<count])
  }

  /// Brotli that stores its bytes as they are (RFC 7932, 9.2); no more than 65,536 of them.
  static func brotli(_ bytes: [UInt8]) -> [UInt8] {
    let header = UInt32(bytes.count - 1) << 4 | 1 << 20
    return (0..<3).map { UInt8(truncatingIfNeeded: header >> (8 * $0)) } + bytes + [0x03]
  }
}
