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
    /// The name of the folder that the file is in; 2 for the one above it.
    case folder(Int)
    /// The file's name up to its first dot.
    case file
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

  /// What a number counts.
  package enum Unit: String, CaseIterable, Sendable {
    case milliseconds = "ms"
    case seconds = "s"
    case microseconds = "us"
    case nanoseconds = "ns"
    case one = "1"
    case thousand = "1K"
    case million = "1M"
    case dollars = "USD"
    case cents
    case microDollars = "microUSD"
    case nanoDollars = "nanoUSD"

    /// The power of ten that it is of a second, of one, or of a dollar.
    var exponent: Int {
      switch self {
      case .seconds, .one, .dollars: 0
      case .milliseconds: -3
      case .microseconds, .microDollars: -6
      case .nanoseconds, .nanoDollars: -9
      case .thousand: 3
      case .million: 6
      case .cents: -2
      }
    }
  }
}
