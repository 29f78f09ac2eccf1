import ArchiveExport
import ArgumentParser
import CanonicalJSON
import Foundation
import PipelineFile
import PipelineRunner

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print a JSON Schema.",
    discussion: """
      article: of the records that a run writes; any validator of JSON Schema 2020-12 can check them.
      manifest: of the manifest.json of a run.
      run: of its run.json.
      quarantine: of the entries in its quarantine.
      pipeline: of pipeline files, with the options of every stage; editors that know YAML complete and check with it.

      Examples:

        fettle schema article > article.schema.json
        fettle schema pipeline > pipeline.schema.json
      """)

  enum Name: String, ExpressibleByArgument, CaseIterable {
    case article
    case manifest
    case pipeline
    case quarantine
    case run
  }

  @Argument(help: "Which one: article, manifest, run, quarantine or pipeline.")
  var name = Name.article

  func run() throws { FileHandle.standardOutput.write(Data(SchemaCommand.bytes(of: name))) }

  /// As it stands in Schemas/NAME.schema.json.
  static func bytes(of name: Name) -> [UInt8] {
    switch name {
    case .article: ArticleSchema.bytes
    case .manifest: RunSchemas.manifest
    case .quarantine: RunSchemas.quarantine
    case .run: RunSchemas.report
    case .pipeline: IndentedJSON.bytes(of: SchemaWriter(stages: builtInStages).schema())
    }
  }
}
