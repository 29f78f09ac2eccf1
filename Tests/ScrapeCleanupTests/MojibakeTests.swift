import Testing

@testable import ScrapeCleanup

@Suite("Mojibake")
struct MojibakeTests {
  /// What a program shows that reads UTF-8 as Windows-1252.
  static func misread(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for byte in text.utf8 {
      let scalar = Windows1252.scalar(of: byte) ?? UInt32(byte)
      result.append(Unicode.Scalar(scalar)!)
    }
    return String(result)
  }

  @Test(
    "UTF-8 that was misread is mended, once and twice",
    arguments: [
      "café", "don’t", "“quoted”", "a – b", "5 ± 2 µm at 20 °C", "Gavériaux-Ruff", "Sandkühler", "Škoda", "Łódź",
      "α-synuclein", "Привет мир", "x ≥ 3", "™ mark", "naïve façade", "à la carte", "ﬁne", "© 2020 Nature", "10 €",
      "emoji 😀 here",
    ])
  func mended(_ text: String) throws {
    let wanted = try cleaned(text)
    // A sentence that is beyond doubt stands beside it, as on a real page.
    let rest = "\n\nIt doesnâ€™t matter."
    #expect(try cleaned(Self.misread(text) + rest).split(separator: "\n").first.map(String.init) == wanted)
    #expect(
      try cleaned(Self.misread(Self.misread(text)) + rest).split(separator: "\n").first.map(String.init) == wanted)
  }

  @Test(
    "right text that looks like it stays",
    arguments: [
      "NÃO", "AMANHÃ", "“AMANHÃ”", "IRMÃ…", "A MAÇÃ™ É BOA", "PÃ – PÃO", "Château “Â”", "the operator ⟨Â²⟩",
      "„Ä“ und „Ö“",
      "“café”—he said", "“naïveté”…", "SVERIGE Å–Ö", "Åé", "São Tomé", "Málaga", "ÉCOLE", "Ærø", "garçon", "ça",
    ])
  func kept(_ text: String) throws {
    #expect(try cleaned(text) == text)
    #expect(try cleanedDocument(text).count(of: "mojibake") == 0)
  }
}
