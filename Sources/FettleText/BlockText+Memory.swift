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
