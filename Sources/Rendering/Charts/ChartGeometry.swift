import ExactNumbers
import Templating

/// Places in a chart: percentages across, so that it is as wide as its page and its texts keep their
/// size, and pixels down.
enum ChartGeometry {
  /// 0 to 100, with two digits.
  static func percent(_ part: ExactDecimal, of whole: ExactDecimal) -> ExactDecimal {
    scaled(part, of: whole, to: 100).rounded(to: 2)
  }

  /// 0 to `height`, with one digit.
  static func pixels(_ part: ExactDecimal, of whole: ExactDecimal, height: Int) -> ExactDecimal {
    scaled(part, of: whole, to: height).rounded(to: 1)
  }

  private static func scaled(
    _ part: ExactDecimal, of whole: ExactDecimal, to size: Int
  ) -> ExactDecimal {
    guard part > .zero, whole > .zero else { return .zero }
    return (try? part.times(ExactDecimal(size), dividedBy: whole)) ?? .zero
  }

  /// How many columns a label and its value have together on the narrowest screen, of 360 pixels.
  private static let columns = 40

  /// A name cut to what fits beside its value, wide characters counted twice.
  static func label(_ name: String, beside value: String) -> String {
    let columns = max(6, columns - value.unicodeScalars.count)
    var width = 0
    var label = String.UnicodeScalarView()
    for scalar in name.unicodeScalars {
      width += scalar.value < 0x1100 ? 1 : 2
      guard width <= columns else { return String(label) + "…" }
      label.append(scalar)
    }
    return name
  }
}
