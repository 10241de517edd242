struct BenchCommand: Command {
    static let name = "bench"
    static let help = """
        bordergate bench reading|nothing|ingest|memory|conservation|kills|verify|history|fusion|matching|selectivity|server|people …      the figures in the README, made again

        bench reading [--8bit] DIR…           pictures beside truth.tsv (image, text, country, tags): exact, unread and wrong reads in
                                              percent by set and tag, right by confidence, milliseconds, confused characters;
                                              --8bit looks for plates with the detector that streams use
        bench nothing [--8bit] [--every N] FILE…
                                              pictures and videos (every Nth frame) without a plate or number: what is read all the same
        bench ingest [--role ROLE] VIDEO…     CPU seconds of the whole pipeline over those of decoding alone, in one run;
                                              several videos together at the end, as the cameras of a lane
        bench memory [--minutes N] [--role ROLE] VIDEO
                                              resident memory while N minutes (60) of footage pass, the clip over and over
        bench conservation [--kills N] [--seed S] DIR
                                              kills a replay N times (200) at random moments and resumes it: what is lost or doubled
        bench kills [--kills N] [--seed S]    kills a writer of the store N times (1000) at random moments: what it said was kept, and is not
        bench verify [--passages N]           how fast verify goes through N (5000) passages
        bench history [--passages N] [--declarations N]
                                              a gate after N (100000) passages beside one that begins, both with the same live declarations
                                              (100000): start, memory, decisions a second
        bench fusion [--declarations N] [--passages N]
                                              match, 45 rules and commit among N (100000) live declarations: decisions a second, p99, memory
        bench matching [--declarations N] [--passages N] [--matrix FILE]
                                              true and false matches by threshold, reads drawn from a confusion matrix
                                              (bench reading --matrix FILE writes the measured one)
        bench selectivity [--random PERCENT] FILE.csv…
                                              the risk model against tables that carry the outcome (column Fraud), beside random selection
        bench server [--movements N] [--connections N] [--streams N] [--seconds N]
                                              status queries over N movements (1000000) beside the library's empty handler,
                                              event streams, and the gate's commits with and without them
        bench people [--passes N] [--seed S] [DIR…]
                                              pictures of documents beside truth.tsv (file, format, mrz, checks, kind): zones read exactly,
                                              forged ones verified; N (10000) forged passes of all kinds: accepted ones, microseconds
          --role ROLE    the camera's; else as the lane.json5 beside the video says, or frontPlate
          --models DIR   folder with the networks
          --small-print both|network|tesseract|none    as for read; none: what the numbers alone cost
        """
    static let flags: Set<String> = ["--8bit"]
    static let options: Set<String> = [
        "--role", "--minutes", "--kills", "--write", "--seed", "--random", "--every", "--small-print", "--declarations",
        "--passages", "--matrix", "--movements", "--connections", "--streams", "--seconds", "--passes",
        ModelFolder.option,
    ]

    static func run(_ arguments: Arguments) async throws -> ExitStatus {
        guard let kind = arguments.operands.first else {
            throw UsageError(
                "say what to measure: reading, nothing, ingest, memory, conservation, kills, verify, history, fusion, matching, selectivity, server, people"
            )
        }
        switch kind {
        case "reading": return try ReadingBench.run(arguments)
        case "nothing": return try NothingBench.run(arguments)
        case "ingest": return try await IngestBench.run(arguments)
        case "memory": return try await MemoryBench.run(arguments)
        case "conservation": return try await ConservationBench.run(arguments)
        case "kills": return try await KillBench.run(arguments)
        case "verify": return try await VerifyBench.run(arguments)
        case "history": return try await HistoryBench.run(arguments)
        case "fusion": return try await FusionBench.run(arguments)
        case "matching": return try MatchingBench.run(arguments)
        case "selectivity": return try SelectivityBench.run(arguments)
        case "people": return try PeopleBench.run(arguments)
        case "server": return try await ServerBench.run(arguments)
        default:
            throw UsageError(
                "there is no benchmark \"\(kind)\": reading, nothing, ingest, memory, conservation, kills, verify, history, fusion, matching, selectivity, server, people"
            )
        }
    }
}
