import FettleKit
import ReferenceNormalization

enum ReferenceFuzzing {
  static func run(_ bytes: [UInt8]) throws(FuzzFault) {
    let reference = parseReference(utf8: bytes[...])
    for (field, range) in reference.ranges where range.lowerBound < 0 || range.upperBound > bytes.count {
      throw FuzzFault("\(field) is read at \(range) of \(bytes.count) bytes")
    }
    for (field, confidence) in reference.confidences where !(0...1).contains(confidence) {
      throw FuzzFault("\(field) is \(confidence) sure")
    }
    if parseReference(utf8: bytes[...]).evidence != reference.evidence {
      throw FuzzFault("it reads otherwise the second time")
    }
  }
}
