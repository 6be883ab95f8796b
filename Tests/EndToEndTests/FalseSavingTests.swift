import Foundation
import TestSupport
import Testing

/// A scenario that leaves usage without a price never looks like a saving.
struct `A scenario in which usage loses its price` {
  private func usage() -> PricedUsage {
    var usage = PricedUsage(
      PricedUsage.list(
        PricedUsage.price("paid", "input: 1000000, output: 2000000"),
        PricedUsage.price("cheap", "input: 500000")))
    usage.add(3, "\"backend_used\":\"paid\",\"input_tokens\":1000,\"output_tokens\":100")
    usage.add(1, "\"backend_used\":\"own-gpu\",\"input_tokens\":7")
    usage.files = [
      "lost.yaml": "tariff: scenario/1\nname: lost\nsteps:\n  - move: {from: paid, to: own-gpu}\n",
      "half.yaml": "tariff: scenario/1\nname: half\nsteps:\n"
        + "  - move: {from: paid, to: cheap, share: 50%}\n",
      "less.yaml": "tariff: scenario/1\nname: less\nsteps:\n  - volume: {of: paid, change: -10%}\n",
      "slip.yaml": "tariff: scenario/1\nname: slip\nsteps:\n  - move: {from: paid, to: cheep}\n",
    ]
    return usage
  }

  @Test func `says at least, and what lost its price, in every document`() throws {
    let usage = usage()
    let folder = try usage.folder()
    let scenarios = ["lost", "half", "less"].flatMap { ["--scenario", "\($0).yaml"] }
    let formats = ["text", "markdown", "html", "json", "csv"].flatMap { ["--format", $0] }
    let outcome = try usage.run("compare", scenarios + formats + ["-o", "out/"], in: folder)
    #expect(outcome.status == 0)
    #expect(
      outcome.errors == """
        tariff: lost: 'move: paid → own-gpu': 3,300 tokens lost their price, so that what it costs \
        less is no saving
        tariff: half: 'move: paid → cheap, share 50%': 150 tokens lost their price, so that what it \
        costs less is no saving

        """)
    for (name, least) in [("compare.txt", "≥ "), ("compare.md", "≥ "), ("compare.html", "≥ ")] {
      let text = try String(contentsOf: folder.appending(path: "out/\(name)"), encoding: .utf8)
      #expect(text.contains("\(least)-3,600.00: 3,300 tokens lost their price"), "\(text)")
      #expect(text.contains("\(least)-1,050.00: 150 tokens lost their price"), "\(text)")
      // Another volume is a saving.
      #expect(text.contains("-360.00") && !text.contains("\(least)-360.00"), "\(text)")
    }
    let json = try JSONTree(contentsOf: folder.appending(path: "out/compare.json"))
    #expect(json["cheapest"].text == "less")
    let steps = json["scenarios"].elements.map { $0["steps"].elements[0] }
    #expect(steps.map { $0["effect"].number } == [-3600, -1050, -360])
    #expect(steps.map { $0["lost"].elements.count } == [2, 1, 0])
    let csv = try String(contentsOf: folder.appending(path: "out/compare.csv"), encoding: .utf8)
    #expect(csv.contains("lost,step,move: paid → own-gpu,,,,false,,-3600,,USD"), "\(csv)")
  }

  @Test func `is refused where nobody knows the backend`() throws {
    let outcome = try usage().run("compare", ["--scenario", "slip.yaml"])
    #expect(outcome.status == 65 && outcome.output.isEmpty)
    #expect(
      outcome.errors
        == "tariff: slip.yaml:4:11: found the backend 'cheep', which nobody has used or "
        + "priced; expected one that has usage or a price; did you mean 'cheap'?\n")
  }
}

struct `A scenario of a cache` {
  @Test func `shows today's hit rate beside the asked one`() throws {
    var usage = PricedUsage(
      PricedUsage.list(PricedUsage.price("m", "input: 10, cache_read: 1")))
    usage.add(1, "\"backend_used\":\"m\",\"input_tokens\":568,\"cache_read_tokens\":432")
    usage.files = [
      "s.yaml": "tariff: scenario/1\nname: s\nsteps:\n  - cache: {of: m, hit: 60%}\n"
    ]
    let outcome = try usage.run("compare", ["--scenario", "s.yaml"])
    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    #expect(outcome.output.contains("cache: m, hit 60% (before: 43.2%)"), "\(outcome.output)")
    let json = try JSONTree(
      try usage.run("compare", ["--scenario", "s.yaml", "--format", "json"]).output)
    let step = json["scenarios"].elements[0]["steps"].elements[0]
    #expect(step["hit_percent_before"].number == Decimal(string: "43.2"))
  }
}
