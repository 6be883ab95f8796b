import ConfigurationText
import ExactNumbers
import Metering

extension ScenarioStep {
  static let kinds = ["prices", "move", "model", "cache", "tier", "volume"]

  /// One step: its kind and what the kind says.
  init(_ entry: ConfigurationNode.Entry, books: BookReading) throws {
    switch entry.name {
    case "prices":
      let path = try entry.value.text("the path of a price book")
      // As written, but for the folders of the machine.
      let shown = path.hasPrefix("/") ? path.split(separator: "/").last.map(String.init) : path
      self.init(.prices(try books(path)), text: "prices: \(shown ?? path)", node: entry.value)
    case "move": self = try Self.move(StepFields(entry.value, ["from", "to", "model"]))
    case "model":
      self = try Self.model(StepFields(entry.value, ["from", "to"], takesMeters: true))
    case "cache":
      let fields = try StepFields(entry.value, ["of", "hit"], takesShare: false)
      let hit = try fields.required("hit").share()
      let of = try fields.name("of")
      let text = "cache: \(of), hit \(hit.percentText)"
      self = fields.step(.cache(of: of, hit: hit), text)
    case "tier": self = try Self.tier(StepFields(entry.value, ["of", "to"]))
    case "volume":
      let fields = try StepFields(entry.value, ["of", "change"], takesShare: false)
      let change = try fields.required("change").change()
      let of = try fields.name("of")
      let sign = change.isNegative ? "" : "+"
      let text = "volume: \(of), \(sign)\(change.percentText)"
      self = fields.step(.volume(of: of, factor: .one + change), text)
    default:
      throw entry.key.error(
        found: "the unknown step '\(entry.name)'",
        expected: "one of \(Self.kinds.joined(separator: ", "))")
    }
  }

  private static func move(_ fields: StepFields) throws -> ScenarioStep {
    let (from, to) = (try fields.name("from"), try fields.name("to"))
    let model = try fields.optional("model")?.text("a model's name")
    let target = model.map { "\(to) (\($0))" } ?? to
    return fields.step(
      .move(from: from, to: to, model: model, share: fields.share),
      "move: \(from) → \(target)\(fields.shareText)")
  }

  private static func model(_ fields: StepFields) throws -> ScenarioStep {
    let (from, to) = (try fields.name("from"), try fields.name("to"))
    let scales = fields.scales.map { ", \($0.meter) \($0.factor.percentText)" }.joined()
    return fields.step(
      .model(from: from, to: to, share: fields.share, scales: fields.scales),
      "model: \(from) → \(to)\(fields.shareText)\(scales)")
  }

  private static func tier(_ fields: StepFields) throws -> ScenarioStep {
    let (of, to) = (try fields.name("of"), try fields.name("to"))
    return fields.step(
      .tier(of: of, to: to, share: fields.share), "tier: \(of) → \(to)\(fields.shareText)")
  }
}

/// The fields of a step: those of its kind, and the ones that kinds have in common.
private struct StepFields {
  let node: ConfigurationNode
  private var values: [String: ConfigurationNode] = [:]
  private(set) var share = ExactDecimal.one
  private(set) var scales: [MeterScale] = []
  private var conditions: [DimensionCondition] = []

  init(
    _ node: ConfigurationNode, _ names: [String], takesShare: Bool = true,
    takesMeters: Bool = false
  ) throws {
    self.node = node
    let known = names + (takesShare ? ["share"] : []) + ["where"]
    for entry in try node.entries("a mapping of \(known.joined(separator: ", "))") {
      switch entry.name {
      case "share" where takesShare: share = try entry.value.share()
      case "where": try takeConditions(entry.value)
      case let name where names.contains(name): values[name] = entry.value
      case let name where takesMeters && Self.isTokenMeter(name):
        scales.append(MeterScale(meter: name.columnName, factor: try entry.value.percent()))
      default:
        let meters = takesMeters ? ", or a token meter such as output" : ""
        throw entry.key.error(
          found: "the unknown key '\(entry.name)'",
          expected: "one of \(known.joined(separator: ", "))\(meters)")
      }
    }
    scales.sort { $0.meter.precedesBytewise($1.meter) }
  }

  private static func isTokenMeter(_ name: String) -> Bool {
    Meter(name: name.columnName)?.definition.isToken == true
      || ["input_", "output_", "cache_"].contains { name.hasPrefix($0) }
  }

  private mutating func takeConditions(_ node: ConfigurationNode) throws {
    for entry in try node.entries("dimensions with their values, such as {tool: summarize}") {
      guard let dimension = Dimension(name: entry.name) else {
        throw entry.key.error(
          found: "the unknown dimension '\(entry.name)'",
          expected: "one of \(Dimension.names.joined(separator: ", "))")
      }
      var values: [String] = []
      if case .list(let elements) = entry.value.content {
        for element in elements { values.append(try element.text("a value")) }
      } else {
        values = [try entry.value.text("a value, a glob or a list of them")]
      }
      guard !values.isEmpty else { throw entry.value.error(expected: "at least one value") }
      conditions.append(DimensionCondition(dimension: dimension, values: values))
    }
  }

  func optional(_ name: String) -> ConfigurationNode? { values[name] }

  func required(_ name: String) throws -> ConfigurationNode {
    guard let value = values[name] else {
      throw node.error(found: "no '\(name)'", expected: "a key '\(name)'")
    }
    return value
  }

  func name(_ name: String) throws -> String {
    let value = try required(name)
    let text = try value.text("a name")
    guard !text.isEmpty else { throw value.error(expected: "a name") }
    return text
  }

  var shareText: String { share == .one ? "" : ", share \(share.percentText)" }

  /// The step, with the conditions that all kinds take.
  func step(_ change: ScenarioStep.Change, _ text: String) -> ScenarioStep {
    let held = conditions.map { "\($0.dimension.name)=\($0.values.joined(separator: " or "))" }
    let suffix = held.isEmpty ? "" : " where \(held.joined(separator: ", "))"
    return ScenarioStep(change, conditions: conditions, text: text + suffix, node: node)
  }
}

extension ConfigurationNode {
  /// `30%`, from 0 % to 100 %, as 0.3.
  fileprivate func share() throws(ConfigurationError) -> ExactDecimal {
    let share = try percent()
    guard share <= .one else { throw error(expected: "a share from 0% to 100%") }
    return share
  }

  /// `+20%` as 0.2 and `-10%` as -0.1; the sign says that it is a change.
  fileprivate func change() throws(ConfigurationError) -> ExactDecimal {
    let expected = "a change with its sign, such as +20% or -10%, and not below -100%"
    guard case .text(let text) = content, let sign = text.first, "+-".contains(sign),
      text.hasSuffix("%"), let value = try? ExactDecimal(parsing: text.dropFirst().dropLast()),
      !value.isNegative, let part = try? value.times(.one, dividedBy: ExactDecimal(100))
    else { throw error(expected: expected) }
    guard sign == "+" || part <= .one else { throw error(expected: expected) }
    return sign == "+" ? part : -part
  }
}

extension ExactDecimal {
  /// 0.3 as `30%`.
  var percentText: String { "\(ExactDecimal(units: units * 100))%" }
}

extension String {
  /// The record's own name of a meter: `input_tokens` is `input`.
  fileprivate var columnName: String {
    Meter(name: MeterDefinition.nameInBooks(of: self))?.name ?? self
  }
}

extension Dimension {
  /// As the command line names it.
  fileprivate var name: String {
    if case .label(let name) = self { return "label:\(name)" }
    return key
  }
}
