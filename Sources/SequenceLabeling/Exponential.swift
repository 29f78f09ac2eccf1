/// The exponential function, the same to the last bit on every machine: only additions, multiplications and integers.
public enum Exponential {
  /// exp of each lane, to about one part in 10⁷ (Cody and Waite's reduction, a polynomial of degree 6); 0 below −87.
  @inline(__always)
  public static func of(_ x: SIMD16<Float>) -> SIMD16<Float> {
    let low = SIMD16<Float>(repeating: -87)
    let high = SIMD16<Float>(repeating: 87)
    let clamped = x.replacing(with: low, where: x .< low).replacing(with: high, where: x .> high)
    // Adding and taking away 1.5 · 2²³ rounds to the nearest integer.
    let magic = SIMD16<Float>(repeating: 12_582_912)
    let shifted = clamped * 1.442_695 + magic
    let n = shifted - magic
    let r = (clamped - n * 0.693_359_375) - n * -2.121_944_4e-4
    var p = SIMD16<Float>(repeating: 1.388_888_9e-3)
    p = p * r + 8.333_333_3e-3
    p = p * r + 4.166_666_7e-2
    p = p * r + 1.666_666_7e-1
    p = p * r + 0.5
    p = p * r + 1
    p = p * r + 1
    // The integer stands in the low bits of the sum.
    let integer = unsafeBitCast(shifted, to: SIMD16<Int32>.self) &- unsafeBitCast(magic, to: SIMD16<Int32>.self)
    let exponent = (integer &+ 127) &<< 23
    let power = unsafeBitCast(exponent, to: SIMD16<Float>.self)
    return (p * power).replacing(with: SIMD16<Float>(), where: x .< low)
  }
}
