import Ingest

/// Reads inputs and cuts them into batches.
final class BatchReader: Sendable {
  let inputs: [InputFile]
  /// Those of them that it reads.
  let range: Range<Int>
  /// In documents.
  let batchSize: Int
  /// In bytes: a batch is closed once it holds this much.
  let batchBytes: Int
  let interruption: Interruption
  /// Standard input can be read once, and a run may need it twice.
  private let standardInput = Monitor<Result<[UInt8], IngestError>?>(nil)

  init(_ inputs: [InputFile], _ range: Range<Int>? = nil, batchSize: Int, batchBytes: Int, interruption: Interruption) {
    self.inputs = inputs
    self.range = range ?? inputs.indices
    self.batchSize = max(1, batchSize)
    self.batchBytes = batchBytes
    self.interruption = interruption
  }

  /// The next batch from the input at `cursor`, which counts from the range's start and is moved behind it; `nil` at the end, or once the run is to stop.
  func next(_ cursor: inout Int) -> (batch: [RawInput], bytes: Int)? {
    if cursor >= range.count || interruption.isStopped { return nil }
    var batch: [RawInput] = []
    var bytes = 0
    while cursor < range.count, batch.count < batchSize, bytes < batchBytes {
      let index = range.lowerBound + cursor
      let content = read(inputs[index])
      if case .success(let read) = content { bytes += read.count }
      batch.append(RawInput(index: index, content: content))
      cursor += 1
    }
    return (batch, bytes)
  }

  private func read(_ file: InputFile) -> Result<[UInt8], IngestError> {
    guard file.isStandardInput else { return Result { () throws(IngestError) in try InputReader.read(file) } }
    return standardInput.change { held in
      if let held { return held }
      let content = Result { () throws(IngestError) in try InputReader.read(file) }
      held = content
      return content
    }
  }
}
