import ArchiveExport
import ArticleStructure
import BoilerplateRemoval
import ContentExtraction
import FettleKit
import PageVerdicts
import PluginHost
import ReferenceNormalization
import ScrapeCleanup

/// The stages that a pipeline file can name. A new stage is a module of its own and a line here.
let builtInStages: [any Stage.Type] = [
  ContentStage.self,
  CleanupStage.self,
  BoilerplateStage.self,
  StructureStage.self,
  ReferencesStage.self,
  VerdictStage.self,
  PluginStage.self,
  ExportStage.self,
]
