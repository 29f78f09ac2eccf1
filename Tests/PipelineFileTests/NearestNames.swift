import FettleText
import Testing

@Suite("Nearest names")
struct NearestNames {
  @Test(
    "a misspelled name finds the one that was meant",
    arguments: [
      ("exprot", "export"), ("Export", "export"), ("formt", "formats"), ("learn_from", "learn-from"),
      ("ref", "references"),
      ("xport", "export"), ("exportt", "export"),
    ])
  func found(wrong: String, right: String) {
    let names = ["cleanup", "export", "formats", "learn-from", "references"]
    #expect(NearestName.find(wrong, among: names) == right)
  }

  @Test("what is far from all names finds none", arguments: ["", "x", "translate", "zzzzzz"])
  func notFound(wrong: String) {
    #expect(NearestName.find(wrong, among: ["cleanup", "export", "to", "on"]) == nil)
  }

  @Test("of names equally near the first is taken, whatever their order is")
  func ties() {
    #expect(NearestName.find("cat", among: ["bat", "car"]) == "bat")
    #expect(NearestName.find("cat", among: ["car", "bat"]) == "car")
  }

  @Test("a very long word costs nothing")
  func long() {
    #expect(NearestName.find(String(repeating: "a", count: 1_000_000), among: ["a"]) == nil)
  }
}
