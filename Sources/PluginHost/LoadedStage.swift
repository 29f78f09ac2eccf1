import FettleKit
import Foundation

/// A stage of a dynamic library, in this process.
final class LoadedStage: PluginWorker, @unchecked Sendable {
  // Unchecked: what changes is behind the lock.
  let identity: StageIdentity
  let manifest: StageManifest
  let isPure: Bool
  private let stage: any Stage
  private let surroundings: StageSurroundings

  private let lock = NSLock()
  private var replays = Replays()

  init(_ call: PluginCall) throws(Diagnostics) {
    let written = call.load ?? ""
    let path = PluginFiles.resolved(written, in: call.folder)
    guard PluginFiles.isFile(path) else {
      throw call.diagnostic(
        "no such library: '\(written)'", at: "load",
        expected: "a library, by its path from the pipeline file; swift build -c release makes it in .build/release")
    }
    let entry: StageLibraryEntry
    do throws(PluginFailure) {
      entry = try StageLibraryFile.load(path)
    } catch {
      throw call.diagnostic("the library '\(written)' can't be used: \(error)", at: "load")
    }
    manifest = entry.stage.manifest
    guard PluginDescription.isName(manifest.name) else {
      throw call.diagnostic(
        "the library '\(written)' can't be used: its stage must be called in lower-case letters, digits and hyphens, not "
          + "'\(manifest.name)'", at: "load")
    }
    guard !(entry.stage is any SurveyingStage.Type), !(entry.stage is any BatchStage.Type) else {
      throw call.diagnostic(
        "the library '\(written)' can't be used: its stage wants to see the batch, and a stage that is loaded sees one "
          + "document at a time", at: "load")
    }
    let options = try LoadedOptions(call, manifest)
    stage = try entry.stage.init(options: options.made)
    isPure = entry.isPure
    surroundings = call.surroundings
    let files: [JSONValue]
    do throws(PluginFailure) {
      files = try PluginFiles.digests(
        of: [written] + call.options.strings("files") + options.files, declared: [], in: call.folder)
    } catch {
      throw call.diagnostic("\(error)", at: "load")
    }
    identity = StageIdentity(
      name: "plugin/" + manifest.name,
      details: [
        "name": .string(manifest.name), "version": .string(String(manifest.version)), "kind": ["stage"],
        "answers": isPure ? "pure" : "impure", "files": .array(files),
      ], options: call.settings, isRepeatable: isPure)
  }

  // MARK: Documents

  func process(_ documents: inout [Document], in context: StageContext) -> [StageError?] {
    documents.indices.map { index in
      let isChosen = isPure && (surroundings.isParanoid || Replays.isChosen(documents[index]))
      let before = isChosen ? documents[index] : nil
      do throws(StageError) {
        try process(&documents[index], in: context)
        if let before { replay(before, documents[index]) }
        return nil
      } catch {
        return error
      }
    }
  }

  private func process(_ document: inout Document, in context: StageContext) throws(StageError) {
    let account = StageAccount(of: document)
    do throws(StageError) {
      try stage.process(&document, in: context)
    } catch {
      throw StageError(
        stage: identity.name, reason: error.reason, offset: error.offset, isWorthRetrying: error.isWorthRetrying)
    }
    do throws(PluginFailure) {
      try account.settle(&document, as: identity.name)
    } catch {
      throw StageError(stage: identity.name, reason: error.description)
    }
    if !isPure { document.noteImpurity(of: manifest.name) }
  }

  // MARK: Once more

  /// Does a document of a stage that calls itself pure a second time, with nothing kept from other documents.
  private func replay(_ before: Document, _ outcome: Document) {
    var again = before
    let isSame: Bool
    do {
      try process(&again, in: StageContext())
      isSame = try surroundings.record(again) == surroundings.record(outcome)
    } catch {
      isSame = false
    }
    lock.lock()
    replays.note(isSame: isSame, path: before.source.path)
    lock.unlock()
  }

  func finish() -> [StageNotice] {
    lock.lock()
    defer { lock.unlock() }
    return replays.notice(of: manifest.name).map { [$0] } ?? []
  }
}
