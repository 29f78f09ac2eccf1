import FettleKit

/// Which names of meta elements and properties state which field, read from a file.
struct FieldNames: Sendable {
  /// By name: the field, and how far down in the list of names it stands.
  let places: [String: (field: String, rank: Int)]

  static let builtin = FieldNames(PackageResources.field_names_txt)

  init(_ file: [UInt8]) {
    var places: [String: (field: String, rank: Int)] = [:]
    for line in String(decoding: file, as: UTF8.self).split(separator: "\n") where !line.hasPrefix("#") {
      let parts = line.split(separator: "\t")
      guard parts.count == 2 else { continue }
      for (rank, name) in parts[1].split(separator: " ").enumerated() {
        places[String(name)] = (String(parts[0]), rank)
      }
    }
    self.places = places
  }
}
