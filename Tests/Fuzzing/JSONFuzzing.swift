import CanonicalJSON
import FettleKit

enum JSONFuzzing {
  static func run(_ bytes: [UInt8]) throws(FuzzFault) {
    let value: JSONValue
    do throws(JSONReadError) {
      value = try JSONReader.read(bytes)
    } catch {
      if error.offset < 0 || error.offset > bytes.count {
        throw FuzzFault("a mistake at byte \(error.offset) of \(bytes.count)")
      }
      _ = JSONPlace.pointer(at: error.offset, in: bytes)
      return
    }
    let canonical = JSONWriter.bytes(of: value)
    let again: JSONValue
    do throws(JSONReadError) {
      again = try JSONReader.read(canonical)
    } catch {
      throw FuzzFault("what was written can't be read: \(error)")
    }
    if again != value { throw FuzzFault("it reads otherwise than it was written") }
    if JSONWriter.bytes(of: again) != canonical { throw FuzzFault("it is written otherwise the second time") }
  }
}
