import Containers
import FettleKit
import Ingest

extension RunPlan {
  /// Puts the documents of archives in the archives' place, once.
  ///
  /// - Parameter progress: told how many files have been looked into, and how many documents were found; answers whether to
  ///   go on.
  public mutating func openContainers(progress: (_ files: Int, _ documents: Int) -> Bool = { _, _ in true }) {
    guard !areContainersOpen else { return }
    areContainersOpen = true
    let index = ContainerIndex(inputs, containers, progress: progress)
    inputs = index.inputs
    skipped = index.skipped
  }
}

extension ContainerOptions {
  /// As a pipeline file has them under `input`.
  public init(_ options: StageOptions) {
    self.init()
    let fields = options["fields"]?.members ?? [:]
    ContainerOptions.set(&self.fields.text, fields["text"])
    ContainerOptions.set(&self.fields.html, fields["html"])
    ContainerOptions.set(&self.fields.url, fields["url"])
    ContainerOptions.set(&self.fields.id, fields["id"])
    ContainerOptions.set(&self.fields.date, fields["date"])
    let records = options["records"]?.members ?? [:]
    ContainerOptions.set(&self.records.mediaTypes, records["media-types"])
    self.records.mediaTypes = self.records.mediaTypes.map { $0.lowercased() }
    if let statuses = records["statuses"]?.value.array { self.records.statuses = statuses.compactMap(whole) }
    if case .bool(let checks)? = records["check-digests"]?.value { self.records.checksDigests = checks }
    let limits = options["limits"]?.members ?? [:]
    if let ratio = limits["ratio"].flatMap({ whole($0.value) }) { self.limits.ratio = ratio }
    if let depth = limits["depth"].flatMap({ whole($0.value) }) { self.limits.depth = depth }
    if let entries = limits["documents"].flatMap({ whole($0.value) }) { self.limits.entries = entries }
    if let bytes = limits["document-bytes"].flatMap({ whole($0.value) }) { self.limits.entryBytes = bytes }
  }

  private static func set(_ names: inout [String], _ value: OptionValue?) {
    if let given = value?.value.array { names = given.compactMap(\.string) }
  }
}

private func whole(_ value: JSONValue) -> Int? { value.number.flatMap { Int(exactly: $0) } }
