import Dispatch
import Foundation
import PipelineRunner

/// Turns the first SIGINT or SIGTERM into a wish to stop; a second one ends the program at once, as without this.
final class StopSignals {
  private var sources: [any DispatchSourceSignal] = []

  init(_ interruption: Interruption) {
    for number in [SIGINT, SIGTERM] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global(qos: .userInitiated))
      source.setEventHandler {
        interruption.stop()
        StandardError.print("\nstopping: finishing what is on its way (once more to stop at once)")
        signal(number, SIG_DFL)
      }
      source.resume()
      sources.append(source)
    }
  }

  deinit { for source in sources { source.cancel() } }
}
