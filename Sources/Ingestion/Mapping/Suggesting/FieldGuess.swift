/// Which path a field's value most probably stands at, by its name and by what stands there.
struct FieldGuess {
  let field: MappedField
  /// Names without anything but letters and digits, the likeliest first; the last part of a path, or
  /// its last two.
  let names: [String]
  let fits: @Sendable ([String]) -> Bool

  static let all: [FieldGuess] = [
    FieldGuess(
      .timestamp,
      "timestamp time starttime startedat createdat created datetime date ts eventtime loggedat loggingtime requesttime starttimeiso startingat day usagedateutc endtime",
      Values.areTimes),
    FieldGuess(
      .periodEnd, "endtime endingat endtimeiso periodend", Values.areTimes),
    FieldGuess(
      .model,
      "model modelname modelid modelversion responsemodel requestmodel llmmodel aimodel modelslug modelpermaslug engine deployment deploymentname",
      Values.areNames),
    FieldGuess(
      .backend,
      "provider providername backend backendused vendor customllmprovider aiorg gateway host",
      Values.areNames),
    FieldGuess(
      .tool, "toolname tool operation operationname endpoint calltype path route", Values.areNames),
    FieldGuess(.session, "sessionid session conversationid threadid traceid", Values.areNames),
    FieldGuess(
      .eventID, "requestid eventid generationid callid id uuid messageid", Values.areNames),
    FieldGuess(
      .duration,
      "durationms latencyms processingtimems responsetimems duration latency elapsedms elapsed responsetime durationseconds latencyseconds durations latencys",
      Values.areNumbers),
    FieldGuess(
      .input,
      "inputtokens prompttokens tokensin tokensprompt inputtokencount prompttokencount uncachedinputtokens contexttokens inputtoken prompttoken ntokensin tokensinput numinputtokens promptunits requnits usageinput usageprompt tokensinputcount input prompt",
      Values.areCounts),
    FieldGuess(
      .output,
      "outputtokens completiontokens tokensout tokenscompletion outputtokencount candidatestokencount completiontokencount generatedtokens outputtoken completiontoken ntokensout tokensoutput numoutputtokens resunits usageoutput usagecompletion output completion",
      Values.areCounts),
    FieldGuess(
      .cacheRead,
      "cachereadtokens cachereadinputtokens cachedtokens inputcachedtokens cachedinputtokens tokenscached cacheread cachehittokens cachedcontenttokencount cachereads promptcachereadtokens cached",
      Values.areCounts),
    FieldGuess(
      .cacheWrite,
      "cachewritetokens cachecreationinputtokens cachecreationtokens cachewrite cachewrites inputcachewritetokens promptcachewritetokens cachecreation",
      Values.areCounts),
    FieldGuess(
      .reasoning,
      "reasoningtokens tokensreasoning thinkingtokens thoughtstokencount outputreasoningtokens reasoningoutputtokens reasoning thoughts",
      Values.areCounts),
    FieldGuess(
      .tokensUsed, "totaltokens tokensused totaltokencount tokenstotal tokens totalunits",
      Values.areCounts),
    FieldGuess(
      .requests, "requests requestcount nummodelrequests numrequests calls count", Values.areCounts),
    FieldGuess(.serviceTier, "servicetier tier", Values.areNames),
    FieldGuess(
      .cost,
      "costusd totalcost cost totalcostusd spend responsecost price amount usd costcents costincents cents totalcents chargedcents",
      Values.areNumbers),
    FieldGuess(
      .success, "success issuccess ok statuscode httpstatus responsestatus responsecode status",
      { _ in true }),
    FieldGuess(.errorMessage, "errormessage error errorstr statusmessage", Values.areNames),
  ]

  /// Names of what is worth a label.
  static let labels = [
    "user", "userid", "useremail", "email", "team", "teamid", "project", "projectid", "workspace",
    "workspaceid", "apikeyname", "keyname", "environment", "env", "app", "appname", "feature",
    "department", "customer", "tenant", "region", "branch", "agent",
  ]

  init(_ field: MappedField, _ names: String, _ fits: @escaping @Sendable ([String]) -> Bool) {
    self.field = field
    self.names = names.split(separator: " ").map(String.init)
    self.fits = fits
  }

  /// The likeliest of the paths that are still free; nil where none is likely.
  func path(in sample: SampledValues, except used: Set<String>) -> String? {
    var best: (path: String, rank: Int)?
    for (path, texts) in sample.values where !used.contains(path) && fits(texts) && !texts.isEmpty {
      guard let rank = rank(of: path) else { continue }
      if rank < best?.rank ?? .max { best = (path, rank) }
    }
    return best?.path
  }

  private func rank(of path: String) -> Int? {
    Self.plainNames(of: path).compactMap { names.firstIndex(of: $0) }.min()
  }

  /// The last part of a path and its last two, without anything but small letters and digits.
  static func plainNames(of path: String) -> [String] {
    let parts = path.split(separator: ".").filter { $0 != "/" }
    let last = parts.last.map(String.init) ?? ""
    return [last, parts.suffix(2).joined(), path].map { text in
      String(
        text.lowercased().unicodeScalars.filter {
          $0.properties.isAlphabetic || ("0"..."9").contains($0)
        })
    }
  }

  /// What values are, all of them.
  enum Values {
    static func areNumbers(_ texts: [String]) -> Bool {
      texts.allSatisfy { SampledNumber($0) != nil }
    }

    static func areCounts(_ texts: [String]) -> Bool {
      texts.allSatisfy { SampledNumber($0)?.count != nil }
    }

    static func areNames(_ texts: [String]) -> Bool {
      texts.allSatisfy { $0.utf8.count <= 300 } && !texts.contains { $0.hasPrefix("{") }
    }

    static func areTimes(_ texts: [String]) -> Bool { TimeGuess(texts) != nil }
  }
}
