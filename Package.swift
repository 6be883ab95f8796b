// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// A target of ours: strict, and named for its folder.
func stage(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of one target, or of the built program.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["TestSupport"], exclude: fixtures[name] ?? [],
    swiftSettings: strict)
}

/// Folders that tests read from disk, and that are not sources.
let fixtures: [String: [String]] = [
  "EndToEndTests": ["Golden"],
  "IngestionTests": ["Fixtures"],
  "JSONScanningTests": ["Fixtures"],
  "MeteringTests": ["Fixtures"],
  "PriceImportTests": ["Fixtures"],
  "TemplatingTests": ["Fixtures"],
]

let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let arguments: Target.Dependency = .product(
  name: "ArgumentParser", package: "swift-argument-parser")

// A target names every target that it imports, not only the ones that bring them: what is built
// again after a change is found by these names.
let package = Package(
  name: "tariff",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "tariff", targets: ["tariff"]),
    .library(name: "Metering", targets: ["Metering"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    stage("ExactNumbers"),
    stage("Names"),
    stage("JSONScanning"),
    stage("ConfigurationText", ["ExactNumbers", yams]),
    stage("Templating", ["ExactNumbers", "Names"]),
    stage("Metering", ["ExactNumbers", "Names"]),
    stage(
      "Ingestion",
      ["ExactNumbers", "Names", "Metering", "JSONScanning", "ConfigurationText", "CZlib"]),
    stage("PriceBooks", ["ExactNumbers", "Names", "Metering", "ConfigurationText"]),
    stage("Charging", ["ExactNumbers", "Metering", "PriceBooks"]),
    stage(
      "PriceImport",
      ["ExactNumbers", "JSONScanning", "ConfigurationText", "Metering", "PriceBooks"]),
    stage(
      "CostModeling",
      ["ExactNumbers", "Names", "Metering", "ConfigurationText", "PriceBooks", "Charging"]),
    stage("Recommendations", ["ExactNumbers", "Names", "Templating", "ConfigurationText"]),
    stage(
      "Reporting",
      [
        "ExactNumbers", "Names", "JSONScanning", "Metering", "PriceBooks", "Charging",
        "CostModeling", "Recommendations", "Templating",
      ]),
    stage(
      "Rendering",
      [
        "ExactNumbers", "Metering", "PriceBooks", "Charging", "CostModeling", "Recommendations",
        "Reporting", "Templating", "CLibXML2",
      ]),
    .executableTarget(
      name: "tariff",
      dependencies: [
        "ExactNumbers", "Names", "ConfigurationText", "JSONScanning", "Metering", "Ingestion",
        "PriceBooks", "Charging", "PriceImport", "CostModeling", "Recommendations", "Templating",
        "Reporting", "Rendering", "CBuiltIn", arguments,
      ],
      swiftSettings: strict),

    .systemLibrary(
      name: "CLibXML2", pkgConfig: "libxml-2.0",
      providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .target(name: "CBuiltIn"),

    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    tests("ExactNumbersTests", ["ExactNumbers"]),
    tests("NamesTests", ["Names"]),
    tests("ConfigurationTextTests", ["ExactNumbers", "ConfigurationText"]),
    tests("JSONScanningTests", ["JSONScanning"]),
    tests("TemplatingTests", ["ExactNumbers", "Templating"]),
    tests("MeteringTests", ["ExactNumbers", "Metering", "Ingestion", "Reporting"]),
    tests("IngestionTests", ["ConfigurationText", "Metering", "Ingestion"]),
    tests(
      "PriceBooksTests",
      ["ExactNumbers", "ConfigurationText", "Metering", "PriceBooks", "Charging"]),
    tests(
      "ChargingTests",
      [
        "ExactNumbers", "Metering", "PriceBooks", "Charging", "Reporting", "Recommendations",
        "Templating",
      ]),
    tests(
      "PriceImportTests", ["ExactNumbers", "Metering", "PriceBooks", "Charging", "PriceImport"]),
    tests(
      "CostModelingTests",
      [
        "ExactNumbers", "ConfigurationText", "Metering", "PriceBooks", "Charging", "CostModeling",
        "Recommendations", "Reporting", "Templating",
      ]),
    tests(
      "RecommendationsTests",
      ["ExactNumbers", "ConfigurationText", "Templating", "Recommendations", "Reporting"]),
    tests("ReportingTests", ["ExactNumbers", "Reporting", "Templating"]),
    tests(
      "RenderingTests",
      [
        "ExactNumbers", "Metering", "PriceBooks", "Charging", "CostModeling", "Recommendations",
        "Reporting", "Templating", "Rendering",
      ]),
    tests("EndToEndTests", ["tariff", "Rendering"]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c2x
)
