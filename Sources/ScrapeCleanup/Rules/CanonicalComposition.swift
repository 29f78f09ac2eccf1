import FettleKit
import Foundation

/// Composes letters with their marks: Unicode Normalization Form C (UAX #15).
///
/// Only stretches that aren't composed are touched. A stretch is a run of scalars beyond ASCII with the ASCII character
/// before it: an ASCII character never combines with what is before it, so that each stretch stands for itself.
enum CanonicalComposition {
  static func edits(in bytes: Span<UInt8>, into edits: inout [TextEdit]) {
    var at = 0
    let end = bytes.count
    while true {
      at = bytes.findBeyondASCII(from: at)
      if at >= end { return }
      var start = at
      var suspicious = false
      while at < end, bytes[at] >= 0x80 {
        if !suspicious, mayCompose(bytes, at) { suspicious = true }
        at += 1
      }
      guard suspicious else { continue }
      if start > 0 { start -= 1 }
      var stretch: [UInt8] = []
      stretch.reserveCapacity(at - start)
      for index in start..<at { stretch.append(bytes[index]) }
      let text = String(decoding: stretch, as: UTF8.self)
      let composed = Array(text.precomposedStringWithCanonicalMapping.utf8)
      if composed != stretch { append(start..<at, stretch, composed, to: &edits) }
    }
  }

  /// Whether a scalar begins at `index` that may be out of form or combine with one before it.
  private static func mayCompose(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
    let byte = bytes[index]
    if byte < 0xCC { return false }
    switch byte {
    case 0xCF, 0xD0, 0xD1: return false
    // Greek: only U+0387 has another form.
    case 0xCE: return index + 1 < bytes.count && bytes[index + 1] == 0x87
    case 0xE2:
      guard index + 2 < bytes.count else { return false }
      switch (bytes[index + 1], bytes[index + 2]) {
      // Quads, the ohm, kelvin and ångström signs, angle brackets, the forking sign; marks for symbols; Glagolitic on.
      case (0x80, 0x80...0x81), (0x84, 0xA6), (0x84, 0xAA...0xAB), (0x8C, 0xA9...0xAA), (0xAB, 0x9C): return true
      case (0x83, 0x90...0xB0), (0xB3...0xBF, _): return true
      default: return false
      }
    default: return true
    }
  }

  /// One edit from the first to the last byte that differs, so that the map from text to source stays close.
  private static func append(_ range: Range<Int>, _ old: [UInt8], _ new: [UInt8], to edits: inout [TextEdit]) {
    var head = 0
    while head < min(old.count, new.count), old[head] == new[head] { head += 1 }
    while head > 0, head < max(old.count, new.count), isContinuation(old, head) || isContinuation(new, head) {
      head -= 1
    }
    var tail = 0
    while tail < min(old.count, new.count) - head, old[old.count - 1 - tail] == new[new.count - 1 - tail] { tail += 1 }
    while tail > 0, isContinuation(old, old.count - tail) || isContinuation(new, new.count - tail) { tail -= 1 }
    edits.append(
      TextEdit(
        (range.lowerBound + head)..<(range.upperBound - tail), Array(new[head..<(new.count - tail)])))
  }

  private static func isContinuation(_ bytes: [UInt8], _ index: Int) -> Bool {
    index < bytes.count && bytes[index] & 0xC0 == 0x80
  }
}
