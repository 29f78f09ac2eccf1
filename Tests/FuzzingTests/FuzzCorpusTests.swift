import Foundation
import Fuzzing
import TestSupport
import Testing

@Suite("Inputs that fuzzing found")
struct FuzzCorpusTests {
  private static let corpus = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fuzzing/Corpus")

  private func inputs(of target: FuzzTarget) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(
      at: FuzzCorpusTests.corpus.appending(path: target.rawValue), includingPropertiesForKeys: nil
    ).sorted { $0.path < $1.path }
  }

  @Test("break no promise any more, and neither do the others of the corpus", arguments: FuzzTarget.allCases)
  func corpus(target: FuzzTarget) throws {
    let inputs = try inputs(of: target)
    #expect(inputs.count >= 3)
    for input in inputs {
      #expect(throws: Never.self, "\(input.lastPathComponent)") { try target.run([UInt8](try Data(contentsOf: input))) }
    }
  }

  @Test("nor do they when bytes are changed, lost or doubled in them", arguments: FuzzTarget.allCases)
  func mutated(target: FuzzTarget) throws {
    var random = SplitMix(seed: 2024)
    for input in try inputs(of: target) {
      let bytes = [UInt8](try Data(contentsOf: input))
      for _ in 0..<(target == .page ? 3 : 8) {
        var mutated = bytes
        for _ in 0..<Int.random(in: 1...6, using: &random) where !mutated.isEmpty {
          let at = Int.random(in: 0..<mutated.count, using: &random)
          let end = min(mutated.count, at + Int.random(in: 1...12, using: &random))
          switch Int.random(in: 0..<4, using: &random) {
          case 0: mutated[at] = UInt8.random(in: 0...255, using: &random)
          case 1: mutated.removeSubrange(at..<end)
          case 2: mutated.insert(contentsOf: mutated[at..<end], at: at)
          default: mutated.insert(UInt8.random(in: 0...255, using: &random), at: at)
          }
        }
        #expect(throws: Never.self, "\(input.lastPathComponent), changed: \(mutated)") { try target.run(mutated) }
      }
    }
  }
}
