/// The weights of a linear-chain conditional random field (Lafferty, McCallum, Pereira 2001), as they lie in a file: nothing
/// is read or copied when they are opened.
///
/// An attribute is known by a 64-bit key. Its row holds one vector of weights, a label a lane, for each offset of the window
/// from −3 to +3 for which it has any: an attribute seen at token t speaks for the labels of tokens t−3 to t+3.
///
/// The file is little-endian: the header of `Header`, then the transitions (`Int16`, class × label before × label), the slots
/// of the hash table (`UInt64`: fingerprint, first vector, offsets), and the vectors (`Int8`).
///
/// Unsafe only in that it holds an address: of memory that is never written nor given back while the program runs, and whose
/// bounds were checked against the header.
public struct SequenceWeights: @unchecked Sendable {
  /// Labels fill the lanes of one vector.
  public static let lanes = 16
  /// How many classes a token has, each with transitions of its own. Only those of the first one forbid any.
  public static let tables = 6
  /// Offsets −3…+3.
  public static let window = 7
  /// What a forbidden transition weighs.
  public static let forbidden: Int16 = -16384

  public let labels: Int
  public let classes: Int
  /// What a weight of 1 stands for, in nats.
  public let scale: Float
  let transitions: UnsafePointer<Int16>
  let slots: UnsafePointer<UInt64>
  let slotMask: Int
  /// Each of 16 signed bytes.
  let vectors: UnsafePointer<SIMD8<Int16>>
  let vectorCount: Int
  /// The lanes that no label has.
  let unusedLabels: SIMDMask<SIMD16<Int16>>
  /// exp(weight · scale) of every transition, 0 for a forbidden one; a row for each class and label before.
  let odds: [SIMD16<Float>]

  /// - Parameter bytes: a file of weights, aligned to 16 bytes, that outlives all use of it.
  /// - Returns: `nil` if it is none, or damaged.
  public init?(_ bytes: UnsafeRawBufferPointer) {
    guard let base = bytes.baseAddress, bytes.count >= Header.size, UInt(bitPattern: base) % 16 == 0 else { return nil }
    let header = Header(base)
    guard header.magic == Header.magic, header.labels > 0, header.labels <= SequenceWeights.lanes,
      header.classes > 0, header.classes <= 1024, header.slotBits > 0, header.slotBits < 28, header.vectors < 1 << 25,
      header.fileSize == bytes.count
    else { return nil }
    labels = header.labels
    classes = header.classes
    scale = header.scale
    transitions = (base + Header.size).assumingMemoryBound(to: Int16.self)
    slots = (base + header.slotsAt).assumingMemoryBound(to: UInt64.self)
    slotMask = (1 << header.slotBits) - 1
    vectors = (base + header.vectorsAt).assumingMemoryBound(to: SIMD8<Int16>.self)
    vectorCount = header.vectors
    unusedLabels =
      SIMD16<Int16>(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
      .>= SIMD16<Int16>(repeating: Int16(header.labels))
    var odds: [SIMD16<Float>] = []
    odds.reserveCapacity(header.classes * SequenceWeights.lanes)
    for row in 0..<(header.classes * SequenceWeights.lanes) {
      var weights = SIMD16<Float>()
      var isAllowed = SIMDMask<SIMD16<Int32>>(repeating: false)
      for lane in 0..<SequenceWeights.lanes {
        let weight = transitions[row * SequenceWeights.lanes + lane]
        weights[lane] = Float(weight) * header.scale
        isAllowed[lane] = weight > SequenceWeights.forbidden
      }
      odds.append(SIMD16<Float>().replacing(with: Exponential.of(weights), where: isAllowed))
    }
    self.odds = odds
  }

  /// What the labels weigh behind this one, at a token of this class.
  @inline(__always)
  func transitionRow(_ kind: Int, _ label: Int) -> SIMD16<Int16> {
    UnsafeRawPointer(transitions + kind * 256 + label * 16).load(as: SIMD16<Int16>.self)
  }

  /// The first slot in which an attribute's row may be; 0 where it has none.
  @inline(__always)
  func firstEntry(of key: UInt64) -> UInt64 { slots[Int(truncatingIfNeeded: key) & slotMask] }

  /// Adds what an attribute says to the scores of the tokens around it.
  ///
  /// - Parameters:
  ///   - first: `firstEntry` of the key.
  ///   - scores: of all tokens, those of even labels before those of odd ones; `center` is the token that has the attribute.
  @inline(__always)
  func add(_ key: UInt64, from first: UInt64, at center: Int, to scores: UnsafeMutableBufferPointer<SIMD8<Int16>>) {
    let count = scores.count / 2
    var slot = Int(truncatingIfNeeded: key) & slotMask
    let fingerprint = key >> 32
    var entry = first
    while entry != 0 {
      if entry >> 32 == fingerprint {
        var offsets = entry & 0x7F
        var vector = Int(entry & 0xFFFF_FFFF) >> 7
        while offsets != 0 {
          let offset = offsets.trailingZeroBitCount
          let token = center + offset - 3
          if token >= 0, token < count, vector < vectorCount {
            let (even, odd) = Lanes.halves(vectors[vector])
            scores[2 * token] &+= even
            scores[2 * token + 1] &+= odd
          }
          vector += 1
          offsets &= offsets - 1
        }
        return
      }
      slot = (slot + 1) & slotMask
      entry = slots[slot]
    }
  }

  /// The first bytes of a file of weights.
  struct Header {
    static let size = 64
    /// "FTLCRF02"
    static let magic: UInt64 = 0x3230_4652_434C_5446

    var magic: UInt64
    var labels: Int
    var classes: Int
    var slotBits: Int
    var vectors: Int
    var scale: Float

    init(labels: Int, classes: Int, slotBits: Int, vectors: Int, scale: Float) {
      magic = Header.magic
      self.labels = labels
      self.classes = classes
      self.slotBits = slotBits
      self.vectors = vectors
      self.scale = scale
    }

    init(_ base: UnsafeRawPointer) {
      func word(_ offset: Int) -> Int {
        Int(UInt32(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
      }
      magic = UInt64(littleEndian: base.loadUnaligned(as: UInt64.self))
      labels = word(8)
      classes = word(12)
      slotBits = word(16)
      vectors = word(20)
      scale = Float(bitPattern: UInt32(word(24)))
    }

    var bytes: [UInt8] {
      var out: [UInt8] = []
      withUnsafeBytes(of: magic.littleEndian) { out += $0 }
      for word in [UInt32(labels), UInt32(classes), UInt32(slotBits), UInt32(vectors), scale.bitPattern] {
        withUnsafeBytes(of: word.littleEndian) { out += $0 }
      }
      return out + [UInt8](repeating: 0, count: Header.size - out.count)
    }

    var slotsAt: Int { Header.size + classes * SequenceWeights.lanes * SequenceWeights.lanes * 2 }
    var vectorsAt: Int { slotsAt + (8 << slotBits) }
    var fileSize: Int { vectorsAt + vectors * SequenceWeights.lanes }
  }
}

extension SequenceWeights {
  /// The head of a file of weights, for those who write one.
  package static func header(labels: Int, classes: Int, slotBits: Int, vectors: Int, scale: Float) -> [UInt8] {
    Header(labels: labels, classes: classes, slotBits: slotBits, vectors: vectors, scale: scale).bytes
  }
}
