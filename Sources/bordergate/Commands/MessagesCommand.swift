import GateDomain
import GateManifests
import GateStore

struct MessagesCommand: Command {
    static let name = "messages"
    static let help = """
        bordergate messages --database F [options]         what others are told of passages, as EDIFACT

        One interchange a kind, on a line of its own: gate-in and gate-out (CODECO), goods status (CUSRES), transport
        events (IFTSTA). They say released or held, never why.
          --kind K         codeco, cusres or iftsta; may be given several times (else all of them)
          --sender S       our name in the interchange (else BORDERGATE)
          --recipient R    theirs (else PARTNER)
        """
    static let flags: Set<String> = []
    static let options: Set<String> = ["--database", "--kind", "--sender", "--recipient"]

    static func run(_ arguments: Arguments) async throws -> ExitStatus {
        guard let path = arguments.last("--database") else { throw UsageError("--database is missing") }
        let kinds = try arguments.all("--kind").map { word throws(UsageError) in
            guard let kind = GateMessageKind(rawValue: word.lowercased()) else {
                throw UsageError("--kind takes codeco, cusres or iftsta, not \"\(word)\"")
            }
            return kind
        }
        let store = try SQLiteStore(path: path, options: StoreOptions(readOnly: true))
        let declarations = Dictionary(
            try await store.declarations().map { ($0.reference, $0) }, uniquingKeysWith: { first, _ in first })
        let released = Set(try await store.cases().filter(isReleased).map(\.id))
        let verdicts = try await store.passages().map(\.verdict)
        let events = verdicts.map { verdict in
            GateEvent(
                verdict: verdict, declaration: verdict.declaration.flatMap { declarations[$0] },
                isReleased: !verdict.opensCase || released.contains(verdict.id))
        }
        // The last passage's time: the same passages give the same messages.
        guard let prepared = verdicts.map(\.decided).max() else { return .done }
        let writer = MessageWriter(
            sender: arguments.last("--sender") ?? "BORDERGATE", recipient: arguments.last("--recipient") ?? "PARTNER")
        for kind in kinds.isEmpty ? GateMessageKind.allCases : kinds {
            let control = "\(kind.rawValue.prefix(3).uppercased())\(prepared.microseconds / 1_000_000)"
            if let text = writer.interchange(kind, events, prepared: prepared, control: control) {
                Terminal.line(text)
            }
        }
        return .done
    }

    private static func isReleased(_ opened: ClearanceCase) -> Bool {
        if case .resolved(.release, _) = opened.state { true } else { false }
    }
}
