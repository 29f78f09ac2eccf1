import CanonicalJSON
import Dispatch
import FettleKit

/// Tries a stage in a library on what goes wrong in practice.
public struct LibraryConformance: Sendable {
  private let path: String
  private let options: JSONValue
  private let surroundings: StageSurroundings
  private let read: @Sendable (_ page: [UInt8]) throws -> Document

  /// - Parameters:
  ///   - path: of the library, from the working folder.
  ///   - options: what its stage is told.
  ///   - surroundings: know how records are made.
  ///   - read: makes a document of a page of plain text.
  public init(
    _ path: String, options: JSONValue, surroundings: StageSurroundings,
    read: @escaping @Sendable (_ page: [UInt8]) throws -> Document
  ) {
    self.path = path
    self.options = options
    self.surroundings = surroundings
    self.read = read
  }

  /// Whether a file is to be tried as a library: by its name.
  public static func isLibrary(_ path: String) -> Bool { path.hasSuffix(".so") || path.hasSuffix(".dylib") }

  /// What is tried of programs, and has no meaning here.
  public static let inapplicable = """
    a stage is called in Fettle's own process: there is no handshake, no message of a later version, no slow message, no \
    order of answers, no SIGTERM and nothing to restart. A crash of the stage ends the run; the next run goes on from there
    """

  /// - Parameter report: is told each finding as it comes.
  /// - Returns: whether all was as it should be.
  public func run(report: (Conformance.Finding) -> Void) -> Bool {
    var isRight = true
    func attempt(_ what: String, _ body: () throws(PluginFailure) -> Void) {
      do throws(PluginFailure) {
        try body()
        report(Conformance.Finding(what: what, problem: nil))
      } catch {
        isRight = false
        report(Conformance.Finding(what: what, problem: error.description))
      }
    }
    var loaded: LoadedStage?
    attempt("it loads, and takes its options") { () throws(PluginFailure) in loaded = try stage(options) }
    guard let stage = loaded else { return false }
    for (number, example) in stage.manifest.examples.enumerated() {
      attempt("its example \(number + 1), \(example.title)") { () throws(PluginFailure) in try check(example) }
    }
    attempt("an empty document") { () throws(PluginFailure) in _ = try record(Document(paragraphs: []), stage) }
    attempt("a document of 10 MB") { () throws(PluginFailure) in
      let long = String(repeating: "words that go on, naïve and long. ", count: 300_000) + "End."
      let before = Clock.now
      _ = try record(Document(paragraphs: [long]), stage)
      let seconds = Double(Clock.now - before) / 1e9
      if seconds > 30 { throw PluginFailure("it took \(Int(seconds)) seconds") }
    }
    attempt("characters of every kind") { () throws(PluginFailure) in
      let blocks = ["\u{1}\u{7F}", "e\u{301} \u{200D} 👩‍🔬 \u{10FFFF}", "a\u{2028}\u{2029}\u{FEFF}b", "\"\\/\t."]
      _ = try record(Document(paragraphs: blocks), stage)
    }
    let pages = (0..<64).map { Document(paragraphs: ["Page \($0) of many.", "Its text, with more of it."]) }
    var records: [[UInt8]] = []
    attempt("64 documents") { () throws(PluginFailure) in
      let context = StageContext()
      for page in pages { records.append(try record(page, stage, in: context)) }
    }
    guard records.count == pages.count, stage.isPure else { return isRight }
    attempt("the same alone, and in another order") { () throws(PluginFailure) in
      for index in pages.indices.reversed() where try record(pages[index], stage) != records[index] {
        throw PluginFailure("document \(index) came out otherwise than before, but the stage calls itself pure")
      }
    }
    attempt("the same from many workers at once") { () throws(PluginFailure) in
      let expected = records
      let wrong = FirstFailure()
      DispatchQueue.concurrentPerform(iterations: 4) { _ in
        let context = StageContext()
        for index in pages.indices {
          do throws(PluginFailure) {
            if try record(pages[index], stage, in: context) != expected[index] {
              wrong.note(PluginFailure("document \(index) came out otherwise than with one worker"))
            }
          } catch { wrong.note(error) }
        }
      }
      if let failure = wrong.failure { throw failure }
    }
    return isRight
  }

  private func stage(_ options: JSONValue) throws(PluginFailure) -> LoadedStage {
    do throws(Diagnostics) {
      let values = ["load": OptionValue(value: .string(path)), "options": OptionValue(unplaced: options)]
      return try LoadedStage(try PluginCall(StageOptions(values: values, surroundings: surroundings)))
    } catch {
      throw PluginFailure(
        error.all.map { $0.message + ($0.expected.map { " (expected: \($0))" } ?? "") }.joined(separator: "; "))
    }
  }

  /// What the record says after the stage.
  private func record(
    _ document: Document, _ stage: LoadedStage, in context: StageContext = StageContext()
  ) throws(PluginFailure) -> [UInt8] {
    var documents = [document]
    if let error = stage.process(&documents, in: context)[0] { throw PluginFailure(error.reason) }
    do throws(StageError) {
      return try surroundings.record(documents[0])
    } catch {
      throw PluginFailure(error.reason)
    }
  }

  private func check(_ example: StageExample) throws(PluginFailure) {
    guard case .object(var given) = options else { return }
    given.merge(example.options) { $1 }
    let document: Document
    do {
      document = try read(Array(example.input.utf8))
    } catch {
      throw PluginFailure("its input can't be read: \(error)")
    }
    let bytes = try record(document, try stage(.object(given)))
    guard let record = try? JSONReader.read(bytes) else { throw PluginFailure("its record can't be read") }
    for (pointer, expected) in example.outcome where record.resolve(pointer: pointer) != expected {
      let found = record.resolve(pointer: pointer).map { String(decoding: JSONWriter.bytes(of: $0), as: UTF8.self) }
      let wanted = expected.map { String(decoding: JSONWriter.bytes(of: $0), as: UTF8.self) }
      throw PluginFailure("\(pointer) is \(found ?? "not there"), and should be \(wanted ?? "absent")")
    }
  }
}
