import ArgumentParser
import FettleKit
import Foundation
import JournalTable
import ReferenceNormalization
import YAMLTree

struct ReferencesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "references",
    abstract: "Take reference strings apart: one a line in, CSL-JSON one a line out.",
    discussion: """
      Entries come out in the order in which the lines went in, each as soon as it is read, so that the command works in a \
      pipe. A label ("[6]") and link crumbs ("Google Scholar") are left out. Fields that a string doesn't state are absent.

        csl     CSL-JSON, an object a line; an empty line gives an empty object
        bibtex  BibTeX in UTF-8, with keys made of name, year and title ("wang2012sleep")
        ris     RIS in UTF-8

      A journal's abbreviated title that is known becomes container-title-short, as written, and container-title the full \
      one; a full title gets its usual abbreviation, and both the journal's ISSN. Lists of your own (--journals) hold one \
      journal a line: "full title;abbreviation", as JabRef's do.

      --explain shows each string as text: what every part was taken for, and how probable that is in per cent; a \
      question mark and a dotted line say that nobody should rely on it.

      Examples:

        fettle references bibliography.txt > bibliography.jsonl
        fettle references bibliography.txt --format bibtex > bibliography.bib
        echo 'Wang, Y. et al. Nat. Med. 18, 385–387 (2012).' | fettle references --explain
        fettle references < strings.txt | jq -r .DOI
        fettle references --confidence < strings.txt | jq .custom.confidence.reference
      """)

  enum Parser: String, ExpressibleByArgument, CaseIterable {
    case learned
    case rules
  }

  @Argument(help: "A file of reference strings in UTF-8, one a line; \"-\" for standard input.", completion: .file())
  var file = "-"

  @Option(help: "What to write: csl, bibtex or ris.")
  var format = ReferenceOutput.Format.csl

  @Flag(help: "Show what each part of each string was taken for, as text.")
  var explain = false

  @Flag(
    help: ArgumentHelp(
      "Add the confidence (0 to 1) and the place of each field, under \"custom\". With --format csl.",
      discussion:
        "\"reference\" is how sure the parser is of the fields as a whole; \"ranges\" are half-open, in bytes."))
  var confidence = false

  @Option(
    help: ArgumentHelp(
      "A list of journals, \"full title;abbreviation\" a line. May be given again; they count before the built-in table.",
      valueName: "file"), completion: .file())
  var journals: [String] = []

  @Option(help: "What takes the strings apart: learned (a model) or rules.")
  var parser = Parser.learned

  @Option(help: "When to use colour: auto, always or never. With --explain.")
  var color = ColorChoice.auto

  @Option(help: "How many columns to use (default: the terminal's, or 100). With --explain.")
  var width: Int?

  func validate() throws {
    if confidence, format != .csl || explain {
      throw ValidationError("--confidence goes with --format csl: other formats have no place for it")
    }
    if explain, format != .csl {
      throw ValidationError("--explain shows text, so it doesn't go with --format \(format.rawValue)")
    }
  }

  func run() throws {
    var lines = try LineReader(path: file)
    let parser = try makeParser()
    var output =
      explain
      ? ReferenceOutput(
        explaining: parser, isColoured: color.isOn(for: STDOUT_FILENO),
        width: width ?? Terminal.width(of: STDOUT_FILENO))
      : ReferenceOutput(parser, format: format, hasConfidence: confidence)
    while let batch = try lines.next() {
      output.add(batch)
      FileHandle.standardOutput.write(Data(output.take()))
    }
  }

  private func makeParser() throws -> any ReferenceParsing {
    let plain: any ReferenceParsing = parser == .rules ? ReferenceParser() : LearnedReferenceParser()
    if journals.isEmpty { return plain }
    var listed: [Journal] = []
    var mistakes: [Diagnostic] = []
    for path in journals {
      do {
        let bytes = try WrittenFile.read(path, limit: WrittenFile.maximumListSize)
        listed += try JournalList(bytes, file: path).journals
      } catch let error as Diagnostic {
        mistakes.append(error)
      } catch let error as Diagnostics {
        mistakes += error.all
      }
    }
    if !mistakes.isEmpty {
      LoadedPipeline.show(Diagnostics(mistakes))
      throw ExitCode(1)
    }
    return ListedJournalParser(plain, journals: JournalTable(listed))
  }
}
