import FettleKit

/// Stage `export`: writes the document in the formats that the pipeline asks for.
public struct ExportStage: Stage {
  /// A format of the output, by its name in a pipeline file.
  enum Format: String, CaseIterable {
    case json
    case ndjson
    case csl
    case bibtex
    case ris
    case warc
  }

  public static let manifest = StageManifest(
    name: "export",
    version: 2,
    summary: "Writes the article record and other formats.",
    discussion: """
      Before anything is written, the ledger is checked: every byte of the source must be in exactly one block, or be \
      white space. A document that breaks it goes to quarantine.

      json: the article record, articles/NAME.json, described by Schemas/article.schema.json.
      ndjson: the same records, one a line, in one file, articles.ndjson.
      csl: the article and its references as a CSL-JSON array, csl/NAME.csl.json, for Zotero, pandoc and citeproc.
      bibtex: the same as entries of BibTeX, bibtex/NAME.bib, for LaTeX; keys are made of name, year and title.
      ris: the same as records of RIS, ris/NAME.ris, for EndNote and reference managers at large.
      warc: the cleaned text as WARC records of type conversion, which refer to the records that they were made of, in one \
      file, articles.warc.
      """,
    options: [
      OptionSpec(
        "formats", .list(of: .choice(Format.allCases.map(\.rawValue))), default: ["json"],
        help: "What to write of each document: json, ndjson, csl, bibtex, ris, warc.")
    ],
    examples: [
      StageExample(
        "a kept line is a part of the body",
        input: "A first line of an article that is kept as it stands.\n",
        outcome: [
          ("/schema", "fettle.article/1"), ("/source/charset", "UTF-8"),
          ("/body/0/text", "A first line of an article that is kept as it stands."),
          ("/ledger/0/2", "/body/0"), ("/item/title", nil),
        ])
    ])

  private let formats: [Format]

  public init(options: StageOptions) throws(Diagnostics) {
    var formats: [Format] = []
    for name in options.strings("formats") {
      if let format = Format(rawValue: name), !formats.contains(format) { formats.append(format) }
    }
    self.formats = formats.isEmpty ? [.json] : formats
  }

  public func process(_ document: inout Document, in context: StageContext) throws(StageError) {
    let record = try ArticleRecord.bytes(of: document, stage: "export", in: context.scratch)
    for format in formats {
      switch format {
      case .json: document.exports.append(ExportedFile(format: "json", ending: ".json", bytes: record))
      case .ndjson:
        document.exports.append(
          ExportedFile(format: "ndjson", ending: ".ndjson", bytes: record, container: "articles.ndjson"))
      case .csl:
        document.exports.append(
          ExportedFile(format: "csl", ending: ".csl.json", bytes: CSLList.bytes(of: document)))
      case .bibtex:
        document.exports.append(
          ExportedFile(format: "bibtex", ending: ".bib", bytes: BibTeXWriter.bytes(of: document)))
      case .ris:
        document.exports.append(ExportedFile(format: "ris", ending: ".ris", bytes: RISWriter.bytes(of: document)))
      case .warc:
        document.exports.append(
          ExportedFile(
            format: "warc", ending: ".warc", bytes: WARCConversion.bytes(of: document), container: "articles.warc"))
      }
    }
  }
}
