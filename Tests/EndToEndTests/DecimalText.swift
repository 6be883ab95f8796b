import Foundation

/// A decimal number as it is written.
func decimal(_ text: String) -> Decimal { Decimal(string: text) ?? .nan }
