import Digest

/// The receipts of earlier runs into a folder, and whether they can be believed.
struct ReceiptBook: Sendable {
  /// By the name of the document's files.
  private var receipts: [String: Receipt] = [:]
  /// Of runs with other settings: only that there were some.
  private var others: Set<String> = []
  private var difference = ""
  private let settings: Settings
  /// Whether a file whose mark is the same may be taken for unchanged. Not behind a run that was stopped: after a power
  /// cut a file may be there and not its bytes.
  private let trustsMarks: Bool
  private let folder: String

  init(settings: Settings, folder: String, trustsMarks: Bool) {
    self.settings = settings
    self.folder = folder
    self.trustsMarks = trustsMarks
  }

  /// Takes in a file of receipts; later lines take the place of earlier ones.
  mutating func read(_ bytes: [UInt8]) {
    var isOurs = false
    var start = 0
    while start < bytes.count {
      // A line that isn't whole is none.
      guard let end = bytes[start...].firstIndex(of: 0x0A) else { return }
      if bytes[start] == UInt8(ascii: "#") {
        let line = String(decoding: bytes[start..<end], as: UTF8.self)
        let other = Settings(line: line)
        isOurs = other == settings
        if !isOurs, let other, let what = settings.difference(from: other) { difference = what }
      } else if let receipt = Receipt(bytes[start..<end]), receipt.outputs.allSatisfy({ OutputFolder.isOwn($0.path) }),
        receipt.parts.allSatisfy({ OutputFolder.isOwn($0.container) })
      {
        if isOurs {
          receipts[receipt.name] = receipt
        } else {
          others.insert(receipt.name)
          receipts[receipt.name] = nil
        }
      }
      start = end + 1
    }
  }

  /// The receipt of a document whose files are right already, or why it must be run. Called by many workers.
  func look(up name: String, path: String, bytes: [UInt8]) -> (receipt: Receipt?, reason: RunReason) {
    guard let receipt = receipts[name], receipt.path == path else {
      return (nil, others.contains(name) ? .settingsChanged(difference) : .new)
    }
    guard receipt.size == bytes.count, receipt.sha256 == SHA256.hexadecimal(of: bytes) else {
      return (nil, .inputChanged)
    }
    for output in receipt.outputs {
      let target = folder + "/" + output.path
      guard let found = FileSystem.mark(target) else { return (nil, .outputMissing(output.path)) }
      if found.size != output.size { return (nil, .outputChanged(output.path)) }
      if trustsMarks, output.mark == found.mark { continue }
      guard let bytes = FileSystem.read(target), SHA256.hexadecimal(of: bytes) == output.sha256 else {
        return (nil, .outputChanged(output.path))
      }
    }
    return (receipt, .unchanged)
  }

  /// The bytes that a document has in shared files of the run before; `nil` where they aren't there any more.
  func parts(of receipt: Receipt) -> [(container: String, bytes: [UInt8])]? {
    var parts: [(container: String, bytes: [UInt8])] = []
    for part in receipt.parts {
      guard let bytes = FileSystem.read("\(folder)/\(part.container)", at: part.offset, count: part.size),
        SHA256.hexadecimal(of: bytes) == part.sha256
      else { return nil }
      parts.append((part.container, bytes))
    }
    return parts
  }
}
