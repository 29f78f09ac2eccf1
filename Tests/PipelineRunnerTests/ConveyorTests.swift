import Foundation
import TestSupport
import Testing

@testable import PipelineRunner

@Suite("The conveyor")
struct ConveyorTests {
  private struct Full: Error {}

  @Test("hands results on in the order of reading, with any number of workers and any window", arguments: 0..<40)
  func order(seed: Int) throws {
    var random = SplitMix(seed: UInt64(seed))
    let count = Int.random(in: 0...300, using: &random)
    let conveyor = Conveyor<Int, Int>(
      workers: Int.random(in: 1...9, using: &random), window: Int.random(in: 1...20, using: &random),
      windowBytes: Int.random(in: 1...100, using: &random))
    var written: [Int] = []
    conveyor.run(
      read: { cursor in
        defer { cursor += 1 }
        return cursor < count ? (cursor, cursor % 7) : nil
      },
      worker: {
        { number in
          if number % 13 == 0 { Thread.sleep(forTimeInterval: 0.0005) }
          return number * 2
        }
      },
      write: { written.append($0) })
    #expect(written == (0..<count).map { $0 * 2 })
  }

  @Test("never has more on its way than the window", arguments: [1, 2, 5])
  func window(size: Int) {
    let onTheWay = Monitor((now: 0, most: 0))
    Conveyor<Int, Int>(workers: 3, window: size, windowBytes: 1 << 30).run(
      read: { cursor in
        guard cursor < 200 else { return nil }
        cursor += 1
        onTheWay.change {
          $0.now += 1
          $0.most = max($0.most, $0.now)
        }
        return (cursor, 1)
      },
      worker: { { $0 } },
      write: { _ in onTheWay.change { $0.now -= 1 } })
    // The reader may hold one more while the writer is between writing and saying so.
    #expect(onTheWay.change { $0.most } <= size + 1)
  }

  @Test("lets a batch through that is larger than the window in bytes")
  func large() {
    var written = 0
    Conveyor<Int, Int>(workers: 2, window: 4, windowBytes: 10).run(
      read: { cursor in
        cursor += 1
        return cursor <= 5 ? (cursor, 1_000_000) : nil
      },
      worker: { { $0 } }, write: { _ in written += 1 })
    #expect(written == 5)
  }

  @Test("ends when the writer fails, and says why")
  func failure() {
    #expect(throws: Full.self) {
      var written = 0
      try Conveyor<Int, Int>(workers: 4, window: 8, windowBytes: 100).run(
        read: { cursor in
          cursor += 1
          return (cursor, 1)
        },
        worker: { { $0 } },
        write: { (_: Int) throws(Full) in
          written += 1
          if written == 50 { throw Full() }
        })
    }
  }
}
