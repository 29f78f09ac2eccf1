// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "house-style",
  platforms: [.macOS(.v15)],
  products: [.library(name: "HouseStyle", type: .dynamic, targets: ["HouseStyle"])],
  dependencies: [.package(name: "Fettle", path: "../..")],
  targets: [
    .target(
      name: "HouseStyle", dependencies: [.product(name: "FettleKit", package: "Fettle")],
      swiftSettings: [.swiftLanguageMode(.v6)]),
    .testTarget(
      name: "HouseStyleTests", dependencies: ["HouseStyle", .product(name: "FettleKit", package: "Fettle")],
      swiftSettings: [.swiftLanguageMode(.v6)]),
  ]
)
