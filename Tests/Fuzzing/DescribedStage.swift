import FettleKit

/// A stage that says of itself what another says, and does nothing.
struct DescribedStage<Described: Stage>: Stage {
  static var manifest: StageManifest { Described.manifest }

  init(options: StageOptions) throws(Diagnostics) {}

  func process(_ document: inout Document, in context: StageContext) throws(StageError) {}
}
