import CByteScan

/// Where bytes stop being UTF-8.
enum UTF8Validity {
  /// The offset of the first byte that isn't part of valid UTF-8, or `nil`.
  static func firstFault(in bytes: [UInt8]) -> Int? {
    bytes.withUnsafeBufferPointer { buffer in
      var index = 0
      let end = buffer.count
      while index < end {
        if buffer[index] < 0x80 {
          index = fettle_find_beyond_ascii(buffer.baseAddress, end, index)
          if index == end { return nil }
        }
        let length = sequenceLength(buffer, at: index)
        if length == 0 { return index }
        index += length
      }
      return nil
    }
  }

  /// Whether text with faults is still to be read as UTF-8: multi-byte sequences are there, and at least 20 of them stand
  /// against each fault (a page cut in the middle of a character, a stray byte).
  static func isMostlyValid(_ bytes: [UInt8], from first: Int) -> Bool {
    bytes.withUnsafeBufferPointer { buffer in
      var faults = 0
      var sequences = 0
      var index = 0
      while index < buffer.count {
        let length = sequenceLength(buffer, at: index)
        if length == 0 { faults += 1 } else if length > 1 { sequences += 1 }
        index += max(1, length)
      }
      // One torn character at the very end is a cut file, however few others there are.
      if faults <= 3, first + 3 >= buffer.count, sequences > 0 || buffer.count > 64 { return true }
      return sequences >= faults * 20
    }
  }

  /// The length of the well-formed sequence at `index` (Unicode Standard, table 3-7), or 0.
  private static func sequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    func isContinuation(_ offset: Int, _ low: UInt8 = 0x80, _ high: UInt8 = 0xBF) -> Bool {
      index + offset < bytes.count && bytes[index + offset] >= low && bytes[index + offset] <= high
    }
    switch bytes[index] {
    case 0x00...0x7F: return 1
    case 0xC2...0xDF: return isContinuation(1) ? 2 : 0
    case 0xE0: return isContinuation(1, 0xA0) && isContinuation(2) ? 3 : 0
    case 0xED: return isContinuation(1, 0x80, 0x9F) && isContinuation(2) ? 3 : 0
    case 0xE1...0xEF: return isContinuation(1) && isContinuation(2) ? 3 : 0
    case 0xF0: return isContinuation(1, 0x90) && isContinuation(2) && isContinuation(3) ? 4 : 0
    case 0xF1...0xF3: return isContinuation(1) && isContinuation(2) && isContinuation(3) ? 4 : 0
    case 0xF4: return isContinuation(1, 0x80, 0x8F) && isContinuation(2) && isContinuation(3) ? 4 : 0
    default: return 0
    }
  }
}
