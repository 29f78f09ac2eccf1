/// The digits of a number below 100,000,000, as bytes of ASCII.
struct DecimalDigits {
  /// The first digit is the lowest byte; what is above the last one is zero.
  let word: UInt64
  /// 1 to 8.
  let count: Int

  /// `nil` for numbers that aren't in 0..<100,000,000.
  ///
  /// All digits come about at once: halves of four digits, then pairs, then one by one. A multiplication and a shift divide:
  /// 10486 / 2^20 is as good as 1 / 100 below 10,000, and 103 / 2^10 as 1 / 10 below 100.
  @inline(__always)
  init?(_ value: Int) {
    guard UInt(bitPattern: value) < 100_000_000 else { return nil }
    let number = UInt64(truncatingIfNeeded: value)
    let high = number / 10_000
    let halves = high | (number &- high &* 10_000) &<< 32
    let hundreds = (halves &* 10486) &>> 20 & 0x0000_007F_0000_007F
    let pairs = hundreds | (halves &- hundreds &* 100) &<< 16
    let tens = (pairs &* 103) &>> 10 & 0x000F_000F_000F_000F
    let digits = tens | (pairs &- tens &* 10) &<< 8
    // The last digit stays even where it is a zero.
    let zeros = (digits | 1 &<< 56).trailingZeroBitCount & 0x38
    word = (digits | 0x3030_3030_3030_3030) &>> UInt64(truncatingIfNeeded: zeros)
    count = 8 &- zeros &>> 3
  }
}
