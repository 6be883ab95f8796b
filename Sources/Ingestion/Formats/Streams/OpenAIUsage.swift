import JSONScanning
import Metering

/// The counts of a reply of OpenAI's API, or of one that writes as it does.
///
/// Input has what was read from and written to the cache in it, and output the reasoning, but where
/// the stated total has the reasoning apart.
struct OpenAIUsage {
  private var input = 0
  private var output = 0
  private var cached = 0
  private var cacheWrite = 0
  private var reasoning = 0
  private var inputAudio = 0
  private var outputAudio = 0
  private var total: Int?
  private(set) var isValid = true
  /// Whether a count was stated at all.
  private(set) var isStated = false

  init(_ cursor: inout JSONCursor) throws {
    var usage = self
    _ = try cursor.membersIfAny { try usage.scan($0, &$1) }
    self = usage
  }

  private mutating func scan(_ name: JSONText, _ cursor: inout JSONCursor) throws {
    if name.is("prompt_tokens") || name.is("input_tokens") {
      input = try cursor.count(&isValid)
      isStated = true
    } else if name.is("completion_tokens") || name.is("output_tokens") {
      output = try cursor.count(&isValid)
      isStated = true
    } else if name.is("total_tokens") {
      total = try cursor.count(&isValid)
    } else if name.is("prompt_tokens_details") || name.is("input_tokens_details") {
      var usage = self
      _ = try cursor.membersIfAny { try usage.scanInput($0, &$1) }
      self = usage
    } else if name.is("completion_tokens_details") || name.is("output_tokens_details") {
      var usage = self
      _ = try cursor.membersIfAny { try usage.scanOutput($0, &$1) }
      self = usage
    } else if name.is("prompt_cache_hit_tokens") {
      cached = try cursor.count(&isValid)
    } else {
      try cursor.skipValue()
    }
  }

  private mutating func scanInput(_ name: JSONText, _ cursor: inout JSONCursor) throws {
    if name.is("cached_tokens") {
      cached = try cursor.count(&isValid)
    } else if name.is("cache_write_tokens") {
      cacheWrite = try cursor.count(&isValid)
    } else if name.is("audio_tokens") {
      inputAudio = try cursor.count(&isValid)
    } else {
      try cursor.skipValue()
    }
  }

  private mutating func scanOutput(_ name: JSONText, _ cursor: inout JSONCursor) throws {
    if name.is("reasoning_tokens") {
      reasoning = try cursor.count(&isValid)
    } else if name.is("audio_tokens") {
      outputAudio = try cursor.count(&isValid)
    } else {
      try cursor.skipValue()
    }
  }

  /// Adds the counts to an event, disjoint; false where a part is larger than its whole.
  func count(
    into event: inout UsageEvent, _ notes: inout RecordNotes, _ names: inout NameTable
  ) -> Bool {
    let isApart = reasoning > 0 && total == input + output + reasoning
    let freshInput = input - cached - cacheWrite - inputAudio
    let plainOutput = output - outputAudio - (isApart ? 0 : reasoning)
    guard freshInput >= 0, plainOutput >= 0 else { return false }
    if isApart {
      notes.insert(.otherConvention)
    } else if let total, total != input + output {
      notes.insert(.tokenTotalMismatch)
    }
    event.tokens[.input] = freshInput
    event.tokens[.cacheRead] = cached
    event.tokens[.cacheWrite] = cacheWrite
    event.tokens[.output] = plainOutput
    event.tokens[.reasoning] = reasoning
    event.otherMeters = [
      ("input_audio_tokens", inputAudio), ("output_audio_tokens", outputAudio),
    ].compactMap { name, count in
      count > 0 ? UsageEvent.OtherMeter(name: names.id(of: name), quantity: count) : nil
    }
    return true
  }
}
