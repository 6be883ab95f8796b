/// Options without a value: `--baseline=`, or `--baseline ""`.
///
/// An empty value means nothing to any of them. After `--baseline=` the parser would take the next
/// argument, a path perhaps, for the value.
enum EmptyValues {
  static func refuse(in arguments: [String]) throws {
    // Seldom: the declarations are looked at only where something is empty.
    guard arguments.contains(where: { $0.isEmpty || $0.hasSuffix("=") }) else { return }
    let declared = DeclaredOptions(ofCommandIn: arguments)
    var isOptionBefore = false
    var before = ""
    for argument in arguments.prefix(while: { $0 != "--" }) {
      if argument.isEmpty, isOptionBefore { throw failure(before) }
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let option = parts.first.flatMap(declared.option(typed:))
      if option != nil, parts.count == 2, parts[1].isEmpty { throw failure(String(parts[0])) }
      isOptionBefore = option.map { !$0.isFlag && parts.count == 1 } ?? false
      before = argument
    }
    guard !arguments.contains("") else {
      throw Failure.usage("found an empty argument; expected a name or a path, or nothing at all")
    }
  }

  private static func failure(_ option: String) -> Failure {
    .usage("\(option): found an empty value; expected one, or leave the option out")
  }
}
