import CByteScan

/// Looks for one run of bytes in many.
struct KeySearch {
  let key: [UInt8]

  init(_ key: [UInt8]) { self.key = key }

  /// Where the key first stands; an empty one stands nowhere.
  func place(in text: Bytes) -> Int? {
    key.withUnsafeBufferPointer { key in
      guard let start = key.baseAddress, key.count > 0 else { return nil }
      let place = fettle_search(text.baseAddress, text.count, start, key.count)
      return place >= 0 ? Int(place) : nil
    }
  }

  func isIn(_ text: Bytes) -> Bool { place(in: text) != nil }
  func isIn(_ text: [UInt8]) -> Bool { text.withUnsafeBufferPointer { isIn($0) } }
}
