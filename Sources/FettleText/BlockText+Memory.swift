import FettleKit

extension BlockText {
  /// The text where it stands in memory: for loops over all blocks of a document that is borrowed meanwhile, in which
  /// retaining each text would take longer than looking at it.
  ///
  /// Good as long as the document lives and the block isn't changed, and no longer. Where that isn't plain to see, use
  /// `bytes.span`.
  @inlinable package var memory: UnsafeBufferPointer<UInt8> {
    @inline(__always) get { bytes.withUnsafeBufferPointer { $0 } }
  }
}

extension Document {
  /// A part of the source text where it stands in memory; good as long as the document lives, as `BlockText.memory` is.
  ///
  /// - Parameter range: half-open, in bytes of the source text, which must hold it.
  @inlinable package func memory(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    text.withUnsafeBufferPointer { UnsafeBufferPointer(rebasing: $0[range]) }
  }
}
