import CanonicalJSON
import FettleKit
import Testing

@Suite("Reading JSON strictly")
struct JSONReaderTests {
  private func read(_ text: String) throws(JSONReadError) -> JSONValue { try JSONReader.read(Array(text.utf8)) }

  @Test("values of every kind, with white space around them")
  func values() throws {
    #expect(
      try read(" {\"a\" : [ 1 , -2.5e3, true,false , null ] ,\r\n\t\"b\":{}, \"c\":[]} \n")
        == ["a": [1, -2500, true, false, nil], "b": [:], "c": []])
  }

  @Test("escapes, with surrogate pairs")
  func escapes() throws {
    #expect(try read(#""\"\\\/\b\f\n\r\t\u00e9\uD83D\ude00""#) == .string("\"\\/\u{8}\u{C}\n\r\té😀"))
  }

  @Test(
    "what is no JSON is an error at its place",
    arguments: [
      ("", 0), ("{", 1), ("[1,]", 3), ("{\"a\":1,}", 7), ("{\"a\":1,\"a\":2}", 7), ("[1 2]", 3), ("01", 1), ("1.", 2),
      ("-", 1), ("1e", 2), ("+1", 0), (".5", 0), ("nul", 0), ("'a'", 0), ("\"a", 2), ("\"\n\"", 1), ("\"\\x\"", 2),
      ("\"\\ud800\"", 7), ("\"\\udc00\"", 7), ("\"\\ud800\\u0041\"", 13), ("\"\\u12g4\"", 5), ("1 1", 2), ("1e999", 0),
      ("{a:1}", 1), ("\u{FEFF}1", 0), ("[1", 2), ("NaN", 0),
    ])
  func broken(text: String, offset: Int) {
    #expect { try read(text) } throws: { ($0 as? JSONReadError)?.offset == offset }
  }

  @Test("bytes that are no UTF-8 are an error at their place")
  func notUTF8() {
    #expect { try JSONReader.read([0x22, 0x61, 0xFF, 0x22]) } throws: { ($0 as? JSONReadError)?.offset == 2 }
  }

  @Test("a depth of 200,000 is an error, not a crash")
  func deep() {
    #expect(throws: JSONReadError.self) { try read(String(repeating: "[", count: 200_000)) }
    #expect(throws: JSONReadError.self) { try read(String(repeating: "{\"a\":", count: 200_000)) }
  }

  @Test("as deep as is allowed is read")
  func deepEnough() throws {
    let depth = JSONReader.maximumDepth
    _ = try read(String(repeating: "[", count: depth) + String(repeating: "]", count: depth))
  }
}
