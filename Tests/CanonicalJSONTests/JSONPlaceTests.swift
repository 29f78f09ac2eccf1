import CanonicalJSON
import FettleKit
import TestSupport
import Testing

@Suite("Places in JSON")
struct JSONPlaceTests {
  private func pointer(_ json: String, _ mark: Character = "^") -> String {
    let offset = json.utf8.count { _ in true } - json[json.firstIndex(of: mark)!...].utf8.count
    return JSONPlace.pointer(at: offset, in: Array(json.filter { $0 != mark }.utf8))
  }

  @Test("a byte belongs to the innermost value around it")
  func places() {
    #expect(pointer(#"{"a":^1,"b":[2,3]}"#) == "/a")
    #expect(pointer(#"{"a":1,"b":[2,^3]}"#) == "/b/1")
    #expect(pointer(#"{"a":1,"^b":[2,3]}"#) == "/b")
    #expect(pointer(#"{"a":1,"b":^[2,3]}"#) == "/b")
    #expect(pointer(#"{"a":1,"b":[2,3]^}"#) == "")
    #expect(pointer(#"{"a/b":{"c~d":"x^y"}}"#) == "/a~1b/c~0d")
    #expect(pointer(#"{"a":"say \"^so\"","b":1}"#) == "/a")
    #expect(pointer(#"[{"a":[]},{"b":"é^é"}]"#) == "/1/b")
  }

  @Test("any byte of any text has an answer", arguments: 0..<40)
  func anything(seed: Int) {
    var random = SplitMix(seed: UInt64(seed))
    let letters = Array("{}[]\",:\\a1".utf8)
    for _ in 0..<60 {
      let bytes = (0..<Int.random(in: 0...30, using: &random)).map { _ in
        letters[Int.random(in: 0..<letters.count, using: &random)]
      }
      for offset in 0...bytes.count + 1 { _ = JSONPlace.pointer(at: offset, in: bytes) }
    }
  }
}
