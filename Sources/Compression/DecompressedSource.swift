#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What comes out of compressed bytes: of all members that stand one behind the other, as one stream.
///
/// A fault ends the stream where the damaged member ends to be readable; `recover` goes on behind it.
public final class DecompressedSource: ByteSource {
  /// Where a member begins: in the stream that comes out, and in the compressed one.
  public struct Member: Sendable, Equatable {
    public var decoded: Int
    public var compressed: Int
  }

  private let input: ByteStream
  private let format: CompressionFormat
  private let expansion: Expansion
  private var decoder: (any StreamDecoder)?
  private var dictionary: [UInt8] = []
  private var produced: Int
  private var hasMembers = false
  /// Of those begun lately, the latest last.
  public private(set) var members: [Member] = []
  /// Where the member began, or should have begun, that the last fault is of.
  public private(set) var faultyMember = Member(decoded: 0, compressed: 0)
  /// In bytes, over all recoveries: beyond that nothing is read a second time, so that damage made on purpose costs no
  /// more time than so.
  private var rereading = 256 << 20

  /// - Parameters:
  ///   - input: stands at the begin of a member.
  ///   - decodedOffset: what the first byte that comes out counts as.
  public init(
    _ input: ByteStream, _ format: CompressionFormat, expansion: Expansion, dictionary: [UInt8] = [],
    decodedOffset: Int = 0
  ) {
    self.input = input
    self.format = format
    self.expansion = expansion
    self.dictionary = dictionary
    produced = decodedOffset
  }

  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(StreamFault) -> Int {
    while true {
      if decoder == nil, try !beginMember() { return 0 }
      guard let decoder else { return 0 }
      let there = input.require(1)
      let step: DecodingStep
      do throws(StreamFault) {
        step = try input.withBytes { input throws(StreamFault) in try decoder.decode(input, into: buffer) }
      } catch {
        throw fail(error)
      }
      input.consume(step.consumed)
      if step.isAtEnd {
        self.decoder = nil
        if input.available == 0 { input.shrink() }
      }
      produced += step.produced
      if step.produced > 0 {
        try expansion.add(step.produced)
        return step.produced
      }
      if step.isAtEnd || step.consumed > 0 { continue }
      // No decoder leaves bytes that it could take; one that did would never come to an end.
      let reason = there > 0 ? "its compressed data is damaged" : "its compressed data ends too early"
      throw fail(input.fault ?? StreamFault(reason))
    }
  }

  private func fail(_ fault: StreamFault) -> StreamFault {
    decoder = nil
    faultyMember = members.last ?? faultyMember
    return fault
  }

  /// - Returns: `false` at the end.
  private func beginMember() throws(StreamFault) -> Bool {
    faultyMember = Member(decoded: produced, compressed: input.offset)
    guard try skipPadding() else { return false }
    decoder = try format.makeDecoder(dictionary: dictionary)
    if members.count >= 64 { members.removeFirst(32) }
    members.append(Member(decoded: produced, compressed: input.offset))
    hasMembers = true
    return true
  }

  /// Goes to the next member's first byte.
  private func skipPadding() throws(StreamFault) -> Bool {
    while true {
      let there = input.require(10)
      if there == 0 {
        if let fault = input.fault { throw fault }
        return false
      }
      if format.signature.isEmpty { return !hasMembers }
      if input.withBytes({ $0.starts(with: format.signature) }) { return true }
      // zstd: dictionaries and the like. (RFC 8878, 3.1.2)
      if format == .zstd, input.withBytes(CompressionFormat.isSkippableFrame) {
        let length = input.withBytes { Int(UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: 4, as: UInt32.self))) }
        try readFrame(length)
        continue
      }
      if hasMembers, input.withBytes({ $0[0] == 0 }) {
        input.consume(1)
        continue
      }
      if hasMembers { throw StreamFault("something stands behind its compressed data") }
      throw StreamFault("its compressed data is damaged")
    }
  }

  /// Takes a skippable frame; the first of a compressed WARC holds the dictionary for all others (the specification of
  /// WARC with zstd, of IIPC's warc-specifications).
  private func readFrame(_ length: Int) throws(StreamFault) {
    let isDictionary = !hasMembers && input.withBytes { $0[0] == 0x5D }
    input.consume(8)
    guard isDictionary, length <= 64 << 20 else {
      input.skip(length)
      return
    }
    let bytes = input.take(length)
    guard bytes.count == length else { throw StreamFault("its compressed data ends too early") }
    if bytes.starts(with: CompressionFormat.zstd.signature) {
      let inner = DecompressedSource(ByteStream(MemorySource(bytes)), .zstd, expansion: expansion)
      guard let plain = ByteStream(inner).takeAll(limit: 64 << 20) else {
        throw StreamFault("its dictionary is too large", isLimit: true)
      }
      dictionary = plain
    } else {
      dictionary = bytes
    }
  }

  /// Reads what stands before the first member, so that decoding may begin anywhere with it.
  ///
  /// - Returns: the dictionary; empty where there is none.
  public static func dictionary(_ input: ByteStream, expansion: Expansion) -> [UInt8] {
    let source = DecompressedSource(input, .zstd, expansion: expansion)
    _ = try? source.skipPadding()
    return source.dictionary
  }

  /// Behind a fault: goes to the next member whose content begins with `prefix`.
  ///
  /// - Returns: where that is; `nil` where none follows.
  public func recover(beginning prefix: [UInt8]) -> Member? {
    if input.fault != nil { return nil }
    decoder = nil
    // What was taken for the damaged member may hold the next one already.
    let back = input.offset - faultyMember.compressed - 1
    if rereading >= back, input.move(to: faultyMember.compressed + 1) { rereading -= max(0, back) }
    let signature = format.signature
    guard let first = signature.first else { return nil }
    while input.require(1 << 16) >= signature.count {
      let found = input.withBytes { bytes -> Int in
        var at = 0
        while at + signature.count <= bytes.count {
          guard let next = UnsafeRawBufferPointer(rebasing: bytes[at...]).firstByte(first) else { return bytes.count }
          at += next
          if bytes[at...].starts(with: signature) { return at }
          at += 1
        }
        return at
      }
      if found > 0 {
        // Keeps what may be the first bytes of a signature.
        input.consume(min(found, max(1, input.available - signature.count + 1)))
        continue
      }
      if begins(with: prefix) { return Member(decoded: produced, compressed: input.offset) }
      input.consume(1)
    }
    return nil
  }

  /// Whether what stands in the buffer is a member that begins so.
  private func begins(with prefix: [UInt8]) -> Bool {
    guard let decoder = try? format.makeDecoder(dictionary: dictionary) else { return false }
    var output = [UInt8](repeating: 0, count: max(64, prefix.count))
    let step = input.withBytes { input in
      output.withUnsafeMutableBytes { try? decoder.decode(input, into: $0) }
    }
    return (step?.produced ?? 0) >= prefix.count && output.starts(with: prefix)
  }
}

extension UnsafeRawBufferPointer {
  /// Where a byte first stands.
  public func firstByte(_ byte: UInt8) -> Int? {
    guard let start = baseAddress, let found = memchr(start, CInt(byte), count) else { return nil }
    return UnsafeRawPointer(found) - start
  }
}
