import Foundation

/// Standard input can be read once, and a run may need it several times.
///
/// `@unchecked` because the compiler can't see that `held` is only touched under the lock.
public final class StandardInput: @unchecked Sendable {
  public static let shared = StandardInput()

  private let lock = NSLock()
  private var held: Result<[UInt8], IngestError>?

  /// All that it gives.
  ///
  /// - Throws: `IngestError`, the same each time.
  public func bytes() throws(IngestError) -> [UInt8] {
    lock.lock()
    defer { lock.unlock() }
    if let held { return try held.get() }
    let file = InputFile(path: "-", location: [UInt8(ascii: "-")])
    let read = Result { () throws(IngestError) in try InputReader.read(file) }
    held = read
    return try read.get()
  }
}
