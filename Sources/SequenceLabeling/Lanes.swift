/// Conversions of vectors without a loop over their lanes, which is what the standard library's are.
enum Lanes {
  /// Of 16 signed bytes that were loaded as eight words, those at even places and those at odd ones.
  @inline(__always)
  static func halves(_ bytes: SIMD8<Int16>) -> (even: SIMD8<Int16>, odd: SIMD8<Int16>) {
    ((bytes &<< 8) &>> 8, bytes &>> 8)
  }

  /// The larger number of each lane.
  @inline(__always)
  static func larger(_ a: SIMD16<Int16>, _ b: SIMD16<Int16>) -> SIMD16<Int16> { a.replacing(with: b, where: a .< b) }

  /// Even and odd lanes in their order.
  @inline(__always)
  static func woven(_ even: SIMD8<Int16>, _ odd: SIMD8<Int16>) -> SIMD16<Int16> {
    SIMD16(
      even[0], odd[0], even[1], odd[1], even[2], odd[2], even[3], odd[3], even[4], odd[4], even[5], odd[5], even[6],
      odd[6], even[7], odd[7])
  }

  /// As floating-point numbers. Adding 1.5 · 2²³ as an integer, and taking it away as a number, converts.
  @inline(__always)
  static func floats(_ words: SIMD16<Int16>) -> SIMD16<Float> {
    let pairs = unsafeBitCast(words, to: SIMD8<Int32>.self)
    let magic = SIMD8<Int32>(repeating: 0x4B40_0000)
    let even = unsafeBitCast(((pairs &<< 16) &>> 16) &+ magic, to: SIMD8<Float>.self) - 12_582_912
    let odd = unsafeBitCast((pairs &>> 16) &+ magic, to: SIMD8<Float>.self) - 12_582_912
    return SIMD16(
      even[0], odd[0], even[1], odd[1], even[2], odd[2], even[3], odd[3], even[4], odd[4], even[5], odd[5], even[6],
      odd[6], even[7], odd[7])
  }

  @inline(__always)
  static func sum(_ numbers: SIMD16<Float>) -> Float {
    let (a, b, c, d) = unsafeBitCast(
      numbers, to: (SIMD4<Float>, SIMD4<Float>, SIMD4<Float>, SIMD4<Float>).self)
    let four = (a + b) + (c + d)
    return (four[0] + four[1]) + (four[2] + four[3])
  }

  @inline(__always)
  static func max(_ words: SIMD16<Int16>) -> Int16 {
    let (a, b) = unsafeBitCast(words, to: (SIMD8<Int16>, SIMD8<Int16>).self)
    let (c, d) = unsafeBitCast(a.replacing(with: b, where: a .< b), to: (SIMD4<Int16>, SIMD4<Int16>).self)
    let four = c.replacing(with: d, where: c .< d)
    return Swift.max(Swift.max(four[0], four[1]), Swift.max(four[2], four[3]))
  }

  @inline(__always)
  static func max(_ numbers: SIMD16<Float>) -> Float {
    let (a, b, c, d) = unsafeBitCast(
      numbers, to: (SIMD4<Float>, SIMD4<Float>, SIMD4<Float>, SIMD4<Float>).self)
    let first = a.replacing(with: b, where: a .< b)
    let second = c.replacing(with: d, where: c .< d)
    let four = first.replacing(with: second, where: first .< second)
    return Swift.max(Swift.max(four[0], four[1]), Swift.max(four[2], four[3]))
  }
}
