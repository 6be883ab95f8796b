package import Metering

/// Where the value of a field comes from: the first of these that gives one.
package struct FieldSource: Sendable {
  package var alternatives: [Alternative]

  package struct Alternative: Sendable {
    package var origin: Origin
    package var unit: Unit?
    /// What a value of the source is called here; nil for none at all.
    package var values: [ValueName] = []
    package var cut: Cut?
    package var timePattern: TimePattern?
    /// What is added to a time.
    package var plus = TimeSpan.zero
    /// The zone of times that carry none.
    package var zone: ZoneOffsets?
    package var when: [MappingCondition] = []
    /// Whether it is only assumed, which is noted.
    package var isAssumed = false
  }

  package enum Origin: Hashable, Sendable {
    case path(FieldPath)
    case sum([FieldPath])
    /// From one time to another.
    case between(FieldPath, FieldPath)
    case constant(String)
    /// A value of another file, by its path from this file's folder.
    case beside(BesideFile)
    /// The name of the folder that the file is in; 2 for the one above it.
    case folder(Int)
    /// The file's name up to its first dot.
    case file
  }

  /// What is taken from a file beside the one that is read.
  package struct BesideFile: Hashable, Sendable {
    package var file: String
    package var content: Content

    package enum Content: Hashable, Sendable {
      /// Of a JSON document.
      case path(FieldPath)
      /// The text between two marks, at their first place.
      case enclosed(String, String)
    }
  }

  package struct ValueName: Hashable, Sendable {
    package var value: String
    package var name: String?
  }

  /// A part of the text.
  package enum Cut: Hashable, Sendable {
    /// Up to the first place of this; a text without it is no value.
    case before(String)
    /// From the last place of this on; a text without it is kept.
    case after(String)
  }

  /// What a number counts: a power of ten of a second, of one, or of a dollar.
  package struct Unit: Hashable, Sendable {
    package let name: String
    let exponent: Int

    static let one = Unit(name: "1", exponent: 0)
    static let milliseconds = Unit(name: "ms", exponent: -3)

    /// The names of units; beside them any `1e-10` is one.
    package static let names = [
      "s", "ms", "us", "ns", "1", "1K", "1M", "USD", "cents", "microUSD", "nanoUSD",
    ]
    private static let exponents = [0, -3, -6, -9, 0, 3, 6, 0, -2, -6, -9]

    private init(name: String, exponent: Int) {
      self.name = name
      self.exponent = exponent
    }

    /// nil where there is no such unit.
    package init?(_ name: String) {
      self.name = name
      if let index = Self.names.firstIndex(of: name) {
        exponent = Self.exponents[index]
      } else if name.hasPrefix("1e"), let power = Int(name.dropFirst(2)), -18...18 ~= power {
        exponent = power
      } else {
        return nil
      }
    }
  }
}
