import Compression
import Ingest

/// What lies in the files of a run: each document of each archive becomes an input by itself, so that they are named, cut
/// into shards, skipped and verified like files.
public struct ContainerIndex: Sendable {
  /// In the order of the files, and of the documents in them.
  public private(set) var inputs: [InputFile] = []
  /// How many records and entries were taken for no documents, by kind: "request", "image/png".
  public private(set) var skipped: [String: Int] = [:]

  /// - Parameters:
  ///   - files: as they were found.
  ///   - progress: told how many of the files have been looked into; may answer that it is enough.
  public init(
    _ files: [InputFile], _ options: ContainerOptions,
    progress: (_ files: Int, _ documents: Int) -> Bool = { _, _ in true }
  ) {
    inputs.reserveCapacity(files.count)
    for (index, file) in files.enumerated() {
      if ContainerFormat.isPlain(file.path) || file.entry != nil {
        inputs.append(file)
        continue
      }
      add(file, options) { documents in progress(index, documents) }
      if !progress(index + 1, inputs.count) { return }
    }
  }

  private mutating func add(_ file: InputFile, _ options: ContainerOptions, goesOn: (Int) -> Bool) {
    let walk: ContainerWalk
    do throws(IngestError) {
      walk = try ContainerWalk(file, path: file.path, options, expansion: Expansion(ratio: options.limits.ratio))
    } catch {
      // Whoever reads it says why it can't be.
      inputs.append(file)
      return
    }
    guard walk.isContainer else {
      inputs.append(file)
      return
    }
    var seen: [String: Int] = [:]
    var ordinal = 0
    var begin = EntryPlace(ordinal: 0, begin: 0, file: 0, decoded: 0)
    while let found = walk.next(reading: false) {
      if ordinal == options.limits.entries {
        inputs.append(
          failed(file, "~limit", ordinal, "the file holds more documents than the limit of \(ordinal)", begin))
        break
      }
      if let restart = found.restart {
        begin = EntryPlace(ordinal: ordinal, begin: ordinal, file: restart.file, decoded: restart.decoded)
      }
      var place = begin
      place.ordinal = ordinal
      place.isNamed = found.path != file.path
      if case .failure(let error)? = found.content { place.failure = error }
      var path = found.path
      // An archive may hold two files of one name.
      let count = seen[path, default: 0] + 1
      seen[path] = count
      if count > 1 { path += "#\(count)" }
      inputs.append(InputFile(path: path, location: file.location, entry: place))
      ordinal += 1
      if ordinal % 1024 == 0, !goesOn(inputs.count) { break }
    }
    for (kind, count) in walk.skipped { skipped[kind, default: 0] += count }
  }

  private func failed(
    _ file: InputFile, _ name: String, _ ordinal: Int, _ reason: String, _ begin: EntryPlace
  ) -> InputFile {
    var place = begin
    place.ordinal = ordinal
    place.failure = IngestError(reason)
    return InputFile(path: file.path + "/" + name, location: file.location, entry: place)
  }
}
