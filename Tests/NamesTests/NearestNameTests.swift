import Names
import TestSupport
import Testing

@Suite struct `The nearest name` {
  @Test(arguments: [
    ("gemni", "gemini"), ("loacl", "local"), ("nvidia-qwen", "nvidia_qwen"), ("Local", "local"),
  ])
  func `is the one with the fewest letters changed`(name: String, nearest: String) {
    let known = ["gemini", "local", "nvidia_qwen", "nvidia_deepseek"]
    #expect(NearestName.of(name, among: known) == nearest)
  }

  @Test func `is none where more than half of the letters differ`() {
    #expect(NearestName.of("xyz", among: ["gemini", "local"]) == nil)
    #expect(NearestName.of("", among: ["a"]) == nil)
    #expect(NearestName.of("a", among: []) == nil)
  }

  @Test func `of several is told with the next ones, each once`() {
    let near = NearestName.some(of: "gpt-4", among: ["gpt-5", "gpt-4o", "o1", "gpt-5"], atMost: 3)
    #expect(near == ["gpt-5", "gpt-4o"])
  }

  @Test(arguments: 0..<10)
  func `of a known name is the name itself`(seed: Int) {
    var numbers = SeededNumbers(seed)
    let known = (0..<20).map { _ in numbers.text(of: "abc-", upTo: 6) }
    for name in known where !name.isEmpty {
      #expect(NearestName.of(name, among: known) == name)
    }
  }
}
