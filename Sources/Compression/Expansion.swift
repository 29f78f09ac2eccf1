/// How much has come out of how much: keeps bombs (small files that hold terabytes) from taking a run's time.
public final class Expansion {
  /// How many bytes may come out of each byte of the file.
  private let ratio: Int
  /// In bytes: less than that is never too much.
  private let allowance: Int
  private var read = 0
  private var expanded = 0
  /// Whether there were too many.
  public private(set) var isExceeded = false

  public init(ratio: Int, allowance: Int = 64 << 20) {
    self.ratio = ratio
    self.allowance = allowance
  }

  /// Counts bytes of the file.
  public func addRead(_ count: Int) { read += count }

  /// Counts bytes that came out of any of the layers.
  ///
  /// - Throws: once there are too many.
  public func add(_ count: Int) throws(StreamFault) {
    expanded += count
    if expanded > allowance, expanded / ratio > read {
      isExceeded = true
      throw StreamFault(
        "it holds more than \(ratio) times as much as it is large; that is no honest archive", isLimit: true)
    }
  }
}
