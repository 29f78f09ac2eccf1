/// Unicode's properties, with the answers for ASCII at hand: a look into the tables costs more than all else that is done
/// to a letter.
extension Unicode.Scalar {
  var isCapital: Bool { isASCII ? (0x41...0x5A).contains(value) : properties.isUppercase }
  var isSmallLetter: Bool { isASCII ? (0x61...0x7A).contains(value) : properties.isLowercase }
  var isLetter: Bool { isASCII ? ((value | 0x20) &- 0x61) < 26 : properties.isAlphabetic }
  var isSpace: Bool { isASCII ? value == 0x20 || (0x09...0x0D).contains(value) : properties.isWhitespace }
}
