import FettleText

/// The words that number things in an article, from `Data/labels.txt`.
struct LabelWords: Sendable {
  static let builtin = LabelWords(PackageResources.labels_txt)

  private let hashes: Set<UInt64>

  init(_ file: [UInt8]) {
    var hashes: Set<UInt64> = []
    for line in file.split(separator: 0x0A) where line.first != UInt8(ascii: "#") {
      hashes.insert(line.withUnsafeBufferPointer { ByteHash.of($0) })
    }
    self.hashes = hashes
  }

  /// - Parameter word: folded, without punctuation around it.
  func contains(_ word: UnsafeBufferPointer<UInt8>) -> Bool { hashes.contains(ByteHash.of(word)) }
}
