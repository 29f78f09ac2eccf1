import ArgumentParser
import FettleKit
import Foundation
import PipelineFile
import PipelineRunner

struct QuarantineShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show why a document is in quarantine, and the place.",
    discussion: """
      The document is named as fettle quarantine list names it, by the end of its path, or by a file of the quarantine.

        fettle quarantine show Output/journal-articles page-17.txt
      """)

  @Argument(help: "The output folder of a run.", completion: .directory)
  var folder: String

  @Argument(help: "The document.")
  var document: String

  func run() throws {
    let quarantine = try QuarantineCommand.open(folder)
    let entry = try QuarantineCommand.entry(document, in: quarantine)
    let printer = DiagnosticPrinter(
      isColoured: ColorChoice.auto.isOn(for: STDOUT_FILENO), width: Terminal.width(of: STDOUT_FILENO))
    let message = "\(entry.quarantine.stage): \(entry.quarantine.reason)"
    let bytes = try? quarantine.source(of: entry)
    if let offset = entry.quarantine.offset, let bytes {
      let text = QuarantineFolder.text(of: entry, bytes)
      print(printer.text(QuarantineShowCommand.diagnostic(message, entry.path, text, offset)), terminator: "")
      print("byte \(grouped(offset)) of the \(entry.quarantine.isBeforeStages ? "file" : "text")", terminator: ", ")
    } else {
      print(printer.text(Diagnostic(message, file: entry.path)), terminator: "")
    }
    print(entry.size.map { "\(grouped($0)) bytes in all" } ?? "it could not be read")
    print("reason: \(folder)/\(entry.record)")
    if let copy = entry.copy { print("copy:   \(folder)/\(copy)") }
  }

  /// The message with its line.
  static func diagnostic(_ message: String, _ path: String, _ text: [UInt8], _ offset: Int) -> Diagnostic {
    let at = min(max(0, offset), text.count)
    let start = text[..<at].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let end = text[at...].firstIndex(of: 0x0A) ?? text.count
    let line = text[..<at].reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
    let before = String(decoding: text[start..<at], as: UTF8.self).unicodeScalars.count
    return Diagnostic(
      message, at: SourcePlace(file: path, line: line, column: before + 1),
      sourceLine: String(decoding: text[start..<end], as: UTF8.self))
  }
}
