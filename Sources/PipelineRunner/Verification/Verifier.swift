import CanonicalJSON
import Digest
import FettleKit

/// Compares an output folder with its manifest: every file there, none other, each with its digest.
public struct Verifier: Sendable {
  public let folder: String
  public let manifest: JSONValue

  /// Files of a complete run beside its outputs.
  private static let own: Set<String> = ["manifest.json", "run.json", ".receipts"]

  /// - Throws: `RunFailure`, where the folder isn't the output of a complete run.
  public init(folder: String) throws(RunFailure) {
    guard FileSystem.isFolder(folder) else {
      throw RunFailure("there is no folder \(folder)", isWorthRetrying: false)
    }
    if FileSystem.exists(folder + "/.unfinished") {
      throw RunFailure(
        "\(folder) is the output of a run that didn't come to its end; run the same command again to finish it",
        isWorthRetrying: true)
    }
    guard let bytes = FileSystem.read(folder + "/manifest.json") else {
      throw RunFailure("\(folder) has no manifest.json that can be read: no run ended there", isWorthRetrying: false)
    }
    do {
      manifest = try JSONReader.read(bytes)
    } catch {
      throw RunFailure("\(folder)/manifest.json: \(error)", isWorthRetrying: false)
    }
    self.folder = folder
    self.bytes = bytes
  }

  private let bytes: [UInt8]

  /// What isn't as the manifest says; sorted by path.
  public func findings() -> [VerificationFinding] {
    var findings: [VerificationFinding] = []
    if let fault = RunManifest.fault(in: bytes) {
      findings.append(VerificationFinding(.manifest, "manifest.json", fault))
    }
    var known = Verifier.own
    for output in manifest["outputs"]?.array ?? [] {
      guard let path = output["path"]?.string, let size = output["bytes"]?.number, let digest = output["sha256"]?.string
      else { continue }
      known.insert(path)
      guard let bytes = FileSystem.read(folder + "/" + path), FileSystem.mark(folder + "/" + path) != nil else {
        findings.append(VerificationFinding(.missing, path, "it is missing"))
        continue
      }
      if let finding = changed(path, bytes, size: Int(size), digest) { findings.append(finding) }
    }
    for path in FileSystem.files(below: folder) where !known.contains(path) {
      findings.append(VerificationFinding(.extra, path, "no run put it there"))
    }
    return findings.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  private func changed(_ path: String, _ bytes: [UInt8], size: Int, _ digest: String) -> VerificationFinding? {
    let found = SHA256.hexadecimal(of: bytes)
    if bytes.count == size, found == digest { return nil }
    var detail = "it was changed: "
    detail +=
      bytes.count == size
      ? "its digest is \(found.prefix(12))…, not \(digest.prefix(12))…" : "it has \(bytes.count) bytes, not \(size)"
    if path.hasSuffix(".json") {
      do {
        let value = try JSONReader.read(bytes)
        let canonical = JSONWriter.bytes(of: value) + [0x0A]
        if canonical != bytes { detail += "; " + Difference.text(found: bytes, wanted: canonical) }
      } catch {
        detail += "; \(error)"
        let place = JSONPlace.pointer(at: error.offset, in: bytes)
        if !place.isEmpty { detail += ", in \(place)" }
      }
    }
    return VerificationFinding(.changed, path, detail)
  }

  /// What is otherwise in the files that determined the output, as they are now.
  public func findings(_ plan: RunPlan) -> [VerificationFinding] {
    var findings: [VerificationFinding] = []
    var now: [String: String] = [:]
    for file in plan.filesRead { now[file.path] = file.sha256 }
    for file in manifest["pipeline"]?["files"]?.array ?? [] {
      guard let path = file["path"]?.string, let digest = file["sha256"]?.string else { continue }
      if let found = now.removeValue(forKey: path) {
        if found != digest {
          findings.append(VerificationFinding(.settings, path, "it was changed since the run"))
        }
      } else {
        findings.append(VerificationFinding(.settings, path, "the pipeline doesn't read it any more"))
      }
    }
    for path in now.keys.sorted() {
      findings.append(VerificationFinding(.settings, path, "the pipeline didn't read it at the time of the run"))
    }
    let stages = plan.steps.map { "\($0.name) \($0.version)" }
    let then = (manifest["stages"]?.array ?? []).map {
      "\($0["name"]?.string ?? "") \(Int($0["version"]?.number ?? 0))"
    }
    let plugins = plan.steps.map(\.identity?.details)
    let pluginsThen = (manifest["stages"]?.array ?? []).map { $0["plugin"] }
    for (index, step) in plan.steps.enumerated()
    where index < pluginsThen.count && stages == then && plugins[index] != pluginsThen[index] {
      findings.append(
        VerificationFinding(
          .settings, "manifest.json", "\(step.name) isn't the plugin that it was at the time of the run"))
    }
    if stages != then {
      findings.append(
        VerificationFinding(
          .settings, "manifest.json",
          "the stages were \(then.joined(separator: ", ")); this program's are \(stages.joined(separator: ", "))"))
    }
    return findings
  }
}
