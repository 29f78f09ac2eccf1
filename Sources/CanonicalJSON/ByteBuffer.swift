import CByteScan

/// Bytes that are only ever added at the end, without a check of who else holds them: nobody does.
struct ByteBuffer: ~Copyable, @unchecked Sendable {
  // Unchecked, since the memory belongs to this value alone.
  private var memory: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// False while the memory is another's, who lent it.
  private var isOwner: Bool
  private(set) var count = 0

  init(capacity: Int) {
    isOwner = true
    self.capacity = max(64, capacity)
    memory = .allocate(capacity: self.capacity)
  }

  /// Begins in memory that another lends, and moves to its own where there is more than fits in.
  ///
  /// - Parameter room: outlives this; what was in it isn't kept.
  init(in room: UnsafeMutableBufferPointer<UInt8>) {
    isOwner = room.baseAddress == nil
    capacity = room.baseAddress == nil ? 64 : room.count
    memory = room.baseAddress ?? .allocate(capacity: 64)
  }

  deinit { if isOwner { memory.deallocate() } }

  /// Whether everything is in the memory that was lent.
  var isInLentMemory: Bool { !isOwner }

  /// A copy of what was added so far.
  var bytes: [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { copy, length in
      copy.baseAddress?.initialize(from: memory, count: count)
      length = count
    }
  }

  /// Makes room for so many bytes more.
  @inline(__always)
  private mutating func reserve(_ more: Int) {
    if count &+ more > capacity { grow(to: count &+ more) }
  }

  @inline(never)
  private mutating func grow(to needed: Int) {
    let larger = max(needed, capacity * 2)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    moved.moveInitialize(from: memory, count: count)
    if isOwner { memory.deallocate() }
    isOwner = true
    memory = moved
    capacity = larger
  }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    reserve(1)
    memory[count] = byte
    count &+= 1
  }

  @inline(__always)
  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = bytes.baseAddress else { return }
    reserve(bytes.count)
    (memory + count).update(from: start, count: bytes.count)
    count &+= bytes.count
  }

  mutating func append(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { append($0) } }

  @inline(__always)
  mutating func append(_ text: StaticString) {
    append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// A part of a JSON string from its beginning up to the first byte that needs an escape.
  ///
  /// - Returns: how many bytes were added; all, or one needs an escape behind them.
  @inline(__always)
  mutating func append(unescaped text: UnsafeBufferPointer<UInt8>) -> Int {
    reserve(text.count)
    // There is room for the whole text, as the function asks.
    let added = fettle_copy_json_text(text.baseAddress, text.count, memory + count)
    count &+= added
    return added
  }

  @inline(__always)
  mutating func append(_ digits: DecimalDigits) {
    reserve(8)
    put(digits)
  }

  /// `before`, two numbers with a comma between them, and `after`.
  @inline(__always)
  mutating func append(
    _ before: UnsafeBufferPointer<UInt8>, _ low: DecimalDigits, _ high: DecimalDigits,
    _ after: UnsafeBufferPointer<UInt8>
  ) {
    reserve(before.count &+ after.count &+ 17)
    put(before)
    put(low)
    memory[count] = UInt8(ascii: ",")
    count &+= 1
    put(high)
    put(after)
  }

  /// There must be room for them.
  @inline(__always)
  private mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = bytes.baseAddress else { return }
    (memory + count).update(from: start, count: bytes.count)
    count &+= bytes.count
  }

  /// There must be room for eight bytes.
  @inline(__always)
  private mutating func put(_ digits: DecimalDigits) {
    UnsafeMutableRawPointer(memory + count).storeBytes(of: digits.word.littleEndian, as: UInt64.self)
    count &+= digits.count
  }
}
