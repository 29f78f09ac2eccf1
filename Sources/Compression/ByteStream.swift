#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A source with a buffer before it: a reader looks at bytes before it takes them, and learns of a fault only when it has
/// had everything that came before.
///
/// Unsafe because the buffer is filled by C libraries; every access is bounded by `start` and `end`.
public final class ByteStream {
  private let source: any ByteSource
  private var buffer: UnsafeMutableRawBufferPointer
  private var start = 0
  private var end = 0
  /// Where the next byte lies, from the source's start.
  public private(set) var offset: Int
  /// What ended the stream before its end; the bytes before it are good.
  public private(set) var fault: StreamFault?
  private var isAtEnd = false

  /// - Parameter offset: where the source stands.
  public init(_ source: any ByteSource, offset: Int = 0) {
    self.source = source
    self.offset = offset
    buffer = .allocate(byteCount: 1 << 16, alignment: 16)
  }

  deinit { buffer.deallocate() }

  public var size: Int? { source.size }

  /// How many bytes lie in the buffer.
  public var available: Int { end - start }

  /// Fills the buffer until so many bytes are in it.
  ///
  /// - Returns: how many there are: fewer than asked for only at the end or before a fault.
  @discardableResult
  public func require(_ count: Int) -> Int {
    while end - start < count, !isAtEnd, fault == nil { fill(atLeast: count) }
    return end - start
  }

  /// The bytes in the buffer.
  public func withBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(UnsafeRawBufferPointer(rebasing: buffer[start..<end]))
  }

  /// Takes bytes that are in the buffer.
  public func consume(_ count: Int) {
    let count = min(count, end - start)
    start += count
    offset += count
  }

  /// Takes bytes without keeping them.
  ///
  /// - Returns: how many there were.
  @discardableResult
  public func skip(_ count: Int) -> Int {
    var left = count - min(count, available)
    consume(count)
    // Only what is known to lie there can be leapt over.
    if left > 1 << 16, let size, left <= size - offset, source.seek(to: offset + left) {
      offset += left
      (start, end, left) = (0, 0, 0)
      return count
    }
    while left > 0, require(1) > 0 {
      let step = min(left, available)
      consume(step)
      left -= step
    }
    return count - left
  }

  /// Takes up to so many bytes as an array.
  public func take(_ count: Int) -> [UInt8] {
    let there = min(count, require(count))
    let bytes = withBytes { Array($0.prefix(there)) }
    consume(there)
    return bytes
  }

  /// The bytes from here to the end.
  ///
  /// - Returns: `nil` where there are more than `limit`.
  public func takeAll(limit: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    while require(1) > 0 {
      if bytes.count + available > limit { return nil }
      withBytes { bytes.append(contentsOf: $0) }
      consume(available)
    }
    return bytes
  }

  /// Goes back or forth to a place, where the source can.
  public func move(to offset: Int) -> Bool {
    if offset >= self.offset, offset - self.offset <= available {
      consume(offset - self.offset)
      return true
    }
    guard source.seek(to: offset) else { return false }
    (start, end, fault, isAtEnd) = (0, 0, nil, false)
    self.offset = offset
    return true
  }

  /// Forgets a fault, once the source is past it.
  public func resume(at offset: Int) {
    (start, end, fault, isAtEnd) = (0, 0, nil, false)
    self.offset = offset
  }

  private func fill(atLeast count: Int) {
    if start == end { (start, end) = (0, 0) }
    if count > buffer.count - start || end == buffer.count {
      let wanted = max(count, end - start + 1)
      if wanted > buffer.count || end - start > buffer.count / 2 {
        let larger = UnsafeMutableRawBufferPointer.allocate(
          byteCount: max(wanted, 2 * buffer.count), alignment: 16)
        larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[start..<end]))
        buffer.deallocate()
        buffer = larger
      } else {
        let base = buffer.baseAddress.unsafelyUnwrapped
        memmove(base, base + start, end - start)
      }
      (start, end) = (0, end - start)
    }
    do {
      let got = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[end...]))
      end += got
      if got == 0 { isAtEnd = true }
    } catch {
      fault = error
    }
  }

  /// Gives memory back that one large piece needed.
  public func shrink() {
    guard buffer.count > 1 << 20, end - start <= 1 << 16 else { return }
    let smaller = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    smaller.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[start..<end]))
    buffer.deallocate()
    buffer = smaller
    (start, end) = (0, end - start)
  }
}
