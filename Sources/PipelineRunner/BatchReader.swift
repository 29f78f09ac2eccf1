import Containers
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
  private let reader: Monitor<ContainerReader>

  init(
    _ inputs: [InputFile], _ range: Range<Int>? = nil, _ containers: ContainerOptions, batchSize: Int, batchBytes: Int,
    interruption: Interruption
  ) {
    self.inputs = inputs
    self.range = range ?? inputs.indices
    self.batchSize = max(1, batchSize)
    self.batchBytes = batchBytes
    self.interruption = interruption
    reader = Monitor(ContainerReader(containers))
  }

  /// The next batch from the input at `cursor`, which counts from the range's start and is moved behind it; `nil` at the end, or once the run is to stop.
  func next(_ cursor: inout Int) -> (batch: [RawInput], bytes: Int)? {
    if cursor >= range.count || interruption.isStopped { return nil }
    var batch: [RawInput] = []
    var bytes = 0
    while cursor < range.count, batch.count < batchSize, bytes < batchBytes {
      let index = range.lowerBound + cursor
      let content = read(inputs[index])
      if case .success(let read) = content { bytes += read.bytes.count }
      batch.append(RawInput(index: index, content: content))
      cursor += 1
    }
    return (batch, bytes)
  }

  private func read(_ file: InputFile) -> Result<InputContent, IngestError> {
    reader.change { reader in Result { () throws(IngestError) in try reader.read(file) } }
  }
}
