extension TemplateObject: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, TemplateValue)...) {
    self.init()
    for (name, value) in elements { self[name] = value }
  }
}
