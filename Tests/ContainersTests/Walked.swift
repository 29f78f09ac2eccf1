import Ingest
import TestSupport

@testable import Containers

/// What a run would read of a file: the inputs that it is, and the content of each.
struct Walked {
  var inputs: [InputFile]
  var contents: [Result<InputContent, IngestError>]
  var skipped: [String: Int]

  init(_ bytes: [UInt8], name: String = "a.bin", _ options: ContainerOptions = ContainerOptions()) throws {
    let scratch = try ScratchFolder()
    try scratch.write(bytes, to: name)
    let file = InputFile(path: name, location: Array("\(scratch.path)/\(name)".utf8))
    let index = ContainerIndex([file], options)
    inputs = index.inputs
    skipped = index.skipped
    let reader = ContainerReader(options)
    contents = index.inputs.map { input in
      Result { () throws(IngestError) in try reader.read(input) }
    }
    // The same in another order, and each by itself.
    var order = Array(inputs.indices)
    var random = SplitMix(seed: UInt64(bytes.count))
    order.shuffle(using: &random)
    for index in order.prefix(24) {
      let again = Result { () throws(IngestError) in try reader.read(inputs[index]) }
      if again != contents[index] { isTheSameInAnyOrder = false }
    }
  }

  var isTheSameInAnyOrder = true

  var paths: [String] { inputs.map(\.path) }

  /// Of those that could be read, as text.
  var texts: [String] {
    contents.compactMap { try? $0.get() }.map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  var failures: [String] {
    contents.compactMap { if case .failure(let error) = $0 { error.reason } else { nil } }
  }
}
