import CBrotli
import CBzip2
import CLZMA
import CZlib
import CZstd

// One class for each library. Unsafe because the libraries take pointers: each is valid for the call, with its length.
// Their states stay in one place in memory, since some of them know their own address.

final class ZlibDecoder: StreamDecoder {
  private let stream: UnsafeMutablePointer<z_stream>

  init(_ format: CompressionFormat) throws(StreamFault) {
    // zlib.h: 16 more for gzip, less than 0 for nothing round the data.
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let bits: CInt = format == .gzip ? 31 : format == .zlib ? 15 : -15
    guard inflateInit2_(stream, bits, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw StreamFault("there is no memory to decompress it")
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(StreamFault) -> DecodingStep {
    let (given, room) = (min(input.count, 1 << 30), min(output.count, 1 << 30))
    stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
    stream.pointee.avail_in = UInt32(given)
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(room)
    let code = inflate(stream, Z_NO_FLUSH)
    guard code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR else {
      throw StreamFault("its compressed data is damaged")
    }
    return DecodingStep(
      consumed: given - Int(stream.pointee.avail_in), produced: room - Int(stream.pointee.avail_out),
      isAtEnd: code == Z_STREAM_END)
  }
}

final class ZstdDecoder: StreamDecoder {
  private let context: OpaquePointer

  init(dictionary: [UInt8]) throws(StreamFault) {
    guard let context = ZSTD_createDCtx() else { throw StreamFault("there is no memory to decompress it") }
    self.context = context
    if !dictionary.isEmpty, ZSTD_isError(ZSTD_DCtx_loadDictionary(context, dictionary, dictionary.count)) != 0 {
      throw StreamFault("its dictionary can't be read")
    }
  }

  deinit { ZSTD_freeDCtx(context) }

  func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(StreamFault) -> DecodingStep {
    var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
    let code = ZSTD_decompressStream(context, &target, &source)
    if ZSTD_isError(code) != 0 {
      switch ZSTD_getErrorCode(code) {
      case ZSTD_error_dictionary_wrong: throw StreamFault("it needs a dictionary that isn't there")
      case ZSTD_error_frameParameter_windowTooLarge:
        throw StreamFault("it needs more memory to decompress than is allowed", isLimit: true)
      default: throw StreamFault("its compressed data is damaged")
      }
    }
    return DecodingStep(consumed: source.pos, produced: target.pos, isAtEnd: code == 0)
  }
}

final class BzipDecoder: StreamDecoder {
  private let stream: UnsafeMutablePointer<bz_stream>

  init() throws(StreamFault) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: bz_stream())
    guard BZ2_bzDecompressInit(stream, 0, 0) == BZ_OK else {
      throw StreamFault("there is no memory to decompress it")
    }
  }

  deinit {
    BZ2_bzDecompressEnd(stream)
    stream.deallocate()
  }

  func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(StreamFault) -> DecodingStep {
    let (given, room) = (min(input.count, 1 << 30), min(output.count, 1 << 30))
    stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress?.assumingMemoryBound(to: CChar.self))
    stream.pointee.avail_in = UInt32(given)
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: CChar.self)
    stream.pointee.avail_out = UInt32(room)
    let code = BZ2_bzDecompress(stream)
    guard code == BZ_OK || code == BZ_STREAM_END else { throw StreamFault("its compressed data is damaged") }
    return DecodingStep(
      consumed: given - Int(stream.pointee.avail_in), produced: room - Int(stream.pointee.avail_out),
      isAtEnd: code == BZ_STREAM_END)
  }
}

final class XZDecoder: StreamDecoder {
  private let stream: UnsafeMutablePointer<lzma_stream>
  /// In bytes; the largest preset of xz needs 65 MiB.
  private static let memoryLimit: UInt64 = 256 << 20

  init() throws(StreamFault) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: lzma_stream())
    guard lzma_stream_decoder(stream, XZDecoder.memoryLimit, 0) == LZMA_OK else {
      throw StreamFault("there is no memory to decompress it")
    }
  }

  deinit {
    lzma_end(stream)
    stream.deallocate()
  }

  func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(StreamFault) -> DecodingStep {
    stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_in = input.count
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = output.count
    let code = lzma_code(stream, LZMA_RUN)
    if code == LZMA_MEMLIMIT_ERROR {
      throw StreamFault("it needs more memory to decompress than is allowed", isLimit: true)
    }
    guard code == LZMA_OK || code == LZMA_STREAM_END || code == LZMA_BUF_ERROR else {
      throw StreamFault("its compressed data is damaged")
    }
    return DecodingStep(
      consumed: input.count - stream.pointee.avail_in, produced: output.count - stream.pointee.avail_out,
      isAtEnd: code == LZMA_STREAM_END)
  }
}

final class BrotliDecoder: StreamDecoder {
  private let state: OpaquePointer

  init() throws(StreamFault) {
    guard let state = BrotliDecoderCreateInstance(nil, nil, nil) else {
      throw StreamFault("there is no memory to decompress it")
    }
    self.state = state
  }

  deinit { BrotliDecoderDestroyInstance(state) }

  func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(StreamFault) -> DecodingStep {
    var (given, room) = (input.count, output.count)
    var next = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    var target = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    let result = BrotliDecoderDecompressStream(state, &given, &next, &room, &target, nil)
    if result == BROTLI_DECODER_RESULT_ERROR { throw StreamFault("its compressed data is damaged") }
    return DecodingStep(
      consumed: input.count - given, produced: output.count - room, isAtEnd: result == BROTLI_DECODER_RESULT_SUCCESS)
  }
}
