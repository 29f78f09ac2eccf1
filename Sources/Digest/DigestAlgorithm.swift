import CLibCrypto

/// How digests that others state are computed, so that they can be checked. Fettle's own are SHA-256.
public enum DigestAlgorithm: Sendable {
  case sha1
  case sha256

  /// In bytes.
  public var size: Int { self == .sha1 ? 20 : 32 }

  public func digest(of bytes: UnsafeRawBufferPointer) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: size)
    EVP_Digest(bytes.baseAddress, bytes.count, &digest, nil, self == .sha1 ? EVP_sha1() : EVP_sha256(), nil)
    return digest
  }
}
