/// Looks for one key in many texts, without writing down the keys of these (Knuth, Morris and Pratt 1977).
struct KeySearch {
  private let key: [UInt8]
  /// How much of the key still fits, by how much did before the byte that didn't.
  private let fallback: [Int]

  /// - Parameter key: as `TextKey` makes it.
  init(_ key: [UInt8]) {
    self.key = key
    var fallback = [Int](repeating: 0, count: key.count + 1)
    var fits = 0
    for index in key.indices.dropFirst() {
      while fits > 0, key[fits] != key[index] { fits = fallback[fits] }
      if key[fits] == key[index] { fits += 1 }
      fallback[index + 1] = fits
    }
    self.fallback = fallback
  }

  /// Whether the text's key has this key in it; an empty one is in none.
  func isIn(_ text: ArraySlice<UInt8>) -> Bool {
    guard !key.isEmpty, text.count >= key.count else { return false }
    var fits = 0
    var isFound = false
    text.withUnsafeBufferPointer { bytes in
      TextKey.forEach(bytes) { byte, _ in
        if isFound { return }
        while fits > 0, key[fits] != byte { fits = fallback[fits] }
        if key[fits] == byte { fits += 1 }
        if fits == key.count {
          isFound = true
          fits = 0
        }
      }
    }
    return isFound
  }
}
