/// What a plugin prints, line by line, as the person sees it who started the run: with the plugin's name, without control
/// characters, and not without end.
struct LogStream {
  /// In bytes: what is longer is cut.
  private static let lineLimit = 1000
  /// In lines, for one process.
  private static let limit = 100

  private var buffer = LineBuffer()
  private var isSkipping = false
  private var count = 0
  private(set) var dropped = 0

  /// - Parameter show: is given each line.
  mutating func take(_ bytes: UnsafeRawBufferPointer, show: (String) -> Void) {
    buffer.append(bytes)
    while let line = buffer.next() {
      if isSkipping { isSkipping = false } else { self.show(line, show) }
    }
    if buffer.unfinished > LogStream.lineLimit, let start = buffer.rest() {
      if !isSkipping { self.show(start, show) }
      isSkipping = true
    }
  }

  mutating func end(show: (String) -> Void) {
    if let line = buffer.rest(), !isSkipping { self.show(line, show) }
  }

  private mutating func show(_ line: [UInt8], _ show: (String) -> Void) {
    guard count < LogStream.limit else {
      dropped += 1
      return
    }
    count += 1
    let text = line.prefix(LogStream.lineLimit).map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }
    show(String(decoding: text, as: UTF8.self))
    if count == LogStream.limit { show("(what it prints from here on isn't shown)") }
  }
}
