import FettleKit

extension PipelineFormat {
  /// What `input` may hold instead of a list of paths.
  static let inputKeys = [
    OptionSpec(
      "paths", .list(of: .string),
      help: "Files, folders, globs and archives, as in the list that 'input' is otherwise."),
    OptionSpec(
      "fields", .map(fields),
      help: "Where JSON lines and tables hold what: names of members or columns, tried in order; a name that begins "
        + "with / is a JSON Pointer."),
    OptionSpec("records", .map(records), help: "Which records of web archives (WARC, WET) are documents."),
    OptionSpec("limits", .map(limits), help: "What keeps broken and hostile archives out."),
  ]

  private static let fields = [
    OptionSpec("text", names, default: ["text"], help: "The text of a document."),
    OptionSpec(
      "html", names, default: ["html"], help: "Its HTML, which is taken before the text where both are there."),
    OptionSpec("url", names, default: ["url"], help: "Its address."),
    OptionSpec("id", names, default: ["id"], help: "Its name; the number of the line where it has none."),
    OptionSpec("date", names, default: ["date"], help: "When it was captured."),
  ]

  private static let records = [
    OptionSpec(
      "media-types", names, default: ["text/html", "application/xhtml+xml", "text/plain"],
      help: "Media types of documents; records of another are passed over."),
    OptionSpec(
      "statuses", .list(of: .integer(100...599)), default: [200],
      help: "HTTP status codes of documents; responses with another are passed over."),
    OptionSpec(
      "check-digests", .boolean, default: true,
      help: "Whether a record whose content doesn't have the digest that it states goes to quarantine."),
  ]

  private static let limits = [
    OptionSpec(
      "ratio", .integer(1...1_000_000), default: 250,
      help: "How many bytes may come out of each byte of a file, once 64 MiB have come out."),
    OptionSpec(
      "depth", .integer(1...64), default: 6, help: "How many archives and compressions may lie in one another."),
    OptionSpec(
      "documents", .integer(1...100_000_000), default: 10_000_000, help: "How many documents a file may hold."),
    OptionSpec(
      "document-bytes", .integer(1...(1 << 30)), default: 67_108_864, help: "How large a document in an archive may be."
    ),
  ]

  private static var names: OptionType { .list(of: .string) }
}
