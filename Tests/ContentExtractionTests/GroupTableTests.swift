import FettleKit
import Testing

@testable import ContentExtraction

@Suite("Names and phrases")
struct GroupTableTests {
  @Test("each group finds its examples")
  func examples() {
    for table in [GroupTable.names, GroupTable.phrases] {
      #expect(table.count > 10 && table.count <= 32)
      for (index, entry) in table.entries.enumerated() {
        #expect(!entry.examples.isEmpty, "\(entry.name)")
        for example in entry.examples {
          let groups = Array(example.lowercased().utf8).withUnsafeBufferPointer(table.groups(in:))
          #expect(groups & 1 << UInt32(index) != 0, "\(entry.name) doesn't find '\(example)'")
        }
      }
    }
  }

  @Test("function words are known, others aren't")
  func functionWords() {
    #expect(FunctionWords.contains(FunctionWords.hash("the".utf8)))
    #expect(FunctionWords.contains(FunctionWords.hash("für".utf8)))
    #expect(!FunctionWords.contains(FunctionWords.hash("gate".utf8)))
  }
}
