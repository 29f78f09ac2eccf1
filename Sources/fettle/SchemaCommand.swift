import ArchiveExport
import ArgumentParser
import CanonicalJSON
import Foundation
import PipelineFile

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print a JSON Schema.",
    discussion: """
      article: of the records that a run writes; any validator of JSON Schema 2020-12 can check them.
      pipeline: of pipeline files, with the options of every stage; editors that know YAML complete and check with it.

      Examples:

        fettle schema article > article.schema.json
        fettle schema pipeline > pipeline.schema.json
      """)

  enum Name: String, ExpressibleByArgument, CaseIterable {
    case article
    case pipeline
  }

  @Argument(help: "Which one: article or pipeline.")
  var name = Name.article

  func run() throws {
    switch name {
    case .article: FileHandle.standardOutput.write(Data(ArticleSchema.bytes))
    case .pipeline:
      let schema = SchemaWriter(stages: builtInStages).schema()
      print(String(decoding: JSONWriter.bytes(of: schema), as: UTF8.self))
    }
  }
}
