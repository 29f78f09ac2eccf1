import Containers
import FettleKit
import Ingest

enum ContainerFuzzing {
  private static var options: ContainerOptions {
    var options = ContainerOptions()
    options.limits.entryBytes = 1 << 20
    options.limits.entries = 10_000
    return options
  }

  static func run(_ bytes: [UInt8], name: String) throws(FuzzFault) {
    guard let found = ContainerContents.read(bytes, name: name, options) else {
      throw FuzzFault("it holds something else the second time")
    }
    for (path, content) in found {
      if path.utf8.split(separator: UInt8(ascii: "/")).contains(where: { $0.elementsEqual("..".utf8) }) {
        throw FuzzFault("\(path) leads out of its archive")
      }
      if case .success(let content) = content, content.bytes.count > options.limits.entryBytes {
        throw FuzzFault("\(path) holds more than it may: \(content.bytes.count) bytes")
      }
    }
  }
}
