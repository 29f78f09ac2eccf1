/// The form in which journal titles are compared: case, dots, spaces and all other punctuation don't count, "&" is "and",
/// and a leading "The" is left out.
///
/// A key is kept as a 64-bit FNV-1a digest (Fowler, Noll, Vo), which is enough to tell the titles of the world apart and
/// costs one pass over the bytes of a title.
public struct JournalKey: Sendable, Hashable {
  public let digest: UInt64
  /// How many bytes of the title counted.
  public let length: Int

  /// - Parameter title: UTF-8.
  public init(_ title: some Sequence<UInt8>) {
    var digest = Digest()
    for byte in title { digest.add(byte) }
    self = digest.key
  }

  /// The same for bytes that lie in one piece, as nearly all do: every word of every reference is asked for.
  public init(_ title: ArraySlice<UInt8>) {
    self = title.withUnsafeBufferPointer { JournalKey($0) }
  }

  /// The same for bytes that something else keeps.
  public init(_ title: UnsafeBufferPointer<UInt8>) {
    var digest = JournalKey.offset
    var length = 0
    for at in JournalKey.start(of: title)..<title.count { JournalKey.take(title[at], &digest, &length) }
    self.init(digest: digest, length: length)
  }

  /// How many bytes of the title are a leading "The ".
  private static func start(of title: UnsafeBufferPointer<UInt8>) -> Int {
    guard title.count >= 4, title[3] == 0x20, (0..<3).allSatisfy({ lower(title[$0]) == the[$0] }) else { return 0 }
    return 4
  }

  /// Takes a byte behind the article into a digest, if it counts.
  @inline(__always)
  private static func take(_ byte: UInt8, _ digest: inout UInt64, _ length: inout Int) {
    let small = byte | 0x20
    if small &- 0x61 < 26 {
      digest = (digest ^ UInt64(small)) &* prime
      length += 1
    } else if byte >= 0x80 || byte &- 0x30 < 10 {
      digest = (digest ^ UInt64(byte)) &* prime
      length += 1
    } else if byte == 0x26 {
      for letter in and { digest = (digest ^ UInt64(letter)) &* prime }
      length += 3
    }
  }

  /// Of the first four bytes that count, for those who ask for many texts that begin like no title; `nil` for a shorter
  /// one, and where "&" stands among them.
  static func beginning(of title: UnsafeBufferPointer<UInt8>) -> UInt64? {
    var digest = JournalKey.offset
    var length = 0
    for at in start(of: title)..<title.count {
      if title[at] == 0x26 { return nil }
      take(title[at], &digest, &length)
      if length == 4 { return digest }
    }
    return nil
  }

  private init(digest: UInt64, length: Int) {
    self.digest = digest
    self.length = length
  }

  /// A key that is looked up again by its digest alone.
  init(digest: UInt64) { self.init(digest: digest, length: 1) }

  /// A key in the making: the key of every beginning of a text can be asked for on the way.
  public struct Digest {
    private var digest = JournalKey.offset
    private var length = 0
    private var article = 0

    public init() {}

    /// The key of all bytes so far.
    public var key: JournalKey { JournalKey(digest: digest, length: length) }

    /// Where four bytes were counted so far.
    var beginning: UInt64? { length == 4 ? digest : nil }

    public mutating func add(_ byte: UInt8) {
      // "the " at the start: its bytes are taken back when the space comes.
      if article >= 0 {
        if article < 3, JournalKey.lower(byte) == JournalKey.the[article] {
          article += 1
        } else {
          if article == 3, byte == 0x20 {
            digest = JournalKey.offset
            length = 0
          }
          article = -1
        }
      }
      JournalKey.take(byte, &digest, &length)
    }
  }

  private static let offset: UInt64 = 0xcbf2_9ce4_8422_2325
  private static let prime: UInt64 = 0x100_0000_01b3
  private static let the: [UInt8] = Array("the".utf8)
  static let and: [UInt8] = Array("and".utf8)

  @inline(__always) private static func lower(_ byte: UInt8) -> UInt8 {
    byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
  }
}
