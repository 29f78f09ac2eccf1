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
  /// In seconds; see `Runner.settlingTime`.
  let settlingTime: Int
  /// Whether an input is known to be as an earlier run read it, by its index, size and mark.
  let isKnown: (@Sendable (Int, Int, Receipt.Mark) -> Bool)?
  private let reader: Monitor<ContainerReader>

  init(
    _ inputs: [InputFile], _ range: Range<Int>? = nil, _ containers: ContainerOptions, batchSize: Int, batchBytes: Int,
    interruption: Interruption, settlingTime: Int = 2, isKnown: (@Sendable (Int, Int, Receipt.Mark) -> Bool)? = nil
  ) {
    self.settlingTime = settlingTime
    self.isKnown = isKnown
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
      let input = look(at: index)
      if case .success(let read) = input.content { bytes += read.bytes.count }
      batch.append(input)
      cursor += 1
    }
    return (batch, bytes)
  }

  /// Reads an input, unless that is known to bring nothing new.
  private func look(at index: Int) -> RawInput {
    let file = inputs[index]
    guard let isKnown, file.entry == nil, !file.isStandardInput, let before = FileSystem.mark(at: file.location) else {
      return RawInput(index: index, content: read(file))
    }
    if isKnown(index, before.size, before.mark) {
      return RawInput(index: index, content: .success(InputContent([])), mark: before.mark, isUnread: true)
    }
    var input = RawInput(index: index, content: read(file))
    // Whoever writes to it while it is read changes its mark.
    if FileSystem.isSettled(before.mark, seconds: settlingTime), let after = FileSystem.mark(at: file.location),
      after == before
    {
      input.mark = before.mark
    }
    return input
  }

  private func read(_ file: InputFile) -> Result<InputContent, IngestError> {
    reader.change { reader in Result { () throws(IngestError) in try reader.read(file) } }
  }
}
