package import Charging
package import ExactNumbers
import Metering

/// What a charge is counted and priced in, in the words of FOCUS: `Tokens`, `1000000 Tokens`.
package struct FocusUnit: Hashable, Sendable {
  package var consumed: String
  package var pricing: String
  /// How many consumed units a pricing unit is.
  package var size: ExactDecimal

  package init(_ charge: Charge) {
    consumed = charge.reserved?.focusUnit ?? Self.name(charge.meter)
    size = charge.per
    if charge.isFixed {
      pricing = "Months"
    } else if charge.per == .one {
      pricing = consumed
    } else if charge.per.rounded(to: 0) == charge.per {
      pricing = "\(charge.per) \(consumed)"
    } else {
      // A unit holds a whole number only: what is priced by a fraction is priced by one.
      pricing = consumed
      size = .one
    }
  }

  private static func name(_ meter: String) -> String {
    let definition = Meter(name: meter)?.definition ?? MeterDefinition(counted: meter)
    return definition.focusUnit ?? title(meter)
  }

  /// `web_searches` → `Web Searches`: a unit holds letters and digits of ASCII, and no word of it
  /// begins with a digit.
  static func title(_ meter: String) -> String {
    let words = meter.utf8.split { !isLetter($0) && !isDigit($0) }.map {
      String(decoding: $0.drop { isDigit($0) }, as: UTF8.self)
    }
    let titles = words.filter { !$0.isEmpty }.map { $0.prefix(1).uppercased() + $0.dropFirst() }
    return titles.isEmpty ? "Units" : titles.joined(separator: " ")
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
  }
}

extension Charge {
  /// Whether it is a part of a cost of the month.
  var isFixed: Bool { reserved == .fixed || reserved == .fixedIdle }
}
