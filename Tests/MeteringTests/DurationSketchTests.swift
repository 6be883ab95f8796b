import Metering
import TestSupport
import Testing

struct `Duration sketches` {
  @Test func `give percentiles within one percent of the nearest rank`() {
    var random = SeededNumbers(1)
    for size in [1, 2, 10, 1000] {
      let values = (0..<size).map { _ in Int.random(in: 0...10_000_000, using: &random) }.sorted()
      var sketch = DurationSketch()
      for value in values.shuffled() { sketch.add(value, times: 1) }
      for percent in [50, 95, 99, 100] {
        let exact = values[(size * percent + 99) / 100 - 1]
        let estimate = sketch.percentile(percent) ?? -1
        #expect(abs(estimate - exact) * 100 <= exact + 1, "\(estimate) for \(exact)")
        #expect(values[0]...values[size - 1] ~= estimate)
      }
    }
  }

  @Test func `merge to the sketch of the whole, in any order`() {
    var random = SeededNumbers(1)
    let values = (0..<500).map { _ in Int.random(in: 0...Int.max >> 8, using: &random) }
    var whole = DurationSketch()
    var parts = [DurationSketch(), DurationSketch(), DurationSketch()]
    for (index, value) in values.enumerated() {
      whole.add(value, times: index % 4 + 1)
      parts[index % 3].add(value, times: index % 4 + 1)
    }
    var merged = DurationSketch()
    for part in parts.shuffled() { merged.merge(part) }
    #expect(merged == whole)
    #expect(merged.count == whole.count)
  }

  @Test func `of nothing has no percentile`() { #expect(DurationSketch().percentile(50) == nil) }
}
