import ArchiveExport
import ArgumentParser
import Foundation

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print a JSON Schema.",
    discussion: """
      article: of the records that a run writes; any validator of JSON Schema 2020-12 can check them.

      Examples:

        fettle schema article > article.schema.json
      """)

  enum Name: String, ExpressibleByArgument, CaseIterable {
    case article
  }

  @Argument(help: "Which one: article.")
  var name = Name.article

  func run() throws {
    switch name {
    case .article: FileHandle.standardOutput.write(Data(ArticleSchema.bytes))
    }
  }
}
