import ArchiveExport
import ArgumentParser
import CanonicalJSON
import FettleKit
import Foundation
import ReferenceNormalization

struct ReferencesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "references",
    abstract: "Take reference strings apart: one a line in, CSL-JSON one a line out.",
    discussion: """
      Lines come out in the order in which they went in, each as soon as it is read, so that the command works in a \
      pipe. An empty line gives an empty object. A label ("[6]") and link crumbs ("Google Scholar") are left out. Fields that a \
      string doesn't state are absent.

        fettle references bibliography.txt > bibliography.jsonl
        echo 'Wang, Y. et al. Nat. Med. 18, 385–387 (2012).' | fettle references
        fettle references < strings.txt | jq -r .DOI
      """)

  @Argument(help: "A file of reference strings in UTF-8, one a line; \"-\" for standard input.", completion: .file())
  var file = "-"

  @Option(help: "What takes them apart: \"learned\" or \"rules\".")
  var parser = "learned"

  func run() throws {
    let input: FileHandle
    if file == "-" {
      input = .standardInput
    } else {
      guard let handle = FileHandle(forReadingAtPath: file) else {
        throw ValidationError("can't read '\(file)': there is no such file, or it may not be read")
      }
      input = handle
    }
    let parser: any ReferenceParsing = self.parser == "rules" ? ReferenceParser() : LearnedReferenceParser()
    var rest: [UInt8] = []
    var lineStart = 0
    while true {
      // A file comes in pieces; a pipe gives what it has, so that no line waits for the next.
      let chunk = file == "-" ? input.availableData : try input.read(upToCount: 1 << 20) ?? Data()
      if chunk.isEmpty { break }
      rest += chunk
      var writer = JSONWriter(capacity: 2 * chunk.count)
      while let end = rest[lineStart...].firstIndex(of: 0x0A) {
        write(parser.parse(rest[lineStart..<end]).item, to: &writer)
        lineStart = end + 1
      }
      rest.removeSubrange(..<lineStart)
      lineStart = 0
      FileHandle.standardOutput.write(Data(writer.bytes))
    }
    if !rest.isEmpty {
      var writer = JSONWriter()
      write(parser.parse(rest).item, to: &writer)
      FileHandle.standardOutput.write(Data(writer.bytes))
    }
  }

  private func write(_ item: Item, to json: inout JSONWriter) {
    CSLItem.write(item, to: &json)
    json.newline()
  }
}
