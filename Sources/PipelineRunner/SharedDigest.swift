import Digest

/// A digest that grows with a shared file.
final class SharedDigest {
  private var digest: SHA256? = SHA256()

  func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { digest?.update($0) }
  }

  func hexadecimal() -> String {
    guard let finished = digest.take() else { return "" }
    return finished.hexadecimal()
  }
}
