import ArchiveExport
import FettleKit

/// The stages that a pipeline file can name. A new stage is a module of its own and a line here.
let builtInStages: [any Stage.Type] = [
  ExportStage.self
]
